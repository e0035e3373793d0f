"""Which version of an article counts, and what each is called: decided by content alone, never by order."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from articles.models import Article, Claim, Issue, claim_id
from layers.models import LocatedClaim
from whoheld.records import encode

_Item = TypeVar("_Item")
_NUMBERS = re.compile(r"([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Version:
    """What decides between the versions of an article.

    Attributes:
        id: As the source gives it.
        key: Hash of everything about the article but where it was read.
        text: Hash of the text.
        published: Day of publication.
        family: URL, else the outlet: articles of different ones that bear the same id are not one article.
    """

    id: str
    key: str
    text: str
    published: date | None
    family: str


def version_of(article: Article) -> Version:
    """Return what decides between this and other articles of the same id."""
    told = encode(article, without=("where",))
    return Version(
        article.id, _hash(told)[:32], _hash(article.text), article.published, article.url or article.source
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def settle(versions: Sequence[Version]) -> Mapping[str, str]:
    """Decide which versions of one id count, and under which id.

    Those with the same text, or of the same URL (else outlet), are one article: the one published last
    counts; of several the one with the larger hash. What is left are different articles that happen to bear
    one id: the first published keeps it, the others get a mark from their URL or outlet.

    Args:
        versions: All of the same id, in any order.

    Returns:
        The id of each version that counts, by its key.
    """
    best = [max(group, key=_rank) for group in _groups(versions)]
    first = min(best, key=lambda version: (version.published or date.max, version.family, version.key))
    return {
        version.key: version.id if version is first else f"{version.id}#{_hash(version.family)[:6]}"
        for version in best
    }


def _rank(version: Version) -> tuple[date, str, str]:
    return version.published or date.min, version.text, version.key


def _groups(versions: Iterable[Version]) -> list[list[Version]]:
    """Return the versions that are one article, together."""
    groups: list[list[Version]] = []
    for version in versions:
        same = [group for group in groups if any(_is_same(version, other) for other in group)]
        joined = [version, *(other for group in same for other in group)]
        groups = [group for group in groups if group not in same] + [joined]
    return groups


def _is_same(one: Version, other: Version) -> bool:
    return one.text == other.text or one.family == other.family


@dataclass(frozen=True, slots=True)
class Settled:
    """Articles that count, in the order of publication and id.

    Attributes:
        given: Ids as the sources gave them, of articles that had to be called otherwise.
        issues: "duplicate" and "other-version", one for each place in a source that does not count.
    """

    articles: tuple[Article, ...]
    given: Mapping[str, str]
    issues: tuple[Issue, ...]


def settle_articles(found: Iterable[Article]) -> Settled:
    """Return each article once, whatever the order and number of its copies and versions."""
    by_id: dict[str, dict[str, list[Article]]] = {}
    versions: dict[str, Version] = {}
    for article in found:
        version = version_of(article)
        versions[version.key] = version
        by_id.setdefault(article.id, {}).setdefault(version.key, []).append(article)
    kept: list[Article] = []
    given: dict[str, str] = {}
    issues: list[Issue] = []
    for article_id, copies in by_id.items():
        called = settle([versions[key] for key in copies])
        firsts = {key: min(some, key=lambda article: article.where) for key, some in copies.items()}
        kept += [replace(firsts[key], id=name) for key, name in called.items()]
        given |= {name: article_id for name in called.values() if name != article_id}
        places = {key: [article.where for article in some] for key, some in copies.items()}
        issues += copy_issues([versions[key] for key in copies], places)
    return Settled(tuple(sorted(kept, key=article_order)), given, tuple(issues))


def article_order(article: Article) -> tuple[date, str]:
    """Return what articles are sorted by: day of publication, undated ones last, and id."""
    return article.published or date.max, article.id


def copy_issues(versions: Sequence[Version], places: Mapping[str, Sequence[str]]) -> list[Issue]:
    """Return an issue for each place at which a copy or another version of an article was read.

    Args:
        versions: Of one id.
        places: Where each was read, by key: file and line.
    """
    issues = []
    for group in _groups(versions):
        best = max(group, key=_rank)
        first = min(places[best.key])
        for version in group:
            where = sorted(places[version.key])
            for place in where[1:] if version is best else where:
                same = version.text == best.text
                code, what = (
                    ("duplicate", "same article as") if same else ("other-version", "another text of")
                )
                more = "" if same else "; the one published last counts"
                issues.append(Issue(code, place, f"{what} {first}{more}", version.id))
    return issues


def renamed_claim(claim: Claim, article_id: str) -> Claim:
    """Return a claim of an article that had to be called otherwise than its source does."""
    return replace(claim, id=claim_id(article_id, claim.id), article_id=article_id)


def settle_coded(found: Iterable[LocatedClaim]) -> tuple[tuple[LocatedClaim, ...], tuple[Issue, ...]]:
    """Return each coded claim once; of different ones with the same id all but one get a number."""
    by_id: dict[str, dict[str, list[LocatedClaim]]] = {}
    for located in found:
        by_id.setdefault(located.claim.id, {}).setdefault(encode(located), []).append(located)
    kept: list[LocatedClaim] = []
    issues: list[Issue] = []
    for given, same in by_id.items():
        for number, told in enumerate(sorted(same), start=1):
            located, where = same[told][0], same[told][0].claim.article_id
            name = given if number == 1 else f"{given}#{number}"
            if number > 1:
                message = f"another claim bears this id; read as {name}"
                issues.append(Issue("duplicate-id", where, message, given))
            issues += [Issue("duplicate", where, "the same claim stands twice", given)] * (
                len(same[told]) - 1
            )
            kept.append(replace(located, claim=replace(located.claim, id=name)))
    return sort_naturally(kept, lambda located: (located.claim.article_id, located.claim.id)), tuple(issues)


def sort_naturally(items: Iterable[_Item], key: Callable[[_Item], tuple[str, ...]]) -> tuple[_Item, ...]:
    """Return items sorted by texts in which numbers count as such: line 9 before line 10."""
    return tuple(sorted(items, key=lambda item: tuple(_natural(part) for part in key(item))))


def _natural(text: str) -> tuple[tuple[str, int], ...]:
    """Return a text as words and numbers in turn."""
    parts = _NUMBERS.split(text)
    return tuple(
        (word, int(number or -1)) for word, number in zip(parts[::2], [*parts[1::2], ""], strict=True)
    )
