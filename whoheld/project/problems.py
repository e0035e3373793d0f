"""The issues of a project, each once, wherever and whenever it came up."""

from collections.abc import Iterator, Sequence
from datetime import date

from articles.models import Issue
from whoheld.project.rows import StoredArticle
from whoheld.project.store import Project
from whoheld.versions import Version, copy_issues

_OF_ORIGINS = "SELECT code, place, message, value FROM issues WHERE article IS NULL"
_OF_ARTICLES = "SELECT article, code, place, message, value FROM issues WHERE article IS NOT NULL"
_SEVERAL = (
    "SELECT a.given_id FROM holdings h JOIN articles a ON a.key = h.article GROUP BY a.given_id "
    "HAVING count(*) > 1"
)
_HELD = (
    "SELECT a.given_id, a.version, a.sha256, a.published, a.url, a.source, h.place FROM articles a "
    "JOIN holdings h ON h.article = a.key WHERE a.given_id = ? ORDER BY a.version"
)


def stored_issues(project: Project, articles: Sequence[StoredArticle]) -> Iterator[Issue]:
    """Yield what could not be read, dated or placed, in no particular order.

    Args:
        project: Open file.
        articles: All that count; issues of others are left out.
    """
    for row in project.rows(_OF_ORIGINS):
        yield Issue(*row)
    places = {stored.key: stored.article.where or stored.article.id for stored in articles}
    for key, code, place, message, value in project.rows(_OF_ARTICLES):
        if key in places:
            yield Issue(code, place or places[key], message, value)
    for (given_id,) in project.rows(_SEVERAL):
        yield from _copies(project, given_id)


def _copies(project: Project, given_id: str) -> Iterator[Issue]:
    versions: dict[str, Version] = {}
    places: dict[str, list[str]] = {}
    for given, version, text, published, url, source, place in project.rows(_HELD, (given_id,)):
        day = date.fromisoformat(published) if published else None
        versions[version] = Version(given, version, text, day, url or source)
        places.setdefault(version, []).append(place)
    yield from copy_issues(list(versions.values()), places)
