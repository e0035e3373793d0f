"""Take articles out of a project file: one, those of an outlet, or those of a file that was added."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whoheld.errors import BadOptionError
from whoheld.project.keeping import settle_ids
from whoheld.project.locking import alone
from whoheld.project.origins import address_of
from whoheld.project.runs import finish_run, start_run
from whoheld.project.store import Access, Project, open_project

_GONE = "DELETE FROM articles WHERE key = ?"
_OF_SOURCE = "SELECT origin, number FROM coded WHERE json_extract(record, '$.source') = ?"


@dataclass(frozen=True, slots=True)
class Unwanted:
    """What to take out; one of the three.

    Attributes:
        article: Id of an article, as outputs show it.
        source: Name of an outlet.
        origin: Path or address that was added.
    """

    article: str = ""
    source: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        """Refuse none and several."""
        if sum(map(bool, (self.article, self.source, self.origin))) != 1:
            raise BadOptionError("remove takes one of --article ID, --source NAME and --origin PATH")


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes.

    Attributes:
        articles: Key, id and title of each version of an article, by id.
        origins: Keys of origins.
        coded: Origin and number of coded claims.
        claims: How many claims go with the articles.
    """

    articles: tuple[tuple[int, str, str], ...]
    origins: tuple[int, ...]
    coded: tuple[tuple[int, int], ...]
    claims: int

    def lines(self) -> Iterator[str]:
        """Yield what goes, in words."""
        for _key, article_id, title in self.articles:
            yield f"{article_id}  {title}".rstrip()
        yield f"{len(self.articles)} articles, {self.claims} claims, {len(self.coded)} coded claims"


def remove(
    path: Path, unwanted: Unwanted, *, say: Callable[[str], None], is_rehearsal: bool = False
) -> Removal:
    """Take articles out of a project file, with all that was found in them; decisions about them stay.

    A file that held a removed article is not read again as long as it does not change.

    Args:
        path: The project file.
        unwanted: What to take out.
        say: Told when another process has to be waited for.
        is_rehearsal: Whether only to tell what would go.

    Returns:
        What goes.

    Raises:
        BadOptionError: If the project has nothing of the kind.
        ProjectError: If the file cannot be read or written.
    """
    if is_rehearsal:
        with open_project(path) as project:
            return _plan(project, unwanted)
    with alone(path, say=say), open_project(path, access=Access.WRITE) as project:
        removal = _plan(project, unwanted)
        run = start_run(project, "remove")
        with project.transaction() as connection:
            _carry_out(connection, removal)
        counts = {"articles": len(removal.articles), "claims": removal.claims, "coded": len(removal.coded)}
        finish_run(project, run, counts)
        return removal


def _plan(project: Project, unwanted: Unwanted) -> Removal:
    origins: tuple[int, ...] = ()
    if unwanted.article:
        values: Sequence[object] = (unwanted.article, unwanted.article)
        found = project.rows("SELECT key, id, title FROM articles WHERE id = ? OR given_id = ?", values)
        coded = []
    elif unwanted.source:
        found = project.rows("SELECT key, id, title FROM articles WHERE source = ?", (unwanted.source,))
        coded = project.rows(_OF_SOURCE, (unwanted.source,))
    else:
        origins = _origins(project, unwanted.origin)
        marks = ",".join("?" * len(origins))
        found = project.rows(
            f"SELECT key, id, title FROM articles WHERE key IN (SELECT article FROM holdings WHERE origin IN "
            f"({marks})) AND key NOT IN (SELECT article FROM holdings WHERE origin NOT IN ({marks}))",
            (*origins, *origins),
        )
        coded = project.rows(f"SELECT origin, number FROM coded WHERE origin IN ({marks})", origins)
    if not found and not coded and not origins:
        what = unwanted.article or unwanted.source or unwanted.origin
        raise BadOptionError(f"{project.path} holds nothing of {what!r}")
    claims = sum(project.value("SELECT count(*) FROM claims WHERE article = ?", (key,)) for key, *_ in found)
    ordered = sorted(found, key=lambda row: (row[1], row[0]))
    return Removal(tuple(ordered), origins, tuple(sorted(coded)), claims)


def _origins(project: Project, origin: str) -> tuple[int, ...]:
    """Return the keys of an origin, or of all that lie in a folder."""
    address = origin if "://" in origin else address_of(origin)
    rows = project.rows("SELECT key, address FROM origins WHERE address IN (?, ?)", (origin, address))
    folder = f"{address.rstrip('/')}/"
    below = project.rows(
        "SELECT key, address FROM origins WHERE substr(address, 1, ?) = ?", (len(folder), folder)
    )
    return tuple(sorted({key for key, _ in (*rows, *below)}))


def _carry_out(connection: sqlite3.Connection, removal: Removal) -> None:
    keys = [(key,) for key, *_ in removal.articles]
    query = "SELECT given_id FROM articles WHERE key = ?"
    given = {connection.execute(query, key).fetchone()[0] for key in keys}
    connection.executemany(
        "DELETE FROM issues WHERE EXISTS (SELECT 1 FROM holdings h WHERE h.article = ? "
        "AND h.origin = issues.origin AND h.place = issues.place)",
        keys,
    )
    for origin in removal.origins:
        held = "SELECT a.given_id FROM holdings h JOIN articles a ON a.key = h.article WHERE h.origin = ?"
        given |= {row[0] for row in connection.execute(held, (origin,))}
    connection.executemany("DELETE FROM coded WHERE origin = ? AND number = ?", removal.coded)
    connection.executemany(_GONE, keys)
    connection.executemany("DELETE FROM origins WHERE key = ?", [(key,) for key in removal.origins])
    settle_ids(connection, given)
