"""How far each source can be trusted, learned from its agreement with the rest, and what its reports weigh.

A class of reports (`SourceClass`) names actor a at a place that s holds with probability A[s][a]. Off the
diagonal A[s][a] = e * rho[a]: the error rate of an ordinary source, spread over the other actors, times how
much more often than that the class names a wrongly. rho is learned by expectation-maximisation: beliefs
about every place (each a hidden Markov chain over its reports, relaxing to "anybody" with time) give the
expected number of wrong namings; those give rho. Priors hold rho near 1 until there are reports enough, so
three articles already give sane results. With two actors this is the full confusion table with a Beta(9, 1)
prior.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from layers.beliefs import cap_jumps
from layers.reports import Reports, SourceClass

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

ERROR_RATE = 0.1
EM_ROUNDS = 5
EM_HAZARD_PER_DAY = 1 / 2000
PRIOR_COUNT = 1.0  # expected errors that the prior is worth, per class and actor
POOL_COUNT = 3.0  # the same per class, against all classes of its kind
POOL_REPORTS = 10.0  # reports after which a class's own mean confidence counts half
HEDGED_PRIOR = 2.0  # what is only claimed is wrong twice as often
LEAN_PRIOR = {1: 2.0, 0: 1.0, -1: 0.3}  # what suits one's own side is believed less, what shames it more
OTHER_PRIOR = 0.01  # of holders nobody names; half where only one actor is named
MIN_LIKELIHOOD = 1e-4
MAX_ERROR = 0.8


@dataclass(frozen=True, slots=True)
class States:
    """Who may hold each place: the actors reported there or nearby, then "somebody else".

    Attributes:
        actors: Row per place: actor numbers, padded with -1.
        count: Actors of each place.
    """

    actors: Ints
    count: Ints

    @property
    def prior(self) -> Floats:
        """Belief before any report, one row per place, "somebody else" right after the last actor."""
        return self.prior_of(np.arange(len(self.count)))

    def prior_of(self, places: Ints) -> Floats:
        """Return the belief before any report about some places."""
        actors, count = self.actors[places], self.count[places]
        other = np.where(count > 1, OTHER_PRIOR, 0.5)
        prior = np.where(actors >= 0, ((1 - other) / np.maximum(count, 1))[:, None], 0.0)
        prior = np.hstack([prior, np.zeros((len(places), 1))])
        prior[np.arange(len(places)), count] = np.where(count > 0, other, 1.0)
        return prior

    def slots_of(self, places: Ints, actors: Ints) -> Ints:
        """Return the column of each actor at each place; actors must be there."""
        slots: Ints = np.argmax(self.actors[places] == actors[:, None], axis=1).astype(np.int64)
        return slots


@dataclass(frozen=True, slots=True)
class Reliability:
    """What is known of the sources.

    Attributes:
        classes: As in the reports.
        bias: rho, a row per class and a column per actor: wrong namings against an ordinary source.
        overall: rho over all actors, per class.
        report_count: Plain reports of each class.
        accuracy: Expected share of them that was right.
    """

    classes: tuple[SourceClass, ...]
    bias: Floats
    overall: Floats
    report_count: Ints
    accuracy: Floats


def learn_reliability(reports: Reports, states: States, start: Floats) -> Reliability:
    """Estimate how often each class of reports is wrong, and in whose favour.

    Args:
        reports: Of all places.
        states: Who may hold each place.
        start: Belief about each place before its first report, columns as in `states.prior`.
    """
    classes, actors = len(reports.classes), max(len(reports.actors), 1)
    reliability = Reliability(
        reports.classes,
        np.ones((classes, actors)) * _priors(reports)[:, None],
        _priors(reports),
        np.zeros(classes, dtype=np.int64),
        np.full(classes, 1 - ERROR_RATE),
    )
    for _ in range(EM_ROUNDS):
        evidence = weigh_reports(reports, states, reliability)
        beliefs = _smooth_chains(reports, states, start, evidence)
        reliability = _recount(reports, states, beliefs)
    return reliability


class Evidence(NamedTuple):
    """What reports tell of the holder, a row per report, a column per state.

    Attributes:
        after: log P(report | holder), times the report's weight.
        jump: Part of the belief that a reported change moves to each holder.
        before: log P(reported change | holder just before).
    """

    after: Floats
    jump: Floats
    before: Floats


def weigh_reports(reports: Reports, states: States, reliability: Reliability) -> Evidence:
    """Return what each report tells, given how reliable its class is."""
    return Evidence(_log_likelihoods(reports, states, reliability), *_changes(reports, states))


def _changes(reports: Reports, states: States) -> tuple[Floats, Floats]:
    """Return what reported changes move to each holder, and the log-likelihood of each holder just before.

    A gain says that the gainer did not hold the place before, a loss that the loser did.
    """
    rows, place = np.arange(len(reports.day)), reports.place_of
    count = states.count[place]
    slot = states.slots_of(place, np.maximum(reports.actor_of, 0))
    jump, before = np.zeros((2, len(rows), states.actors.shape[1] + 1))
    is_gain = reports.sign > 0
    is_fight = (reports.sign == 0) & (reports.actor_of >= 0)
    jump[rows, np.where(is_gain | is_fight, slot, count)] = reports.jump
    surprise = np.log1p(-reports.surprise)
    has_former = reports.former_of >= 0
    before[has_former] = surprise[has_former, None] / 2
    before[~is_gain] = surprise[~is_gain, None]
    before[rows, slot] = np.where(is_gain, surprise, 0.0)
    former = states.slots_of(place[has_former], reports.former_of[has_former])
    before[rows[has_former], former] = 0.0
    shared = is_fight & has_former
    jump[rows[shared], slot[shared]] /= 2
    jump[rows[shared], former[shared[has_former]]] += reports.jump[shared] / 2
    return jump, before


def _log_likelihoods(reports: Reports, states: States, reliability: Reliability) -> Floats:
    """Return log P(report | holder) times the report's weight, a row per report, a column per state.

    Reports read with less confidence than others of their class are blended with "says nothing".
    """
    place, actor = reports.place_of, np.maximum(reports.actor_of, 0)
    rows = np.arange(len(place))
    errors = _error_rates(reports, states, reliability)
    slot = states.slots_of(place, actor)
    naming_error = errors[rows, slot]
    rest = errors.sum(axis=1) - naming_error
    likelihood = np.repeat(naming_error[:, None], states.actors.shape[1] + 1, axis=1)
    likelihood[rows, slot] = 1.0 - np.minimum(rest, MAX_ERROR)
    is_exclusion = reports.sign < 0
    wrong = np.minimum(ERROR_RATE * reliability.overall[reports.class_of], 0.5)
    likelihood[is_exclusion] = 1.0
    likelihood[is_exclusion, slot[is_exclusion]] = wrong[is_exclusion]
    confidence = _relative_confidence(reports)[:, None]
    blended = confidence * likelihood + (1 - confidence) * likelihood.mean(axis=1, keepdims=True)
    weight = np.where(reports.sign == 0, 0.0, reports.weight)
    weighted: Floats = weight[:, None] * np.log(np.maximum(blended, MIN_LIKELIHOOD))
    return weighted


def _error_rates(reports: Reports, states: States, reliability: Reliability) -> Floats:
    """Return P(names a | somebody else holds it) for each report's class and each actor of its place."""
    actors = states.actors[reports.place_of]
    count = states.count[reports.place_of]
    base = ERROR_RATE / np.maximum(count - 1, 1)
    bias = reliability.bias[reports.class_of[:, None], np.maximum(actors, 0)]
    errors = np.where(actors >= 0, base[:, None] * bias, 0.0)
    limit = MAX_ERROR / np.maximum(errors.sum(axis=1, keepdims=True), MAX_ERROR)
    scaled: Floats = errors * limit
    return scaled


