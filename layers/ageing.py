"""Lets intervals of the simple rule age: carried forward after some silence, unknown after more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from layers.marks import CONTESTED_DAYS
from layers.models import ControlBasis, ControlInterval, State

FADING = 0.25  # how far the probability of what is only carried has gone back to an even chance
DOUBT_AFTER_FIGHT = 0.5  # what is left of it after fighting whose outcome nobody reported


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

    Fighting that nobody reports any more for 60 days, or that reports say was over by then, leaves the place
    with whoever held it when the fighting began, if that is known, else unknown. Undated intervals do not
    age.

    Args:
        intervals: Of any places, those of one place together and by day.
        silence: When reports are too old.
    """
    before: ControlInterval | None = None
    held: ControlInterval | None = None
    for interval in intervals:
        if before is not None:
            yield from _after_fight(before, interval, held, silence)
        if before is None or not _continues(before, interval):
            held = None
        if interval.state is not State.CONTESTED:
            held = interval
        yield from _aged(interval, held, silence)
        before = interval
    if before is not None:
        yield from _after_fight(before, None, held, silence)


def _continues(before: ControlInterval, interval: ControlInterval) -> bool:
    """Return whether who held a place before may have held it when an interval began."""
    is_next = before.end == interval.start or before.state is State.CONTESTED
    return is_next and before.place.id == interval.place.id


def _aged(
    interval: ControlInterval, held: ControlInterval | None, silence: Silence
) -> Iterator[ControlInterval]:
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
        yield _carried(interval, carried, unknown or interval.end, chance_left=1 - FADING)
    if unknown is not None:
        yield from _silent(interval, held if is_contested else None, (unknown, interval.end), silence)


def _after_fight(
    fight: ControlInterval, following: ControlInterval | None, held: ControlInterval | None, silence: Silence
) -> Iterator[ControlInterval]:
    """Yield what is known from the day on which reports say that fighting was over until the next report."""
    if fight.state is not State.CONTESTED or fight.end is None:
        return
    end = following.start if following and following.place.id == fight.place.id else None
    until = end.toordinal() if end else silence.known_until + 1
    if fight.end.toordinal() < until:
        yield from _silent(fight, held, (fight.end, end), silence)


def _silent(
    fight: ControlInterval, held: ControlInterval | None, days: tuple[date, date | None], silence: Silence
) -> Iterator[ControlInterval]:
    """Yield a stretch without reports: with its former holder while his last report is fresh enough."""
    start, end = days
    if held is not None and held.actors and held.last_report:
        limit = silence.unknown_after_days
        forgotten = None if limit is None else held.last_report + timedelta(days=limit)
        if forgotten is None or forgotten > start:
            is_forgotten = forgotten is not None and forgotten.toordinal() <= silence.known_until
            until = min(forgotten, end or forgotten) if forgotten and (is_forgotten or end) else end
            yield replace(
                _carried(held, start, until, chance_left=DOUBT_AFTER_FIGHT),
                state=State.CONTROLLED,
                actors=held.actors[:1],
            )
            if until is None or until == end:
                return
            start = until
    yield replace(
        fight,
        start=start,
        end=end,
        state=State.UNKNOWN,
        actors=(),
        basis=ControlBasis.CARRIED,
        probability=0.0,
        against=(),
    )


def _carried(
    interval: ControlInterval, start: date, end: date | None, *, chance_left: float
) -> ControlInterval:
    """Return what is only carried forward; its probability goes back towards an even chance."""
    chance = interval.probability - (1 - chance_left) * max(interval.probability - 0.5, 0.0)
    return replace(
        interval,
        start=start,
        end=end,
        basis=ControlBasis.CARRIED,
        probability=round(chance, 4),
        against=(),
    )


def _first_silent(day: int | None, interval: ControlInterval, silence: Silence) -> date | None:
    """Return the day as a date if it lies within the interval and within what is known."""
    end = interval.end.toordinal() if interval.end else silence.known_until + 1
    if day is None or interval.start is None or not interval.start.toordinal() < day < end:
        return None
    return date.fromordinal(day)
