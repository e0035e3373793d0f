"""How much land each piece of a mesh has."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from layers.mesh import Mesh
from layers.rings import polygons_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MOST_CORNERS, _SMALLEST_TILE_KM = 64, 1.0


def measure_pieces(mesh: Mesh, water: BaseGeometry | None) -> Floats:
    """Return the land of each piece in km2; the pieces of a mesh's outermost ghosts are not closed: 0.

    Args:
        mesh: Of a cluster.
        water: In the mesh's kilometres; None = there is none.
    """
    begins, ends = mesh.vertices_km[mesh.edge_ends].transpose(1, 0, 2)
    doubled = begins[:, 0] * ends[:, 1] - ends[:, 0] * begins[:, 1]
    left, right = mesh.edge_pieces.T
    size = len(mesh.owners)
    area = (np.bincount(left, doubled, size) - np.bincount(right, doubled, size)) / 2
    closed = _is_closed(mesh)
    area[~closed] = 0.0
    if water is not None:
        _cut(area, np.flatnonzero(closed), mesh, water)
    return area


def _is_closed(mesh: Mesh) -> npt.NDArray[np.bool_]:
    """Return which pieces have edges all around: what begins at a vertex ends there, too."""
    left, right = mesh.edge_pieces.T
    one, other = mesh.edge_ends.T
    size = len(mesh.owners)
    is_closed = np.ones(size, dtype=np.bool_)
    for turns in (mesh.vertices_km[other] - mesh.vertices_km[one]).T:
        gap = np.bincount(left, turns, size) - np.bincount(right, turns, size)
        is_closed &= np.abs(gap) < 1e-6
    return is_closed & (np.bincount(mesh.edge_pieces.ravel(), minlength=size) > 0)


def _cut(area: Floats, pieces: Ints, mesh: Mesh, water: BaseGeometry) -> None:
    """Leave the water out of the areas of pieces; only those by the water are drawn for it."""
    low, high = _bounds(mesh)
    boxes = shapely.box(low[pieces, 0], low[pieces, 1], high[pieces, 0], high[pieces, 1])
    shapely.prepare(water)
    is_by_water = np.asarray(shapely.intersects(water, boxes))
    is_under_water = np.asarray(shapely.covers(water, boxes))
    area[pieces[is_under_water]] = 0.0
    shore = pieces[is_by_water & ~is_under_water]
    if not len(shore):
        return
    drawn = [polygons_of(_edges_around(mesh, piece), mesh.vertices_km) for piece in shore.tolist()]
    area[shore] = np.array([whole for _, whole in drawn])
    polygons = np.array([polygon for polygon, _ in drawn], dtype=object)
    tiles = np.array([*_tiles(water)], dtype=object)
    tile, number = shapely.STRtree(polygons).query(tiles, predicate="intersects")
    wet = shapely.area(shapely.intersection(tiles[tile], polygons[number]))
    area[shore] -= np.bincount(number, wet, len(shore))


def _tiles(water: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield water in parts of few corners, so that cutting a piece does not look at all the coasts."""
    if shapely.get_num_coordinates(water) <= _MOST_CORNERS:
        yield water
        return
    west, south, east, north = water.bounds
    if max(east - west, north - south) < _SMALLEST_TILE_KM:
        yield water
        return
    x, y = (west + east) / 2, (south + north) / 2
    halves = (
        ((west, south, x, north), (x, south, east, north))
        if east - west > north - south
        else ((west, south, east, y), (west, y, east, north))
    )
    for half in halves:
        inside = shapely.clip_by_rect(water, *half)
        if not inside.is_valid:
            inside = shapely.make_valid(inside, method="structure", keep_collapsed=False)
        if not inside.is_empty:
            yield from _tiles(inside)


def _bounds(mesh: Mesh) -> tuple[Floats, Floats]:
    low = np.full((len(mesh.owners), 2), np.inf)
    high = np.full((len(mesh.owners), 2), -np.inf)
    for side in range(2):
        for end in range(2):
            corners = mesh.vertices_km[mesh.edge_ends[:, end]]
            np.minimum.at(low, mesh.edge_pieces[:, side], corners)
            np.maximum.at(high, mesh.edge_pieces[:, side], corners)
    return low, high


def _edges_around(mesh: Mesh, piece: int) -> Ints:
    """Return the edges of a piece as rows of two vertices with the piece on the left."""
    offsets, sides = mesh.edges_of
    own = sides[offsets[piece] : offsets[piece + 1]]
    ends = mesh.edge_ends[own // 2]
    is_right = own % 2 == 1
    ends[is_right] = ends[is_right][:, ::-1]
    return ends
