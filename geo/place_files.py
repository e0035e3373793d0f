"""Read files of places that a user brings, by suffix."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from geo.dump import read_dump
from geo.entries import Entry
from geo.errors import BadPlaceDataError
from geo.folding import fold
from geo.imported import Imported
from geo.models import LonLat, Place, PlaceKind
from geo.tables import is_degrees, refuse, split_list

Progress = Callable[[float], None]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "place_id"),
    "name": ("name", "place", "asciiname"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "kind": ("kind", "type"),
    "country": ("country", "countrycode", "country_code", "iso2"),
    "admin1": ("admin1", "province", "adm1_en"),
    "population": ("population", "pop"),
    "aliases": ("aliases", "alternatenames", "other_names"),
}
_ID = re.compile(r"[a-z]+:[^\s:]\S*")
_COUNTRY = re.compile(r"([A-Z]{2})?")
_NOT_IN_IDS = re.compile(r"[^0-9a-z]+")


def read_place_file(path: Path, *, progress: Progress | None = None) -> Imported:
    """Read a file of places.

    Args:
        path: A GeoNames dump (.txt .zip), a table (.csv with name, lat, lon and any of id, kind, country,
            admin1, population, aliases divided by "|"), or a layer (.geojson .json .gpkg .shp) with such
            fields.
        progress: Called with the share of the file read, 0 to 1.

    Raises:
        BadPlaceDataError: If the suffix is unknown or anything in the file cannot be used; names every fault
            with its line.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        raise BadPlaceDataError(f"no file {path}")
    if suffix in (".txt", ".zip"):
        return read_dump(path, progress=progress)
    if suffix == ".csv":
        return read_table(path)
    if suffix in (".geojson", ".json", ".gpkg", ".shp"):
        from geo.place_layers import read_layer  # noqa: PLC0415

        return read_layer(path)
    raise BadPlaceDataError(f"{path.name}: places come as .csv .txt .zip .geojson .gpkg or .shp")


def read_table(path: Path) -> Imported:
    """Read a CSV of places.

    Raises:
        BadPlaceDataError: If columns are missing or lines cannot be used; names every fault with its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadPlaceDataError(f"{path.name} cannot be read as a table in UTF-8: {error}") from error
    reader = csv.reader(io.StringIO(text), dialect=_dialect(text))
    header = next(reader, [])
    rows = ((reader.line_num, dict(zip(header, map(str.strip, cells), strict=False))) for cells in reader)
    return read_rows(((f"{path.name}:{number}", row) for number, row in rows), header, where=path.name)


def read_rows(
    rows: Iterator[tuple[str, Mapping[str, str]]], header: Sequence[str], *, where: str
) -> Imported:
    """Turn rows of named cells into places.

    Args:
        rows: Where each row stands, for messages, and its cells by column.
        header: The columns there are.
        where: Name of the file, for messages.

    Raises:
        BadPlaceDataError: If columns are missing or rows cannot be used; names every fault.
    """
    columns = _columns(header)
    missing = [name for name in ("name", "lat", "lon") if name not in columns]
    if missing:
        has = ", ".join(header) or "no columns"
        raise BadPlaceDataError(f"{where}: no column {' and no column '.join(missing)}; it has {has}")
    faults: list[str] = []
    entries: dict[str, Entry] = {}
    left_out: Counter[str] = Counter()
    for spot, row in rows:
        cells = {name: row.get(column, "") or "" for name, column in columns.items()}
        if not any(cells.values()):
            continue
        found = list(_faults(cells))
        faults += [f"{spot}: {fault}" for fault in found]
        if found:
            continue
        entry = _entry(cells)
        if entry.place.id in entries:
            left_out["same place again"] += 1
        entries.setdefault(entry.place.id, entry)
    if not entries and not faults:
        faults.append(f"{where}: no places in it")
    refuse(faults)
    return Imported(tuple(entries.values()), dict(left_out))


def _dialect(text: str) -> type[csv.Dialect]:
    """Return how the cells of a table are divided: comma, semicolon or tab, by its header."""
    head = text.partition("\n")[0]
    found = max(",;\t", key=head.count)

    class _Found(csv.excel):
        delimiter = found

    return _Found


def _columns(header: Sequence[str]) -> dict[str, str]:
    """Return the column of the file for each of ours that it has."""
    folded = {cell.strip().lower(): cell for cell in reversed(header)}
    return {
        name: folded[spelling]
        for name, spellings in COLUMNS.items()
        for spelling in reversed(spellings)
        if spelling in folded
    }


def _faults(cells: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with a row, in words."""
    if not fold(cells["name"]):
        yield f"no name, got {cells['name']!r}"
    for axis, limit in (("lat", 90.0), ("lon", 180.0)):
        if not is_degrees(cells[axis], limit):
            yield f"{axis} should be degrees from -{limit:.0f} to {limit:.0f}, got {cells[axis]!r}"
    kind = cells.get("kind", "")
    if kind and kind not in tuple(PlaceKind):
        yield f"kind should be one of {', '.join(PlaceKind)}, got {kind!r}"
    if not _COUNTRY.fullmatch(cells.get("country", "").upper()):
        yield f"country should be two letters such as SY, got {cells['country']!r}"
    population = cells.get("population", "")
    if population and not _is_count(population):
        yield f"population should be a whole number, got {population!r}"


def _is_count(cell: str) -> bool:
    try:
        return float(cell) >= 0 and float(cell) == int(float(cell))
    except (ValueError, OverflowError):
        return False


def _entry(cells: Mapping[str, str]) -> Entry:
    """Return the entry of a sound row."""
    point = LonLat(float(cells["lon"]), float(cells["lat"]))
    place = Place(
        id=_id(cells, point),
        name=cells["name"],
        point=point,
        kind=PlaceKind(cells.get("kind") or PlaceKind.TOWN),
        country=cells.get("country", "").upper(),
        admin1=cells.get("admin1", ""),
        population=int(float(cells.get("population") or 0)),
        aliases=tuple(alias for alias in split_list(cells.get("aliases", "")) if fold(alias)),
    )
    return Entry(place)


def _id(cells: Mapping[str, str], point: LonLat) -> str:
    """Return the row's id; without one, it is made of name and point, so that it stays for ever."""
    given = cells.get("id", "")
    if _ID.fullmatch(given):
        return given
    made = _NOT_IN_IDS.sub("-", fold(given)).strip("-")
    spot = f"{point.lat:.4f}-{point.lon:.4f}".replace(".", "-")
    named = _NOT_IN_IDS.sub("-", fold(cells["name"])).strip("-")
    return f"own:{made or f'{named}-{spot}'.strip('-')}"
