"""Readers of articles, by suffix: everything in a file becomes an article or an issue."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from articles.decoding import bom_encoding
from articles.documents import STANDARD_INPUT, Document
from articles.formats.archives import read_gzip, read_zip
from articles.formats.docx import read_docx
from articles.formats.feeds import read_feed
from articles.formats.mail import read_eml, read_mbox
from articles.formats.newsjson import read_json
from articles.formats.pdf import read_pdf
from articles.formats.sniffing import sniff_suffix
from articles.formats.warc import read_warc
from articles.formats.zotero import read_ris
from articles.models import Article, Issue
from articles.readers_html import read_html
from articles.readers_tables import read_csv, read_jsonl
from articles.readers_text import read_text
from articles.reading import ReadOptions, issue
from articles.tablelines import delimiter_of

__all__ = [
    "CSV_SUFFIXES",
    "READERS",
    "ReadOptions",
    "can_read",
    "read_document",
    "read_file",
    "sniff_columns",
    "unknown_suffix",
]

Reader = Callable[[Document, ReadOptions], Iterator[Article | Issue | Document]]

READERS: Mapping[str, Reader] = {
    ".atom": read_feed,
    ".csv": read_csv,
    ".docx": read_docx,
    ".eml": read_eml,
    ".gz": read_gzip,
    ".htm": read_html,
    ".html": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".mbox": read_mbox,
    ".md": read_text,
    ".ndjson": read_jsonl,
    ".pdf": read_pdf,
    ".ris": read_ris,
    ".rss": read_feed,
    ".tsv": read_csv,
    ".txt": read_text,
    ".warc": read_warc,
    ".xhtml": read_html,
    ".xml": read_feed,
    ".zip": read_zip,
}
"""The reader of each suffix; what it yields besides articles and issues are documents inside the document."""

CSV_SUFFIXES = frozenset({".csv", ".tsv"})
_JSON_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_SNIFF_BYTES = 65_536


def can_read(path: Path) -> bool:
    """Tell whether a file has a suffix that some reader takes; "-", the standard input, always has one."""
    return str(path) == STANDARD_INPUT or path.suffix.lower() in READERS


def read_file(path: Path, *, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read the articles of one file.

    Args:
        path: File; its suffix chooses the reader. "-" is the standard input, which its first bytes tell.
        options: Publication day for texts without one, and limits.

    Yields:
        Articles in the order of the file, and an issue for each thing that could not be read as it
        should be; nothing is left out silently.
    """
    if not can_read(path):
        yield unknown_suffix(path)
        return
    try:
        document = Document.at(path)
    except OSError as error:
        yield issue("unreadable", path, f"cannot be read: {error.strerror or error}")
        return
    yield from read_document(document, options=options)


def read_document(document: Document, *, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read the articles of one document, and of the documents inside it.

    Args:
        document: Its suffix chooses the reader; without a suffix its first bytes do.
        options: As for `read_file`.

    Yields:
        As `read_file`.
    """
    if document.depth > options.max_depth:
        message = f"lies in more than {options.max_depth} archives inside each other"
        yield issue("too-deep", document.label, message)
    elif document.size_bytes == 0:
        yield issue("empty", document.label, "there is no text in this file")
    else:
        try:
            yield from _read(document if document.suffix else sniff_suffix(document), options)
        except OSError as error:
            yield issue("unreadable", document.label, f"cannot be read: {error.strerror or error}")


def _read(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    reader = READERS.get(document.suffix)
    if reader is None:
        yield unknown_suffix(document.label, document.suffix)
        return
    found_any = False
    for found in reader(document, options):
        found_any = True
        if isinstance(found, Document):
            yield from read_document(found, options=options)
        else:
            yield found
    if not found_any:
        yield issue("empty", document.label, "there is no article in this file")


def unknown_suffix(where: Path | str, suffix: str | None = None) -> Issue:
    """Return the issue of a file that no reader takes."""
    shown = where.suffix if isinstance(where, Path) else suffix or ""
    message = f"no reader for this kind of file; known are {' '.join(READERS)}"
    return issue("unknown-suffix", where, message, shown)


def sniff_columns(path: Path) -> tuple[str, ...]:
    """Return the column names of a table: the header of a CSV, the keys of the first JSON line.

    Returns:
        () where the file is no table or cannot be read.
    """
    is_csv = path.suffix.lower() in CSV_SUFFIXES
    if not is_csv and path.suffix.lower() not in _JSON_LINES_SUFFIXES:
        return ()
    try:
        with path.open("rb") as file:
            head = file.read(_SNIFF_BYTES)
    except OSError:
        return ()
    lines = head.decode(bom_encoding(head) or "utf-8", errors="replace").split("\n")
    filled = next((line for line in lines if line.strip()), "")
    return _csv_columns(filled) if is_csv else _json_keys(filled)


def _csv_columns(line: str) -> tuple[str, ...]:
    try:
        row = next(csv.reader([line], delimiter=delimiter_of(line)), [])
        return tuple(column.strip() for column in row)
    except csv.Error:
        return ()


def _json_keys(line: str) -> tuple[str, ...]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return ()
    return tuple(record) if isinstance(record, dict) else ()
