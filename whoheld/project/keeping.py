"""Write articles and what was found in them into a project file, inside its transactions."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from articles.extract import Extraction
from articles.models import Article, Claim, Issue
from articles.signatures import signature_of, signature_version
from geo.models import Place, Resolution
from layers.locate import Located
from whoheld.project.fingerprints import Fingerprint
from whoheld.records import as_plain, encode, to_json
from whoheld.versions import Version, settle

_COLUMNS = ("title", "published", "published_from", "source", "language", "url")
_ELSEWHERE = ("id", "text", "where", *_COLUMNS)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one article: names and claims, where they were put, and with what it was done."""

    extraction: Extraction
    resolutions: Sequence[Resolution]
    located: Located
    fingerprint: Fingerprint


@dataclass(slots=True)
class Keeper:
    """Writes findings; remembers the keys of places it has seen."""

    _places: dict[Place, int] = field(default_factory=dict)

    def keep(self, connection: sqlite3.Connection, key: int, found: Found) -> None:
        """Keep what was found in an article, in place of what was there."""
        for table in ("mentions", "resolutions", "claims"):
            connection.execute(f"DELETE FROM {table} WHERE article = ?", (key,))
        connection.execute("DELETE FROM issues WHERE article = ?", (key,))
        self._keep_names(connection, key, found)
        self._keep_claims(connection, key, found)
        article = found.extraction.article
        keep_article_issues(connection, key, "reading", _unplaced(found.extraction.issues, article))
        keep_article_issues(connection, key, "placing", _unplaced(found.located.issues, article))
        connection.execute(
            "INSERT OR REPLACE INTO extractions (article, reading, placing, names) VALUES (?, ?, ?, ?)",
            (key, found.fingerprint.reading, found.fingerprint.placing, len(found.extraction.mentions)),
        )

    def _keep_names(self, connection: sqlite3.Connection, key: int, found: Found) -> None:
        distinct = {id(resolution): resolution for resolution in found.resolutions}
        numbers = {which: number for number, which in enumerate(distinct)}
        connection.executemany(
            "INSERT INTO resolutions VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (key, number, told.status.value, self._place(connection, told.place), told.score,
                 told.precision, self._candidates(connection, told))
                for number, told in enumerate(distinct.values())
            ],
        )  # fmt: skip
        connection.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (key, at, name.start, name.surface, name.role.value, name.kind, name.score, numbers[id(told)])
                for at, (name, told) in enumerate(
                    zip(found.extraction.mentions, found.resolutions, strict=True)
                )
            ],
        )

    def _candidates(self, connection: sqlite3.Connection, resolution: Resolution) -> str:
        return to_json(
            [
                [self._place(connection, candidate.place), candidate.score, list(candidate.reasons)]
                for candidate in resolution.candidates
            ]
        )

    def _keep_claims(self, connection: sqlite3.Connection, key: int, found: Found) -> None:
        placed = iter(found.located.claims)
        nowhere = {id(claim) for claim in found.located.unplaced}
        rows: list[tuple[object, ...]] = []
        for number, claim in enumerate(found.extraction.claims):
            record = encode(claim, without=("article_id",))
            if id(claim) in nowhere:
                rows.append((key, number, record, None, None, None))
                continue
            located = next(placed)
            place = self._place(connection, located.place)
            rows.append((key, number, record, place, located.place_precision, _named(claim, located.claim)))
        connection.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _place(self, connection: sqlite3.Connection, place: Place | None) -> int | None:
        """Return the key of a place, kept if it is new."""
        if place is None:
            return None
        if place not in self._places:
            record = encode(place)
            connection.execute("INSERT OR IGNORE INTO places (record) VALUES (?)", (record,))
            row = connection.execute("SELECT key FROM places WHERE record = ?", (record,)).fetchone()
            self._places[place] = row[0]
        return self._places[place]

    def forget(self) -> None:
        """Forget the keys of places: those of a transaction that failed are void."""
        self._places.clear()


def _named(claim: Claim, located: Claim) -> str | None:
    """Return the parties that only the place told, as JSON; None if the text told them all."""
    if located == claim:
        return None
    plain = as_plain(located)
    return to_json({side: plain[side] for side in ("actor", "opponent") if side in plain})


