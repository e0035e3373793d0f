"""Rows of the tables that lie beside the layers of a GeoPackage: articles, evidence, issues."""

from collections.abc import Iterator

from output.cells import Row
from output.copies import find_copies
from output.models import Results
from output.rows import interval_id


def article_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each article, in reading order; cells as `schema.ARTICLE_COLUMNS`."""
    for article in results.articles:
        story = results.stories.get(article.id)
        known = (article.url or None, article.language or None, article.where or None, story)
        cells = (article.id, article.title or None, article.source or None, article.published, *known)
        yield Row(article.id, cells, None)


def evidence_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each claim for or against an interval, and for its copies; as `EVIDENCE_COLUMNS`."""
    copies = find_copies(results)
    for interval in results.intervals:
        control_id = interval_id(interval)
        for side, claims in (("for", interval.evidence), ("against", interval.against)):
            for claim in claims:
                yield Row("", (control_id, claim, side, None), None)
                for copy in copies.get(claim, ()):
                    cells = (control_id, copy.claim.id, side, claim)
                    yield Row("", cells, None)


def issue_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each issue, in the given order; cells as `schema.ISSUE_COLUMNS`."""
    for number, issue in enumerate(results.issues):
        cells = (issue.code, issue.where or None, issue.message, issue.value or None)
        yield Row(f"issue:{number}", cells, None)
