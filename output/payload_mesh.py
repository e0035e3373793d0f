"""The static mesh between the places, from which the page draws the areas and front lines of any day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.landmask import land_around
from layers.clusters import DEFAULT_OPTIONS, AreaOptions, Cluster, build_clusters
from layers.measure import measure_pieces
from layers.mesh import GHOSTS_APART, GHOSTS_TO, Mesh
from layers.reports import REGION_KINDS
from output.columns import encode_counts, encode_signed
from output.mapoptions import Outlines
from output.payload_places import PlaceHistory

LAND_MARGIN_KM = 60.0
SHARE_STEPS = 1000  # as in page/mesh.js
_ALL_LAND = 1 - 0.5 / SHARE_STEPS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Net:
    """The part of a cluster's mesh that can be painted, in the page's numbers.

    Attributes:
        members: Numbers of the cluster's places.
        twins: Rows of a place and the other place at the same spot that stands for both.
        columns: Points in a row of the grid on which the ghosts stand.
        ghosts: Their numbers on that grid, ascending.
        triangles: Nodes, the lowest first, counter-clockwise: places, then ghosts.
        core_share: By place, how much of its core is land, if not all.
        third_share: How much of each triangle's thirds is land.
    """

    members: Ints
    twins: Ints
    columns: int
    ghosts: Ints
    triangles: Ints
    core_share: Mapping[int, float]
    third_share: Floats


def encode_mesh(
    histories: Sequence[PlaceHistory], outlines: Outlines, *, options: AreaOptions = DEFAULT_OPTIONS
) -> dict[str, Any]:
    """Return the mesh of the places, for page/mesh.js.

    Where a node lies follows from its place, or from the grid of the ghosts; so only who is joined to whom
    is written, and how much of the pieces by the water is land.

    Args:
        histories: The places of the map.
        outlines: Where coasts and lakes come from.
        options: How areas are drawn.

    Returns:
        Columns of numbers; {} where no area can be drawn.
    """
    spans = [span for history in histories for span in history.intervals]
    points = [
        history.place.point
        for history in histories
        if history.intervals and history.place.kind not in REGION_KINDS
    ]
    if not points:
        return {}
    clusters = build_clusters(
        spans, land=land_around(outlines, points, margin_km=LAND_MARGIN_KM), options=options
    )
    numbers = {history.place.id: number for number, history in enumerate(histories)}
    nets: list[_Net] = []
    for cluster in clusters:
        first_ghost = len(histories) + sum(len(net.ghosts) for net in nets)
        nets.append(_cut_net(cluster, numbers, first_ghost, options.reach_km))
    return _encode(nets, len(histories), options) if nets else {}


def _cut_net(cluster: Cluster, numbers: Mapping[str, int], first_ghost: int, reach_km: float) -> _Net:
    mesh = cluster.mesh
    spots = len(mesh.spots_km)
    members = np.array([numbers[place.id] for place in cluster.places], dtype=np.int64)
    stands = np.full(len(mesh.nodes_km), np.iinfo(np.int64).max)
    np.minimum.at(stands, mesh.node_of, members)
    is_painted = (mesh.triangles < spots).any(axis=1)
    used = np.unique(mesh.triangles[is_painted])
    ghosts = used[used >= spots]
    columns, on_grid = _grid_numbers(mesh, ghosts, reach_km)
    order = np.argsort(on_grid)
    stands[ghosts[order]] = first_ghost + np.arange(len(ghosts))
    lead = stands[mesh.node_of]
    shares = _land_shares(cluster)
    triangles, thirds = _turned(
        stands[mesh.triangles[is_painted]],
        shares[len(mesh.nodes_km) :].reshape(-1, 3)[is_painted],
    )
    thirds[(triangles >= first_ghost).sum(axis=1) > 1] = 1.0  # nobody but a ghost's own blank is worn there
    return _Net(
        members=members,
        twins=np.column_stack([members, lead])[members != lead],
        columns=columns,
        ghosts=on_grid[order],
        triangles=triangles,
        core_share=dict(zip(stands[:spots].tolist(), shares[:spots].tolist(), strict=True)),
        third_share=thirds,
    )


def _grid_numbers(mesh: Mesh, ghosts: Ints, reach_km: float) -> tuple[int, Ints]:
    """Return how many columns the grid of the ghosts has, and each ghost's number on it, row by row."""
    apart = GHOSTS_APART * reach_km
    low = mesh.spots_km.min(axis=0) - GHOSTS_TO * reach_km - apart
    x, y = (mesh.nodes_km[ghosts] - low).T
    row = np.rint(y / (apart * np.sqrt(3) / 2)).astype(np.int64)
    column = np.rint((x - np.where(row % 2 == 0, 0.0, apart / 2)) / apart).astype(np.int64)
    columns = int(column.max(initial=0)) + 1
    return columns, row * columns + column


