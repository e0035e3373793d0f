"""The pages of a PDF as lines of text: what the process that parses PDFs does."""

import time
from collections.abc import Iterator
from typing import Any

from articles.formats.pagelayout import Piece, order_pieces
from articles.reading import without_surrogates

_PAGES_MOST = 2000
_WORK_MOST = 10_000_000  # runs times characters: the library searches all characters for each run
_TEXT_CHARACTERS_LEAST = 20
_PASSWORD_ERROR = 4

ENCRYPTED = "encrypted"


def read_pages(data: bytes, *, max_seconds: float) -> dict[str, Any]:
    """Return what a PDF holds, as JSON can hold it.

    Args:
        data: The file.
        max_seconds: After which no further page is begun.

    Returns:
        `fault`: why it cannot be read, `ENCRYPTED` if for a password, else "". `pages`: the lines of each
        page. `scanned`: numbers of the pages that are pictures. `broken`: numbers of pages and what is wrong
        with them. `count`: pages in all. `done`: pages looked at. `said`: its properties.
    """
    import pypdfium2  # noqa: PLC0415

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"fault": _fault(error)}
    try:
        found = _pages(pdf, max_seconds)
        said = pdf.get_metadata_dict(skip_empty=True)
    finally:
        pdf.close()
    return {**found, "said": {key: without_surrogates(words) for key, words in said.items()}, "fault": ""}


def _fault(error: Exception) -> str:
    is_locked = getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower()
    return ENCRYPTED if is_locked else str(error)


def _pages(pdf: Any, max_seconds: float) -> dict[str, Any]:
    import pypdfium2  # noqa: PLC0415

    pages: list[list[str]] = []
    scanned: list[int] = []
    broken: list[tuple[int, str]] = []
    done, began = 0, time.monotonic()
    for number in range(min(len(pdf), _PAGES_MOST)):
        if time.monotonic() - began > max_seconds:
            break
        done = number + 1
        try:
            lines, has_pictures = _lines(pdf, number)
        except pypdfium2.PdfiumError as error:
            broken.append((done, str(error)))
            continue
        pages.append(lines)
        if has_pictures and sum(map(len, lines)) < _TEXT_CHARACTERS_LEAST:
            scanned.append(done)
    return {"pages": pages, "scanned": scanned, "broken": broken, "count": len(pdf), "done": done}


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