def _relative_confidence(reports: Reports) -> Floats:
    confidence = np.array([located.claim.confidence for located in reports.claims], dtype=np.float64)
    total = np.bincount(reports.class_of, confidence, len(reports.classes))
    count = np.bincount(reports.class_of, minlength=len(reports.classes))
    usual = (total + POOL_REPORTS * (1 - ERROR_RATE)) / (count + POOL_REPORTS)
    relative: Floats = np.minimum(confidence / usual[reports.class_of], 1.0)
    return relative


def _smooth_chains(reports: Reports, states: States, start: Floats, evidence: Evidence) -> Floats:
    """Return the smoothed belief of each report's place on its day, all places' n-th days at once."""
    starts = _event_starts(reports)
    event_of = np.cumsum(np.isin(np.arange(len(reports.day)), starts)) - 1
    after, before = (_likelihood(np.add.reduceat(logs, starts)) for logs in (evidence.after, evidence.before))
    jump = cap_jumps(np.add.reduceat(evidence.jump, starts))
    stays = 1 - jump.sum(axis=1, keepdims=True)
    place = reports.place_of[starts]
    ranks = _ranks(place)
    prior = states.prior[place]
    share = _relaxation(states.count[place], np.diff(reports.day[starts], prepend=reports.day[:1]))
    forward = np.empty_like(after)
    for rank in ranks:
        belief = start[place[rank]]
        if rank is not ranks[0]:
            belief = (1 - share[rank]) * forward[rank - 1] + share[rank] * prior[rank]
        belief = _normalised(belief * before[rank])
        forward[rank] = _normalised((stays[rank] * belief + jump[rank]) * after[rank])
    backward = np.ones_like(after)
    for rank in ranks[:0:-1]:
        told = backward[rank] * after[rank]
        told = (stays[rank] * told + (jump[rank] * told).sum(axis=1, keepdims=True)) * before[rank]
        expected = (told * prior[rank]).sum(axis=1, keepdims=True)
        backward[rank - 1] = _normalised((1 - share[rank]) * told + share[rank] * expected)
    smoothed: Floats = _normalised(forward * backward)[event_of]
    return smoothed


