"""A key under which plausible Latin spellings of one name fall together."""

import re
from collections.abc import Sequence

_ARTICLES = re.compile(
    r"\b(?:al|el|ul|an|en|ar|er|as|es|ash|esh|at|et|ad|ed|az|ez|il|the)(?: |$)", re.MULTILINE
)
_GLUED_ARTICLE = re.compile(r"\b[ae](?=([dnrstz])\1|shsh)")
_PLAIN_REWRITES = (
    (" ", ""),
    ("ck", "k"),
    ("q", "k"),
    ("dj", "j"),
    ("tz", "ts"),
    ("ph", "f"),
    ("h", ""),
    ("oo", "u"),
    ("ou", "u"),
    ("ee", "i"),
)
_LONG_I = re.compile(r"ie(?![aiu])")
_DIPHTHONG = re.compile(r"e[iy]|ay")
_LONG_U = re.compile(r"[ao][uw](?![aeiou])")
_LETTERS = str.maketrans("wyoe", "uiui")
_DOUBLE = re.compile(r"([^\n])\1+")
_SHORTEST = 3


def mild_key(folded: str) -> str:
    """Return the spelling key of a folded Latin name.

    The Arabic article goes, also where it is written into the word ("Ezzor"); q is k, h is not written, long
    vowels and diphthongs have one form, e is i, o is u, double letters are single, and spaces go. Such a key
    is only good inside a country: over the whole world it makes strangers meet.

    Args:
        folded: A name as `geo.folding.fold` returns it.

    Returns:
        The key; "" for names in other alphabets or too short to tell.
    """
    return mild_keys([folded])[0]


def mild_keys(folded: Sequence[str]) -> list[str]:
    """Return the spelling keys of many names at once, in one pass over all of them.

    Args:
        folded: Names as `geo.folding.fold` returns them.
    """
    text = "\n".join(name if name.isascii() else "" for name in folded)
    text = _ARTICLES.sub("", _GLUED_ARTICLE.sub("", text))
    for old, new in _PLAIN_REWRITES:
        text = text.replace(old, new)
    text = _DIPHTHONG.sub("ai", _LONG_I.sub("i", text))
    text = _DOUBLE.sub(r"\1", _LONG_U.sub("u", text).translate(_LETTERS))
    return [key if len(key) >= _SHORTEST else "" for key in text.split("\n")]
