"""Days of claims: which they cannot be about, and until when what they tell of lasted."""

from collections.abc import Iterable
from datetime import date, timedelta

from articles.models import Basis, Claim, Issue, Relation, Stance
from layers.models import LocatedClaim

EARLIEST_DAY = date(1900, 1, 1)
LASTING = frozenset({Relation.HELD, Relation.CONTESTED, Relation.BESIEGED})
LONG_DAYS = 7
ZONE_TOLERANCE_DAYS = 1  # a report printed on one day in the west may tell of the next day in the east


def is_realised(claim: Claim) -> bool:
    """Return whether a claim says that something is or was so, rather than planned or denied."""
    return claim.stance in (Stance.ASSERTED, Stance.CLAIMED)


def is_datable(located: LocatedClaim) -> bool:
    """Return whether a claim has days, and days it can be about."""
    return located.claim.when is not None and not _day_fault(located)


def closing_day(located: LocatedClaim) -> date | None:
    """Return the day from which a claim about a past stretch of time says nothing more, or None.

    "Held it from 2014 to 2016" ends; "took it in 2014", "held it on 3 March", "holds it this month" do not.
    """
    claim = located.claim
    if claim.when is None or claim.relation not in LASTING or claim.when_basis is not Basis.EXPLICIT:
        return None
    is_long = (claim.when.end - claim.when.start).days > LONG_DAYS
    is_past = located.published is None or claim.when.end <= located.published
    return claim.when.end if is_long and is_past else None


def lasting_until(located: LocatedClaim) -> date | None:
    """Return the last day a report confirms that something "has lasted since ..." and still does, or None."""
    claim = located.claim
    if claim.when is None or claim.relation not in LASTING or claim.when_basis is not Basis.EXPLICIT:
        return None
    told, when = located.published, claim.when
    is_long = (when.end - when.start).days > LONG_DAYS
    is_open = told is not None and when.start <= told < when.end <= told + timedelta(days=1)
    return told if is_long and is_open else None


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
