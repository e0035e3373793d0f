"""Starting maps: what is read, and that every fault of a file is named."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from articles.models import Party
from tests.builders import day
from whoheld.errors import BadStartMapError
from whoheld.startfile import read_start_map

WEST, EAST = shapely.box(40, 30, 41, 31), shapely.box(41, 30, 42, 31)


def party(name: str) -> Party:
    return Party(name.lower(), name, name)


def feature(actor: str | None = "Army", shape: Any = WEST, **more: str) -> dict[str, Any]:
    geometry = json.loads(shapely.to_geojson(shape)) if isinstance(shape, shapely.Geometry) else shape
    return {"type": "Feature", "properties": {"actor": actor, **more}, "geometry": geometry}


def write(folder: Path, *features: Any) -> Path:
    path = folder / "start.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_areas_are_read_with_actor_and_day(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        feature(date="2017-01-01"),
        feature("Rebels", EAST, date="2017-01-01", state="controlled"),
        feature("Rebels", shapely.Point(1, 1), state="contested"),
    )
    areas, parties = read_start_map(path, party=party)
    assert [(area.actor, area.day, area.geometry) for area in areas] == [
        ("army", day(0), WEST),
        ("rebels", day(0), EAST),
    ]
    assert [found.name for found in parties] == ["Army", "Rebels"]


@pytest.mark.parametrize(
    ("features", "fault"),
    [
        ([feature(None)], "feature 1: no actor"),
        ([feature(), 7], "feature 2: no GeoJSON feature"),
        ([feature(date="soon")], "feature 1: a date looks like 2024-07-08, got 'soon'"),
        ([feature(shape=shapely.Point(1, 1))], "feature 1: an area is a Polygon or MultiPolygon, got Point"),
        ([feature(shape=None)], "got None"),
        ([feature(shape={"type": "Polygon", "coordinates": [[["x"]]]})], "coordinates that are none"),
        ([feature(shape=shapely.box(170, 0, 190, 1))], "off the globe: 170 0 to 190 1"),
        ([feature(shape=shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]))], "not a valid area"),
        ([feature(), feature("Rebels")], "features 1 and 2 overlap"),
        ([feature(date="2017-01-01"), feature(shape=EAST)], "a starting map shows one day"),
        ([], "no feature has an area"),
    ],
)
def test_faults_are_named_with_their_feature(features: list[Any], fault: str, tmp_path: Path) -> None:
    with pytest.raises(BadStartMapError, match=fault.replace("(", r"\(")):
        read_start_map(write(tmp_path, *features), party=party)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadStartMapError, match="feature 1: no actor; feature 2: an area is"):
        read_start_map(write(tmp_path, feature(None), feature(shape=None)), party=party)


@pytest.mark.parametrize(
    ("text", "fault"), [("{\n{", "start.geojson:2: not JSON"), ("[]", "FeatureCollection")]
)
def test_other_files_are_refused(text: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "start.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadStartMapError, match=fault):
        read_start_map(path, party=party)
