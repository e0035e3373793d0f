"""What the properties of a PDF or Word file say of its text, as far as it can be believed."""

import re
from datetime import date, timedelta

from articles.dates import find_dates

_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|qxd|rtf|odt|pages|xlsx?|pptx?|tex|dvi|html?)$", re.IGNORECASE)
_PROGRAM = re.compile(
    r"^(?:microsoft word|untitled|document\s?\d*$|powerpoint|slide \d|layout \d|print|title$|no title)",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\b(?:admin|administrator|user|owner|default|unknown|author|microsoft|adobe|pdf|office)\b", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_TITLE_WORDS_LEAST, _TITLE_CHARACTERS_MOST = 3, 200
_AUTHOR_CHARACTERS_MOST = 80
_NAMED_WITHIN = timedelta(days=31)
_HEAD_CHARACTERS = 20_000


def plausible_title(title: str) -> str:
    """Return a title if it may be a headline, else "": no file name, no program's default."""
    words = " ".join(title.split())
    if len(words.split()) < _TITLE_WORDS_LEAST or len(words) > _TITLE_CHARACTERS_MOST:
        return ""
    return "" if _FILE_NAME.search(words) or _PROGRAM.match(words) or not _LETTER.search(words) else words


def plausible_author(author: str) -> str:
    """Return an author if it may be a person's or an office's name, else ""."""
    words = " ".join(author.split())
    if " " not in words or len(words) > _AUTHOR_CHARACTERS_MOST or any(char.isdigit() for char in words):
        return ""
    return "" if _NO_PERSON.search(words) or "@" in words or "\\" in words else words


def plausible_day(day: date | None, text: str) -> date | None:
    """Return the day a file was made if its text was evidently written then, else None.

    A file may be made years after its text; it counts only where the text names a day, with its year, in the
    month before.
    """
    if day is None:
        return None
    for line in text[:_HEAD_CHARACTERS].split("\n"):
        for phrase in find_dates(line, published=None):
            named = phrase.days.start if phrase.kind == "day" and phrase.days is not None else None
            if named is not None and timedelta(0) <= day - named <= _NAMED_WITHIN:
                return day
    return None
