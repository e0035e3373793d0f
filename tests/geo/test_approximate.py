"""Names in no list, put where their text says they lie."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.approximate import place_by_surroundings, travel
from geo.models import (
    Candidate,
    LonLat,
    Place,
    PlaceKind,
    PlaceName,
    Resolution,
    Status,
    great_circle_km,
)

ANAH = Place("test:anah", "Anah", LonLat(41.9, 34.4), PlaceKind.TOWN, "IQ", "Anbar", 30_000)
ANBAR = Place("test:anbar", "Anbar", LonLat(41.0, 33.0), PlaceKind.ADMIN1, "IQ", "Anbar", 1_500_000)
IRAQ = Place("test:iraq", "Iraq", LonLat(44.0, 33.0), PlaceKind.COUNTRY, "IQ", "", 40_000_000)
BERBER = Place("test:berber", "Berber", LonLat(34.0, 18.0), PlaceKind.TOWN, "SD", "Nile", 100_000)
ZARDA = Place("test:zarda", "Zarda", LonLat(60.0, 20.0), PlaceKind.TOWN, "OM", "", 900)
KNOWN = {place.name: place for place in (ANAH, ANBAR, IRAQ, BERBER)}
UNKNOWN = Resolution(Status.UNKNOWN)


def resolved(place: Place, score: float = 1.0) -> Resolution:
    return Resolution(Status.RESOLVED, place, score, (Candidate(place, score),))


def place(text: str, *surfaces: str, zarda: Resolution = UNKNOWN) -> Resolution:
    """Return the resolution of Zarda, the only name without a known place."""
    names = []
    at = 0
    for surface in surfaces:
        at = text.index(surface, at)
        names.append(PlaceName(at, at + len(surface), surface, "unknown"))
        at += len(surface)
    before = [resolved(KNOWN[surface]) if surface in KNOWN else zarda for surface in surfaces]
    after = place_by_surroundings(text, names, before, {"IQ": 3.0, "SD": 0.2})
    kept = [i for i, surface in enumerate(surfaces) if surface in KNOWN]
    assert [after[i] for i in kept] == [before[i] for i in kept]
    return after[surfaces.index("Zarda")]


def test_a_quarter_lies_at_its_town_with_a_reason() -> None:
    found = place("They hold the Zarda district of Anah.", "Zarda", "Anah")
    assert found.place is not None
    assert (found.place.id, found.place.name, found.place.kind) == (
        "test:anah#zarda",
        "Zarda",
        PlaceKind.DISTRICT,
    )
    assert (found.place.point, found.place.country, found.place.admin1) == (ANAH.point, "IQ", "Anbar")
    assert (found.status, found.precision) == (Status.RESOLVED, 2)
    assert found.candidates[0].reasons == ("no list holds it; in Anah",)


def test_bearing_and_distance_move_the_point() -> None:
    found = place("Zarda, 20 km north of Anah, fell.", "Zarda", "Anah")
    assert found.place is not None
    assert great_circle_km(found.place.point, ANAH.point) == pytest.approx(20.0, abs=0.01)
    assert found.place.point.lat > ANAH.point.lat
    assert found.candidates[0].reasons == ("no list holds it; 20 km north of Anah",)
    assert found.precision == 2


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("The village of Zarda in Anbar fell.", ("Zarda", "Anbar")),
        ("Zarda, 90 km west of Anah, fell.", ("Zarda", "Anah")),
        ("Zarda fell after its defenders fled to Anah.", ("Zarda", "Anah")),
        ("Troops are in Anah. The Zarda district is theirs.", ("Anah", "Zarda")),
    ],
)
def test_what_is_wide_far_or_guessed_has_the_worst_precision(text: str, surfaces: tuple[str, ...]) -> None:
    found = place(text, *surfaces)
    assert (found.status, found.precision) == (Status.RESOLVED, 3)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("The village of Zarda in Iraq fell.", ("Zarda", "Iraq")),
        ("Troops are in Anah. The village of Zarda is theirs.", ("Anah", "Zarda")),
        ("The village of Zarda in Berber fell.", ("Zarda", "Berber")),
        ("Anah was taken by Zarda.", ("Anah", "Zarda")),
    ],
    ids=["country", "other sentence", "country the text is not about", "a party"],
)
def test_too_little_places_nothing(text: str, surfaces: tuple[str, ...]) -> None:
    assert place(text, *surfaces) == UNKNOWN


def test_a_namesake_far_from_where_the_text_puts_the_name_is_dropped() -> None:
    stray = resolved(ZARDA)
    assert place("The Zarda district of Anah fell.", "Zarda", "Anah", zarda=stray).place != ZARDA
    assert place("The village of Zarda in Anbar fell.", "Zarda", "Anbar", zarda=stray).precision == 3
    assert place("Zarda fell, and Anah.", "Zarda", "Anah", zarda=stray) == stray


def test_a_side_alone_may_be_far_away() -> None:
    west = replace(ZARDA, point=LonLat(40.0, 34.4), country="IQ")
    assert place("Zarda, west of Anah, fell.", "Zarda", "Anah", zarda=resolved(west)).place == west
    assert place("Zarda, near Anah, fell.", "Zarda", "Anah", zarda=resolved(west)).place != west


@given(lon=st.floats(-180, 180), lat=st.floats(-85, 85), bearing=st.floats(0, 360), km=st.floats(0, 500))
def test_travelling_goes_as_far_as_told(lon: float, lat: float, bearing: float, km: float) -> None:
    start = LonLat(lon, lat)
    assert great_circle_km(start, travel(start, bearing=bearing, km=km)) == pytest.approx(km, abs=0.01)
