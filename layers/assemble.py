"""Joins a place's history, its spells of fighting and siege, and its silences into control intervals."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

import numpy as np

from articles.models import Stance
from geo.models import Place
from layers.ageing import Silence
from layers.dating import closing_day
from layers.history import History
from layers.judging import NOTHING_KNOWN, Status, find_bearing
from layers.marks import Mark, Report, find_disputes, find_fights, find_sieges, reported_span
from layers.models import ControlBasis, ControlInterval, State
from layers.reports import evidence_day

LEAST_PROBABILITY = 0.5
SETTLED_PROBABILITY = 0.75  # reports that disagree leave a place contested until somebody is this likely


@dataclass(frozen=True, slots=True)
class _Support:
    """Reports for one holder during his spell: their days, until when each counts, and if any is asserted."""

    days: tuple[int, ...]
    horizons: tuple[int, ...]
    is_asserted: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """One stretch with one status."""

    start: int
    end: int | None
    status: Status
    basis: ControlBasis
    probability: float


def assemble_intervals(
    place: Place, reports: Sequence[Report], history: History, actors: Sequence[str], silence: Silence
) -> tuple[ControlInterval, ...]:
    """Derive the control intervals of one place.

    Args:
        place: The place.
        reports: Its dated claims with their statements, by day.
        history: Who holds it, from its first report on; numbers index `actors`, the number after them is
            nobody known.
        actors: Ids of the possible holders.
        silence: When reports are too old.

    Returns:
        Disjoint half-open intervals in date order, the last one open. A new one begins when state, actors,
        basis or class of probability change.
    """
    pieces = [piece for spell in _spells(history) for piece in _pieces_of(spell, reports, actors, silence)]
    return tuple(_interval(place, piece, reports) for piece in _merged(pieces))


@dataclass(frozen=True, slots=True)
class _Spell:
    """A stretch with one holder: its days and their probabilities; `end` None = open."""

    holder: int
    days: tuple[int, ...]
    probabilities: tuple[float, ...]
    end: int | None


def _spells(history: History) -> list[_Spell]:
    changes = np.flatnonzero(np.diff(history.holder)) + 1
    bounds = [0, *changes.tolist(), len(history.days)]
    spells = []
    for begin, stop in pairwise(bounds):
        end = int(history.days[stop]) if stop < len(history.days) else None
        days = tuple(history.days[begin:stop].tolist())
        spells.append(
            _Spell(int(history.holder[begin]), days, tuple(history.probability[begin:stop].tolist()), end)
        )
    return spells


def _pieces_of(
    spell: _Spell, reports: Sequence[Report], actors: Sequence[str], silence: Silence
) -> list[_Piece]:
    holder = actors[spell.holder] if spell.holder < len(actors) else ""
    support = _find_support(holder, spell, reports, silence)
    fights = [m for m in find_fights(reports) if not (m.is_part and m.actors == (holder,))]
    sieges = find_sieges(reports)
    disputes = find_disputes(reports)
    bounds = set(spell.days) | set(_silence_bounds(support, silence))
    bounds |= {day for mark in (*fights, *sieges, *disputes) for day in (mark.start, mark.end)}
    start, end = spell.days[0], spell.end
    last = silence.known_until if end is None else end - 1
    days = sorted(day for day in bounds if start <= day <= max(start, last))
    pieces = []
    for number, day in enumerate(days):
        stop = days[number + 1] if number + 1 < len(days) else end
        chance = spell.probabilities[bisect_right(spell.days, day) - 1]
        is_known = chance >= LEAST_PROBABILITY and not _is_unknown(day, support, silence)
        open_disputes = [m for m in disputes if not m.is_open or chance < SETTLED_PROBABILITY]
        status = _status(day, holder if is_known else "", [*fights, *open_disputes], sieges)
        basis = _basis(day, support, silence)
        pieces.append(_Piece(day, stop, status, basis, _probability(status, chance)))
    return pieces


def _find_support(holder: str, spell: _Spell, reports: Sequence[Report], silence: Silence) -> _Support:
    status = Status(State.CONTROLLED, (holder,)) if holder else NOTHING_KNOWN
    days, horizons, stances = [], [], []
    for located, statement in reports:
        day = evidence_day(located).toordinal()
        if (spell.end is not None and day >= spell.end) or not find_bearing(statement, status)[0]:
            continue
        closing, last = closing_day(located), reported_span(located)[1]
        forever = date.max.toordinal()
        horizon = forever if silence.unknown_after_days is None else last + silence.unknown_after_days
        days.append(last)
        horizons.append(closing.toordinal() if closing else horizon)
        stances.append(located.claim.stance)
    return _Support(tuple(days), tuple(horizons), Stance.ASSERTED in stances)


def _silence_bounds(support: _Support, silence: Silence) -> list[int]:
    carried = [day + silence.carried_after_days for day in support.days]
    return [day for day in (*carried, *support.horizons) if day < date.max.toordinal()]


def _known_until(day: int, support: _Support, silence: Silence) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return days and horizons of the reports that count on a day: looking back, later ones count too."""
    if silence.is_looking_back:
        return support.days, support.horizons
    known = [number for number, known_day in enumerate(support.days) if known_day <= day]
    return tuple(support.days[n] for n in known), tuple(support.horizons[n] for n in known)


