"""Counties of the United States as gazetteer entries."""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from geo.entries import Entry
from geo.labels import Label
from geo.models import LonLat, Place, PlaceKind
from geo.tables import Line, read_lines, refuse

_COLUMNS = ("fips", "name", "state", "lat", "lon", "population")
_SHORTENED = {"County": ("Co.", "Co"), "Parish": (), "Borough": (), "Municipio": ()}


def read_counties(file: Path | Traversable, *, states: Mapping[str, str]) -> tuple[Entry, ...]:
    """Read the county table.

    "Wayne County" is also known as "Wayne Co." and "County of Wayne", and bare, as an alias.

    Args:
        file: CSV with fips, name, state (postal code), lat, lon, population.
        states: Names of the states by postal code; other codes are territories, countries of their own.

    Raises:
        BadPlaceDataError: If any line breaks the schema; names every such line.
    """
    lines = read_lines(file, needed=_COLUMNS)
    refuse([f"{file.name}:{line.number}: {fault}" for line in lines for fault in _faults(line)])
    return tuple(_county(line.cells, states) for line in lines)


def _faults(line: Line) -> Iterator[str]:
    """Yield what is wrong with a line, in words."""
    cells = line.cells
    if len(cells["fips"]) != 5 or not cells["fips"].isdecimal():
        yield f"fips should be five digits, got {cells['fips']!r}"
    if not cells["name"]:
        yield "no name"
    if not cells["population"].isdecimal():
        yield f"population should be a whole number, got {cells['population']!r}"
    try:
        LonLat(float(cells["lon"]), float(cells["lat"]))
    except ValueError as error:
        yield str(error)


def _county(cells: Mapping[str, str], states: Mapping[str, str]) -> Entry:
    bare, _, word = cells["name"].rpartition(" ")
    short = tuple((f"{bare} {ending}", Label.ABBREVIATION) for ending in _SHORTENED.get(word, ()))
    named_so = ((f"{word} of {bare}", Label.ALIAS),) if word == "County" else ()
    place = Place(
        id=f"us-county:{cells['fips']}",
        name=cells["name"],
        point=LonLat(float(cells["lon"]), float(cells["lat"])),
        kind=PlaceKind.ADMIN2,
        country="US" if cells["state"] in states else cells["state"],
        admin1=states.get(cells["state"], ""),
        population=int(cells["population"]),
        aliases=(bare,) if word in _SHORTENED else (),
    )
    return Entry(place, (*short, *named_so))
