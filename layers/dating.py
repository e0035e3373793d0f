"""Days a claim cannot be about: before the records begin, or after the report that makes it."""

from collections.abc import Iterable
from datetime import date, timedelta

from articles.models import Claim, Issue, Stance
from layers.models import LocatedClaim

EARLIEST_DAY = date(1900, 1, 1)
ZONE_TOLERANCE_DAYS = 1  # a report printed on one day in the west may tell of the next day in the east


def is_realised(claim: Claim) -> bool:
    """Return whether a claim says that something is or was so, rather than planned or denied."""
    return claim.stance in (Stance.ASSERTED, Stance.CLAIMED)


def is_datable(located: LocatedClaim) -> bool:
    """Return whether a claim has days, and days it can be about."""
    return located.claim.when is not None and not _day_fault(located)


def check_days(claims: Iterable[LocatedClaim], *, where: str = "") -> tuple[Issue, ...]:
    """Report the realised claims whose days cannot be right.

    Such claims stay in every table but count as undated: they never move a map.

    Args:
        claims: Located claims, in any order.
        where: File and line they come from; else each claim's article is named.

    Returns:
        One "old-claim" or "future-claim" issue for each, in the given order.
    """
    return tuple(
        Issue(code, where or located.claim.article_id, message, _days_in_words(located))
        for located in claims
        if is_realised(located.claim)
        for code, message in _day_fault(located)
    )


def _day_fault(located: LocatedClaim) -> tuple[tuple[str, str], ...]:
    when, name = located.claim.when, located.place.name
    if when is None:
        return ()
    if when.start < EARLIEST_DAY:
        return (("old-claim", f"a claim about {name} is dated before 1900 and counts as undated"),)
    tolerance = timedelta(days=ZONE_TOLERANCE_DAYS)
    if is_realised(located.claim) and located.published and when.start > located.published + tolerance:
        return (("future-claim", f"a claim about {name} is dated after its report and counts as undated"),)
    return ()


def _days_in_words(located: LocatedClaim) -> str:
    when = located.claim.when
    return f"{when.start} (report of {located.published or 'unknown day'})" if when else ""
