"""Find what has to be done again, because rules, actors, pins, the theatre or the gazetteer changed."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from articles.actor_changes import changed_entries, names_any_of
from articles.actors import ActorBook
from articles.extract import Extraction
from articles.models import Claim, Issue, Mention, Party, Role
from layers.models import LocatedClaim
from whoheld.project.batches import Batch
from whoheld.project.fingerprints import Fingerprint, actor_entries, entries_json, entries_of
from whoheld.project.rows import stored_articles, text_of
from whoheld.project.store import Project
from whoheld.records import decode, encode

_STALE = (
    "SELECT e.article, e.reading <> ? FROM extractions e CROSS JOIN articles a ON a.key = e.article "
    "WHERE (e.reading <> ? OR e.placing <> ?) AND a.counts = 1 ORDER BY e.article"
)


def stale_articles(project: Project, fingerprint: Fingerprint) -> list[tuple[int, bool]]:
    """Return the keys of articles that were worked on with something else, and whether to read them again.

    Args:
        project: Open file.
        fingerprint: What they are to be worked on with.
    """
    values = (fingerprint.reading, fingerprint.reading, fingerprint.placing)
    return [(key, bool(is_reading)) for key, is_reading in project.rows(_STALE, values)]


def stored_extraction(project: Project, key: int) -> Extraction:
    """Return what was found in an article, with its text."""
    (stored,) = stored_articles(project, [key])
    article = replace(stored.article, id=stored.given_id, text=text_of(project, key))
    names = project.rows(
        "SELECT start, surface, role, kind, score FROM mentions WHERE article = ? ORDER BY number", (key,)
    )
    claims = project.rows("SELECT record FROM claims WHERE article = ? ORDER BY number", (key,))
    query = (
        "SELECT code, place, message, value FROM issues WHERE article = ? AND stage = 'reading' ORDER BY key"
    )
    return Extraction(
        article,
        tuple(
            Mention(start, start + len(surface), surface, Role(role), kind, score)
            for start, surface, role, kind, score in names
        ),
        tuple(decode(Claim, record, extra={"article_id": article.id}) for (record,) in claims),
        tuple(
            Issue(code, place or article.where or article.id, message, value)
            for code, place, message, value in project.rows(query, (key,))
        ),
    )


def mark_changed_actors(project: Project, batch: Batch, paths: Sequence[Path], book: ActorBook) -> None:
    """Mark the texts that name a party which changed since they were read, to be read again.

    Args:
        project: Open file.
        batch: Takes the marks.
        paths: The user's files of actors.
        book: The parties as they are now.
    """
    told = entries_json(actor_entries(tuple(paths)))
    known = project.meta("actors")
    if told == known:
        return
    keys: list[int] = []
    if known is not None:
        is_named = names_any_of(changed_entries(entries_of(json.loads(known)), entries_of(json.loads(told))))
        texts = project.stream("SELECT article, text FROM texts ORDER BY article")
        keys = [key for key, text in texts if is_named(text)]
    coded = _coded_anew(project, book)
    batch.add(partial(_mark, told=told, keys=keys, coded=coded))


def _mark(
    connection: sqlite3.Connection, told: str, keys: Sequence[int], coded: Sequence[tuple[str, int, int]]
) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('actors', ?)", (told,))
    connection.executemany("UPDATE extractions SET reading = '' WHERE article = ?", [(key,) for key in keys])
    connection.executemany("UPDATE coded SET record = ? WHERE origin = ? AND number = ?", coded)


def _coded_anew(project: Project, book: ActorBook) -> list[tuple[str, int, int]]:
    """Return the rows of coded claims whose parties go by other names now."""
    rows = []
    for origin, number, record in project.rows("SELECT origin, number, record FROM coded"):
        located = decode(LocatedClaim, record)
        claim = located.claim
        named = replace(claim, actor=_party(claim.actor, book), opponent=_party(claim.opponent, book))
        if named != claim:
            rows.append((encode(replace(located, claim=named)), origin, number))
    return rows


def _party(party: Party | None, book: ActorBook) -> Party | None:
    return book.party(party.surface) if party else None
