"""Everything the map page draws, as one compact blob."""

import base64
import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from output.columns import encode_counts
from output.mapoptions import MapOptions, Precision
from output.models import Results
from output.payload_areas import Region, encode_regions
from output.payload_base import encode_base, narrow_base
from output.payload_colours import choose_colours
from output.payload_days import EPOCH, DayScale, build_day_scale, day_of
from output.payload_evidence import encode_evidence
from output.payload_gaps import encode_gaps
from output.payload_places import (
    PlaceHistory,
    encode_actors,
    encode_intervals,
    encode_places,
    find_actors,
)
from output.theatre import OutsidePlace

PAYLOAD_VERSION = 1
MAX_PLAIN_CHARS = 20_000
MAX_LISTED_SOURCES = 60


@dataclass(frozen=True, slots=True)
class Payload:
    """The data of one page, ready for JSON.

    Attributes:
        core: What the first picture needs.
        evidence: The reports, which the page reads when somebody asks for them.
    """

    core: dict[str, Any]
    evidence: dict[str, Any]


def build_payload(
    results: Results,
    histories: Sequence[PlaceHistory],
    regions: Sequence[Region],
    *,
    options: MapOptions,
    outside: Sequence[OutsidePlace] = (),
) -> Payload:
    """Return the data of the page.

    Args:
        results: One run's results.
        histories: The places of the map, from `gather_histories`.
        regions: Outlines of the places that are areas.
        options: The user's choices.
        outside: Places that are not on the map because they lie outside its box.

    Returns:
        The core and the evidence in plain JSON types.
    """
    scale = build_day_scale(results, since=options.since, until=options.until)
    base = narrow_base(options, scale)
    actor_ids = find_actors(histories, base.actors if base else ())
    actors = {**base.actors, **results.actors} if base else results.actors
    colours = choose_colours(histories, actor_ids, actors)
    evidence = encode_evidence(histories, scale=scale, actors=actor_ids)
    evidence["gaps"] = encode_gaps(results, outside)
    core = {
        "v": PAYLOAD_VERSION,
        "first": 0 if scale.first is None else (scale.first - EPOCH).days,
        "days": scale.count,
        "actors": encode_actors(actor_ids, actors, colours),
        "places": encode_places(histories, scale=scale),
        "intervals": encode_intervals(histories, scale=scale, actors=actor_ids),
        "regions": encode_regions(regions),
        "daily": _count_reports(histories, scale),
        "coarse": options.precision == Precision.DISTRICT,
        "about": _describe_run(results, histories, options, outside),
    }
    if base:
        core["base"] = encode_base(base, scale=scale, actors=actor_ids)
    return Payload(core, evidence)


def pack(value: Mapping[str, Any]) -> str:
    """Return JSON as base64 of its gzip, the same for the same value; "" when it is short enough as it is.

    Args:
        value: Plain JSON types.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "" if len(text) <= MAX_PLAIN_CHARS else pack_text(text)


def pack_text(text: str) -> str:
    """Return base64 of a text's gzip, the same for the same text; lone surrogates become question marks."""
    packed = gzip.compress(text.encode("utf-8", "replace"), compresslevel=9, mtime=0)
    return base64.b64encode(packed).decode("ascii")


def _count_reports(histories: Sequence[PlaceHistory], scale: DayScale) -> str:
    """Return pairs of (days since the pair before, reports), for the days that have reports."""
    days: Counter[int] = Counter()
    for history in histories:
        for located in history.claims:
            day = day_of(located.claim, located.published)
            if day is not None and 0 <= scale.number(day) < scale.count:
                days[scale.number(day)] += 1
    pairs: list[int] = []
    reached = 0
    for day_number in sorted(days):
        pairs += [day_number - reached, days[day_number]]
        reached = day_number
    return encode_counts(pairs)


def _describe_run(
    results: Results,
    histories: Sequence[PlaceHistory],
    options: MapOptions,
    outside: Sequence[OutsidePlace],
) -> dict[str, Any]:
    sources = Counter(article.source for article in results.articles)
    published = [article.published for article in results.articles if article.published is not None]
    ranked = sorted(sources.items(), key=lambda item: (-item[1], item[0]))
    return {
        "version": options.version,
        "articles": len(results.articles),
        "stories": len(set(results.stories.values())) or len(results.articles),
        "undated_articles": len(results.articles) - len(published),
        "claims": len(results.claims),
        "undated_claims": sum(located.claim.when is None for located in results.claims),
        "unplaced": len(results.unplaced),
        "issues": len(results.issues),
        "names": len(results.mentions),
        "places": len(histories),
        "intervals": sum(len(history.intervals) for history in histories),
        "sources": [list(item) for item in ranked[:MAX_LISTED_SOURCES]],
        "source_count": len(sources),
        "published": [_iso(min(published, default=None)), _iso(max(published, default=None))],
        "outside": len(outside),
        "settings": [list(item) for item in sorted({**results.settings, **_page_settings(options)}.items())],
    }


def _page_settings(options: MapOptions) -> dict[str, str]:
    """Return the choices that change what the page shows, as text."""
    chosen = {
        "box": options.box.text() if options.box else "",
        "precision": str(options.precision) if options.precision != Precision.EXACT else "",
    }
    return {name: text for name, text in chosen.items() if text}


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
