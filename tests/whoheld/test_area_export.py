"""Areas from the command line: snapshots, history, a starting map; options that make no sense."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from tests.whoheld.commands import whoheld, write_two_towns

GOLDEN = Path(__file__).parent / "golden" / "areas_tiny.geojson"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_two_towns(tmp_path)


def exported(table: Path, *words: str | Path, name: str = "areas") -> list[dict[str, Any]]:
    target = table.parent / f"{name}.geojson"
    done = whoheld("export", table, "--layer", "areas", "-o", target, "--fusion", "latest", "-q", *words)
    assert done.exit_code == 0, done.output
    features: list[dict[str, Any]] = json.loads(target.read_text("utf-8"))["features"]
    return features


def told(features: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(feature["properties"][name] for name in names) for feature in features]


def test_snapshots_bear_their_day(table: Path) -> None:
    features = exported(table, "--on", "2020-01-15,2020-02-15")
    assert told(features, "date", "actor", "state", "start_date", "end_date", "place_count") == [
        ("2020-01-15", "North", "controlled", "2020-01-15", "2020-01-16", 1),
        ("2020-01-15", "South", "controlled", "2020-01-15", "2020-01-16", 1),
        ("2020-02-15", "North", "controlled", "2020-02-15", "2020-02-16", 2),
    ]
    assert all("Delaunay midpoints" in method for (method,) in told(features, "method"))


def test_the_history_holds_every_change(table: Path) -> None:
    features = exported(table)
    assert told(features, "date", "actor", "start_date", "end_date") == [
        (None, "South", "2020-01-01", "2020-02-01"),
        (None, "North", "2020-01-01", None),
        (None, "North", "2020-02-01", None),
    ]
    assert len(exported(table, "--until", "2020-01-15")) == 2


def test_the_areas_of_a_tiny_example_are_as_they_were(table: Path) -> None:
    exported(table, "--on", "2020-01-15")
    assert (table.parent / "areas.geojson").read_text("utf-8") == GOLDEN.read_text("utf-8")


def test_a_starting_map_changes_only_where_places_changed_hands(table: Path) -> None:
    west, east = shapely.box(19.5, 9.5, 20.05, 10.5), shapely.box(20.05, 9.5, 20.6, 10.5)
    shapes = {"North": west, "South": east}
    drawn = [
        {
            "type": "Feature",
            "properties": {"actor": actor, "date": "2020-01-15"},
            "geometry": shape.__geo_interface__,
        }
        for actor, shape in shapes.items()
    ]
    base = table.parent / "base.geojson"
    base.write_text(json.dumps({"type": "FeatureCollection", "features": drawn}), encoding="utf-8")
    before = exported(table, "--on", "2020-01-20", "--base", base)
    assert told(before, "actor") == [("North",), ("South",)]
    for feature, shape in zip(before, shapes.values(), strict=True):
        own = shapely.geometry.shape(feature["geometry"])
        assert own.symmetric_difference(shape).area < 1e-6
    after = exported(table, "--on", "2020-02-20", "--base", base)
    grown = {f["properties"]["actor"]: shapely.geometry.shape(f["geometry"]) for f in after}
    assert shapely.contains_xy(grown["North"], 20.1, 10.0)
    assert shapely.contains_xy(grown["South"], 20.5, 9.6)
    assert grown["North"].intersection(grown["South"]).area < 1e-7
    assert grown["North"].union(grown["South"]).area == pytest.approx(west.union(east).area, rel=0.02)


def test_a_map_that_was_exported_can_be_a_starting_map(table: Path) -> None:
    first = exported(table, "--on", "2020-01-15", name="base")
    again = exported(table, "--on", "2020-01-15", "--base", table.parent / "base.geojson")
    assert told(again, "actor", "area_km2") == [
        (actor, pytest.approx(area_km2, rel=1e-4)) for actor, area_km2 in told(first, "actor", "area_km2")
    ]
    history = exported(table, "--base", table.parent / "base.geojson")
    assert told(history, "actor", "start_date", "end_date")[:2] == [
        ("North", "2020-01-01", "2020-01-15"),
        ("South", "2020-01-01", "2020-01-15"),
    ]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--layer", "areas", "--on", "soon"], "a day looks like"),
        (["--layer", "areas", "--on", ","], "--on takes days"),
        (["--layer", "areas", "--on", "2020-01-01", "--since", "2020-01-01"], "use one of the two"),
        (["--layer", "claims", "--on", "2020-01-01"], "--on"),
        (["--layer", "control", "--base", "claims.csv"], "not JSON"),
        (["--layer", "areas", "--base", "nowhere.geojson"], "cannot be read as a starting map"),
    ],
)
def test_options_that_make_no_sense_are_one_line(words: list[str], fault: str, table: Path) -> None:
    words = [str(table.parent / word) if word.endswith((".csv", ".geojson")) else word for word in words]
    done = whoheld("export", table, "-o", table.parent / "x.geojson", "-q", *words)
    assert done.exit_code == 2
    assert fault in done.stderr
    assert done.stderr.count("\n") == 1


def test_control_of_a_day_is_that_of_the_day(table: Path) -> None:
    target = table.parent / "control.geojson"
    for day, actors in (("2020-01-15", {"West": "North", "East": "South"}), ("2019-01-01", {})):
        done = whoheld("export", table, "-o", target, "--on", day, "--fusion", "latest", "-q")
        assert done.exit_code == 0, done.output
        features = json.loads(target.read_text("utf-8"))["features"]
        assert {f["properties"]["place"]: f["properties"]["actor"] for f in features} == actors
