"""Spells of a place that reports describe directly: fighting inside it, and sieges."""

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
            end = next((day for day in decided if day > start), last + CONTESTED_DAYS)
            marks.append(
                Mark(start, min(end, last + CONTESTED_DAYS), statement.parties, is_part=statement.is_part)
            )
    return tuple(marks)


def find_sieges(reports: Sequence[Report]) -> tuple[Mark, ...]:
    """Return the spells of siege: until the place changes hands, the besieger leaves, or a year without news.

    Args:
        reports: Of one place, by day.
    """
    marks = []
    for located, statement in reports:
        if not statement.is_realised or statement.says is not Says.BESIEGES:
            continue
        start, last = reported_span(located)
        ends = [_day(r) for r in reports if _day(r) > start and _ends_siege(r[1], statement)]
        end = min([*ends, last + SIEGE_DAYS])
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
    marks = []
    for number, (day, actor) in enumerate(namings):
        rivals = {who for when, who in namings[:number] if day - when <= DISPUTE_DAYS and who != actor}
        if not rivals:
            continue
        parties = tuple(sorted({actor, *rivals}))
        following = next((when for when, _ in namings[number + 1 :] if when > day), day + UNSETTLED_DAYS)
        if any(when == day and who != actor for when, who in namings[:number]):
            marks.append(Mark(day, day + 1, parties))
        marks.append(Mark(day, min(following, day + UNSETTLED_DAYS), parties, is_open=True))
    return tuple(marks)


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
