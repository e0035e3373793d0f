"""Takes account of a run: every article, claim and name is either on the map or counted with its reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from articles.models import Claim, Issue
from geo.models import Status
from output.copies import find_copies
from output.models import Results


class Outcome(StrEnum):
    """What became of an article; the first that fits."""

    MAPPED = "mapped"
    SILENT = "silent"
    UNPLACED = "unplaced"
    NO_CLAIM = "no claim"


OUTCOMES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.MAPPED: "mapped: a claim of it stands behind a mark",
        Outcome.SILENT: "with claims that bear on no mark (planned, denied, undated, neutral)",
        Outcome.UNPLACED: "with claims whose places are ambiguous or unknown",
        Outcome.NO_CLAIM: "without a claim about a place",
    }
)


@dataclass(frozen=True, slots=True)
class NameCount:
    """A word and how often it came up."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Account:
    """What one run read, found, placed and dated, and what not.

    Attributes:
        articles: Article ids by outcome; together all articles.
        stories: How many stories they are; copies of one text are one.
        repeated: Ids of claims that only repeat another one in a copy of its text.
        undated_articles: Ids of articles without a publication day, with how many undated claims each has.
        claims: Counts: "found" = "placed" + "unplaced"; "found" = "dated" + "undated"; "coded" of those
            placed come from tables; "cited" are those that intervals cite.
        names: Counts of place names: "found" = "resolved" + "ambiguous" + "unknown".
        top_unknown: Unknown names, most frequent first.
        top_ambiguous: Ambiguous names, most frequent first.
        sources: Articles and claims by outlet, sorted by name.
        published: First and last day of publication; None = none known.
        reported: First and last day that claims are about; None = none known.
        intervals: Counts by state, sorted; `places` is how many places they are of.
        issues: In the given order.
    """

    articles: Mapping[Outcome, tuple[str, ...]]
    stories: int
    repeated: frozenset[str]
    undated_articles: Mapping[str, int]
    claims: Mapping[str, int]
    names: Mapping[str, int]
    top_unknown: tuple[NameCount, ...]
    top_ambiguous: tuple[NameCount, ...]
    sources: Mapping[str, tuple[int, int]]
    published: tuple[date, date] | None
    reported: tuple[date, date] | None
    intervals: Mapping[str, int]
    places: int
    issues: tuple[Issue, ...]

    @property
    def issue_counts(self) -> Mapping[str, int]:
        """How many issues of each code there are, by code."""
        return dict(sorted(Counter(issue.code for issue in self.issues).items()))


def take_account(results: Results) -> Account:
    """Count what a run read, found, placed and dated, and what not."""
    claims = [located.claim for located in results.claims] + list(results.unplaced)
    copies = find_copies(results)
    cited = {claim for interval in results.intervals for claim in (*interval.evidence, *interval.against)}
    cited |= {copy.claim.id for claim in sorted(cited) for copy in copies.get(claim, ())}
    dated = [claim for claim in claims if claim.when is not None]
    return Account(
        articles=_sort_articles(results, cited),
        stories=len(set(results.stories.values())) or len(results.articles),
        repeated=frozenset(copy.claim.id for told in copies.values() for copy in told),
        undated_articles=_undated_articles(results, claims),
        claims=_count_claims(results, claims, cited),
        names=_count_names(results),
        top_unknown=_top_names(results, Status.UNKNOWN),
        top_ambiguous=_top_names(results, Status.AMBIGUOUS),
        sources=_count_sources(results),
        published=_span([article.published for article in results.articles if article.published]),
        reported=_span([claim.when.start for claim in dated if claim.when]),
        intervals=dict(sorted(Counter(i.state.value for i in results.intervals).items())),
        places=len({interval.place.id for interval in results.intervals}),
        issues=results.issues,
    )


def _sort_articles(results: Results, cited: set[str]) -> Mapping[Outcome, tuple[str, ...]]:
    mapped = {located.claim.article_id for located in results.claims if located.claim.id in cited}
    placed = {located.claim.article_id for located in results.claims}
    unplaced = {claim.article_id for claim in results.unplaced}
    sorted_ids: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    for article in results.articles:
        sets = ((Outcome.MAPPED, mapped), (Outcome.SILENT, placed), (Outcome.UNPLACED, unplaced))
        outcome = next((outcome for outcome, ids in sets if article.id in ids), Outcome.NO_CLAIM)
        sorted_ids[outcome].append(article.id)
    return {outcome: tuple(ids) for outcome, ids in sorted_ids.items()}


def _undated_articles(results: Results, claims: Sequence[Claim]) -> Mapping[str, int]:
    undated = Counter(claim.article_id for claim in claims if claim.when is None)
    return {article.id: undated[article.id] for article in results.articles if article.published is None}


def _count_claims(results: Results, claims: Sequence[Claim], cited: set[str]) -> Mapping[str, int]:
    read = {article.id for article in results.articles}
    undated = sum(claim.when is None for claim in claims)
    return {
        "found": len(claims),
        "placed": len(results.claims),
        "unplaced": len(results.unplaced),
        "dated": len(claims) - undated,
        "undated": undated,
        "coded": sum(claim.article_id not in read for claim in claims),
        "cited": sum(claim.id in cited for claim in claims),
    }


def _count_names(results: Results) -> Mapping[str, int]:
    counts = Counter(found.resolution.status for found in results.mentions)
    return {"found": len(results.mentions)} | {status.value: counts[status] for status in Status}


def _top_names(results: Results, status: Status) -> tuple[NameCount, ...]:
    counts = Counter(found.mention.surface for found in results.mentions if found.resolution.status is status)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(NameCount(name, count) for name, count in ranked)


def _count_sources(results: Results) -> Mapping[str, tuple[int, int]]:
    articles = Counter(article.source for article in results.articles)
    outlets = {article.id: article.source for article in results.articles}
    claims = Counter(located.source for located in results.claims)
    claims.update(outlets.get(claim.article_id, "") for claim in results.unplaced)
    return {source: (articles[source], claims[source]) for source in sorted(articles | claims)}


def _span(days: Sequence[date]) -> tuple[date, date] | None:
    return (min(days), max(days)) if days else None
