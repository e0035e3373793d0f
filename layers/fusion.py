"""Weighs all reports together: source reliability, filter, neighbours, look back; see docs/control.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from articles.models import Basis
from layers.ageing import Silence, age_intervals
from layers.assemble import assemble_intervals
from layers.beliefs import Beliefs, Chain, Told, build_chain, drift_to_anybody, filter_forward, look_back
from layers.front import (
    FLOOR,
    Front,
    Small,
    build_pull,
    default_gains,
    freshness_of,
    front_exposure,
    settle,
    softmax,
)
from layers.history import History, Naming, begin_on, history_as_it_stood, history_looking_back, join_steps
from layers.latest import fuse_place
from layers.learning import Learned, learn, theatres_of
from layers.marks import reported_span
from layers.models import ControlInterval, LocatedClaim
from layers.neighbours import Theatre
from layers.reports import Reports, gather_reports
from layers.sources import NOTHING_KNOWN_OF_SOURCES, SourceBook
from layers.statements import Says
from layers.weigh import Evidence, States

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

HAZARD_PER_DAY = 1 / 300
PULL_AS_IT_STOOD, PULL_LOOKING_BACK = 1.2, 1.0
STRIDE_AS_IT_STOOD, STRIDE_LOOKING_BACK = 2, 5
LONG_GAP_DAYS = 10
PASSES = 3
MAX_CELLS = 80_000_000


@dataclass(frozen=True, slots=True)
class _Scene:
    """One theatre, ready to be filtered.

    Attributes:
        actors: Ids of its possible holders.
        namings: Reports that name a holder, by member.
    """

    theatre: Theatre
    actors: tuple[str, ...]
    prior: Floats
    start: Floats
    chain: Chain
    namings: Mapping[int, Sequence[Naming]]


def fuse_reports(
    by_place: Mapping[str, Sequence[LocatedClaim]],
    silence: Silence,
    *,
    min_density: float,
    sources: SourceBook = NOTHING_KNOWN_OF_SOURCES,
) -> Iterator[ControlInterval]:
    """Derive the intervals of all places from all reports.

    Theatres where reports are too few to weigh against each other, and places with undated claims only,
    follow the simple rule of `layers.latest`, and age.

    Args:
        by_place: Located claims by place id.
        silence: When reports are too old, and whether to look back.
        min_density: Reports that name a holder, per place and year of a theatre, from which on they are
            weighed.
        sources: What is known of sources beforehand.
    """
    reports = gather_reports((located for claims in by_place.values() for located in claims), sources=sources)
    realised = {reports.claims[row].place.id for row, s in enumerate(reports.statements) if s.is_realised}
    theatres = theatres_of(reports)
    dense = [theatre for theatre in theatres if _density(theatre, reports) > min_density]
    weighed = {reports.places[number].id for theatre in dense for number in theatre.members.tolist()}
    for place_id, claims in by_place.items():
        if place_id not in weighed or place_id not in realised:
            yield from age_intervals(fuse_place(claims), silence)
    if dense:
        yield from _fuse_theatres(learn(reports, theatres), dense, realised, silence)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One place of a theatre whose reports are weighed.

    Attributes:
        learned: Of all theatres.
        rows: The place's reports, by day.
        actors: Ids of the possible holders; columns follow them, then "somebody else".
        evidence: log P(report | holder) times the report's weight; a row per report of the place.
        days: Proleptic ordinals of the theatre's steps.
        own: Belief from the place's own reports, a row per step.
        settled: The same with what its neighbours say.
        neighbours: Ids of the nearest places and their distances in kilometres, nearest first.
    """

    learned: Learned
    rows: tuple[int, ...]
    actors: tuple[str, ...]
    evidence: Floats
    days: Ints
    own: Floats
    settled: Floats
    neighbours: tuple[tuple[str, float], ...]


