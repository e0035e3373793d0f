"""Tables: JSON lines and CSV, one article, event or reference a line."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from articles.decoding import decode, is_binary
from articles.documents import Document
from articles.formats.events import find_event_table, read_event
from articles.formats.gdelt import is_event_row, read_event_row
from articles.formats.zotero import is_zotero, read_reference
from articles.models import Article, Issue
from articles.reading import ReadOptions, guessed_encoding, issue, too_large
from articles.records import field_names, has_text, read_record
from articles.tablelines import HEAD_BYTES, TextLines, bounded_lines, delimiter_of

RowReader = Callable[[Mapping[str, Any], str, Document, ReadOptions], Iterator[Article | Issue]]


def read_jsonl(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read JSON lines: one article a line, with the names of fields that tools use.

    Raises:
        OSError: If the file cannot be opened.
    """
    found_any = False
    with document.opener() as file:
        head = file.read(HEAD_BYTES)
        if is_binary(head):
            yield issue("binary", document.label, "this is no text file")
            return
        for number, line in enumerate(bounded_lines(file, head, options), start=1):
            where = f"{document.label}:{number}"
            if isinstance(line, int):
                yield too_large(where, line, options.max_bytes)
            elif line.strip():
                found_any = True
                yield from _json_line(line, where, document, options)
    if not found_any:
        yield issue("empty", document.label, "there is nothing in this file")


def _json_line(
    line: bytes, where: str, document: Document, options: ReadOptions
) -> Iterator[Article | Issue]:
    decoded = decode(line)
    if decoded.guessed:
        yield guessed_encoding(where, decoded.guessed)
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
        yield issue("bad-json", where, f"no JSON: {reason}", decoded.text)
        return
    if not isinstance(record, dict):
        message = 'expected an object such as {"text": "...", "date": "2017-11-21"}'
        yield issue("bad-json", where, message, decoded.text)
        return
    yield from read_object(record, where, document, options)


def read_object(
    record: Mapping[str, Any], where: str, document: Document, options: ReadOptions
) -> Iterator[Article | Issue]:
    """Yield what one JSON object holds: an event of a known table, or an article.

    Args:
        record: The object.
        where: File and line.
        document: What it stands in.
        options: How to read.
    """
    lowered = {name.lower(): value for name, value in record.items()}
    events = find_event_table(tuple(lowered))
    if events is None:
        yield from read_record(lowered, where, document, options)
        return
    cells = {name: str(value) for name, value in lowered.items() if isinstance(value, str | int | float)}
    yield from read_event(cells, where, document, options, table=events)


def read_csv(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read a CSV: articles with a column of texts, or the export of a tool that is known by its columns.

    Raises:
        OSError: If the file cannot be opened.
    """
    with document.opener() as file:
        head = file.read(HEAD_BYTES)
        if is_binary(head):
            yield issue("binary", document.label, "this is no text file")
            return
        lines = TextLines(bounded_lines(file, head, options), document, options)
        header = next((line for line in lines if line.strip("\ufeff \t\r\n,;")), "")
        if not header and not lines.problems:
            yield issue("empty", document.label, "there is nothing in this file")
        limit = csv.field_size_limit(options.max_bytes)
        try:
            yield from _table(header.removeprefix("\ufeff"), lines, document, options)
        finally:
            csv.field_size_limit(limit)
        yield from lines.take_problems()


def _table(
    header: str, lines: TextLines, document: Document, options: ReadOptions
) -> Iterator[Article | Issue]:
    line, columns, read_row = lines.number, [], None
    rows = csv.reader(chain([header] if header else [], lines), delimiter=delimiter_of(header))
    while (row := _next_row(rows)) is not None:
        where, line = f"{document.label}:{line}", lines.number + 1
        yield from lines.take_problems()
        if isinstance(row, csv.Error):
            yield _broken(row, f"{document.label}:{lines.number}", options)
            return
        if not _holds_values(row):
            continue
        if read_row is None:
            columns = [cell.strip().lower() for cell in row]
            read_row = _row_reader(columns)
            if read_row is None:
                message = "articles need a column named text"
                yield issue("no-text-column", where, message, ", ".join(columns))
                return
            if not is_event_row(columns):
                continue
            columns = [str(number) for number in range(len(row))]
        yield from _overlong(columns, row, where) or read_row(_cells(columns, row), where, document, options)


def _next_row(rows: Iterator[list[str]]) -> list[str] | csv.Error | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        return error


def _broken(error: csv.Error, where: str, options: ReadOptions) -> Issue:
    if "field larger" in str(error):
        return too_large(where, None, options.max_bytes)
    return issue("bad-csv", where, f"no CSV from here on: {error}")


def _holds_values(row: Sequence[str]) -> bool:
    """Tell whether a row is neither blank nor one of HXL's hashtags, which stand under some headers."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and not (len(filled) > 1 and all(cell.startswith("#") for cell in filled))


def _overlong(columns: Sequence[str], row: Sequence[str], where: str) -> list[Issue]:
    if len(row) <= len(columns) or not any(cell.strip() for cell in row[len(columns) :]):
        return []
    message = f"{len(row)} cells under {len(columns)} columns; is a comma in the text not quoted?"
    return [issue("bad-row", where, message, ",".join(row))]


def _cells(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(columns, row, strict=False) if cell.strip()}


def _row_reader(columns: Sequence[str]) -> RowReader | None:
    """Return what reads the rows under these columns; None where nothing does."""
    names = tuple(columns)
    events = find_event_table(names)
    if events is not None:
        return partial(read_event, table=events)
    if is_event_row(names):
        return read_event_row
    if is_zotero(names):
        return read_reference
    has_address = not set(field_names()["url"]).isdisjoint(names)
    return read_record if has_text(names) or has_address else None
