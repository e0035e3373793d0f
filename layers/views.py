"""Who says what about a place: each source's own history of it, and where the sources disagree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from geo.models import Place
from layers.ageing import Silence, age_intervals
from layers.latest import fuse_place
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State
from layers.reports import evidence_day, source_of
from layers.timeline import TimelineOptions, known_claims, silence_of

_HOLDING = (State.CONTROLLED, State.BESIEGED)


@dataclass(frozen=True, slots=True)
class View:
    """What one source alone says of a place over time.

    Attributes:
        source: Speaker of the claims if they name one, else the outlet.
        intervals: As from this source's reports only, where its latest word counts.
    """

    place: Place
    source: str
    intervals: tuple[ControlInterval, ...]

    def on(self, day: date) -> ControlInterval | None:
        """Return what the source says of a day, None if nothing."""
        return next((interval for interval in self.intervals if covers(interval, day)), None)


@dataclass(frozen=True, slots=True)
class Side:
    """One answer to who holds a place, and the sources that give it, sorted."""

    actor: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources that name different holders of one place, from `start` until before `end`.

    Attributes:
        end: Day after the last one on which both are fresh; None = still so.
        sides: The two answers, sorted by actor.
    """

    place: Place
    start: date
    end: date | None
    sides: tuple[Side, Side]


def covers(interval: ControlInterval, day: date) -> bool:
    """Return whether an interval holds on a day."""
    begins = interval.start is not None and interval.start <= day
    return begins and (interval.end is None or day < interval.end)


def build_views(claims: Iterable[LocatedClaim], *, options: TimelineOptions) -> tuple[View, ...]:
    """Derive each source's own history of each place.

    Args:
        claims: Of any places.
        options: When reports are too old, whose knowledge is asked for, and what is known of sources.

    Returns:
        Sorted by place id and source; sources that only plan or deny have no view.
    """
    known = known_claims(claims, options.as_of)
    silence = silence_of(known, options)
    by_view: dict[tuple[str, str], list[LocatedClaim]] = {}
    for located in known:
        by_view.setdefault((located.place.id, source_of(located, options.sources)), []).append(located)
    return tuple(_views(by_view, silence))


def _views(by_view: Mapping[tuple[str, str], Sequence[LocatedClaim]], silence: Silence) -> Iterator[View]:
    for (_, source), claims in sorted(by_view.items()):
        intervals = tuple(age_intervals(fuse_place(claims), silence))
        if intervals:
            yield View(intervals[0].place, source, intervals)


def find_disagreements(views: Iterable[View], claims: Iterable[LocatedClaim]) -> tuple[Disagreement, ...]:
    """Find where sources contradict each other about the holder of a place.

    A source that has not spoken since a change does not disagree with it: two sources disagree from the day
    on which one names a holder although the other has named somebody else before and names him still, or
    again. They do so until one of them says otherwise, or has said nothing for too long.

    Args:
        views: From `build_views`.
        claims: That these views stand on.

    Returns:
        Sorted by place id, start and actors.
    """
    days = {located.claim.id: evidence_day(located) for located in claims if located.claim.when}
    by_place: dict[str, list[View]] = {}
    for view in views:
        by_place.setdefault(view.place.id, []).append(view)
    found = [
        disagreement
        for _, own in sorted(by_place.items())
        for disagreement in _merged(own[0].place, list(_conflicts(own, days)))
    ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Conflict:
    """Two sources that name different holders; `end` as ordinal, date.max for open."""

    start: date
    end: date
    words: tuple[tuple[str, str], tuple[str, str]]  # actor, source; sorted by actor

    @property
    def actors(self) -> tuple[str, str]:
        return self.words[0][0], self.words[1][0]


def _conflicts(views: Sequence[View], days: Mapping[str, date]) -> Iterator[_Conflict]:
    for one, other in combinations(views, 2):
        for first in _fresh(one):
            for second in _fresh(other):
                if first.actors[0] == second.actors[0]:
                    continue
                start = _contradicted_on(first, second, days)
                end = min(first.end or date.max, second.end or date.max)
                if start is not None and start < end:
                    words = sorted([(first.actors[0], one.source), (second.actors[0], other.source)])
                    yield _Conflict(start, end, (words[0], words[1]))


def _fresh(view: View) -> Iterator[ControlInterval]:
    for interval in view.intervals:
        is_fresh = interval.basis is not ControlBasis.CARRIED and interval.start is not None
        if is_fresh and interval.state in _HOLDING and interval.actors:
            yield interval


def _contradicted_on(one: ControlInterval, other: ControlInterval, days: Mapping[str, date]) -> date | None:
    """Return the first day on which the earlier of two is said again after the later began, or None."""
    earlier, later = sorted((one, other), key=lambda interval: interval.start or date.min)
    since = later.start
    if since is None:
        return None
    again = [days[claim] for claim in earlier.evidence if claim in days and days[claim] >= since]
    return min(again, default=None)


def _merged(place: Place, conflicts: Sequence[_Conflict]) -> list[Disagreement]:
    """Join the conflicts about one pair of holders whose days overlap."""
    merged: list[Disagreement] = []
    by_actors: dict[tuple[str, str], list[_Conflict]] = {}
    for conflict in sorted(conflicts, key=lambda found: (found.actors, found.start, found.end)):
        run = by_actors.setdefault(conflict.actors, [])
        if run and conflict.start > max(found.end for found in run):
            merged.append(_joined(place, run))
            run.clear()
        run.append(conflict)
    merged += [_joined(place, run) for run in by_actors.values()]
    return sorted(merged, key=lambda found: (found.start, found.sides[0].actor, found.sides[1].actor))


def _joined(place: Place, run: Sequence[_Conflict]) -> Disagreement:
    end = max(conflict.end for conflict in run)
    sides = [
        Side(run[0].actors[slot], tuple(sorted({conflict.words[slot][1] for conflict in run})))
        for slot in (0, 1)
    ]
    return Disagreement(
        place,
        min(conflict.start for conflict in run),
        None if end == date.max else end,
        (sides[0], sides[1]),
    )
