"""Articles, placed names and claims of a project file as records, in an order of their content alone.

`stored_articles`, `text_of`, `stored_claims` and `stored_names` read; `insert_article` and `keep_finding`
write inside a transaction of `whoheld.project.store`.
"""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from articles.models import Article, Claim, DateSource
from geo.models import Place
from layers.models import LocatedClaim
from whoheld.project.records import decode, encode, from_plain
from whoheld.project.store import Project

_COLUMNS = ("title", "published", "published_from", "source", "language", "url")
_ELSEWHERE = ("id", "text", "where", *_COLUMNS)
_ARTICLES = (
    "SELECT a.key, a.id, a.title, a.published, a.published_from, a.source, a.language, a.url, a.more, "
    "coalesce((SELECT min(h.place) FROM holdings h WHERE h.article = a.key), '') FROM articles a"
)
_CLAIMS = (
    "SELECT c.article, c.number, c.record, c.place, c.place_precision, c.named FROM claims c "
    "JOIN articles a ON a.key = c.article WHERE a.counts = 1"
)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of a project: its key in the file, and the article without its text."""

    key: int
    article: Article


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim of a project: the key of its article, the claim as read, and as located; None = nowhere."""

    article_key: int
    number: int
    claim: Claim
    located: LocatedClaim | None


def article_version(article: Article) -> str:
    """Return a hash of everything about an article but where it was read."""
    told = encode(article, without=("where",))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stored_articles(project: Project, keys: Collection[int] | None = None) -> Iterator[StoredArticle]:
    """Yield articles without their texts, by publication day and id.

    Args:
        project: Open file.
        keys: Of the articles; None = all that count.
    """
    if keys is None:
        found = [_article(row) for row in project.rows(f"{_ARTICLES} WHERE a.counts = 1")]
    else:
        found = [_article(row) for row in _of_keys(project, f"{_ARTICLES} WHERE a.key IN (%s)", keys)]
    yield from sorted(found, key=lambda stored: (stored.article.published or date.max, stored.article.id))


def _of_keys(project: Project, query: str, keys: Collection[int]) -> Iterator[tuple[Any, ...]]:
    wanted = sorted(keys)
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        yield from project.rows(query % ",".join("?" * len(some)), some)


def _article(row: tuple[Any, ...], text: str = "") -> StoredArticle:
    key, article_id, title, published, published_from, source, language, url, more, where = row
    columns = {
        "id": article_id,
        "text": text,
        "title": title,
        "published": date.fromisoformat(published) if published else None,
        "published_from": DateSource(published_from),
        "source": source,
        "language": language,
        "url": url,
        "where": where,
    }
    if more == "{}":
        return StoredArticle(key, Article(**columns))
    return StoredArticle(key, decode(Article, more, extra=columns))


def text_of(project: Project, key: int) -> str:
    """Return the text of an article.

    Raises:
        KeyError: If there is none of this key.
    """
    text: str | None = project.value("SELECT text FROM texts WHERE article = ?", (key,))
    if text is None:
        raise KeyError(key)
    return text


def insert_article(connection: sqlite3.Connection, article: Article, *, run: int) -> int:
    """Insert an article with its text, in a transaction; return its key.

    It does not count until it is settled (`whoheld.project.versions`).
    """
    values = (
        article.id,
        article_version(article),
        text_hash(article.text),
        article.title,
        article.published.isoformat() if article.published else None,
        article.published_from.value,
        article.source,
        article.language,
        article.url,
        encode(article, without=_ELSEWHERE),
        run,
    )
    cursor = connection.execute(
        "INSERT INTO articles (id, version, sha256, title, published, published_from, source, language, url, "
        "more, run, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        values,
    )
    key = cursor.lastrowid
    assert key is not None  # noqa: S101 - an INSERT always gives one
    connection.execute("INSERT INTO texts (article, text) VALUES (?, ?)", (key, article.text))
    return key


def stored_places(project: Project) -> dict[int, Place]:
    """Return the places of a project by their keys."""
    return {key: decode(Place, record) for key, record in project.rows("SELECT key, record FROM places")}


def stored_claims(project: Project, articles: Collection[StoredArticle]) -> Iterator[StoredClaim]:
    """Yield the claims of articles, in the order of the articles and of their texts.

    Args:
        project: Open file.
        articles: As `stored_articles` yields them; claims of others are left out.
    """
    claims: dict[int, list[tuple[Any, ...]]] = {}
    for row in project.rows(_CLAIMS):
        claims.setdefault(row[0], []).append(row[1:])
    places = stored_places(project) if claims else {}
    for stored in articles:
        for row in sorted(claims.get(stored.key, ())):
            yield _claim(stored, row, places)


def _claim(stored: StoredArticle, row: tuple[Any, ...], places: dict[int, Place]) -> StoredClaim:
    number, record, place, precision, named = row
    plain = json.loads(record)
    article = stored.article
    extra = {"article_id": article.id}
    claim = from_plain(Claim, plain, extra=extra)
    if place is None:
        return StoredClaim(stored.key, number, claim, None)
    told = from_plain(Claim, {**plain, **json.loads(named)}, extra=extra) if named else claim
    located = LocatedClaim(
        told, places[place], precision, article.source, article.published, article.url, article.title
    )
    return StoredClaim(stored.key, number, claim, located)
