"""Geometries of rows as well-known binary, of the one kind that a layer has."""

import struct
from collections.abc import Callable

from shapely.geometry.base import BaseGeometry

from geo.models import LonLat
from output.cells import Row

ANY = "Unknown"
"""GDAL's name for layers that mix kinds: a place's polygon if it has one, else its point."""

_SURFACE = 2
_POINT = struct.Struct("<BIdd")


def wkb_writer(kind: str) -> Callable[[Row], bytes | None]:
    """Return a function that gives a row's geometry as WKB, WGS 84.

    Args:
        kind: "Point": where the row's place is. "MultiPolygon": its outline, none where that is not known.
            "MultiLineString": its lines. `ANY`: whatever it has.
    """
    made: dict[str, bytes | None] = {}

    def wkb_of(row: Row) -> bytes | None:
        place = row.place
        if place is None:
            return _own(row.geometry, kind)
        if place.id not in made:
            made[place.id] = _point(place.point) if kind == "Point" else _outline(row, kind)
        return made[place.id]

    return wkb_of


def _outline(row: Row, kind: str) -> bytes | None:
    import shapely  # noqa: PLC0415

    place = row.place
    if place is None:
        return None
    if kind == ANY:
        return _point(place.point) if place.geometry is None else _own(place.geometry, kind)
    is_surface = shapely.get_dimensions(place.geometry) == _SURFACE  # rivers are lines
    return _own(place.geometry, kind) if is_surface else None


def _point(point: LonLat) -> bytes:
    return _POINT.pack(1, 1, point.lon, point.lat)


def _own(geometry: BaseGeometry | None, kind: str) -> bytes | None:
    """Return a geometry as WKB, as one of many parts where the layer's kind asks for it."""
    import shapely  # noqa: PLC0415

    if geometry is None:
        return None
    if kind == "MultiPolygon" and isinstance(geometry, shapely.Polygon):
        geometry = shapely.MultiPolygon([geometry])
    if kind == "MultiLineString" and isinstance(geometry, shapely.LineString):
        geometry = shapely.MultiLineString([geometry])
    return bytes(shapely.to_wkb(geometry))
