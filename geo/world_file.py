"""The boundary file: named geometries with their boxes, small on disk and quick to read one by one."""

import os
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

WORLD_SCHEMA = 1
UNITS_PER_DEGREE = 10_000

_TABLES = """
PRAGMA page_size=4096;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE feature (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, layer TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL,
    country TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL,
    west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL, north REAL NOT NULL, shape BLOB NOT NULL);
CREATE INDEX feature_id ON feature (id);
CREATE INDEX feature_box ON feature (layer, west, east, south, north);
"""


@dataclass(frozen=True, slots=True)
class Feature:
    """One named geometry of the world.

    Attributes:
        id: Place id, shared with the gazetteer; may be "" for nameless rivers and the like.
        layer: "country", "admin1", "region", "river", "lake" or "disputed".
        country: ISO 3166 alpha-2, or "".
        lon: Of a point on it, degrees; so is `lat`.
        geometry: WGS 84.
    """

    id: str
    layer: str
    name: str
    country: str
    lon: float
    lat: float
    geometry: BaseGeometry = field(repr=False)
    aliases: tuple[str, ...] = ()


def pack(geometry: BaseGeometry) -> bytes:
    """Return a geometry as compressed steps of 1/10,000 degree."""
    kind, coords, offsets = shapely.to_ragged_array([geometry])
    steps = np.diff(np.rint(coords[:, :2] * UNITS_PER_DEGREE).astype("<i4"), axis=0, prepend=0)
    numbers = [np.array([kind, len(offsets)]), *(np.diff(o, prepend=0) for o in offsets)]
    sizes = np.array([len(part) for part in numbers[1:]] + [len(steps)])
    head = np.concatenate([numbers[0], sizes, *numbers[1:]]).astype("<i4")
    planes = np.concatenate([head, steps.T.ravel()]).astype("<i4").view("u1").reshape(-1, 4).T
    return zlib.compress(planes.tobytes(), 9)


def unpack(shape: bytes) -> BaseGeometry:
    """Return the geometry that `pack` made these bytes of."""
    planes = np.frombuffer(zlib.decompress(shape), "u1").reshape(4, -1)
    numbers = np.ascontiguousarray(planes.T).view("<i4").ravel()
    kind, depth = shapely.GeometryType(int(numbers[0])), int(numbers[1])
    sizes = numbers[2 : 3 + depth]
    at, offsets = 3 + depth, []
    for size in sizes[:-1]:
        offsets.append(np.cumsum(numbers[at : at + size], dtype="i8"))
        at += int(size)
    units = np.cumsum(numbers[at:].reshape(2, -1), axis=1, dtype="i8")
    coords = np.ascontiguousarray(units.T) / UNITS_PER_DEGREE
    geometry: BaseGeometry = shapely.from_ragged_array(kind, coords, tuple(offsets))[0]
    return geometry


def write_world(path: Path, features: Iterable[Feature], *, meta: Mapping[str, str]) -> None:
    """Write a boundary file; the same features give the same bytes.

    Args:
        path: New file.
        features: In the order they are drawn.
        meta: Credits and versions; `Boundaries.info` shows them.
    """
    connection = sqlite3.connect(os.fspath(path), isolation_level=None)
    try:
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO meta VALUES (?,?)", sorted({**meta, "schema": str(WORLD_SCHEMA)}.items())
        )
        rows = (_row(number, feature) for number, feature in enumerate(features))
        connection.executemany(f"INSERT INTO feature VALUES ({','.join('?' * 13)})", rows)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _row(number: int, feature: Feature) -> tuple[object, ...]:
    box = [float(edge) for edge in feature.geometry.bounds]
    names = (feature.id, feature.layer, feature.name, "\n".join(feature.aliases), feature.country)
    return (number, *names, feature.lon, feature.lat, *box, pack(feature.geometry))
