"""Areas: valid, without overlaps or gaps, equal drawn step by step and at once, for any towns."""

from collections.abc import Sequence
from datetime import date

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.models import Place
from layers.areas import build_areas
from layers.clusters import AreaOptions, build_clusters
from layers.mesh import BLANK
from layers.models import Area, ControlInterval, State
from layers.wearing import Wearing, wear_of_edges
from tests.builders import day, make_interval, make_place

PLACES = {
    "anywhere": ((40.0, 41.0), (30.0, 31.0)),
    "on one line": ((40.0, 41.5), (0.0, 0.0)),
    "at one spot": ((40.0, 40.0), (30.0, 30.0)),
    "across the 180th meridian": ((179.5, 180.5), (60.0, 60.5)),
    "around the North Pole": ((-180.0, 180.0), (89.3, 90.0)),
    "around the South Pole": ((-180.0, 180.0), (-90.0, -89.3)),
}
LAST = 30


@st.composite
def histories(draw: st.DrawFn, *, where: str) -> list[ControlInterval]:
    (west, east), (south, north) = PLACES[where]
    most = draw(st.sampled_from([1, 2, 3, 8, 25]))
    sides = draw(st.sampled_from([1, 2, 40]))
    found: list[ControlInterval] = []
    for number in range(draw(st.integers(1, most))):
        lon = draw(st.floats(west, east).map(lambda lon: round(lon, 2)))
        lat = draw(st.floats(south, north).map(lambda lat: round(lat, 2)))
        place = make_place(f"T{number:02}", lon=lon - 360 if lon > 180 else lon, lat=lat)
        found += [make_run(place, *run) for run in draw(runs(sides))]
    return found


@st.composite
def runs(draw: st.DrawFn, sides: int) -> list[tuple[State, list[str], int, int | None, float]]:
    ends = sorted(draw(st.sets(st.integers(0, LAST), min_size=1, max_size=4)))
    made = []
    for start, end in zip(ends, [*ends[1:], None], strict=True):
        state = draw(st.sampled_from([State.CONTROLLED, State.CONTROLLED, *State]))
        names = [f"a{draw(st.integers(1, sides))}", "b"]
        count = {State.UNKNOWN: 0, State.CONTROLLED: 1}.get(state, 2)
        made.append((state, names[:count], start, end, draw(st.sampled_from([0.5, 0.7, 0.95]))))
    return made


def make_run(
    place: Place, state: State, actors: list[str], start: int, end: int | None, probability: float
) -> ControlInterval:
    last = None if end is None else day(end)
    return make_interval(
        place, state=state, actors=actors, start=day(start), end=last, probability=probability
    )


def on_day(areas: Sequence[Area], when: date) -> list[Area]:
    return [area for area in areas if area.start <= when and (area.end is None or when < area.end)]


def seen(areas: Sequence[Area]) -> list[tuple[object, ...]]:
    return [(a.state, a.actors, a.area_km2, a.places, a.probability, a.geometry.wkb) for a in areas]


@pytest.mark.parametrize("is_cells", [False, True])
@pytest.mark.parametrize("where", PLACES)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_areas_of_any_towns_are_whole(where: str, *, is_cells: bool, data: st.DataObject) -> None:
    intervals = data.draw(histories(where=where))
    options = AreaOptions(is_cells=is_cells)
    days = [day(number) for number in range(0, LAST + 2, 4)]
    step_by_step = build_areas(intervals, on=days, options=options)
    history = build_areas(intervals, options=options)
    for when in days:
        drawn = on_day(step_by_step, when)
        assert seen(drawn) == seen(build_areas(intervals, on=[when], options=options))
        check_shapes(drawn, is_polar="Pole" in where)
        sizes: dict[tuple[State, tuple[str, ...]], float] = {}
        for area in on_day(history, when):
            key = (area.state, area.actors)
            sizes[key] = sizes.get(key, 0.0) + area.area_km2
        assert sizes == pytest.approx({(a.state, a.actors): a.area_km2 for a in drawn})
    assert all(area.geometry.is_valid for area in history)


def check_shapes(areas: Sequence[Area], *, is_polar: bool) -> None:
    shapes = [area.geometry for area in areas]
    for shape in shapes:
        assert shape.is_valid
        assert shape.geom_type in ("Polygon", "MultiPolygon")
        west, south, east, north = shape.bounds
        assert west >= -180
        assert east <= 180
        assert south >= -90
        assert north <= 90
    if not is_polar and shapes:
        whole = shapely.union_all(shapes)
        assert whole.area == pytest.approx(sum(shape.area for shape in shapes), abs=1e-9)


def line_of_towns(*holders: str, step: float = 0.1, **kept: object) -> list[ControlInterval]:
    """Return towns along a parallel, about 9 km apart; "" = no report ever."""
    towns = [make_place(f"T{n}", lon=40 + n * step, lat=30.0) for n in range(len(holders))]
    state = {True: State.CONTROLLED, False: State.UNKNOWN}
    return [
        make_interval(town, state=state[bool(holder)], actors=[holder] if holder else [], **kept)  # type: ignore[arg-type]
        for town, holder in zip(towns, holders, strict=True)
    ]


def test_land_between_towns_of_two_sides_is_split_in_the_middle_without_a_gap() -> None:
    north, south = build_areas(line_of_towns("north", "north", "south", "south"), on=[day(0)])
    assert (north.actors, south.actors) == (("north",), ("south",))
    assert north.places == ("test:t0", "test:t1")
    assert north.area_km2 == pytest.approx(south.area_km2, rel=0.2)
    border = shapely.intersection(north.geometry, south.geometry)
    assert border.length > 0.15
    assert border.centroid.x == pytest.approx(40.15, abs=0.01)
    assert (north.start, north.end) == (day(0), day(1))