def _land_shares(cluster: Cluster) -> Floats:
    """Return how much of each piece is land, 0 to 1; pieces that are not closed count as land."""
    if cluster.water is None:
        return np.ones(len(cluster.mesh.owners))
    whole, dry = measure_pieces(cluster.mesh, None), measure_pieces(cluster.mesh, cluster.water)
    shares: Floats = np.divide(dry, whole, out=np.ones(len(whole)), where=whole > 0)
    return shares


def _turned(triangles: Ints, thirds: Floats) -> tuple[Ints, Floats]:
    """Return triangles that begin with their lowest node, with their thirds, in order of their nodes."""
    turn = (triangles.argmin(axis=1)[:, None] + np.arange(3)) % 3
    turned: Ints = np.take_along_axis(triangles, turn, axis=1)
    shares: Floats = np.take_along_axis(thirds, turn, axis=1)
    order = np.lexsort(turned.T[::-1])
    return turned[order], shares[order]


def _encode(nets: Sequence[_Net], places: int, options: AreaOptions) -> dict[str, Any]:
    cluster_of = np.zeros(places, dtype=np.int64)
    for number, net in enumerate(nets, start=1):
        cluster_of[net.members] = number
    fans = [fan for net in nets for fan in _fans(net.triangles, net.third_share)]
    fans.sort(key=lambda fan: fan.node)
    runs = [_runs(net.ghosts) for net in nets]
    twins = np.vstack([net.twins for net in nets])
    cores = {place: share for net in nets for place, share in net.core_share.items()}
    thirds = np.vstack([fan.thirds for fan in fans]).ravel()
    return {
        "reach": options.reach_km, "fill": options.fill_km, "doubt": round(100 * options.contested_below),
        "apart": GHOSTS_APART, "margin": GHOSTS_TO,
        "cluster": encode_counts(cluster_of),
        "twins": encode_signed(_steps(twins.ravel())),
        "columns": encode_counts(net.columns for net in nets),
        "runs": encode_counts(len(found) // 2 for found in runs),
        "run": encode_counts(number for found in runs for number in found),
        "node": encode_counts(_steps([fan.node for fan in fans])),
        "size": encode_counts(len(fan.rim) - 1 for fan in fans),
        "rim": encode_signed(step for fan in fans for step in _steps([fan.node, *fan.rim])[1:]),
        "cores": _encode_shares(np.array([cores.get(place, 1.0) for place in range(places)])),
        "thirds": _encode_shares(thirds),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Fan:
    """Triangles around one node, its lowest, each beside the one before."""

    node: int
    rim: Sequence[int]
    thirds: Floats


def _fans(triangles: Ints, thirds: Floats) -> Iterator[_Fan]:
    """Yield triangles as fans: a node, and the nodes around it counter-clockwise."""
    begins = np.flatnonzero(np.diff(triangles[:, 0], prepend=-1))
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), len(triangles)], strict=True):
        following = {int(triangles[row, 1]): row for row in range(begin, end)}
        ends = set(triangles[begin:end, 2].tolist())
        while following:
            first = min((node for node in following if node not in ends), default=min(following))
            rim, rows = [first], []
            while rim[-1] in following:
                rows.append(following.pop(rim[-1]))
                rim.append(int(triangles[rows[-1], 2]))
            yield _Fan(int(triangles[begin, 0]), rim, thirds[rows])


def _runs(ghosts: Ints) -> list[int]:
    """Return ascending numbers as pairs: how many are missing after the run before, and how many follow."""
    if not len(ghosts):
        return []
    breaks = np.flatnonzero(np.diff(ghosts) > 1) + 1
    firsts, lengths = ghosts[[0, *breaks]], np.diff([0, *breaks, len(ghosts)])
    gaps = firsts - np.concatenate([[0], (firsts + lengths)[:-1]])
    pairs: list[int] = np.column_stack([gaps, lengths]).ravel().tolist()
    return pairs


def _encode_shares(shares: Floats) -> str:
    """Return the numbers of the pieces that are not all land as steps, each with its share."""
    wet = np.flatnonzero(shares < _ALL_LAND)
    parts = np.clip(np.rint(shares[wet] * SHARE_STEPS), 0, SHARE_STEPS).astype(np.int64)
    return encode_counts(np.column_stack([_steps(wet), parts]).ravel().tolist())


def _steps(numbers: Sequence[int] | Ints) -> list[int]:
    steps: list[int] = np.diff(np.asarray(numbers, dtype=np.int64), prepend=0).tolist()
    return steps
