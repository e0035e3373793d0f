"""Beliefs about the holders of a theatre's places, day by day: a forward filter and a look back.

Each place is a hidden Markov chain over its possible holders. From one day to the next, a share of the belief
drifts towards a target (anybody, or whoever holds the neighbouring places); a reported change moves a further
part at once; then the day's reports count by Bayes' rule. Both moves have the form b <- (1 - share) b +
share * target, so a day costs O(places x holders).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Beliefs = npt.NDArray[np.float32]  # step, place, holder

MAX_LOG_RATIO = 12.0
MAX_JUMP = 0.6


@dataclass(frozen=True, slots=True)
class Chain:
    """The reports of one theatre, summed by day and place.

    Attributes:
        days: Proleptic ordinals of the steps, ascending.
        size: Places.
        first: Where each step's events begin; one longer than `days`.
        place: Place of each event.
        likelihood: P(that day's reports | holder), up to a factor; row per event.
        jump: What a reported change moves to each holder; row per event.
        before: P(reported changes | holder just before), up to a factor; row per event.
    """

    days: Ints
    size: int
    first: Ints
    place: Ints
    likelihood: Floats
    jump: Floats
    before: Floats


@dataclass(frozen=True, slots=True)
class Drift:
    """What moves between two steps without any report: b <- (1 - share) b + share * target."""

    share: Floats
    target: Floats


DriftInto = Callable[[int], Drift]
"""Gives the drift into a step (1, 2, ...) from the one before."""


@dataclass(frozen=True, slots=True)
class Told:
    """What reports tell, a row each; columns are holders.

    Attributes:
        days: Proleptic ordinals.
        place: Places, 0 to size - 1.
        evidence: Weighted log-likelihoods.
        jump: Moves to each holder.
        before: Log-likelihoods of the holder just before.
    """

    days: Ints
    place: Ints
    evidence: Floats
    jump: Floats
    before: Floats


def build_chain(told: Told, size: int) -> Chain:
    """Sum reports by day and place.

    Args:
        told: Reports of one theatre, at least one.
        size: Number of places.
    """
    order = np.lexsort((told.place, told.days))
    days, place = told.days[order], told.place[order]
    starts = np.flatnonzero(np.diff(days, prepend=days[0] - 1) | np.diff(place, prepend=-1))
    jumps = cap_jumps(np.add.reduceat(told.jump[order], starts, axis=0))
    steps = np.unique(days)
    first = np.searchsorted(days[starts], np.append(steps, steps[-1] + 1))
    likelihood, before = (
        _likelihood(np.add.reduceat(logs[order], starts, axis=0)) for logs in (told.evidence, told.before)
    )
    return Chain(steps, size, first.astype(np.int64), place[starts], likelihood, jumps, before)


def cap_jumps(jumps: Floats) -> Floats:
    """Return moves of belief, scaled down where several reports of one day would move nearly all of it."""
    total = jumps.sum(axis=1, keepdims=True)
    capped: Floats = jumps * np.minimum(total, MAX_JUMP) / np.maximum(total, 1e-12)
    return capped


def _likelihood(logs: Floats) -> Floats:
    relative: Floats = np.exp(np.maximum(logs - logs.max(axis=1, keepdims=True), -MAX_LOG_RATIO))
    return relative


def filter_forward(chain: Chain, start: Floats, drift_into: DriftInto) -> Beliefs:
    """Return what could be believed each day from the reports until then.

    Args:
        chain: Reports of the theatre.
        start: Belief before the first step, a row per place.
        drift_into: Drift between steps.
    """
    beliefs = np.empty((len(chain.days), chain.size, start.shape[1]), dtype=np.float32)
    belief = start.copy()
    for step in range(len(chain.days)):
        if step:
            drift = drift_into(step)
            belief = (1 - drift.share) * belief + drift.share * drift.target
        events = slice(chain.first[step], chain.first[step + 1])
        rows, jump = chain.place[events], chain.jump[events]
        was = _normalised(belief[rows] * chain.before[events])
        moved = (1 - _sums(jump)) * was + jump
        belief[rows] = _normalised(moved * chain.likelihood[events])
        beliefs[step] = belief
    return beliefs


def look_back(chain: Chain, filtered: Beliefs, drift_into: DriftInto) -> tuple[Beliefs, Floats]:
    """Return what can be believed of each day from all reports, and how often each holder gained a place.

    Args:
        chain: Reports of the theatre.
        filtered: From `filter_forward` with the same drift; overwritten with the result.
        drift_into: As in the forward pass.

    Returns:
        The smoothed beliefs, and the expected number of gains by drift for each holder.
    """
    message = np.ones(filtered.shape[1:])
    gains = np.zeros(filtered.shape[2])
    for step in range(len(chain.days) - 1, 0, -1):
        events = slice(chain.first[step], chain.first[step + 1])
        rows, jump = chain.place[events], chain.jump[events]
        told = message[rows] * chain.likelihood[events]
        moved = (1 - _sums(jump)) * told + _sums(jump * told)
        message[rows] = moved * chain.before[events]
        drift = drift_into(step)
        belief = filtered[step - 1].astype(np.float64)
        drifted = drift.share * drift.target
        evidence = _sums(((1 - drift.share) * belief + drifted) * message)
        gains += ((1 - belief) * drifted * message / np.maximum(evidence, 1e-300)).sum(axis=0)
        message = _normalised((1 - drift.share) * message + _sums(drifted * message))
        filtered[step - 1] = _normalised(belief * message)
    return filtered, gains


def drift_to_anybody(days: Ints, prior: Floats, *, hazard_per_day: float) -> DriftInto:
    """Return a drift towards the prior: every holder loses the place at this rate to somebody else."""
    holders = np.maximum((prior > 0).sum(axis=1, keepdims=True), 2)
    rate = np.minimum(hazard_per_day * holders / (holders - 1), 0.5)

    def drift_into(step: int) -> Drift:
        gap = int(days[step] - days[step - 1])
        return Drift(1 - (1 - rate) ** gap, prior)

    return drift_into


def _normalised(rows: Floats) -> Floats:
    normal: Floats = rows / np.maximum(_sums(rows), 1e-300)
    return normal


def _sums(rows: Floats) -> Floats:
    """Return the sum of each row as a column; for few columns much faster than numpy's own."""
    sums: Floats = rows @ np.ones((rows.shape[1], 1))
    return sums
