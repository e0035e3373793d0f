"""Fold names so that spelling variants of one text compare equal."""

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """Return a name in lower case without accents and signs.

    Args:
        name: Words of a text.
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain.lower()).strip()
