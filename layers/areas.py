"""Areas between the places: land that each party held, drawn from the intervals of the places on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from layers.clusters import ALWAYS, DEFAULT_OPTIONS, AreaOptions, Cluster, Label, build_clusters
from layers.models import Area, ControlInterval
from layers.rings import polygons_of
from layers.wearing import Wearing, Wears, wear_of_pieces

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

INFERRED_PROBABILITY = 0.5  # of land on which no place has a report


def build_areas(
    intervals: Iterable[ControlInterval],
    *,
    on: Sequence[date] | None = None,
    land: BaseGeometry | None = None,
    options: AreaOptions = DEFAULT_OPTIONS,
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
    if on is not None:
        days = sorted(set(on))
        painted = [piece for cluster in clusters for piece in snapshots(cluster, days)]
    else:
        painted = [piece for cluster in clusters for piece in history(cluster)]
    return join_areas(painted, options.method())


@dataclass(frozen=True, slots=True)
class Painted:
    """Land of one cluster with one label from `start` until before `end`, in degrees."""

    label: Label
    start: date
    end: date
    geometry: BaseGeometry
    area_km2: float
    places: Sequence[str]
    probabilities: Floats


def snapshots(cluster: Cluster, days: Sequence[date]) -> Iterator[Painted]:
    """Yield the land of each label on each day; what has not changed is not drawn again.

    Args:
        cluster: Places near each other.
        days: Ascending.
    """
    wearing = Wearing(cluster)
    before = wearing.pieces.copy()
    drawn: dict[int, tuple[BaseGeometry, float]] = {}
    for day in days:
        moved = wearing.move(day.toordinal())
        is_changed = np.zeros(len(cluster.labels), dtype=np.bool_)
        is_changed[before[moved]] = is_changed[wearing.pieces[moved]] = True
        before[moved] = wearing.pieces[moved]
        border = np.flatnonzero(wearing.is_border)
        for number in (np.flatnonzero(is_changed[1:]) + 1).tolist():
            drawn[number] = _draw(cluster, cluster.mesh.outline(wearing.pieces == number, border))
        labels, probability = wearing.probabilities()
        for number, (geometry, area_km2) in sorted(drawn.items()):
            if area_km2 > 0:
                members = np.flatnonzero(labels == number)
                span = (day, day + timedelta(days=1))
                yield _painted(cluster, number, span, (geometry, area_km2), members, probability[members])


def _painted(
    cluster: Cluster,
    number: int,
    span: tuple[date, date],
    drawn: tuple[BaseGeometry, float],
    members: Ints,
    probabilities: Floats,
) -> Painted:
    label = cluster.labels[number]
    assert label is not None  # noqa: S101
    return Painted(label, *span, *drawn, cluster.place_ids[members].tolist(), probabilities)


def _draw(cluster: Cluster, outline: Ints) -> tuple[BaseGeometry, float]:
    """Return the land inside an outline in degrees, without water, and its size."""
    flat, area_km2 = polygons_of(outline, cluster.mesh.vertices_km)
    if cluster.mesh.is_cells and not flat.is_valid:  # Voronoi corners nearer than the grid of a millimetre
        flat = shapely.make_valid(flat, method="structure", keep_collapsed=False)
    if cluster.water is not None and shapely.intersects(cluster.water, flat):
        flat = _without(flat, cluster.water)
        area_km2 = float(flat.area)
    return shapely.normalize(cluster.mesh.plane.unflatten(flat)), area_km2


def _without(flat: BaseGeometry, water: BaseGeometry) -> BaseGeometry:
    """Return land without water; parts that lie dry stay as they are."""
    parts = shapely.get_parts(flat)
    is_wet = shapely.intersects(water, parts)
    dried = shapely.get_parts(shapely.difference(parts[is_wet], water))
    kept = [*parts[~is_wet], *shapely.get_parts(dried[shapely.get_dimensions(dried) == 2])]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def history(cluster: Cluster) -> Iterator[Painted]:
    """Yield the land that wears a label from the same day until the same day."""
    mesh, runs = cluster.mesh, cluster.runs
    wears = wear_of_pieces(cluster)
    group, first = _groups(wears)
    outlines = _outlines(cluster, wears.thing, group, len(first))
    cores = group[wears.thing < len(mesh.nodes_km)], wears.thing[wears.thing < len(mesh.nodes_km)]
    members = _members(cluster, *cores)
    for number, at in enumerate(first.tolist()):
        label, start, end = int(wears.label[at]), int(wears.start[at]), int(wears.end[at])
        drawn = _draw(cluster, outlines[number])
        if drawn[1] <= 0:
            continue
        near = members.get(number, np.empty(0, dtype=np.int64))
        run = runs.at(near, start)
        own = (run >= 0) & (runs.label[run] == label)
        span = (date.fromordinal(start), date.fromordinal(end))
        yield _painted(cluster, label, span, drawn, near[own], runs.probability[run[own]])


def _groups(wears: Wears) -> tuple[Ints, Ints]:
    """Return the group of each range (same label, first and last day), and a range of each group."""
    keys = np.column_stack([wears.start, wears.end, wears.label])
    _, first, group = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return group.ravel(), first


def _members(cluster: Cluster, group: Ints, node: Ints) -> dict[int, Ints]:
    """Return the places on the cores of each group."""
    order = np.argsort(cluster.mesh.node_of, kind="stable")
    begin = np.searchsorted(cluster.mesh.node_of[order], node)
    end = np.searchsorted(cluster.mesh.node_of[order], node, side="right")
    found: dict[int, list[int]] = {}
    for number, low, high in zip(group.tolist(), begin.tolist(), end.tolist(), strict=True):
        found.setdefault(number, []).extend(order[low:high].tolist())
    return {number: np.array(sorted(places), dtype=np.int64) for number, places in found.items()}


def _outlines(cluster: Cluster, piece: Ints, group: Ints, size: int) -> list[Ints]:
    """Return the outline of each group of pieces, land on the left."""
    offsets, sides = cluster.mesh.edges_of
    length = offsets[piece + 1] - offsets[piece]
    begin = offsets[piece] - np.cumsum(length) + length
    side = sides[np.repeat(begin, length) + np.arange(int(length.sum()))]
    owner = np.repeat(group, length)
    order = np.lexsort((side, owner))
    side, owner = side[order], owner[order]
    inner = (owner[1:] == owner[:-1]) & (side[1:] // 2 == side[:-1] // 2)
    is_outer = np.ones(len(side), dtype=bool)
    is_outer[1:][inner] = False
    is_outer[:-1][inner] = False
    side, owner = side[is_outer], owner[is_outer]
    ends = cluster.mesh.edge_ends[side // 2]
    ends[side % 2 == 1] = ends[side % 2 == 1][:, ::-1]
    return np.split(ends, np.searchsorted(owner, np.arange(1, size)))


def join_areas(painted: Sequence[Painted], method: str) -> tuple[Area, ...]:
    """Join land of several clusters with one label and one range of days."""
    groups: dict[tuple[date, date, Label], list[Painted]] = {}
    for piece in painted:
        groups.setdefault((piece.start, piece.end, piece.label), []).append(piece)
    areas = []
    for (start, end, (state, actors)), pieces in sorted(groups.items()):
        geometry, places = pieces[0].geometry, pieces[0].places
        if len(pieces) > 1:
            parts = [part for piece in pieces for part in shapely.get_parts(piece.geometry)]
            geometry = shapely.normalize(shapely.MultiPolygon(parts))
            places = sorted(place for piece in pieces for place in piece.places)
        chances = np.concatenate([piece.probabilities for piece in pieces])
        areas.append(
            Area(
                state=state,
                actors=actors,
                start=start,
                end=None if end == ALWAYS else end,
                geometry=geometry,
                area_km2=sum(piece.area_km2 for piece in pieces),
                places=tuple(places),
                probability=float(chances.mean()) if len(chances) else INFERRED_PROBABILITY,
                method=method,
            )
        )
    return tuple(areas)