def weigh_place(
    place_id: str,
    claims: Iterable[LocatedClaim],
    silence: Silence,
    *,
    min_density: float,
    sources: SourceBook = NOTHING_KNOWN_OF_SOURCES,
) -> Weighed | None:
    """Return how the reports of one place count; None where the latest one wins.

    Args:
        place_id: Of the place.
        claims: Of all places.
        silence: As in `fuse_reports`.
        min_density: As in `fuse_reports`.
        sources: What is known of sources beforehand.
    """
    reports = gather_reports(claims, sources=sources)
    number = next((n for n, place in enumerate(reports.places) if place.id == place_id), None)
    theatres = theatres_of(reports)
    theatre = next((found for found in theatres if number in found.members), None)
    if number is None or theatre is None or _density(theatre, reports) <= min_density:
        return None
    learned = learn(reports, theatres)
    scene = _set_scene(theatre, reports, learned.states, learned.start, learned.evidence)
    beliefs = _Looker(scene).beliefs(is_looking_back=silence.is_looking_back)
    member = int(np.searchsorted(theatre.members, number))
    rows = np.flatnonzero(reports.place_of == number)
    near = np.isfinite(theatre.adjacent.distance_km[member])
    return Weighed(
        learned=learned,
        rows=tuple(rows.tolist()),
        actors=scene.actors,
        evidence=learned.evidence.after[rows][:, : len(scene.actors) + 1],
        days=scene.chain.days,
        own=beliefs.own[:, member].astype(np.float64),
        settled=beliefs.of_member(member),
        neighbours=tuple(
            (reports.places[int(theatre.members[slot])].id, float(distance_km))
            for slot, distance_km in zip(
                theatre.adjacent.index[member][near], theatre.adjacent.distance_km[member][near], strict=True
            )
        ),
    )


def _density(theatre: Theatre, reports: Reports) -> float:
    """Return how many reports name a holder, per place and year; spans under a year count as one."""
    here = reports.is_naming & (theatre.member_of(len(reports.places))[reports.place_of] >= 0)
    if not here.any():
        return 0.0
    years = max(float(np.ptp(reports.day[here])) / 365.25, 1.0)
    return float(here.sum()) / (len(theatre.members) * years)


def _fuse_theatres(
    learned: Learned, dense: Sequence[Theatre], realised: set[str], silence: Silence
) -> Iterator[ControlInterval]:
    reports = learned.reports
    by_place = _rows_by_place(reports)
    for theatre in dense:
        scene = _set_scene(theatre, reports, learned.states, learned.start, learned.evidence)
        beliefs = _Looker(scene).beliefs(is_looking_back=silence.is_looking_back)
        for member, place_number in enumerate(theatre.members.tolist()):
            place = reports.places[place_number]
            if place.id in realised:
                rows = by_place[place_number]
                told = [(reports.claims[row], reports.statements[row]) for row in rows]
                history = _history(scene, member, beliefs, _first_day(reports, rows), silence)
                yield from assemble_intervals(place, told, history, scene.actors, silence)


def _rows_by_place(reports: Reports) -> list[list[int]]:
    rows: list[list[int]] = [[] for _ in reports.places]
    for row, place in enumerate(reports.place_of.tolist()):
        rows[place].append(row)
    return rows


