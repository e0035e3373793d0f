"""Front lines lie between areas of different holders, all along and nowhere else."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.areas import build_areas
from layers.clusters import AreaOptions
from layers.frontline import Facing, build_fronts, find_facing
from layers.models import Area, ControlInterval, FrontKind, FrontLine, State
from tests.builders import day, make_interval, make_region
from tests.layers.towns import ANY_DAY, held, make_town, town_histories

CONTACT, CONTESTED = FrontKind.CONTACT, FrontKind.CONTESTED


def drawn_lengths(fronts: Sequence[FrontLine]) -> Counter[Facing]:
    lengths: Counter[Facing] = Counter()
    for front in fronts:
        lengths[front.actors, front.kind] += front.geometry.length
    return lengths


def shared_lengths(areas: Sequence[Area]) -> Counter[Facing]:
    """Return how long the borders of areas are, in degrees, by who faces whom there."""
    lengths: Counter[Facing] = Counter()
    for number, one in enumerate(areas):
        for other in areas[:number]:
            shared = shapely.intersection(one.geometry.boundary, other.geometry.boundary).length
            few, many = sorted((one.actors, other.actors), key=len)
            if len(few) > 1 or not shared:
                continue
            kind = CONTACT if len(many) == 1 else CONTESTED
            for side in set(many) - set(few):
                lengths[(min(few[0], side), max(few[0], side)), kind] += shared
    return lengths


@settings(max_examples=60, deadline=None)
@given(town_histories(), ANY_DAY, st.booleans())
def test_every_border_between_holders_is_front_and_nothing_else(
    intervals: list[ControlInterval],
    on: date,
    is_cells: bool,  # noqa: FBT001
) -> None:
    options = AreaOptions(is_cells=is_cells)
    drawn = drawn_lengths(build_fronts(intervals, on=[on], options=options))
    shared = shared_lengths(build_areas(intervals, on=[on], options=options))
    assert drawn.keys() == shared.keys()
    for facing, length in shared.items():
        assert drawn[facing] == pytest.approx(length, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(town_histories(), ANY_DAY)
def test_the_history_holds_the_front_of_every_day(intervals: list[ControlInterval], on: date) -> None:
    history = build_fronts(intervals)
    of_day = [line for line in history if line.start <= on and (line.end is None or on < line.end)]
    snapshot = build_fronts(intervals, on=[on])
    assert drawn_lengths(of_day) == pytest.approx(drawn_lengths(snapshot))
    assert [*history] == sorted(
        history, key=lambda line: (line.start, line.end or date.max, line.actors, line.kind)
    )
    for line in (*history, *snapshot):
        assert line.geometry.is_valid
        assert line.geometry.geom_type in {"LineString", "MultiLineString"}
        assert line.length_km > 0


A, B, AB, BC = (State.CONTROLLED, ("a",)), (State.CONTROLLED, ("b",)), ("a", "b"), ("b", "c")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (A, B, [("ab", CONTACT)]),
        (A, A, []),
        (A, None, []),
        (A, (State.CONTESTED, ("a",)), []),
        (A, (State.CONTESTED, ("b",)), [("ab", CONTACT)]),
        (A, (State.CONTESTED, AB), [("ab", CONTESTED)]),
        (A, (State.CONTESTED, BC), [("ab", CONTESTED), ("ac", CONTESTED)]),
        ((State.CONTESTED, AB), (State.CONTESTED, BC), []),
    ],
)
def test_who_faces_whom(one: object, other: object, expected: list[tuple[str, FrontKind]]) -> None:
    wanted = tuple(((pair[0], pair[1]), kind) for pair, kind in expected)
    assert find_facing(one, other) == wanted  # type: ignore[arg-type]
    assert find_facing(other, one) == wanted  # type: ignore[arg-type]


def test_contested_land_has_a_front_on_both_its_edges() -> None:
    row = [make_town(f"t{number}", lon=0.1 * number, lat=0.0) for number in range(5)]
    sides = [("a",), ("a",), ("a", "b"), ("b",), ("b",)]
    lines = build_fronts([held(town, *side) for town, side in zip(row, sides, strict=True)], on=[day(0)])
    (front,) = [line for line in lines if line.kind is CONTESTED]
    parts = sorted(shapely.get_parts(front.geometry), key=lambda part: part.centroid.x)
    assert front.actors == ("a", "b")
    assert [part.centroid.x for part in parts] == pytest.approx([0.15, 0.25], abs=0.02)


@pytest.mark.parametrize(("lat", "km_per_degree"), [(0.0, 110.574), (60.0, 111.412)])
def test_length_is_measured_on_the_ground(lat: float, km_per_degree: float) -> None:
    west, east = make_town("west", lon=-0.1, lat=lat), make_town("east", lon=0.1, lat=lat)
    (front,) = build_fronts([held(west, "a"), held(east, "b")], on=[day(0)])
    _, south, _, north = front.geometry.bounds
    assert front.length_km == pytest.approx((north - south) * km_per_degree, rel=0.02)


def test_there_is_no_front_in_water_or_near_it() -> None:
    towns = [held(make_town("west", lon=-0.05), "a"), held(make_town("east", lon=0.05), "b")]
    lake = shapely.box(-0.02, -0.03, 0.02, 0.03)
    land = shapely.box(-5, -5, 5, 5)
    (whole,) = build_fronts(towns, land=land)
    (cut,) = build_fronts(towns, land=land - lake)
    assert 1.4 < cut.geometry.distance(lake) * 111 < 1.6
    assert whole.length_km - cut.length_km == pytest.approx(0.06 * 110.6 + 3, rel=0.1)
    strait = shapely.box(-0.02, -5, 0.02, 5)
    assert build_fronts(towns, land=land - strait) == ()


def test_the_180th_meridian_is_no_obstacle() -> None:
    west, east = make_town("west", lon=179.9, lat=60.0), make_town("east", lon=-179.9, lat=60.1)
    (front,) = build_fronts([held(west, "a"), held(east, "b")], on=[day(0)])
    (inland,) = build_fronts(
        [held(make_town("w", lon=9.9, lat=60.0), "a"), held(make_town("e", lon=10.1, lat=60.1), "b")],
        on=[day(0)],
    )
    assert front.length_km == pytest.approx(inland.length_km, rel=1e-6)
    assert all(abs(lon) <= 180 for lon in shapely.get_coordinates(front.geometry)[:, 0])
    assert shapely.total_bounds(front.geometry)[2] - 179.9 < 0.2


def test_a_front_lasts_while_the_same_two_face_each_other() -> None:
    west, east = make_town("west", lon=-0.05), make_town("east", lon=0.05)
    east_held = [held(east, "b", end=4, probability=0.9), held(east, "b", start=4, end=8, probability=0.5)]
    (front,) = build_fronts([held(west, "a"), *east_held, held(east, "a", start=8)])
    assert (front.actors, front.start, front.end) == (("a", "b"), day(0), day(8))
    assert build_fronts([held(west, "a"), *east_held], on=[day(8)], options=AreaOptions(fill_km=0)) == ()


@pytest.mark.parametrize(
    "intervals",
    [
        [],
        [held(make_town("only"), "a")],
        [held(make_town("one"), "a"), held(make_town("far", lon=5.0), "b")],
        [held(make_town("one"), "a"), held(make_town("same"), "b")],
        [make_interval(make_region(), actors=["a"]), held(make_town("in", lon=41.0, lat=32.0), "b")],
        [make_interval(make_town("undated"), start=None), held(make_town("near", lon=0.1), "b")],
    ],
    ids=["nothing", "one town", "far apart", "one spot", "a province", "undated"],
)
def test_where_nobody_meets_there_is_no_front(intervals: list[ControlInterval]) -> None:
    assert build_fronts(intervals) == ()
    assert build_fronts(intervals, on=[day(0)]) == ()


def test_no_days_are_no_fronts() -> None:
    assert build_fronts([held(make_town("only"), "a")], on=[]) == ()