def _is_unknown(day: int, support: _Support, silence: Silence) -> bool:
    _, horizons = _known_until(day, support, silence)
    return bool(horizons) and day >= max(horizons)


def _basis(day: int, support: _Support, silence: Silence) -> ControlBasis:
    days, _ = _known_until(day, support, silence)
    if not days:
        return ControlBasis.INFERRED
    if day >= max(days) + silence.carried_after_days:
        return ControlBasis.CARRIED
    return ControlBasis.ASSESSED if support.is_asserted else ControlBasis.CLAIMED


def _status(day: int, holder: str, fights: Sequence[Mark], sieges: Sequence[Mark]) -> Status:
    named = {actor for mark in fights if mark.start <= day < mark.end for actor in mark.actors}
    if named:
        if len(named) < 2 and holder:
            named.add(holder)
        return Status(State.CONTESTED, tuple(sorted(named, key=lambda actor: (actor != holder, actor))))
    siege = [mark for mark in sieges if mark.start <= day < mark.end]
    besiegers = sorted({actor for mark in siege for actor in mark.actors})
    inside = holder if holder not in besiegers else ""
    inside = inside or next((mark.inside for mark in siege if mark.inside not in besiegers), "")
    if siege and inside:
        return Status(State.BESIEGED, (inside, *besiegers))
    if siege and not holder:
        return Status(State.BESIEGED)
    return Status(State.CONTROLLED, (holder,)) if holder else NOTHING_KNOWN


def _probability(status: Status, chance: float) -> float:
    if status.state is State.CONTESTED:
        return 0.5
    return chance if status.actors else 0.0


def _merged(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Join neighbouring pieces that differ in nothing, or only in the probability of what has no holder."""
    merged = []
    for _, group in groupby(pieces, key=_merge_key):
        run = list(group)
        merged.append(replace(run[0], end=run[-1].end))
    return merged


def _merge_key(piece: _Piece) -> tuple[Status, ControlBasis, float]:
    basis = piece.basis if piece.status.actors else ControlBasis.ASSESSED
    return piece.status, basis, piece.probability


def _interval(place: Place, piece: _Piece, reports: Sequence[Report]) -> ControlInterval:
    supporting, opposing = [], []
    for report in reports:
        speaks_for, speaks_against = find_bearing(report[1], piece.status)
        if speaks_for:
            supporting.append(report)
        if speaks_against and _is_within(report, piece):
            opposing.append(report)
    within = [report for report in supporting if _is_within(report, piece)]
    before = [report for report in supporting if _day(report) < piece.start]
    evidence = within or before[-1:] or supporting[:1]
    basis = piece.basis if evidence else ControlBasis.INFERRED
    last = piece.end - 1 if piece.end is not None else date.max.toordinal()
    reported = [min(reported_span(report[0])[1], last) for report in within or before[-1:]]
    return ControlInterval(
        place=place,
        state=piece.status.state,
        actors=piece.status.actors,
        basis=basis,
        start=date.fromordinal(piece.start),
        end=date.fromordinal(piece.end) if piece.end is not None else None,
        last_report=date.fromordinal(max(reported)) if reported else None,
        probability=round(piece.probability, 4),
        evidence=tuple(located.claim.id for located, _ in evidence),
        against=tuple(located.claim.id for located, _ in opposing),
    )


def _is_within(report: Report, piece: _Piece) -> bool:
    day = _day(report)
    return piece.start <= day and (piece.end is None or day < piece.end)


def _day(report: Report) -> int:
    return evidence_day(report[0]).toordinal()
