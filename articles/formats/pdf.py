"""PDF files: one article a file, with what its properties say as far as it can be believed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from articles.documents import Document
from articles.formats.pagetext import join_pages
from articles.formats.pdfpages import ENCRYPTED
from articles.formats.pdfworker import ask_worker
from articles.formats.properties import plausible_author, plausible_day, plausible_title
from articles.models import Article, Issue
from articles.readers_text import find_title
from articles.reading import Draft, ReadOptions, completed, dated, finish, issue, read_bytes

_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def read_pdf(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read one PDF; scanned pages, which hold no text, are told.

    Raises:
        OSError: If the file cannot be opened, or no process started that parses it.
    """
    for data in read_bytes(document, options.max_file_bytes):
        if isinstance(data, Issue):
            yield data
            continue
        found = ask_worker(data, max_seconds=options.max_seconds)
        if found is None:
            message = "takes more memory or time than a PDF is given"
            yield issue("too-large", document.label, message)
        elif found["fault"]:
            yield _unreadable(found["fault"], document)
        else:
            yield from _read(found, document, options)


def _read(found: Mapping[str, Any], document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    problems = list(_problems(found, document))
    yield from problems
    text = join_pages(found["pages"])
    if text:
        yield from dated(finish(completed(_draft(text, found["said"], document), document.said), options))
    elif not problems:
        yield issue("empty", document.label, "there is no text in this PDF")


def _unreadable(fault: str, document: Document) -> Issue:
    if fault == ENCRYPTED:
        return issue("encrypted", document.label, "this PDF needs a password; save it without one")
    return issue("bad-pdf", document.label, f"no PDF that can be read: {fault}")


def _problems(found: Mapping[str, Any], document: Document) -> Iterator[Issue]:
    """Yield the issues of broken and scanned pages, and of those over a limit."""
    for number, fault in found["broken"]:
        yield issue("bad-page", f"{document.label}#{number}", f"cannot be read: {fault}")
    if found["done"] < found["count"]:
        message = (
            f"only the first {found['done']:,} of {found['count']:,} pages are read; the rest takes too long"
        )
        yield issue("too-large", document.label, message)
    scanned: Sequence[int] = found["scanned"]
    if scanned:
        count = f"{len(scanned)} of {found['count']} pages"
        message = f"{count} are pictures without text; recognise their text (OCR) first"
        yield issue("scanned", document.label, message, "pages " + ", ".join(map(str, scanned)))


def _draft(text: str, said: Mapping[str, str], document: Document) -> Draft:
    return Draft(
        text=text,
        where=document.label,
        fallback_source=document.name,
        title=plausible_title(said.get("Title", "")) or find_title(text),
        author=plausible_author(said.get("Author", "")),
        published=plausible_day(_day(said.get("CreationDate", "")), text),
    )


def _day(words: str) -> date | None:
    match = _DAY.match(words)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
