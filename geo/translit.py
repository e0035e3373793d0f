"""A key under which plausible Latin spellings of one name fall together."""

import re

_ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "an",
        "en",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "ad",
        "ed",
        "az",
        "ez",
        "il",
        "the",
    ]
)
_GLUED_ARTICLE = re.compile(r"^[ae](?=([dnrstz])\1|shsh)")
_REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ck", "k"),
        (r"q", "k"),
        (r"dj", "j"),
        (r"tz", "ts"),
        (r"ph", "f"),
        (r"h", ""),
        (r"oo|ou", "u"),
        (r"ee|ie(?![aiu])", "i"),
        (r"e[iy]|ay", "ai"),
        (r"[ao][uw](?![aeiou])", "u"),
        (r"w", "u"),
        (r"y", "i"),
        (r"o", "u"),
        (r"e", "i"),
        (r"(.)\1+", r"\1"),
    )
)


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
    words = [_GLUED_ARTICLE.sub("", word) for word in folded.split()]
    kept = [word for word in words if word not in _ARTICLES] or words
    key = "".join(kept)
    for pattern, replacement in _REWRITES:
        key = pattern.sub(replacement, key)
    return key if len(key) >= 3 else ""
