"""The days a map moves through, as whole numbers from its first one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articles.models import Claim
from output.models import Results

EPOCH = date(1970, 1, 1)
STRAY_SHARE = 0.01
STRAY_SPAN = 0.2


@dataclass(frozen=True, slots=True)
class DayScale:
    """Half-open range of days; `number` counts from the first.

    Attributes:
        first: First day on the slider; None when nothing is dated.
        count: Days on the slider.
    """

    first: date | None
    count: int

    @property
    def last(self) -> date | None:
        """The last day on the slider; None when nothing is dated."""
        return self.first and self.first + timedelta(days=max(0, self.count - 1))

    def number(self, day: date) -> int:
        """Return the day as days after the first one (after 1 January 1970 when nothing is dated)."""
        return (day - (self.first or EPOCH)).days


def build_day_scale(results: Results, *, since: date | None, until: date | None) -> DayScale:
    """Return the days from the first report to the last one.

    Args:
        results: What the map shows.
        since: First day to use instead, or None.
        until: Day after the last one to use instead, or None.

    Returns:
        The scale; `count` is 0 when nothing is dated. Without `since`, a handful of much older days
        do not stretch it: what they say holds from its first day on.
    """
    reports = sorted(_report_days(results)) or sorted(_start_days(results))
    known = [day for day in reports if until is None or day < until]
    if not known:
        return DayScale(since, 0)
    first = since if since is not None else _first_day(known)
    last = until.toordinal() - 1 if until is not None else max(known).toordinal()
    return DayScale(first, max(1, last - first.toordinal() + 1))


def day_of(claim: Claim, published: date | None) -> date | None:
    """Return the day a claim is about, else that of its publication, else None."""
    return claim.when.start if claim.when is not None else published


def _first_day(days: Sequence[date]) -> date:
    """Return the first of sorted days, or the month from which nearly all are, if that saves much."""
    nearly_all = days[int(len(days) * STRAY_SHARE)]
    saved_days = (nearly_all - days[0]).days
    if saved_days <= STRAY_SPAN * (days[-1] - days[0]).days:
        return days[0]
    return nearly_all.replace(day=1)


def _report_days(results: Results) -> Iterable[date]:
    """Return the days of all reports; one about a day to come counts on the day it was published."""
    for interval in results.intervals:
        if interval.last_report is not None:
            yield interval.last_report
    for located in results.claims:
        if located.claim.when is not None:
            start = located.claim.when.start
            yield start if located.published is None else min(start, located.published)


def _start_days(results: Results) -> Iterable[date]:
    return (interval.start for interval in results.intervals if interval.start is not None)
