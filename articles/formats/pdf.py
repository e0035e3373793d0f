"""PDF files: their text in reading order, without headers and footers, and what their properties say."""

import re
import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from articles.documents import Document
from articles.formats.pagelayout import Piece, order_pieces
from articles.formats.pagetext import join_pages
from articles.formats.properties import plausible_author, plausible_day, plausible_title
from articles.models import Article, Issue
from articles.readers_text import find_title
from articles.reading import (
    Draft,
    ReadOptions,
    completed,
    dated,
    finish,
    issue,
    read_bytes,
    without_surrogates,
)

_PAGES_MOST = 2000
_WORK_MOST = 10_000_000  # runs times characters: the library searches all characters for each run
_TEXT_CHARACTERS_LEAST = 20
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_PASSWORD_ERROR = 4


def read_pdf(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read one PDF; scanned pages, which hold no text, are told.

    Raises:
        OSError: If the file cannot be opened.
    """
    for data in read_bytes(document, options):
        if isinstance(data, Issue):
            yield data
        else:
            yield from _read(data, document, options)


def _read(data: bytes, document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    import pypdfium2  # noqa: PLC0415

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield _unreadable(error, document)
        return
    try:
        pages, problems = _pages(pdf, document, options)
        said = pdf.get_metadata_dict(skip_empty=True)
    finally:
        pdf.close()
    yield from problems
    text = join_pages(pages)
    if text:
        yield from dated(finish(completed(_draft(text, said, document), document.said), options))
    elif not problems:
        yield issue("empty", document.label, "there is no text in this PDF")


def _unreadable(error: Exception, document: Document) -> Issue:
    if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
        return issue("encrypted", document.label, "this PDF needs a password; save it without one")
    return issue("bad-pdf", document.label, f"no PDF that can be read: {error}")


def _pages(pdf: Any, document: Document, options: ReadOptions) -> tuple[list[list[str]], list[Issue]]:
    """Return the lines of each page, and the issues of scanned and broken pages and of those over a limit."""
    import pypdfium2  # noqa: PLC0415

    pages: list[list[str]] = []
    scanned: list[int] = []
    problems: list[Issue] = []
    began = time.monotonic()
    for number in range(len(pdf)):
        if number >= _PAGES_MOST or time.monotonic() - began > options.max_seconds:
            message = f"only the first {number:,} of {len(pdf):,} pages are read; the rest takes too long"
            problems.append(issue("too-large", document.label, message))
            break
        try:
            lines, has_pictures = _lines(pdf, number)
        except pypdfium2.PdfiumError as error:
            problems.append(issue("bad-page", f"{document.label}#{number + 1}", f"cannot be read: {error}"))
            continue
        pages.append(lines)
        if has_pictures and sum(map(len, lines)) < _TEXT_CHARACTERS_LEAST:
            scanned.append(number + 1)
    if scanned:
        problems.append(_scanned(scanned, len(pdf), document))
    return pages, problems


def _scanned(scanned: Sequence[int], count: int, document: Document) -> Issue:
    message = f"{len(scanned)} of {count} pages are pictures without text; recognise their text (OCR) first"
    return issue("scanned", document.label, message, "pages " + ", ".join(map(str, scanned)))


def _lines(pdf: Any, number: int) -> tuple[list[str], bool]:
    """Return the lines of a page in reading order, and whether it holds pictures.

    Raises:
        pypdfium2.PdfiumError: If it is broken.
    """
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    page = pdf[number]
    try:
        width = page.get_width()
        words = page.get_textpage()
        try:
            pieces = list(_pieces(words))
        finally:
            words.close()
        has_pictures = any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    finally:
        page.close()
    return order_pieces(pieces, page_width=width), has_pictures


def _pieces(words: Any) -> Iterator[Piece]:
    """Yield the runs of text of a page; of one of very many, its text in the order in which it is stored."""
    count = words.count_rects()
    if count * words.count_chars() > _WORK_MOST:
        lines = without_surrogates(words.get_text_range(errors="replace")).splitlines()
        rows = (" ".join(line.split()) for line in lines)
        yield from (Piece(0, -12.0 * n, 1, 10 - 12.0 * n, row) for n, row in enumerate(rows) if row)
        return
    for index in range(count):
        left, bottom, right, top = words.get_rect(index)
        text = words.get_text_bounded(left, bottom, right, top)
        clean = without_surrogates(" ".join(text.replace("\x02", "-").split()))
        if clean:
            yield Piece(left, bottom, right, top, clean)


def _draft(text: str, said: dict[str, str], document: Document) -> Draft:
    clean = {key: without_surrogates(value) for key, value in said.items()}
    return Draft(
        text=text,
        where=document.label,
        fallback_source=document.name,
        title=plausible_title(clean.get("Title", "")) or find_title(text),
        author=plausible_author(clean.get("Author", "")),
        published=plausible_day(_day(clean.get("CreationDate", "")), text),
    )


def _day(words: str) -> date | None:
    match = _DAY.match(words)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
