"""Which articles of a project are copies of one text, by the signatures that it keeps."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence

from articles.signatures import signature_of, signature_version
from articles.stories import Signed, StoryIndex
from whoheld.errors import ProjectError
from whoheld.project.derived import keep_derived
from whoheld.project.rows import StoredArticle, text_of
from whoheld.project.store import Project

KIND = "stories"


def stored_stories(project: Project, stored: Sequence[StoredArticle]) -> Mapping[str, str]:
    """Return the story of each article, by article id, as `find_stories` does, without reading texts.

    Those that had to be worked out are kept, if the file can be written.

    Args:
        project: The project.
        stored: The articles that count.
    """
    signed = list(_signed(project, stored))
    key = _key_of(signed)
    value = project.value("SELECT value FROM derived WHERE key = ?", (key,))
    if value is not None:
        copies: dict[str, str] = json.loads(zlib.decompress(value))
        return {found.article_id: copies.get(found.article_id, found.article_id) for found in signed}
    index = StoryIndex()
    index.add(signed)
    stories = index.stories()
    copies = {article: story for article, story in stories.items() if article != story}
    try:
        keep_derived(project, key, KIND, zlib.compress(json.dumps(copies).encode()))
    except ProjectError:  # the stories are as good where they cannot be kept
        return stories
    return stories


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


def _key_of(signed: Sequence[Signed]) -> str:
    digest = hashlib.sha256(f"{KIND} {signature_version()}".encode())
    for found in signed:
        digest.update(f"\x1f{found.article_id}\x1f{found.url}\x1f{found.published}\x1f".encode())
        digest.update(found.signature)
    return digest.hexdigest()
