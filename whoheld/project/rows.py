"""Articles, placed names and claims of a project file as records, in an order of their content alone.

`stored_articles`, `text_of`, `stored_claims`: what is in the file. Rows are written by
`whoheld.project.keeping`.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from articles.models import Article, Claim, DateSource
from geo.models import Place
from layers.models import LocatedClaim
from whoheld.project.store import Project
from whoheld.records import decode, from_plain
from whoheld.versions import renamed_claim

_ARTICLES = (
    "SELECT a.key, a.id, a.given_id, a.title, a.published, a.published_from, a.source, a.language, a.url, "
    "a.more, coalesce((SELECT min(h.place) FROM holdings h WHERE h.article = a.key), '') FROM articles a"
)
_CLAIMS = "SELECT article, number, record, place, place_precision, named FROM claims"
_TOLD = ("id", "text", "title", "published", "published_from", "source", "language", "url", "where")
_AT_ONCE = 500
_UNDATED = date.max.isoformat()
_DATE_SOURCES = {source.value: source for source in DateSource}


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of a project: its key in the file, its id in the source, the article without its text."""

    key: int
    given_id: str
    article: Article


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim of a project: the key of its article, the claim as read, and as located; None = nowhere."""

    article_key: int
    number: int
    claim: Claim
    located: LocatedClaim | None


def stored_articles(project: Project, keys: Collection[int] | None = None) -> Iterator[StoredArticle]:
    """Yield articles without their texts, by publication day and id.

    Args:
        project: Open file.
        keys: Of the articles; None = all that count.
    """
    if keys is None:
        rows = project.rows(f"{_ARTICLES} WHERE a.counts = 1")
    else:
        rows = list(_of_keys(project, f"{_ARTICLES} WHERE a.key IN (%s)", keys))
    rows.sort(key=lambda row: (row[4] or _UNDATED, row[1]))  # as `article_order` has it
    yield from map(_article, rows)


def _of_keys(project: Project, query: str, keys: Collection[int]) -> Iterator[tuple[Any, ...]]:
    wanted = sorted(keys)
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        yield from project.rows(query % ",".join("?" * len(some)), some)


@lru_cache(maxsize=1 << 14)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _article(row: tuple[Any, ...]) -> StoredArticle:
    key, article_id, given, title, published, published_from, source, language, url, more, where = row
    day = _day(published) if published else None
    origin = _DATE_SOURCES[published_from]
    told = (article_id, "", title, day, origin, source, language, url, where)
    if more == "{}":
        return StoredArticle(key, given, Article(*told))
    return StoredArticle(key, given, decode(Article, more, extra=dict(zip(_TOLD, told, strict=True))))


def text_of(project: Project, key: int) -> str:
    """Return the text of an article.

    Raises:
        KeyError: If there is none of this key.
    """
    text: str | None = project.value("SELECT text FROM texts WHERE article = ?", (key,))
    if text is None:
        raise KeyError(key)
    return text


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
    extra = {"article_id": stored.given_id}
    claim = _called(from_plain(Claim, plain, extra=extra), stored)
    if place is None:
        return StoredClaim(stored.key, number, claim, None)
    told = claim
    if named:
        told = _called(from_plain(Claim, {**plain, **json.loads(named)}, extra=extra), stored)
    located = LocatedClaim(
        told, places[place], precision, article.source, article.published, article.url, article.title
    )
    return StoredClaim(stored.key, number, claim, located)


def _called(claim: Claim, stored: StoredArticle) -> Claim:
    is_renamed = stored.given_id != stored.article.id
    return renamed_claim(claim, stored.article.id) if is_renamed else claim
