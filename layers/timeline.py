"""Control over time: claims of many places to intervals, by whichever fusion is asked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from layers.ageing import Silence
from layers.dating import is_datable
from layers.errors import UnknownFusionError
from layers.fusion import fuse_reports
from layers.latest import fuse_place
from layers.models import ControlInterval, LocatedClaim
from layers.reports import evidence_day
from layers.sources import NOTHING_KNOWN_OF_SOURCES, SourceBook
from layers.syndication import count_once

Fusion = Callable[[Mapping[str, Sequence[LocatedClaim]], "TimelineOptions"], Iterable[ControlInterval]]
"""Turns claims by place id into intervals; sees all places at once, to learn from one about another."""


@dataclass(frozen=True, slots=True)
class TimelineOptions:
    """How claims become intervals.

    Attributes:
        fusion: Key of `FUSIONS`: "looking-back" tells each day's state from all reports, "as-it-stood" from
            those until that day, "latest" lets the latest report win.
        as_of: Day whose knowledge is asked for: reports published later (undated ones: about later days) do
            not count; None = all.
        carried_after_days: An interval without a report for so long is only carried forward.
        unknown_after_days: After so long without a report nobody knows; None = never.
        min_reports_per_place_year: Reports are weighed against each other only in theatres with so many that
            say who holds a place, per place and year; in others there is nothing to weigh, and the latest
            wins.
        sources: What is known of sources beforehand.
    """

    fusion: str = "looking-back"
    as_of: date | None = None
    carried_after_days: int = 90
    unknown_after_days: int | None = 1095
    min_reports_per_place_year: float = 1.0
    sources: SourceBook = NOTHING_KNOWN_OF_SOURCES

    def __post_init__(self) -> None:
        """Refuse fusions that do not exist."""
        if self.fusion not in FUSIONS:
            raise UnknownFusionError(f"fusion is one of {', '.join(sorted(FUSIONS))}, got {self.fusion!r}")


def fuse_latest(
    by_place: Mapping[str, Sequence[LocatedClaim]], _options: "TimelineOptions"
) -> Iterable[ControlInterval]:
    """Let the latest realised claim of each place win; see `layers.latest`."""
    for claims in by_place.values():
        yield from fuse_place(claims)


def fuse_looking_back(
    by_place: Mapping[str, Sequence[LocatedClaim]], options: "TimelineOptions"
) -> Iterable[ControlInterval]:
    """Weigh all reports, each day's state with hindsight; see `layers.fusion`."""
    return _fuse(by_place, options, is_looking_back=True)


def fuse_as_it_stood(
    by_place: Mapping[str, Sequence[LocatedClaim]], options: "TimelineOptions"
) -> Iterable[ControlInterval]:
    """Weigh the reports until each day; see `layers.fusion`."""
    return _fuse(by_place, options, is_looking_back=False)


def _fuse(
    by_place: Mapping[str, Sequence[LocatedClaim]], options: "TimelineOptions", *, is_looking_back: bool
) -> Iterable[ControlInterval]:

    silence = silence_of(
        (located for claims in by_place.values() for located in claims),
        options,
        is_looking_back=is_looking_back,
    )
    return fuse_reports(
        by_place, silence, min_density=options.min_reports_per_place_year, sources=options.sources
    )


def silence_of(
    claims: Iterable[LocatedClaim], options: "TimelineOptions", *, is_looking_back: bool = True
) -> Silence:
    """Return when reports are too old; nothing ages after the last day of which the claims know anything."""
    told = [day for located in claims for day in _days_of(located)]
    last = options.as_of or max(told, default=date.max)
    return Silence(
        options.carried_after_days,
        options.unknown_after_days,
        is_looking_back=is_looking_back,
        known_until=last.toordinal(),
    )


def _days_of(located: LocatedClaim) -> list[date]:
    """Return the days on which something was known: of publication, and those that a dated claim is about."""
    days = [located.published] if located.published else []
    return [*days, evidence_day(located)] if is_datable(located) else days


FUSIONS: Mapping[str, Fusion] = MappingProxyType(
    {"looking-back": fuse_looking_back, "as-it-stood": fuse_as_it_stood, "latest": fuse_latest}
)
_DEFAULT = TimelineOptions()


def build_intervals(
    claims: Iterable[LocatedClaim], *, options: TimelineOptions = _DEFAULT
) -> tuple[ControlInterval, ...]:
    """Derive who reportedly held each place when.

    Args:
        claims: Located claims of any places, in any order; copies of one report count once.
        options: The fusion to use.

    Returns:
        For each place disjoint half-open intervals in UTC days; sorted by place id and start, undated ones
        first.
    """
    by_place: dict[str, list[LocatedClaim]] = {}
    for located in counted_claims(claims, options.as_of):
        by_place.setdefault(located.place.id, []).append(located)
    return tuple(sorted(FUSIONS[options.fusion](by_place, options), key=_order))


def _order(interval: ControlInterval) -> tuple[str, date]:
    return interval.place.id, interval.start or date.min


def known_claims(claims: Iterable[LocatedClaim], as_of: date | None) -> list[LocatedClaim]:
    """Return the claims that were known on a day: published by then, or undated; None = all."""
    return [located for located in claims if _is_known(located, as_of)]


def counted_claims(claims: Iterable[LocatedClaim], as_of: date | None) -> list[LocatedClaim]:
    """Return the claims that are weighed: those known on a day, and of copies of one report the first."""
    return count_once(known_claims(claims, as_of))


def _is_known(located: LocatedClaim, as_of: date | None) -> bool:
    when = located.claim.when
    told = located.published or (when.start if when else None)
    return as_of is None or told is None or told <= as_of
