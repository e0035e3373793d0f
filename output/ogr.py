"""Features through GDAL: FlatGeobuf, KML, and the layers of a GeoPackage."""

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
from output.schema import LAYERS, Column, ColumnType

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
class Field:
    """A column as GDAL takes it: values, and where there are none."""

    name: str
    values: Array
    is_missing: Array


@dataclass(frozen=True, slots=True)
class Target:
    """What GDAL makes of features.

    Attributes:
        path: File; a GeoPackage that is there gets one more layer.
        driver: GDAL's name of the format.
        layer: Name of the layer.
        geometry_type: As GDAL names it; "Unknown" = any; None = a table without geometries.
        description: Of the layer, where the format has room for one.
        metadata: Of a new file, where the format has room for it.
    """

    path: Path
    driver: str
    layer: str
    geometry_type: str | None = "Unknown"
    description: str = ""
    metadata: Mapping[str, str] | None = None


def write_flatgeobuf(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer as FlatGeobuf; its days are timestamps at midnight UTC.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    rows = list(layer_rows(results, layer))
    fields = make_fields(LAYERS[layer], rows)
    with replace_file(path) as draft:
        write_features(fields, _wkb(rows), Target(draft, "FlatGeobuf", layer))


def write_kml(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer as KML or KMZ, by suffix; its days are the TimeSpan of each placemark.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    rows = list(layer_rows(results, layer))
    columns = LAYERS[layer]
    fields = make_fields(columns, rows)
    by_name = {field.name: field for field in fields}
    extended = [replace(f, name=f"offset_{f.name}") if f.name in _KML_NAMES else f for f in fields]
    label = next(by_name[name] for name in _KML_LABELS if name in by_name)
    labels = Field("Name", label.values, label.is_missing)
    begin, end = by_name.get("start_date"), by_name.get("end_date")
    begin = begin or by_name.get("date")
    spans = [Field("begin", begin.values, begin.is_missing)] if begin else []
    spans += [Field("end", end.values, end.is_missing)] if end else []
    with replace_file(path) as draft:
        write_features([labels, *spans, *extended], _wkb(rows), Target(draft, "LIBKML", layer))


def make_fields(columns: Sequence[Column], rows: Sequence[Row]) -> list[Field]:
    """Return the cells of rows, column by column."""
    return [_field(columns, number, rows) for number in range(len(columns))]


def id_field(rows: Sequence[Row]) -> Field:
    """Return the ids of rows as a column, feature_id."""
    return Field("feature_id", object_array([row.id for row in rows]), np.zeros(len(rows), dtype=bool))


def _field(columns: Sequence[Column], number: int, rows: Sequence[Row]) -> Field:
    column = columns[number]
    dtype, filler = _TYPES[column.type]
    cells = [row.cells[number] for row in rows]
    is_missing = np.array([cell is None for cell in cells], dtype=bool)
    if column.type == "text":
        cleaned = {cell: _clean(cell) for cell in set(cells)}  # most columns hold few different texts
        return Field(column.name, object_array([cleaned[cell] for cell in cells]), is_missing)
    filled = [filler if cell is None else cell for cell in cells]
    return Field(column.name, np.array(filled, dtype=dtype), is_missing)


def _clean(cell: Cell) -> str | None:
    return None if cell is None else clean_text(str(cell))


def object_array(cells: Sequence[str | bytes | None]) -> Array:
    """Return texts or bytes as an array that GDAL takes."""
    values = np.empty(len(cells), dtype=object)
    values[:] = cells
    return values


def write_features(fields: Sequence[Field], shapes: Array | None, target: Target) -> None:
    """Write features as a layer.

    Args:
        fields: Their columns.
        shapes: Their geometries as WKB, WGS 84; None for a table.
        target: Where to, and as what.

    Raises:
        UnwritableError: If GDAL cannot write them.
    """
    import pyogrio  # noqa: PLC0415
    from pyogrio import raw  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError  # noqa: PLC0415

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_MOMENT})
    try:
        raw.write(
            target.path,
            geometry=shapes,
            field_data=[field.values for field in fields],
            fields=[field.name for field in fields],
            field_mask=[field.is_missing for field in fields],
            layer=target.layer,
            driver=target.driver,
            geometry_type=target.geometry_type,
            promote_to_multi=(target.geometry_type or "").startswith("Multi"),
            crs=None if target.geometry_type is None else "EPSG:4326",
            append=target.path.exists(),
            **_geopackage_options(target),
        )
    except (DataSourceError, DataLayerError, FeatureError) as error:
        raise UnwritableError(f"cannot write the {target.driver} file: {error}") from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _geopackage_options(target: Target) -> dict[str, Any]:
    if target.driver != "GPKG":
        return {}
    return {
        "dataset_options": {"VERSION": "1.2"},
        "layer_options": {"DESCRIPTION": target.description} if target.description else None,
        "dataset_metadata": dict(target.metadata) if target.metadata else None,
    }


def _wkb(rows: Sequence[Row]) -> Array:
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
