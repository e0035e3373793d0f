"""Which articles of a project are copies of one text, by the signatures that it keeps."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.signatures import signature_of, signature_version
from articles.stories import Signed, StoryIndex
from whoheld.errors import ProjectError
from whoheld.project.derived import keep_derived
from whoheld.project.fingerprints import stories_fingerprint
from whoheld.project.rows import StoredArticle, text_of
from whoheld.project.store import Project
from whoheld.records import to_json

COPIES = "copies"
GROUPING = "grouping"
_KEPT = "SELECT value FROM derived WHERE kind = ? ORDER BY rowid DESC"


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Stories that were found once.

    Attributes:
        maker: What they were found with.
        marks: What each article was, by article id: stories depend on nothing else.
        copies: Story by article id, of those that are not stories of their own.
    """

    maker: str
    marks: Mapping[str, str]
    copies: Mapping[str, str]


def stored_stories(project: Project, stored: Sequence[StoredArticle]) -> Mapping[str, str]:
    """Return the story of each article, by article id, as `find_stories` does, without reading texts.

    Those that had to be worked out are kept, if the file can be written; the next time only articles that
    came since are compared with the others.

    Args:
        project: The project.
        stored: The articles that count.
    """
    maker, marks = stories_fingerprint(), _marks(project, stored)
    key = hashlib.sha256(to_json([maker, list(marks.items())]).encode("utf-8", "surrogatepass")).hexdigest()
    value = project.value("SELECT value FROM derived WHERE key = ?", (key,))
    if value is not None:
        return _stories(marks, _unpacked(value))
    kept = [_Grouping(*_unpacked(value)) for (value,) in project.rows(_KEPT, (GROUPING,))]
    known = _still_known([one for one in kept if one.maker == maker], marks)
    stories = _regrouped(project, stored, known)
    copies = {article: story for article, story in stories.items() if article != story}
    try:
        keep_derived(project, f"{key}-{GROUPING}", GROUPING, _packed([maker, marks, copies]))
        keep_derived(project, key, COPIES, _packed(copies))
    except ProjectError:  # the stories are as good where they cannot be kept
        return stories
    return stories


def _stories(articles: Iterable[str], copies: Mapping[str, str]) -> Mapping[str, str]:
    return {article: copies.get(article, article) for article in articles}


def _packed(plain: object) -> bytes:
    return zlib.compress(to_json(plain).encode("utf-8", "surrogatepass"))


def _unpacked(value: bytes) -> Any:
    return json.loads(zlib.decompress(value))


def _marks(project: Project, stored: Sequence[StoredArticle]) -> dict[str, str]:
    """Return a hash of what tells whether an article is a copy, by article id, sorted."""
    hashes: dict[int, str] = dict(project.rows("SELECT key, sha256 FROM articles"))
    told = {
        one.article.id: f"{one.article.url}\x1f{one.article.published}\x1f{hashes[one.key]}" for one in stored
    }
    return {
        article: hashlib.blake2b(told[article].encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        for article in sorted(told)
    }


def _still_known(kept: Sequence[_Grouping], marks: Mapping[str, str]) -> Mapping[str, str]:
    """Return the stories that are as they were, by article id, of the grouping that has most of them.

    A story of which an article went or changed is left out with all its articles, for that one may have
    joined them.
    """
    best: Mapping[str, str] = {}
    for grouping in kept:
        stories = _stories(grouping.marks, grouping.copies)
        broken = {stories[article] for article, mark in grouping.marks.items() if marks.get(article) != mark}
        known = {article: story for article, story in stories.items() if story not in broken}
        best = max(best, known, key=len)
    return best


def _regrouped(
    project: Project, stored: Sequence[StoredArticle], known: Mapping[str, str]
) -> Mapping[str, str]:
    """Return the story of each article, comparing those whose story is not known with all."""
    index, signed = StoryIndex(), _signed(project, stored)
    index.restore([(found, known[found.article_id]) for found in signed if found.article_id in known])
    index.add([found for found in signed if found.article_id not in known])
    return index.stories()


def _signed(project: Project, stored: Sequence[StoredArticle]) -> list[Signed]:
    """Return the articles with their signatures, sorted; those made otherwise are made afresh."""
    query = "SELECT article, signature FROM stories WHERE maker = ?"
    kept: dict[int, bytes] = dict(project.rows(query, (signature_version(),)))
    found = [
        Signed(
            one.article.id,
            kept.get(one.key) or signature_of(text_of(project, one.key)),
            one.article.url,
            one.article.published,
        )
        for one in stored
    ]
    return sorted(found, key=lambda signed: signed.article_id)
