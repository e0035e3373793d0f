"""Names that people pinned in a project: places for the placer, and the texts that they touch."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial

from geo.folding import fold
from geo.models import Place
from geo.pins import Pin
from whoheld.project.batches import Batch
from whoheld.project.decisions import Decision, Kind
from whoheld.project.store import Project
from whoheld.records import as_plain, from_plain, to_json

_META = "pinned"


def decided_pins(decisions: Iterable[Decision]) -> tuple[Pin, ...]:
    """Return the pins that people decided, in the order of their decisions."""
    return tuple(_pin(decision) for decision in decisions if decision.kind is Kind.PIN)


def _pin(decision: Decision) -> Pin:
    target, plain = decision.draft.target, decision.draft.payload["place"]
    place = None if plain is None else from_plain(Place, plain)
    words = [f"decision {decision.id}", *([decision.draft.why] if decision.draft.why else [])]
    return Pin(fold(target["name"]), target["country"], target["context"], place, ": ".join(words))


def mark_changed_pins(project: Project, batch: Batch, pins: Sequence[Pin]) -> None:
    """Mark the texts that hold a name whose pins changed since they were placed, to be placed again.

    Args:
        project: Open file.
        batch: Takes the marks.
        pins: As decided now.
    """
    now = {(pin.key, to_json(as_plain(pin))) for pin in pins}
    known = {(key, pin) for key, pin in json.loads(project.meta(_META) or "[]")}
    changed = {key for key, _ in now ^ known}
    if not changed:
        return
    surfaces = [name for (name,) in project.rows("SELECT DISTINCT surface FROM mentions")]
    touched = [(name,) for name in surfaces if fold(name) in changed]
    batch.add(partial(_mark, told=to_json(sorted(now)), touched=touched))


def _mark(connection: sqlite3.Connection, told: str, touched: Sequence[tuple[str]]) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_META, told))
    connection.executemany(
        "UPDATE extractions SET placing = '' "
        "WHERE article IN (SELECT article FROM mentions WHERE surface = ?)",
        touched,
    )
