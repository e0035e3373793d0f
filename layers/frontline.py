"""Front lines: where the areas of two parties meet, drawn from the same mesh as the areas."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from layers.clusters import ALWAYS, DEFAULT_OPTIONS, AreaOptions, Cluster, Label, build_clusters
from layers.mesh import BLANK
from layers.models import ControlInterval, FrontKind, FrontLine
from layers.wearing import Wearing, Wears, wear_of_edges

Ints = npt.NDArray[np.int64]
Facing = tuple[tuple[str, str], FrontKind]
Span = tuple[date, date]

SHORE_KM = 1.5


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The front lines of one cluster on one range of days, in degrees."""

    facing: Facing
    span: Span
    parts: tuple[shapely.LineString, ...]
    length_km: float


def build_fronts(
    intervals: Iterable[ControlInterval],
    *,
    on: Sequence[date] | None = None,
    land: BaseGeometry | None = None,
    options: AreaOptions = DEFAULT_OPTIONS,
) -> tuple[FrontLine, ...]:
    """Draw the front lines of some days, or of the whole history.

    Contested land is not cut in two: where its middle runs nobody reports. The front lies on its edges, each
    towards the land of a party; such lines are of the kind CONTESTED. Land without reports has no front, and
    stretches in or within `SHORE_KM` of water are left out.

    Args:
        intervals: Control intervals of any places.
        on: Days of snapshots: lines from that day until the next. None = the whole history: lines that
            begin and end on the same days are one.
        land: In WGS 84, what is no water; None = everywhere.
        options: How areas are drawn.

    Returns:
        Sorted by start, end, actors and kind.
    """
    groups: dict[tuple[Span, Facing], list[_Stretch]] = {}
    for cluster in build_clusters(intervals, land=land, options=options):
        for stretch in _stretches(cluster, on):
            groups.setdefault((stretch.span, stretch.facing), []).append(stretch)
    return tuple(_joined(found, options.method()) for _key, found in sorted(groups.items()))


def _joined(stretches: Sequence[_Stretch], method: str) -> FrontLine:
    """Return the stretches of several clusters between the same parties on the same days as one line."""
    (actors, kind), (start, end) = stretches[0].facing, stretches[0].span
    parts = [part for stretch in stretches for part in stretch.parts]
    return FrontLine(
        actors=actors,
        kind=kind,
        start=start,
        end=None if end == ALWAYS else end,
        geometry=shapely.normalize(shapely.MultiLineString(parts) if len(parts) > 1 else parts[0]),
        length_km=sum(stretch.length_km for stretch in stretches),
        method=method,
    )


def _stretches(cluster: Cluster, on: Sequence[date] | None) -> Iterator[_Stretch]:
    """Yield the front of a cluster by parties and range of days."""
    wears = wear_of_edges(cluster) if on is None else _wear_on(cluster, sorted(set(on)))
    shore = None if cluster.water is None else shapely.buffer(cluster.water, SHORE_KM, quad_segs=2)
    if shore is not None:
        shapely.prepare(shore)
    for facing, span, edges in _gather(wears, cluster.labels, is_merging=on is None):
        line = cluster.mesh.lines(edges)
        globe = cluster.mesh.plane.unflatten(line if shore is None else _without(line, shore))
        found = shapely.get_parts(globe).tolist()
        parts = tuple(part for part in found if isinstance(part, shapely.LineString) and part.length > 0)
        if parts:
            yield _Stretch(facing, span, parts, sum(_length_km(part) for part in parts))


def _length_km(line: BaseGeometry) -> float:
    """Return the length of a line of degrees on the ground."""
    return float(pyproj.Geod(ellps="WGS84").geometry_length(line)) / 1000


def _without(line: BaseGeometry, shore: BaseGeometry) -> BaseGeometry:
    """Return what is left of a line away from the water, joined again; mere points are dropped."""
    if not shapely.intersects(shore, line):
        return line
    parts = shapely.get_parts(shapely.difference(line, shore)).tolist()
    dry = [part for part in parts if isinstance(part, shapely.LineString) and not part.is_empty]
    joined: BaseGeometry = shapely.line_merge(shapely.MultiLineString(dry))
    return joined


def _wear_on(cluster: Cluster, days: Sequence[date]) -> Wears:
    """Return what the two sides of each edge wear on some days; see `wear_of_edges`."""
    wearing = Wearing(cluster)
    edges, labels, starts = ([np.empty(0, dtype=np.int64)] for _ in range(3))
    for day in days:
        wearing.move(day.toordinal())
        left, right = wearing.pieces[cluster.mesh.edge_pieces].T
        between = np.flatnonzero((left != right) & (left != BLANK) & (right != BLANK))
        edges.append(between)
        labels.append((left * len(cluster.labels) + right)[between])
        starts.append(np.full(len(between), day.toordinal()))
    start = np.concatenate(starts)
    return Wears(np.concatenate(edges), np.concatenate(labels), start, start + 1)


def _gather(
    wears: Wears, labels: Sequence[Label | None], *, is_merging: bool
) -> Iterator[tuple[Facing, Span, Ints]]:
    """Yield the edges by who faces whom, from when until when.

    With `is_merging` ranges of an edge that follow each other are one, whatever else its sides wear.
    """
    base = len(labels)
    facings = {
        pair: find_facing(labels[pair // base], labels[pair % base])
        for pair in np.unique(wears.label).tolist()
    }
    for facing in sorted({facing for found in facings.values() for facing in found}):
        pairs = [pair for pair, found in facings.items() if facing in found]
        chosen = np.isin(wears.label, pairs)
        edge, start, end = wears.thing[chosen], wears.start[chosen], wears.end[chosen]
        if is_merging:
            edge, start, end = _merged(edge, start, end)
        spans, group = np.unique(np.column_stack([start, end]), axis=0, return_inverse=True)
        order = np.argsort(group.ravel(), kind="stable")
        borders = np.searchsorted(group.ravel()[order], np.arange(1, len(spans)))
        for (first, last), members in zip(spans.tolist(), np.split(order, borders), strict=True):
            yield facing, (date.fromordinal(first), date.fromordinal(last)), np.sort(edge[members])


def _merged(edge: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    """Join ranges of days of the same edge where one begins when the other ends."""
    order = np.lexsort((start, edge))
    edge, start, end = edge[order], start[order], end[order]
    follows = (edge[1:] == edge[:-1]) & (start[1:] == end[:-1])
    is_first, is_last = np.append(True, ~follows), np.append(~follows, True)
    return edge[is_first], start[is_first], end[is_last]


def find_facing(one: Label | None, other: Label | None) -> tuple[Facing, ...]:
    """Return which parties face each other where two areas meet.

    Land whose holder is doubtful (contested with one actor) counts as that actor's. Between two lands that
    several parties contest there is no front: it lies around them.

    Args:
        one: State and actors of the area on one side; None = no reports.
        other: Those on the other side.

    Returns:
        Pairs with their kind; several where a holder faces land that several others contest.
    """
    if one is None or other is None:
        return ()
    (_, holders), (_, others) = sorted((one, other), key=lambda label: len(label[1]))
    if len(holders) != 1:
        return ()
    kind = FrontKind.CONTACT if len(others) == 1 else FrontKind.CONTESTED
    holder = holders[0]
    pairs = sorted((min(holder, side), max(holder, side)) for side in others if side != holder)
    return tuple((pair, kind) for pair in pairs)
