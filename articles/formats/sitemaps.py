"""Sitemaps and indexes of them: the addresses they list, with what they say of each."""

import re
from dataclasses import dataclass
from datetime import date

from articles.errors import BadDateError
from articles.published import read_day
from articles.web.canonical import is_address

_SITEMAP = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HEAD_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Listed:
    """One address of a sitemap.

    Attributes:
        title: Headline, or "".
        published: Day of publication, if the sitemap gives it.
        changed: Last change, in words that sort by time, or "".
    """

    url: str
    title: str = ""
    published: date | None = None
    changed: str = ""


def is_sitemap(head: str) -> bool:
    """Tell whether a text begins as a sitemap or an index of sitemaps."""
    return _SITEMAP.search(head[:_HEAD_CHARACTERS]) is not None


def read_sitemap(markup: str) -> tuple[Listed, ...]:
    """Return the addresses of a sitemap or of an index of them, in its order.

    Raises:
        ValueError: If it is no XML that can be read.
    """
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no XML that can be read: {error}") from error
    if root is None:
        raise ValueError("no XML that can be read")
    entries = [_texts(entry) for entry in root if isinstance(entry.tag, str)]
    return tuple(_listed(entry) for entry in entries if is_address(entry.get("loc", "")))


def _texts(entry: "object") -> dict[str, str]:
    """Return the texts of an entry and of what lies in it, by name without namespace."""
    found: dict[str, str] = {}
    for node in entry.iter():  # type: ignore[attr-defined]
        if isinstance(node.tag, str) and node.text and node.text.strip():
            found.setdefault(node.tag.rpartition("}")[2], node.text.strip())
    return found


def _listed(entry: dict[str, str]) -> Listed:
    day = _day(entry.get("publication_date", ""))
    changed = entry.get("publication_date") or entry.get("lastmod", "")
    return Listed(entry["loc"], entry.get("title", ""), day, changed)


def _day(words: str) -> date | None:
    try:
        return read_day(words) if words else None
    except BadDateError:
        return None
