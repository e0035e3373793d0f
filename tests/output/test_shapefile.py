"""Shapefiles in a zip: short names told, days as days, letters kept, cuts told."""

import csv
import struct
import zipfile
from pathlib import Path

import pyogrio
import pytest

from output.field_names import short_names
from output.schema import ID_COLUMN, LAYERS
from output.shapefile import MAX_BYTES, zip_path
from output.writers import write_results
from tests.builders import make_claim, make_interval, make_located, make_place, make_results
from tests.output.samples import make_sample

PARTS = [".shp", ".shx", ".dbf", ".prj", ".cpg"]


def read(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_towns_and_regions_lie_apart_in_one_zip(tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        names = archive.namelist()
        times = {entry.date_time for entry in archive.infolist()}
    shapes = [f"{name}{part}" for name in ("control", "control_regions") for part in PARTS]
    assert names == [*shapes, "fields.csv", "README.txt"]
    assert times == {(2000, 1, 1, 0, 0, 0)}


def test_gdal_reads_the_zip(tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / "x.zip")
    info = pyogrio.read_info(tmp_path / "x.zip", layer="control")
    assert (info["geometry_type"], info["crs"], info["encoding"]) == ("Point", "EPSG:4326", "UTF-8")
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert types["start_date"] == types["end_date"] == types["first_rep"] == "OFTDate"
    regions = pyogrio.read_dataframe(tmp_path / "x.zip", layer="control_regions")
    assert regions["start_date"].astype(str).tolist() == ["2015-11-28"]
    assert regions.geometry.geom_type.tolist() == ["Polygon"]


@pytest.mark.parametrize(("layer", "kinds"), [("areas", {"Polygon"}), ("front", {"LineString"})])
def test_land_and_lines_come_back(layer: str, kinds: set[str], tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / "x.zip", layer=layer)
    frame = pyogrio.read_dataframe(tmp_path / "x.zip", layer=layer)
    assert {kind.removeprefix("Multi") for kind in frame.geometry.geom_type} == kinds
    assert len(frame) == 2


def test_a_shp_is_written_as_a_zip_beside_it(tmp_path: Path) -> None:
    write_results(make_results(), tmp_path / "held.shp")
    assert [path.name for path in tmp_path.iterdir()] == ["held.shp.zip"]
    assert zip_path(Path("held.zip")) == Path("held.zip")
    assert pyogrio.read_info(tmp_path / "held.shp.zip")["features"] == 1


@pytest.mark.parametrize("layer", LAYERS)
def test_short_names_are_short_and_unlike(layer: str) -> None:
    columns = (ID_COLUMN, *LAYERS[layer])
    names = short_names(columns)
    assert len({name.lower() for name in names}) == len(columns)
    assert all(1 <= len(name) <= 10 and name.isascii() for name in names)
    assert names[0] == "feature_id"


def test_a_table_gives_the_full_names(tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / "x.zip")
    fields = list(csv.DictReader(read(tmp_path / "x.zip", "fields.csv").splitlines()))
    for name in ("control", "control_regions"):
        told = [row for row in fields if row["shapefile"] == name]
        assert [row["field"] for row in told] == list(
            pyogrio.read_info(tmp_path / "x.zip", layer=name)["fields"]
        )
        assert [row["column"] for row in told] == ["feature_id", *(c.name for c in LAYERS["control"])]


def test_long_texts_are_cut_between_letters_and_told(tmp_path: Path) -> None:
    sentence = "دير " * 100
    claims = [make_located(make_claim(id="c1", sentence=sentence)), make_located(make_claim(id="c2"))]
    write_results(make_results(claims=claims), tmp_path / "x.zip", layer="claims")
    frame = pyogrio.read_dataframe(tmp_path / "x.zip", layer="claims")
    kept = frame["sentence"][0]
    assert MAX_BYTES - 2 <= len(kept.encode()) <= MAX_BYTES
    assert sentence.startswith(kept)
    told = read(tmp_path / "x.zip", "README.txt")
    assert "claims.sentence: 1 cut\n  cut: claims c1 sentence\n" in told
    assert "claims,sentence,sentence,text,the sentence that makes the claim,1\n" in read(
        tmp_path / "x.zip", "fields.csv"
    )


def test_without_cuts_it_says_so(tmp_path: Path) -> None:
    write_results(make_results(), tmp_path / "x.zip")
    told = read(tmp_path / "x.zip", "README.txt")
    assert "No text was cut." in told
    assert "GeoNames" in told


def test_the_table_bears_a_fixed_day(tmp_path: Path) -> None:
    write_results(make_results(intervals=[make_interval(make_place("Žepče دير"))]), tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert struct.unpack("3B", archive.read("control.dbf")[1:4]) == (100, 1, 1)
    assert pyogrio.read_dataframe(tmp_path / "x.zip")["place"].tolist() == ["Žepče دير"]
