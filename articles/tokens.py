"""Cut a text into tokens that keep their offsets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.apostrophes import LOST

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", LOST: "'s"})
_SPLIT_AT_HYPHEN = [
    "held",
    "controlled",
    "occupied",
    "ruled",
    "run",
    "besieged",
    "captured",
    "seized",
    "liberated",
    "administered",
    "dominated",
    "governed",
    "bastion",
    "stronghold",
    "backed",
    "led",
    "based",
    "supported",
    "affiliated",
    "linked",
    "aligned",
    "allied",
    "loyal",
    "trained",
    "armed",
    "friendly",
    "majority",
    "owned",
    "contested",
    "inspired",
    "declared",
    "appointed",
    "installed",
    "mediated",
    "brokered",
    "born",
    "wide",
    "flagged",
    "registered",
    "owned",
]
_TAIL = re.compile(
    r"(?i)^(.+?)([-\u2010\u2011\u2013])((?:" + "|".join(_SPLIT_AT_HYPHEN) + r"))$",
)
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?%?"
    r"|[^\W\d_][\w\u0300-\u036f]*(?:['’‘ʼ`´\u2010\u2011\u2013-][\w\u0300-\u036f]+)*"
    r"|['‘](?=[^\W\d_][\w -]{1,30}['’](?:[^\w]|$))"  # an opening quote
    r"|['’‘ʼ][^\W\d_][\w]*(?:[-'’][\w]+)*"
    r"|[^\w\s]|_",
)
_NEGATED = re.compile(r"(?i).+n['’ʼ`´‘]t")
_LOST_NEGATION = re.compile(r"(?i)(?:do|does|did|was|were|is|are|has|have|had|could|would|should)nt")
_QUOTES = "'’ʼ`´"
_HYPHENS = "-\u2010\u2011\u2013"


class Token(NamedTuple):
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
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        word = found.group()
        start, end = found.span()
        if word[-2:] in ("nt", "NT") and _LOST_NEGATION.fullmatch(word):
            tokens += [_token(text, start, end - 2, offset), _token(text, end - 2, end, offset)]
        elif word.isalpha() and word.isascii():
            tokens.append(Token(start + offset, end + offset, word.lower(), word[0].isupper()))
        elif len(word) < 3 or not (word[0].isalpha() or word[0] in _QUOTES):
            tokens.append(_token(text, start, end, offset))
        else:
            tokens += [_token(text, a, b, offset) for a, b in _word_spans(word, start)]
    return tokens


def _token(text: str, start: int, end: int, offset: int) -> Token:
    word = text[start:end]
    return Token(start + offset, end + offset, word.lower().translate(_APOSTROPHES), word[0].isupper())


def _word_spans(word: str, start: int) -> Iterator[tuple[int, int]]:
    """Split off a possessive ending and a tail that says who holds or backs something."""
    end = tail_from = start + len(word)
    if word[-1] in "tT" and _NEGATED.fullmatch(word):  # "didn't"
        yield start, end - 3
        yield end - 3, end
        return
    if word[-1] in "sS" and len(word) > 2 and word[-2] in _QUOTES:
        tail_from -= 2
        word = word[:-2]
    compound = _TAIL.match(word) if any(h in word for h in _HYPHENS) else None
    if compound is not None:
        head = start + len(compound.group(1))
        yield start, head
        yield head, head + 1
        yield head + 1, tail_from
    else:
        yield start, tail_from
    if tail_from < end:
        yield tail_from, end
