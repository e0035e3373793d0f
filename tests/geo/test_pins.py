"""Pins settle a name for ever; a table of them is checked whole."""

from pathlib import Path

import pytest

from geo.errors import BadPinError
from geo.models import LonLat, Place, PlaceName, Resolution, Status
from geo.pins import Pin, apply_pins, read_pins
from tests.builders import make_place, make_resolution

RAWA = make_place("Rawa")
TEXT = "Fighting reached Rawa in the east."
NAMES = (PlaceName(17, 21, "Rawa", "town"),)


def _read(tmp_path: Path, text: str) -> tuple[Pin, ...]:
    path = tmp_path / "pins.csv"
    path.write_text(text, encoding="utf-8")
    return read_pins(path, place_of={RAWA.id: RAWA}.get)


def _pin(place: Place | None, *, country: str = "", context: str = "") -> Pin:
    return Pin("rawa", country, context, place, "asked the desk")


def _applied(*pins: Pin, found: Resolution | None = None) -> Resolution:
    (settled,) = apply_pins(TEXT, NAMES, [found or make_resolution()], pins)
    return settled


def test_a_pin_by_id_and_one_by_point_are_read(tmp_path: Path) -> None:
    first, second = _read(
        tmp_path, f"name,place_id,lat,lon,why\nRawa,{RAWA.id},,,the town\nHill 7,,0,180,a map of ours\n"
    )
    assert first.place == RAWA
    assert second.place is not None
    assert second.place.point == LonLat(180.0, 0.0)
    assert second.why == "a map of ours"


def test_all_faults_come_at_once_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(BadPinError) as caught:
        _read(
            tmp_path,
            "name,country,place_id,lat,lon\n,,,1,2\nRawa,Iraq,nowhere:1,,\nRawa,,,1,\nRawa,,,91,2\n"
            f"Rawa,,{RAWA.id},1,2\n",
        )
    told = str(caught.value).splitlines()
    assert told == [
        "pins.csv:2: no name",
        "pins.csv:3: country should be two letters such as SY, got 'Iraq'",
        "pins.csv:3: the gazetteer has no place 'nowhere:1'",
        "pins.csv:4: lat and lon go together",
        "pins.csv:5: lat and lon should be degrees, got '91' and '2'",
        "pins.csv:6: give place_id, or lat and lon, not both",
    ]


@pytest.mark.parametrize("text", ["place,where\nRawa,there\n", ""])
def test_a_table_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadPinError, match="no column 'name'"):
        _read(tmp_path, text)


def test_a_missing_table_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadPinError, match="cannot be read"):
        read_pins(tmp_path / "none.csv", place_of=lambda _id: None)


def test_a_pin_wins_over_the_ranking_and_says_why() -> None:
    settled = _applied(_pin(RAWA), found=make_resolution(make_place("Rawa Mazowiecka")))
    assert settled.place == RAWA
    assert settled.score == 1.0
    assert settled.candidates[0].reasons == ("pinned: asked the desk",)


def test_a_name_may_be_pinned_to_no_place() -> None:
    assert _applied(_pin(None)).status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("pin", "holds"),
    [
        (_pin(RAWA, context="the EAST"), True),
        (_pin(RAWA, context="the west"), False),
        (_pin(RAWA, country="BR"), False),
    ],
)
def test_a_pin_holds_only_where_it_says(pin: Pin, *, holds: bool) -> None:
    other = make_resolution(make_place("Rawa Mazowiecka"))
    assert (_applied(pin, found=other).place == RAWA) is holds


def test_the_more_particular_pin_wins() -> None:
    elsewhere = make_place("Rawa of the east")
    assert _applied(_pin(RAWA), _pin(elsewhere, context="east")).place == elsewhere
