"""Areas between the places: land that each party held, drawn from the intervals of the places on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.models import Place
from layers.mesh import BLANK, GHOSTS_TO, Mesh, build_mesh
from layers.models import Area, ControlInterval, State
from layers.neighbours import find_clusters
from layers.reports import REGION_KINDS

Ints = npt.NDArray[np.int64]
Label = tuple[State, tuple[str, ...]]

_ALWAYS = date.max


@dataclass(frozen=True, slots=True)
class AreaOptions:
    """How areas are drawn.

    Attributes:
        reach_km: Land farther than about this from every place with a report is blank.
        contested_below: A place whose holder is less probable than this is drawn as contested.
        is_cells: Whether the land between places is divided by Voronoi cells, not by Delaunay midpoints.
    """

    reach_km: float = 15.0
    contested_below: float = 0.6
    is_cells: bool = False

    def __post_init__(self) -> None:
        """Refuse reaches that are none."""
        if not self.reach_km > 0:
            raise ValueError(f"a reach is above 0 km, got {self.reach_km}")

    def method(self) -> str:
        """Return in words how areas are drawn."""
        shape = "Voronoi cells" if self.is_cells else "Delaunay midpoints"
        return (
            f"{shape} between places with reports, up to about {self.reach_km:g} km from each; "
            f"contested where both sides hold ground or the holder's probability is under "
            f"{self.contested_below:g}"
        )


_DEFAULT = AreaOptions()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Places near each other with their histories as labels.

    Attributes:
        places: In the order of their ids.
        mesh: Around them; its nodes are numbered by `mesh.node_of`.
        labels: What a label number stands for; number 0 is blank.
        runs: For each place (first day, day after the last one, label number, probability), in order.
        land: Land of the cluster's plane, in kilometres; None = everywhere.
    """

    places: Sequence[Place]
    mesh: Mesh
    labels: Sequence[Label | None]
    runs: Sequence[Sequence[tuple[date, date, int, float]]]
    land: BaseGeometry | None

    def labels_on(self, day: date) -> Ints:
        """Return the label number of each place on a day."""
        numbers = [
            next((label for start, end, label, _p in runs if start <= day < end), BLANK) for runs in self.runs
        ]
        return np.array(numbers, dtype=np.int64)


def build_clusters(
    intervals: Iterable[ControlInterval], *, land: BaseGeometry | None = None, options: AreaOptions = _DEFAULT
) -> tuple[Cluster, ...]:
    """Gather the places that areas are drawn from, with their meshes.

    Places that are regions themselves, and intervals without a date or of an unknown state, draw nothing.

    Args:
        intervals: Of any places.
        land: In WGS 84, what is no water; None = everywhere.
        options: How areas are drawn.
    """
    by_place: dict[str, list[ControlInterval]] = {}
    places: dict[str, Place] = {}
    for interval in intervals:
        if interval.place.kind in REGION_KINDS or interval.start is None:
            continue
        by_place.setdefault(interval.place.id, []).append(interval)
        places[interval.place.id] = interval.place
    ids = sorted(by_place)
    if not ids:
        return ()
    groups = find_clusters(
        [places[place_id].point for place_id in ids], gap_km=2 * GHOSTS_TO * options.reach_km
    )
    return tuple(
        _cluster([places[ids[n]] for n in group.tolist()], by_place, land, options) for group in groups
    )


def _cluster(
    places: Sequence[Place],
    by_place: Mapping[str, Sequence[ControlInterval]],
    land: BaseGeometry | None,
    options: AreaOptions,
) -> Cluster:
    numbers: dict[Label, int] = {}
    runs = []
    for place in places:
        own = []
        for interval in sorted(by_place[place.id], key=lambda found: found.start or _ALWAYS):
            label = _label(interval, options)
            if label is not None and interval.start is not None:
                number = numbers.setdefault(label, len(numbers) + 1)
                own.append((interval.start, interval.end or _ALWAYS, number, interval.probability))
        runs.append(own)
    mesh = build_mesh([place.point for place in places], reach_km=options.reach_km, is_cells=options.is_cells)
    return Cluster(places, mesh, [None, *numbers], runs, _land_of(mesh, land))


