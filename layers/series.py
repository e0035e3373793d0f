"""What each actor held over time: towns, population and land, on the days on which they change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from shapely.geometry.base import BaseGeometry

from geo.models import Place
from layers.changes import check_days
from layers.clusters import ALWAYS, DEFAULT_OPTIONS, AreaOptions, Cluster, Label, build_clusters
from layers.measure import measure_pieces
from layers.models import ControlInterval, Holding, Shift, State
from layers.reports import REGION_KINDS
from layers.spells import Spell, find_spells
from layers.wearing import Wearing, wear_of_pieces

_SQUARE_METRE_KM2 = 1e-6


@dataclass(slots=True)
class _Tally:
    """What an actor holds, or what is added to it on a day."""

    towns: int = 0
    counted_towns: int = 0
    population: int = 0
    area_km2: float = 0.0
    contested_towns: int = 0
    contested_km2: float = 0.0

    def add(self, other: "_Tally") -> None:
        """Add another tally to this one."""
        self.towns += other.towns
        self.counted_towns += other.counted_towns
        self.population += other.population
        self.area_km2 += other.area_km2
        self.contested_towns += other.contested_towns
        self.contested_km2 += other.contested_km2

    def figures(self) -> tuple[int, int, int, float, int, float]:
        """Return what is held, land to the square metre."""
        return (
            self.towns,
            self.counted_towns,
            self.population,
            _whole_metres(self.area_km2),
            self.contested_towns,
            _whole_metres(self.contested_km2),
        )


def _whole_metres(area_km2: float) -> float:
    return round(area_km2 / _SQUARE_METRE_KM2) * _SQUARE_METRE_KM2


@dataclass(frozen=True, slots=True)
class _Ledger:
    """By actor and day what is gained, and what is lost again."""

    entries: dict[str, dict[date, _Tally]] = field(default_factory=dict)

    def on(self, actor: str, day: date) -> _Tally:
        """Return the entry of an actor on a day."""
        return self.entries.setdefault(actor, {}).setdefault(day, _Tally())


def build_series(
    intervals: Iterable[ControlInterval],
    *,
    on: Sequence[date] | None = None,
    land: BaseGeometry | None = None,
    options: AreaOptions = DEFAULT_OPTIONS,
) -> tuple[Holding, ...]:
    """Return what each actor held, a row for every range of days on which nothing of it changed.

    Provinces, countries and undated intervals do not count: they draw no area either.

    Args:
        intervals: Control intervals of any places.
        on: Days of snapshots; None = the whole history.
        land: In WGS 84, what is no water; None = everywhere.
        options: How areas are drawn.

    Returns:
        Sorted by actor and start. An actor that holds nothing for some time has a row of zeros.
    """
    known = [interval for interval in intervals if interval.place.kind not in REGION_KINDS]
    ledger = _Ledger()
    for place, spells in find_spells(known).items():
        _enter_towns(ledger, place, spells)
    for cluster in build_clusters(known, land=land, options=options):
        _enter_land(ledger, cluster)
    found = tuple(row for actor in sorted(ledger.entries) for row in _rows(actor, ledger.entries[actor]))
    return found if on is None else _snapshots(found, on)


def clip_series(series: Iterable[Holding], *, since: date | None, until: date | None) -> tuple[Holding, ...]:
    """Return the rows that hold on some day of a range, whole.

    Args:
        series: Of any actors.
        since: First day; None = the beginning.
        until: Last day; None = the end.

    Raises:
        BadDaysError: If `until` is before `since`.
    """
    check_days(since, until)
    first, last = since or date.min, until or date.max
    return tuple(row for row in series if row.start <= last and (row.end is None or row.end > first))


def _snapshots(series: Sequence[Holding], days: Sequence[date]) -> tuple[Holding, ...]:
    """Return what each actor held on each day, as ranges of one day; those who held nothing are left out."""
    return tuple(
        Holding(row.actor, day, day + timedelta(days=1), *_figures(row))
        for row in series
        for day in sorted(set(days))
        if row.start <= day and (row.end is None or day < row.end) and any(_figures(row))
    )


def _figures(row: Holding) -> tuple[int, int, int, float, int, float]:
    return (
        row.towns,
        row.counted_towns,
        row.population,
        row.area_km2,
        row.contested_towns,
        row.contested_km2,
    )


def _enter_towns(ledger: _Ledger, place: Place, spells: Sequence[Spell]) -> None:
    for spell in spells:
        state, actors = spell.standing
        for actor in actors if state is State.CONTESTED else (spell.holder,):
            if actor:
                for day, sign in ((spell.start, 1), (spell.end, -1)):
                    ledger.on(actor, day).add(_town(place, sign, is_contested=state is State.CONTESTED))


def _town(place: Place, sign: int, *, is_contested: bool) -> _Tally:
    if is_contested:
        return _Tally(contested_towns=sign)
    counted = sign if place.population else 0
    return _Tally(towns=sign, counted_towns=counted, population=sign * place.population)


def _enter_land(ledger: _Ledger, cluster: Cluster) -> None:
    area_km2 = measure_pieces(cluster.mesh, cluster.water)
    wears = wear_of_pieces(cluster)
    for days, sign in ((wears.start, 1.0), (wears.end, -1.0)):
        keys, group = np.unique(np.column_stack([wears.label, days]), axis=0, return_inverse=True)
        sums = np.bincount(group.ravel(), area_km2[wears.thing], len(keys)) * sign
        for (number, day), land_km2 in zip(keys.tolist(), sums.tolist(), strict=True):
            for actor, is_contested in _parties(cluster.labels[number]):
                tally = _Tally(contested_km2=land_km2) if is_contested else _Tally(area_km2=land_km2)
                ledger.on(actor, date.fromordinal(day)).add(tally)


def _parties(label: Label | None) -> Iterator[tuple[str, bool]]:
    """Yield the actors of a label, and whether they contest it."""
    if label is not None:
        state, actors = label
        for actor in actors:
            yield actor, state is State.CONTESTED


def _rows(actor: str, entries: Mapping[date, _Tally]) -> Iterator[Holding]:
    """Yield what an actor holds between the days of its entries; days that change nothing are no rows."""
    held = _Tally()
    days = sorted(entries)
    since, figures = days[0], held.figures()
    is_begun = False
    for day in days:
        held.add(entries[day])
        if day == ALWAYS or held.figures() == figures:
            continue
        if is_begun:
            yield Holding(actor, since, day, *figures)
        since, figures, is_begun = day, held.figures(), True
    if is_begun:
        yield Holding(actor, since, None, *figures)


def measure_shifts(
    intervals: Iterable[ControlInterval],
    *,
    days: tuple[date, date],
    land: BaseGeometry | None = None,
    options: AreaOptions = DEFAULT_OPTIONS,
) -> tuple[Shift, ...]:
    """Return how much land went from which state to which other one between two days.

    Args:
        intervals: Control intervals of any places.
        days: The first and the second day.
        land: In WGS 84, what is no water; None = everywhere.
        options: How areas are drawn.

    Returns:
        Largest first. Land that was drawn the same on both days is left out.

    Raises:
        BadDaysError: If the second day is before the first.
    """
    check_days(*days)
    totals: dict[tuple[Label | None, Label | None], float] = {}
    for cluster in build_clusters(intervals, land=land, options=options):
        area_km2 = measure_pieces(cluster.mesh, cluster.water)
        wearing = Wearing(cluster)
        wearing.move(days[0].toordinal())
        before = wearing.pieces.copy()
        wearing.move(days[1].toordinal())
        after = wearing.pieces
        pairs, group = np.unique(np.column_stack([before, after]), axis=0, return_inverse=True)
        sums = np.bincount(group.ravel(), area_km2)
        for (one, other), km2 in zip(pairs.tolist(), sums.tolist(), strict=True):
            key = (cluster.labels[one], cluster.labels[other])
            totals[key] = totals.get(key, 0.0) + km2
    shifts = [Shift(before, after, km2) for (before, after), km2 in totals.items() if before != after]
    return tuple(sorted((s for s in shifts if s.area_km2 >= _SQUARE_METRE_KM2), key=_largest_first))


def _largest_first(shift: Shift) -> tuple[float, str, str]:
    return -shift.area_km2, str(shift.before), str(shift.after)
