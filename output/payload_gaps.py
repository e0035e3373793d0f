"""What the map could not show: claims without a place, issues, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from articles.models import Article, Claim, Issue
from geo.models import Resolution, Status
from output.escape import safe_url
from output.models import Results, mentions_of
from output.payload_evidence import MARK_PLACE, utf16_length

MAX_UNPLACED = 400
MAX_EXAMPLES = 40
MAX_CANDIDATES = 4


def encode_gaps(results: Results) -> dict[str, Any]:
    """Return claims without a place with their reasons, and issues by code, long lists cut and counted."""
    shown = results.unplaced[:MAX_UNPLACED]
    told = {claim.article_id for claim in shown}
    articles = {article.id: article for article in results.articles if article.id in told}
    reasons = {
        (found.article_id, found.mention.start, found.mention.end): found.resolution
        for found in mentions_of(results.mentions, told)
        if found.resolution.status is not Status.RESOLVED
    }
    return {
        "unplaced": [_unplaced_row(claim, reasons, articles) for claim in shown],
        "unplaced_count": len(results.unplaced),
        "issues": _issue_groups(results.issues),
    }


def _unplaced_row(
    claim: Claim, reasons: Mapping[tuple[str, int, int], Resolution], articles: Mapping[str, Article]
) -> dict[str, Any]:
    resolution = reasons.get((claim.article_id, claim.place.start, claim.place.end))
    article = articles.get(claim.article_id)
    start = claim.place.start - claim.sentence_start
    inside = start >= 0 and claim.sentence.startswith(claim.place.surface, start)
    mark = [1, utf16_length(claim.sentence[:start]), utf16_length(claim.place.surface), MARK_PLACE]
    return {
        "name": claim.place.surface,
        "why": "unknown" if resolution is None else resolution.status.value,
        "maybe": [] if resolution is None else _candidates(resolution),
        "sentence": claim.sentence,
        "marks": mark if inside else [0],
        "relation": claim.relation.value,
        "stance": claim.stance.value,
        "actor": "" if claim.actor is None else claim.actor.name,
        "source": "" if article is None else article.source,
        "url": "" if article is None else safe_url(article.url),
        "published": "" if article is None or article.published is None else article.published.isoformat(),
    }


def _candidates(resolution: Resolution) -> list[str]:
    shown = resolution.candidates[:MAX_CANDIDATES]
    return [", ".join(filter(None, (c.place.name, c.place.admin1, c.place.country))) for c in shown]


def _issue_groups(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    counts: Counter[str] = Counter()
    examples: dict[str, list[list[str]]] = {}
    for issue in issues:
        counts[issue.code] += 1
        rows = examples.setdefault(issue.code, [])
        if len(rows) < MAX_EXAMPLES:
            rows.append([issue.where, issue.message, issue.value])
    return [
        {"code": code, "count": counts[code], "rows": examples[code]}
        for code in sorted(counts, key=lambda code: (-counts[code], code))
    ]
