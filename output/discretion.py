"""Results without anything that tells where exactly, for maps of coarse dots."""

from collections.abc import Container
from dataclasses import replace

from articles.models import Article, Claim, Issue, Mention
from geo.models import Resolution, Status
from layers.coarse import LEFT_OUT, merge_into_cells
from output.models import PlacedMention, Results

_NAMING_SETTINGS = frozenset({"near", "pins"})
_WITHHELD = "details are left out of a map of coarse dots"


def coarsen_results(results: Results) -> Results:
    """Return the results at the cells of a grid, without sentences, names of towns, addresses and headlines.

    Args:
        results: One run's results.

    Returns:
        The same counts, with nothing in them that names a place smaller than a district. Layers that were
        drawn from the exact places are left out.
    """
    coarse = merge_into_cells(results.intervals, results.claims)
    files = {article.source for article in results.articles if article.source in article.where}
    return replace(
        results,
        intervals=coarse.intervals,
        claims=tuple(replace(found, source=_unless(files, found.source)) for found in coarse.claims),
        unplaced=tuple(_nameless_claim(claim) for claim in results.unplaced),
        mentions=tuple(_nameless_mention(found) for found in results.mentions),
        articles=tuple(_nameless_article(article, files) for article in results.articles),
        issues=tuple(Issue(issue.code, "", _WITHHELD, "") for issue in results.issues),
        settings={key: text for key, text in results.settings.items() if key not in _NAMING_SETTINGS},
        areas=(), fronts=(), changes=(), series=(), shifts=(), scores=(), views=(), disagreements=(),
    )  # fmt: skip


def _nameless_article(article: Article, files: Container[str]) -> Article:
    source = _unless(files, article.source)
    return replace(article, text="", title="", url="", where="", source=source)


def _unless(files: Container[str], source: str) -> str:
    """Return an outlet, "" where a file's name stands for it: people name files after places."""
    return "" if source in files else source


def _nameless_claim(claim: Claim) -> Claim:
    return replace(claim, sentence="", place=_nameless(claim.place), speaker="")


def _nameless_mention(found: PlacedMention) -> PlacedMention:
    """Return a mention that keeps only whether its name could be placed."""
    status = found.resolution.status
    resolution = Resolution(Status.UNKNOWN if status is Status.RESOLVED else status)
    return replace(found, mention=_nameless(found.mention), resolution=resolution)


def _nameless(mention: Mention) -> Mention:
    return replace(mention, end=mention.start + len(LEFT_OUT), surface=LEFT_OUT)
