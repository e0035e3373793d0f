"""What the reports behind a state have in common: their first day, precision and outlets."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from layers.models import LocatedClaim
from output.cells import join_words
from output.copies import find_outlets
from output.models import Results

Summary = tuple[date | None, int | None, int | None, str | None]
"""First day, precision of place, precision of time, outlets."""


_UNDATED = 9


class Report(NamedTuple):
    """What a claim adds to the evidence of a state.

    Attributes:
        day: First day it is about; `date.max` = it bears no date.
        place_precision: As in claims.
        time_precision: As in claims; `_UNDATED` = it bears no date.
        outlets: Who printed it, those of its copies among them.
    """

    day: date
    place_precision: int
    time_precision: int
    outlets: tuple[str, ...]


def reports_of(results: Results) -> Mapping[str, Report]:
    """Return what each claim adds to the evidence of a state, by claim id."""
    outlets = find_outlets(results)
    return {located.claim.id: _report(located, outlets[located.claim.id]) for located in results.claims}


def _report(located: LocatedClaim, outlets: tuple[str, ...]) -> Report:
    when = located.claim.when
    day, precision = (when.start, when.precision) if when else (date.max, _UNDATED)
    return Report(day, located.place_precision, precision, outlets)


def sum_reports(evidence: Sequence[str], reports: Mapping[str, Report]) -> Summary:
    """Return the oldest day of reports, the best of their precisions, and their outlets joined by ;.

    Args:
        evidence: Ids of claims; those that are not at hand add nothing.
        reports: By id of the claim.
    """
    found = [reports[claim] for claim in evidence if claim in reports]
    if not found:
        return None, None, None, None
    day, place, time, _ = found[0] if len(found) == 1 else tuple(map(min, zip(*found, strict=True)))
    named = {outlet for report in found for outlet in report.outlets}
    return (
        None if day == date.max else day,
        place,
        None if time == _UNDATED else time,
        join_words(sorted(named)) if named else None,
    )
