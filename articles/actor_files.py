"""Files of parties read and checked: `actors.toml`, users' files, nationalities and actor words."""

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from articles.actor_lexicon import fold_word
from articles.entry_files import entry_rows, read_entry_file
from articles.errors import BadDataFileError
from articles.models import Actor

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_TEXTS = ("id", "name", "side", "parent", "country", "colour")
_LISTS = ("aliases", "acronyms", "people", "places", "adjectives")
_SHAPES = {"id": _ID, "country": _COUNTRY, "colour": _COLOUR}


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """One party of a file, with the names that are more than aliases.

    Attributes:
        actor: The party.
        people: Leaders whose name stands for it.
        places: Names of the land it rules.
        adjectives: Adjectives of that land.
        acronyms: Short forms that mean it only where a text speaks of its country.
    """

    actor: Actor
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Words from which phrases for parties are built; see `data/actor_words.toml`."""

    heads: Mapping[str, str]
    generics: Mapping[str, tuple[str, tuple[str, ...]]]
    causes: Mapping[str, tuple[str, ...]]
    qualifiers: tuple[str, ...]
    ties: frozenset[tuple[str, ...]]
    country_ties: frozenset[str]
    shy_heads: frozenset[str]
    not_before: frozenset[str]
    held_by: frozenset[str]
    allied_to: frozenset[str]
    backed_by: frozenset[str]
    made: Mapping[str, frozenset[str]]


def actor_id(name: str) -> str:
    """Return the id of a party known by its name only."""
    words = re.findall(r"[a-z0-9]+", fold_word(name))
    return "-".join(words) or f"name-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


@cache
def read_states() -> tuple[ActorEntry, ...]:
    """Return a party for each state, from `data/nationalities.csv`."""
    text = files("articles").joinpath("data", "nationalities.csv").read_text("utf-8")
    return tuple(_state(row) for row in csv.DictReader(text.splitlines()))


def _state(row: Mapping[str, str]) -> ActorEntry:
    adjectives = tuple(filter(None, row["adjectives"].split("|")))
    places = (row["country"], *filter(None, row["other_names"].split("|")))
    first = adjectives[0] if adjectives else row["country"]
    name = row["country"] if row["party"] == "country" else f"{first} government"
    aliases = tuple(alias for alias in (f"{first} government", row["country"]) if alias != name)
    actor = Actor(actor_id(name), name, aliases=aliases, country=row["iso"])
    return ActorEntry(actor, places=places, adjectives=adjectives)


@cache
def read_words() -> ActorWords:
    """Return the words that phrases are built from."""
    data = tomllib.loads(files("articles").joinpath("data", "actor_words.toml").read_text("utf-8"))
    heads: dict[str, str] = {}
    for kind in ("group", "open", "state"):
        heads |= dict.fromkeys(data[f"{kind}_heads"], kind)
    causes: dict[str, tuple[str, ...]] = {}
    for row in data["cause"]:
        causes[row["name"]] = (*causes.get(row["name"], ()), *row["words"])
    sets = ("country_ties", "shy_heads", "not_before", "held_by", "allied_to", "backed_by")
    return ActorWords(
        heads=heads,
        generics={row["id"]: (row["name"], tuple(row["words"])) for row in data["generic"]},
        causes=causes,
        qualifiers=tuple(data["qualifiers"]["words"]),
        ties=frozenset(tuple(tie.split()) for tie in data["ties"]),
        made={key: frozenset(words) for key, words in data["made"].items()} | {"mark": _marks(data["made"])},
        **{key: frozenset(data[key]) for key in sets},
    )


def _marks(made: Mapping[str, list[str]]) -> frozenset[str]:
    """Return the words at which a group's name may be found."""
    return frozenset(word for key in ("last", "first", "follow", "numbered") for word in made[key])


