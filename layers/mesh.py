"""The static mesh of a theatre: small pieces of land around its places, and the edges between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.models import LonLat
from layers.plane import Plane

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

GHOSTS_FROM, GHOSTS_TO, GHOSTS_APART = 1.6, 2.7, 0.6  # in reaches; see `build_mesh`
BLANK = 0
_GRID_KM = 1e-6


@dataclass(frozen=True)
class Mesh:
    """Pieces that neighbour each other along edges; a piece wears the label of its owners.

    Attributes:
        plane: The map of its kilometres.
        nodes_km: Where the places lie, places at one spot once; then the ghosts, which are never labelled.
        node_of: Node of each place that was given.
        triangles: Delaunay triangles of the nodes, counter-clockwise.
        owners: For each piece its own node and the two others that outvote it when they agree.
        vertices_km: Where edges begin and end.
        edge_pieces: The pieces to the left and to the right of each edge.
        edge_ends: The vertices at which it begins and ends.
    """

    plane: Plane
    nodes_km: Floats
    node_of: Ints
    triangles: Ints
    owners: Ints
    vertices_km: Floats
    edge_pieces: Ints
    edge_ends: Ints

    @property
    def spots_km(self) -> Floats:
        """The nodes at which there are places: the first ones."""
        return self.nodes_km[: int(self.node_of.max()) + 1]

    @property
    def is_cells(self) -> bool:
        """Whether its pieces are Voronoi cells."""
        return len(self.owners) == len(self.nodes_km)

    @cached_property
    def edges_of(self) -> tuple[Ints, Ints]:
        """Return the sides of edges of each piece: offsets by piece, and 2 * edge (+ 1 to its right)."""
        piece = self.edge_pieces.ravel()
        order = np.argsort(piece, kind="stable")
        offsets = np.searchsorted(piece[order], np.arange(len(self.owners) + 1))
        return offsets, order

    @cached_property
    def pieces_of(self) -> tuple[Ints, Ints]:
        """Return the pieces that each node owns or may outvote in: offsets by node, and piece numbers."""
        node = self.owners.ravel()
        order = np.argsort(node, kind="stable")
        offsets = np.searchsorted(node[order], np.arange(len(self.nodes_km) + 1))
        return offsets, order // 3

    def piece_labels(self, labels: Ints, pieces: Ints | None = None) -> Ints:
        """Return the label of each piece (or of some) from the labels of the nodes."""
        owners = self.owners if pieces is None else self.owners[pieces]
        own, one, other = labels[owners].T
        worn: Ints = np.where(one == other, one, own)
        return worn

    def node_labels(self, place_labels: Ints) -> Ints:
        """Return the labels of all nodes; of places at one spot the highest counts, ghosts are blank."""
        labels = np.full(len(self.nodes_km), BLANK)
        np.maximum.at(labels, self.node_of, place_labels)
        return labels

    def outline(self, inside: Bools, edges: Ints | None = None) -> Ints:
        """Return the edges around a set of pieces, as rows of two vertices with the pieces on the left.

        Args:
            inside: Whether each piece is in the set.
            edges: Edges to look at, if others are known to lie inside or outside; None = all.
        """
        pieces, ends = self.edge_pieces, self.edge_ends
        if edges is not None:
            pieces, ends = pieces[edges], ends[edges]
        left, right = inside[pieces].T
        return np.vstack([ends[left & ~right], ends[right & ~left][:, ::-1]])

    def lines(self, edges: Ints) -> BaseGeometry:
        """Return edges (their numbers) as lines, joined where they meet, in kilometres."""
        drawn = shapely.multilinestrings(list(self.vertices_km[self.edge_ends[edges]]))
        merged: BaseGeometry = shapely.line_merge(drawn)
        return merged


def build_mesh(points: Sequence[LonLat], *, reach_km: float, is_cells: bool = False) -> Mesh:
    """Build the mesh of places that lie near each other.

    Nodes are joined by Delaunay triangles. A piece is the core of a node, up to the middles of its edges, or
    a third of what is left in the middle of a triangle: the third belongs to its own node unless the two
    others agree. With `is_cells` pieces are the Voronoi cells instead.

    Land without reports stays blank because ghosts stand there: nodes without a label, a bit more than twice
    the reach from any place, so that pieces end about `reach_km` from their place.

    Args:
        points: Of the places, WGS 84, at least one.
        reach_km: How far a place speaks for the land around it.
        is_cells: Whether to use Voronoi cells.
    """
    plane = Plane.around(points)
    flat = (plane.forward(points) / _GRID_KM).round() * _GRID_KM
    spots, node_of = np.unique(flat, axis=0, return_inverse=True)
    nodes = np.vstack([spots, _ghosts(spots, reach_km)])
    triangles = _triangles(nodes)
    build = _cells if is_cells else _thirds
    owners, pieces, lines = build(nodes, triangles)
    ends = lines.reshape(-1, 2) + 0.0
    vertices, numbers = np.unique(np.ascontiguousarray(ends).view(np.complex128), return_inverse=True)
    vertices_km = np.column_stack([vertices.real, vertices.imag])
    edge_ends = numbers.reshape(-1, 2)
    return Mesh(plane, nodes, node_of.ravel(), triangles, owners, vertices_km, pieces, edge_ends)


def _ghosts(spots: Floats, reach_km: float) -> Floats:
    """Return points of a hexagonal grid that lie around the places, but not near any."""
    margin, apart = GHOSTS_TO * reach_km, GHOSTS_APART * reach_km
    low, high = spots.min(axis=0) - margin - apart, spots.max(axis=0) + margin + apart
    rows = np.arange(low[1], high[1], apart * np.sqrt(3) / 2)
    columns = np.arange(low[0], high[0], apart)
    x, y = np.meshgrid(columns, rows)
    x = x + np.where(np.arange(len(rows)) % 2 == 0, 0.0, apart / 2)[:, None]
    grid = (np.column_stack([x.ravel(), y.ravel()]) / _GRID_KM).round() * _GRID_KM
    tree = shapely.STRtree([shapely.Point(spot) for spot in spots.tolist()])
    near, distance = tree.query_nearest(
        shapely.points(grid), max_distance=margin, return_distance=True, all_matches=False
    )
    found: Floats = grid[near[0][distance >= GHOSTS_FROM * reach_km]]
    return found


def _triangles(nodes: Floats) -> Ints:
    """Return Delaunay triangles as numbers of their nodes, counter-clockwise, in a fixed order."""
    found = shapely.get_parts(shapely.delaunay_triangles(shapely.multipoints(nodes)))
    corners = shapely.get_coordinates(found).reshape(-1, 4, 2)[:, :3]
    keys = np.rint(np.vstack([nodes, corners.reshape(-1, 2)]) / _GRID_KM).astype(np.int64)
    _, first, spot = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    numbers = first[spot.ravel()[len(nodes) :]].reshape(-1, 3)
    a, b, c = (nodes[numbers[:, corner]] for corner in range(3))
    turns = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    numbers[turns < 0] = numbers[turns < 0][:, ::-1]
    lowest = numbers.argmin(axis=1)[:, None]
    numbers = np.take_along_axis(numbers, (lowest + np.arange(3)) % 3, axis=1)
    sorted_: Ints = numbers[np.lexsort(numbers.T[::-1])]
    return sorted_


def _thirds(nodes: Floats, triangles: Ints) -> tuple[Ints, Ints, Floats]:
    """Return pieces, edges and their lines: cores of nodes, and thirds of the triangles' middles."""
    size, count = len(nodes), len(triangles)
    cores = np.repeat(np.arange(size)[:, None], 3, axis=1)
    turned = np.stack([np.roll(triangles, -corner, axis=1) for corner in range(3)], axis=1)
    owners = np.vstack([cores, turned.reshape(-1, 3)])
    third = size + np.arange(3 * count).reshape(-1, 3)
    centre = nodes[triangles].mean(axis=1)
    pieces, lines = [], []
    for corner in range(3):
        own, following, before = (triangles[:, (corner + step) % 3] for step in (0, 1, 2))
        ahead, behind = (nodes[own] + nodes[following]) / 2, (nodes[own] + nodes[before]) / 2
        pieces += [
            np.column_stack([own, third[:, corner]]),
            np.column_stack([third[:, (corner + 1) % 3], third[:, corner]]),
        ]
        lines += [np.hstack([ahead, behind]), np.hstack([centre, ahead])]
    return owners, np.vstack(pieces), np.vstack(lines)


