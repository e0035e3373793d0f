"""Polygons of countries and first-level units, and the lines of a base map, read when asked for."""

import contextlib
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import BadPlaceDataError
from geo.world_file import WORLD_SCHEMA, Feature, unpack

Named = tuple[str, BaseGeometry]

_COLUMNS = "id, layer, name, aliases, country, lon, lat, shape"
_BY_ID = f"SELECT {_COLUMNS} FROM feature WHERE id = ? ORDER BY row LIMIT 1"
_IN_LAYER = f"SELECT {_COLUMNS} FROM feature WHERE layer = ? ORDER BY row"
_IN_BOX = (
    f"SELECT {_COLUMNS}, west >= ? AND east <= ? AND south >= ? AND north <= ? FROM feature"
    " WHERE layer = ? AND west <= ? AND east >= ? AND south <= ? AND north >= ? ORDER BY row"
)


@dataclass(frozen=True, slots=True)
class Basemap:
    """What of the world lies in a window: names with geometries in WGS 84, cut at its edges."""

    countries: tuple[Named, ...] = ()
    admin1: tuple[Named, ...] = ()
    rivers: tuple[Named, ...] = ()
    lakes: tuple[Named, ...] = ()
    disputed: tuple[Named, ...] = ()


class Boundaries:
    """A boundary file opened read-only, safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def __reduce__(self) -> tuple[type["Boundaries"], tuple[Path]]:
        """Travel to another process as the path alone."""
        return type(self), (self.path,)

    @classmethod
    def open(cls, path: Path | None = None) -> "Boundaries":
        """Open a boundary file.

        Args:
            path: A file that `geo.world_file.write_world` made; None = the world that ships with whoheld.

        Raises:
            BadPlaceDataError: If it is no boundary file of today's schema.
        """
        chosen = path or Path(os.fspath(files("geo") / "data" / "world.sqlite"))  # type: ignore[call-overload]
        try:
            with contextlib.closing(
                sqlite3.connect(f"{chosen.absolute().as_uri()}?mode=ro", uri=True)
            ) as found:
                schema = found.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        except sqlite3.Error as error:
            raise BadPlaceDataError(f"{chosen} is no boundary file: {error}") from error
        if schema != (str(WORLD_SCHEMA),):
            raise BadPlaceDataError(f"{chosen} is a boundary file of another version: make it anew")
        return cls(chosen)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon (or line) of a place in WGS 84, or None where none is known."""
        row = self._connection.execute(_BY_ID, (place_id,)).fetchone()
        return None if row is None else unpack(row[7])

    def layer(self, name: str) -> tuple[Feature, ...]:
        """Return all features of a layer: "country", "admin1", "region", "river", "lake" or "disputed"."""
        return tuple(_feature(row) for row in self._connection.execute(_IN_LAYER, (name,)))

    def clip(self, west: float, south: float, east: float, north: float, *, admin1: bool = True) -> Basemap:
        """Return what lies in a window, cut at its edges.

        Args:
            west: Edge in degrees; may exceed `east` when the window crosses the 180th meridian.
            south: Edge in degrees.
            east: Edge in degrees.
            north: Edge in degrees.
            admin1: Whether to include first-level units.
        """
        layers = ["country", "river", "lake", "disputed", *(["admin1"] if admin1 else [])]
        found = {layer: self._cut(layer, (west, south, east, north)) for layer in layers}
        return Basemap(
            countries=found["country"],
            admin1=found.get("admin1", ()),
            rivers=found["river"],
            lakes=found["lake"],
            disputed=found["disputed"],
        )

    def _cut(self, layer: str, window: tuple[float, float, float, float]) -> tuple[Named, ...]:
        """Return the features of a layer inside a window; one across the date line gives two pieces."""
        west, south, east, north = window
        if west > east:
            halves = ((west, south, 180.0, north), (-180.0, south, east, north))
            return tuple(named for half in halves for named in self._cut(layer, half))
        cut: list[Named] = []
        for row in self._connection.execute(
            _IN_BOX, (west, east, south, north, layer, east, west, north, south)
        ):
            inside = bool(row[8])
            geometry = unpack(row[7])
            if not inside:
                geometry = _clipped(geometry, window)
            if not geometry.is_empty:
                cut.append((str(row[2]), geometry))
        return tuple(cut)

    def info(self) -> Mapping[str, str]:
        """Return credits, counts and versions."""
        return dict(self._connection.execute("SELECT key, value FROM meta ORDER BY key"))


def _clipped(geometry: BaseGeometry, window: tuple[float, float, float, float]) -> BaseGeometry:
    """Return what of a geometry lies in a window; where a polygon only touches it, nothing."""
    cut = shapely.clip_by_rect(geometry, *window)
    if cut.geom_type != "GeometryCollection":
        return cut if shapely.get_dimensions(cut) == shapely.get_dimensions(geometry) else shapely.Polygon()
    parts = shapely.get_parts(cut)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == shapely.get_dimensions(geometry)])


def _feature(row: tuple[str, str, str, str, str, float, float, bytes]) -> Feature:
    place_id, layer, name, aliases, country, lon, lat, shape = row[:8]
    names = tuple(aliases.split("\n")) if aliases else ()
    return Feature(place_id, layer, name, country, lon, lat, unpack(shape), names)
