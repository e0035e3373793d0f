"""Names that people pinned in a project: places for the placer, and the texts that they touch."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

from articles.actors import load_actors
from geo.folding import fold
from geo.models import Place
from geo.pins import Pin
from layers.locate import Located
from whoheld.finding import open_finder
from whoheld.options import RunOptions
from whoheld.project.batches import Batch
from whoheld.project.decisions import Decision, Kind
from whoheld.project.refreshing import stored_extraction
from whoheld.project.rows import StoredArticle, stored_articles
from whoheld.project.store import Project
from whoheld.records import as_plain, from_plain, to_json
from whoheld.versions import renamed_claim

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
    if _changed_names(project, pins):
        keys = articles_to_place(project, pins)
        batch.add(partial(_mark, told=to_json(sorted(_told(pins))), keys=keys))


def articles_to_place(project: Project, pins: Sequence[Pin]) -> list[int]:
    """Return the keys of articles that hold a name whose pins changed since they were placed.

    Args:
        project: Open file.
        pins: As decided now.
    """
    changed = _changed_names(project, pins)
    return _articles_naming(project, changed) if changed else []


def _changed_names(project: Project, pins: Sequence[Pin]) -> set[str]:
    known = {(key, pin) for key, pin in json.loads(project.meta(_META) or "[]")}
    return {key for key, _ in _told(pins) ^ known}


def _told(pins: Sequence[Pin]) -> set[tuple[str, str]]:
    return {(pin.key, to_json(as_plain(pin))) for pin in pins}


def _articles_naming(project: Project, names: Collection[str]) -> list[int]:
    """Return the keys of articles that hold one of some folded names."""
    surfaces = [name for (name,) in project.rows("SELECT DISTINCT surface FROM mentions")]
    touched = [name for name in surfaces if fold(name) in names]
    query = "SELECT DISTINCT article FROM mentions WHERE surface = ?"
    return sorted({key for name in touched for (key,) in project.rows(query, (name,))})


def _mark(connection: sqlite3.Connection, told: str, keys: Sequence[int]) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_META, told))
    connection.executemany("UPDATE extractions SET placing = '' WHERE article = ?", [(key,) for key in keys])


def placed_by(
    project: Project, then: Sequence[Decision], now: Sequence[Decision], *, options: RunOptions
) -> dict[int, Located]:
    """Return the claims of the articles that pins of today place otherwise than earlier ones did.

    Args:
        project: Open file.
        then: Decisions that counted earlier.
        now: Decisions that count today.
        options: Of the project.

    Returns:
        By key of the article, as the earlier pins place them.
    """
    earlier, today = set(decided_pins(then)), set(decided_pins(now))
    keys = _articles_naming(project, {pin.key for pin in earlier ^ today}) if earlier != today else []
    if not keys:
        return {}
    finder = open_finder(options, book=load_actors(options.actors), answers=project.path)
    finder.placer.pins = (*finder.placer.pins, *decided_pins(then))
    found = {}
    for stored in stored_articles(project, keys):
        extraction = stored_extraction(project, stored.key)
        located = finder.locate(extraction, finder.place(extraction))
        found[stored.key] = _called(located, stored)
    finder.close()
    return found


def _called(located: Located, stored: StoredArticle) -> Located:
    """Return claims under the id that their article goes by."""
    own = stored.article.id
    if stored.given_id == own:
        return located
    claims = (replace(one, claim=renamed_claim(one.claim, own)) for one in located.claims)
    return Located(tuple(claims), tuple(renamed_claim(one, own) for one in located.unplaced), located.issues)
