"""Load and check the grammar: what each rule looks for, and what it claims."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from articles.errors import BadDataFileError
from articles.models import Extent, Relation, Stance


class Trigger(StrEnum):
    """What sets a rule off."""

    __hash__ = str.__hash__  # the enum's own is slow, and rules are looked up all the time

    VERB = "verb"
    NOUN = "noun"
    COMPOUND = "compound"
    PHRASE = "phrase"
    ADVERB = "adverb"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying who holds, takes, loses or fights for a place.

    Attributes:
        name: Unique, words joined by hyphens.
        relation: What it claims.
        trigger: Kind of word that sets it off.
        words: Lemmas (verbs) or forms (other triggers).
        then: Heads of the noun phrase, or the preposition, a verb needs ("control", "over"); empty = none.
        preps: Prepositions a PHRASE trigger starts with ("under").
        governed: Verbs that must govern a NOUN or PHRASE trigger; empty = any.
        modes: Verb forms it takes ("finite", "gerund", "infinitive", "participle"); empty = any.
        voice: "active", "passive" or "any".
        place: Slots searched in turn for the place.
        actor: Slots searched in turn for the actor.
        opponent: Slots searched in turn for the opponent.
        needs: Slots that must be filled: "actor", "opponent".
        lacks: Slots that must stay empty, such as "by".
        groups_only: Whether states and nationalities are no actors of it ("the Somali capital").
        beside: Phrases of which the sentence must hold one; empty = any.
        forces_only: Whether its actor must be able to fight (no civilians, journalists, convoys).
        entry: Whether it tells of an entry, which takes the place if its defenders left.
        mutual: Whether a joint actor ("A and B clashed") is two sides.
        extent: Overrides the extent read from the place phrase where it is whole.
        stance: Stance the words themselves imply.
        confidence: Weight before calibration; the rule with more wins over others at the same place.
        true: Example in which it fires; the place stands in braces.
        false: Example in which it must not fire.
    """

    name: str
    relation: Relation
    trigger: Trigger
    words: frozenset[str]
    then: frozenset[str]
    preps: frozenset[str]
    governed: frozenset[str]
    modes: frozenset[str]
    voice: str
    place: tuple[str, ...]
    actor: tuple[str, ...]
    opponent: tuple[str, ...]
    needs: frozenset[str]
    lacks: frozenset[str]
    beside: frozenset[str]
    groups_only: bool
    forces_only: bool
    mutual: bool
    entry: bool
    extent: Extent | None
    stance: Stance | None
    confidence: float
    true: str
    false: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, in the order of the files, and indexed by trigger word.

    Attributes:
        rules: All rules.
        by_word: (trigger, word) to the rules it may set off.
    """

    rules: tuple[Rule, ...]
    by_word: Mapping[tuple[Trigger, str], tuple[Rule, ...]]

    def rules_for(self, trigger: Trigger, word: str) -> tuple[Rule, ...]:
        """Return the rules a word may set off, in file order."""
        return self.by_word.get((trigger, word), ())


_LISTS = (
    "words",
    "then",
    "preps",
    "governed",
    "modes",
    "place",
    "actor",
    "opponent",
    "needs",
    "lacks",
    "beside",
)
_REQUIRED = ("name", "relation", "trigger", "words", "place", "true", "false")
_OPTIONAL = (
    "then",
    "preps",
    "governed",
    "voice",
    "actor",
    "opponent",
    "needs",
    "lacks",
    "beside",
    "extent",
    "stance",
    "confidence",
    "mutual",
    "groups_only",
    "forces_only",
    "entry",
    "modes",
)
_VOICES = ("active", "passive", "any")
FILES = ("gains", "losses", "states", "fights", "notes")


@cache
def load_rules() -> RuleBook:
    """Read the shipped rules.

    Returns:
        The rule book; the same object every time.

    Raises:
        BadDataFileError: If a file breaks the schema; lists every fault of all files.
    """
    tables = []
    for name in FILES:
        raw = files("articles").joinpath(f"data/rules/{name}.toml").read_text(encoding="utf-8")
        tables.append((f"{name}.toml", tomllib.loads(raw)))
    return build_rules(tables)


def build_rules(tables: Sequence[tuple[str, Mapping[str, Any]]]) -> RuleBook:
    """Check rule tables and build the rule book from them.

    Args:
        tables: File name and parsed TOML of each file.

    Returns:
        The rule book.

    Raises:
        BadDataFileError: If anything is missing, unknown or given twice; lists every fault.
    """
    faults: list[str] = []
    rules: list[Rule] = []
    for where, raw in tables:
        lists = raw.get("lists", {})
        faults += [f"{where}: unknown table {key}" for key in sorted(set(raw) - {"lists", "rule"})]
        for number, row in enumerate(raw.get("rule", []), start=1):
            label = f"{where}: rule {row.get('name', number)}"
            found = _row_faults(row, lists)
            faults += [f"{label}: {fault}" for fault in found]
            if not found:
                rules.append(_rule(row, lists))
    names = [rule.name for rule in rules]
    faults += [f"rule {name} is given twice" for name in sorted({n for n in names if names.count(n) > 1})]
    if faults:
        raise BadDataFileError("; ".join(faults))
    return RuleBook(tuple(rules), _index(rules))


def _index(rules: Sequence[Rule]) -> dict[tuple[Trigger, str], tuple[Rule, ...]]:
    found: dict[tuple[Trigger, str], list[Rule]] = {}
    for rule in rules:
        for word in sorted(rule.words):
            found.setdefault((rule.trigger, word), []).append(rule)
    return {key: tuple(value) for key, value in found.items()}


def _row_faults(row: Mapping[str, Any], lists: Mapping[str, Any]) -> list[str]:
    faults = [f"lacks {key}" for key in _REQUIRED if key not in row]
    faults += [f"unknown key {key}" for key in sorted(set(row) - {*_REQUIRED, *_OPTIONAL})]
    for key in _LISTS:
        value = row.get(key, "")
        if not isinstance(value, str):
            faults.append(f"{key} must be words separated by blanks")
            continue
        faults += [
            f"{key} names no list {word}"
            for word in value.split()
            if word[0] == "@" and word[1:] not in lists
        ]
    faults += _value_faults(row)
    return faults


def _value_faults(row: Mapping[str, Any]) -> list[str]:
    faults = []
    for key, allowed in (
        ("relation", Relation),
        ("trigger", Trigger),
        ("extent", Extent),
        ("stance", Stance),
    ):
        if key in row and row[key] not in [str(member) for member in allowed]:
            faults.append(f"{key} is no known value: {row[key]!r}")
    if row.get("voice", "any") not in _VOICES:
        faults.append(f"voice is active, passive or any, got {row['voice']!r}")
    if not 0 < row.get("confidence", 0.5) <= 1:
        faults.append("confidence is over 0 and at most 1")
    unmarked = (key for key in ("true", "false") if key in row and not ("{" in row[key] and "}" in row[key]))
    faults += [f"the {key} example marks no place in braces" for key in unmarked]
    return faults


def _rule(row: Mapping[str, Any], lists: Mapping[str, str]) -> Rule:
    def expand(key: str) -> tuple[str, ...]:
        words: list[str] = []
        for word in row.get(key, "").split():
            words += lists[word[1:]].split() if word[0] == "@" else [word]
        return tuple(word.replace("_", " ") for word in words)

    return Rule(
        name=row["name"],
        relation=Relation(row["relation"]),
        trigger=Trigger(row["trigger"]),
        words=frozenset(expand("words")),
        then=frozenset(expand("then")),
        preps=frozenset(expand("preps")),
        governed=frozenset(expand("governed")),
        modes=frozenset(expand("modes")),
        voice=row.get("voice", "any"),
        place=expand("place"),
        actor=expand("actor"),
        opponent=expand("opponent"),
        needs=frozenset(expand("needs")),
        lacks=frozenset(expand("lacks")),
        beside=frozenset(expand("beside")),
        groups_only=bool(row.get("groups_only", False)),
        forces_only=bool(row.get("forces_only", False)),
        mutual=bool(row.get("mutual", False)),
        entry=bool(row.get("entry", False)),
        extent=Extent(row["extent"]) if "extent" in row else None,
        stance=Stance(row["stance"]) if "stance" in row else None,
        confidence=float(row.get("confidence", 0.5)),
        true=row["true"],
        false=row["false"],
    )
