"""What actors hold adds up: to their towns, and to the areas that are drawn."""

from collections import Counter
from dataclasses import astuple
from datetime import date, timedelta
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.areas import build_areas
from layers.clusters import AreaOptions
from layers.errors import BadDaysError
from layers.models import ControlInterval, Holding, State
from layers.series import build_series, clip_series, measure_shifts
from tests.builders import day, make_interval, make_region
from tests.layers.towns import ANY_DAY, held, make_town, town_histories

LAKE = shapely.box(20.2, 10.1, 20.5, 10.2)
LAND = st.sampled_from([None, shapely.box(0, 0, 40, 30), shapely.box(0, 0, 40, 30) - LAKE])


@settings(max_examples=60, deadline=None)
@given(town_histories(), ANY_DAY, LAND, st.booleans())
def test_land_of_the_series_is_that_of_the_areas(
    intervals: list[ControlInterval],
    on: date,
    land: shapely.Polygon | None,
    is_cells: bool,  # noqa: FBT001
) -> None:
    options = AreaOptions(is_cells=is_cells)
    held_km2: Counter[str] = Counter()
    fought_km2: Counter[str] = Counter()
    for area in build_areas(intervals, on=[on], land=land, options=options):
        tally = fought_km2 if area.state is State.CONTESTED else held_km2
        tally.update(dict.fromkeys(area.actors, area.area_km2))
    series = build_series(intervals, on=[on], land=land, options=options)
    assert {row.actor: row.area_km2 for row in series if row.area_km2} == pytest.approx(held_km2, abs=1e-3)
    found = {row.actor: row.contested_km2 for row in series if row.contested_km2}
    assert found == pytest.approx(fought_km2, abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(town_histories(), ANY_DAY)
def test_towns_and_people_of_a_day_are_counted(intervals: list[ControlInterval], on: date) -> None:
    towns: Counter[str] = Counter()
    people: Counter[str] = Counter()
    fought: Counter[str] = Counter()
    for found in intervals:
        if found.start is not None and found.start <= on and (found.end is None or on < found.end):
            if found.state is State.CONTESTED:
                fought.update(found.actors)
            elif found.actors:
                towns[found.actors[0]] += 1
                people[found.actors[0]] += found.place.population
    series = {row.actor: row for row in build_series(intervals, on=[on])}
    assert +Counter({actor: row.towns for actor, row in series.items()}) == +towns
    assert +Counter({actor: row.population for actor, row in series.items()}) == +people
    assert +Counter({actor: row.contested_towns for actor, row in series.items()}) == +fought
    assert all(row.counted_towns * 1_000 == row.population for row in series.values())


@settings(max_examples=40, deadline=None)
@given(town_histories())
def test_a_series_has_a_row_for_every_change_and_no_other(intervals: list[ControlInterval]) -> None:
    series = build_series(intervals)
    by_actor: dict[str, list[Holding]] = {}
    for row in series:
        by_actor.setdefault(row.actor, []).append(row)
    for rows in by_actor.values():
        assert rows[-1].end is None
        for one, other in pairwise(rows):
            assert one.end == other.start
            assert astuple(one)[3:] != astuple(other)[3:]
        for row in rows:
            on_first_day = build_series(intervals, on=[row.start])
            alike = [other for other in on_first_day if other.actor == row.actor]
            assert [astuple(other)[3:] for other in alike] in ([astuple(row)[3:]], [])
            assert bool(alike) == any(astuple(row)[3:])


@settings(max_examples=40, deadline=None)
@given(town_histories(), ANY_DAY, ANY_DAY)
def test_what_shifts_is_the_difference_of_two_days(
    intervals: list[ControlInterval], one: date, other: date
) -> None:
    first, second = sorted((one, other))
    gained: Counter[str] = Counter()
    for shift in measure_shifts(intervals, days=(first, second)):
        assert shift.before != shift.after
        for label, sign in ((shift.before, -1), (shift.after, 1)):
            if label is not None and label[0] is State.CONTROLLED:
                gained[label[1][0]] += sign * shift.area_km2
    land: Counter[str] = Counter()
    for day_of, sign in ((first, -1), (second, 1)):
        for row in build_series(intervals, on=[day_of]):
            land[row.actor] += sign * row.area_km2
    for actor in gained.keys() | land.keys():
        assert gained[actor] == pytest.approx(land[actor], abs=1e-3)


def test_a_town_that_changes_hands_moves_its_people() -> None:
    town = make_town("t", population=500)
    nameless = make_town("u", lon=0.05)
    rows = build_series([held(town, "a", end=5), held(town, "b", start=5), held(nameless, "b")])
    told = [(row.actor, row.start, row.end, row.towns, row.counted_towns, row.population) for row in rows]
    assert told == [
        ("a", day(0), day(5), 1, 1, 500),
        ("a", day(5), None, 0, 0, 0),
        ("b", day(0), day(5), 1, 0, 0),
        ("b", day(5), None, 2, 1, 500),
    ]


def test_besieged_towns_belong_to_who_is_inside() -> None:
    siege = make_interval(make_town("t"), state=State.BESIEGED, actors=["a", "b"])
    (row,) = build_series([siege])
    assert (row.actor, row.towns, row.contested_towns) == ("a", 1, 0)


def test_contested_towns_count_for_every_side() -> None:
    rows = build_series([held(make_town("t"), "a", "b")])
    assert [(row.actor, row.towns, row.contested_towns) for row in rows] == [("a", 0, 1), ("b", 0, 1)]
    assert rows[0].contested_km2 == rows[1].contested_km2 > 0
    assert rows[0].area_km2 == 0


@pytest.mark.parametrize(
    "intervals",
    [[], [make_interval(make_region())], [make_interval(make_town("t"), start=None)]],
    ids=["nothing", "a province", "undated"],
)
def test_provinces_and_undated_intervals_hold_nothing(intervals: list[ControlInterval]) -> None:
    assert build_series(intervals) == ()
    assert build_series(intervals, on=[day(0)]) == ()
    assert measure_shifts(intervals, days=(day(0), day(1))) == ()


def test_a_range_keeps_the_rows_that_hold_in_it() -> None:
    town = make_town("t")
    series = build_series([held(town, "a", end=5), held(town, "a", start=9)])
    assert [row.start for row in series] == [day(0), day(5), day(9)]
    found = clip_series(series, since=day(5), until=day(8))
    assert [row.start for row in found] == [day(5)]
    assert clip_series(series, since=None, until=day(5)) == series[:2]
    assert clip_series(series, since=day(4), until=None) == series
    with pytest.raises(BadDaysError):
        clip_series(series, since=day(1), until=day(0))


def test_shifts_run_forwards() -> None:
    with pytest.raises(BadDaysError):
        measure_shifts([], days=(day(0) + timedelta(days=1), day(0)))
