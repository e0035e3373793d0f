"""GeoPackage, FlatGeobuf and KML, through GDAL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.models import Place
from output.atomic import replace_file
from output.cells import Cell, Row
from output.errors import UnwritableError
from output.escape import clean_text
from output.models import Results
from output.rows import layer_rows
from output.schema import LAYERS, READ_LAYERS, TABLES, Column, ColumnType

Array = npt.NDArray[Any]
FIXED_MOMENT = "2000-01-01T00:00:00.000Z"  # GDAL would write the present one: same input, same bytes
_KML_NAMES = ("start", "end")  # LIBKML takes "end" for the end of the TimeSpan; these are offsets in a text
_KML_LABELS = ("place", "front", "actor")
_TYPES: Mapping[ColumnType, tuple[str, Cell]] = MappingProxyType(
    {
        "date": ("datetime64[D]", "1970-01-01"),
        "number": ("float64", 0.0),
        "count": ("int64", 0),
        "text": ("object", None),
    }
)


@dataclass(frozen=True, slots=True)
class _Field:
    """A column as GDAL takes it: values, and where there are none."""

    name: str
    values: Array
    is_missing: Array


def write_geopackage(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write all layers into one GeoPackage (version 1.2), days as real DATE fields.

    Of the layers that are drawn from the others only the asked one and those with features are in it.

    Args:
        results: Of one run.
        path: Target.
        layer: Key of `output.schema.LAYERS`, put first: what most programs open.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    rows = {name: list(layer_rows(results, name)) for name in [layer, *LAYERS]}
    names = [name for name in rows if name == layer or name in READ_LAYERS or rows[name]]
    with replace_file(path) as draft:
        for name in names:
            fields = [_field(LAYERS[name], number, rows[name]) for number in range(len(LAYERS[name]))]
            ids = _Field("feature_id", _objects([row.id for row in rows[name]]), _none_missing(rows[name]))
            _write(draft, rows[name], [ids, *fields], driver="GPKG", layer=name)


def write_flatgeobuf(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer as FlatGeobuf; its days are timestamps at midnight UTC.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    rows = list(layer_rows(results, layer))
    fields = [_field(LAYERS[layer], number, rows) for number in range(len(LAYERS[layer]))]
    with replace_file(path) as draft:
        _write(draft, rows, fields, driver="FlatGeobuf", layer=layer)


def write_kml(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer as KML or KMZ, by suffix; its days are the TimeSpan of each placemark.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    rows = list(layer_rows(results, layer))
    columns = LAYERS[layer]
    fields = [_field(columns, number, rows) for number in range(len(columns))]
    by_name = {field.name: field for field in fields}
    extended = [replace(f, name=f"offset_{f.name}") if f.name in _KML_NAMES else f for f in fields]
    label = next(by_name[name] for name in _KML_LABELS if name in by_name)
    labels = _Field("Name", label.values, label.is_missing)
    begin, end = by_name.get("start_date"), by_name.get("end_date")
    begin = begin or by_name.get("date")
    spans = [_Field("begin", begin.values, begin.is_missing)] if begin else []
    spans += [_Field("end", end.values, end.is_missing)] if end else []
    with replace_file(path) as draft:
        _write(draft, rows, [labels, *spans, *extended], driver="LIBKML", layer=layer)


def _field(columns: Sequence[Column], number: int, rows: Sequence[Row]) -> _Field:
    column = columns[number]
    dtype, filler = _TYPES[column.type]
    cells = [row.cells[number] for row in rows]
    is_missing = np.array([cell is None for cell in cells], dtype=bool)
    if column.type == "text":
        return _Field(column.name, _objects([_clean(cell) for cell in cells]), is_missing)
    filled = [filler if cell is None else cell for cell in cells]
    return _Field(column.name, np.array(filled, dtype=dtype), is_missing)


def _clean(cell: Cell) -> str | None:
    return None if cell is None else clean_text(str(cell))


def _objects(texts: Sequence[str | None]) -> Array:
    values = np.empty(len(texts), dtype=object)
    values[:] = texts
    return values


def _none_missing(rows: Sequence[Row]) -> Array:
    return np.zeros(len(rows), dtype=bool)


def _write(path: Path, rows: Sequence[Row], fields: Sequence[_Field], *, driver: str, layer: str) -> None:
    import pyogrio  # noqa: PLC0415
    from pyogrio import raw  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError  # noqa: PLC0415

    options: dict[str, Any] = {"dataset_options": {"VERSION": "1.2"}} if driver == "GPKG" else {}
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_MOMENT})
    try:
        raw.write(
            path,
            geometry=None if layer in TABLES else _geometries(rows),
            field_data=[field.values for field in fields],
            fields=[field.name for field in fields],
            field_mask=[field.is_missing for field in fields],
            layer=layer,
            driver=driver,
            geometry_type=None if layer in TABLES else "Unknown",
            crs=None if layer in TABLES else "EPSG:4326",
            append=path.exists(),
            **options,
        )
    except (DataSourceError, DataLayerError, FeatureError) as error:
        raise UnwritableError(f"cannot write the {driver} file: {error}") from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _geometries(rows: Sequence[Row]) -> Array:
    """Return each row's geometry as WKB: its own, or its place's polygon, else its place's point."""
    import shapely  # noqa: PLC0415

    shapes: dict[str, bytes] = {}
    for row in rows:
        if row.place is not None and row.place.id not in shapes:
            shapes[row.place.id] = shapely.to_wkb(_shape(row.place))
    values = np.empty(len(rows), dtype=object)
    values[:] = [
        shapes[row.place.id] if row.place is not None else shapely.to_wkb(row.geometry) for row in rows
    ]
    return values


def _shape(place: Place) -> Any:
    from shapely import Point  # noqa: PLC0415

    return place.geometry or Point(place.point.lon, place.point.lat)
