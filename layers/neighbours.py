"""Which places lie next to each other: Delaunay neighbours on a local equal-area map, anywhere on earth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely

from geo.models import LonLat

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0088
MAX_EDGE_KM = 40.0
NEAREST = 24
FIRST_RADIUS_KM = 5.0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Rows of neighbours, padded: unused slots point at the place itself and have distance infinity.

    Attributes:
        index: Neighbour numbers, one row per place.
        distance_km: Their distances.
    """

    index: Ints
    distance_km: Floats


@dataclass(frozen=True, slots=True)
class Theatre:
    """Places that hang together by edges of at most `MAX_EDGE_KM`.

    Attributes:
        members: Numbers of the places in the list that was given, ascending; rows below are in this order.
        plane_km: Coordinates on a Lambert azimuthal equal-area map centred on the theatre.
        adjacent: Delaunay neighbours.
        spacing_km: Mean distance of each place to its Delaunay neighbours; infinity for lone ones.
    """

    members: Ints
    plane_km: Floats
    adjacent: Neighbours
    spacing_km: Floats

    def renumbered(self, numbers: Ints) -> "Theatre":
        """Return the theatre with other numbers for its members: `numbers[old]` is the new one."""
        return replace(self, members=numbers[self.members])

    def member_of(self, size: int) -> Ints:
        """Return each place's row in this theatre, -1 for places elsewhere; `size` is how many there are."""
        rows = np.full(size, -1)
        rows[self.members] = np.arange(len(self.members))
        return rows

    def nearest(self) -> Neighbours:
        """Return the up to 24 nearest places within `MAX_EDGE_KM`, nearest first."""
        most = np.full(len(self.plane_km), NEAREST + 1)
        pairs = find_nearest(self.plane_km, self.plane_km, most=most, within_km=MAX_EDGE_KM)
        pairs = pairs[:, pairs[0] != pairs[1]]
        return pad_rows(pairs, _lengths(self.plane_km, pairs), len(self.plane_km), most=NEAREST)


def find_nearest(points: Floats, others: Floats, *, most: Ints, within_km: float) -> Ints:
    """Return for each point at least its nearest others, all within a distance where they are fewer.

    Asks for small circles first, so that dense places do not cost more than others.

    Args:
        points: Coordinates in kilometres.
        others: Of those looked for, on the same map.
        most: How many of them each point needs.
        within_km: Others farther away never count.

    Returns:
        Two rows: numbers of points and of others, without order.
    """
    spots = np.atleast_1d(np.asarray(shapely.points(points), dtype=object))
    tree = shapely.STRtree(np.atleast_1d(np.asarray(shapely.points(others), dtype=object)))
    found: list[Ints] = []
    waiting, radius_km = np.arange(len(points)), min(FIRST_RADIUS_KM, within_km)
    while len(waiting):
        pairs = tree.query(spots[waiting], predicate="dwithin", distance=radius_km)
        count = np.bincount(pairs[0], minlength=len(waiting))
        is_done = (count >= most[waiting]) | (radius_km >= within_km)
        found.append(np.vstack([waiting[pairs[0]], pairs[1]])[:, is_done[pairs[0]]])
        waiting, radius_km = waiting[~is_done], min(2 * radius_km, within_km)
    return np.hstack([np.empty((2, 0), dtype=np.int64), *found]).astype(np.int64)


def find_theatres(points: Sequence[LonLat]) -> tuple[Theatre, ...]:
    """Split places into theatres and find each one's neighbours.

    Places at the same point are neighbours at distance 0. Works across the 180th meridian and at the poles.

    Args:
        points: Of the places, WGS 84.

    Returns:
        Every place is in exactly one theatre; lone places have one of their own. Sorted by first member.
    """
    sphere = _on_sphere(points)
    theatres: list[Theatre] = []
    for cluster in _coarse_clusters(sphere, MAX_EDGE_KM):
        plane = _project(sphere[cluster])
        edges = _delaunay_edges(plane)
        edges = edges[:, _lengths(plane, edges) <= MAX_EDGE_KM]
        theatres += [_theatre(cluster, plane, edges, part) for part in _components(len(cluster), edges)]
    return tuple(sorted(theatres, key=lambda theatre: int(theatre.members[0])))


def lone_theatre(number: int) -> Theatre:
    """Return the theatre of one place that has no neighbours."""
    nobody = Neighbours(np.empty((1, 0), dtype=np.int64), np.empty((1, 0)))
    return Theatre(np.array([number]), np.zeros((1, 2)), nobody, np.array([np.inf]))


def _theatre(cluster: Ints, plane: Floats, edges: Ints, part: Ints) -> Theatre:
    renumber = np.full(len(cluster), -1)
    renumber[part] = np.arange(len(part))
    own = renumber[edges[:, renumber[edges[0]] >= 0]]
    both_ways = np.hstack([own, own[::-1]])
    plane_km = plane[part]
    adjacent = pad_rows(both_ways, _lengths(plane_km, both_ways), len(part))
    return Theatre(cluster[part], plane_km, adjacent, _spacing(adjacent))


def _spacing(adjacent: Neighbours) -> Floats:
    is_used = np.isfinite(adjacent.distance_km)
    total = np.where(is_used, adjacent.distance_km, 0.0).sum(axis=1)
    count = is_used.sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.inf)


