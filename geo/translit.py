"""A key under which plausible Latin spellings of one name fall together."""

import functools
import re
from collections.abc import Sequence
from enum import Enum

_SHORTEST = 3


class Tradition(Enum):
    """How the names of a country came into Latin letters; decides what its spellings differ in."""

    GENERAL = "general"
    CYRILLIC = "cyrillic"


_CYRILLIC = frozenset({"BG", "BY", "KG", "KZ", "MD", "ME", "MK", "RS", "RU", "UA"})

# What is rewritten, in this order. Mostly about Arabic: its article goes, also where it is written into
# the word ("Ezzor"); q is k, h is not written, long vowels and diphthongs have one form, a, e and i are one
# vowel, o is u. Of 1,656 spellings hidden from ten countries 51 % are found uniquely, 1.1 % wrongly.
_GENERAL_REWRITES = (
    (r"\b[ae](?=([dnrstz])\1|shsh)", ""),
    (r"\b(?:al|el|ul|an|en|ar|er|as|es|ash|esh|at|et|ad|ed|az|ez|il|the)(?: |$)", ""),
    (r"^(?:tell|tall|tal|tel|til) ", "tal "),
    (r"^(?:kafr|kfar|kafar|kefr|kafer) ", "kafr "),
    (r"^(?:deir|der|dair|dayr|dar) ", "dair "),
    (r"^(?:umm|um|oum|am) ", "um "),
    (r"\b(?:nahiyat|qaryat|suq|markaz|madinat) ", ""),
    (" ", ""),
    ("x", "kh"),
    ("tch", "sh"),
    ("sch", "sh"),
    ("ch", "sh"),
    ("ck", "k"),
    ("q", "k"),
    ("dj", "j"),
    ("tz", "ts"),
    ("ph", "f"),
    ("h", ""),
    ("oo", "u"),
    ("ou", "u"),
    ("ee", "i"),
    (r"ie(?![aiu])", "i"),
    (r"e[iy]|ay", "ai"),
    (r"[ao][uw](?![aeiou])", "u"),
    ("w", "u"),
    ("o", "u"),
    ("y", "a"),
    ("e", "a"),
    ("i", "a"),
    (r"([^\n])\1+", r"\1"),
)
# Ukrainian, Russian and other ways to write Cyrillic: g and h, i and o before a final v, softened vowels, and
# the hissing sounds. Of 4,131 spellings hidden from Ukraine 60 % are found uniquely, 1.5 % wrongly.
_CYRILLIC_REWRITES = (
    (" ", ""),
    ("shch|sch|szcz|schtsch|shh", "sh"),
    ("tsch|tch|cz", "ch"),
    ("sz", "sh"),
    ("zh|rz|zz", "z"),
    ("kh|x", "h"),
    ("ts|tz|c(?!h)", "c"),
    ("ph", "f"),
    ("w", "v"),
    (r"(?:[ae]?[yij]?[ie]|o)v(?=ka|tsi|ci|$)", "ov"),
    ("g", ""),
    ("h", ""),
    ("j", "i"),
    ("y", "i"),
    ("ou", "u"),
    ("oo", "u"),
    ("i?[ei]i?", "i"),
    ("ia", "a"),
    ("iu", "u"),
    ("io", "u"),
    ("o", "u"),
    (r"([^\n])\1+", r"\1"),
)
_REWRITES = {Tradition.GENERAL: _GENERAL_REWRITES, Tradition.CYRILLIC: _CYRILLIC_REWRITES}


def tradition_of(country: str) -> Tradition:
    """Return the tradition of a country, by its ISO 3166 alpha-2 code."""
    return Tradition.CYRILLIC if country in _CYRILLIC else Tradition.GENERAL


def mild_key(folded: str, *, country: str = "") -> str:
    """Return the spelling key of a folded Latin name.

    Such a key is only good inside a country: over the whole world it makes strangers meet.

    Args:
        folded: A name as `geo.folding.fold` returns it.
        country: ISO 3166 alpha-2 code of the country it is looked for in.

    Returns:
        The key; "" for names in other alphabets or too short to tell.
    """
    return mild_keys([folded], tradition=tradition_of(country))[0]


def mild_keys(folded: Sequence[str], *, tradition: Tradition) -> list[str]:
    """Return the spelling keys of many names at once, in one pass over all of them.

    Args:
        folded: Names as `geo.folding.fold` returns them.
        tradition: Which spellings are taken together.
    """
    if not folded:
        return []
    text = "\n".join(name if name.isascii() else "" for name in folded)
    for pattern, new in _compiled(tradition):
        text = text.replace(pattern, new) if isinstance(pattern, str) else pattern.sub(new, text)
    return [key if len(key) >= _SHORTEST else "" for key in text.split("\n")]


@functools.cache
def _compiled(tradition: Tradition) -> tuple[tuple[str | re.Pattern[str], str], ...]:
    """Return the rewrites; plain letters stay plain, which is several times faster."""
    return tuple(
        (old if old.isalpha() or old == " " else re.compile(old, re.MULTILINE), new)
        for old, new in _REWRITES[tradition]
    )
