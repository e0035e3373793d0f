"""Looks at one theatre: filter, neighbours and look back give what to believe of each place on each day."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.beliefs import Beliefs, drift_to_anybody, filter_forward, look_back
from layers.front import (
    FLOOR,
    Front,
    Small,
    default_gains,
    freshness_of,
    front_exposure,
    near_circle,
    settle,
    softmax,
    wide_circle,
)
from layers.history import History, history_as_it_stood, history_looking_back
from layers.scenes import Scene

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

HAZARD_PER_DAY = 1 / 300
PULL_AS_IT_STOOD, PULL_LOOKING_BACK = 1.2, 1.0
STRIDE_AS_IT_STOOD, STRIDE_LOOKING_BACK = 2, 5
LONG_GAP_DAYS = 10
PASSES = 3
_BLOCK_PLACES = 64


@dataclass(frozen=True, slots=True)
class TheatreBeliefs:
    """Each place's own beliefs at every step, and the field of its neighbours on sampled ones.

    Attributes:
        is_held: The field of a sampled step counts until the next; else it changes evenly between them.
    """

    own: Beliefs
    field: Beliefs
    samples: Ints
    is_held: bool

    def of_members(self, members: slice) -> Floats:
        """Return the settled beliefs about some places: step, place, holder."""
        steps = np.arange(len(self.own))
        sample = np.searchsorted(self.samples, steps, side="right") - 1
        near = self.field[:, members]
        field = near[sample]
        if not self.is_held:
            following = np.minimum(sample + 1, len(self.samples) - 1)
            span = np.maximum(self.samples[following] - self.samples[sample], 1)
            share = ((steps - self.samples[sample]) / span).astype(np.float32)[:, None, None]
            field = (1 - share) * field + share * near[following]
        levels = np.log(np.maximum(self.own[:, members], FLOOR))
        return softmax((levels + field).transpose(2, 0, 1)).transpose(1, 2, 0).astype(np.float64)

    def of_member(self, member: int) -> Floats:
        """Return the settled beliefs about one place: a row per step, a column per holder."""
        settled: Floats = self.of_members(slice(member, member + 1))[:, 0]
        return settled


def find_histories(scene: Scene, *, is_looking_back: bool) -> Iterator[History]:
    """Yield who holds each place of a theatre, in order, from the theatre's first report on.

    Args:
        scene: The theatre.
        is_looking_back: From all reports; else each day from those until then.
    """
    beliefs = look(scene, is_looking_back=is_looking_back)
    days = scene.chain.days
    for begin in range(0, scene.chain.size, _BLOCK_PLACES):
        settled = beliefs.of_members(slice(begin, begin + _BLOCK_PLACES))
        for number, own in enumerate(np.ascontiguousarray(settled.transpose(1, 0, 2)), start=begin):
            if is_looking_back:
                yield history_looking_back(days, own, scene.namings.get(number, ()))
            else:
                yield history_as_it_stood(days, own)


def look(scene: Scene, *, is_looking_back: bool) -> TheatreBeliefs:
    """Return what to believe of each place of a theatre on each day.

    Args:
        scene: The theatre.
        is_looking_back: From all reports; else each day from those until then.
    """
    near = near_circle(scene.theatre, strength=PULL_AS_IT_STOOD)
    drift = drift_to_anybody(scene.chain.days, scene.prior, hazard_per_day=HAZARD_PER_DAY)
    filtered = filter_forward(scene.chain, scene.start, drift)
    if not is_looking_back:
        samples = np.arange(0, len(scene.chain.days), STRIDE_AS_IT_STOOD)
        field, _ = settle(filtered[samples], near)
        return TheatreBeliefs(filtered, field, samples, is_held=True)
    samples = _samples(scene.chain.days)
    freshness = _freshness(scene, samples)
    _, settled = settle(filtered[samples], near, freshness)
    del filtered
    return _look_back(scene, samples, freshness, settled)


def _samples(days: Ints) -> Ints:
    """Return the steps on which neighbours are asked: every fifth, the last, both ends of long gaps."""
    after_gap = np.flatnonzero(np.diff(days) > LONG_GAP_DAYS) + 1
    strided = np.arange(0, len(days), STRIDE_LOOKING_BACK)
    samples: Ints = np.unique(np.concatenate([strided, after_gap, after_gap - 1, [len(days) - 1]]))
    return samples


def _freshness(scene: Scene, samples: Ints) -> Small:
    """Return how much each place has to say to its neighbours on the sampled days."""
    reported = [
        np.array([naming.day for naming in scene.namings.get(member, ())], dtype=np.int64)
        for member in range(scene.chain.size)
    ]
    return freshness_of(reported, scene.chain.days[samples])


def _look_back(scene: Scene, samples: Ints, freshness: Small, settled: Beliefs) -> TheatreBeliefs:
    days = scene.chain.days
    near, wide = near_circle(scene.theatre, strength=PULL_LOOKING_BACK), wide_circle(scene.theatre)
    sample_of = np.searchsorted(samples, np.arange(len(days)), side="right") - 1
    gains = default_gains(scene.prior)
    for number in range(PASSES):
        front = Front(days, sample_of, front_exposure(settled, wide, scene.prior), gains, scene.prior)
        drift = front.drift()
        smoothed, gained = look_back(scene.chain, filter_forward(scene.chain, scene.start, drift), drift)
        if number + 1 < PASSES:
            gains = front.relearned(gained, smoothed)
        field, settled = settle(smoothed[samples], near, freshness)
    return TheatreBeliefs(smoothed, field, samples, is_held=False)
