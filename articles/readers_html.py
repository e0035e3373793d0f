"""Saved web pages: the article on the page, its title, outlet and day."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from articles.decoding import Decoded
from articles.documents import Document
from articles.errors import BadDateError
from articles.models import Article, Issue
from articles.published import read_day
from articles.reading import (
    Draft,
    ReadOptions,
    completed,
    dated,
    finish,
    issue,
    read_whole,
    without_surrogates,
)

# The extensive search guesses days from anywhere on the page; the bound keeps results the same on every day.
_DATE_SEARCH = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}
_LANGUAGE = re.compile(r"<html[^>]{0,500}\slang\s*=\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)
# Real pages have a few thousand; the parser's time grows with their square.
_TAGS_MOST = 100_000
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_html(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read the article of one saved page.

    Raises:
        OSError: If the file cannot be opened.
    """
    for found in read_whole(document, options, is_markup=True):
        if not isinstance(found, Decoded):
            yield found
            continue
        tags = found.text.count("<")
        if tags > _TAGS_MOST:
            yield issue(
                "too-large", document.label, f"a page of {tags:,} tags; at most {_TAGS_MOST:,} are read"
            )
            continue
        draft = read_page(found.text, where=document.label, fallback_source=document.name)
        if draft is None:
            yield issue("empty", document.label, "there is no article text on this page")
        else:
            yield from dated(finish(completed(draft, document.said), options))


def read_page(markup: str, *, where: str, fallback_source: str) -> Draft | None:
    """Extract the article of a page.

    Args:
        markup: The page, however broken.
        where: File or address, for messages.
        fallback_source: Source where the page names no outlet.

    Returns:
        None if there is no text on the page.
    """
    from trafilatura import bare_extraction, html2txt  # noqa: PLC0415  takes 0.2 s

    clean = _NO_XML.sub(" ", without_surrogates(markup))
    page = bare_extraction(
        clean,
        fast=True,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=dict(_DATE_SEARCH),
    )
    text = (getattr(page, "text", None) or html2txt(clean) or "").strip()
    if not text:
        return None
    url = _web_address(getattr(page, "url", None))
    return Draft(
        text=text,
        where=where,
        fallback_source=urlsplit(url).hostname or fallback_source,
        title=getattr(page, "title", None) or "",
        published=_day_of(page),
        source=getattr(page, "sitename", None) or "",
        language=_language(clean),
        author=getattr(page, "author", None) or "",
        url=url,
    )


def _web_address(url: str | None) -> str:
    return url if url and url.startswith(("http://", "https://")) else ""


def _day_of(page: Any) -> date | None:
    words = getattr(page, "date", None)
    if not words:
        return None
    try:
        return read_day(words)
    except BadDateError:
        return None


def _language(markup: str) -> str:
    found = _LANGUAGE.search(markup, 0, 5000)
    return found[1].lower() if found else ""
