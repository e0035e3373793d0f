"""The place names of a project, read from the file when they are asked for."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

from articles.models import Mention, Role
from geo.models import Candidate, Place, Resolution, Status
from output.models import PlacedMention
from whoheld.project.rows import StoredArticle, stored_places
from whoheld.project.store import Project

_NAMES = (
    "SELECT article, start, surface, role, kind, score, resolution FROM mentions WHERE article IN (%s) "
    "ORDER BY article, number"
)
_RESOLUTIONS = (
    "SELECT article, number, status, place, score, precision, candidates FROM resolutions "
    "WHERE article IN (%s)"
)
_AT_ONCE = 500


class StoredMentions(Sequence[PlacedMention]):
    """Every place name of a project's articles, in the order of the articles and their texts."""

    def __init__(self, project: Project, articles: Sequence[StoredArticle]) -> None:
        self._project = project
        self._articles = articles

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        query = (
            "SELECT total(e.names) FROM extractions e JOIN articles a ON a.key = e.article WHERE a.counts = 1"
        )
        return int(self._project.value(query))

    @cached_property
    def _places(self) -> Mapping[int, Place]:
        return stored_places(self._project)

    def __iter__(self) -> Iterator[PlacedMention]:
        return self._of(self._articles)

    @overload
    def __getitem__(self, index: int) -> PlacedMention: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PlacedMention]: ...
    def __getitem__(self, index: int | slice) -> PlacedMention | Sequence[PlacedMention]:
        """Return some of the names; all of those before them are read for it."""
        return tuple(self)[index]

    def of_articles(self, article_ids: Collection[str]) -> Iterator[PlacedMention]:
        """Yield the place names of some articles."""
        return self._of([stored for stored in self._articles if stored.article.id in article_ids])

    def _of(self, articles: Sequence[StoredArticle]) -> Iterator[PlacedMention]:
        for first in range(0, len(articles), _AT_ONCE):
            some = articles[first : first + _AT_ONCE]
            keys = [stored.key for stored in some]
            marks = ",".join("?" * len(keys))
            resolutions = {
                (key, number): self._resolution(row)
                for key, number, *row in self._project.rows(_RESOLUTIONS % marks, keys)
            }
            names: dict[int, list[tuple[Any, ...]]] = {}
            for key, *row in self._project.rows(_NAMES % marks, keys):
                names.setdefault(key, []).append(tuple(row))
            for stored in some:
                for start, surface, role, kind, score, number in names.get(stored.key, ()):
                    mention = Mention(start, start + len(surface), surface, Role(role), kind, score)
                    yield PlacedMention(stored.article.id, mention, resolutions[stored.key, number])

    def _resolution(self, row: Sequence[Any]) -> Resolution:
        status, place, score, precision, candidates = row
        return Resolution(
            Status(status),
            None if place is None else self._places[place],
            score,
            tuple(
                Candidate(self._places[key], share, tuple(reasons))
                for key, share, reasons in json.loads(candidates)
            ),
            precision,
        )
