"""Hold back what is new: with a delay, nothing of the last days is read at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from articles.models import Article, Claim, Issue
from layers.models import LocatedClaim
from whoheld.deriving import Material
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


def as_of_then(options: RunOptions, last_day: date) -> RunOptions:
    """Return the options of a run as if it had been made on the last day that a delay leaves."""
    published = options.published
    known = published if published is None or published <= last_day else None
    return replace(options, as_of=last_day, published=known)


def held_back_note(last_day: date) -> str:
    """Return what the user should know of a delay."""
    return f"held back: everything after {last_day}, and what bears no day"


def without_later(material: Material, last_day: date | None) -> Material:
    """Return the material without claims about days after the last one, such as plans."""
    if last_day is None:
        return material
    return replace(
        material,
        claims=[found for found in material.claims if not _is_about_later(found.claim, last_day)],
        unplaced=[claim for claim in material.unplaced if not _is_about_later(claim, last_day)],
    )


def _is_about_later(claim: Claim, last_day: date) -> bool:
    return claim.when is not None and claim.when.start > last_day


def _newest_day(found: LocatedClaim) -> date | None:
    when = found.claim.when
    days = [found.published] if found.published else []
    return max([*days, when.end - timedelta(days=1)] if when is not None else days, default=None)
