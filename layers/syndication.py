"""Copies of one report, printed by many outlets: they count once, and all who printed it are named."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from articles.models import Party
from layers.models import LocatedClaim

REPRINTED_DAYS = 7
"""The same words in another outlet within so many days tell no news, whatever days they are dated to."""

_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Syndicated:
    """One statement of a story, with the same statement in copies of its text.

    Attributes:
        first: The report that counts: published first.
        copies: The others, by day of publication.
    """

    first: LocatedClaim
    copies: tuple[LocatedClaim, ...] = ()


def with_stories(claims: Iterable[LocatedClaim], stories: Mapping[str, str]) -> tuple[LocatedClaim, ...]:
    """Return claims with the stories of their articles.

    Args:
        claims: In any order; those of articles without a story stay as they are.
        stories: Story id by article id.
    """
    return tuple(
        replace(located, story=stories[located.claim.article_id])
        if located.claim.article_id in stories
        else located
        for located in claims
    )


def count_once(claims: Iterable[LocatedClaim]) -> list[LocatedClaim]:
    """Return the claims that count, in the given order: all but the copies of others.

    Args:
        claims: Of any places.
    """
    given = list(claims)
    copies = {id(copy) for syndicated in group_copies(given) for copy in syndicated.copies}
    return [located for located in given if id(located) not in copies]


def group_copies(
    claims: Iterable[LocatedClaim], *, cited: Collection[str] = frozenset()
) -> tuple[Syndicated, ...]:
    """Return each statement once, with its copies in other articles of the same story.

    A claim is a copy of another if both say the same of one place (relation, parties, stance, extent) and
    mean the same days, or say it in the same words, in different outlets within a week. What one article
    says twice stays twice.

    Args:
        claims: Of any places.
        cited: Ids of claims that stand behind a mark: they come first among their copies.

    Returns:
        Statements in the given order of their first claims.
    """
    given = list(claims)
    groups: dict[_Key, _Story] = {}
    for located in sorted((c for c in given if c.story), key=_order):
        groups.setdefault(_statement_of(located), _Story()).take(located)
    told = {id(found[0]): _syndicated(found, cited) for story in groups.values() for found in story.told}
    copied = {id(copy) for found in told.values() for copy in found.copies}
    firsts = {id(found.first): found for found in told.values()}
    return tuple(
        firsts.get(id(located)) or Syndicated(located) for located in given if id(located) not in copied
    )


def _syndicated(found: list[LocatedClaim], cited: Collection[str]) -> Syndicated:
    first = next((located for located in found if located.claim.id in cited), found[0])
    return Syndicated(first, tuple(located for located in found if located is not first))


@dataclass(slots=True)
class _Story:
    """What the articles of one story say of one place in one relation.

    Attributes:
        told: Each statement with its copies, the first one first.
    """

    told: list[list[LocatedClaim]] = field(default_factory=list)
    _articles: list[set[str]] = field(default_factory=list)

    def take(self, located: LocatedClaim) -> None:
        """File a claim under the statement of other articles that it repeats, else as a new one."""
        article = located.claim.article_id
        for found, articles in zip(self.told, self._articles, strict=True):
            if article not in articles and _repeats(located, found[0]):
                found.append(located)
                articles.add(article)
                return
        self.told.append([located])
        self._articles.append({article})


def _repeats(later: LocatedClaim, first: LocatedClaim) -> bool:
    return first.claim.when == later.claim.when or _is_reprint(first, later)


def _is_reprint(first: LocatedClaim, later: LocatedClaim) -> bool:
    if first.source == later.source or first.published is None or later.published is None:
        return False
    words, others = (" ".join(c.claim.sentence.casefold().split()) for c in (first, later))
    is_near = (later.published - first.published).days <= REPRINTED_DAYS
    return is_near and bool(words and others) and (words.endswith(others) or others.endswith(words))


def _statement_of(located: LocatedClaim) -> _Key:
    claim = located.claim
    parties = _id_of(claim.actor), _id_of(claim.opponent)
    return located.story, located.place.id, claim.relation, *parties, claim.stance, claim.extent


def _id_of(party: Party | None) -> str:
    return party.actor_id if party else ""


def _order(located: LocatedClaim) -> _Key:
    claim = located.claim
    return located.published or date.max, claim.article_id, claim.place.start, claim.id
