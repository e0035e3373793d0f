"""Results without what is newer than the last day of a map."""

from dataclasses import replace
from datetime import date

from output.models import Results


def cut_articles(results: Results, until: date) -> Results:
    """Return results without the articles published on or after a day, and what they say that has no place.

    Claims and intervals are cut where histories are gathered, as those know more of their days.

    Args:
        results: One run's results.
        until: Day after the last one of the map.
    """
    newer = {
        article.id
        for article in results.articles
        if article.published is not None and article.published >= until
    }
    unplaced = tuple(
        claim
        for claim in results.unplaced
        if claim.article_id not in newer and not (claim.when is not None and claim.when.start >= until)
    )
    articles = tuple(article for article in results.articles if article.id not in newer)
    return replace(results, articles=articles, unplaced=unplaced)
