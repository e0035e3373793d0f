"""Sets the scene of one theatre: its possible holders, and its reports summed by day and place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from articles.models import Basis
from layers.beliefs import Chain, Told, build_chain
from layers.history import Naming
from layers.neighbours import Theatre
from layers.reports import Reports
from layers.statements import Says
from layers.weigh import Evidence, States

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MAX_CELLS = 80_000_000


@dataclass(frozen=True, slots=True)
class Scene:
    """One theatre, ready to be filtered.

    Attributes:
        actors: Ids of its possible holders.
        prior: Belief before any report, a row per member; the last column is "somebody else".
        start: Belief before the first report.
        namings: Reports that name a holder, by member.
    """

    theatre: Theatre
    actors: tuple[str, ...]
    prior: Floats
    start: Floats
    chain: Chain
    namings: Mapping[int, Sequence[Naming]]


def set_scene(theatre: Theatre, reports: Reports, states: States, start: Floats, evidence: Evidence) -> Scene:
    """Return the scene of a theatre.

    Args:
        theatre: At least one of its places has a report.
        reports: Of all theatres.
        states: Who may hold each place, of all theatres.
        start: Belief about each place before its first report.
        evidence: A row per report.
    """
    member_of = theatre.member_of(len(reports.places))
    rows = np.flatnonzero(member_of[reports.place_of] >= 0)
    first = int(theatre.members[0])
    count = int(states.count[first])
    actor_numbers = states.actors[first, :count]
    prior = states.prior_of(theatre.members)[:, : count + 1]
    own, jump, before = (logs[rows][:, : count + 1] for logs in evidence)
    place = member_of[reports.place_of[rows]]
    slot = np.searchsorted(actor_numbers, np.maximum(reports.actor_of[rows], 0))
    days = _coarse_days(reports.day[rows], len(theatre.members) * (count + 1))
    told = Told(days, place, own, jump, before)
    return Scene(
        theatre=theatre,
        actors=tuple(reports.actors[number] for number in actor_numbers.tolist()),
        prior=prior,
        start=start[theatre.members][:, : count + 1],
        chain=build_chain(told, len(theatre.members)),
        namings=_namings(reports, rows, place, slot, own),
    )


def _coarse_days(days: Ints, cells_per_step: int) -> Ints:
    """Return the days, joined in steps of several where a theatre would not fit into memory."""
    step = 1
    while len(np.unique((days - days.min()) // step)) * cells_per_step > MAX_CELLS:
        step += 1
    joined: Ints = days - (days - days.min()) % step
    return joined


def _namings(
    reports: Reports, rows: Ints, place: Ints, slot: Ints, evidence: Floats
) -> dict[int, list[Naming]]:
    namings: dict[int, list[Naming]] = {}
    for number in np.flatnonzero(reports.is_naming[rows] & (reports.weight[rows] > 0)).tolist():
        row, holder = int(rows[number]), int(slot[number])
        levels = evidence[number].tolist()
        rivals = [level for other, level in enumerate(levels[:-1]) if other != holder] or levels[-1:]
        odds = (levels[holder] - max(rivals)) / float(reports.weight[row])
        naming = Naming(int(reports.day[row]), holder, odds, _lag_of(reports, row))
        namings.setdefault(int(place[number]), []).append(naming)
    return namings


def _lag_of(reports: Reports, row: int) -> int:
    """Return how many days before a report the change it tells of may have taken place."""
    if reports.statements[row].says is not Says.GAINED:
        return 2
    return 0 if reports.claims[row].claim.when_basis is Basis.EXPLICIT else 1
