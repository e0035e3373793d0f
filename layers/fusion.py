"""Weighs all reports together: source reliability, filter, neighbours, look back; see docs/control.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.ageing import Silence, age_intervals
from layers.assemble import assemble_intervals
from layers.history import begin_on, join_steps
from layers.latest import fuse_place
from layers.learning import Learned, learn, theatres_of
from layers.looking import find_histories, look
from layers.marks import reported_span
from layers.models import ControlInterval, LocatedClaim
from layers.neighbours import Theatre
from layers.reports import Reports, gather_reports
from layers.scenes import set_scene
from layers.sources import NOTHING_KNOWN_OF_SOURCES, SourceBook

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


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
    scene = set_scene(theatre, reports, learned.states, learned.start, learned.evidence)
    beliefs = look(scene, is_looking_back=silence.is_looking_back)
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
        scene = set_scene(theatre, reports, learned.states, learned.start, learned.evidence)
        histories = find_histories(scene, is_looking_back=silence.is_looking_back)
        for place_number, history in zip(theatre.members.tolist(), histories, strict=True):
            place = reports.places[place_number]
            if place.id in realised:
                rows = by_place[place_number]
                told = [(reports.claims[row], reports.statements[row]) for row in rows]
                shown = join_steps(begin_on(history, _first_day(reports, rows)))
                yield from assemble_intervals(place, told, shown, scene.actors, silence)


def _rows_by_place(reports: Reports) -> list[list[int]]:
    rows: list[list[int]] = [[] for _ in reports.places]
    for row, place in enumerate(reports.place_of.tolist()):
        rows[place].append(row)
    return rows


def _first_day(reports: Reports, rows: Sequence[int]) -> int:
    """Return the first day that a place's realised reports speak of."""
    return min(reported_span(reports.claims[row])[0] for row in rows if reports.statements[row].is_realised)
