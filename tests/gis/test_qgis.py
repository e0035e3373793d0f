"""What a real QGIS makes of the project and the styles; skipped where there is none."""

import json
import os
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from output.geopackage import BASES, GEOMETRY
from output.models import Results
from output.qgis_export import write_geopackage_and_project
from output.rows import interval_id
from tests.builders import day
from tests.output.samples import make_sample

PYTHON = Path("/usr/bin/python3")
PROBE = Path(__file__).with_name("probe.py")
DAYS = [day(number) for number in (-350, -1, 0, 8, 9, 400)]
OPEN_END = date(9999, 12, 31)
TIMELESS = {"places", *BASES}
SPATIAL = [name for name, kind in GEOMETRY.items() if kind is not None]


def qgis(*words: object, settings: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL"))}
    own = {"QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(settings)}
    return subprocess.run(
        [PYTHON, *map(str, words)], capture_output=True, text=True, env=kept | own, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def results() -> Results:
    return make_sample()


@pytest.fixture(scope="module", params=[None, OPEN_END], ids=["as it is", "open end"])
def seen(
    results: Results, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> dict[str, Any]:
    """Return what QGIS says of the project of the sample, as it is and with an end for what lasts."""
    settings = tmp_path_factory.mktemp("settings")
    if not PYTHON.exists() or qgis("-c", "import qgis.core", settings=settings).returncode:
        if os.environ.get("WHOHELD_REQUIRE_QGIS") == "1":
            pytest.fail(f"{PYTHON} has no QGIS, and WHOHELD_REQUIRE_QGIS=1 asks for one")
        pytest.skip(f"{PYTHON} has no QGIS; Debian: apt install python3-qgis")
    folder = tmp_path_factory.mktemp("q gis é")
    ended = replace(results, open_end=request.param)
    project = write_geopackage_and_project(ended, folder / "who held.gpkg")
    done = qgis(PROBE, project, *(day.isoformat() for day in DAYS), settings=settings)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def layer_of(seen: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = seen["layers"][f"whoheld_{name}"]
    return found


def test_the_project_opens_without_a_warning(seen: dict[str, Any]) -> None:
    assert (seen["opened"], seen["error"], seen["messages"]) == (True, "", [])
    assert seen["title"] == "Who reportedly held each town"
    assert "GeoNames" in seen["abstract"]
    assert "Natural Earth" in seen["abstract"]


def test_every_layer_is_there_and_valid(seen: dict[str, Any]) -> None:
    assert {name.removeprefix("whoheld_") for name in seen["order"]} == {*GEOMETRY}
    assert all(layer["valid"] for layer in seen["layers"].values())
    assert layer_of(seen, "control")["count"] == 3
    assert layer_of(seen, "base_countries")["count"] > 0


def test_places_lie_above_land_and_land_above_the_background(seen: dict[str, Any]) -> None:
    spatial = [name for name in seen["order"] if name.removeprefix("whoheld_") in SPATIAL]
    assert spatial[0] == "whoheld_control"
    assert spatial[2:5] == ["whoheld_front", "whoheld_control_regions", "whoheld_areas"]
    assert spatial[-2:] == ["whoheld_base_admin1", "whoheld_base_countries"]


def test_layers_lie_in_groups(seen: dict[str, Any]) -> None:
    groups = {group: [name.removeprefix("whoheld_") for name in names] for group, names in seen["groups"]}
    assert list(groups) == ["Control", "Evidence", "Base"]
    assert groups["Control"] == ["control", "changes", "front", "control_regions", "areas", "series"]
    assert groups["Base"] == ["base_admin1", "base_countries"]
    assert {*groups["Evidence"]} == {*GEOMETRY} - {*groups["Control"], *groups["Base"]}


@pytest.mark.parametrize("name", SPATIAL)
def test_styles_are_loaded_from_project_and_geopackage(name: str, seen: dict[str, Any]) -> None:
    layer = layer_of(seen, name)
    assert layer["crs"] == "EPSG:4326"
    assert layer["style"]["renderer"] == "RuleRenderer"
    assert layer["loaded"]
    assert layer["dragged_in"] == layer["style"]
    assert layer["dragged_in_temporal"] == layer["temporal"]
    assert layer["style"]["labels"]
    assert layer["style"]["symbols"]
    assert layer["style"]["broken"] == []


def test_the_legend_counts_actors_and_pairs(seen: dict[str, Any]) -> None:
    labels = layer_of(seen, "control")["style"]["labels"]
    holders = [label for label in labels if label.endswith(", besieged")]
    assert len(labels) == 3 * len(holders) + sum(" and " in label for label in labels) + 2
    assert layer_of(seen, "control")["label"] == ["place", 2_500_000, 0]
    assert layer_of(seen, "areas")["style"]["labels"] == [
        "Army",
        "Rebels",
        "Army and Rebels, contested",
        "contested",
    ]


@pytest.mark.parametrize("name", SPATIAL)
def test_time_is_on_where_there_are_days(name: str, seen: dict[str, Any]) -> None:
    assert layer_of(seen, name)["temporal"] == (name not in TIMELESS)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_a_day_shows_exactly_what_held_on_it(on: date, seen: dict[str, Any], results: Results) -> None:
    shown = [
        found for name in ("control", "control_regions") for found in layer_of(seen, name)["days"][str(on)]
    ]
    held = [
        interval_id(interval)
        for interval in results.intervals
        if (interval.start is None or interval.start <= on) and (interval.end is None or on < interval.end)
    ]
    assert sorted(shown) == sorted(held)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_a_day_shows_the_land_of_that_day(on: date, seen: dict[str, Any], results: Results) -> None:
    held = [area for area in results.areas if area.start <= on and (area.end is None or on < area.end)]
    assert len(layer_of(seen, "areas")["days"][str(on)]) == len(held)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_changes_show_on_their_day_only(on: date, seen: dict[str, Any], results: Results) -> None:
    assert len(layer_of(seen, "changes")["days"][str(on)]) == sum(c.day == on for c in results.changes)


def test_the_time_controller_spans_the_reports(seen: dict[str, Any], results: Results) -> None:
    starts = [interval.start for interval in results.intervals if interval.start is not None]
    assert seen["range"][0] == str(min(starts))
    assert str(max(starts)) < seen["range"][1] < "2018"
