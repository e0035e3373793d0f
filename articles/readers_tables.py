"""Tables of articles: JSON lines and CSV, one article per line."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from articles.decoding import bom_encoding, decode, is_binary
from articles.errors import BadDateError
from articles.models import Article, Issue
from articles.published import read_day
from articles.reading import (
    Draft,
    ReadOptions,
    dated,
    finish,
    guessed_encoding,
    issue,
    too_large,
    without_surrogates,
)

_FIELDS = ("id", "title", "date", "source", "url", "language")
_HEAD_BYTES = 8192


def read_jsonl(path: Path, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read JSON lines: `text`, and if known `id`, `date`, `title`, `source`, `url`, `language`.

    Raises:
        OSError: If the file cannot be opened.
    """
    if path.stat().st_size == 0:
        yield issue("empty", path, "there is nothing in this file")
        return
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        if is_binary(head):
            yield issue("binary", path, "this is no text file")
            return
        file.seek(0)
        found_any = False
        for number, line in enumerate(_lines(file, head, options), start=1):
            where = f"{path}:{number}"
            if isinstance(line, int):
                yield too_large(where, line, options)
            elif line.strip():
                found_any = True
                yield from _json_line(line, where, path, options)
    if not found_any:
        yield issue("empty", path, "there is nothing in this file")


def _lines(file: io.BufferedReader, head: bytes, options: ReadOptions) -> Iterator[bytes | int]:
    """Yield lines without ever holding more than one; for a line over the limit only its length in bytes."""
    encoding = bom_encoding(head)
    if encoding not in ("", "utf-8-sig"):
        yield from _wide_lines(file, encoding, options)
        return
    if encoding:
        file.seek(3)
    while line := file.readline(options.max_bytes + 1):
        if len(line) <= options.max_bytes or line.endswith(b"\n"):
            yield line
            continue
        length = len(line)
        while (rest := file.readline(options.max_bytes)) and not rest.endswith(b"\n"):
            length += len(rest)
        yield length + len(rest)


def _wide_lines(file: io.BufferedReader, encoding: str, options: ReadOptions) -> Iterator[bytes | int]:
    """Yield the lines of UTF-16 and UTF-32 as UTF-8."""
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="\n")
    try:
        for line in text:
            data = line.encode("utf-8", "replace")
            yield data if len(data) <= options.max_bytes else len(data)
    finally:
        text.detach()


def _json_line(line: bytes, where: str, path: Path, options: ReadOptions) -> Iterator[Article | Issue]:
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
    yield from _record(record, where, path, options)


def read_csv(path: Path, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read a CSV with a `text` column, and if known `id`, `date`, `title`, `source`, `url`, `language`.

    Raises:
        OSError: If the file cannot be opened.
    """
    size = path.stat().st_size
    if size > options.max_bytes:
        yield too_large(path, size, options)
        return
    data = path.read_bytes()
    if is_binary(data):
        yield issue("binary", path, "this is no text file")
        return
    decoded = decode(data)
    if decoded.guessed:
        yield guessed_encoding(path, decoded.guessed)
    text = decoded.text.removeprefix("\ufeff")
    if not text.strip():
        yield issue("empty", path, "there is nothing in this file")
        return
    yield from _rows(text, path, options)


def _rows(text: str, path: Path, options: ReadOptions) -> Iterator[Article | Issue]:
    header = text.lstrip().split("\n", 1)[0]
    limit = csv.field_size_limit(max(len(text), 1))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
        yield from _table(reader, path, options)
    finally:
        csv.field_size_limit(limit)


def _table(reader: Any, path: Path, options: ReadOptions) -> Iterator[Article | Issue]:
    columns: list[str] = []
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield issue("bad-csv", f"{path}:{reader.line_num}", f"no CSV from here on: {error}")
            return
        where, line = f"{path}:{line}", reader.line_num + 1
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if not columns:
            columns = [cell.strip().lower() for cell in row]
            if "text" not in columns:
                yield issue("no-text-column", where, "articles need a column named text", ", ".join(columns))
                return
        elif len(row) > len(columns):
            message = f"{len(row)} cells under {len(columns)} columns; is a comma in the text not quoted?"
            yield issue("bad-row", where, message, ",".join(row))
        else:
            filled = {name: cell for name, cell in zip(columns, row, strict=False) if cell.strip()}
            yield from _record(filled, where, path, options)


def _record(
    record: Mapping[str, Any], where: str, path: Path, options: ReadOptions
) -> Iterator[Article | Issue]:
    """Yield the article of one line, and what is wrong with its fields."""
    text, name = record.get("text"), str(record.get("id", ""))
    if not isinstance(text, str):
        got = "it is missing" if text is None else f"got {type(text).__name__}"
        yield issue("no-text", where, f'"text" should be a text, {got}', name)
        return
    if not text.strip():
        yield issue("empty", where, "the text is empty", name)
        return
    fields, problems = _fields(record, where)
    yield from problems
    published, problems = _checked(fields, where)
    yield from problems
    draft = Draft(
        text=without_surrogates(text),
        where=where,
        fallback_source=path.name,
        id=fields.get("id", ""),
        title=fields.get("title", ""),
        published=published,
        source=fields.get("source", ""),
        language=fields.get("language", ""),
        url=fields.get("url", ""),
    )
    yield from dated(finish(draft, options))


def _fields(record: Mapping[str, Any], where: str) -> tuple[dict[str, str], list[Issue]]:
    """Return the fields of a line that are texts, and an issue for each that is something else."""
    fields: dict[str, str] = {}
    problems = []
    for name in _FIELDS:
        value = record.get(name)
        if name == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            fields[name] = without_surrogates(value.strip())
        elif value is not None:
            message = f'"{name}" should be a text, got {type(value).__name__}'
            problems.append(issue("bad-field", where, message, str(value)))
    return {name: value for name, value in fields.items() if value}, problems


def _checked(fields: dict[str, str], where: str) -> tuple[date | None, list[Issue]]:
    """Return the day of a line and the issues of its date and address; a bad address is removed."""
    problems = []
    published = None
    if "date" in fields:
        try:
            published = read_day(fields["date"])
        except BadDateError as error:
            problems.append(issue("bad-date", where, str(error), fields["date"]))
    if fields.get("url", "http://").partition("://")[0].lower() not in ("http", "https"):
        problems.append(issue("bad-url", where, "expected an http or https address", fields.pop("url")))
    return published, problems