def _cells(nodes: Floats, triangles: Ints) -> tuple[Ints, Ints, Floats]:
    """Return pieces, edges and their lines: Voronoi cells, by the circumcentres of the triangles."""
    a, b, c = (nodes[triangles[:, corner]] for corner in range(3))
    centre = _circumcentres(a, b, c)
    ends = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    triangle = np.tile(np.arange(len(triangles)), 3)
    is_back = ends[:, 0] > ends[:, 1]
    ends = np.sort(ends, axis=1)
    order = np.lexsort((is_back, ends[:, 1], ends[:, 0]))
    ends, triangle = ends[order], triangle[order]
    shared = np.flatnonzero((ends[:-1] == ends[1:]).all(axis=1))
    lines = np.hstack([centre[triangle[shared + 1]], centre[triangle[shared]]])
    is_drawn = (lines[:, :2] != lines[:, 2:]).any(axis=1)
    owners = np.repeat(np.arange(len(nodes))[:, None], 3, axis=1)
    return owners, ends[shared][is_drawn], lines[is_drawn]


def _circumcentres(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return the centres of circles through three points each; of flat triangles their own middle."""
    ab, ac = b - a, c - a
    double = 2.0 * (ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0])
    is_flat = double == 0
    double[is_flat] = 1.0
    b2, c2 = (ab**2).sum(axis=1), (ac**2).sum(axis=1)
    x = np.where(is_flat, (ab + ac)[:, 0] / 3, (ac[:, 1] * b2 - ab[:, 1] * c2) / double)
    y = np.where(is_flat, (ab + ac)[:, 1] / 3, (ab[:, 0] * c2 - ac[:, 0] * b2) / double)
    centres: Floats = np.rint((a + np.column_stack([x, y])) / _GRID_KM) * _GRID_KM
    return centres
