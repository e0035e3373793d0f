"""GeoJSON is RFC 7946, and others read it back."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.models import PlaceKind
from output.errors import UnknownFormatError, UnwritableError
from output.geojson import geometry_of, write_geojson
from output.models import Results
from output.schema import LAYERS, TABLES
from tests.builders import make_interval, make_place, make_results
from tests.output.golden import check_golden
from tests.output.samples import HOSTILE, make_sample

DRAWN = [layer for layer in LAYERS if layer not in TABLES]


def written(results: Results, folder: Path, layer: str = "control") -> dict[str, Any]:
    write_geojson(results, folder / f"{layer}.geojson", layer=layer)
    read: dict[str, Any] = json.loads((folder / f"{layer}.geojson").read_text("utf-8"))
    return read


@pytest.mark.parametrize("layer", DRAWN)
def test_geojson_is_as_it_was(layer: str, tmp_path: Path) -> None:
    written(make_sample(), tmp_path, layer)
    check_golden(tmp_path / f"{layer}.geojson")


@pytest.mark.parametrize("layer", DRAWN)
def test_the_same_results_give_the_same_bytes(layer: str, tmp_path: Path) -> None:
    for name in ("a.geojson", "b.geojson"):
        write_geojson(make_sample(), tmp_path / name, layer=layer)
    assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()


@pytest.mark.parametrize("layer", DRAWN)
def test_features_have_unique_ids_and_the_columns_of_the_layer(layer: str, tmp_path: Path) -> None:
    collection = written(make_sample(), tmp_path, layer)
    features = collection["features"]
    assert set(collection) == {"type", "name", "attribution", "features"}
    assert len({feature["id"] for feature in features}) == len(features) > 0
    for feature in features:
        assert [*feature["properties"]] == [column.name for column in LAYERS[layer]]


@pytest.mark.parametrize("layer", DRAWN)
def test_gdal_and_geopandas_read_it_back(layer: str, tmp_path: Path) -> None:
    count = len(written(make_sample(), tmp_path, layer)["features"])
    path = tmp_path / f"{layer}.geojson"
    info = pyogrio.read_info(path)
    assert (info["features"], info["layer_name"]) == (count, layer)
    frame = gpd.read_file(path)
    assert len(frame) == count
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.is_valid.all()


def test_gdal_sees_dates_as_dates_and_lists_as_text(tmp_path: Path) -> None:
    written(make_sample(), tmp_path)
    frame = gpd.read_file(tmp_path / "control.geojson")
    assert frame["start_date"].dtype.kind == frame["last_report"].dtype.kind == "M"
    assert frame["end_date"].isna().sum() == 2
    assert "c2;c3" in set(frame["evidence"])
    assert "Daily%3B News;Example News" in set(frame["sources"])


def test_hostile_words_come_back_unchanged(tmp_path: Path) -> None:
    features = written(make_sample(), tmp_path, "claims")["features"]
    (claim,) = [f for f in features if f["id"] == "c3"]
    assert claim["properties"]["sentence"] == claim["properties"]["title"] == HOSTILE


def test_an_empty_result_is_an_empty_collection_that_gdal_reads(tmp_path: Path) -> None:
    assert written(make_results(intervals=[]), tmp_path)["features"] == []
    assert pyogrio.read_info(tmp_path / "control.geojson")["features"] == 0


def test_open_and_undated_intervals_have_null_days(tmp_path: Path) -> None:
    results = make_results(
        intervals=[make_interval(start=None, last_report=None), make_interval(start=date(2017, 3, 1))]
    )
    undated, still_so = (f["properties"] for f in written(results, tmp_path)["features"])
    assert (undated["start_date"], undated["end_date"], undated["last_report"]) == (None, None, None)
    assert (still_so["start_date"], still_so["end_date"]) == ("2017-03-01", None)


def test_latitude_and_longitude_zero_are_a_place(tmp_path: Path) -> None:
    results = make_results(intervals=[make_interval(make_place("Null", lon=0.0, lat=-0.0))])
    (feature,) = written(results, tmp_path)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [0.0, 0.0]}
    assert str(feature["geometry"]["coordinates"]) == "[0.0, 0.0]"


def test_polygons_follow_the_right_hand_rule_and_keep_their_holes() -> None:
    outer = shapely.box(0, 0, 10, 10, ccw=False)
    inner = shapely.box(4, 4, 6, 6, ccw=True)
    shape = shapely.Polygon(outer.exterior, [inner.exterior])
    geometry = geometry_of(make_place(kind=PlaceKind.ADMIN1, geometry=shapely.MultiPolygon([shape])))
    (rings,) = geometry["coordinates"]
    assert geometry["type"] == "MultiPolygon"
    assert [shapely.is_ccw(shapely.LinearRing(ring)) for ring in rings] == [True, False]
    assert shapely.equals(shapely.geometry.shape(geometry), shape)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_coordinates_have_seven_decimals_at_most(lon: float, lat: float) -> None:
    coordinates = geometry_of(make_place(lon=lon, lat=lat))["coordinates"]
    assert coordinates == pytest.approx([lon, lat], abs=1e-7)
    assert all(
        len(f"{degrees!r}".partition(".")[2]) <= 7 or "e-" in f"{degrees!r}" for degrees in coordinates
    )


def test_unknown_layers_are_refused_and_leave_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match="control, claims, places"):
        write_geojson(make_results(), tmp_path / "a.geojson", layer="roads")
    assert not [*tmp_path.iterdir()]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError):
        write_geojson(make_results(), tmp_path / "no" / "a.geojson")
