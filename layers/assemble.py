"""Joins a place's history, its spells of fighting and siege, and its silences into control intervals."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice, pairwise

import numpy as np

from geo.models import Place
from layers.ageing import Silence
from layers.history import History
from layers.judging import NOTHING_KNOWN, Status, find_bearing
from layers.marks import Mark, Marks, Report, find_disputes, find_fights, find_sieges, reported_span
from layers.models import ControlBasis, ControlInterval, State
from layers.reports import evidence_day
from layers.support import Support, find_support

LEAST_PROBABILITY = 0.5
SETTLED_PROBABILITY = 0.75  # reports that disagree leave a place contested until somebody is this likely


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
    told = _Told(reports, silence)
    pieces = [piece for spell in _spells(history) for piece in _pieces_of(spell, told, actors)]
    return tuple(_interval(place, piece, told) for piece in _merged(pieces))


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


class _Told:
    """The reports of one place, sorted by what they are asked for."""

    def __init__(self, reports: Sequence[Report], silence: Silence) -> None:
        self.reports = reports
        self.silence = silence
        self.days = [evidence_day(located).toordinal() for located, _ in reports]
        self._fights, self._sieges = Marks(find_fights(reports)), Marks(find_sieges(reports))
        self._disputes = Marks(find_disputes(reports))
        self._support: dict[str, Support] = {}

    def support(self, holder: str) -> Support:
        """Return the reports for one holder; "" = for nobody known."""
        if holder not in self._support:
            status = Status(State.CONTROLLED, (holder,)) if holder else NOTHING_KNOWN
            self._support[holder] = find_support(status, self.reports, self.silence)
        return self._support[holder]

    def bounds_within(self, start: int, end: int) -> set[int]:
        """Return the days from `start` until before `end` on which fights, sieges or disputes change."""
        marks = (self._fights, self._sieges, self._disputes)
        return {day for kind in marks for day in kind.bounds_within(start, end)}

    def fights_on(self, day: int, holder: str, chance: float) -> list[Mark]:
        """Return the fights and open disputes of a day; for a part of it the holder fights with nobody."""
        fights = [m for m in self._fights.on(day) if not (m.is_part and m.actors == (holder,))]
        return fights + [m for m in self._disputes.on(day) if not m.is_open or chance < SETTLED_PROBABILITY]

    def sieges_on(self, day: int) -> list[Mark]:
        """Return the sieges of a day."""
        return self._sieges.on(day)


def _pieces_of(spell: _Spell, told: _Told, actors: Sequence[str]) -> list[_Piece]:
    holder = actors[spell.holder] if spell.holder < len(actors) else ""
    support = told.support(holder)
    end = date.max.toordinal() if spell.end is None else spell.end
    start, last = spell.days[0], told.silence.known_until if spell.end is None else spell.end - 1
    stop = max(start, last) + 1
    bounds = told.bounds_within(start, stop) | set(support.bounds_within(start, min(stop, end)))
    days = sorted(bounds.union(day for day in spell.days if day < stop))
    pieces = []
    for day, following in zip(days, [*days[1:], spell.end], strict=True):
        chance = spell.probabilities[bisect_right(spell.days, day) - 1]
        is_known = chance >= LEAST_PROBABILITY and not support.is_over(day, end)
        fights = told.fights_on(day, holder, chance)
        status = _status(holder if is_known else "", fights, told.sieges_on(day))
        basis = support.basis(day, end)
        pieces.append(_Piece(day, following, status, basis, _probability(status, chance)))
    return pieces


def _status(holder: str, fights: Sequence[Mark], sieges: Sequence[Mark]) -> Status:
    named = {actor for mark in fights for actor in mark.actors}
    if named:
        if len(named) < 2 and holder:
            named.add(holder)
        return Status(State.CONTESTED, tuple(sorted(named, key=lambda actor: (actor != holder, actor))))
    besiegers = sorted({actor for mark in sieges for actor in mark.actors})
    inside = holder if holder not in besiegers else ""
    inside = inside or next((mark.inside for mark in sieges if mark.inside not in besiegers), "")
    if sieges and inside:
        return Status(State.BESIEGED, (inside, *besiegers))
    if sieges and not holder:
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


def _interval(place: Place, piece: _Piece, told: _Told) -> ControlInterval:
    begin = bisect_left(told.days, piece.start)
    stop = len(told.days) if piece.end is None else bisect_left(told.days, piece.end)
    during = [(report, find_bearing(report[1], piece.status)) for report in told.reports[begin:stop]]
    within = [report for report, (speaks_for, _) in during if speaks_for]
    before = [] if within else _first_for(piece.status, reversed(told.reports[:begin]))
    evidence = within or before or _first_for(piece.status, told.reports[stop:])
    last = piece.end - 1 if piece.end is not None else date.max.toordinal()
    reported = [min(reported_span(located)[1], last) for located, _ in within or before]
    return ControlInterval(
        place=place,
        state=piece.status.state,
        actors=piece.status.actors,
        basis=piece.basis if evidence else ControlBasis.INFERRED,
        start=date.fromordinal(piece.start),
        end=date.fromordinal(piece.end) if piece.end is not None else None,
        last_report=date.fromordinal(max(reported)) if reported else None,
        probability=round(piece.probability, 4),
        evidence=tuple(located.claim.id for located, _ in evidence),
        against=tuple(report[0].claim.id for report, (_, speaks_against) in during if speaks_against),
    )


def _first_for(status: Status, reports: Iterable[Report]) -> list[Report]:
    """Return the first report that speaks for a state, or none."""
    return list(islice((report for report in reports if find_bearing(report[1], status)[0]), 1))
