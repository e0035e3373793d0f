"""The days a map moves through, as whole numbers from its first one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from articles.models import Claim
from layers.models import ControlInterval
from output.models import Results

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class DayScale:
    """Half-open range of days; `number` counts from the first.

    Attributes:
        first: First day on the slider; None when nothing is dated.
        count: Days on the slider.
    """

    first: date | None
    count: int

    def number(self, day: date) -> int:
        """Return the day as days after the first one (after 1 January 1970 when nothing is dated)."""
        return (day - (self.first or EPOCH)).days


def build_day_scale(results: Results, *, since: date | None, until: date | None) -> DayScale:
    """Return the days from the first to the last one that a claim or an interval knows.

    Args:
        results: What the map shows.
        since: First day to use instead, or None.
        until: Day after the last one to use instead, or None.

    Returns:
        The scale; `count` is 0 when nothing is dated.
    """
    known = list(_known_days(results))
    if until is not None:
        known = [day for day in known if day < until]
    if not known:
        return DayScale(since, 0)
    first = since if since is not None else min(known)
    last = until.toordinal() - 1 if until is not None else max(known).toordinal()
    return DayScale(first, max(1, last - first.toordinal() + 1))


def day_of(claim: Claim, published: date | None) -> date | None:
    """Return the day a claim is about, else that of its publication, else None."""
    return claim.when.start if claim.when is not None else published


def _known_days(results: Results) -> Iterable[date]:
    for interval in results.intervals:
        yield from _interval_days(interval)
    for located in results.claims:
        if located.claim.when is not None:
            yield located.claim.when.start


def _interval_days(interval: ControlInterval) -> Iterable[date]:
    for day in (interval.start, interval.end, interval.last_report):
        if day is not None:
            yield day
