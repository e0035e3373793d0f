"""From directed edges with land on their left to polygons, exactly: no coordinate is changed."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def polygons_of(edges: Ints, vertices: Floats) -> tuple[BaseGeometry, float]:
    """Return the land that edges enclose, and its size.

    Args:
        edges: Rows of two vertex numbers, land on the left; they close to rings.
        vertices: Coordinates.

    Returns:
        A valid polygon, or a multipolygon if there are several; land that only touches in a point is several.
    """
    rings = _rings(edges, vertices)
    if not rings:
        return shapely.Polygon(), 0.0
    numbers = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    corners = vertices[np.array(list(itertools.chain.from_iterable(rings)))]
    double = np.zeros(len(rings))
    turned = corners[:-1, 0] * corners[1:, 1] - corners[1:, 0] * corners[:-1, 1]
    inside = numbers[:-1] == numbers[1:]
    np.add.at(double, numbers[:-1][inside], turned[inside])
    linear = shapely.linearrings(corners, indices=numbers)
    shells, holes = linear[double > 0], linear[double < 0]
    parts = _with_holes(shells, holes)
    whole = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    return whole, float(double.sum() / 2)


def _with_holes(shells: npt.NDArray[np.object_], holes: npt.NDArray[np.object_]) -> list[shapely.Polygon]:
    """Return polygons; each hole goes into the smallest shell around it."""
    plain = np.atleast_1d(np.asarray(shapely.polygons(shells), dtype=object))
    if not len(holes):
        return [*plain]
    if len(plain) == 1:
        return [shapely.polygons(shells[0], holes=holes)]
    hole, shell = _around(holes, plain)
    size = np.asarray(shapely.area(plain))
    order = np.lexsort((shell, size[shell], hole))
    _, first = np.unique(hole[order], return_index=True)
    inside: dict[int, list[int]] = {}
    for number, owner in zip(hole[order][first].tolist(), shell[order][first].tolist(), strict=True):
        inside.setdefault(owner, []).append(number)
    return [
        shapely.polygons(ring, holes=holes[inside[number]]) if number in inside else plain[number]
        for number, ring in enumerate(shells)
    ]


def _around(holes: npt.NDArray[np.object_], shells: npt.NDArray[np.object_]) -> tuple[Ints, Ints]:
    """Return pairs of holes and shells around them; a shell whose box alone has room is not looked into."""
    hole, shell = shapely.STRtree(shells).query(holes)
    inner, outer = shapely.bounds(holes)[hole], shapely.bounds(shells)[shell]
    has_room = (outer[:, :2] <= inner[:, :2]).all(axis=1) & (outer[:, 2:] >= inner[:, 2:]).all(axis=1)
    hole, shell = hole[has_room], shell[has_room]
    is_sure = np.bincount(hole, minlength=len(holes))[hole] == 1
    filled = np.asarray(shapely.polygons(holes[hole]), dtype=object)
    is_sure[~is_sure] = shapely.covered_by(filled[~is_sure], shells[shell[~is_sure]])
    return hole[is_sure], shell[is_sure]


def _rings(edges: Ints, vertices: Floats) -> list[list[int]]:
    """Return closed rings of vertex numbers, none of which passes a vertex twice."""
    ordered = edges[np.lexsort((edges[:, 1], edges[:, 0]))]
    source, target = ordered[:, 0], ordered[:, 1]
    following = np.searchsorted(source, target)
    choices = np.searchsorted(source, target, side="right") - following
    for edge in np.flatnonzero(choices > 1).tolist():
        first = int(following[edge])
        options = range(first, first + int(choices[edge]))
        following[edge] = (
            _sharpest_left(ordered[edge], ordered[options.start : options.stop], vertices) + first
        )
    walked = _walk(following.tolist(), source.tolist())
    if not (choices > 1).any():
        return walked
    return [simple for ring in walked for simple in _split(ring)]


def _sharpest_left(edge: Ints, options: Ints, vertices: Floats) -> int:
    """Return which of the edges that leave where another ends bounds the same wedge of land."""
    at = vertices[edge[1]]
    back = np.arctan2(*(vertices[edge[0]] - at)[::-1])
    ahead = vertices[options[:, 1]] - at
    turns = (back - np.arctan2(ahead[:, 1], ahead[:, 0])) % (2 * np.pi)
    return int(np.argmin(np.where(turns == 0, 2 * np.pi, turns)))


def _walk(following: Sequence[int], source: Sequence[int]) -> list[list[int]]:
    rings: list[list[int]] = []
    is_walked = bytearray(len(following))
    for begin in range(len(following)):
        if is_walked[begin]:
            continue
        ring = []
        edge = begin
        while not is_walked[edge]:
            is_walked[edge] = 1
            ring.append(source[edge])
            edge = following[edge]
        ring.append(ring[0])
        rings.append(ring)
    return rings


def _split(ring: Sequence[int]) -> list[list[int]]:
    """Return a ring as rings that pass no vertex twice."""
    if len(set(ring)) == len(ring) - 1:
        return [list(ring)]
    simple: list[list[int]] = []
    path: list[int] = []
    place: dict[int, int] = {}
    for vertex in ring:
        if vertex in place:
            begin = place[vertex]
            simple.append([*path[begin:], vertex])
            for dropped in path[begin + 1 :]:
                del place[dropped]
            del path[begin + 1 :]
        else:
            place[vertex] = len(path)
            path.append(vertex)
    return simple
