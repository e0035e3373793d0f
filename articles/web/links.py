"""The addresses that a feed, a sitemap or a list of addresses gives, with what it says of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from articles.documents import Document
from articles.formats.feeds import SUMMARY_ONLY, read_feed
from articles.formats.sitemaps import read_sitemap
from articles.models import Article, Issue
from articles.reading import MISSING_TEXT, ReadOptions, issue, read_whole
from articles.web.canonical import is_address

_LINES_MOST = 100_000
_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Link:
    """One address to fetch.

    Attributes:
        title: Headline, or "".
        published: Day of publication that the feed or sitemap gives.
        entry: The article as the feed itself prints it, for when its page cannot be had.
    """

    url: str
    title: str = ""
    published: date | None = None
    entry: Article | None = None


def feed_links(document: Document, options: ReadOptions) -> Iterator[Link | Article | Issue]:
    """Yield the addresses of a feed's entries; entries without one as articles, and what is wrong."""
    for found in read_feed(document, options):
        match found:
            case Article(url=url) if url:
                yield Link(url, found.title, found.published, entry=found)
            case Issue(code=code) if code == MISSING_TEXT:
                yield Link(found.value)
            case Issue(code=code) if code in (SUMMARY_ONLY, "no-date"):
                continue  # its page says more
            case _:
                yield found


def sitemap_links(document: Document, options: ReadOptions) -> Iterator[Link | Issue]:
    """Yield the addresses of a sitemap or of an index of them, the latest first."""
    for found in read_whole(document, options, is_markup=True):
        if isinstance(found, Issue):
            yield found
            continue
        try:
            listed = read_sitemap(found.text)
        except ValueError as error:
            yield issue("bad-sitemap", document.label, str(error))
            continue
        for one in sorted(listed, key=lambda one: one.changed, reverse=True):
            yield Link(one.url, one.title, one.published)
        if not listed:
            yield issue("empty", document.label, "there is no address in this sitemap")


def list_links(text: str) -> tuple[Link, ...]:
    """Return the addresses of a list: one a line; empty lines and those that begin with # are left out."""
    return tuple(Link(line) for line in _lines(text))


def is_list(text: str) -> bool:
    """Tell whether a text is a list of addresses: every line that is not empty is one."""
    lines: Sequence[str] = _lines(text)
    return bool(lines) and all(is_address(line) and len(line.split()) == 1 for line in lines)


def _lines(text: str) -> list[str]:
    stripped = (line.strip() for line in text.removeprefix("\ufeff").splitlines()[:_LINES_MOST])
    return [line for line in stripped if line and not line.startswith(_COMMENT)]
