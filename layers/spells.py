"""The history of each place as spells: days on end with one state, without gaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.models import Place
from layers.models import ControlInterval, State

Standing = tuple[State, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Spell:
    """A state of a place from `start` until before `end`.

    Attributes:
        standing: State and actors; UNKNOWN and nobody where the intervals leave a gap.
        end: Day after the last one; `date.max` = still so.
        probability: Of the first actor, on its first day.
        evidence: Ids of the claims that its first day stands on.
    """

    start: date
    end: date
    standing: Standing
    probability: float
    evidence: tuple[str, ...]

    @property
    def holder(self) -> str:
        """Who controls the place, besieged or not; "" = nobody or not known."""
        state, actors = self.standing
        return actors[0] if actors and state in (State.CONTROLLED, State.BESIEGED) else ""

    def is_same(self, other: "Spell") -> bool:
        """Whether the state and its sides are the same, in whatever order the sides are named."""
        return _key(self.standing) == _key(other.standing)


def _key(standing: Standing) -> tuple[State, str, frozenset[str]]:
    state, actors = standing
    first = actors[0] if actors and state in (State.CONTROLLED, State.BESIEGED) else ""
    return state, first, frozenset(actors)


def find_spells(intervals: Iterable[ControlInterval]) -> Mapping[Place, tuple[Spell, ...]]:
    """Return the dated history of each place, sorted by place id.

    Intervals that follow each other with the same state and sides are one spell; an open end lasts for ever;
    gaps, and what follows a closed last interval, are unknown. A history begins when something is first
    known. Undated intervals are left out.

    Args:
        intervals: Of any places; those of one place do not overlap.
    """
    by_place: dict[str, list[ControlInterval]] = {}
    for interval in intervals:
        if interval.start is not None:
            by_place.setdefault(interval.place.id, []).append(interval)
    histories = ((found[0].place, _spells(found)) for _id, found in sorted(by_place.items()))
    return {place: spells for place, spells in histories if spells}


def _spells(intervals: Sequence[ControlInterval]) -> tuple[Spell, ...]:
    spells: list[Spell] = []
    for interval in sorted(intervals, key=lambda found: found.start or date.max):
        start = interval.start or date.max
        if spells and spells[-1].end < start:
            _append(spells, _silence(spells[-1].end, start))
        standing = (interval.state, () if interval.state is State.UNKNOWN else interval.actors)
        end = interval.end or date.max
        _append(spells, Spell(start, end, standing, interval.probability, interval.evidence))
    if spells[-1].end < date.max:
        _append(spells, _silence(spells[-1].end, date.max))
    is_unknown = spells[0].standing[0] is State.UNKNOWN
    return tuple(spells[1:] if is_unknown else spells)


def _silence(start: date, end: date) -> Spell:
    return Spell(start, end, (State.UNKNOWN, ()), 0.0, ())


def _append(spells: list[Spell], spell: Spell) -> None:
    if spells and spells[-1].is_same(spell):
        spells[-1] = replace(spells[-1], end=spell.end)
    else:
        spells.append(spell)