def _unplaced(issues: Iterable[Issue], article: Article) -> list[Issue]:
    """Return issues without their place where it is that of their article, which may be read elsewhere."""
    own = {article.where, article.id}
    return [
        Issue(issue.code, "" if issue.where in own else issue.where, issue.message, issue.value)
        for issue in issues
    ]


def keep_article_issues(
    connection: sqlite3.Connection, article: int, stage: str, issues: Iterable[Issue]
) -> None:
    """Keep the issues of an article."""
    connection.executemany(
        "INSERT INTO issues (article, stage, code, place, message, value) VALUES (?, ?, ?, ?, ?, ?)",
        [(article, stage, told.code, told.where, told.message, told.value) for told in issues],
    )


def add_origin_issues(connection: sqlite3.Connection, origin: int, issues: Iterable[Issue]) -> None:
    """Keep issues of an origin, beside those that are there."""
    connection.executemany(
        "INSERT INTO issues (origin, stage, code, place, message, value) VALUES (?, 'gathering', ?, ?, ?, ?)",
        [(origin, told.code, told.where, told.message, told.value) for told in issues],
    )


def keep_complaints(connection: sqlite3.Connection, issues: Iterable[Issue]) -> None:
    """Keep what went wrong with services, in place of what went wrong the last time."""
    connection.execute("DELETE FROM issues WHERE stage = 'asking'")
    connection.executemany(
        "INSERT INTO issues (stage, code, place, message, value) VALUES ('asking', ?, ?, ?, ?)",
        [(told.code, told.where, told.message, told.value) for told in issues],
    )


def insert_article(connection: sqlite3.Connection, article: Article, version: Version, *, run: int) -> int:
    """Insert an article with its text, and return its key; it does not count until it is settled."""
    cursor = connection.execute(
        "INSERT INTO articles (id, given_id, version, sha256, title, published, published_from, source, "
        "language, url, more, counts, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        (
            article.id,
            article.id,
            version.key,
            version.text,
            article.title,
            article.published.isoformat() if article.published else None,
            article.published_from.value,
            article.source,
            article.language,
            article.url,
            encode(article, without=_ELSEWHERE),
            run,
        ),
    )
    key = int(cursor.lastrowid or 0)
    connection.execute("INSERT INTO texts (article, text) VALUES (?, ?)", (key, article.text))
    connection.execute(
        "INSERT INTO stories (article, maker, signature) VALUES (?, ?, ?)",
        (key, signature_version(), signature_of(article.text)),
    )
    return key


def key_of(connection: sqlite3.Connection, version: Version) -> int | None:
    """Return the key of a version of an article, None if the file does not have it."""
    row = connection.execute(
        "SELECT key FROM articles WHERE given_id = ? AND version = ?", (version.id, version.key)
    ).fetchone()
    return int(row[0]) if row else None


def settle_ids(connection: sqlite3.Connection, given_ids: Iterable[str]) -> None:
    """Decide anew which versions of some ids count, among those that an origin holds."""
    for given in sorted(set(given_ids)):
        versions = held_versions(connection, given)
        called = settle(list(versions)) if versions else {}
        connection.execute("UPDATE articles SET counts = 0, id = given_id WHERE given_id = ?", (given,))
        connection.executemany(
            "UPDATE articles SET counts = 1, id = ? WHERE key = ?",
            [(called[version.key], key) for version, key in versions.items() if version.key in called],
        )


def held_versions(connection: sqlite3.Connection, given_id: str) -> dict[Version, int]:
    """Return the versions of an id that an origin holds, with their keys."""
    rows = connection.execute(
        "SELECT key, version, sha256, published, url, source FROM articles WHERE given_id = ? AND EXISTS "
        "(SELECT 1 FROM holdings WHERE article = key) ORDER BY version",
        (given_id,),
    )
    return {
        Version(
            given_id, version, text, date.fromisoformat(published) if published else None, url or source
        ): key
        for key, version, text, published, url, source in rows
    }
