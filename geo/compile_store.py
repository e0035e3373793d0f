"""Write gazetteer entries into the SQLite file that look-ups read."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import floor
from pathlib import Path

from geo.entries import Entry, prominence
from geo.folding import fold
from geo.labels import Label
from geo.models import LonLat
from geo.translit import mild_key

SCHEMA_VERSION = 1
ALIAS_SEPARATOR = "\n"
LABELS = tuple(Label)

Progress = Callable[[str, float], None]

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL,
    kind TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, population INTEGER NOT NULL,
    aliases TEXT NOT NULL, cell INTEGER NOT NULL);
CREATE TABLE name (key TEXT, place INTEGER, label INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE spelling (
    country TEXT, mild TEXT, place INTEGER, key TEXT NOT NULL,
    PRIMARY KEY (country, mild, place)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX place_id ON place (id);
CREATE INDEX place_cell ON place (cell);
CREATE INDEX place_country ON place (country) WHERE kind = 'country';
"""
_ABBREVIATED_HEADS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


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
        names = sorted(_name_rows(ordered))
        tell("writing names", 0.65)
        connection.executemany("INSERT INTO name VALUES (?,?,?)", names)
        tell("working out spellings", 0.75)
        spellings = sorted(_spelling_rows(ordered, names).items())
        rows = ((*where, key) for where, key in spellings)
        connection.executemany("INSERT INTO spelling VALUES (?,?,?,?)", rows)
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


def _place_rows(ordered: list[Entry]) -> Iterator[tuple[object, ...]]:
    for row, entry in enumerate(ordered):
        place = entry.place
        point = place.point
        aliases = ALIAS_SEPARATOR.join(place.aliases)
        where = (place.country, place.admin1, place.population, aliases, cell_of(point))
        yield (row, place.id, place.name, point.lon, point.lat, place.kind.value, *where)


def _name_rows(ordered: list[Entry]) -> Iterator[tuple[str, int, int]]:
    """Yield each folded name of each place once, under its most trusted label."""
    alias = LABELS.index(Label.ALIAS)
    for row, entry in enumerate(ordered):
        best: dict[str, int] = {}
        variants: dict[str, int] = {}
        for label, name in _labelled_names(entry):
            key = fold(name)
            if key:
                best[key] = min(best.get(key, label), label)
                for variant in _variants(name, key):
                    variants.setdefault(variant, max(label, alias))
        best = variants | best
        for key, label in best.items():
            yield key, row, label


def _labelled_names(entry: Entry) -> Iterator[tuple[int, str]]:
    yield 0, entry.place.name
    for alias in entry.place.aliases:
        yield 1, alias
    for other, label in entry.others:
        yield LABELS.index(label), other


def _variants(name: str, key: str) -> Iterator[str]:
    """Yield what a name is also written as, folded: without "The", with Saint or Mount shortened.

    "the South" written small is no name without its article.
    """
    head, _, tail = key.partition(" ")
    if not tail:
        return
    if name.startswith("The "):
        yield tail
    short = _ABBREVIATED_HEADS.get(head)
    if short:
        yield f"{short} {tail}"


def _spelling_rows(
    ordered: list[Entry], names: list[tuple[str, int, int]]
) -> dict[tuple[str, str, int], str]:
    """Return one Latin name for each country, spelling key and place."""
    found: dict[tuple[str, str, int], str] = {}
    previous, mild = "", ""
    for key, row, label in names:
        country = ordered[row].place.country
        if label > 1 or not country:
            continue
        if key != previous:
            previous, mild = key, mild_key(key)
        if mild:
            found.setdefault((country, mild, row), key)
    return found
