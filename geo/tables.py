"""Read place tables (CSV) and check every line before anything is used."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from geo.entries import Entry
from geo.errors import BadPlaceDataError
from geo.labels import Label
from geo.models import LonLat, Place, PlaceKind

LIST_SEPARATOR = "|"
_SHOWN_FAULTS = 20
_NEEDED = ("id", "name", "lat", "lon", "kind")
_OPTIONAL = ("country", "admin1", "population", "aliases", "demonyms", "source")
_ID = re.compile(r"[a-z]+:[^\s:][^\s]*")
_COUNTRY = re.compile(r"([A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, with its number in the file, counted from 1 for the header."""

    number: int
    cells: dict[str, str]


def read_lines(
    file: Path | Traversable, *, needed: Sequence[str], optional: Sequence[str] = ()
) -> list[Line]:
    """Read a UTF-8 CSV file with a header.

    Args:
        file: The file.
        needed: Columns that must be there.
        optional: Columns that may be; absent ones read as "".

    Raises:
        BadPlaceDataError: If columns are missing, unknown, or a line has too many or too few cells.
    """
    reader = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")))
    header = [cell.strip() for cell in next(reader, [])]
    faults = [f"{file.name}:1: no column {column!r}" for column in needed if column not in header]
    known = {*needed, *optional}
    faults += [f"{file.name}:1: unknown column {cell!r}" for cell in header if cell not in known]
    lines = []
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) != len(header):
            faults.append(f"{file.name}:{reader.line_num}: {len(cells)} cells, the header has {len(header)}")
            continue
        given = dict(zip(header, map(str.strip, cells), strict=True))
        lines.append(Line(reader.line_num, dict.fromkeys((*needed, *optional), "") | given))
    refuse(faults)
    return lines


def refuse(faults: Sequence[str]) -> None:
    """Raise all faults in one error, if there are any; beyond twenty the rest are counted.

    Raises:
        BadPlaceDataError: With one fault a line.
    """
    if not faults:
        return
    more = len(faults) - _SHOWN_FAULTS
    shown = [*faults[:_SHOWN_FAULTS], *([f"... and {more} more"] if more > 0 else [])]
    raise BadPlaceDataError("\n".join(shown))


def split_list(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several names."""
    return tuple(part for part in (part.strip() for part in cell.split(LIST_SEPARATOR)) if part)


def read_places(file: Path | Traversable) -> tuple[Entry, ...]:
    """Read a table of places.

    Args:
        file: CSV in UTF-8 with id, name, lat, lon, kind, and if known country, admin1, population, aliases,
            demonyms, source; `aliases` and `demonyms` hold several names divided by "|".

    Returns:
        The entries in the order of the file.

    Raises:
        BadPlaceDataError: If any line breaks the schema; names every such line.
    """
    faults: list[str] = []
    entries: list[Entry] = []
    seen: set[str] = set()
    for line in read_lines(file, needed=_NEEDED, optional=_OPTIONAL):
        found = list(_faults(line.cells, seen))
        faults += [f"{file.name}:{line.number}: {fault}" for fault in found]
        seen.add(line.cells["id"])
        if not found:
            entries.append(_entry(line.cells))
    refuse(faults)
    return tuple(entries)


def _faults(cells: dict[str, str], seen: set[str]) -> Iterator[str]:
    """Yield what is wrong with a line, in words."""
    if not _ID.fullmatch(cells["id"]):
        yield f"id should be like 'supplement:dabiq', got {cells['id']!r}"
    if cells["id"] in seen:
        yield f"id {cells['id']!r} is taken by an earlier line"
    if not cells["name"]:
        yield "no name"
    if cells["kind"] not in tuple(PlaceKind):
        yield f"kind should be one of {', '.join(PlaceKind)}, got {cells['kind']!r}"
    if not _COUNTRY.fullmatch(cells["country"]):
        yield f"country should be two capital letters, got {cells['country']!r}"
    if cells["population"] and not cells["population"].isdecimal():
        yield f"population should be a whole number, got {cells['population']!r}"
    for axis, limit in (("lat", 90.0), ("lon", 180.0)):
        if not is_degrees(cells[axis], limit):
            yield f"{axis} should be a number from -{limit:.0f} to {limit:.0f}, got {cells[axis]!r}"


def is_degrees(cell: str, limit: float) -> bool:
    """Whether a cell is a number of degrees between -`limit` and `limit`."""
    try:
        return -limit <= float(cell) <= limit
    except ValueError:
        return False


def _entry(cells: dict[str, str]) -> Entry:
    """Return the entry of a sound line."""
    place = Place(
        id=cells["id"],
        name=cells["name"],
        point=LonLat(float(cells["lon"]), float(cells["lat"])),
        kind=PlaceKind(cells["kind"]),
        country=cells["country"],
        admin1=cells["admin1"],
        population=int(cells["population"] or 0),
        aliases=split_list(cells["aliases"]),
    )
    return Entry(place, demonym_names(cells["demonyms"]))


def demonym_names(cell: str) -> tuple[tuple[str, Label], ...]:
    """Return the demonyms of a cell, each also in the plural with s."""
    given = split_list(cell)
    plurals = [
        word + "s" for word in given if not word.endswith(("s", "sh", "ch", "ese", "men", "i", "z", "x"))
    ]
    plurals += [word + "s" for word in given if word.endswith("i")]
    return tuple((name, Label.DEMONYM) for name in dict.fromkeys([*given, *plurals]))