def _on_sphere(points: Sequence[LonLat]) -> Floats:
    lon = np.radians(np.array([point.lon for point in points], dtype=np.float64))
    lat = np.radians(np.array([point.lat for point in points], dtype=np.float64))
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def find_clusters(points: Sequence[LonLat], *, gap_km: float) -> list[Ints]:
    """Return groups of places with gaps of more than `gap_km` between them; near groups may be one."""
    return _coarse_clusters(_on_sphere(points), gap_km)


def _coarse_clusters(sphere: Floats, gap_km: float) -> list[Ints]:
    """Return groups of places with wide gaps between them, by cells of the gap's size."""
    cells = np.floor(sphere * (EARTH_RADIUS_KM / gap_km)).astype(np.int64)
    names, cell_of = np.unique(cells, axis=0, return_inverse=True)
    number = {tuple(cell): index for index, cell in enumerate(names.tolist())}
    steps = [(x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1) if (x, y, z) > (0, 0, 0)]
    links = [
        (index, number[near])
        for (x, y, z), index in number.items()
        for dx, dy, dz in steps
        if (near := (x + dx, y + dy, z + dz)) in number
    ]
    edges = np.array(links, dtype=np.int64).reshape(-1, 2).T
    group = np.empty(len(names), dtype=np.int64)
    for label, part in enumerate(_components(len(names), edges)):
        group[part] = label
    member_group = group[cell_of.ravel()]
    order = np.argsort(member_group, kind="stable")
    splits = np.flatnonzero(np.diff(member_group[order])) + 1
    return [part for part in np.split(order, splits) if len(part)]


def _components(size: int, edges: Ints) -> list[Ints]:
    """Return the connected parts of a graph, each ascending, by first member."""
    label = np.arange(size)
    while True:
        low = np.minimum(label[edges[0]], label[edges[1]])
        fresh = label.copy()
        np.minimum.at(fresh, edges[0], low)
        np.minimum.at(fresh, edges[1], low)
        fresh = fresh[fresh]
        if np.array_equal(fresh, label):
            break
        label = fresh
    order = np.argsort(label, kind="stable")
    splits = np.flatnonzero(np.diff(label[order])) + 1
    return [part for part in np.split(order, splits) if len(part)]


def _project(sphere: Floats) -> Floats:
    """Return kilometres on a Lambert azimuthal equal-area map centred on the points' middle."""
    middle = sphere.mean(axis=0)
    length = float(np.linalg.norm(middle))
    up = middle / length if length > 1e-9 else sphere[0]
    pole = np.array([0.0, 0.0, 1.0]) if abs(up[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    east = np.cross(pole, up)
    east /= np.linalg.norm(east)
    north = np.cross(up, east)
    scale = EARTH_RADIUS_KM * np.sqrt(2.0 / np.maximum(1.0 + sphere @ up, 1e-9))
    return np.column_stack([scale * (sphere @ east), scale * (sphere @ north)])


def _delaunay_edges(plane: Floats) -> Ints:
    """Return each Delaunay edge once, as two rows of numbers; chains for points on one line."""
    spots, first, spot_of = np.unique(plane.round(6), axis=0, return_index=True, return_inverse=True)
    spot_of = spot_of.ravel()
    twins = np.flatnonzero(first[spot_of] != np.arange(len(plane)))
    same = np.vstack([first[spot_of[twins]], twins])
    lines = shapely.delaunay_triangles(shapely.multipoints(spots), only_edges=True)
    ends = shapely.get_coordinates(shapely.get_parts(lines)).reshape(-1, 4)
    if len(spots) > 1 and not len(ends):
        order = np.lexsort((spots[:, 1], spots[:, 0]))
        chain = np.vstack([order[:-1], order[1:]])
    else:
        number = {tuple(spot): index for index, spot in enumerate(spots.tolist())}
        pairs = [(number[x1, y1], number[x2, y2]) for x1, y1, x2, y2 in ends.tolist()]
        chain = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return np.hstack([first[chain], same]).astype(np.int64)


def _lengths(plane: Floats, edges: Ints) -> Floats:
    gaps = plane[edges[0]] - plane[edges[1]]
    lengths: Floats = np.hypot(gaps[:, 0], gaps[:, 1])
    return lengths


def pad_rows(pairs: Ints, lengths: Floats, size: int, *, most: int | None = None) -> Neighbours:
    """Return rows of neighbours, nearest first, from directed pairs; those equally near by number."""
    order = np.lexsort((pairs[1], lengths, pairs[0]))
    source, target, lengths = pairs[0][order], pairs[1][order], lengths[order]
    degree = np.bincount(source, minlength=size)
    slot = np.arange(len(source)) - np.repeat(np.cumsum(degree) - degree, degree)
    width = int(degree.max()) if len(source) else 0
    width = width if most is None else min(width, most)
    kept = slot < width
    index = np.repeat(np.arange(size)[:, None], width, axis=1)
    distance = np.full((size, width), np.inf)
    index[source[kept], slot[kept]] = target[kept]
    distance[source[kept], slot[kept]] = lengths[kept]
    return Neighbours(index, distance)
