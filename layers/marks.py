"""Spells of a place that reports describe directly: fighting inside it, and sieges."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from layers.dating import closing_day, lasting_until
from layers.models import LocatedClaim
from layers.reports import evidence_day
from layers.statements import Says, Statement

CONTESTED_DAYS = 60  # fighting nobody reports any more for this long is over
SIEGE_DAYS = 365
DISPUTE_DAYS = 7
UNSETTLED_DAYS = 30

Report = tuple[LocatedClaim, Statement]


@dataclass(frozen=True, slots=True)
class Mark:
    """A spell [start, end) in proleptic ordinals.

    Attributes:
        actors: Parties the reports name; for a siege the besiegers.
        inside: Who a siege encloses, or "".
        is_part: The reports are of a part only: nothing new if its one named party holds the place.
        is_open: Counts only while nobody is likely enough to hold it.
    """

    start: int
    end: int
    actors: tuple[str, ...]
    inside: str = ""
    is_part: bool = False
    is_open: bool = False


class Marks:
    """Spells of one kind at one place, found by day."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._marks]
        self._bounds = sorted({day for mark in marks for day in (mark.start, mark.end)})
        self._longest_days = max((mark.end - mark.start for mark in marks), default=0)

    def on(self, day: int) -> list[Mark]:
        """Return the spells of a day, by start."""
        first = bisect_right(self._starts, day - self._longest_days)
        known = self._marks[first : bisect_right(self._starts, day)]
        return [mark for mark in known if day < mark.end]

    def bounds_within(self, start: int, end: int) -> list[int]:
        """Return the days from `start` until before `end` on which a spell begins or is over."""
        return self._bounds[bisect_left(self._bounds, start) : bisect_left(self._bounds, end)]


def find_fights(reports: Sequence[Report]) -> tuple[Mark, ...]:
    """Return the spells of fighting inside a place.

    A spell lasts from its report until the day a later report says who holds all of it, 60 days at most.

    Args:
        reports: Of one place, by day.
    """
    decided = sorted(_day(r) for r in reports if r[1].is_realised and r[1].says in (Says.HOLDS, Says.GAINED))
    marks = []
    for report in reports:
        located, statement = report
        if statement.is_realised and statement.says is Says.FIGHTS and statement.parties:
            start, last = reported_span(located)
            end = next(iter(decided[bisect_right(decided, start) :][:1]), last + CONTESTED_DAYS)
            marks.append(
                Mark(start, min(end, last + CONTESTED_DAYS), statement.parties, is_part=statement.is_part)
            )
    return tuple(marks)


def find_sieges(reports: Sequence[Report]) -> tuple[Mark, ...]:
    """Return the spells of siege: until the place changes hands, the besieger leaves, or a year without news.

    Args:
        reports: Of one place, by day.
    """
    days = [_day(report) for report in reports]
    marks = []
    for located, statement in reports:
        if not statement.is_realised or statement.says is not Says.BESIEGES:
            continue
        start, last = reported_span(located)
        end = _end_of_siege(reports[bisect_right(days, start) :], statement, last + SIEGE_DAYS)
        besiegers = (statement.actor,) if statement.actor else ()
        marks.append(Mark(start, end, besiegers, inside=statement.other))
    return tuple(marks)


def find_disputes(reports: Sequence[Report]) -> tuple[Mark, ...]:
    """Return the spells for which reports disagree about who holds the place.

    Reports of one day that name different holders make that day contested. Those that follow each other
    within a week leave open who holds it until the next report, a month at most.

    Args:
        reports: Of one place, by day.
    """
    namings = [
        (_day(report), report[1].actor)
        for report in reports
        if report[1].is_realised and report[1].says in (Says.HOLDS, Says.GAINED)
    ]
    days = [day for day, _ in namings]
    marks = []
    for number, (day, actor) in enumerate(namings):
        earlier = namings[bisect_left(days, day - DISPUTE_DAYS) : number]
        rivals = {who for _, who in earlier if who != actor}
        if not rivals:
            continue
        parties = tuple(sorted({actor, *rivals}))
        following = next(iter(days[bisect_right(days, day) :][:1]), day + UNSETTLED_DAYS)
        if any(when == day and who != actor for when, who in earlier):
            marks.append(Mark(day, day + 1, parties))
        marks.append(Mark(day, min(following, day + UNSETTLED_DAYS), parties, is_open=True))
    return tuple(marks)


def _end_of_siege(later: Sequence[Report], siege: Statement, latest: int) -> int:
    for report in later:
        day = _day(report)
        if day >= latest or _ends_siege(report[1], siege):
            return min(day, latest)
    return latest


def _ends_siege(later: Statement, siege: Statement) -> bool:
    if not later.is_realised:
        return False
    has_left = later.says is Says.LEFT and later.actor in siege.parties
    is_inside = later.says is Says.HOLDS and bool(siege.actor) and later.actor == siege.actor
    return later.says is Says.GAINED or has_left or is_inside


def _day(report: Report) -> int:
    return evidence_day(report[0]).toordinal()


def reported_span(located: LocatedClaim) -> tuple[int, int]:
    """Return the first and the last day a dated report speaks of, as ordinals.

    Only what was said to last ("held it from 2014 to 2016") has more than the one day it counts on.
    """
    when, closing = located.claim.when, closing_day(located)
    if when is None or closing is None:
        day = evidence_day(located).toordinal()
        confirmed = lasting_until(located)
        return day, confirmed.toordinal() if confirmed else day
    return when.start.toordinal(), closing.toordinal() - 1
