"""Results without anything that tells where exactly, for maps of coarse dots."""

from dataclasses import replace

from articles.models import Claim, Issue, Mention
from geo.models import Resolution, Status
from layers.coarse import LEFT_OUT, merge_into_cells
from output.models import PlacedMention, Results

_NAMING_SETTINGS = frozenset({"near"})
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
    return replace(
        results,
        intervals=coarse.intervals,
        claims=coarse.claims,
        unplaced=tuple(_nameless_claim(claim) for claim in results.unplaced),
        mentions=tuple(_nameless_mention(found) for found in results.mentions),
        articles=tuple(replace(article, text="", title="", url="", where="") for article in results.articles),
        issues=tuple(Issue(issue.code, "", _WITHHELD, "") for issue in results.issues),
        settings={key: text for key, text in results.settings.items() if key not in _NAMING_SETTINGS},
        areas=(), fronts=(), changes=(), series=(), shifts=(), scores=(), views=(), disagreements=(),
    )  # fmt: skip


def _nameless_claim(claim: Claim) -> Claim:
    return replace(claim, sentence="", place=_nameless(claim.place), speaker="")


def _nameless_mention(found: PlacedMention) -> PlacedMention:
    """Return a mention that keeps only whether its name could be placed."""
    status = found.resolution.status
    resolution = Resolution(Status.UNKNOWN if status is Status.RESOLVED else status)
    return replace(found, mention=_nameless(found.mention), resolution=resolution)


def _nameless(mention: Mention) -> Mention:
    return replace(mention, end=mention.start + len(LEFT_OUT), surface=LEFT_OUT)
