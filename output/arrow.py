"""Rows as Arrow record batches, the quickest way into GDAL and GeoParquet; needs pyarrow."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from output.cells import Cell, Row
from output.escape import clean_texts
from output.schema import Column, ColumnType

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 16_384
"""Rows that are held at once; a multiple of 8, so that bit masks are cut at whole bytes."""

_TYPES: Mapping[ColumnType, str] = MappingProxyType(
    {"date": "date32", "number": "float64", "count": "int64", "text": "string"}
)


@dataclass(frozen=True, slots=True)
class Shape:
    """The column of geometries: its name, and how a row's geometry is written as WKB."""

    name: str
    wkb_of: Callable[[Row], bytes | None]


def has_arrow() -> bool:
    """Tell whether pyarrow is installed."""
    try:
        import pyarrow  # noqa: F401, ICN001, PLC0415
    except ImportError:
        return False
    return True


def schema_of(columns: Sequence[Column], *, id_name: str = "", shape: Shape | None = None) -> "pa.Schema":
    """Return the names and types of a layer's columns.

    Args:
        columns: Of the layer.
        id_name: What the column of ids is called; "" = there is none.
        shape: The column of geometries, None = there is none.
    """
    import pyarrow as pa  # noqa: PLC0415

    fields = [(id_name, pa.string())] if id_name else []
    fields += [(column.name, getattr(pa, _TYPES[column.type])()) for column in columns]
    return pa.schema([*fields, (shape.name, pa.binary())] if shape else fields)


def record_batches(
    rows: Iterable[Row], columns: Sequence[Column], *, id_name: str = "", shape: Shape | None = None
) -> Iterator["pa.RecordBatch"]:
    """Yield rows as batches of `schema_of` the same arguments; only one batch of rows is held at a time.

    Args:
        rows: Cells as `columns`.
        columns: Of the layer.
        id_name: What the column of ids is called; "" = there is none.
        shape: The column of geometries, None = there is none.
    """
    import pyarrow as pa  # noqa: PLC0415

    schema = schema_of(columns, id_name=id_name, shape=shape)
    feed = iter(rows)
    while batch := list(islice(feed, BATCH_ROWS)):
        ids = [clean_texts([row.id for row in batch])] if id_name else []
        cells = zip(columns, zip(*(row.cells for row in batch), strict=True), strict=True)
        made = [_cleaned(column, values) for column, values in cells]
        shapes = [[shape.wkb_of(row) for row in batch]] if shape else []
        filled: list[Sequence[Any]] = [*ids, *made, *shapes]
        arrays = [pa.array(values, type=f.type) for values, f in zip(filled, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _cleaned(column: Column, values: Sequence[Cell]) -> Sequence[Any]:
    return clean_texts(values) if column.type == "text" else values  # type: ignore[arg-type]
