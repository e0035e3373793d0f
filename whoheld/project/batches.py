"""Collect changes and write them in short transactions: at most 50 articles, or what a second brings."""

import sqlite3
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial

from articles.models import Article
from whoheld.errors import ProjectError
from whoheld.project.keeping import Found, Keeper, insert_article, key_of, settle_ids
from whoheld.project.runs import start_run
from whoheld.project.store import Project
from whoheld.versions import Version

MAX_ARTICLES = 50
MAX_SECONDS = 1.0

Change = Callable[[sqlite3.Connection], Collection[str] | None]
"""Writes something; returns the ids of articles whose versions are to be settled, if there are any."""


@dataclass(slots=True)
class Batch:
    """Changes of one run; the run is noted with the first of them.

    Attributes:
        project: Open for writing.
        command: What the run is called.
        run: Number of the run; 0 = nothing was changed yet.
    """

    project: Project
    command: str
    run: int = 0
    _changes: list[Change] = field(default_factory=list)
    _articles: set[tuple[str, str]] = field(default_factory=set)
    _ids: set[str] = field(default_factory=set)
    _since: float = 0.0
    _keeper: Keeper = field(default_factory=Keeper)

    def add(self, change: Change, *, ids: Iterable[str] = ()) -> None:
        """Add a change; the versions of `ids` are settled with it."""
        if not self._changes:
            self._since = time.monotonic()
        self._changes.append(change)
        self._ids.update(ids)

    def add_article(self, article: Article, version: Version, found: Found) -> None:
        """Add an article that the file does not have yet, with what was found in it."""

        def insert(connection: sqlite3.Connection) -> None:
            key = insert_article(connection, article, version, run=self.run)
            self._keeper.keep(connection, key, found)

        self.add(insert, ids=[article.id])
        self._articles.add((version.id, version.key))

    def add_finding(self, key: int, found: Found) -> None:
        """Add what was found in an article of the file when it was read or placed again."""
        self.add(partial(self._keeper.keep, key=key, found=found))
        self._articles.add((found.extraction.article.id, str(key)))

    def has(self, version: Version) -> bool:
        """Tell whether the file has a version of an article, or will have with the changes collected."""
        if (version.id, version.key) in self._articles:
            return True
        query = "SELECT 1 FROM articles WHERE given_id = ? AND version = ?"
        return self.project.value(query, (version.id, version.key)) is not None

    def flush_if_due(self) -> None:
        """Write what was collected, if it is enough."""
        is_due = len(self._articles) >= MAX_ARTICLES or time.monotonic() - self._since >= MAX_SECONDS
        if self._changes and is_due:
            self.flush()

    def flush(self) -> None:
        """Write what was collected, all of it or nothing.

        Raises:
            ProjectError: If the file cannot be written.
        """
        if not self._changes:
            return
        self.ensure_run()
        try:
            with self.project.transaction() as connection:
                for change in self._changes:
                    self._ids.update(change(connection) or ())
                settle_ids(connection, self._ids)
        except ProjectError:
            self._keeper.forget()
            raise
        finally:
            self._changes.clear()
            self._articles.clear()
            self._ids.clear()

    def ensure_run(self) -> int:
        """Note the run, if it was not yet, and return its number."""
        if not self.run:
            self.run = start_run(self.project, self.command)
        return self.run


def hold(connection: sqlite3.Connection, origin: str, version: Version, place: str) -> None:
    """Note that an origin holds an article."""
    key = key_of(connection, version)
    connection.execute(
        "INSERT INTO holdings (origin, article, place) SELECT key, ?, ? FROM origins WHERE address = ? "
        "ON CONFLICT (origin, article) DO UPDATE SET place = excluded.place",
        (key, place, origin),
    )
