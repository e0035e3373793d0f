"""From rows of GeoNames to the compiled file."""

from pathlib import Path

import pytest
from shapely.geometry import box

from geo.compile_cities import city_entries, usable_aliases
from geo.compile_names import name_lines
from geo.compile_store import cell_of, write_gazetteer
from geo.compile_units import assign_units, unit_name
from geo.entries import Entry
from geo.gazetteer import Gazetteer
from geo.labels import Label
from geo.models import LonLat, PlaceKind
from geo.world_file import Feature
from tests.builders import make_place
from tests.cities import CITIES, make_city


def make_unit(name: str, *, west: float, country: str = "SY") -> Feature:
    return Feature(
        f"ne:{country}-{name.lower()}", "admin1", name, country, west + 0.5, 0.5, box(west, 0, west + 1, 1)
    )


@pytest.mark.parametrize("code", ["for", "was", "THE", "QOM", "123"])
def test_airport_codes_are_no_names(code: str) -> None:
    assert usable_aliases("Fortaleza", [code, "Fortalezza"]) == ["Fortalezza"]


@pytest.mark.parametrize("native", ["حمص", "Яса", "北京"])
def test_short_names_in_other_scripts_are_kept(native: str) -> None:
    assert usable_aliases("X", [native]) == [native]


def test_a_town_carries_what_geonames_says() -> None:
    (entry,) = city_entries(CITIES[:1], ["Raqqa"])
    assert entry.place.id == "geonames:172955"
    assert (entry.place.country, entry.place.admin1, entry.place.population) == ("SY", "Raqqa", 531952)
    assert "RAQ" not in entry.place.aliases


def test_a_town_takes_the_unit_around_it_of_its_own_country() -> None:
    units = [make_unit("East", west=1), make_unit("Abroad", west=2, country="IQ")]
    inside = make_city("In", 0.5, 1.5, id=1, country="SY", admin1="01")
    over_the_border = make_city("Out", 0.5, 2.2, id=2, country="SY", admin1="02")
    lost = make_city("Lost", 0.5, 9.0, id=3, country="SY", admin1="03")
    assert [unit.name if unit else "" for unit in assign_units([inside, over_the_border, lost], units)] == [
        "East", "East", "",
    ]  # fmt: skip


def test_a_town_follows_nearly_all_others_of_its_code() -> None:
    units = [make_unit("West", west=0), make_unit("East", west=1)]
    west = [make_city("W", 0.5, 0.5, id=number, country="SY", admin1="01") for number in range(19)]
    strayed = make_city("S", 0.5, 1.01, id=99, country="SY", admin1="01")
    assert {unit.name for unit in assign_units([*west, strayed], units) if unit} == {"West"}


def test_british_towns_lie_in_nations() -> None:
    leeds = next(row for row in CITIES if row["name"] == "Leeds")
    assert unit_name(leeds, make_unit("Leeds", west=0, country="GB")) == "England"


def test_a_name_keeps_its_most_trusted_label() -> None:
    entry = Entry(make_place("Georgia"), (("Georgia", Label.CODE), ("Ga.", Label.ABBREVIATION)))
    assert name_lines([entry]) == ["ga\t0000000\t3", "georgia\t0000000\t0"]


@pytest.mark.parametrize(
    ("name", "also"), [("The Hague", "hague"), ("Saint Albans", "st albans"), ("Mount Sinjar", "mt sinjar")]
)
def test_names_are_also_found_shortened(name: str, also: str) -> None:
    assert any(line.startswith(f"{also}\t") for line in name_lines([Entry(make_place(name))]))


def test_a_small_article_is_no_part_to_leave_out() -> None:
    assert not any(line.startswith("south\t") for line in name_lines([Entry(make_place("the South"))]))


def test_two_places_may_not_share_an_id(tmp_path: Path) -> None:
    entries = [Entry(make_place("A", id="x:1")), Entry(make_place("B", id="x:1"))]
    with pytest.raises(ValueError, match="x:1"):
        write_gazetteer(tmp_path / "g.sqlite", entries, meta={})


def test_the_same_entries_in_any_order_give_the_same_bytes(tmp_path: Path, few_entries: list[Entry]) -> None:
    one, other = tmp_path / "one.sqlite", tmp_path / "other.sqlite"
    write_gazetteer(one, few_entries, meta={"b": "2", "a": "1"})
    write_gazetteer(other, reversed(few_entries), meta={"a": "1", "b": "2"})
    assert one.read_bytes() == other.read_bytes()


def test_progress_rises_to_one(tmp_path: Path) -> None:
    seen: list[float] = []
    entries = [Entry(make_place("A"))]
    write_gazetteer(tmp_path / "g.sqlite", entries, meta={}, progress=lambda _step, share: seen.append(share))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_latitude_and_longitude_0_are_ordinary(tmp_path: Path) -> None:
    null = make_place("Null Island", lon=0.0, lat=0.0, kind=PlaceKind.PHYSICAL)
    write_gazetteer(tmp_path / "g.sqlite", [Entry(null)], meta={})
    found = Gazetteer.open(tmp_path / "g.sqlite")
    assert found.lookup("null island")[0].place == null
    assert found.near(LonLat(0.001, -0.001), radius_km=1.0) == (null,)


def test_every_cell_has_its_own_number() -> None:
    points = [LonLat(float(lon), float(lat)) for lat in range(-90, 91) for lon in range(-180, 181)]
    assert len({cell_of(point) for point in points}) == len(points)
