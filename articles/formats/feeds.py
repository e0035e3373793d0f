"""RSS and Atom feeds: one article an entry."""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from articles.decoding import Decoded
from articles.documents import Document
from articles.formats.markup import plain_text
from articles.formats.sitemaps import is_sitemap, read_sitemap
from articles.models import Article, DateSource, Issue
from articles.published import utc_day
from articles.reading import (
    Draft,
    ReadOptions,
    completed,
    dated,
    finish,
    issue,
    missing_text,
    read_whole,
    without_surrogates,
)

SUMMARY_ONLY = "summary-only"
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[.{0,200000}?\]\s{0,100})?>", re.DOTALL | re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:([0-9]{1,40})|[xX]([0-9a-fA-F]{1,40}));?")
_ENTRIES_MOST = 20_000
_TAGS_MOST = 500_000


def read_feed(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read a feed; of a sitemap the addresses to fetch.

    Raises:
        OSError: If the file cannot be opened.
    """
    for found in read_whole(document, options, is_markup=True, is_many=True):
        if isinstance(found, Decoded):
            yield from _read(_DOCTYPE.sub("", found.text, count=1), document, options)
        else:
            yield found


def _read(markup: str, document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    if markup.count("<") > _TAGS_MOST:
        yield issue("too-large", document.label, f"a feed of more than {_TAGS_MOST:,} tags")
        return
    if is_sitemap(markup):
        yield from _sitemap(markup, document.label)
        return
    feed = _parsed(markup)
    if not feed.entries and not feed.get("version"):
        yield issue("no-feed", document.label, "expected an RSS or Atom feed, or a sitemap")
        return
    if not feed.entries:
        yield issue("empty", document.label, "there is no entry in this feed")
    if len(feed.entries) > _ENTRIES_MOST:
        yield issue("too-many", document.label, f"only the first {_ENTRIES_MOST:,} entries are read")
    for number, entry in enumerate(feed.entries[:_ENTRIES_MOST], start=1):
        yield from _entry(entry, feed.feed, f"{document.label}#{number}", document, options)


def _sitemap(markup: str, label: str) -> Iterator[Issue]:
    """Yield the addresses of a sitemap, to be fetched."""
    try:
        listed = read_sitemap(markup)
    except ValueError as error:
        yield issue("bad-sitemap", label, str(error))
        return
    yield from (missing_text(label, url) for url in dict.fromkeys(one.url for one in listed))


def _parsed(markup: str) -> Any:
    import feedparser  # noqa: PLC0415  takes 0.1 s

    body = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", without_surrogates(markup))
    body = _REFERENCE.sub(_sound_reference, body)
    return feedparser.parse(body.encode(), response_headers={"content-type": "text/xml; charset=utf-8"})


def _sound_reference(match: re.Match[str]) -> str:
    """Return a reference to a character, or U+FFFD where there is no such character: it breaks the parser."""
    number = int(match[1]) if match[1] else int(match[2], 16)
    return match[0] if 0 < number < 0xD800 or 0xDFFF < number < 0x110000 else "\ufffd"


def _entry(
    entry: Any, feed: Any, where: str, document: Document, options: ReadOptions
) -> Iterator[Article | Issue]:
    contents = [plain_text(str(piece.get("value", ""))) for piece in entry.get("content", ())]
    full = max(contents, key=len, default="")
    summary = plain_text(str(entry.get("summary", "")))
    text = full if len(full) > len(summary) else summary
    url, title = _address(entry), plain_text(str(entry.get("title", "")))
    if not text:
        yield (
            missing_text(where, url)
            if url
            else issue("empty", where, "there is no text in this entry", title)
        )
        return
    if not full:
        message = "the feed gives only a summary; fetch the page for its text"
        yield Issue(SUMMARY_ONLY, where, message, url)
    draft = Draft(
        text=text,
        where=where,
        fallback_source=document.name or document.label,
        title=title,
        published=_day(entry),
        published_from=DateSource.FEED,
        source=str(entry.get("source", {}).get("title", "") or feed.get("title", "")).strip(),
        language=str(entry.get("language", "") or feed.get("language", "")),
        author=str(entry.get("author", "")).strip(),
        url=url,
    )
    yield from dated(finish(completed(draft, document.said), options))


def _address(entry: Any) -> str:
    url = str(entry.get("link", "") or entry.get("id", "")).strip()
    return url if url.startswith(("http://", "https://")) else ""


def _day(entry: Any) -> date | None:
    """Return the UTC day an entry was published, or else last changed."""
    moment = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    if moment is None:
        return None
    try:
        return utc_day(datetime.fromtimestamp(calendar.timegm(moment), tz=UTC))
    except (ValueError, OverflowError, OSError):
        return None
