"""The known tables of coded events: how each is recognised, its columns, and what its types mean."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from articles.errors import BadDataFileError
from articles.models import Relation

COLUMNS = frozenset(
    {
        *("id", "text", "source", "url", "title", "language", "place", "country", "lat", "lon", "date"),
        *("end_date", "date_precision", "place_precision", "sides", "kinds"),
    }
)
ACTORS = frozenset({"state", "other", "only", "first", "both", "party"})
_TABLE_KEYS = frozenset(
    {"name", "source", "needs", "columns", "date_precision", "place_precision", "parties", "event"}
)
_PARTY_KEYS = frozenset({"state_kinds", "state_names", "drop", "nobody"})
_EVENT_KEYS = frozenset({"is", "least", "below", "relation", "actor", "party", "opponent"})
_NEEDED_COLUMNS = ("text", "place", "lat", "lon", "date")


@dataclass(frozen=True, slots=True)
class EventType:
    """What rows of one type mean.

    Attributes:
        equals: Column to the values, in lower case, of which it has one.
        least: Column to the number it reaches.
        below: Column to the number it stays under.
        relation: What such a row says of the place.
        actor: Which party acts: "state", "other", "only", "first", "both" or "party".
        party: Name for actor "party".
        opponent: Name of the other side for actor "party", or "".
    """

    equals: Mapping[str, frozenset[str]]
    least: Mapping[str, float]
    below: Mapping[str, float]
    relation: Relation
    actor: str
    party: str = ""
    opponent: str = ""


@dataclass(frozen=True, slots=True)
class EventTable:
    """A known table of events.

    Attributes:
        needs: Groups of columns, of each of which the table has one.
        columns: Field to the names of its columns, best first.
        date_precision: The table's codes in lower case to 1, 2, 3.
        place_precision: The same for places.
        state_kinds: Values, in lower case, that mark a state's forces.
        state_names: How the names of a state's forces begin.
        drop: What is cut from names.
        nobody: Names, in lower case, that stand for no party.
    """

    name: str
    source: str
    needs: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    date_precision: Mapping[str, int]
    place_precision: Mapping[str, int]
    state_kinds: frozenset[str]
    state_names: tuple[str, ...]
    drop: tuple[re.Pattern[str], ...]
    nobody: frozenset[str]
    types: tuple[EventType, ...]


def find_event_table(columns: Sequence[str]) -> EventTable | None:
    """Return the known table with these columns, given in lower case, or None."""
    names = frozenset(columns)
    if "latitude" not in names and "lat" not in names:
        return None
    return next((table for table in event_tables() if all(group & names for group in table.needs)), None)


@cache
def event_tables() -> tuple[EventTable, ...]:
    """Return the shipped tables in the order in which they are tried.

    Raises:
        BadDataFileError: If the file breaks its schema; lists all faults.
    """
    return read_event_tables(files("articles").joinpath("data", "events.toml").read_text("utf-8"))


def read_event_tables(text: str) -> tuple[EventTable, ...]:
    """Return the tables that a TOML text describes.

    Raises:
        BadDataFileError: If it breaks the schema; lists all faults.
    """
    data = tomllib.loads(text)
    rows = data.get("table", [])
    faults = [f'unknown key "{key}"' for key in data if key != "table"]
    for number, row in enumerate(rows, start=1):
        faults += [f'table {number} ("{row.get("name", "")}"): {fault}' for fault in _faults(row)]
    if faults:
        raise BadDataFileError("\n".join(f"events.toml: {fault}" for fault in faults))
    return tuple(_table(row) for row in rows)


def _faults(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (f'unknown key "{key}"' for key in sorted(set(row) - _TABLE_KEYS))
    for key in ("name", "source"):
        if not isinstance(row.get(key), str):
            yield f'"{key}" should be a text'
    if not row.get("needs") or not all(_is_words(group) and group for group in row["needs"]):
        yield '"needs" should be lists of columns in lower case'
    columns = row.get("columns", {})
    yield from (f'unknown column "{key}"' for key in sorted(set(columns) - COLUMNS))
    yield from (f'"{key}" has no column' for key in _NEEDED_COLUMNS if not columns.get(key))
    yield from (f'"{key}" should be a list of columns' for key in columns if not _is_words(columns[key]))
    for key in ("date_precision", "place_precision"):
        if not all(code in (1, 2, 3) for code in row.get(key, {}).values()):
            yield f'"{key}" leads to 1, 2 or 3'
    yield from _party_faults(row.get("parties", {}))
    for event in row.get("event", []):
        yield from _event_faults(event)


def _is_words(words: object) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) and word == word.lower() for word in words)


def _party_faults(parties: Mapping[str, Any]) -> Iterator[str]:
    yield from (f'unknown key "{key}" of parties' for key in sorted(set(parties) - _PARTY_KEYS))
    for pattern in parties.get("drop", []):
        try:
            re.compile(pattern)
        except re.error as error:
            yield f'"drop" holds no pattern: {error}'


def _event_faults(event: Mapping[str, Any]) -> Iterator[str]:
    yield from (f'unknown key "{key}" of an event' for key in sorted(set(event) - _EVENT_KEYS))
    if not any(event.get(key) for key in ("is", "least", "below")):
        yield "an event needs a condition"
    if event.get("relation") not in set(Relation):
        yield f'"relation" is one of {", ".join(Relation)}, got {event.get("relation")!r}'
    if event.get("actor") not in ACTORS:
        yield f'"actor" is one of {", ".join(sorted(ACTORS))}, got {event.get("actor")!r}'
    if (event.get("actor") == "party") != bool(event.get("party")):
        yield '"party" goes with actor = "party"'


def _table(row: Mapping[str, Any]) -> EventTable:
    parties = row.get("parties", {})
    return EventTable(
        name=row["name"],
        source=row["source"],
        needs=tuple(frozenset(group) for group in row["needs"]),
        columns={key: tuple(names) for key, names in row["columns"].items()},
        date_precision={key.lower(): code for key, code in row.get("date_precision", {}).items()},
        place_precision={key.lower(): code for key, code in row.get("place_precision", {}).items()},
        state_kinds=frozenset(parties.get("state_kinds", ())),
        state_names=tuple(parties.get("state_names", ())),
        drop=tuple(re.compile(pattern) for pattern in parties.get("drop", ())),
        nobody=frozenset(name.lower() for name in parties.get("nobody", ())),
        types=tuple(_type(event) for event in row.get("event", ())),
    )


def _type(event: Mapping[str, Any]) -> EventType:
    values = {key: frozenset(word.lower() for word in words) for key, words in event.get("is", {}).items()}
    return EventType(
        equals=values,
        least=event.get("least", {}),
        below=event.get("below", {}),
        relation=Relation(event["relation"]),
        actor=event["actor"],
        party=event.get("party", ""),
        opponent=event.get("opponent", ""),
    )