def _set_scene(
    theatre: Theatre, reports: Reports, states: States, start: Floats, evidence: Evidence
) -> _Scene:
    member_of = theatre.member_of(len(reports.places))
    rows = np.flatnonzero(member_of[reports.place_of] >= 0)
    first = int(theatre.members[0])
    count = int(states.count[first])
    actor_numbers = states.actors[first, :count]
    prior = states.prior[theatre.members][:, : count + 1]
    own, jump, before = (logs[rows][:, : count + 1] for logs in evidence)
    place = member_of[reports.place_of[rows]]
    slot = np.searchsorted(actor_numbers, np.maximum(reports.actor_of[rows], 0))
    days = _coarse_days(reports.day[rows], len(theatre.members) * (count + 1))
    told = Told(days, place, own, jump, before)
    return _Scene(
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
    for number, row in enumerate(rows.tolist()):
        if not reports.is_naming[row] or reports.weight[row] <= 0:
            continue
        holder = int(slot[number])
        rivals = np.delete(evidence[number, :-1], holder) if evidence.shape[1] > 2 else evidence[number, -1:]
        odds = float(evidence[number, holder] - rivals.max()) / float(reports.weight[row])
        naming = Naming(int(reports.day[row]), holder, odds, _lag_of(reports, row))
        namings.setdefault(int(place[number]), []).append(naming)
    return namings


def _lag_of(reports: Reports, row: int) -> int:
    """Return how many days before a report the change it tells of may have taken place."""
    if reports.statements[row].says is not Says.GAINED:
        return 2
    return 0 if reports.claims[row].claim.when_basis is Basis.EXPLICIT else 1


class _Looker:
    """Runs filter, neighbours and look back over one theatre."""

    def __init__(self, scene: _Scene) -> None:
        self._scene = scene
        self._steps = len(scene.chain.days)

    def beliefs(self, *, is_looking_back: bool) -> "_Beliefs":
        """Return the beliefs about the theatre's places."""
        scene = self._scene
        pull = build_pull(scene.theatre, strength=PULL_AS_IT_STOOD)
        drift = drift_to_anybody(scene.chain.days, scene.prior, hazard_per_day=HAZARD_PER_DAY)
        filtered = filter_forward(scene.chain, scene.start, drift)
        if not is_looking_back:
            samples = np.arange(0, self._steps, STRIDE_AS_IT_STOOD)
            field, _ = settle(filtered[samples], pull)
            return _Beliefs(filtered, field, samples, is_held=True)
        samples = self._samples()
        _, settled = settle(filtered[samples], pull, self._freshness(samples))
        del filtered
        return self._look_back(samples, settled)

    def _samples(self) -> Ints:
        """Return the steps on which neighbours are asked: every fifth, the last, both ends of long gaps."""
        after_gap = np.flatnonzero(np.diff(self._scene.chain.days) > LONG_GAP_DAYS) + 1
        strided = np.arange(0, self._steps, STRIDE_LOOKING_BACK)
        samples: Ints = np.unique(np.concatenate([strided, after_gap, after_gap - 1, [self._steps - 1]]))
        return samples

    def _freshness(self, samples: Ints) -> Small:
        """Return how much each place has to say to its neighbours on the sampled days."""
        namings = self._scene.namings
        reported = [
            np.array([naming.day for naming in namings.get(member, ())], dtype=np.int64)
            for member in range(self._scene.chain.size)
        ]
        return freshness_of(reported, self._scene.chain.days[samples])

    def _look_back(self, samples: Ints, settled: Beliefs) -> "_Beliefs":
        scene = self._scene
        pull = build_pull(scene.theatre, strength=PULL_LOOKING_BACK)
        sample_of = np.searchsorted(samples, np.arange(self._steps), side="right") - 1
        gains, freshness = default_gains(scene.prior), self._freshness(samples)
        for number in range(PASSES):
            front = Front(
                scene.chain.days,
                sample_of,
                front_exposure(settled, pull, scene.prior),
                gains,
                scene.prior,
            )
            drift = front.drift()
            smoothed, gained = look_back(scene.chain, filter_forward(scene.chain, scene.start, drift), drift)
            if number + 1 < PASSES:
                gains = front.relearned(gained, smoothed)
            field, settled = settle(smoothed[samples], pull, freshness)
        return _Beliefs(smoothed, field, samples, is_held=False)


@dataclass(frozen=True, slots=True)
class _Beliefs:
    """Each place's own beliefs at every step, and the field of its neighbours on sampled ones.

    Attributes:
        is_held: The field of a sampled step counts until the next; else it changes evenly between them.
    """

    own: Beliefs
    field: Beliefs
    samples: Ints
    is_held: bool

    def of_member(self, member: int) -> Floats:
        """Return the settled beliefs about one place."""
        steps = np.arange(len(self.own))
        sample = np.searchsorted(self.samples, steps, side="right") - 1
        field = self.field[sample, member]
        if not self.is_held:
            following = np.minimum(sample + 1, len(self.samples) - 1)
            span = np.maximum(self.samples[following] - self.samples[sample], 1)
            share = ((steps - self.samples[sample]) / span).astype(np.float32)[:, None]
            field = (1 - share) * field + share * self.field[following, member]
        levels = np.log(np.maximum(self.own[:, member], FLOOR))
        return softmax((levels + field).T).T.astype(np.float64)


def _first_day(reports: Reports, rows: Sequence[int]) -> int:
    """Return the first day that a place's realised reports speak of."""
    return min(reported_span(reports.claims[row])[0] for row in rows if reports.statements[row].is_realised)


def _history(scene: _Scene, member: int, beliefs: _Beliefs, first_day: int, silence: Silence) -> History:
    own = beliefs.of_member(member)
    if silence.is_looking_back:
        history = history_looking_back(scene.chain.days, own, scene.namings.get(member, ()))
    else:
        history = history_as_it_stood(scene.chain.days, own)
    return join_steps(begin_on(history, first_day))
