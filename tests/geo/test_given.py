"""Names with coordinates of their source."""

import pytest

from geo.given import place_given
from geo.models import Candidate, LonLat, Place, PlaceKind, Status

RAQQA = Place("geonames:1", "Raqqa", LonLat(39.01, 35.95), PlaceKind.TOWN, "SY", "Ar-Raqqah")
PROVINCE = Place("ne:2", "Raqqa", LonLat(38.9, 36.0), PlaceKind.ADMIN1, "SY")


class Named:
    def __init__(self, place: Place) -> None:
        self.place = place


class Gazetteer:
    """Knows two places called Raqqa."""

    def lookup(self, name: str) -> tuple[Named, ...]:
        return (Named(PROVINCE), Named(RAQQA)) if name == "Raqqa" else ()

    def near(self, point: LonLat, *, radius_km: float) -> tuple[Place, ...]:
        return (RAQQA,) if abs(point.lat - 35.95) < 0.2 and radius_km > 0 else ()


@pytest.mark.parametrize(
    ("name", "lon", "lat", "precision", "expected"),
    [
        ("Raqqa", 39.02, 35.96, 1, "geonames:1"),
        ("Raqqa", 39.02, 35.96, 2, "geonames:1"),
        ("Raqqa", 38.9, 36.05, 3, "ne:2"),
        ("Raqqa", 39.02, 37.2, 1, "event:37.2000,39.0200"),
        ("Tal Mill", 39.02, 35.96, 1, "event:35.9600,39.0200"),
        ("Tal Mill", 0.0, 0.0, 1, "event:0.0000,0.0000"),
    ],
)
def test_known_places_close_by_keep_their_id(
    name: str, lon: float, lat: float, precision: int, expected: str
) -> None:
    found = place_given(name, LonLat(lon, lat), precision=precision, gazetteer=Gazetteer())  # type: ignore[arg-type]
    assert found.status is Status.RESOLVED
    assert found.place is not None
    assert (found.place.id, found.precision) == (expected, precision)


def test_an_own_place_has_the_country_of_its_neighbour() -> None:
    found = place_given("Tal Mill", LonLat(39.02, 35.96), precision=1, gazetteer=Gazetteer())  # type: ignore[arg-type]
    assert found.place is not None
    assert (found.place.country, found.place.admin1, found.place.kind) == ("SY", "Ar-Raqqah", PlaceKind.TOWN)


def test_other_spellings_that_the_text_suggests_count() -> None:
    found = place_given(
        "Ar Rakka",
        LonLat(39.0, 35.9),
        precision=1,
        gazetteer=Gazetteer(),
        considered=[Candidate(RAQQA, 0.5)],  # type: ignore[arg-type]
    )
    assert found.place == RAQQA
