"""Load and check the patterns that tell a place name by the words around it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from articles.errors import BadDataFileError
from articles.lexicon import load_lexicon

KINDS = ("unknown", "facility", "admin1", "region")
_KEYS = ("name", "kind", "expression", "true", "false")
_SECTIONS = frozenset({"words", "verbs", "parts", "list", "pattern"})
_ARTICLE = "al|el|ad|ar|as|ash|at|az|an|ed|er|es|ez|et"
_WORD = (
    r"(?:['‘’ʿ`]?[^\W\d_a-zß-öø-ÿ][\w'’ʿ`\u0300-\u036f-]*"
    rf"|(?:{_ARTICLE})-?[^\W\d_a-z][\w'’ʿ`-]*)"
)
_LINK = r"(?:de|da|do|del|la|el|al|bin|ibn|um|abu)"
NAME = rf"{_WORD}(?:[ ](?:{_WORD}|{_LINK}[ ]{_WORD})){{0,3}}"
_RUN = rf"{_WORD}(?:[ ](?:{_WORD}|{_LINK}[ ]{_WORD})){{0,9}}"
_SLOT = re.compile(r"(?<!\?P)<([a-z_]+)>")


@dataclass(frozen=True, slots=True)
class NamePattern:
    """One way in which the words around a name tell that it is a place.

    Attributes:
        kind: Kind of the mentions it makes.
        expression: Has the group `name`.
        true: A text it finds what stands in braces in.
        false: A text it does not find what stands in braces in.
    """

    name: str
    kind: str
    expression: re.Pattern[str]
    true: str
    false: str


@dataclass(frozen=True, slots=True)
class NamePatterns:
    """All patterns in the order of the file, and how lists of names start and go on."""

    patterns: tuple[NamePattern, ...]
    list_start: re.Pattern[str]
    list_next: re.Pattern[str]


@cache
def load_name_patterns() -> NamePatterns:
    """Read the shipped patterns.

    Raises:
        BadDataFileError: If the file breaks its schema; lists every fault.
    """
    raw = files("articles").joinpath("data", "namepatterns.toml").read_text("utf-8")
    return build_name_patterns(tomllib.loads(raw))


def build_name_patterns(raw: Mapping[str, Any]) -> NamePatterns:
    """Check a table of patterns and build them.

    Args:
        raw: The parsed TOML.

    Raises:
        BadDataFileError: If anything is missing, unknown, given twice or no expression; lists every fault.
    """
    faults = [f"unknown table {key}" for key in sorted(set(raw) - _SECTIONS)]
    faults += [f"list lacks {key}" for key in ("start", "next") if key not in raw.get("list", {})]
    parts, found = _parts(raw)
    faults += found
    rows = raw.get("pattern", [])
    names = [row.get("name", "") for row in rows]
    faults += [f"pattern {n} is given twice" for n in sorted({n for n in names if names.count(n) > 1})]
    for number, row in enumerate(rows, start=1):
        faults += [f"pattern {row.get('name', number)}: {fault}" for fault in _row_faults(row, parts)]
    for key, text in raw.get("list", {}).items():
        faults += [f"list {key}: {fault}" for fault in _expression_faults(text, parts)]
    if faults:
        raise BadDataFileError(f"namepatterns.toml: {'; '.join(faults)}")
    made = tuple(
        NamePattern(row["name"], row["kind"], _compile(row["expression"], parts), row["true"], row["false"])
        for row in rows
    )
    return NamePatterns(
        made,
        re.compile(r"(?<!\w)" + _filled(raw["list"]["start"], parts)),
        re.compile(_filled(raw["list"]["next"], parts)),
    )


def _parts(raw: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """Expressions for everything that may stand in angle brackets, and the faults of the lists."""
    verbs = load_lexicon().verbs
    faults: list[str] = []
    parts = {key: _either(text.split()) for key, text in raw.get("words", {}).items()}
    for key, text in raw.get("verbs", {}).items():
        lemmas = set(text.split())
        known = {reading.lemma for reading in verbs.values()}
        faults += [f"verbs {key}: unknown verb {lemma}" for lemma in sorted(lemmas - known)]
        parts[key] = _either(sorted(form for form, reading in verbs.items() if reading.lemma in lemmas))
    parts["name"] = f"(?P<name>{NAME})"
    parts |= {"other": NAME, "one": _WORD, "run": rf"(?P<name>{_RUN})"}
    for key, text in raw.get("parts", {}).items():
        parts[key] = text
    for key in raw.get("parts", {}):
        parts[key] = _SLOT.sub(lambda m: parts.get(m.group(1), m.group()), parts[key])
    return parts, faults


def _either(words: Iterable[str]) -> str:
    """One of the words, as an expression that shares what words begin with."""
    plain = sorted({word.replace("_", " ") for word in words})
    return f"(?:{_branches(plain)})"


def _branches(words: list[str]) -> str:
    found: list[str] = []
    for first in sorted({word[0] for word in words if word}):
        rest = [word[1:] for word in words if word.startswith(first)]
        tail = _branches([r for r in rest if r]) if any(rest) else ""
        optional = "?" if "" in rest and tail else ""
        found.append(re.escape(first) + (f"(?:{tail}){optional}" if tail else ""))
    return "|".join(found)


def _row_faults(row: Mapping[str, Any], parts: Mapping[str, str]) -> list[str]:
    faults = [f"lacks {key}" for key in _KEYS if key not in row]
    faults += [f"unknown key {key}" for key in sorted(set(row) - set(_KEYS))]
    if row.get("kind", KINDS[0]) not in KINDS:
        faults.append(f"kind is no known value: {row['kind']!r}")
    unmarked = (key for key in ("true", "false") if key in row and "{" not in row[key])
    faults += [f"the {key} example marks no name in braces" for key in unmarked]
    return faults + _expression_faults(row.get("expression", "<name>"), parts)


def _expression_faults(text: str, parts: Mapping[str, str]) -> list[str]:
    faults = [f"unknown part <{name}>" for name in _SLOT.findall(text) if name not in parts]
    if faults:
        return faults
    try:
        re.compile(_filled(text, parts))
    except re.error as error:
        return [f"no regular expression: {error}"]
    return []


def _compile(text: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern; the word it starts with may open a sentence."""
    first = _SLOT.match(text)
    if (
        first is not None
        and first.group(1) not in ("name", "other", "one")
        and parts[first.group(1)].islower()
    ):
        text = f"(?i:{first.group()}){text[first.end() :]}"
    return re.compile(r"(?<![\w'’-])" + _filled(text, parts))


def _filled(text: str, parts: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda m: parts[m.group(1)], text)
