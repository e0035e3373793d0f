"""Features through GDAL: FlatGeobuf, shapefiles, and the layers of a GeoPackage."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from output.arrow import Shape, has_arrow, record_batches, schema_of
from output.atomic import check_room, replace_file
from output.cells import Cell, Row
from output.errors import UnwritableError
from output.escape import clean_texts
from output.models import Results
from output.rows import layer_rows
from output.schema import LAYERS, Column, ColumnType
from output.shapes import ANY, wkb_writer

Array = npt.NDArray[Any]
FIXED_MOMENT = "2000-01-01T00:00:00.000Z"  # GDAL would write the present one: same input, same bytes
_GEOMETRY_NAME = "geom"
_FULL_BYTES = 1 << 16
_SHOWN_CHARACTERS = 200
_TYPES: Mapping[ColumnType, tuple[str, Cell]] = MappingProxyType(
    {
        "date": ("datetime64[D]", "1970-01-01"),
        "number": ("float64", 0.0),
        "count": ("int64", 0),
        "text": ("object", None),
    }
)


@dataclass(frozen=True, slots=True)
class Target:
    """What GDAL makes of features.

    Attributes:
        path: File; a GeoPackage that is there gets one more layer.
        driver: GDAL's name of the format.
        layer: Name of the layer.
        geometry_type: As GDAL names it; "Unknown" = any; None = a table without geometries.
        id_name: What the column of ids is called; "" = there is none.
        layer_options: Of the driver, by name.
        file_options: Of the driver for a new file.
        metadata: Of a new file, where the format has room for it.
    """

    path: Path
    driver: str
    layer: str
    geometry_type: str | None = ANY
    id_name: str = ""
    layer_options: Mapping[str, str] | None = None
    file_options: Mapping[str, str] | None = None
    metadata: Mapping[str, str] | None = None

    @property
    def shape(self) -> Shape | None:
        """The column of geometries."""
        return Shape(_GEOMETRY_NAME, wkb_writer(self.geometry_type)) if self.geometry_type else None


def write_flatgeobuf(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer as FlatGeobuf; its days are timestamps at midnight UTC.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    rows = layer_rows(results, layer)
    with replace_file(path) as draft:
        write_features(rows, LAYERS[layer], Target(draft, "FlatGeobuf", layer))
        check_room(draft)


def write_features(rows: Iterable[Row], columns: Sequence[Column], target: Target) -> None:
    """Write features as a layer; with pyarrow in batches, two to three times as fast as without.

    Args:
        rows: Cells as `columns`; each is asked for once.
        columns: Of the layer.
        target: Where to, and as what.

    Raises:
        UnwritableError: If GDAL cannot write them.
    """
    import pyogrio  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError  # noqa: PLC0415

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_MOMENT})
    try:
        (_write_batches if has_arrow() else _write_arrays)(rows, columns, target)
    except (DataSourceError, DataLayerError, FeatureError) as error:
        raise UnwritableError(f"cannot write the {target.driver} file: {_reason(error, target)}") from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _reason(error: Exception, target: Target) -> str:
    """Return in one short line why GDAL failed."""
    if shutil.disk_usage(target.path.parent).free < _FULL_BYTES:
        return "the disk is full"
    return " ".join(str(error).split())[:_SHOWN_CHARACTERS]


def _write_batches(rows: Iterable[Row], columns: Sequence[Column], target: Target) -> None:
    import pyarrow as pa  # noqa: PLC0415
    from pyogrio import raw  # noqa: PLC0415

    shape = target.shape
    schema = schema_of(columns, id_name=target.id_name, shape=shape)
    batches = record_batches(rows, columns, id_name=target.id_name, shape=shape)
    raw.write_arrow(
        pa.RecordBatchReader.from_batches(schema, batches),
        target.path,
        geometry_name=shape.name if shape else None,
        **_shared_options(target),
    )


def _write_arrays(rows: Iterable[Row], columns: Sequence[Column], target: Target) -> None:
    from pyogrio import raw  # noqa: PLC0415

    held, shape = list(rows), target.shape
    ids = [(object_array(clean_texts([row.id for row in held])), None)] if target.id_name else []
    made = [*ids, *(_array(column.type, [r.cells[n] for r in held]) for n, column in enumerate(columns))]
    raw.write(
        geometry=object_array([shape.wkb_of(row) for row in held]) if shape else None,
        field_data=[values for values, _ in made],
        field_mask=[is_missing for _, is_missing in made],
        fields=[*([target.id_name] if target.id_name else []), *(column.name for column in columns)],
        path=target.path,
        **_shared_options(target),
    )


def _shared_options(target: Target) -> dict[str, Any]:
    return {
        "layer": target.layer,
        "driver": target.driver,
        "geometry_type": target.geometry_type,
        "crs": None if target.geometry_type is None else "EPSG:4326",
        "append": target.path.exists(),
        "layer_options": dict(target.layer_options) if target.layer_options else None,
        "dataset_options": dict(target.file_options) if target.file_options else None,
        "dataset_metadata": dict(target.metadata) if target.metadata else None,
    }


def _array(kind: ColumnType, cells: Sequence[Any]) -> tuple[Array, Array | None]:
    """Return a column's cells as an array, and where there are none."""
    dtype, filler = _TYPES[kind]
    if kind == "text":
        return object_array(clean_texts(cells)), None
    is_missing = np.array([cell is None for cell in cells], dtype=bool)
    return np.array([filler if cell is None else cell for cell in cells], dtype=dtype), is_missing


def object_array(cells: Sequence[str | bytes | None]) -> Array:
    """Return texts or bytes as an array that GDAL takes."""
    values = np.empty(len(cells), dtype=object)
    values[:] = cells
    return values
