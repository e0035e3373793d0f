"""Tell texts about fighting and who holds what from all other news."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from articles.errors import BadDataFileError

_LISTS = frozenset({"people", "deeds", "holding"})
_WORD = re.compile(r"[a-z]+")
_SHORT_WORDS = 60  # a note of a sentence or two says too little to be judged
_LEAST_SHARE = 0.02  # 19 of 20 texts with claims have more, 19 of 20 of other news less


def is_about_fighting(text: str) -> bool:
    """Whether enough of a text's words are words of war; short notes always pass.

    Args:
        text: Any text; cost grows linearly with it.
    """
    words = _WORD.findall(text.lower())
    if len(words) <= _SHORT_WORDS:
        return True
    known = fighting_words()
    return sum(word in known for word in words) >= _LEAST_SHARE * len(words)


@cache
def fighting_words() -> frozenset[str]:
    """Return the words of `data/fighting_words.toml`.

    Raises:
        BadDataFileError: If a list is missing, unknown or no text, or a word not in lower case;
            lists every fault.
    """
    return parse_fighting_words(files("articles").joinpath("data", "fighting_words.toml").read_text("utf-8"))


def parse_fighting_words(text: str) -> frozenset[str]:
    """Return the words of a TOML text.

    Raises:
        BadDataFileError: If a list is missing, unknown or no text, or a word not in lower case;
            lists every fault.
    """
    data = tomllib.loads(text)
    faults = [f"{name}: missing" for name in sorted(_LISTS - data.keys())]
    faults += [f"{name}: no such list" for name in sorted(data.keys() - _LISTS)]
    faults += [f"{name}: expected text" for name, value in data.items() if not isinstance(value, str)]
    words = [word for value in data.values() if isinstance(value, str) for word in value.split()]
    faults += [f"{word}: expected lower-case letters" for word in words if not _WORD.fullmatch(word)]
    if faults:
        raise BadDataFileError(f"fighting_words.toml: {'; '.join(faults)}")
    return frozenset(words)
