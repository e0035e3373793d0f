"""What to believe of a theatre before its first day: a vote of the earliest reports nearby."""

import numpy as np
import numpy.typing as npt

from layers.neighbours import Neighbours, Theatre, find_nearest, pad_rows
from layers.reports import Reports
from layers.weigh import States

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

START_DAYS = 60
NEAREST_REPORTS = 12
REACH_KM = 15.0
VOTE_SHARE = 0.96
DOUBT = 0.07  # weight of no vote at all: a lone report 40 km away counts as much
_BLOCK = 1024


def vote_start(theatre: Theatre, states: States, reports: Reports) -> Floats:
    """Return the belief about each of a theatre's places before the first report.

    A place has no vote about itself: its own reports count when their day comes.

    Args:
        theatre: Places on their map.
        states: Who may hold each place, of all theatres.
        reports: Of all theatres.

    Returns:
        A row per member, columns as in `states.prior`.
    """
    prior = states.prior_of(theatre.members)
    member_of = theatre.member_of(len(reports.places))[reports.place_of]
    naming = np.flatnonzero((member_of >= 0) & reports.is_naming & (reports.weight > 0))
    if not len(naming):
        return prior
    voting = naming[reports.day[naming] < reports.day[naming].min() + START_DAYS]
    voter = member_of[voting]
    choice = states.slots_of(reports.place_of[voting], reports.actor_of[voting])
    start = np.empty_like(prior)
    for begin in range(0, len(prior), _BLOCK):
        members = np.arange(begin, min(begin + _BLOCK, len(prior)))
        nearest = _nearest_votes(theatre.plane_km, members, voter)
        votes = _count_votes(nearest, choice, prior.shape[1])
        total = votes.sum(axis=1, keepdims=True) + DOUBT
        rest = 1 - VOTE_SHARE + VOTE_SHARE * DOUBT / total
        start[members] = VOTE_SHARE * votes / total + rest * prior[members]
    return start


def _nearest_votes(plane_km: Floats, members: Ints, voter: Ints) -> Neighbours:
    """Return the nearest votes about some places, those about the place itself left out."""
    points, others = plane_km[members], plane_km[voter]
    own = np.bincount(voter, minlength=len(plane_km))[members]
    across_km = float(np.hypot(*np.ptp(plane_km, axis=0))) + 1.0
    pairs = find_nearest(points, others, most=own + NEAREST_REPORTS, within_km=across_km)
    pairs = pairs[:, members[pairs[0]] != voter[pairs[1]]]
    gaps = points[pairs[0]] - others[pairs[1]]
    return pad_rows(pairs, np.hypot(gaps[:, 0], gaps[:, 1]), len(members), most=NEAREST_REPORTS)


def _count_votes(nearest: Neighbours, choice: Ints, holders: int) -> Floats:
    row, slot = np.nonzero(np.isfinite(nearest.distance_km))
    cell = row * holders + choice[nearest.index[row, slot]]
    weight = np.exp(-nearest.distance_km[row, slot] / REACH_KM)
    votes: Floats = np.bincount(cell, weight, len(nearest.index) * holders).astype(np.float64)
    return votes.reshape(-1, holders)
