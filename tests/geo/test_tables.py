"""Place tables: what is read, and what is refused with its line."""

from pathlib import Path

import pytest

from geo.compile_counties import read_counties
from geo.compile_countries import is_abbreviation, read_countries
from geo.errors import BadPlaceDataError
from geo.labels import Label
from geo.models import LonLat, PlaceKind
from geo.overlay import add_names, read_overlays
from geo.tables import demonym_names, read_places
from geo.unit_names import load_unit_words

HEADER = "id,name,lat,lon,kind,country,admin1,population,aliases,demonyms,source\n"


def written(folder: Path, text: str, name: str = "places.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_becomes_a_place(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "a:b,Null Island,0,0,physical,,,5,Zero|Nil,Nuller,own\n")
    (entry,) = read_places(path)
    assert entry.place.point == LonLat(0.0, 0.0)
    assert entry.place.kind is PlaceKind.PHYSICAL
    assert entry.place.aliases == ("Zero", "Nil")
    assert entry.others == (("Nuller", Label.DEMONYM), ("Nullers", Label.DEMONYM))


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffid,name,lat,lon,kind\n\na:b,B,1,2,town\n")
    assert [entry.place.id for entry in read_places(path)] == ["a:b"]


def test_all_faults_come_in_one_message_with_their_lines(tmp_path: Path) -> None:
    lines = ["nocolon,A,1,2,town,SY,,,,,", "a:b,,91,x,village,syria,,many,,,", "a:c,C,1,2,town,SY,,1,,,"]
    path = written(tmp_path, HEADER + "\n".join([*lines, "a:c,C,1,2,town,SY,,1,,,", "too,short"]) + "\n")
    with pytest.raises(BadPlaceDataError) as caught:
        read_places(path)
    assert "places.csv:6: 2 cells" in str(caught.value)
    path = written(tmp_path, HEADER + "\n".join([*lines, lines[2]]) + "\n")
    with pytest.raises(BadPlaceDataError) as caught:
        read_places(path)
    faults = str(caught.value).splitlines()
    assert len([fault for fault in faults if fault.startswith("places.csv:3: ")]) == 6
    assert any("places.csv:2: id should be like" in fault for fault in faults)
    assert any("places.csv:5: id 'a:c' is taken" in fault for fault in faults)


@pytest.mark.parametrize("header", ["id,name,lat,lon\n", "id,name,lat,lon,kind,colour\n", ""])
def test_missing_and_unknown_columns_are_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(BadPlaceDataError, match=r"places\.csv:1: "):
        read_places(written(tmp_path, header))


@pytest.mark.parametrize("lat", ["nan", "inf", "-90.1", ""])
def test_a_latitude_off_the_globe_is_refused(tmp_path: Path, lat: str) -> None:
    with pytest.raises(BadPlaceDataError, match="lat should be"):
        read_places(written(tmp_path, HEADER + f"a:b,B,{lat},0,town,,,,,,\n"))


def test_demonyms_have_plurals_where_english_makes_them() -> None:
    names = [name for name, _label in demonym_names("Syrian|Iraqi|Japanese|Frenchmen|Dutch")]
    assert {"Syrians", "Iraqis"} <= set(names)
    assert not {"Japaneses", "Frenchmens", "Dutchs"} & set(names)


def test_countries_are_read_with_points_and_abbreviations(tmp_path: Path) -> None:
    header = "iso2,iso3,name,lat,lon,aliases,demonyms\n"
    path = written(tmp_path, header + "SY,SYR,Syria,35.0,38.0,Syrian Arab Republic|S.A.R.,Syrian\n")
    (entry,) = read_countries(path, populations={"SY": 7})
    assert (entry.place.id, entry.place.country, entry.place.population) == ("ne:SYR", "SY", 7)
    assert entry.place.aliases == ("Syrian Arab Republic",)
    assert ("S.A.R.", Label.ABBREVIATION) in entry.others
    with pytest.raises(
        BadPlaceDataError, match=r"places.csv:2: iso3 .*\n.*:2: no name\n.*:2: not on the globe"
    ):
        read_countries(written(tmp_path, header + "SY,S,,99.0,38.0,,\n"), populations={})


@pytest.mark.parametrize(("name", "short"), [("UAE", True), ("U.S.", True), ("Syria", False), ("США", False)])
def test_runs_of_latin_capitals_are_abbreviations(name: str, short: bool) -> None:  # noqa: FBT001
    assert is_abbreviation(name) is short


def test_counties_are_known_in_full_and_bare(tmp_path: Path) -> None:
    header = "fips,name,state,lat,lon,population\n"
    path = written(
        tmp_path, header + "26163,Wayne County,MI,42.2,-83.3,5\n72001,Adjuntas Municipio,PR,18.1,-66.7,1\n"
    )
    wayne, adjuntas = read_counties(path, states={"MI": "Michigan"})
    assert (wayne.place.country, wayne.place.admin1, wayne.place.aliases) == ("US", "Michigan", ("Wayne",))
    assert ("Wayne Co.", Label.ABBREVIATION) in wayne.others
    assert (adjuntas.place.country, adjuntas.place.admin1) == ("PR", "")
    with pytest.raises(BadPlaceDataError, match="fips should be five digits"):
        read_counties(written(tmp_path, header + "1,X County,MI,1,2,3\n"), states={})


def test_added_names_go_before_the_old_one(tmp_path: Path) -> None:
    places = read_places(
        written(tmp_path, HEADER + "a:b,Ar Raqqah,1,2,town,SY,,,Rakka,,\na:c,C,1,2,town,SY,,,,,\n")
    )
    header = "id,name,aliases,abbreviations,codes,demonyms,source\n"
    overlays = read_overlays(
        written(tmp_path, header + "a:b,Raqqa,Callinicum,Rq.,RQ,Raqqan,own\n", "names.csv")
    )
    changed, same = add_names(places, overlays)
    assert (changed.place.name, changed.place.aliases) == ("Raqqa", ("Callinicum", "Ar Raqqah", "Rakka"))
    assert changed.others[:2] == (("Rq.", Label.ABBREVIATION), ("RQ", Label.CODE))
    assert same is places[1]


def test_a_line_that_adds_no_name_is_refused(tmp_path: Path) -> None:
    header = "id,name,aliases,abbreviations,codes,demonyms\n"
    with pytest.raises(BadPlaceDataError, match=r"names.csv:2: id .*\nnames.csv:2: the line adds no name"):
        read_overlays(written(tmp_path, header + "raqqa,,,,,\n", "names.csv"))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Muhafazat Halab", "halab"),
        ("Donetsk Oblast", "donetsk"),
        ("Province du Soum", "soum"),
        ("Northern Province", ""),
        ("Centre", ""),
        ("Kasai", "kasai"),
    ],
)
def test_units_are_known_without_the_word_for_what_they_are(name: str, bare: str) -> None:
    assert load_unit_words().bare(name) == bare


def test_units_are_known_with_the_words_of_their_country() -> None:
    derived = load_unit_words().derived(["Aleppo", "Northern"], "SY")
    assert {"aleppo", "aleppo Governorate", "aleppo Province"} == set(derived)


@pytest.mark.parametrize(
    "text", ["", "tails = 5\n", 'tails=["a"]\nheads=["b"]\nrefused=["c"]\nextra=1\n[designations]\n']
)
def test_a_bad_word_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadPlaceDataError, match=r"generic\.toml: "):
        load_unit_words(written(tmp_path, text, "generic.toml"))
