"""Hold back what is new: with a delay, nothing of the last days is read at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articles.models import Article, Claim, Issue
from layers.models import LocatedClaim
from whoheld.errors import BadOptionError, NothingReadError
from whoheld.options import RunOptions

_WITHHELD = "details are held back with the newest reports"


@dataclass(frozen=True, slots=True)
class Released:
    """What is left of the sources, and the last day of it."""

    articles: tuple[Article, ...]
    coded: tuple[LocatedClaim, ...]
    issues: tuple[Issue, ...]
    last_day: date


def hold_back(
    articles: Sequence[Article],
    coded: Sequence[LocatedClaim],
    issues: Sequence[Issue],
    *,
    options: RunOptions,
) -> Released:
    """Return what was published so many days before the newest publication day, or before `as_of`.

    What bears no day is held back too, as nobody can tell how new it is; so are the words of the issues,
    which may quote what was held back: they are counted only.

    Args:
        articles: All that were read.
        coded: Claims coded by others; without a day of publication the last day they are about counts.
        issues: What could not be read.
        options: Of the run, with a delay.

    Raises:
        BadOptionError: If there is no day to count from.
        NothingReadError: If nothing is left.
    """
    published = [article.published for article in articles] + [found.published for found in coded]
    newest = options.as_of or max((day for day in published if day is not None), default=None)
    if newest is None or options.delay_days is None:
        raise BadOptionError(
            "--delay counts from the newest publication day, and nothing bears one; give --as-of"
        )
    try:
        last_day = newest - timedelta(days=options.delay_days)
    except OverflowError as error:
        raise BadOptionError(f"--delay reaches before the calendar, got {options.delay_days}") from error
    kept = tuple(one for one in articles if one.published is not None and one.published <= last_day)
    known = tuple(one for one in coded if (day := _newest_day(one)) is not None and day <= last_day)
    if not kept and not known:
        raise NothingReadError(
            f"nothing is left: with this delay only what was published by {last_day} is used"
        )
    return Released(kept, known, tuple(Issue(issue.code, "", _WITHHELD, "") for issue in issues), last_day)


def is_about_later(claim: Claim, last_day: date) -> bool:
    """Return whether a claim is about days after the last one, such as a plan."""
    return claim.when is not None and claim.when.start > last_day


def until_day(claims: Iterable[LocatedClaim], last_day: date) -> tuple[LocatedClaim, ...]:
    """Return the claims that are not about later days."""
    return tuple(found for found in claims if not is_about_later(found.claim, last_day))


def _newest_day(found: LocatedClaim) -> date | None:
    when = found.claim.when
    days = [found.published] if found.published else []
    return max([*days, when.end - timedelta(days=1)] if when is not None else days, default=None)
