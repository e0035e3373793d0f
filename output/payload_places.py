"""Places and their control intervals as columns of small numbers, for the map page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from articles.models import Actor
from geo.models import Place
from layers.clusters import DEFAULT_OPTIONS
from layers.models import ControlInterval, LocatedClaim
from output.columns import encode_counts, encode_deltas, encode_optional, encode_signed
from output.copies import told_once
from output.payload_days import DayScale, day_of

DEGREE_STEPS = 10_000
MAX_ALIASES = 12
_NUMBERED_ID = re.compile(r"(.*:)([1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class PlaceHistory:
    """One place with its intervals in order (undated first) and the claims about it, oldest first.

    Attributes:
        claims: Each statement once.
        copies: The same statements in copies of their articles, by claim id.
    """

    place: Place
    intervals: tuple[ControlInterval, ...]
    claims: tuple[LocatedClaim, ...]
    copies: Mapping[str, tuple[LocatedClaim, ...]] = field(default_factory=dict)


def gather_histories(
    intervals: Iterable[ControlInterval], claims: Iterable[LocatedClaim], *, until: date | None
) -> tuple[PlaceHistory, ...]:
    """Return one history per place, neighbours beside each other.

    Args:
        intervals: Control intervals of any places.
        claims: Claims of any places.
        until: Nothing dated on or after this day is kept; None keeps all.

    Returns:
        Histories along a Z-shaped curve over the globe, so that steps between coordinates stay small.
    """
    places: dict[str, Place] = {}
    spans: dict[str, list[ControlInterval]] = {}
    reports: dict[str, list[LocatedClaim]] = {}
    for interval in _cut_intervals(intervals, until):
        places.setdefault(interval.place.id, interval.place)
        spans.setdefault(interval.place.id, []).append(interval)
    copies: dict[str, dict[str, tuple[LocatedClaim, ...]]] = {}
    known = [located for located in claims if until is None or _newest_day(located) < until]
    for told in told_once(known, (interval for found in spans.values() for interval in found)):
        place = told.first.place
        places.setdefault(place.id, place)
        reports.setdefault(place.id, []).append(told.first)
        if told.copies:
            copies.setdefault(place.id, {})[told.first.claim.id] = told.copies
    histories = [
        PlaceHistory(
            place,
            _in_order(spans.get(key, ())),
            tuple(sorted(reports.get(key, ()), key=_claim_order)),
            copies.get(key, {}),
        )
        for key, place in places.items()
    ]
    return tuple(sorted(histories, key=_curve_order))


def encode_places(histories: Sequence[PlaceHistory], *, scale: DayScale) -> dict[str, Any]:
    """Return names, coordinates (1e-4 degree), ids, population, units and report days of places."""
    places = [history.place for history in histories]
    countries = sorted({place.country for place in places})
    provinces = sorted({place.admin1 for place in places})
    kinds = sorted({place.kind.value for place in places})
    return {
        "n": len(places),
        "name": [place.name for place in places],
        "alias": ["|".join(_shown_aliases(place)) for place in places],
        "lat": encode_deltas(round(place.point.lat * DEGREE_STEPS) for place in places),
        "lon": encode_deltas(round(place.point.lon * DEGREE_STEPS) for place in places),
        "id": _encode_ids([place.id for place in places]),
        "people": encode_counts(max(0, place.population) for place in places),
        "kinds": kinds,
        "kind": encode_counts(kinds.index(place.kind.value) for place in places),
        "countries": countries,
        "country": encode_counts(
            map({c: i for i, c in enumerate(countries)}.__getitem__, (p.country for p in places))
        ),
        "provinces": provinces,
        "province": encode_counts(
            map({a: i for i, a in enumerate(provinces)}.__getitem__, (p.admin1 for p in places))
        ),
        "reports": encode_counts(len(history.claims) for history in histories),
        "told": _encode_told(histories, scale),
    }


def encode_intervals(
    histories: Sequence[PlaceHistory], *, scale: DayScale, actors: Sequence[str]
) -> dict[str, Any]:
    """Return the intervals of all places, in order of place.

    Args:
        histories: Places with their intervals.
        scale: The map's days.
        actors: Ids in the order of the map's table of actors.

    Returns:
        Columns: `count` per place; `look` (index into `looks`: state, basis, dated, actor numbers);
        `gap` days since the end of the one before; `days` long (0 = still so);
        `last` = days from start to the last report, if dated; `sure` = per cent.
    """
    numbers = {actor: index for index, actor in enumerate(actors)}
    looks: dict[tuple[Any, ...], int] = {}
    rows: list[tuple[int, int, int, int | None, int]] = []
    for history in histories:
        cursor = 0
        for interval in history.intervals:
            parties = [numbers[actor] for actor in interval.actors]
            look = (interval.state.value, interval.basis.value, int(interval.start is not None), *parties)
            gap, days, last, cursor = _day_columns(interval, scale, cursor)
            rows.append((looks.setdefault(look, len(looks)), gap, days, last, _percent(interval.probability)))
    return {
        "count": encode_counts(len(history.intervals) for history in histories),
        "looks": [list(look) for look in looks],
        "look": encode_counts(row[0] for row in rows),
        "gap": encode_signed(row[1] for row in rows),
        "days": encode_counts(row[2] for row in rows),
        "last": encode_optional(row[3] for row in rows),
        "sure": encode_counts(row[4] for row in rows),
    }


def find_actors(histories: Sequence[PlaceHistory], others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the ids of every actor the places name, and of some others, sorted."""
    named = {*others} | {
        actor for history in histories for span in history.intervals for actor in span.actors
    }
    for history in histories:
        for located in history.claims:
            parties = (located.claim.actor, located.claim.opponent)
            named |= {party.actor_id for party in parties if party is not None}
    return tuple(sorted(named))


