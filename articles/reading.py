"""What all readers share: options, issues, limits on size, and the making of articles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from articles.decoding import Decoded, decode, is_binary
from articles.documents import Document, Said
from articles.languages import detect_language, language_code
from articles.models import Article, CodedEvent, DateSource, Issue, LocatedName, article_id
from articles.published import Publication, find_publication
from articles.web.canonical import address_key

MEGABYTE = 1_000_000
MISSING_TEXT = "text-missing"
_SHOWN_CHARACTERS = 80
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        published: UTC day of publication for texts that bring none.
        max_bytes: Largest text read, in bytes as stored; for tables the largest line.
        max_file_bytes: Largest file read that holds more than one text or more than text: PDF, Word, mail,
            JSON, archives inside archives.
        max_members: Most documents read out of one archive.
        max_depth: Most archives inside each other.
        max_ratio: Most bytes that one byte of an archive may unpack to.
        max_seconds: Longest time given to one PDF.
    """

    published: date | None = None
    max_bytes: int = 20 * MEGABYTE
    max_file_bytes: int = 100 * MEGABYTE
    max_members: int = 100_000
    max_depth: int = 3
    max_ratio: int = 200
    max_seconds: float = 60.0

    def __post_init__(self) -> None:
        """Refuse limits that let nothing through."""
        if self.max_bytes < 1:
            raise ValueError(f"max_bytes is at least 1, got {self.max_bytes}")
        least = min(self.max_file_bytes, self.max_members, self.max_ratio, self.max_depth)
        if least < 1 or self.max_seconds <= 0:
            raise ValueError("max_file_bytes, max_members, max_depth, max_ratio and max_seconds are above 0")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a source says about one article, before the rest is found out.

    Attributes:
        text: Body; it becomes `Article.text` as it is.
        where: File and line.
        fallback_source: Name to use where no outlet is known.
        published: Day that the source's own fields give.
        published_from: What kind of field gave it.
        published_precision: 1 that day, 2 that week, 3 that month.
        source: Outlet that the source's own fields name, or "".
        located: Names that the source puts on the map.
        coded: What its columns say of who holds them.
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
    author: str = ""
    published_from: DateSource = DateSource.METADATA
    published_precision: int = 1
    located: tuple[LocatedName, ...] = ()
    coded: tuple[CodedEvent, ...] = ()


def issue(code: str, where: Path | str, message: str, value: str = "") -> Issue:
    """Return an issue with its value cut to a readable length."""
    shown = _SURROGATES.sub("\ufffd", " ".join(value[: 4 * _SHOWN_CHARACTERS].split()))
    cut = shown if len(shown) <= _SHOWN_CHARACTERS else shown[: _SHOWN_CHARACTERS - 1] + "…"
    return Issue(code, str(where), message, cut)


def finish(draft: Draft, options: ReadOptions) -> Article:
    """Return the article of a draft: with its day, its outlet, its language and its id."""
    found = _publication(draft, options)
    is_own = found.source is draft.published_from
    return Article(
        id=draft.id or article_id(url=address_key(draft.url) or draft.url, text=draft.text),
        text=draft.text,
        title=draft.title,
        published=found.day,
        published_from=found.source,
        source=draft.source or found.outlet or draft.fallback_source,
        language=detect_language(draft.text) or language_code(draft.language),
        url=draft.url,
        where=draft.where,
        author=draft.author,
        published_precision=draft.published_precision if is_own and found.day is not None else 1,
        located=draft.located,
        coded=draft.coded,
    )


def _publication(draft: Draft, options: ReadOptions) -> Publication:
    """Return when a draft was published; the day of an event is what its table says and nothing else."""
    if draft.published is not None and draft.published_from is DateSource.EVENT:
        return Publication(draft.published, DateSource.EVENT)
    found = find_publication(draft.text, metadata=draft.published, url=draft.url, option=options.published)
    return replace(found, source=draft.published_from) if found.source is DateSource.METADATA else found


def completed(draft: Draft, said: Said) -> Draft:
    """Return the draft with what its carrier says, where its own fields say nothing."""
    own_day = draft.published is not None
    return replace(
        draft,
        title=draft.title or said.title,
        source=draft.source or said.source,
        author=draft.author or said.author,
        url=draft.url or said.url,
        published=draft.published if own_day else said.published,
        published_from=draft.published_from if own_day else said.published_from,
    )


def dated(article: Article) -> Iterator[Article | Issue]:
    """Yield the article, and an issue if nothing tells when it was published."""
    yield article
    if article.published is None:
        message = "no publication day found; give one with --date, or claims stay undated"
        yield issue("no-date", article.where, message, article.title)


def read_whole(
    document: Document, options: ReadOptions, *, is_markup: bool = False, is_many: bool = False
) -> Iterator[Decoded | Issue]:
    """Yield the text of a document, or the issue that keeps it from being read.

    Newlines become single line feeds; an encoding that had to be guessed is an issue beside the text.

    Args:
        document: What to read.
        options: The limits.
        is_markup: Whether the text itself may name its encoding.
        is_many: Whether it holds many articles, so that the limit of files counts and not that of texts.

    Raises:
        OSError: If the document cannot be opened.
    """
    for data in read_bytes(document, options.max_file_bytes if is_many else options.max_bytes):
        if isinstance(data, Issue):
            yield data
        elif is_binary(data):
            yield issue("binary", document.label, "this is no text file")
        else:
            yield from _decoded(data, document, is_markup=is_markup)


def read_bytes(document: Document, most_bytes: int) -> Iterator[bytes | Issue]:
    """Yield the bytes of a document, or the issue of one that is too large or empty.

    Raises:
        OSError: If the document cannot be opened.
    """
    data = document.read(most_bytes)
    if data is None:
        yield too_large(document.label, document.size_bytes, most_bytes)
    elif not data.strip():
        yield issue("empty", document.label, "there is no text in this file")
    else:
        yield data


def _decoded(data: bytes, document: Document, *, is_markup: bool) -> Iterator[Decoded | Issue]:
    decoded = decode(data, is_markup=is_markup, declared=document.said.charset)
    if not decoded.text.strip("\ufeff \t\r\n\f\v"):
        yield issue("empty", document.label, "there is no text in this file")
        return
    if decoded.guessed:
        yield guessed_encoding(document.label, decoded.guessed)
    yield Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.guessed)


def missing_text(where: Path | str, url: str) -> Issue:
    """Return the issue of an article of which only the address is known; its value is the whole address."""
    return Issue(MISSING_TEXT, str(where), "only the address is given; fetch the page to read it", url)


def addresses_to_fetch(issues: Iterable[Issue]) -> tuple[str, ...]:
    """Return the addresses of articles whose texts are missing, each once, in the order they were read."""
    return tuple(dict.fromkeys(found.value for found in issues if found.code == MISSING_TEXT))


def too_large(where: Path | str, size_bytes: int | None, most_bytes: int) -> Issue:
    """Return the issue of a text or file over its limit; its size may be unknown."""
    most = most_bytes / MEGABYTE
    size = f"{size_bytes / MEGABYTE:.1f}" if size_bytes else f"more than {most:g}"
    return issue("too-large", where, f"{size} MB; at most {most:g} MB are read")


def guessed_encoding(where: Path | str, encoding: str) -> Issue:
    """Return the issue of a text that is not UTF-8."""
    return issue("encoding", where, f"not UTF-8; read as {encoding}, some characters may be wrong", encoding)


def without_surrogates(text: str) -> str:
    """Return the text with lone surrogates, which no file can hold, as U+FFFD; offsets stay."""
    return _SURROGATES.sub("\ufffd", text)
