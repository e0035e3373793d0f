"""The addresses that a feed, a sitemap or a list of addresses gives, with what it says of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from articles.decoding import Decoded
from articles.documents import Document
from articles.errors import BadDateError
from articles.formats.feeds import SUMMARY_ONLY, read_feed
from articles.models import Article, Issue
from articles.published import read_day
from articles.reading import MISSING_TEXT, ReadOptions, issue, read_whole
from articles.web.canonical import is_address

_SITEMAP = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_LINES_MOST = 100_000
_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Link:
    """One address to fetch.

    Attributes:
        title: Headline, or "".
        published: Day of publication that the feed or sitemap gives.
        changed: Last change, in words that sort by time, or "".
        entry: The article as the feed itself prints it, for when its page cannot be had.
    """

    url: str
    title: str = ""
    published: date | None = None
    changed: str = ""
    entry: Article | None = None


def is_sitemap(head: str) -> bool:
    """Tell whether a text begins as a sitemap or an index of sitemaps."""
    return _SITEMAP.search(head[:4000]) is not None


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
        if isinstance(found, Decoded):
            links, problems = _sitemap(found.text, document.label)
            yield from sorted(links, key=lambda link: link.changed, reverse=True)
            yield from problems
        else:
            yield found


def _sitemap(markup: str, label: str) -> tuple[list[Link], list[Issue]]:
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return [], [issue("bad-sitemap", label, f"no XML that can be read: {error}")]
    if root is None:
        return [], [issue("bad-sitemap", label, "no XML that can be read")]
    entries = [_texts(entry) for entry in root if isinstance(entry.tag, str)]
    links = [_sitemap_link(entry) for entry in entries if is_address(entry.get("loc", ""))]
    problems = [] if links else [issue("empty", label, "there is no address in this sitemap")]
    return links, problems


def _texts(entry: "object") -> dict[str, str]:
    """Return the texts of an entry and of what lies in it, by name without namespace."""
    found: dict[str, str] = {}
    for node in entry.iter():  # type: ignore[attr-defined]
        if isinstance(node.tag, str) and node.text and node.text.strip():
            found.setdefault(node.tag.rpartition("}")[2], node.text.strip())
    return found


def _sitemap_link(entry: dict[str, str]) -> Link:
    day = _day(entry.get("publication_date", ""))
    changed = entry.get("publication_date") or entry.get("lastmod", "")
    return Link(entry["loc"], entry.get("title", ""), day, changed)


def _day(words: str) -> date | None:
    try:
        return read_day(words) if words else None
    except BadDateError:
        return None


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
