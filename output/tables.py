"""Tables: CSV and JSON lines of control, claims, place names and places."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from output.atomic import open_text
from output.cells import COORDINATE_DECIMALS, Cell, Row
from output.errors import UnknownFormatError
from output.escape import clean_text, compact_json, guard_cell
from output.hxl import tags_of
from output.models import Results
from output.rows import claim_rows, layer_rows, mention_rows
from output.schema import CLAIM_COLUMNS, LAYERS, MENTION_COLUMNS, SHAPED, Column

TABLE_SUFFIXES = (".jsonl", ".csv")


def write_claims(results: Results, path: Path | None) -> None:
    """Write every claim with its evidence, those without a place included.

    Args:
        results: Of one run.
        path: A .jsonl or .csv file; None or "-" is standard output, as JSON lines.

    Raises:
        UnknownFormatError: If the suffix is another one.
        UnwritableError: If the file cannot be written.
    """
    _write_table(claim_rows(results), CLAIM_COLUMNS, path)


def write_places(results: Results, path: Path | None) -> None:
    """Write every place name found, and where it was put or why not.

    Args:
        results: Of one run.
        path: A .jsonl or .csv file; None or "-" is standard output, as JSON lines.

    Raises:
        UnknownFormatError: If the suffix is another one.
        UnwritableError: If the file cannot be written.
    """
    _write_table(mention_rows(results), MENTION_COLUMNS, path)


def write_layer_csv(
    results: Results, path: Path | None, *, layer: str = "control", has_tags: bool = False
) -> None:
    """Write a layer as CSV with latitude and longitude.

    Layers with shapes of their own have them as well-known text in a last column, wkt.

    UTF-8, header first, Unix line ends, empty cells for what is not known. Texts that a spreadsheet would run
    as a formula get a leading apostrophe (see `output.escape.guard_cell`).

    Args:
        results: Of one run.
        path: Target; None or "-" is standard output.
        layer: Key of `output.schema.LAYERS`.
        has_tags: Whether a row of HXL hashtags follows the header.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    rows = layer_rows(results, layer)
    columns = LAYERS[layer]
    if layer in SHAPED:
        columns = (*columns, Column("wkt", "text", "shape in WGS 84, longitude first"))
        rows = (row._replace(cells=(*row.cells, shape_text(row))) for row in rows)
    tags = tags_of(column.name for column in columns) if has_tags else ()
    with open_text(path) as stream:
        _write_csv(rows, columns, stream, tags=tags)


def shape_text(row: Row) -> str | None:
    """Return the shape of a row as well-known text with 7 decimals at most; None where it has none."""
    import shapely  # noqa: PLC0415

    if row.geometry is None:
        return None
    return str(shapely.to_wkt(row.geometry, rounding_precision=COORDINATE_DECIMALS, trim=True))


def table_suffix(path: Path | None) -> str:
    """Return the format of a table of claims or places; standard output takes JSON lines.

    Raises:
        UnknownFormatError: If the suffix is another one.
    """
    suffix = ".jsonl" if path is None or str(path) == "-" else path.suffix.lower()
    if suffix not in TABLE_SUFFIXES:
        raise UnknownFormatError(f"a table is a {' or '.join(TABLE_SUFFIXES)} file; got {path}")
    return suffix


def _write_table(rows: Iterator[Row], columns: Sequence[Column], path: Path | None) -> None:
    suffix = table_suffix(path)
    with open_text(path) as stream:
        if suffix == ".csv":
            _write_csv(rows, columns, stream)
        else:
            _write_json_lines(rows, columns, stream)


def _write_csv(
    rows: Iterator[Row], columns: Sequence[Column], stream: TextIO, *, tags: Sequence[str] = ()
) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([tags] if tags else [])
    writer.writerows([_as_text(cell) for cell in row.cells] for row in rows)


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    return guard_cell(clean_text(cell)) if isinstance(cell, str) else str(cell)


def _write_json_lines(rows: Iterator[Row], columns: Sequence[Column], stream: TextIO) -> None:
    names = [column.name for column in columns]
    for row in rows:
        cells = (cell.isoformat() if isinstance(cell, date) else cell for cell in row.cells)
        stream.write(compact_json(dict(zip(names, cells, strict=True))) + "\n")
