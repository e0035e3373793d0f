"""Copies of reports in the results: who else printed what stands behind a mark."""

from collections.abc import Iterable, Mapping, Sequence

from layers.models import ControlInterval, LocatedClaim
from layers.syndication import Syndicated, group_copies
from output.models import Results

SHOWN_OUTLETS = 8


def told_once(claims: Iterable[LocatedClaim], intervals: Iterable[ControlInterval]) -> tuple[Syndicated, ...]:
    """Return each statement once, with its copies; the ones that intervals cite come first among theirs."""
    cited = frozenset(claim for span in intervals for claim in (*span.evidence, *span.against))
    return group_copies(claims, cited=cited)


def find_copies(results: Results) -> Mapping[str, tuple[LocatedClaim, ...]]:
    """Return the copies of each report that has some, by claim id."""
    told = told_once(results.claims, results.intervals)
    return {found.first.claim.id: found.copies for found in told if found.copies}


def find_outlets(results: Results) -> Mapping[str, tuple[str, ...]]:
    """Return who printed each report, by claim id: its outlet first, then those of its copies."""
    copies = find_copies(results)
    return {
        located.claim.id: tuple(
            dict.fromkeys(c.source for c in (located, *copies.get(located.claim.id, ())) if c.source)
        )
        for located in results.claims
    }


def name_outlets(copies: Sequence[LocatedClaim], *, besides: str) -> str:
    """Return the other outlets that printed a report, in words; "" if there are none.

    Args:
        copies: Of the report.
        besides: Outlet of the report itself.
    """
    names = [name for name in dict.fromkeys(copy.source for copy in copies) if name and name != besides]
    more = f" and {len(names) - SHOWN_OUTLETS} more" if len(names) > SHOWN_OUTLETS else ""
    return f"{', '.join(names[:SHOWN_OUTLETS])}{more}"
