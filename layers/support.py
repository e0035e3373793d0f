"""The reports that say one party holds a place: how fresh the newest of them is on a day."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from articles.models import Stance
from layers.ageing import Silence
from layers.dating import closing_day
from layers.judging import Status, find_bearing
from layers.marks import Report, reported_span
from layers.models import ControlBasis
from layers.reports import evidence_day

_NEVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Support:
    """Reports for one holder of a place, in the order in which they count.

    Attributes:
        silence: When reports are too old.
        counts_from: Looking back, the day a report counts on; else the last day it speaks of.
        newest: Last day that it or one before it speaks of.
        horizon: Day from which neither it nor one before it says anything.
        is_asserted: Whether it or one before it is stated as fact.
        bounds: Days, ascending, on which reports may become too old.
    """

    silence: Silence
    counts_from: tuple[int, ...]
    newest: tuple[int, ...]
    horizon: tuple[int, ...]
    is_asserted: tuple[bool, ...]
    bounds: tuple[int, ...]

    def bounds_within(self, start: int, end: int) -> list[int]:
        """Return the days from `start` until before `end` on which reports may become too old."""
        if not self.silence.is_looking_back:
            return list(self.bounds[bisect_left(self.bounds, start) : bisect_left(self.bounds, end)])
        number = bisect_left(self.counts_from, end) - 1
        if number < 0:
            return []
        days = self.newest[number] + self.silence.carried_after_days, self.horizon[number]
        return [day for day in days if start <= day < end]

    def is_over(self, day: int, end: int) -> bool:
        """Return whether no report says anything any more on a day of a spell that ends on `end`."""
        number = self._number(day, end)
        return number >= 0 and day >= self.horizon[number]

    def basis(self, day: int, end: int) -> ControlBasis:
        """Return what the holding rests on, on a day of a spell that ends on `end`."""
        number = self._number(day, end)
        if number < 0:
            return ControlBasis.INFERRED
        if day >= self.newest[number] + self.silence.carried_after_days:
            return ControlBasis.CARRIED
        return ControlBasis.ASSESSED if self.is_asserted[number] else ControlBasis.CLAIMED

    def _number(self, day: int, end: int) -> int:
        """Return the last report that counts: looking back, those after the day count too."""
        if self.silence.is_looking_back:
            return bisect_left(self.counts_from, end) - 1
        return bisect_right(self.counts_from, day) - 1


def find_support(status: Status, reports: Iterable[Report], silence: Silence) -> Support:
    """Return the reports that speak for a state of a place.

    Args:
        status: The state.
        reports: Of the place.
        silence: When reports are too old.
    """
    rows = sorted(_rows(status, reports, silence))
    newest = tuple(accumulate((last for _, last, _, _ in rows), max))
    horizon = tuple(accumulate((end for _, _, end, _ in rows), max))
    carried = {last + silence.carried_after_days for _, last, _, _ in rows}
    return Support(
        silence=silence,
        counts_from=tuple(day for day, _, _, _ in rows),
        newest=newest,
        horizon=horizon,
        is_asserted=tuple(accumulate((asserted for _, _, _, asserted in rows), max)),
        bounds=tuple(sorted({*carried, *horizon, *newest})),
    )


def _rows(
    status: Status, reports: Iterable[Report], silence: Silence
) -> Iterable[tuple[int, int, int, bool]]:
    """Yield when a report counts, the last day it speaks of, when it is too old, and if it is asserted."""
    for located, statement in reports:
        if find_bearing(statement, status)[0]:
            closing, last = closing_day(located), reported_span(located)[1]
            horizon = _NEVER if silence.unknown_after_days is None else last + silence.unknown_after_days
            counts_from = evidence_day(located).toordinal() if silence.is_looking_back else last
            is_asserted = located.claim.stance is Stance.ASSERTED
            yield counts_from, last, min(closing.toordinal() if closing else horizon, _NEVER), is_asserted