def encode_actors(
    ids: Sequence[str], actors: Mapping[str, Actor], colours: Mapping[str, str]
) -> list[list[str]]:
    """Return id, name, colour, side and aliases of each actor."""
    known = [actors.get(actor_id, Actor(actor_id, actor_id)) for actor_id in ids]
    return [
        [actor.id, actor.name, colours[actor.id], actor.side, "|".join(_shown_aliases(actor))]
        for actor in known
    ]


def _day_columns(interval: ControlInterval, scale: DayScale, cursor: int) -> tuple[int, int, int | None, int]:
    if interval.start is None:
        return 0, 0, None, cursor
    start = scale.number(interval.start)
    end = start if interval.end is None else scale.number(interval.end)
    last = None if interval.last_report is None else scale.number(interval.last_report) - start
    return start - cursor, end - start, last, end


def _percent(probability: float) -> int:
    """Return a probability in whole per cent; a doubtful one never rounds up to one that is not."""
    percent = round(100 * probability)
    limit = round(100 * DEFAULT_OPTIONS.contested_below)
    return min(percent, limit - 1) if probability < DEFAULT_OPTIONS.contested_below else max(percent, limit)


def _cut_intervals(intervals: Iterable[ControlInterval], until: date | None) -> Iterable[ControlInterval]:
    for interval in intervals:
        if until is None or interval.start is None:
            yield interval
        elif interval.start < until:
            end = interval.end if interval.end is not None and interval.end < until else None
            is_newer = interval.last_report is not None and interval.last_report >= until
            yield replace(interval, end=end, last_report=interval.start if is_newer else interval.last_report)


def _in_order(intervals: Iterable[ControlInterval]) -> tuple[ControlInterval, ...]:
    return tuple(
        sorted(intervals, key=lambda span: (span.start is not None, span.start or date.min, span.actors))
    )


def _newest_day(located: LocatedClaim) -> date:
    days = [day for day in (located.published, located.claim.when and located.claim.when.start) if day]
    return max(days, default=date.min)


def _claim_order(located: LocatedClaim) -> tuple[date, str]:
    when = located.claim.when
    return (when.start if when is not None else located.published or date.max, located.claim.id)


def _curve_order(history: PlaceHistory) -> tuple[int, str]:
    point = history.place.point
    x, y = int((point.lon + 180) * 180), int((point.lat + 90) * 180)
    return sum(
        ((x >> bit & 1) << (2 * bit)) | ((y >> bit & 1) << (2 * bit + 1)) for bit in range(17)
    ), history.place.id


def _encode_told(histories: Sequence[PlaceHistory], scale: DayScale) -> dict[str, str]:
    """Return on which days each place was reported on, so that the age of news can be shown."""
    counts, steps = [], []
    for history in histories:
        days = [day_of(located.claim, located.published) for located in history.claims]
        numbers = sorted({scale.number(day) for day in days if day is not None})
        counts.append(len(numbers))
        steps += [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]
    return {"count": encode_counts(counts), "step": encode_signed(steps)}


def _shown_aliases(named: Place | Actor) -> list[str]:
    others = sorted(
        {alias for alias in named.aliases if alias != named.name and "|" not in alias},
        key=lambda a: (len(a), a),
    )
    return others[:MAX_ALIASES]


def _encode_ids(ids: Sequence[str]) -> dict[str, Any]:
    matches = [_NUMBERED_ID.fullmatch(place_id) for place_id in ids]
    prefixes = sorted({match[1] if match else place_id for match, place_id in zip(matches, ids, strict=True)})
    index = {prefix: number for number, prefix in enumerate(prefixes)}
    return {
        "prefixes": prefixes,
        "prefix": encode_counts(index[m[1] if m else i] for m, i in zip(matches, ids, strict=True)),
        "number": encode_counts(int(match[2]) if match else 0 for match in matches),
    }
