"""Find the possessives of texts that lost their apostrophes: "Syrias second city", "the citys west"."""

import csv
import re
from functools import cache
from importlib.resources import files

from articles.wordsets import word_sets

# Stands for the "s" of a possessive that lost its apostrophe; so every offset stays as it is.
LOST = "\N{PRIME}"
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_OWNER = re.compile(
    r"(?<![\w-])([^\W\d_][^\W\d_]*(?:-[^\W\d_]+)*)s(?= ([^\W\d_][\w-]*|\d+(?:st|nd|rd|th)\b))"
)
_NO_PLURAL = re.compile(r"[b-df-hj-np-tv-xz]y$|^(?:children|men|women|people)$")
_ARTICLE = re.compile(r"(?i)\b(?:the|its|his|their|this|that|each|every)(?: [a-z-]+){0,2} $")
_LOCATED = re.compile(r"(?i)\b(?:in|near|at|around|outside|inside|into|across) $")
_INNER_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]*(?:-[^\W\d_]+)*")
_PEOPLE = re.compile(r"(?:[aio]ns?|sh|ese|ist|i|ite|er)$")
_UNDER = re.compile(r"(?i)\b(?:under|into|in|of|from|outside|beyond|to)(?: (?:the|full|total|firm))* $")
_LOOK_BACK = 40
_ENDINGS = (LOST, "'s ", "’s ")


def mark_possessives(text: str) -> str:
    """Return a text of the same length in which `LOST` is the "s" of each possessive without apostrophe.

    Texts that have apostrophes come back as they are. `restore` undoes it.

    Args:
        text: Any text; cost grows linearly with it.
    """
    if _APOSTROPHES.search(text) or LOST in text:
        return text
    names: frozenset[str] | None = None
    marks: list[int] = []
    for found in _OWNER.finditer(text):
        owner, following = found[1], found[2]
        if following in word_sets()["not_owned"] and not _is_control(text, found.start(), following):
            continue
        if owner[0].isupper() and names is None:
            names = _owners() | {m[0] for m in _INNER_CAPITAL.finditer(text)}
        if _is_owner(text, found.start(), owner, following, names or frozenset()):
            marks.append(found.end(1))
    if not marks:
        return text
    chars = list(text)
    for at in marks:
        chars[at] = LOST
    return "".join(chars)


def restore(text: str) -> str:
    """Return words of a marked text as they were written."""
    return text.replace(LOST, "s") if LOST in text else text


def owns(text: str, end: int) -> bool:
    """Whether a possessive ending stands at an offset: "Syria's", or "Syrias" in a marked text."""
    return text.startswith(_ENDINGS, end)


def _is_owner(text: str, start: int, owner: str, following: str, names: frozenset[str]) -> bool:
    if owner[0].islower() and _NO_PLURAL.search(owner):
        return True
    if owner[0].isupper():
        people = f"{owner}s" in names or _PEOPLE.search(owner) is not None
        people = people and _LOCATED.search(text, max(0, start - _LOOK_BACK), start) is None
        return owner in _owners() or (owner in names and not people)
    if owner not in word_sets()["owning"] or following not in word_sets()["owned"]:
        return False
    return _ARTICLE.search(text, max(0, start - _LOOK_BACK), start) is not None


def _is_control(text: str, start: int, following: str) -> bool:
    """Whether "control" is a noun: "under the armys control"."""
    return following == "control" and _UNDER.search(text, max(0, start - _LOOK_BACK), start) is not None


@cache
def _owners() -> frozenset[str]:
    """Names of countries and of parties that own things: "Syrias", "ISILs"."""
    table = files("articles").joinpath("data", "nationalities.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    countries = (row["country"].rsplit(" ", 1)[-1] for row in rows)
    return frozenset(c for c in countries if not c.endswith("s")) | word_sets()["owning"]