def test_land_reaches_about_as_far_as_asked() -> None:
    for reach_km in (5.0, 15.0, 40.0):
        (area,) = build_areas(line_of_towns("north"), on=[day(0)], options=AreaOptions(reach_km=reach_km))
        assert area.area_km2 == pytest.approx(3.1416 * reach_km**2, rel=0.25)


def test_towns_without_a_report_take_the_side_of_the_nearest_within_reach() -> None:
    towns = line_of_towns("north", "", "", "", "", "")
    (filled,) = build_areas(towns, on=[day(0)], options=AreaOptions(fill_km=20))
    (bare,) = build_areas(towns, on=[day(0)], options=AreaOptions(fill_km=0))
    assert filled.places == bare.places == ("test:t0",)
    assert shapely.contains_xy(filled.geometry, 40.2, 30.0)
    assert not shapely.contains_xy(filled.geometry, 40.3, 30.0)
    assert not shapely.contains_xy(bare.geometry, 40.1, 30.0)
    assert "(inferred)" in filled.method
    assert "(inferred)" not in bare.method


def test_filled_land_follows_its_giver_and_a_nearer_one() -> None:
    giver, blank, nearer = (make_place(f"T{n}", lon=40 + n * 0.1, lat=30.0) for n in (0, 1.2, 2))
    towns = [
        make_interval(giver, actors=["north"], end=day(5)),
        make_interval(giver, actors=["south"], start=day(5)),
        make_interval(blank, state=State.UNKNOWN, actors=[]),
        make_interval(nearer, actors=["west"], start=day(9), end=day(12)),
    ]
    (cluster,) = build_clusters(towns)
    wearing = Wearing(cluster)
    names = []
    for number in (0, 5, 9, 12):
        wearing.move(day(number).toordinal())
        label = cluster.labels[int(wearing.nodes[cluster.mesh.node_of[1]])]
        names.append(label[1] if label else None)
    assert names == [("north",), ("south",), ("west",), ("south",)]


def test_doubtful_and_contested_places_are_contested_and_sieges_belong_to_the_one_inside() -> None:
    state_of = {
        (State.CONTROLLED, 0.59): (State.CONTESTED, ("army",)),
        (State.CONTROLLED, 0.6): (State.CONTROLLED, ("army",)),
        (State.BESIEGED, 0.9): (State.CONTROLLED, ("army",)),
        (State.CONTESTED, 0.5): (State.CONTESTED, ("army", "rebels")),
    }
    for (state, probability), label in state_of.items():
        actors = ("army",) if state is State.CONTROLLED else ("army", "rebels")
        (area,) = build_areas([make_interval(state=state, actors=actors, probability=probability)])
        assert (area.state, area.actors) == label


def test_undated_unknown_and_region_states_draw_nothing() -> None:
    undated = make_interval(start=None)
    nobody = make_interval(make_place("B"), state=State.UNKNOWN, actors=[])
    assert build_areas([undated, nobody]) == ()
    assert build_areas([]) == ()


def test_water_is_cut_out_but_places_in_it_keep_an_islet() -> None:
    towns = line_of_towns("north", "north", "north")
    land = shapely.box(39.0, 29.0, 40.05, 31.0)
    (dry,) = build_areas(towns, on=[day(0)])
    (cut,) = build_areas(towns, on=[day(0)], land=land)
    assert cut.area_km2 < dry.area_km2 / 2 + 100
    assert not shapely.contains_xy(cut.geometry, 40.06, 30.1)
    assert shapely.contains_xy(cut.geometry, 40.2, 30.0)
    assert cut.geometry.is_valid


def test_history_holds_one_area_for_each_range_of_days() -> None:
    first, second = line_of_towns("north", "north")
    flip = [
        make_interval(first.place, actors=["north"], end=day(4)),
        make_interval(first.place, actors=["south"], start=day(4)),
        second,
    ]
    found = [(area.actors, area.start, area.end, area.places) for area in build_areas(flip)]
    assert found == [
        (("north",), day(0), day(4), ("test:t0",)),
        (("north",), day(0), None, ("test:t1",)),
        (("south",), day(4), None, ("test:t0",)),
    ]


def test_borders_lie_where_labels_differ() -> None:
    towns = line_of_towns("north", "south", end=day(9))
    (cluster,) = build_clusters(towns)
    wears = wear_of_edges(cluster)
    (number,) = set(wears.label.tolist())
    met = [cluster.labels[n] for n in divmod(number, len(cluster.labels))]
    assert {label[1] for label in met if label} == {("north",), ("south",)}
    assert set(wears.start.tolist()) == {day(0).toordinal()}
    assert set(wears.end.tolist()) == {day(9).toordinal()}
    wearing = Wearing(cluster)
    wearing.move(day(0).toordinal())
    sides = wearing.pieces[cluster.mesh.edge_pieces[wears.thing]]
    assert (sides != BLANK).all()
    assert (sides[:, 0] != sides[:, 1]).all()
    line = cluster.mesh.plane.unflatten(cluster.mesh.lines(wears.thing))
    north, south = build_areas(towns, on=[day(0)])
    shared = shapely.intersection(north.geometry, south.geometry)
    assert line.length == pytest.approx(shared.length, rel=1e-6)


@pytest.mark.parametrize(("reach_km", "fill_km"), [(0.0, 20.0), (15.0, -1.0), (float("nan"), 1.0)])
def test_reaches_that_are_none_are_refused(reach_km: float, fill_km: float) -> None:
    with pytest.raises(ValueError, match="0 km"):
        AreaOptions(reach_km=reach_km, fill_km=fill_km)
