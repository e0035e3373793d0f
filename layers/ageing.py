"""Lets intervals of the simple rule age: carried forward after some silence, unknown after more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from layers.marks import CONTESTED_DAYS
from layers.models import ControlBasis, ControlInterval, State

FADING = 0.25  # how far the probability of what is only carried has gone back to an even chance


@dataclass(frozen=True, slots=True)
class Silence:
    """When reports are too old to be called news.

    Attributes:
        carried_after_days: From then on an interval is only carried forward.
        unknown_after_days: From then on nobody knows; None = never.
        is_looking_back: Gaps between two reports of one holder are no silence.
        known_until: Last day of which anything is known, as ordinal: nothing is silent after it.
    """

    carried_after_days: int = 90
    unknown_after_days: int | None = 1095
    is_looking_back: bool = True
    known_until: int = date.max.toordinal()


def age_intervals(intervals: Iterable[ControlInterval], silence: Silence) -> Iterator[ControlInterval]:
    """Split intervals where their last report becomes old.

    Fighting that nobody reports any more for 60 days leaves the place unknown. Undated intervals do not age.

    Args:
        intervals: Of any places.
        silence: When reports are too old.
    """
    for interval in intervals:
        yield from _aged(interval, silence)


def _aged(interval: ControlInterval, silence: Silence) -> Iterator[ControlInterval]:
    if interval.start is None or interval.last_report is None or interval.state is State.UNKNOWN:
        yield interval
        return
    last = interval.last_report.toordinal()
    is_contested = interval.state is State.CONTESTED
    limit = CONTESTED_DAYS if is_contested else silence.unknown_after_days
    unknown = _first_silent(None if limit is None else last + limit, interval, silence)
    carried = _first_silent(last + silence.carried_after_days, interval, silence)
    if carried is not None and unknown is not None and carried >= unknown:
        carried = None
    yield replace(interval, end=carried or unknown or interval.end)
    if carried is not None:
        chance = interval.probability - FADING * max(interval.probability - 0.5, 0.0)
        yield replace(
            interval,
            start=carried,
            end=unknown or interval.end,
            basis=ControlBasis.CARRIED,
            probability=round(chance, 4),
            against=(),
        )
    if unknown is not None:
        yield replace(
            interval,
            start=unknown,
            state=State.UNKNOWN,
            actors=(),
            basis=ControlBasis.CARRIED,
            probability=0.0,
            against=(),
        )


def _first_silent(day: int | None, interval: ControlInterval, silence: Silence) -> date | None:
    """Return the day as a date if it lies within the interval and within what is known."""
    end = interval.end.toordinal() if interval.end else silence.known_until + 1
    if day is None or interval.start is None or not interval.start.toordinal() < day < end:
        return None
    return date.fromordinal(day)
