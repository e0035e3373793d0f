"""The mesh in the blob is Python's mesh, written in few characters."""

from typing import Any

import numpy as np
import pytest
import shapely

from geo.models import AREA_KINDS, LonLat, PlaceKind
from layers.clusters import build_clusters
from layers.mesh import GHOSTS_APART, GHOSTS_TO
from layers.startmap import StartArea
from output.columns import decode_counts, decode_deltas, decode_signed
from output.mapoptions import BaseMap
from output.models import Results
from output.payload_areas import encode_rings
from output.payload_base import encode_base
from output.payload_days import DayScale
from output.payload_mesh import SHARE_STEPS, encode_mesh
from output.payload_places import PlaceHistory, gather_histories
from tests.builders import day, make_interval, make_place, make_results
from tests.mapdata import SquareWorld, make_large_results

TWO_CLUSTERS = ((40.0, 33.0, 40.6, 33.5), (44.0, 35.0, 44.6, 35.5))


def histories_of(results: Results) -> tuple[PlaceHistory, ...]:
    return gather_histories(results.intervals, results.claims, until=None)


def two_clusters() -> Results:
    one, other = (
        make_large_results(towns=30, intervals=60, box_deg=box, seed=n) for n, box in enumerate(TWO_CLUSTERS)
    )
    moved = [
        make_interval(
            make_place(f"Far {span.place.name}", lon=span.place.point.lon, lat=span.place.point.lat),
            actors=span.actors, state=span.state, start=span.start, end=span.end,
        )
        for span in other.intervals
    ]  # fmt: skip
    return make_results(intervals=[*one.intervals, *moved])


def read_triangles(blob: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Read the triangles as page/mesh.js does."""
    steps = iter(decode_signed(blob["rim"]))
    found = []
    for node, size in zip(
        np.cumsum(decode_counts(blob["node"])).tolist(), decode_counts(blob["size"]), strict=True
    ):
        last = node + next(steps)
        for _ in range(size):
            following = last + next(steps)
            found.append((node, last, following))
            last = following
    return found


def read_ghosts(blob: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Read cluster, row and column of each ghost as page/mesh.js does."""
    run = iter(decode_counts(blob["run"]))
    found = []
    widths = decode_counts(blob["columns"])
    for cluster, count in enumerate(decode_counts(blob["runs"])):
        reached = 0
        for _ in range(count):
            reached += next(run)
            for _ in range(next(run)):
                found.append((cluster, *divmod(reached, widths[cluster])))
                reached += 1
    return found


@pytest.mark.parametrize("results", [make_large_results(towns=200, intervals=400), two_clusters()])
def test_mesh_reads_back(results: Results) -> None:
    histories = histories_of(results)
    blob = encode_mesh(histories, SquareWorld())
    numbers = {history.place.id: number for number, history in enumerate(histories)}
    ghosts = read_ghosts(blob)
    wanted: set[frozenset[tuple[float, float] | int]] = set()
    found: set[frozenset[tuple[float, float] | int]] = set()
    spots = {}
    for number, cluster in enumerate(build_clusters(results.intervals)):
        mesh = cluster.mesh
        named: list[tuple[float, float] | int] = [
            (round(x, 3), round(y, 3)) for x, y in mesh.nodes_km.tolist()
        ]
        for place, node in zip(cluster.places, mesh.node_of.tolist(), strict=True):
            named[node] = numbers[place.id]
        rows = mesh.triangles[(mesh.triangles < len(mesh.spots_km)).any(axis=1)]
        wanted |= {frozenset(named[node] for node in row) for row in rows.tolist()}
        spots[number] = mesh.spots_km.min(axis=0) - (GHOSTS_TO + GHOSTS_APART) * 15.0
    for row in read_triangles(blob):
        corners: list[tuple[float, float] | int] = []
        for node in row:
            if node < len(histories):
                corners.append(node)
                continue
            cluster_number, line, column = ghosts[node - len(histories)]
            apart = GHOSTS_APART * 15.0
            low = spots[cluster_number]
            x = low[0] + apart * (column + (0.5 if line % 2 else 0.0))
            corners.append((round(float(x), 3), round(float(low[1] + apart * np.sqrt(3) / 2 * line), 3)))
        found.add(frozenset(corners))
    assert found == wanted


def test_clusters_have_numbers_and_places_without_a_state_none() -> None:
    blob = encode_mesh(histories_of(two_clusters()), SquareWorld())
    assert set(decode_counts(blob["cluster"])) == {0, 1, 2}


def test_places_at_one_spot_share_a_node() -> None:
    spans = [
        make_interval(make_place(name, lon=40.0, lat=34.0 + shift), start=day(1))
        for name, shift in (("A", 0.0), ("B", 0.0), ("C", 0.1))
    ]
    blob = encode_mesh(histories_of(make_results(intervals=spans)), SquareWorld())
    twin, lead = decode_deltas(blob["twins"])
    assert lead < twin
    assert twin not in {node for row in read_triangles(blob) for node in row}


def test_share_of_land_is_that_of_the_coast() -> None:
    """Palms lie 4 km from the sea of the square world, whose west coast is at 36 degrees east."""
    span = make_interval(make_place("Palms", lon=36.04, lat=34.5), start=day(1))
    blob = encode_mesh(histories_of(make_results(intervals=[span])), SquareWorld())
    number, share = decode_counts(blob["cores"])
    assert number == 0
    assert 0.5 * SHARE_STEPS < share < 0.8 * SHARE_STEPS


@pytest.mark.parametrize("kind", sorted(AREA_KINDS))
def test_areas_are_no_nodes_of_the_mesh(kind: PlaceKind) -> None:
    span = make_interval(make_place("Wideland", kind=kind, lon=40.0, lat=34.5), start=day(1))
    assert encode_mesh(histories_of(make_results(intervals=[span])), SquareWorld()) == {}


def test_undated_and_unknown_places_make_no_mesh() -> None:
    span = make_interval(make_place("Palms", lon=40.0, lat=34.5), start=None, end=None)
    assert encode_mesh(histories_of(make_results(intervals=[span])), SquareWorld()) == {}
    assert encode_mesh((), SquareWorld()) == {}


def test_mesh_of_many_towns_is_short() -> None:
    histories = histories_of(make_large_results(towns=1_000, intervals=1_000))
    blob = encode_mesh(histories, SquareWorld())
    assert sum(len(text) for text in blob.values() if isinstance(text, str)) < 30_000


def test_base_areas_are_dated_polygons() -> None:
    square = shapely.box(36.0, 34.0, 37.0, 35.0)
    base = BaseMap("then.geojson", (StartArea("blue", square, day(5)), StartArea("red", square)), {})
    blob = encode_base(base, scale=DayScale(day(2), 10), actors=("blue", "red"))
    rings = encode_rings(shapely.MultiPolygon([square]))
    assert blob == {
        "name": "then.geojson",
        "areas": [{"actor": 0, "start": 3, "rings": rings}, {"actor": 1, "start": None, "rings": rings}],
    }


def test_centre_of_the_square_world_is_land() -> None:
    span = make_interval(make_place("Mid", lon=LonLat(39.0, 35.0).lon, lat=35.0), start=day(1))
    assert (
        decode_counts(encode_mesh(histories_of(make_results(intervals=[span])), SquareWorld())["cores"]) == []
    )
