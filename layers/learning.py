"""What all reports together say of their sources, and so of what each of them tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.models import LocatedClaim
from layers.neighbours import Theatre, find_theatres, lone_theatre
from layers.reports import REGION_KINDS, Reports, gather_reports
from layers.sources import NOTHING_KNOWN_OF_SOURCES, SourceBook
from layers.start import vote_start
from layers.weigh import Evidence, Reliability, States, learn_reliability, weigh_reports

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learned:
    """What all reports together say of their sources, and so of what each of them tells.

    Attributes:
        start: Belief about each place before its first report.
        evidence: A row per report.
    """

    reports: Reports
    states: States
    start: Floats
    reliability: Reliability
    evidence: Evidence


def learn_sources(
    claims: Iterable[LocatedClaim], *, sources: SourceBook = NOTHING_KNOWN_OF_SOURCES
) -> Learned | None:
    """Judge all sources by their agreement with the rest.

    Args:
        claims: Of all places.
        sources: What is known of sources beforehand.

    Returns:
        What was learned; None where no claim is dated.
    """
    reports = gather_reports(claims, sources=sources)
    return learn(reports, theatres_of(reports)) if reports.claims else None


def learn(reports: Reports, theatres: Sequence[Theatre]) -> Learned:
    """Judge all sources by their agreement with the rest.

    Args:
        reports: Of all places.
        theatres: Of these places.
    """
    states = _states_of(reports, theatres)
    start = states.prior
    for theatre in theatres:
        start[theatre.members] = vote_start(theatre, states, reports)
    reliability = learn_reliability(reports, states, start)
    return Learned(reports, states, start, reliability, weigh_reports(reports, states, reliability))


def theatres_of(reports: Reports) -> list[Theatre]:
    """Return theatres of settlements, and one each for provinces and countries: they have no neighbours."""
    is_region = np.array([place.kind in REGION_KINDS for place in reports.places], dtype=np.bool_)
    towns = np.flatnonzero(~is_region)
    found = find_theatres([reports.places[number].point for number in towns.tolist()])
    lone = [lone_theatre(number) for number in np.flatnonzero(is_region).tolist()]
    return [theatre.renumbered(towns) for theatre in found] + lone


def _states_of(reports: Reports, theatres: Sequence[Theatre]) -> States:
    theatre_of = np.empty(len(reports.places), dtype=np.int64)
    for number, theatre in enumerate(theatres):
        theatre_of[theatre.members] = number
    named = reports.actor_of >= 0
    pairs = np.unique(np.column_stack([theatre_of[reports.place_of[named]], reports.actor_of[named]]), axis=0)
    count = np.bincount(pairs[:, 0], minlength=len(theatres))
    slot = np.arange(len(pairs)) - np.repeat(np.cumsum(count) - count, count)
    actors = np.full((len(theatres), max(int(count.max(initial=0)), 1)), -1)
    actors[pairs[:, 0], slot] = pairs[:, 1]
    return States(actors[theatre_of], count[theatre_of])
