"""Cut a text into tokens that keep their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_SPLIT_AT_HYPHEN = (
    "held controlled occupied ruled run besieged captured seized liberated administered dominated governed "
    "backed led based supported affiliated linked aligned allied loyal trained armed friendly majority owned "
    "contested inspired declared appointed installed mediated brokered born wide flagged registered owned"
).split()
_TAIL = re.compile(
    r"(?i)^(.+?)([-\u2010\u2011\u2013])((?:" + "|".join(_SPLIT_AT_HYPHEN) + r"))$",
)
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?%?"
    r"|[^\W\d_][\w\u0300-\u036f]*(?:['’‘ʼ`´\u2010\u2011\u2013-][\w\u0300-\u036f]+)*"
    r"|['’‘ʼ][^\W\d_][\w]*(?:[-'’][\w]+)*"
    r"|\s+|[^\w\s]|_",
)
_POSSESSIVE = re.compile(r"(?i)^(.+)(['’ʼ`´]s)$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign: `text[start:end]`; `lower` is its lower form with plain apostrophes."""

    start: int
    end: int
    lower: str
    capital: bool


def cut_tokens(text: str, *, offset: int = 0) -> list[Token]:
    """Cut a text into words and signs, in one pass.

    Possessive endings and tails such as "-held" become tokens of their own.

    Args:
        text: Any text.
        offset: Added to every offset.

    Returns:
        Tokens in text order; white space is left out.
    """
    return [Token(a + offset, b + offset, _lower(text[a:b]), text[a].isupper()) for a, b in _spans(text)]


def _lower(word: str) -> str:
    return word.lower().translate(_APOSTROPHES)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for found in _TOKEN.finditer(text):
        word = found.group()
        if word.isspace():
            continue
        start, end = found.span()
        if len(word) < 3 or not (word[0].isalpha() or word[0] in "'’‘ʼ"):
            yield start, end
            continue
        yield from _word_spans(word, start)


def _word_spans(word: str, start: int) -> Iterator[tuple[int, int]]:
    """Split off a possessive ending and a tail that says who holds or backs something."""
    end = start + len(word)
    tail_from = end
    owner = _POSSESSIVE.match(word) if word[-1] in "sS" else None
    if owner is not None:
        tail_from = start + len(owner.group(1))
        word = owner.group(1)
    compound = _TAIL.match(word) if word.isascii() is False or "-" in word else None
    if compound is not None:
        head = start + len(compound.group(1))
        yield start, head
        yield head, head + 1
        yield head + 1, tail_from
    else:
        yield start, tail_from
    if tail_from < end:
        yield tail_from, end
