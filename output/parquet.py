"""GeoParquet, through pyarrow: typed columns, real days, small and quick to read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from output.arrow import Shape, has_arrow, record_batches, schema_of
from output.atomic import replace_file
from output.cells import Row
from output.errors import MissingExtraError
from output.models import Results
from output.rows import layer_rows
from output.schema import LAYERS, Column
from output.shapes import ANY, wkb_writer

if TYPE_CHECKING:
    import pyarrow as pa

_INDEX = "id"
_GEOMETRY = "geometry"
_PANDAS_TYPES = {
    "text": ("unicode", "object"),
    "date": ("date", "object"),
    "number": ("float64", "float64"),
    "count": ("int64", "Int64"),
}


def write_parquet(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer as GeoParquet (WKB, EPSG:4326), days as dates without a time; pandas takes ids as index.

    Args:
        results: Of one run.
        path: Target.
        layer: Key of `output.schema.LAYERS`.

    Raises:
        MissingExtraError: If pyarrow is not installed.
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    require_pyarrow()
    import pyarrow.parquet as pq  # noqa: PLC0415

    columns, bounds = LAYERS[layer], _Bounds()
    shape = Shape(_GEOMETRY, wkb_writer(ANY))
    schema = schema_of(columns, id_name=_INDEX, shape=shape)
    schema = schema.with_metadata({"pandas": json.dumps(_pandas_metadata(columns))})
    rows = bounds.watch(layer_rows(results, layer))
    with replace_file(path) as draft, pq.ParquetWriter(draft, schema, compression="zstd") as writer:
        for batch in record_batches(rows, columns, id_name=_INDEX, shape=shape):
            writer.write_table(_table(batch, schema))
        writer.add_key_value_metadata({"geo": json.dumps(_geo_metadata(bounds))})


def _table(batch: "pa.RecordBatch", schema: "pa.Schema") -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    return pa.Table.from_batches([batch.cast(schema)], schema=schema)


class _Bounds:
    """The box around features and the kinds of their geometries, as they pass by."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._kinds: set[str] = set()
        self._boxes: list[tuple[float, float, float, float]] = []

    def watch(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield rows as they are."""
        for row in rows:
            if row.place is None or row.place.id not in self._seen:
                self._add(row)
            yield row

    def _add(self, row: Row) -> None:
        place, geometry = row.place, row.geometry
        if place is not None:
            self._seen.add(place.id)
            geometry = place.geometry
        if geometry is not None:
            self._kinds.add(geometry.geom_type)
            self._boxes.append(geometry.bounds)
        elif place is not None:
            self._kinds.add("Point")
            self._boxes.append((place.point.lon, place.point.lat, place.point.lon, place.point.lat))

    @property
    def kinds(self) -> list[str]:
        """Kinds of geometries, sorted."""
        return sorted(self._kinds)

    @property
    def box(self) -> list[float] | None:
        """West, south, east, north in degrees."""
        if not self._boxes:
            return None
        west, south, east, north = zip(*self._boxes, strict=True)
        return [min(west), min(south), max(east), max(north)]


def _geo_metadata(bounds: _Bounds) -> dict[str, Any]:
    """Return what GeoParquet 1.0 wants to know of the column of geometries."""
    from pyproj import CRS  # noqa: PLC0415

    column: dict[str, Any] = {
        "encoding": "WKB",
        "crs": CRS.from_epsg(4326).to_json_dict(),
        "geometry_types": bounds.kinds,
    }
    if bounds.box:
        column["bbox"] = bounds.box
    return {"version": "1.0.0", "primary_column": _GEOMETRY, "columns": {_GEOMETRY: column}}


def _pandas_metadata(columns: tuple[Column, ...]) -> dict[str, Any]:
    """Return what pandas wants to know: which column is the index, and its own types of the others."""
    kinds = {_INDEX: ("unicode", "object"), **{c.name: _PANDAS_TYPES[c.type] for c in columns}}
    kinds[_GEOMETRY] = ("bytes", "object")
    described = [
        {"name": name, "field_name": name, "pandas_type": kind, "numpy_type": dtype, "metadata": None}
        for name, (kind, dtype) in kinds.items()
    ]
    return {"index_columns": [_INDEX], "column_indexes": [], "columns": described, "pandas_version": "2.0.0"}


def require_pyarrow() -> None:
    """Make sure that GeoParquet can be written.

    Raises:
        MissingExtraError: If pyarrow is not installed.
    """
    if not has_arrow():
        raise MissingExtraError("GeoParquet needs pyarrow: install whoheld with its extra 'parquet'")
