"""GeoJSON (RFC 7946): WGS 84, longitude first, right-hand rule, dates as YYYY-MM-DD."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.models import Place
from output.atomic import open_text
from output.cells import COORDINATE_DECIMALS, Cell, Row
from output.escape import compact_json
from output.models import Results
from output.rows import layer_rows
from output.schema import LAYERS

ATTRIBUTION = (
    "As reported, not verified. Place names: GeoNames (CC BY 4.0). Boundaries: Natural Earth, de facto."
)


def write_geojson(results: Results, path: Path | None, *, layer: str = "control") -> None:
    """Write a layer as a FeatureCollection, one feature a line.

    Settlements are points; provinces and countries are polygons where their outline is known. Properties are
    the layer's columns, null where not known. Lists (evidence, sources) are text joined by ";", as GDAL and
    QGIS read no lists.

    Args:
        results: Of one run.
        path: Target; None or "-" is standard output.
        layer: Key of `output.schema.LAYERS`.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the target cannot be written.
    """
    features = _features(results, layer)
    head = {"type": "FeatureCollection", "name": layer, "attribution": ATTRIBUTION}
    with open_text(path) as stream:
        stream.write(compact_json(head)[:-1] + ',"features":[')
        for number, feature in enumerate(features):
            stream.write((",\n" if number else "\n") + feature)
        stream.write("\n]}\n")


def _features(results: Results, layer: str) -> Iterator[str]:
    rows = layer_rows(results, layer)
    names = [column.name for column in LAYERS[layer]]
    shapes: dict[str, str] = {}
    for row in rows:
        properties = dict(zip(names, map(_as_json, row.cells), strict=True))
        feature = compact_json({"type": "Feature", "id": row.id, "properties": properties})
        yield f'{feature[:-1]},"geometry":{_shape_text(row, shapes)}}}'


def _shape_text(row: Row, shapes: dict[str, str]) -> str:
    """Return a row's geometry as JSON; that of a place is made once and kept in `shapes`."""
    if row.geometry is not None:
        return json.dumps(shape_mapping(row.geometry), separators=(",", ":"))
    if row.place is None:
        return "null"
    if row.place.id not in shapes:
        shapes[row.place.id] = json.dumps(geometry_of(row.place), separators=(",", ":"))
    return shapes[row.place.id]


def _as_json(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def geometry_of(place: Place) -> dict[str, Any]:
    """Return a place's GeoJSON geometry: its polygon if it has one, else its point.

    Coordinates have 7 decimals at most (a centimetre); outer rings run counter-clockwise, inner ones
    clockwise.
    """
    if place.geometry is None or place.geometry.is_empty:
        lon, lat = place.point.lon, place.point.lat
        return {"type": "Point", "coordinates": [_trim(lon), _trim(lat)]}
    return shape_mapping(place.geometry)


def shape_mapping(geometry: BaseGeometry) -> dict[str, Any]:
    """Return a geometry in WGS 84 as GeoJSON; decimals and rings as `geometry_of` says."""
    import shapely  # noqa: PLC0415

    shape = shapely.orient_polygons(geometry, exterior_cw=False)
    trimmed: dict[str, Any] = _trimmed(shapely.geometry.mapping(shape))
    return trimmed


def _trimmed(geometry: Any) -> Any:
    """Return a mapping of a geometry with its coordinates as trimmed lists."""
    if isinstance(geometry, dict):
        return {key: value if key == "type" else _trimmed(value) for key, value in geometry.items()}
    if isinstance(geometry, float):
        return _trim(geometry)
    return [_trimmed(part) for part in geometry]


def _trim(degrees: float) -> float:
    return round(degrees, COORDINATE_DECIMALS) + 0.0
