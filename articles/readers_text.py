"""Plain texts and Markdown: one article per file."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from articles.dates import find_dates
from articles.decoding import Decoded
from articles.documents import Document
from articles.models import Article, Issue
from articles.reading import Draft, ReadOptions, completed, dated, finish, read_whole

_HEADING = re.compile(r"#{1,3}\s+(?P<title>[^\n]{3,200}?)\s*#*")
_WORD = re.compile(r"[^\W\d_]+")
_TITLE_LINES = 20
_TITLE_CHARACTERS = 160
_TITLE_WORDS_LEAST, _TITLE_WORDS_MOST = 3, 28
_PARAGRAPH_WORDS = 22
_LONGEST_ROW_WITHOUT = 9


def read_text(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read one plain text or Markdown file.

    Raises:
        OSError: If the file cannot be opened.
    """
    for found in read_whole(document, options):
        if isinstance(found, Decoded):
            yield from dated(_article(found.text.removeprefix("\ufeff"), document, options))
        else:
            yield found


def _article(text: str, document: Document, options: ReadOptions) -> Article:
    draft = Draft(
        text=text,
        where=document.label,
        fallback_source=document.name or document.label,
        title=find_title(text),
    )
    return finish(completed(draft, document.said), options)


@cache
def _sentence_words() -> frozenset[str]:
    data = tomllib.loads(files("articles").joinpath("data", "headers.toml").read_text("utf-8"))
    return frozenset(data["sentence"])


def find_title(text: str) -> str:
    """Return the first line that may be a headline, or "".

    Menus, single words and lines that only give a day or an outlet stand above many scraped texts. A
    headline stands before the first paragraph, has the words of a sentence, and does not end as one.
    """
    weak = ""
    lines = [line.strip() for line in text[:20_000].split("\n") if line.strip()][:_TITLE_LINES]
    for line in lines:
        heading = _HEADING.fullmatch(line)
        if heading:
            return heading["title"]
        words = _WORD.findall(line.lower())
        if len(words) >= _PARAGRAPH_WORDS and line.endswith((".", '."', ".”", ".'")):
            break
        if not _may_be_headline(line, words):
            continue
        if _sentence_words().intersection(words) or any(word.islower() for word in _long_words(line)):
            return line
        if not weak and len(words) <= _LONGEST_ROW_WITHOUT:
            weak = line
    return weak


def _may_be_headline(line: str, words: list[str]) -> bool:
    if not _TITLE_WORDS_LEAST <= len(words) <= _TITLE_WORDS_MOST or len(line) > _TITLE_CHARACTERS:
        return False
    if line.endswith((".", ":", ",", ";", "...")):
        return False
    return not any(phrase.kind == "day" and phrase.days for phrase in find_dates(line, published=None))


def _long_words(line: str) -> list[str]:
    return [word for word in _WORD.findall(line) if len(word) > 3]
