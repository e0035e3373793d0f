"""What all readers share: options, issues, limits on size, and the making of articles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from articles.decoding import Decoded, decode, is_binary
from articles.models import Article, Issue, article_id
from articles.published import find_publication

MEGABYTE = 1_000_000
_SHOWN_CHARACTERS = 80
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        published: UTC day of publication for texts that bring none.
        max_bytes: Largest text read, in bytes as stored; for tables the largest line.
    """

    published: date | None = None
    max_bytes: int = 20 * MEGABYTE

    def __post_init__(self) -> None:
        """Refuse limits below one byte."""
        if self.max_bytes < 1:
            raise ValueError(f"max_bytes is at least 1, got {self.max_bytes}")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a source says about one article, before the rest is found out.

    Attributes:
        text: Body; it becomes `Article.text` as it is.
        where: File and line.
        published: Day that the source's own fields give.
        source: Outlet that the source's own fields name, or "".
        fallback_source: Name to use where no outlet is known.
    """

    text: str
    where: str
    fallback_source: str
    id: str = ""
    title: str = ""
    published: date | None = None
    source: str = ""
    language: str = ""
    url: str = ""


def issue(code: str, where: Path | str, message: str, value: str = "") -> Issue:
    """Return an issue with its value cut to a readable length."""
    shown = _SURROGATES.sub("\ufffd", " ".join(value[: 4 * _SHOWN_CHARACTERS].split()))
    cut = shown if len(shown) <= _SHOWN_CHARACTERS else shown[: _SHOWN_CHARACTERS - 1] + "…"
    return Issue(code, str(where), message, cut)


def finish(draft: Draft, options: ReadOptions) -> Article:
    """Return the article of a draft: with its day, its outlet and its id."""
    found = find_publication(draft.text, metadata=draft.published, url=draft.url, option=options.published)
    return Article(
        id=draft.id or article_id(url=draft.url, text=draft.text),
        text=draft.text,
        title=draft.title,
        published=found.day,
        published_from=found.source,
        source=draft.source or found.outlet or draft.fallback_source,
        language=draft.language,
        url=draft.url,
        where=draft.where,
    )


def dated(article: Article) -> Iterator[Article | Issue]:
    """Yield the article, and an issue if nothing tells when it was published."""
    yield article
    if article.published is None:
        message = "no publication day found; give one with --date, or claims stay undated"
        yield issue("no-date", article.where, message, article.title)


def read_whole(path: Path, options: ReadOptions, *, is_markup: bool = False) -> Iterator[Decoded | Issue]:
    """Yield the text of a file that holds one article, or the issue that keeps it from being read.

    Newlines become single line feeds; an encoding that had to be guessed is an issue beside the text.

    Raises:
        OSError: If the file cannot be opened.
    """
    size = path.stat().st_size
    if size > options.max_bytes:
        yield too_large(path, size, options)
        return
    data = path.read_bytes()
    if is_binary(data):
        yield issue("binary", path, "this is no text file")
        return
    decoded = decode(data, is_markup=is_markup)
    if not decoded.text.strip("\ufeff \t\r\n\f\v"):
        yield issue("empty", path, "there is no text in this file")
        return
    if decoded.guessed:
        yield guessed_encoding(path, decoded.guessed)
    yield Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.guessed)


def too_large(where: Path | str, size: int, options: ReadOptions) -> Issue:
    """Return the issue of a text over the limit."""
    most = options.max_bytes / MEGABYTE
    return issue("too-large", where, f"{size / MEGABYTE:.1f} MB of text; at most {most:g} MB are read")


def guessed_encoding(where: Path | str, encoding: str) -> Issue:
    """Return the issue of a text that is not UTF-8."""
    return issue("encoding", where, f"not UTF-8; read as {encoding}, some characters may be wrong", encoding)


def without_surrogates(text: str) -> str:
    """Return the text with lone surrogates, which no file can hold, as U+FFFD; offsets stay."""
    return _SURROGATES.sub("\ufffd", text)
