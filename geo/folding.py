"""One canonical form of a name, and a one-to-one form of a text that keeps its offsets."""

import unicodedata

_LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ə": "a",
    "ς": "σ",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ـ": "",
    "ʹ": "",
    "ʺ": "",
    "&": " and ",
}
_APOSTROPHES = frozenset("'’‘‛`´ʼʻʾʿˈ′＇")
_JOINERS = frozenset("\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad")


def _bare(char: str) -> str:
    """Return a character in lower case, without its accents."""
    bare = char
    for _ in range(3):
        decomposed = unicodedata.normalize("NFKD", bare.lower())
        stripped = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))
        mapped = "".join(_LETTERS.get(c, c) for c in stripped)
        if mapped == bare:
            break
        bare = mapped
    return bare


def _folded(char: str) -> str:
    """Return what one character becomes in a folded name."""
    if char == "." or char in _APOSTROPHES or char in _JOINERS:
        return ""
    bare = _bare(char)
    if bare != char:
        return "".join(_folded(c) for c in bare)
    return char if char.isalnum() else " "


def _folded_one_to_one(char: str) -> str:
    """Return the single character that stands for `char` in a folded text."""
    if char in _APOSTROPHES:
        return "'"
    if unicodedata.category(char) == "Pd":
        return " "
    bare = _bare(char)
    if len(bare) == 1:
        return "'" if bare in _APOSTROPHES else bare
    return char.lower() if len(char.lower()) == 1 else char


class _NameTable(dict[int, str]):
    """Table for `str.translate` that works out each character on first sight."""

    def __missing__(self, code: int) -> str:
        """Return and remember the folded form of one character."""
        folded = _folded(chr(code))
        self[code] = folded
        return folded


class _TextTable(dict[int, str]):
    """The same for texts: always one character for one."""

    def __missing__(self, code: int) -> str:
        """Return and remember the one-character form."""
        folded = _folded_one_to_one(chr(code))
        self[code] = folded
        return folded


_NAME_TABLE = _NameTable()
FOLD_TABLE: dict[int, str] = _TextTable()


def fold(name: str) -> str:
    """Return the canonical form of a name, under which gazetteer and text are compared.

    Lower case, no accents, no apostrophes or periods; hyphens, dashes and other signs become spaces; spaces
    are single. "Deir ez-Zor" and "deir ez zor", "Sana'a" and "Sanaa", "U.S." and "US" are the same.

    Args:
        name: Any string, in any script.

    Returns:
        The folded name; "" when nothing is left of it. Folding twice changes nothing.
    """
    return " ".join(name.translate(_NAME_TABLE).split())


def fold_keeping_offsets(text: str) -> str:
    """Return the text in lower case and without accents, each character in its old place.

    Args:
        text: Any string.

    Returns:
        A string of the same length: `result[i]` is the folded form of `text[i]`. Apostrophes take one form,
        dashes become spaces, periods stay. Characters that fold to none or several stay as they are.
    """
    return text.translate(FOLD_TABLE)
