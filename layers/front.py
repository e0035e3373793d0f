"""What neighbouring places say of each other: the pull of the neighbours, and where the front is.

Mean field on the Delaunay graph: the log-belief of a place is its own, plus the sum over its neighbours of
their beliefs, weighted by nearness. The pull changes slowly, so it is worked out for a sample of days and
held between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from layers.beliefs import Beliefs, Drift, DriftInto
from layers.circles import Circle, weigh_circle
from layers.neighbours import Theatre

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.float32]

REACH = 1.5  # neighbours count by exp(-distance / (REACH x local spacing))
SPACING_KM = (2.0, 8.0)  # local spacing is held between these
SHARE_REACH_KM = 6.0
SETTLING_ROUNDS = 10
FLOOR = 1e-4
FRESH_DAYS = 180
FRONT_HAZARD_PER_DAY = 1 / 300
QUIET_HAZARD_PER_DAY = 2e-4
FRONT_POWER = 0.75
_BLOCK_DAYS = 32
GAIN_PRIOR = 20.0  # gains that the prior of a holder's front hazard is worth


def near_circle(theatre: Theatre, *, strength: float) -> Circle:
    """Return the neighbours that each place hears, by nearness relative to how dense the places lie.

    Args:
        theatre: Places and their neighbours.
        strength: Log-odds that a sure neighbour at distance 0 adds.
    """
    near = theatre.adjacent
    spacing = np.clip(theatre.spacing_km, *SPACING_KM)
    local = (spacing[:, None] + spacing[near.index]) / 2
    weights = strength * np.exp(-near.distance_km / (REACH * local))
    return weigh_circle(near, weights.astype(np.float32))


def wide_circle(theatre: Theatre) -> Circle:
    """Return the wider circle that tells each place where the front is; weights sum to 1, 0 for lone ones."""
    wide = theatre.nearest()
    shares = np.exp(-wide.distance_km / SHARE_REACH_KM)
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1e-9)
    return weigh_circle(wide, shares.astype(np.float32))


def settle(beliefs: Beliefs, near: Circle, freshness: Small | None = None) -> tuple[Beliefs, Beliefs]:
    """Let neighbours agree.

    Args:
        beliefs: Each place's own, for some days.
        near: From `near_circle`.
        freshness: How much each place has to say on each of those days, a row per place; None = all fully.

    Returns:
        The field to add to each log-belief, and the beliefs with it.
    """
    if not near.slots.shape[1]:
        return np.zeros_like(beliefs), beliefs
    fields, settled = np.empty_like(beliefs), np.empty_like(beliefs)
    for days in _blocks(len(beliefs)):
        fresh = None if freshness is None else freshness[near.order, days]
        field, current = _settle_block(near.arrange(beliefs[days]), near, fresh)
        near.restore(field, fields[days])
        near.restore(current, settled[days])
    return fields, settled


def _settle_block(current: Small, near: Circle, freshness: Small | None) -> tuple[Small, Small]:
    own = np.log(np.maximum(current, FLOOR))
    level, field = own.copy(), np.zeros_like(own)
    for _ in range(SETTLING_ROUNDS):
        voices = current if freshness is None else current * freshness
        field = near.gather(voices)
        level = 0.5 * level + 0.5 * (own + field)
        current = softmax(level)
    return field, current


def _blocks(days: int) -> Iterator[slice]:
    """Yield stretches of days so short that the tables of a theatre stay in the processor's cache."""
    for begin in range(0, days, _BLOCK_DAYS):
        yield slice(begin, begin + _BLOCK_DAYS)


