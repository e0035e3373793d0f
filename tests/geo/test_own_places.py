"""Places a user added stay, join what is known, and can be removed."""

from dataclasses import replace
from pathlib import Path

import pytest

from geo.cache import gazetteer_path
from geo.compile_own import find_units
from geo.entries import Entry
from geo.errors import BadPlaceDataError
from geo.models import LonLat, Place, PlaceKind
from geo.own_places import DATA_VARIABLE, drop_table, keep_table, list_tables, own_entries, own_places_version
from geo.twins import join_entries
from geo.world_file import Feature
from tests.builders import make_region


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return tmp_path


def _entry(name: str, *, place_id: str, lon: float = 40.0, lat: float = 35.0, country: str = "SY") -> Entry:
    return Entry(Place(place_id, name, LonLat(lon, lat), PlaceKind.TOWN, country=country))


def test_without_tables_there_is_no_version() -> None:
    assert own_places_version() == ""
    assert own_entries() == []


def test_kept_places_come_back() -> None:
    place = Place(
        "own:darvan",
        "Darvan",
        LonLat(180.0, 0.0),
        PlaceKind.FACILITY,
        "SY",
        "Idlib",
        12,
        ("Darwan", "Дарван"),
    )
    keep_table("villages", [Entry(place)], source="survey")
    assert own_entries() == [Entry(place)]


def test_the_gazetteers_name_follows_the_users_places() -> None:
    before = gazetteer_path()
    keep_table("villages", [_entry("Darvan", place_id="own:darvan")], source="")
    with_villages = gazetteer_path()
    assert with_villages != before
    drop_table("villages")
    assert gazetteer_path() == before
    assert list_tables() == ()


def test_a_table_that_is_not_there_cannot_be_removed() -> None:
    keep_table("villages", [_entry("Darvan", place_id="own:darvan")], source="")
    with pytest.raises(BadPlaceDataError, match="there are: villages"):
        drop_table("towns")


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden"])
def test_names_that_leave_the_folder_are_refused(name: str) -> None:
    with pytest.raises(BadPlaceDataError, match="a table's name"):
        keep_table(name, [], source="")


def test_the_same_id_gives_one_place_with_all_names() -> None:
    known = _entry("Darvan", place_id="geonames:1")
    added = Entry(replace(known.place, name="Darwan", aliases=("Dervan",), population=9))
    (joined,) = join_entries([known], [added])
    assert joined.place.name == "Darvan"
    assert joined.place.aliases == ("Darwan", "Dervan")
    assert joined.place.population == 9


def test_the_same_name_at_nearly_the_same_spot_is_the_same_place() -> None:
    known = _entry("Darvan", place_id="supplement:darvan")
    near = _entry("darvan", place_id="geonames:2", lon=40.05)
    (joined,) = join_entries([known], [near])
    assert joined.place.id == "supplement:darvan"


def test_two_records_of_one_new_place_join_each_other() -> None:
    first, second = _entry("Darvan", place_id="own:a"), _entry("Darvan", place_id="own:b", lat=35.01)
    assert [entry.place.id for entry in join_entries([], [first, second])] == ["own:a"]


@pytest.mark.parametrize("other", [{"lon": 41.0}, {"country": "IQ"}])
def test_namesakes_elsewhere_stay_apart(other: dict[str, object]) -> None:
    known = _entry("Darvan", place_id="geonames:1")
    added = _entry("Darvan", place_id="own:darvan", **other)  # type: ignore[arg-type]
    assert len(join_entries([known], [added])) == 2


def test_points_learn_their_country_and_province() -> None:
    region = make_region("Anbar", west=39.0, south=31.0)
    assert region.geometry is not None
    unit = Feature("ne:IQ-AN", "admin1", "Anbar", "IQ", 40.0, 32.0, region.geometry)
    inside = _entry("Darvan", place_id="own:a", lon=39.5, lat=31.5, country="")
    far = _entry("Mirza", place_id="own:b", lon=-10.0, lat=0.0, country="")
    foreign = _entry("Dervan", place_id="own:c", lon=39.5, lat=31.5, country="JO")
    found = [entry.place for entry in find_units([inside, far, foreign], [unit])]
    assert [(place.country, place.admin1) for place in found] == [("IQ", "Anbar"), ("", ""), ("JO", "")]
