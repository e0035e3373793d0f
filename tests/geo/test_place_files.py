"""Places of the user's own: dumps, tables and layers, their faults with file and line."""

import json
import zipfile
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import Point, box

from geo.errors import BadPlaceDataError
from geo.models import LonLat, PlaceKind
from geo.place_files import read_place_file

DUMP_LINE = (
    "9001\tTall Mars\tTall Mars\tTell Mars,TLM,تل مرس\t35.5\t40.1\tP\tPPL\tSY\t\t"
    "05\t\t\t\t120\t\t210\tAsia/Damascus\t2020-01-01"
)


def _dump(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "SY.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "villages.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_of_a_dump_is_a_place(tmp_path: Path) -> None:
    (entry,) = read_place_file(_dump(tmp_path, DUMP_LINE)).entries
    place = entry.place
    assert (place.id, place.name, place.kind, place.country) == (
        "geonames:9001",
        "Tall Mars",
        PlaceKind.TOWN,
        "SY",
    )
    assert place.point == LonLat(40.1, 35.5)
    assert place.population == 120
    assert place.aliases == ("Tell Mars", "تل مرس")


def test_a_zipped_dump_is_read_beside_its_readme(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", DUMP_LINE + "\n")
    assert len(read_place_file(path).entries) == 1


def test_features_nobody_fights_for_are_counted(tmp_path: Path) -> None:
    school = DUMP_LINE.replace("\tP\tPPL\t", "\tS\tSCH\t").replace("9001", "9002")
    found = read_place_file(_dump(tmp_path, DUMP_LINE, school))
    assert len(found.entries) == 1
    assert found.left_out == {"feature S.SCH": 1}


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (DUMP_LINE.replace("35.5", "95.5"), r"SY\.txt:2: latitude and longitude"),
        (DUMP_LINE.replace("35.5", "north"), r"SY\.txt:2: latitude and longitude"),
        (DUMP_LINE + "\tmore", r"SY\.txt:2: 20 columns"),
        (DUMP_LINE.replace("9001\t", "x\t"), r"SY\.txt:2: the first column is a number"),
        (DUMP_LINE.replace("\t120\t", "\tmany\t"), r"SY\.txt:2: population"),
    ],
)
def test_bad_lines_of_a_dump_are_named(tmp_path: Path, spoilt: str, told: str) -> None:
    with pytest.raises(BadPlaceDataError, match=told):
        read_place_file(_dump(tmp_path, DUMP_LINE, spoilt))


def test_many_faults_are_counted_after_twenty(tmp_path: Path) -> None:
    with pytest.raises(BadPlaceDataError) as caught:
        read_place_file(_dump(tmp_path, *["bad"] * 30))
    assert str(caught.value).splitlines()[-1] == "... and 10 more"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04not really"])
def test_what_is_no_dump_is_refused(tmp_path: Path, content: bytes) -> None:
    for name in ("SY.txt", "SY.zip"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadPlaceDataError, match=r"SY\.(txt|zip)"):
            read_place_file(tmp_path / name)


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_a_table_is_read_however_it_is_divided(tmp_path: Path, divider: str) -> None:
    rows = [["Name", "Latitude", "Longitude", "aliases"], ["Darvan", "0", "180", "Darwan|Дарван"]]
    (entry,) = read_place_file(_table(tmp_path, "\n".join(divider.join(row) for row in rows))).entries
    place = entry.place
    assert (place.name, place.point, place.kind) == ("Darvan", LonLat(180.0, 0.0), PlaceKind.TOWN)
    assert place.aliases == ("Darwan", "Дарван")
    assert place.id == "own:darvan-0-0000-180-0000"


def test_an_id_of_ones_own_is_kept(tmp_path: Path) -> None:
    text = "id,name,lat,lon\nvillage 7,Darvan,1,2\nproject:9,Mirza,3,4\n"
    places = [entry.place.id for entry in read_place_file(_table(tmp_path, text)).entries]
    assert places == ["own:village-7", "project:9"]


def test_all_faults_of_a_table_come_at_once(tmp_path: Path) -> None:
    text = "name,lat,lon,kind,country,population\nDarvan,91,2,,,\n,1,2,castle,Syria,few\n"
    with pytest.raises(BadPlaceDataError) as caught:
        read_place_file(_table(tmp_path, text))
    told = str(caught.value)
    assert "villages.csv:2: lat" in told
    for fault in ("no name", "kind should be one of", "country should be two letters", "population"):
        assert f"villages.csv:3: {fault}" in told


def test_a_table_without_points_says_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(BadPlaceDataError, match="no column lat and no column lon; it has name, where"):
        read_place_file(_table(tmp_path, "name,where\nDarvan,there\n"))


def test_an_unknown_suffix_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x", encoding="utf-8")
    with pytest.raises(BadPlaceDataError, match="places come as"):
        read_place_file(tmp_path / "a.docx")
    with pytest.raises(BadPlaceDataError, match="no file"):
        read_place_file(tmp_path / "none.csv")


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "shp"])
def test_layers_are_read(tmp_path: Path, suffix: str) -> None:
    frame = geopandas.GeoDataFrame(
        {"name": ["Darvan", "Mirza"], "country": ["SY", None], "population": [120, 7]},
        geometry=[Point(40.1, 35.5), Point(40.2, 35.6)],
        crs=4326,
    )
    path = tmp_path / f"villages.{suffix}"
    frame.to_file(path)
    first, second = (entry.place for entry in read_place_file(path).entries)
    assert (first.name, first.country, first.population) == ("Darvan", "SY", 120)
    assert first.point.lon == pytest.approx(40.1)
    assert second.country == ""


def test_a_projected_area_gives_a_point_on_it(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"NAME": ["Darvan"]}, geometry=[box(40, 35, 41, 36)], crs=4326)
    frame.to_crs(3857).to_file(tmp_path / "areas.gpkg")
    (entry,) = read_place_file(tmp_path / "areas.gpkg").entries
    assert 40 < entry.place.point.lon < 41
    assert 35 < entry.place.point.lat < 36


def test_features_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": {"name": "Darvan"}, "geometry": None},
        {"type": "Feature", "properties": {"name": ""}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with pytest.raises(BadPlaceDataError) as caught:
        read_place_file(path)
    assert "a.geojson: feature 1: lat" in str(caught.value)
    assert "a.geojson: feature 2: no name" in str(caught.value)


def test_a_layer_without_names_or_features_is_refused(tmp_path: Path) -> None:
    geopandas.GeoDataFrame({"code": [1]}, geometry=[Point(1, 2)], crs=4326).to_file(tmp_path / "b.gpkg")
    with pytest.raises(BadPlaceDataError, match="no field 'name'; it has code"):
        read_place_file(tmp_path / "b.gpkg")
    (tmp_path / "c.gpkg").write_bytes(b"nothing of the kind")
    with pytest.raises(BadPlaceDataError, match="cannot be read as a layer"):
        read_place_file(tmp_path / "c.gpkg")
