"""The background: clipped to the view, every border once, coarse beyond."""

import json
import re
from importlib import resources

import numpy as np
from shapely.geometry import box

from geo.boundaries import Boundaries
from output.basemap import FAR_STEPS, encode_basemap
from output.columns import decode_counts, decode_signed
from output.frame import Frame
from output.payload_areas import RING_STEPS, Region, encode_paths, encode_rings
from output.payload_places import gather_histories
from output.viewframe import find_frame
from tests.builders import make_interval, make_place
from tests.mapdata import SquareWorld

VIEW = Frame(38, 33, 46, 37)


def read_paths(text: str, steps: int = RING_STEPS) -> list[list[tuple[float, float]]]:
    head, body = text.split(".")
    _, *sizes = decode_counts(head)
    points = np.cumsum(np.array(decode_signed(body)).reshape(-1, 2), axis=0) / steps
    cuts = np.cumsum(sizes)[:-1]
    return [[(float(x), float(y)) for x, y in part] for part in np.split(points, cuts)] if sizes else []


def test_common_border_is_drawn_once() -> None:
    borders = read_paths(encode_basemap(VIEW, SquareWorld())["borders"])
    assert len(borders) == 1
    assert {x for x, _ in borders[0]} == {42.0}


def test_land_is_clipped_to_the_frame() -> None:
    made = encode_basemap(VIEW, SquareWorld())
    west, south, east, north = (side / RING_STEPS for side in made["frame"])
    for ring in read_paths(made["land"]):
        assert all(west <= x <= east and south <= y <= north for x, y in ring)


def test_wide_views_have_no_provinces() -> None:
    assert read_paths(encode_basemap(VIEW, SquareWorld())["provinces"])
    assert not read_paths(encode_basemap(Frame(-60, -40, 100, 60), SquareWorld())["provinces"])


def test_rings_read_back() -> None:
    hole = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
    rings = read_paths(encode_rings(hole))
    assert [len(ring) for ring in rings] == [5, 5]
    assert set(rings[1]) == {(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0)}


def test_points_that_fall_together_are_left_out() -> None:
    path = np.array([(0.0, 0.0), (0.0001, 0.0), (1.0, 1.0)])
    assert read_paths(encode_paths([path])) == [[(0.0, 0.0), (1.0, 1.0)]]


def test_frame_is_that_of_the_towns_else_of_the_areas_else_the_world() -> None:
    towns = gather_histories(
        [make_interval(make_place("A", lon=0.0, lat=0.0)), make_interval(make_place("B", lon=5.0, lat=2.0))],
        [],
        until=None,
    )
    assert find_frame(towns, []) == Frame(0.0, 0.0, 5.0, 2.0)
    assert find_frame(towns, [Region(0, box(1, 1, 2, 2)), Region(1, None)]) == Frame(1.0, 1.0, 2.0, 2.0)
    assert find_frame([], []).span_deg > 300


def test_real_theatre_stays_small() -> None:
    made = encode_basemap(Frame(35.7, 31.0, 45.0, 37.3), Boundaries.open())
    assert len(json.dumps(made)) < 120_000
    assert "Syria" in [row[0] for row in made["names"]]


def test_page_reads_the_same_grid() -> None:
    page = resources.files("output") / "page"
    assert re.search(rf"GRID = {RING_STEPS};", (page / "columns.js").read_text("utf-8"))
    assert re.search(rf"FAR_GRID = {FAR_STEPS};", (page / "basemap.js").read_text("utf-8"))


def test_far_outliers_stay_out_of_the_first_view_and_undated_towns_in() -> None:
    near = [make_interval(make_place(f"T{n}", lon=38.0 + n, lat=34.0 + n / 2)) for n in range(5)]
    undated = make_interval(make_place("Undated", lon=36.5, lat=33.0), start=None, last_report=None)
    far = make_interval(make_place("Paris", lon=2.35, lat=48.85))
    made = find_frame(gather_histories([*near, undated, far], [], until=None), [])
    assert made == Frame(36.5, 33.0, 42.0, 36.0)


def test_areas_are_inside_the_first_view_unless_they_dwarf_it() -> None:
    spans = [make_interval(make_place(f"T{n}", lon=38.0 + n, lat=34.0)) for n in range(4)]
    area = make_interval(make_place("Area", lon=40.0, lat=34.0))
    histories = gather_histories([*spans, area], [], until=None)
    number = next(n for n, history in enumerate(histories) if history.place.name == "Area")
    assert find_frame(histories, [Region(number, box(36, 32, 42, 38))]) == Frame(36, 32, 42, 38)
    assert find_frame(histories, [Region(number, box(20, 10, 60, 60))]) == Frame(38, 34, 41, 34)
