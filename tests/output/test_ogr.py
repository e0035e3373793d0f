"""GDAL's formats hold every feature, with typed days, and the same bytes every time."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyogrio
import pytest

from output.errors import UnwritableError
from output.schema import LAYERS, TABLES
from output.writers import write_results
from tests.builders import make_claim, make_interval, make_located, make_place, make_results
from tests.output.samples import make_sample

SUFFIXES = (".gpkg", ".fgb", ".kml", ".kmz")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer not in TABLES])
def test_gdal_formats_hold_every_feature(suffix: str, layer: str, tmp_path: Path) -> None:
    results = make_sample()
    path = tmp_path / f"x{suffix}"
    write_results(results, path, layer=layer)
    counts = {
        "control": len(results.intervals),
        "claims": len(results.claims),
        "places": 3,
        "areas": len(results.areas),
        "front": len(results.fronts),
        "changes": len(results.changes),
        "views": sum(len(view.intervals) for view in results.views),
        "disagreements": len(results.disagreements),
    }
    features = pyogrio.read_info(path, layer=layer)["features"]
    if (suffix, layer) == (".gpkg", "control"):
        features += pyogrio.read_info(path, layer="control_regions")["features"]
    assert features == counts[layer]


def test_a_geopackage_holds_tables_without_a_place(tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / "x.gpkg", layer="series")
    info = pyogrio.read_info(tmp_path / "x.gpkg", layer="series")
    assert (info["features"], info["geometry_type"]) == (2, None)
    people = pyogrio.read_dataframe(tmp_path / "x.gpkg", layer="series")["population"]
    assert people.tolist() == [3_812_366_000, 0]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_areas_come_back_as_polygons(suffix: str, tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / f"x{suffix}", layer="areas")
    frame = pyogrio.read_dataframe(tmp_path / f"x{suffix}", layer="areas")
    first = "MultiPolygon" if suffix == ".gpkg" else "Polygon"
    assert frame.geometry.geom_type.tolist() == [first, "MultiPolygon"]
    assert frame.geometry.is_valid.all()
    assert frame["area_km2"].astype(float).tolist() == [9000.123, 12364.0]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_front_lines_come_back_as_lines(suffix: str, tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / f"x{suffix}", layer="front")
    frame = pyogrio.read_dataframe(tmp_path / f"x{suffix}", layer="front")
    first = "MultiLineString" if suffix == ".gpkg" else "LineString"
    assert frame.geometry.geom_type.tolist() == [first, "MultiLineString"]
    assert frame["length_km"].astype(float).tolist() == [48.123, 111.0]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_results_give_the_same_file(suffix: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_results(make_sample(), tmp_path / name / f"x{suffix}")
    first, second = ((tmp_path / name / f"x{suffix}").read_bytes() for name in ("a", "b"))
    assert first == second


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_empty_results_make_empty_layers(suffix: str, tmp_path: Path) -> None:
    write_results(make_results(claims=[], intervals=[], mentions=[]), tmp_path / f"x{suffix}")
    assert pyogrio.read_info(tmp_path / f"x{suffix}", layer="control")["features"] <= 0


def test_geopackage_days_are_dates_start_and_end_first(tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / "x.gpkg")
    info = pyogrio.read_info(tmp_path / "x.gpkg", layer="control")
    dates = [f for f, dtype in zip(info["fields"], info["dtypes"], strict=True) if dtype == "datetime64[D]"]
    assert dates == ["start_date", "end_date", "first_report", "last_report"]


def test_geopackage_cells_come_back(tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / "x.gpkg")
    meta, _, _, columns = pyogrio.raw.read(tmp_path / "x.gpkg", layer="control")
    table = dict(zip(meta["fields"], columns, strict=True))
    row = [*table["feature_id"]].index("test:rawa@2017-01-10")
    assert table["start_date"][row] == np.datetime64(date(2017, 1, 10))
    assert np.isnat(table["end_date"][row])
    assert (table["actor"][row], table["opponent"][row]) == ("Army", None)
    assert (table["evidence"][row], table["evidence_count"][row]) == ("c2;c3", 2)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_continent_has_more_people_than_32_bits_hold(suffix: str, tmp_path: Path) -> None:
    asia = replace(make_place("Asia"), population=3_812_366_000)
    located = make_located(place=asia)
    results = make_results(claims=[located], intervals=[make_interval(asia)], mentions=[])
    write_results(results, tmp_path / f"x{suffix}", layer="places")
    frame = pyogrio.read_dataframe(tmp_path / f"x{suffix}", layer="places")
    assert list(frame["population"].astype(int)) == [3_812_366_000]


def test_an_old_geopackage_is_replaced_not_added_to(tmp_path: Path) -> None:
    for _ in range(2):
        write_results(make_sample(), tmp_path / "x.gpkg")
    assert pyogrio.read_info(tmp_path / "x.gpkg", layer="control")["features"] == 3


def test_kml_placemarks_have_a_time_span(tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / "x.kml")
    text = (tmp_path / "x.kml").read_text("utf-8")
    towns = text.partition("<name>areas</name>")[0]
    assert re.search(r"<begin>2017-01-01T00:00:00Z</begin>\s*<end>2017-01-10T00:00:00Z</end>", towns)
    assert towns.count("<begin>") == 3
    assert towns.count("<end>") == 2


def test_kml_of_claims_takes_offsets_for_no_days(tmp_path: Path) -> None:
    write_results(
        make_results(claims=[make_located(make_claim(on=None))]), tmp_path / "x.kml", layer="claims"
    )
    text = (tmp_path / "x.kml").read_text("utf-8")
    assert "<TimeSpan>" not in text
    assert '<SimpleData name="offset_start">14</SimpleData>' in text


def test_control_characters_do_not_break_kml(tmp_path: Path) -> None:
    claim = make_claim(sentence="a\x00b\x0b </kml> \ud800")
    write_results(make_results(claims=[make_located(claim)]), tmp_path / "x.kml", layer="claims")
    assert pyogrio.read_info(tmp_path / "x.kml", layer="claims")["features"] == 1


def test_a_missing_folder_is_refused_by_gdal_formats_too(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="folder does not exist"):
        write_results(make_results(), tmp_path / "no" / "x.gpkg")