def read_actor_files(paths: Sequence[Path]) -> tuple[ActorEntry, ...]:
    """Read the shipped parties, then users' files; a later entry adds to one of the same id.

    Args:
        paths: TOML files in the format of `data/actors.toml`, in the order of rising priority.

    Raises:
        BadDataFileError: If a file breaks the format; lists all faults of all files.
    """
    shipped = files("articles").joinpath("data", "actors.toml").read_text("utf-8")
    faults: list[str] = []
    rows = list(_checked(shipped, "actors.toml", faults))
    for path in paths:
        rows += _checked(read_entry_file(path, faults), str(path), faults)
    entries: dict[str, ActorEntry] = {}
    for row in rows:
        entry = _entry(row)
        known = entries.get(entry.actor.id)
        entries[entry.actor.id] = _merged(known, entry) if known else entry
    ids = entries.keys() | {state.actor.id for state in read_states()}
    faults += [
        f'{entry.actor.id}: parent "{entry.actor.parent}" is no id of an actor'
        for entry in entries.values()
        if entry.actor.parent and entry.actor.parent not in ids
    ]
    if faults:
        raise BadDataFileError("\n".join(faults))
    return tuple(entries.values())


def _checked(text: str, where: str, faults: list[str]) -> list[Mapping[str, Any]]:
    """Return the rows of a file that keep its format; faults are added to the list."""
    rows = entry_rows(text, where, key="actor", called="parties", faults=faults)
    good = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        label = f"{where}: actor {number}" + (f' ("{row["id"]}")' if isinstance(row.get("id"), str) else "")
        found = [f"{label}: {fault}" for fault in _row_faults(row)]
        if row.get("id") in seen:
            found.append(f"{label}: the id stands twice in this file")
        if isinstance(row.get("id"), str):
            seen.add(row["id"])
        faults += found
        if not found:
            good.append(row)
    return good


def _row_faults(row: Mapping[str, Any]) -> Iterable[str]:
    for key in row:
        if key not in (*_TEXTS, *_LISTS):
            yield f'unknown key "{key}"; known are {", ".join((*_TEXTS, *_LISTS))}'
    for key in ("id", "name"):
        if not row.get(key):
            yield f'"{key}" is missing'
    for key in _TEXTS:
        value = row.get(key, "")
        if not isinstance(value, str):
            yield f'"{key}" should be a text, got {value!r}'
        elif value and key in _SHAPES and not _SHAPES[key].fullmatch(value):
            yield f'"{key}" should look like {_example(key)}, got {value!r}'
    for key in _LISTS:
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            yield f'"{key}" should be a list of names, got {value!r}'


def _example(key: str) -> str:
    return {"id": "free-syrian-army", "country": "SY", "colour": "#2f9e62"}[key]


def _entry(row: Mapping[str, Any]) -> ActorEntry:
    lists = {key: tuple(row.get(key, ())) for key in _LISTS}
    actor = Actor(
        id=row["id"],
        name=row["name"],
        aliases=(*lists["aliases"], *lists["acronyms"], *lists["people"], *lists["places"]),
        **{key: row.get(key, "") for key in ("side", "parent", "country", "colour")},
    )
    return ActorEntry(actor, lists["people"], lists["places"], lists["adjectives"], lists["acronyms"])


def _merged(old: ActorEntry, new: ActorEntry) -> ActorEntry:
    """Return the newer entry, with the names of both and the older words where the newer has none."""
    names = dict.fromkeys((old.actor.name, *old.actor.aliases, *new.actor.aliases))
    actor = replace(
        new.actor,
        aliases=tuple(name for name in names if name != new.actor.name),
        side=new.actor.side or old.actor.side,
        parent=new.actor.parent or old.actor.parent,
        country=new.actor.country or old.actor.country,
        colour=new.actor.colour or old.actor.colour,
    )
    return ActorEntry(
        actor,
        tuple(dict.fromkeys((*old.people, *new.people))),
        tuple(dict.fromkeys((*old.places, *new.places))),
        tuple(dict.fromkeys((*old.adjectives, *new.adjectives))),
        tuple(dict.fromkeys((*old.acronyms, *new.acronyms))),
    )


def merge_states(entries: Iterable[ActorEntry]) -> tuple[ActorEntry, ...]:
    """Return the given parties and all states; an entry with a state's id adds to that state."""
    merged = {entry.actor.id: entry for entry in entries}
    for state in read_states():
        known = merged.get(state.actor.id)
        merged[state.actor.id] = _merged(state, known) if known else state
    return tuple(merged.values())
