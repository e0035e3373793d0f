"""What to believe of a theatre before its first day: a vote of the earliest reports nearby."""

import numpy as np
import numpy.typing as npt

from layers.neighbours import Theatre
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
        block = slice(begin, begin + _BLOCK)
        distance_km = _distances(theatre.plane_km[block], theatre.plane_km[voter])
        distance_km[np.arange(begin, begin + len(distance_km))[:, None] == voter] = np.inf
        votes = _votes(distance_km, choice, prior.shape[1])
        total = votes.sum(axis=1, keepdims=True) + DOUBT
        rest = 1 - VOTE_SHARE + VOTE_SHARE * DOUBT / total
        start[block] = VOTE_SHARE * votes / total + rest * prior[block]
    return start


def _distances(points: Floats, voters: Floats) -> Floats:
    gaps = points[:, None, :] - voters[None, :, :]
    distance_km: Floats = np.hypot(gaps[:, :, 0], gaps[:, :, 1])
    return distance_km


def _votes(distance_km: Floats, choice: Ints, holders: int) -> Floats:
    most = min(NEAREST_REPORTS, distance_km.shape[1])
    nearest = np.argsort(distance_km, axis=1, kind="stable")[:, :most]
    weight = np.exp(-np.take_along_axis(distance_km, nearest, axis=1) / REACH_KM)
    votes = np.zeros((len(distance_km), holders))
    rows = np.repeat(np.arange(len(distance_km)), most)
    np.add.at(votes, (rows, choice[nearest].ravel()), weight.ravel())
    return votes
