"""What a map of one day shows of each place: its state and how old the news of it is; as page/looks.js."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from layers.models import ControlBasis, ControlInterval, State
from output.payload_days import day_of
from output.payload_places import PlaceHistory

AGE_DAYS = (30, 90, 365)  # as in page/marker.js


class Mark(StrEnum):
    """How a place is drawn."""

    HELD = "held"
    CLAIMED = "claimed"
    CONTESTED = "contested"
    BESIEGED = "besieged"
    UNKNOWN = "unknown"
    UNDATED = "undated"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Sight:
    """How one place looks on a day.

    Attributes:
        number: Of the place among the histories.
        actors: Ids, the holder first.
        age: Class of the age of the news: 0 up to 30 days, 1 to 90, 2 to 365, 3 older.
    """

    number: int
    mark: Mark
    actors: tuple[str, ...] = ()
    age: int = 0


@dataclass(slots=True)
class Tally:
    """Towns by actor and by mark."""

    held: Counter[str] = field(default_factory=Counter)
    contested: Counter[str] = field(default_factory=Counter)
    marks: Counter[Mark] = field(default_factory=Counter)


class Watch:
    """Knows for each place on which days it was reported on."""

    def __init__(self, histories: Sequence[PlaceHistory]) -> None:
        self._histories = histories
        self._told = [_told_days(history) for history in histories]

    def sights(self, numbers: Iterable[int], day: date) -> list[Sight]:
        """Return how places look on a day, in the given order."""
        return [self._sight(number, day) for number in numbers]

    def _sight(self, number: int, day: date) -> Sight:
        intervals = self._histories[number].intervals
        found = interval_on(intervals, day)
        if found is not None:
            return Sight(number, _mark_of(found), found.actors, self._age(number, found, day))
        if intervals and all(interval.start is None for interval in intervals):
            return Sight(number, Mark.UNDATED, intervals[0].actors)
        return Sight(number, Mark.SILENT)

    def _age(self, number: int, interval: ControlInterval, day: date) -> int:
        """Return the class of the days since the newest report on or before a day."""
        told, days = self._told[number], []
        if interval.last_report is not None:
            is_past = interval.last_report <= day or interval.start is None
            days.append(interval.last_report if is_past else interval.start)
        if before := bisect_right(told, day):
            days.append(told[before - 1])
        newest = max((known for known in days if known is not None), default=day)
        return sum((day - newest).days > limit for limit in AGE_DAYS)


def interval_on(intervals: Iterable[ControlInterval], day: date) -> ControlInterval | None:
    """Return the dated interval that holds a day, if any."""
    for interval in intervals:
        is_begun = interval.start is not None and interval.start <= day
        if is_begun and (interval.end is None or day < interval.end):
            return interval
    return None


def count_sights(sights: Iterable[Sight]) -> Tally:
    """Return how many towns each actor holds or contests, and how many wear each mark."""
    tally = Tally()
    for sight in sights:
        tally.marks[sight.mark] += 1
        if sight.mark is Mark.CONTESTED:
            tally.contested.update(set(sight.actors))
        elif sight.mark in (Mark.HELD, Mark.CLAIMED, Mark.BESIEGED):
            tally.held[sight.actors[0]] += 1
    return tally


def _mark_of(interval: ControlInterval) -> Mark:
    if interval.state is State.UNKNOWN or not interval.actors:
        return Mark.UNKNOWN
    if interval.state is State.CONTESTED:
        return Mark.CONTESTED
    if interval.state is State.BESIEGED:
        return Mark.BESIEGED
    return Mark.CLAIMED if interval.basis is ControlBasis.CLAIMED else Mark.HELD


def _told_days(history: PlaceHistory) -> list[date]:
    days = (day_of(located.claim, located.published) for located in history.claims)
    return sorted({day for day in days if day is not None})
