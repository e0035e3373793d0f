"""Says why an interval has the state it has."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from layers.marks import Mark, Report, find_disputes, find_fights
from layers.models import ControlBasis, ControlInterval, State
from layers.statements import Says


class Reason(StrEnum):
    """Why an interval's state is what it is."""

    WEIGHED = "weighed"
    LATEST = "latest"
    FIGHTING = "fighting"
    SAME_DAY = "same-day"
    UNSETTLED = "unsettled"
    SIEGE = "siege"
    CARRIED = "carried"
    NEIGHBOURS = "neighbours"
    REGION = "region"
    SILENT = "silent"
    LOST = "lost"
    UNSURE = "unsure"
    UNDATED = "undated"


def find_reason(interval: ControlInterval, told: Sequence[Report], *, is_weighed: bool) -> Reason:
    """Return why a place has a state.

    Args:
        interval: The state.
        told: Reports of the place that count, by day.
        is_weighed: They are weighed together; else the latest one wins.
    """
    if interval.start is None:
        return Reason.UNDATED
    match interval.state:
        case State.BESIEGED:
            return Reason.SIEGE
        case State.CONTESTED:
            return _why_contested(interval.start.toordinal(), told)
        case State.UNKNOWN:
            return _why_unknown(interval, told)
    return _why_held(interval, told, is_weighed=is_weighed)


def _why_contested(day: int, told: Sequence[Report]) -> Reason:
    if _covers(find_fights(told), day):
        return Reason.FIGHTING
    disputes = find_disputes(told)
    is_plain = _covers((mark for mark in disputes if not mark.is_open), day)
    return Reason.UNSETTLED if _covers(disputes, day) and not is_plain else Reason.SAME_DAY


def _covers(marks: Iterable[Mark], day: int) -> bool:
    return any(mark.start <= day < mark.end for mark in marks)


def _why_unknown(interval: ControlInterval, told: Sequence[Report]) -> Reason:
    if interval.basis is ControlBasis.CARRIED:
        return Reason.SILENT
    is_lost = any(s.says is Says.LEFT and s.claim.id in interval.evidence for _, s in told)
    return Reason.LOST if is_lost else Reason.UNSURE


def _why_held(interval: ControlInterval, told: Sequence[Report], *, is_weighed: bool) -> Reason:
    if interval.basis is ControlBasis.INFERRED:
        own = {located.claim.id for located, _ in told}
        is_elsewhere = bool(interval.evidence) and own.isdisjoint(interval.evidence)
        return Reason.REGION if is_elsewhere else Reason.NEIGHBOURS
    if interval.basis is ControlBasis.CARRIED:
        return Reason.CARRIED
    return Reason.WEIGHED if is_weighed else Reason.LATEST
