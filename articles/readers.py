"""Readers of article files, by suffix: everything in a file becomes an article or an issue."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from articles.decoding import bom_encoding
from articles.models import Article, Issue
from articles.readers_html import read_html
from articles.readers_tables import read_csv, read_jsonl
from articles.readers_text import read_text
from articles.reading import ReadOptions, issue

__all__ = ["READERS", "ReadOptions", "read_file", "sniff_columns", "unknown_suffix"]

Reader = Callable[[Path, ReadOptions], Iterator[Article | Issue]]

READERS: Mapping[str, Reader] = {
    ".csv": read_csv,
    ".htm": read_html,
    ".html": read_html,
    ".jsonl": read_jsonl,
    ".md": read_text,
    ".txt": read_text,
}

_SNIFF_BYTES = 65_536


def read_file(path: Path, *, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read the articles of one file.

    Args:
        path: File; its suffix chooses the reader.
        options: Publication day for texts without one, and limits.

    Yields:
        Articles in the order of the file, and an issue for each thing that could not be read as it
        should be; nothing is left out silently.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield unknown_suffix(path)
        return
    try:
        yield from reader(path, options)
    except OSError as error:
        yield issue("unreadable", path, f"cannot be read: {error.strerror or error}")


def unknown_suffix(path: Path) -> Issue:
    """Return the issue of a file that no reader takes."""
    message = f"no reader for this kind of file; known are {' '.join(READERS)}"
    return issue("unknown-suffix", path, message, path.suffix)


def sniff_columns(path: Path) -> tuple[str, ...]:
    """Return the column names of a table: the header of a CSV, the keys of the first JSON line.

    Returns:
        () where the file is no table or cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".jsonl"):
        return ()
    try:
        with path.open("rb") as file:
            head = file.read(_SNIFF_BYTES)
    except OSError:
        return ()
    lines = head.decode(bom_encoding(head) or "utf-8", errors="replace").split("\n")
    filled = next((line for line in lines if line.strip()), "")
    return _csv_columns(filled) if suffix == ".csv" else _json_keys(filled)


def _csv_columns(line: str) -> tuple[str, ...]:
    delimiter = max(",;\t", key=line.count)
    try:
        row = next(csv.reader([line], delimiter=delimiter), [])
        return tuple(column.strip() for column in row)
    except csv.Error:
        return ()


def _json_keys(line: str) -> tuple[str, ...]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return ()
    return tuple(record) if isinstance(record, dict) else ()
