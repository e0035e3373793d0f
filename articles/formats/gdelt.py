"""GDELT's event and mention files: rows without a header that give the addresses of news pages."""

from collections.abc import Iterator, Mapping, Sequence

from articles.documents import Document
from articles.models import Article, Issue
from articles.reading import ReadOptions, issue, missing_text

_WIDTHS = (58, 61)  # version 1 and version 2; the address stands last
_KEY_DIGITS = 5


def is_event_row(columns: Sequence[str]) -> bool:
    """Tell whether the first row of a table is an event already: numbers, and an address at the end."""
    if len(columns) not in _WIDTHS or not columns[-1].startswith(("http://", "https://")):
        return False
    return columns[0].isdecimal() and len(columns[0]) >= _KEY_DIGITS


def read_event_row(
    cells: Mapping[str, str], where: str, _document: Document, _options: ReadOptions
) -> Iterator[Article | Issue]:
    """Yield the address of one event's page, to be fetched.

    Args:
        cells: Values by number of column, from "0".
        where: File and line.
    """
    address = cells.get(str(_WIDTHS[1] - 1)) or cells.get(str(_WIDTHS[0] - 1), "")
    if address.startswith(("http://", "https://")):
        yield missing_text(where, address)
    else:
        yield issue("bad-url", where, "expected an http or https address in the last column", address)