def _label(interval: ControlInterval, options: AreaOptions) -> Label | None:
    """Return what an interval paints its land with; None = nothing."""
    if interval.state is State.UNKNOWN or not interval.actors:
        return None
    if interval.state is State.CONTESTED:
        return State.CONTESTED, tuple(sorted(interval.actors))
    holder = interval.actors[:1]
    doubtful = interval.probability < options.contested_below
    return (State.CONTESTED if doubtful else State.CONTROLLED), holder


def _land_of(mesh: Mesh, land: BaseGeometry | None) -> BaseGeometry | None:
    """Return the land under a mesh in its kilometres, None where there is no water."""
    if land is None:
        return None
    west, south = mesh.nodes_km.min(axis=0).tolist()
    east, north = mesh.nodes_km.max(axis=0).tolist()
    box = shapely.box(west, south, east, north)
    flat = shapely.make_valid(mesh.plane.flatten(land), method="structure", keep_collapsed=False)
    inside: BaseGeometry = shapely.intersection(flat, box)
    if shapely.contains(inside, box):
        return None
    shapely.prepare(inside)
    return inside


def build_areas(
    intervals: Iterable[ControlInterval],
    *,
    on: Sequence[date] | None = None,
    land: BaseGeometry | None = None,
    options: AreaOptions = _DEFAULT,
) -> tuple[Area, ...]:
    """Draw the areas of some days, or of the whole history.

    Args:
        intervals: Control intervals of any places.
        on: Days of snapshots: one area per state and parties, from its day until the next. None = the whole
            history: land that wears the same state from the same day until the same day is one area, so that
            the areas of any day are those whose range holds it.
        land: In WGS 84, what is no water; None = everywhere.
        options: How areas are drawn.

    Returns:
        Areas sorted by start, end, state and actors. Those of one day do not overlap, and leave no gaps
        between places that lie near each other.
    """
    clusters = build_clusters(intervals, land=land, options=options)
    method = options.method()
    if on is not None:
        painted = [piece for cluster in clusters for piece in _snapshots(cluster, sorted(set(on)))]
    else:
        painted = [piece for cluster in clusters for piece in _history(cluster)]
    return _joined(painted, method)


@dataclass(frozen=True, slots=True)
class _Painted:
    """Land of one cluster with one label, in degrees."""

    label: Label
    start: date
    end: date
    geometry: BaseGeometry
    area_km2: float
    places: tuple[str, ...]
    probabilities: tuple[float, ...]


def _snapshots(cluster: Cluster, days: Sequence[date]) -> Iterator[_Painted]:
    """Yield the land of each label on each day; what has not changed is not drawn again."""
    mesh = cluster.mesh
    before: Ints | None = None
    drawn: dict[int, tuple[BaseGeometry, float]] = {}
    for day in days:
        of_place = cluster.labels_on(day)
        worn = mesh.piece_labels(mesh.node_labels(of_place))
        changed = set(np.unique(worn).tolist()) if before is None else _changed(before, worn)
        for number in sorted(changed - {BLANK}):
            drawn[number] = _draw(cluster, mesh.outline(worn == number))
        before = worn
        for number in sorted(set(of_place.tolist()) - {BLANK}):
            geometry, area_km2 = drawn[number]
            members = np.flatnonzero(of_place == number).tolist()
            if area_km2 > 0:
                yield _painted(cluster, number, (day, day + timedelta(days=1)), geometry, area_km2, members)


def _changed(before: Ints, after: Ints) -> set[int]:
    moved = before != after
    return {*np.unique(before[moved]).tolist(), *np.unique(after[moved]).tolist()}


def _painted(
    cluster: Cluster,
    number: int,
    span: tuple[date, date],
    geometry: BaseGeometry,
    area_km2: float,
    members: Sequence[int],
) -> _Painted:
    label = cluster.labels[number]
    assert label is not None  # noqa: S101
    probabilities = tuple(
        next((p for start, end, _label, p in cluster.runs[m] if start <= span[0] < end), 0.5) for m in members
    )
    ids = tuple(cluster.places[member].id for member in members)
    return _Painted(label, *span, geometry, area_km2, ids, probabilities)


