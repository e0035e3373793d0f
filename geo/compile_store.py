"""Write gazetteer entries into the SQLite file that look-ups read."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import floor
from pathlib import Path

from geo.compile_names import name_lines, spelling_lines
from geo.entries import Entry, prominence
from geo.models import LonLat

SCHEMA_VERSION = 3
ALIAS_SEPARATOR = "\n"

Progress = Callable[[str, float], None]

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL,
    kind TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, population INTEGER NOT NULL,
    aliases TEXT NOT NULL, cell INTEGER NOT NULL);
CREATE TABLE name (key TEXT, place INTEGER, label INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE spelling (spelling TEXT, place INTEGER, PRIMARY KEY (spelling, place)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX place_id ON place (id);
CREATE INDEX place_cell ON place (cell, lon, lat);
CREATE INDEX place_country ON place (country) WHERE kind = 'country';
"""


def cell_of(point: LonLat) -> int:
    """Return the number of the 1-degree cell that holds a point."""
    return (floor(point.lat) + 90) * 361 + floor(point.lon) + 180


def write_gazetteer(
    path: Path, entries: Iterable[Entry], *, meta: Mapping[str, str], progress: Progress | None = None
) -> None:
    """Write a complete gazetteer file; the same entries give the same bytes.

    Args:
        path: New file; an existing one is an error of the caller.
        entries: In any order; ids must be unique.
        meta: What `Gazetteer.info` shows beside the counts.
        progress: Called with a step's name and the share done, 0 to 1.

    Raises:
        ValueError: If two entries share an id.
    """
    tell = progress or (lambda _step, _share: None)
    ordered = sorted(entries, key=prominence)
    _check_ids(ordered)
    connection = sqlite3.connect(os.fspath(path), isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;")
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        tell("writing places", 0.35)
        connection.executemany(f"INSERT INTO place VALUES ({','.join('?' * 11)})", _place_rows(ordered))
        tell("folding names", 0.45)
        names = name_lines(ordered)
        tell("writing names", 0.65)
        connection.executemany("INSERT INTO name VALUES (?,?,?)", _cells(names))
        tell("working out spellings", 0.75)
        connection.executemany("INSERT INTO spelling VALUES (?,?)", _cells(spelling_lines(ordered, names)))
        counts = {"places": str(len(ordered)), "names": str(len(names)), "schema": str(SCHEMA_VERSION)}
        connection.executemany("INSERT INTO meta VALUES (?,?)", sorted({**meta, **counts}.items()))
        connection.execute("COMMIT")
        tell("indexing", 0.95)
        connection.executescript(_INDEXES)
    finally:
        connection.close()
    tell("done", 1.0)


def _check_ids(ordered: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in ordered:
        if entry.place.id in seen:
            raise ValueError(f"two places share the id {entry.place.id!r}")
        seen.add(entry.place.id)


def _cells(lines: Iterable[str]) -> Iterator[list[str]]:
    return (line.split("\t") for line in lines)


def _place_rows(ordered: list[Entry]) -> Iterator[tuple[object, ...]]:
    for row, entry in enumerate(ordered):
        place = entry.place
        point = place.point
        aliases = ALIAS_SEPARATOR.join(place.aliases)
        where = (place.country, place.admin1, place.population, aliases, cell_of(point))
        yield (row, place.id, place.name, point.lon, point.lat, place.kind.value, *where)
