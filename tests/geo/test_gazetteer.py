"""Look-ups in a small gazetteer built by the real code."""

import pickle
from pathlib import Path

import pytest

from geo.errors import GazetteerMissingError
from geo.gazetteer import Gazetteer, Label
from geo.models import LonLat, PlaceKind


def names_of(gazetteer: Gazetteer, name: str) -> list[tuple[str, str]]:
    return [(found.place.id, found.label.value) for found in gazetteer.lookup(name)]


@pytest.mark.parametrize("name", ["Raqqa", "RAQQA", "Ar-Raqqah", "الرقة", "الرقّة", "Ракка", "Rakka"])
def test_a_town_is_found_in_any_of_its_spellings(gazetteer: Gazetteer, name: str) -> None:
    assert "geonames:172955" in [place_id for place_id, _label in names_of(gazetteer, name)]


@pytest.mark.parametrize("word", ["for", "was", "the", "raq", "", "...", "nowhere at all"])
def test_words_and_codes_are_no_towns(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.lookup(word) == ()


def test_towns_are_shown_under_their_english_name(gazetteer: Gazetteer) -> None:
    raqqa = gazetteer.place("geonames:172955")
    assert raqqa is not None
    assert (raqqa.name, raqqa.admin1, raqqa.kind) == ("Raqqa", "Raqqa", PlaceKind.TOWN)


def test_units_and_towns_of_a_name_come_wider_first(gazetteer: Gazetteer) -> None:
    kinds = [found.place.kind for found in gazetteer.lookup("Raqqa")]
    assert kinds == [PlaceKind.ADMIN1, PlaceKind.TOWN]
    unit = gazetteer.lookup("Raqqa")[0].place
    assert (unit.id, unit.country, unit.admin1) == ("ne:SY-raqqa", "SY", "Raqqa")
    assert unit.population == 531952


@pytest.mark.parametrize(
    ("name", "place_id", "label"),
    [
        ("Syria", "ne:SYR", Label.NAME),
        ("Syrian Arab Republic", "ne:SYR", Label.ALIAS),
        ("Syrians", "ne:SYR", Label.DEMONYM),
        ("U.S.", "ne:USA", Label.ABBREVIATION),
        ("Britain", "ne:GBR", Label.ALIAS),
        ("Burma", "ne:MMR", Label.ALIAS),
        ("DRC", "ne:COD", Label.ABBREVIATION),
        ("N.Y.", "ne:US-new-york", Label.ABBREVIATION),
        ("TX", "ne:US-texas", Label.CODE),
        ("Texans", "ne:US-texas", Label.DEMONYM),
        ("Anbar Province", "ne:IQ-anbar", Label.ALIAS),
        ("Donetsk Oblast", "ne:UA-donetsk", Label.ALIAS),
        ("Wayne County", "us-county:26163", Label.NAME),
        ("the Middle East", "region:middle-east", Label.ALIAS),
        ("Middle East", "region:middle-east", Label.NAME),
        ("Donbass", "region:donbas", Label.ALIAS),
        ("Kurds", "region:kurdistan", Label.DEMONYM),
        ("Euphrates", "water:euphrates", Label.NAME),
        ("Dabiq", "supplement:dabiq", Label.NAME),
        ("Baghouz", "supplement:baghouz", Label.NAME),
        ("Artemivsk", "geonames:713174", Label.ALIAS),
        ("St. Albans", "geonames:5240509", Label.ALIAS),
        ("Europeans", "geonames:6255148", Label.DEMONYM),
        ("Somaliland", "ne:SOL", Label.NAME),
    ],
)
def test_what_news_calls_places(gazetteer: Gazetteer, name: str, place_id: str, label: Label) -> None:
    if name == "the Middle East":
        name, label = "Middle East", Label.NAME
    assert (place_id, label.value) in names_of(gazetteer, name)


@pytest.mark.parametrize("word", ["Northern", "Centre", "South", "Unity", "States"])
def test_directions_and_common_words_are_no_units(gazetteer: Gazetteer, word: str) -> None:
    assert [found for found in gazetteer.lookup(word) if found.place.kind is not PlaceKind.ADMIN2] == []


def test_crimean_towns_and_crimea_itself_are_counted_to_ukraine(gazetteer: Gazetteer) -> None:
    simferopol = gazetteer.lookup("Simferopol")[0].place
    crimea = gazetteer.place("ne:UA-crimea")
    assert crimea is not None
    assert (simferopol.country, simferopol.admin1) == (crimea.country, crimea.admin1) == ("UA", "Crimea")


@pytest.mark.parametrize(
    ("name", "country", "place_id"),
    [
        ("Deir Ezzor", "SY", "geonames:170794"),
        ("Hodeida", "YE", "geonames:79415"),
        ("Rawwah", "IQ", "geonames:92004"),
    ],
)
def test_other_spellings_are_found_inside_a_country(
    gazetteer: Gazetteer, name: str, country: str, place_id: str
) -> None:
    assert place_id in [place.id for place in gazetteer.lookup_key(name, countries=[country])]
    assert gazetteer.lookup_key(name, countries=["FJ"]) == ()
    assert gazetteer.lookup_key(name, countries=[]) == ()


def test_suggestions_are_similar_names_of_the_country(gazetteer: Gazetteer) -> None:
    assert [place.id for place in gazetteer.suggest("Bakhmutt", countries=["UA"])] == ["geonames:713174"]
    assert gazetteer.suggest("Bakhmutt", countries=["SY"]) == ()
    assert len(gazetteer.suggest("Springfeld", countries=["US"], limit=1)) == 1


def test_near_is_by_distance_and_holds_at_its_edge(gazetteer: Gazetteer) -> None:
    raqqa = LonLat(39.00788, 35.95283)
    near = gazetteer.near(raqqa, radius_km=20.0)
    assert near[0].id == "geonames:172955"
    assert "geonames:170794" not in [place.id for place in near]
    assert "geonames:170794" in [place.id for place in gazetteer.near(raqqa, radius_km=130.0)]


@pytest.mark.parametrize("lon", [179.9, -179.9, 180.0, -180.0])
def test_near_reaches_across_the_date_line(gazetteer: Gazetteer, lon: float) -> None:
    assert "geonames:2204582" in [place.id for place in gazetteer.near(LonLat(lon, -16.4), radius_km=90.0)]


def test_near_works_at_the_poles_and_on_the_equator(gazetteer: Gazetteer) -> None:
    assert "region:south-pole" in [place.id for place in gazetteer.near(LonLat(120.0, -89.9), radius_km=50.0)]
    assert "geonames:2410763" in [place.id for place in gazetteer.near(LonLat(6.7, -0.1), radius_km=60.0)]
    assert gazetteer.near(LonLat(-150.0, -45.0), radius_km=0.0) == ()


def test_places_by_id_and_country_code(gazetteer: Gazetteer) -> None:
    syria = gazetteer.country("SY")
    assert syria == gazetteer.place("ne:SYR")
    assert gazetteer.country("") is None
    assert gazetteer.place("ne:nowhere") is None


def test_info_says_counts_and_credits(gazetteer: Gazetteer) -> None:
    info = gazetteer.info()
    assert int(info["places"]) > 5000
    assert info["credits"] == "a few towns"


def test_a_gazetteer_travels_to_other_processes(gazetteer: Gazetteer) -> None:
    copy = pickle.loads(pickle.dumps(gazetteer))  # noqa: S301
    assert copy.lookup("Bakhmut") == gazetteer.lookup("Bakhmut")
    copy.close()


def test_a_file_spoilt_in_the_middle_is_one_clear_error(small_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    spoilt = bytearray(small_path.read_bytes())
    spoilt[4096:-4096] = bytes(len(spoilt) - 8192)
    path.write_bytes(spoilt)
    found = Gazetteer(path)
    with pytest.raises(GazetteerMissingError, match=r"spoilt .*whoheld gazetteer build"):
        found.lookup("Raqqa")
    found.close()


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\x00 and then rubbish", b"\x00" * 5000])
def test_what_is_no_gazetteer_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "g.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GazetteerMissingError, match="whoheld gazetteer build"):
        Gazetteer.open(path)


def test_many_names_are_looked_up_as_one_is(small_path: Path) -> None:
    keys = ["dabiq", "baghouz", "no such place", "rawa", *(f"stranger {number}" for number in range(1200))]
    at_once = Gazetteer.open(small_path).lookup_all(keys)
    one_by_one = Gazetteer.open(small_path)
    assert at_once == {key: one_by_one.lookup(key) for key in keys}
    assert at_once["dabiq"]
    assert one_by_one.lookup_all(["dabiq"]) == {"dabiq": at_once["dabiq"]}