def _draw(cluster: Cluster, edges: Ints) -> tuple[BaseGeometry, float]:
    """Return the land that edges enclose in degrees, and its size."""
    flat = cluster.mesh.polygon(edges)
    if cluster.land is not None and not shapely.contains_properly(cluster.land, flat):
        cut = shapely.intersection(flat, cluster.land)
        parts = shapely.get_parts(cut)
        flat = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return cluster.mesh.plane.unflatten(flat), float(flat.area)


def _history(cluster: Cluster) -> Iterator[_Painted]:
    """Yield land by label, first day and last day."""
    mesh = cluster.mesh
    groups: dict[tuple[int, date, date], list[int]] = {}
    for piece, start, end, number in piece_runs(cluster):
        groups.setdefault((number, start, end), []).append(piece)
    offsets, edges_of = mesh.edges_of
    cores = len(mesh.nodes_km)
    place_of = {int(node): place for place, node in enumerate(mesh.node_of.tolist())}
    for (number, start, end), pieces in sorted(groups.items()):
        own = [edges_of[offsets[piece] : offsets[piece + 1]] for piece in pieces]
        edges, count = np.unique(np.concatenate(own), return_counts=True)
        geometry, area_km2 = _draw(cluster, edges[count == 1])
        members = sorted({place_of[int(mesh.owners[piece, 0])] for piece in pieces if piece < cores})
        if area_km2 > 0:
            yield _painted(cluster, number, (start, end), geometry, area_km2, members)


def piece_runs(cluster: Cluster) -> Iterator[tuple[int, date, date, int]]:
    """Yield for each piece the ranges of days on which it wears one label."""
    mesh = cluster.mesh
    days = sorted({day for runs in cluster.runs for start, end, *_ in runs for day in (start, end)})
    events: dict[date, list[int]] = {}
    for place, runs in enumerate(cluster.runs):
        for start, end, *_ in runs:
            events.setdefault(start, []).append(place)
            events.setdefault(end, []).append(place)
    of_place = np.full(len(cluster.places), BLANK)
    worn = np.full(len(mesh.owners), BLANK)
    since: dict[int, date] = {}
    offsets, pieces_of = mesh.pieces_of
    for day in days:
        for place in events[day]:
            runs = cluster.runs[place]
            of_place[place] = next((n for start, end, n, _p in runs if start <= day < end), BLANK)
        labels = mesh.node_labels(of_place)
        nodes = np.unique(mesh.node_of[events[day]]).tolist()
        touched = np.unique(np.concatenate([pieces_of[offsets[n] : offsets[n + 1]] for n in nodes]))
        fresh = mesh.piece_labels(labels, touched)
        for piece, label in zip(touched.tolist(), fresh.tolist(), strict=True):
            if worn[piece] != label:
                if worn[piece] != BLANK:
                    yield piece, since[piece], day, int(worn[piece])
                worn[piece], since[piece] = label, day
    for piece in np.flatnonzero(worn != BLANK).tolist():
        yield piece, since[piece], _ALWAYS, int(worn[piece])


def _joined(painted: Sequence[_Painted], method: str) -> tuple[Area, ...]:
    """Join land of several clusters with one label and one range of days."""
    groups: dict[tuple[date, date, Label], list[_Painted]] = {}
    for piece in painted:
        groups.setdefault((piece.start, piece.end, piece.label), []).append(piece)
    areas = []
    for (start, end, (state, actors)), pieces in sorted(groups.items()):
        parts = [part for piece in pieces for part in shapely.get_parts(piece.geometry)]
        geometry = shapely.MultiPolygon(parts) if len(parts) > 1 else parts[0]
        probabilities = [p for piece in pieces for p in piece.probabilities]
        areas.append(
            Area(
                state=state,
                actors=actors,
                start=start,
                end=None if end == _ALWAYS else end,
                geometry=shapely.normalize(geometry),
                area_km2=sum(piece.area_km2 for piece in pieces),
                places=tuple(sorted({place for piece in pieces for place in piece.places})),
                probability=float(np.mean(probabilities)) if probabilities else 0.5,
                method=method,
            )
        )
    return tuple(areas)
