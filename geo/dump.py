"""Read GeoNames country dumps: 19 columns divided by tabs, bare or zipped."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from geo.compile_cities import usable_aliases
from geo.entries import Entry
from geo.errors import BadPlaceDataError
from geo.imported import Imported
from geo.models import LonLat, Place, PlaceKind
from geo.tables import is_degrees, read_lines, refuse

_COLUMNS = 19
_TELL_EVERY = 20_000  # lines
_COUNTRY = re.compile(r"[A-Z]{2}")
_MEMBER = re.compile(r"[A-Za-z]{2}\.txt")


@dataclass(frozen=True, slots=True)
class _Row:
    """The columns of a line that matter."""

    id: str
    name: str
    alternates: str
    lat: str
    lon: str
    feature: str
    country: str
    population: str


def read_dump(path: Path, *, progress: Callable[[float], None] | None = None) -> Imported:
    """Read a country dump of GeoNames.

    Kinds of features that nobody holds or fights for (schools, wells, streams) are left out and counted. The
    province of a place is worked out when the gazetteer is compiled.

    Args:
        path: `XX.txt`, or `XX.zip` that holds it.
        progress: Called with the share of the file read, 0 to 1.

    Raises:
        BadPlaceDataError: If the file is no dump; names every bad line.
    """
    text = _text(path)
    faults: list[str] = []
    rows: list[_Row] = []
    total = max(len(text), 1)
    at = 0
    for number, line in enumerate(io.StringIO(text), start=1):
        at += len(line)
        if progress and number % _TELL_EVERY == 0:
            progress(at / total)
        cells = line.rstrip("\r\n").split("\t")
        if cells == [""]:
            continue
        fault = _fault(cells)
        if fault:
            faults.append(f"{path.name}:{number}: {fault}")
        else:
            rows.append(_row(cells))
    if not rows and not faults:
        faults.append(f"{path.name}: no lines; a dump of GeoNames has 19 columns divided by tabs")
    refuse(faults)
    return _imported(rows)


def _text(path: Path) -> str:
    """Return the dump's text.

    Raises:
        BadPlaceDataError: If it cannot be read, or an archive holds no dump.
    """
    try:
        if path.suffix.lower() != ".zip":
            return path.read_text(encoding="utf-8")
        with zipfile.ZipFile(path) as archive:
            members = sorted(name for name in archive.namelist() if _MEMBER.fullmatch(name))
            if len(members) != 1:
                held = ", ".join(archive.namelist()[:5]) or "nothing"
                raise BadPlaceDataError(f"{path.name}: expected one XX.txt in the archive, got {held}")
            return archive.read(members[0]).decode("utf-8")
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise BadPlaceDataError(f"{path.name} cannot be read as a dump of GeoNames: {error}") from error


def _fault(cells: list[str]) -> str:
    """Return what is wrong with a line, or ""."""
    if len(cells) != _COLUMNS:
        return f"{len(cells)} columns, a dump of GeoNames has {_COLUMNS}"
    if not cells[0].isdecimal():
        return f"the first column is a number, got {cells[0]!r}"
    if not cells[1].strip():
        return "no name"
    if not (is_degrees(cells[4], 90.0) and is_degrees(cells[5], 180.0)):
        return f"latitude and longitude should be degrees, got {cells[4]!r} and {cells[5]!r}"
    if cells[14] and not cells[14].isdecimal():
        return f"population should be a whole number, got {cells[14]!r}"
    return ""


def _row(cells: list[str]) -> _Row:
    feature = f"{cells[6]}.{cells[7]}"
    return _Row(cells[0], cells[1].strip(), cells[3], cells[4], cells[5], feature, cells[8], cells[14])


def _imported(rows: list[_Row]) -> Imported:
    kinds = _kinds()
    left_out: Counter[str] = Counter()
    entries: dict[str, Entry] = {}
    for row in rows:
        kind = kinds.get(row.feature)
        if kind is None:
            left_out[f"feature {row.feature}"] += 1
        elif not _COUNTRY.fullmatch(row.country):
            left_out["no country"] += 1
        else:
            entry = _entry(row, kind)
            entries.setdefault(entry.place.id, entry)
    return Imported(tuple(entries.values()), dict(left_out.most_common()))


def _entry(row: _Row, kind: PlaceKind) -> Entry:
    place = Place(
        id=f"geonames:{row.id}",
        name=row.name,
        point=LonLat(float(row.lon), float(row.lat)),
        kind=kind,
        country=row.country,
        population=int(row.population or 0),
        aliases=tuple(usable_aliases(row.name, row.alternates.split(","))),
    )
    return Entry(place)


@cache
def _kinds() -> Mapping[str, PlaceKind]:
    """Return the kind of each feature code that is taken over."""
    table = files("geo") / "data" / "feature_codes.csv"
    lines = read_lines(table, needed=("feature", "kind"))
    return {line.cells["feature"]: PlaceKind(line.cells["kind"]) for line in lines}
