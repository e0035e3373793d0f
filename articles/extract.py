"""From an article to its mentions and claims, with what could not be settled as issues."""

from dataclasses import dataclass
from typing import Protocol

from articles.languages import language_name
from articles.mentions import find_mentions
from articles.models import Article, Claim, Issue, Mention, PlaceNames


class ClaimReader(Protocol):
    """Reads claims from an article and its place names; users may bring their own.

    One that has a set `languages` of ISO 639-1 codes is expected to read only these.
    """

    def read(self, article: Article, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
        """Return the claims of an article in text order."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article says.

    Attributes:
        issues: What could not be settled, such as claims without a date.
    """

    article: Article
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...] = ()


def extract(article: Article, *, names: PlaceNames, reader: ClaimReader) -> Extraction:
    """Read the places and claims of one article.

    Args:
        article: The article.
        names: Finds its place names.
        reader: Reads its claims.

    Returns:
        Mentions and claims in text order; an issue "undated-claims" if claims could not be dated, and
        "language-without-rules" if the reader names its `languages` and the text is in another.
    """
    mentions = find_mentions(article, names)
    claims = reader.read(article, mentions)
    return Extraction(article, mentions, claims, (*_foreign(article, reader), *_undated(article, claims)))


def _foreign(article: Article, reader: ClaimReader) -> tuple[Issue, ...]:
    languages: frozenset[str] | None = getattr(reader, "languages", None)
    if languages is None or not article.language or article.language in languages:
        return ()
    message = f"the text is in {language_name(article.language)}, which no rules read; its places are listed"
    return (Issue("language-without-rules", article.where or article.id, message, article.language),)


def _undated(article: Article, claims: tuple[Claim, ...]) -> tuple[Issue, ...]:
    undated = sum(claim.when is None for claim in claims)
    if not undated:
        return ()
    count = "1 claim has" if undated == 1 else f"{undated} claims have"
    message = f"{count} no date: the article brings no day of publication; give one with --date"
    return (Issue("undated-claims", article.where or article.id, message),)