def _relaxation(count: Ints, gap_days: Ints) -> Floats:
    """Return how much of the belief has gone back to the prior after so many days, as a column."""
    rate = np.minimum(EM_HAZARD_PER_DAY * (count + 1) / np.maximum(count, 1), 0.5)
    share: Floats = 1 - (1 - rate) ** np.maximum(gap_days, 0)
    return share[:, None]


def _likelihood(logs: Floats) -> Floats:
    relative: Floats = np.exp(logs - logs.max(axis=1, keepdims=True))
    return relative


def _event_starts(reports: Reports) -> Ints:
    """Return where each place's next day begins."""
    changes = (np.diff(reports.place_of) != 0) | (np.diff(reports.day) != 0)
    return np.concatenate([[0], np.flatnonzero(changes) + 1]).astype(np.int64)


def _ranks(place: Ints) -> list[Ints]:
    """Return the events that are first of their place, those that are second, and so on."""
    first = np.concatenate([[0], np.flatnonzero(np.diff(place)) + 1])
    size = np.diff(np.concatenate([first, [len(place)]]))
    rank = np.arange(len(place)) - np.repeat(first, size)
    order = np.argsort(rank, kind="stable")
    return [part for part in np.split(order, np.cumsum(np.bincount(rank))[:-1]) if len(part)]


def _normalised(rows: Floats) -> Floats:
    normal: Floats = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-300)
    return normal


def _recount(reports: Reports, states: States, beliefs: Floats) -> Reliability:
    """Return the reliability that the beliefs imply: the maximisation step, with priors."""
    used = np.flatnonzero(reports.is_judged & (reports.weight > 0))
    classes, actors = len(reports.classes), max(len(reports.actors), 1)
    place, actor, klass = reports.place_of[used], reports.actor_of[used], reports.class_of[used]
    right = beliefs[used, states.slots_of(place, actor)]
    observed = _table(klass, actor, 1 - right, (classes, actors))
    base = ERROR_RATE / np.maximum(states.count[place] - 1, 1)
    local = states.actors[place]
    wrong_here = np.where(local >= 0, (1 - beliefs[used, : local.shape[1]]) * base[:, None], 0.0)
    spread = np.repeat(klass[:, None], local.shape[1], axis=1)
    expected = _table(spread.ravel(), np.maximum(local, 0).ravel(), wrong_here.ravel(), (classes, actors))
    overall = _pooled(reports, observed.sum(axis=1), expected.sum(axis=1))
    bias = (PRIOR_COUNT * overall[:, None] + observed) / (PRIOR_COUNT + expected)
    count = np.bincount(klass, minlength=classes)
    accuracy = np.bincount(klass, right, classes) / np.maximum(count, 1)
    return Reliability(reports.classes, bias, overall, count, np.where(count > 0, accuracy, 1 - ERROR_RATE))


def _pooled(reports: Reports, observed: Floats, expected: Floats) -> Floats:
    """Return each class's bias, shrunk to that of all hedged or all plain reports."""
    known = reports.error_ratio * np.array([LEAN_PRIOR[key.lean] for key in reports.classes])
    is_hedged = np.array([key.is_hedged for key in reports.classes], dtype=np.bool_)
    overall = np.empty(len(reports.classes))
    for kind in (is_hedged, ~is_hedged):
        ordinary = HEDGED_PRIOR if kind is is_hedged else 1.0
        common = (POOL_COUNT * ordinary + observed[kind].sum()) / (POOL_COUNT + expected[kind].sum())
        overall[kind] = (POOL_COUNT * common * known[kind] + observed[kind]) / (POOL_COUNT + expected[kind])
    return overall


def _table(rows: Ints, columns: Ints, values: Floats, shape: tuple[int, int]) -> Floats:
    flat: Floats = np.bincount(rows * shape[1] + columns, values, shape[0] * shape[1]).astype(np.float64)
    return flat.reshape(shape)


def _priors(reports: Reports) -> Floats:
    hedged = [HEDGED_PRIOR if key.is_hedged else 1.0 for key in reports.classes]
    leans = [LEAN_PRIOR[key.lean] for key in reports.classes]
    priors: Floats = reports.error_ratio * np.array(hedged) * np.array(leans)
    return priors