def freshness_of(report_days: Sequence[Ints], days: Ints) -> Small:
    """Return how much each place has to say to its neighbours on some days.

    Fully within half a year of a report of its own, earlier or later; then less and less.

    Args:
        report_days: Ordinals of each place's own reports, ascending.
        days: Ordinals of the days asked about.
    """
    freshness = np.zeros((len(report_days), len(days)), dtype=np.float32)
    for place, own in enumerate(report_days):
        if len(own):
            after = np.searchsorted(own, days)
            gaps = (np.abs(days - own[np.clip(after - side, 0, len(own) - 1)]) for side in (0, 1))
            stale = np.maximum(np.minimum(*gaps) - FRESH_DAYS, 0)
            freshness[place] = np.exp(-stale / FRESH_DAYS)
    return freshness


def softmax(levels: Small) -> Small:
    """Return the probabilities that log-levels stand for, along the first axis."""
    powers: Small = np.exp(levels - levels.max(axis=0))
    powers /= powers.sum(axis=0)
    return powers


def front_exposure(settled: Beliefs, wide: Circle, prior: Floats) -> Beliefs:
    """Return how exposed each place is to each holder: 0 far from him, 1 where he is next door.

    Places without neighbours are as exposed as the prior says.

    Args:
        settled: Beliefs of some days.
        wide: From `wide_circle`.
        prior: Belief before any report, a row per place.
    """
    alone = wide.is_alone
    exposure = np.empty_like(settled)
    for days in _blocks(len(settled)):
        shares = np.empty_like(settled[days])
        wide.restore(wide.gather(wide.arrange(settled[days])), shares)
        shares[:, alone] = prior[alone]
        exposure[days] = np.minimum(1.0, (2.0 * shares) ** FRONT_POWER)
    return exposure


@dataclass(frozen=True, slots=True)
class Front:
    """Where places change hands: exposure on sampled days, and each holder's rate of gaining what is exposed.

    Attributes:
        days: Ordinals of all steps.
        sample_of: The sampled day that stands for each step.
        exposure: For each sampled day.
        gain_per_day: Rate for each holder at full exposure.
        prior: Belief before any report, a row per place.
    """

    days: Ints
    sample_of: Ints
    exposure: Beliefs
    gain_per_day: Floats
    prior: Floats

    def drift(self) -> DriftInto:
        """Return the drift between steps: towards holders next door, at the front's hazard."""
        rates_of = lru_cache(maxsize=1)(self._rates)  # steps come in order, so one sample's is enough

        def drift_into(step: int) -> Drift:
            gap = int(self.days[step] - self.days[step - 1])
            total, target = rates_of(int(self.sample_of[step]))
            return Drift(1 - np.exp(-gap * total), target)

        return drift_into

    def _rates(self, sample: int) -> tuple[Floats, Floats]:
        """Return how fast each place changes hands about a sampled day, and to whom."""
        rates = self.exposure[sample] * self.gain_per_day + QUIET_HAZARD_PER_DAY * self.prior
        total = rates @ np.ones((rates.shape[1], 1))
        return total, rates / np.maximum(total, 1e-12)

    def relearned(self, gains: Floats, smoothed: Beliefs) -> Floats:
        """Return the gain rates that expected gains imply, shrunk to the prior rate.

        Args:
            gains: From `look_back` with this front's drift.
            smoothed: Beliefs of that pass.
        """
        gaps = np.diff(self.days).astype(np.float64)
        steps = np.arange(1, len(self.days))
        at_risk = np.zeros(len(self.gain_per_day))
        for step, gap in zip(steps.tolist(), gaps.tolist(), strict=True):
            exposure = self.exposure[self.sample_of[step]]
            at_risk += gap * ((1 - smoothed[step - 1]) * exposure).sum(axis=0)
        base = default_gains(self.prior)
        relearned: Floats = (gains + GAIN_PRIOR * base / FRONT_HAZARD_PER_DAY) / (
            at_risk + GAIN_PRIOR / FRONT_HAZARD_PER_DAY
        )
        return relearned


def default_gains(prior: Floats) -> Floats:
    """Return the rate at which each holder gains exposed places before anything is learned."""
    holders = prior.shape[1]
    gains = np.full(holders, FRONT_HAZARD_PER_DAY)
    gains[-1] *= 0.02
    return gains
