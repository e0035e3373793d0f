"""The word classes of the claims grammar, read once from data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from articles.errors import BadDataFileError

BASE, PRESENT, PAST, PARTICIPLE, GERUND = "base", "present", "past", "participle", "gerund"
_SECTIONS: dict[str, frozenset[str]] = {
    "classes": frozenset(
        [
            "determiner",
            "number",
            "preposition",
            "subordinator",
            "conjunction",
            "relative",
            "pronoun",
            "auxiliary",
            "modal",
            "negation",
            "adverb",
        ]
    ),
    "joined": frozenset(["conjunction", "preposition", "subordinator", "adverb", "noun"]),
    "verbs": frozenset(["regular", "irregular", "also_nouns", "no_nouns", "intransitive", "before_nouns"]),
    "nouns": frozenset(
        [
            "settlement",
            "area",
            "facility",
            "part",
            "whole",
            "outskirts",
            "compass",
            "force",
            "reference",
            "thing",
        ]
    ),
    "speech": frozenset(["say", "doubt", "denial", "hedge", "official", "neutral"]),
    "stance": frozenset(
        ["plan_verbs", "plan_nouns", "fail_verbs", "fail_words", "succeed_verbs", "real_nouns"]
    ),
}
_CLASS_ORDER = (
    "modal",
    "negation",
    "auxiliary",
    "relative",
    "conjunction",
    "subordinator",
    "preposition",
    "determiner",
    "pronoun",
    "number",
    "adverb",
)
_VOWELS = "aeiou"
_DOUBLING = frozenset(
    [
        "rout_",
        "trap",
        "stop",
        "plan",
        "slip",
        "drop",
        "stem",
        "rig",
        "pin",
        "hem",
        "mop",
        "shut",
        "cut",
        "rob",
        "quit",
    ]
)


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a word as a verb: its lemma and which forms it can be."""

    lemma: str
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes by name, and verb readings by inflected form.

    Attributes:
        words: Class name to its words, such as "settlement" or "plan_verbs".
        verbs: Inflected form to its reading.
        classes: Closed-class word to its class; the first class that lists it counts.
        joined: First word to the groups of words that act as one, with their class.
    """

    words: Mapping[str, frozenset[str]]
    verbs: Mapping[str, VerbForm]
    classes: Mapping[str, str]
    joined: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def verb(self, word: str) -> VerbForm | None:
        """Return the reading of a lower-case word as a verb, or None."""
        return self.verbs.get(word)


@cache
def load_lexicon() -> Lexicon:
    """Read the shipped word classes.

    Returns:
        The lexicon; the same object every time.

    Raises:
        BadDataFileError: If the file breaks its schema; lists every fault.
    """
    raw = files("articles").joinpath("data/words.toml").read_text(encoding="utf-8")
    return build_lexicon(tomllib.loads(raw), where="words.toml")


def build_lexicon(raw: Mapping[str, Any], *, where: str) -> Lexicon:
    """Check the tables of a word file and build the lexicon from them.

    Args:
        raw: The parsed TOML.
        where: Name of the file, for messages.

    Returns:
        The lexicon.

    Raises:
        BadDataFileError: If sections or keys are missing or unknown; lists every fault.
    """
    faults = _faults(raw)
    if faults:
        raise BadDataFileError(f"{where}: " + "; ".join(faults))
    words = {
        key: frozenset(value.split())
        for section in raw.values()
        for key, value in section.items()
        if isinstance(value, str)
    }
    classes = {word: name for name in reversed(_CLASS_ORDER) for word in words[name]}
    return Lexicon(
        words, _inflect_all(words["regular"], raw["verbs"]["irregular"]), classes, _join(raw["joined"])
    )


def _join(raw: Mapping[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, groups in raw.items():
        for group in groups:
            words = tuple(group.split())
            found.setdefault(words[0], []).append((words, name))
    return {first: tuple(sorted(groups)) for first, groups in found.items()}


def _faults(raw: Mapping[str, Any]) -> list[str]:
    found = [f"unknown section [{name}]" for name in sorted(set(raw) - set(_SECTIONS))]
    for section, keys in _SECTIONS.items():
        given = set(raw.get(section, {}))
        found += [f"[{section}] lacks {key}" for key in sorted(keys - given)]
        found += [f"[{section}] has unknown {key}" for key in sorted(given - keys)]
    return found


def _inflect_all(regular: frozenset[str], irregular: list[str]) -> dict[str, VerbForm]:
    readings: dict[str, tuple[str, set[str]]] = {}

    def put(form: str, lemma: str, kind: str) -> None:
        known = readings.setdefault(form, (lemma, set()))
        if known[0] == lemma:
            known[1].add(kind)

    for line in irregular:
        base, past, participle = line.split()
        put(base, base, BASE)
        put(_with_s(base), base, PRESENT)
        put(_with_ing(base), base, GERUND)
        put(past, base, PAST)
        put(participle, base, PARTICIPLE)
    done = {line.split()[0] for line in irregular}
    for base in sorted(regular):
        if base.endswith("_") or base in done:
            continue
        put(base, base, BASE)
        put(_with_s(base), base, PRESENT)
        put(_with_ing(base), base, GERUND)
        put(_with_ed(base), base, PAST)
        put(_with_ed(base), base, PARTICIPLE)
    return {form: VerbForm(lemma, frozenset(kinds)) for form, (lemma, kinds) in readings.items()}


def _with_s(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubles(base: str) -> bool:
    """Whether the last consonant doubles: one-syllable stems and a few stressed endings."""
    if base in _DOUBLING:
        return True
    ends = (
        len(base) > 2
        and base[-1] not in _VOWELS + "wxyhkcs"
        and base[-2] in _VOWELS
        and base[-3] not in _VOWELS
    )
    syllables = sum(a in _VOWELS and b not in _VOWELS for a, b in zip(base, base[1:] + " ", strict=True))
    return ends and (
        syllables == 1 or base in ("repel", "expel", "begin", "overrun", "admit", "control", "regret")
    )


def _with_ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + base[-1] + "ing" if _doubles(base) else base + "ing"


def _with_ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] + "ed" if _doubles(base) else base + "ed"
