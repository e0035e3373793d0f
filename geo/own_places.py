"""The places a user added, kept as tables of their own beside the gazetteer."""

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterable
from pathlib import Path

from geo.entries import Entry
from geo.errors import BadPlaceDataError
from geo.tables import LIST_SEPARATOR, read_places

DATA_VARIABLE = "WHOHELD_DATA"
_COLUMNS = ("id", "name", "lat", "lon", "kind", "country", "admin1", "population", "aliases", "source")
_NAME = re.compile(r"[\w][\w.-]*")


def own_places_folder() -> Path:
    """Return the folder of the user's place tables: in WHOHELD_DATA, else in the user's data folder."""
    chosen = os.environ.get(DATA_VARIABLE)
    if chosen:
        return Path(chosen) / "places"
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_data_dir("whoheld")) / "places"


def list_tables() -> tuple[Path, ...]:
    """Return the user's place tables, by name."""
    folder = own_places_folder()
    return tuple(sorted(folder.glob("*.csv"))) if folder.is_dir() else ()


def own_places_version() -> str:
    """Return a short hash of the user's places, "" where there are none."""
    tables = list_tables()
    if not tables:
        return ""
    digest = hashlib.sha256()
    for table in tables:
        digest.update(table.name.encode())
        digest.update(table.read_bytes())
    return digest.hexdigest()[:12]


def own_entries() -> list[Entry]:
    """Return the user's places, table by table.

    Raises:
        BadPlaceDataError: If a table was spoilt by hand; names every bad line.
    """
    return [entry for table in list_tables() for entry in read_places(table)]


def keep_table(name: str, entries: Iterable[Entry], *, source: str) -> Path:
    """Keep places as a table of the user's own; one of the same name is replaced.

    Args:
        name: What the table is called, such as "SY" or "villages".
        entries: The places; ids must be unique.
        source: Where they come from, for credits.

    Raises:
        BadPlaceDataError: If the name cannot be a file's, or the folder cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise BadPlaceDataError(f"a table's name is letters, digits, '.', '-' or '_', got {name!r}")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for entry in sorted(entries, key=lambda entry: entry.place.id):
        writer.writerow(_cells(entry, source))
    path = own_places_folder() / f"{name}.csv"
    unfinished = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(buffer.getvalue(), encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise BadPlaceDataError(f"cannot keep the places in {path}: {error}") from error
    return path


def drop_table(name: str) -> None:
    """Remove a table of the user's own.

    Raises:
        BadPlaceDataError: If there is none of this name; says which there are.
    """
    path = own_places_folder() / f"{name}.csv"
    if path not in list_tables():
        have = ", ".join(table.stem for table in list_tables()) or "none"
        raise BadPlaceDataError(f"no table {name!r} among the added places; there are: {have}")
    path.unlink()


def _cells(entry: Entry, source: str) -> tuple[str, ...]:
    place = entry.place
    aliases = LIST_SEPARATOR.join(alias.replace(LIST_SEPARATOR, " ") for alias in place.aliases)
    numbers = (repr(place.point.lat), repr(place.point.lon))
    known = (place.kind.value, place.country, place.admin1, str(place.population or ""), aliases, source)
    return (place.id, place.name, *numbers, *known)
