"""A key under which plausible Latin spellings of one name fall together."""

import re

_ARTICLES = frozenset(
    "al el ul an en ar er as es ash esh at et ad ed az ez il the".split()  # noqa: SIM905
)
_GLUED_ARTICLE = re.compile(r"\b[ae](?=([dnrstz])\1|shsh)")
_PLAIN_REWRITES = (
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
_LONG_U = re.compile(r"[ao][uw](?![aeiou])")
_LETTERS = str.maketrans("wyoe", "uiui")
_DOUBLE = re.compile(r"(.)\1+")
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
    if not folded.isascii():
        return ""
    words = (_GLUED_ARTICLE.sub("", folded) if "a" in folded or "e" in folded else folded).split()
    key = "".join([word for word in words if word not in _ARTICLES] or words)
    for old, new in _PLAIN_REWRITES:
        key = key.replace(old, new)
    if "ie" in key:
        key = _LONG_I.sub("i", key)
    for old in ("ei", "ey", "ay"):
        key = key.replace(old, "ai")
    if "u" in key or "w" in key:
        key = _LONG_U.sub("u", key)
    key = key.translate(_LETTERS)
    key = _DOUBLE.sub(r"\1", key)
    return key if len(key) >= _SHORTEST else ""
