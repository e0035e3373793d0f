"""Outlets and other sources known beforehand: whose side they speak for, and how far they can be trusted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from articles.entry_files import entry_rows, read_entry_file
from articles.errors import BadDataFileError
from articles.folded import fold_name

USUAL_RELIABILITY = 0.9
LEAST_RELIABILITY, MOST_RELIABILITY = 0.5, 0.99
_ARTICLES = ("the ", "a ")
_KEYS = ("name", "aliases", "side", "reliability")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A source known beforehand.

    Attributes:
        name: Common name; reports under any alias count as its reports.
        side: Id of the actor it speaks for, or "" for none.
        reliability: Share of its plain reports expected to be right before any is compared with others'.
    """

    name: str
    aliases: tuple[str, ...] = ()
    side: str = ""
    reliability: float = USUAL_RELIABILITY


def fold_outlet(name: str) -> str:
    """Return a source's name without case, accents, signs and a leading article."""
    folded = fold_name(name)
    return next((folded.removeprefix(word) for word in _ARTICLES if folded.startswith(word)), folded)


def read_outlets(paths: Sequence[Path] = (), *, actor_ids: frozenset[str]) -> tuple[Outlet, ...]:
    """Read the shipped outlets, then users' files; a later entry replaces one of the same name.

    Args:
        paths: TOML files in the format of `data/sources.toml`, in the order of rising priority.
        actor_ids: Ids that a side may have.

    Raises:
        BadDataFileError: If a file breaks the format; lists all faults of all files.
    """
    faults: list[str] = []
    shipped = files("articles").joinpath("data", "sources.toml").read_text("utf-8")
    rows = [*_rows("sources.toml", shipped, faults)]
    for path in paths:
        rows += _rows(str(path), read_entry_file(path, faults), faults)
    outlets: dict[str, Outlet] = {}
    for label, row in rows:
        found = [f"{label}: {fault}" for fault in _faults_of(row, actor_ids)]
        faults += found
        if not found:
            outlet = _outlet(row)
            outlets[fold_outlet(outlet.name)] = outlet
    if faults:
        raise BadDataFileError("\n".join(faults))
    return tuple(outlets.values())


def _outlet(row: Mapping[str, Any]) -> Outlet:
    reliability = float(row.get("reliability", USUAL_RELIABILITY))
    return Outlet(row["name"], tuple(row.get("aliases", ())), row.get("side", ""), reliability)


def _rows(where: str, text: str, faults: list[str]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the entries of a file with their labels; faults of its frame are added to the list."""
    rows = entry_rows(text, where, key="source", called="sources", faults=faults)
    return [(f'{where}: source {n} ("{row.get("name", "")}")', row) for n, row in enumerate(rows, start=1)]


def _faults_of(row: Mapping[str, Any], actor_ids: frozenset[str]) -> Iterator[str]:
    for key in row:
        if key not in _KEYS:
            yield f'unknown key "{key}"; known are {", ".join(_KEYS)}'
    name, side, aliases = row.get("name"), row.get("side", ""), row.get("aliases", [])
    if not isinstance(name, str) or not fold_outlet(name):
        yield '"name" is missing or no text'
    if not isinstance(aliases, list) or not all(
        isinstance(word, str) and fold_name(word) for word in aliases
    ):
        yield f'"aliases" should be a list of names, got {aliases!r}'
    if not isinstance(side, str) or (side and side not in actor_ids):
        yield f'"side" should be the id of an actor (whoheld actors list), got {side!r}'
    reliability = row.get("reliability", USUAL_RELIABILITY)
    is_number = isinstance(reliability, int | float) and not isinstance(reliability, bool)
    if not is_number or not LEAST_RELIABILITY <= reliability <= MOST_RELIABILITY:
        yield f'"reliability" is a number from {LEAST_RELIABILITY} to {MOST_RELIABILITY}, got {reliability!r}'
