"""Puts claims at places: the first module that sees both texts and geography."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from articles.coded import CODED, is_told
from articles.models import Actor, Article, Claim, Extent, Issue, Mention
from geo.models import Place, PlaceKind, Resolution, Status
from layers.dating import check_days
from layers.governing import name_government
from layers.models import LocatedClaim

_REGIONS = frozenset(
    {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION, PlaceKind.PHYSICAL, PlaceKind.WATER}
)
_SHOWN_CANDIDATES = 3
NEAR_IT = 2
_NO_GOVERNMENTS: Mapping[str, Actor] = MappingProxyType({})


class ReadArticle(Protocol):
    """What `articles.extract.Extraction` tells of one article."""

    @property
    def article(self) -> Article: ...  # noqa: D102
    @property
    def mentions(self) -> Sequence[Mention]: ...  # noqa: D102
    @property
    def claims(self) -> Sequence[Claim]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Located:
    """The claims of one article, with and without a place.

    Attributes:
        claims: In reading order.
        unplaced: Claims whose place name is ambiguous, unknown or no place to hold; each has an issue.
        issues: "ambiguous-place", "unknown-place", "no-target", "old-claim" and "future-claim".
    """

    claims: tuple[LocatedClaim, ...]
    unplaced: tuple[Claim, ...]
    issues: tuple[Issue, ...]


def locate_claims(
    extraction: ReadArticle,
    resolutions: Sequence[Resolution],
    *,
    governments: Mapping[str, Actor] = _NO_GOVERNMENTS,
) -> Located:
    """Give every claim of an article the place its mention was resolved to.

    Args:
        extraction: What was read from one article.
        resolutions: One for each of the extraction's mentions, in the same order.
        governments: The state of each country, by ISO 3166 alpha-2 code: whose "the army" is, where the text
            does not say.

    Returns:
        Every claim, either located or unplaced.

    Raises:
        ValueError: If there are not as many resolutions as mentions.
    """
    article = extraction.article
    by_span = dict(zip(((m.start, m.end) for m in extraction.mentions), resolutions, strict=True))
    located: list[LocatedClaim] = []
    unplaced: list[Claim] = []
    issues: list[Issue] = []
    for claim in extraction.claims:
        resolution, is_whole_name = _resolution_of(claim.place, by_span)
        fault = _fault_of(claim.place, resolution)
        if fault is not None:
            unplaced.append(claim)
            issues.append(Issue(fault[0], article.where or article.id, fault[1], claim.place.surface))
        elif resolution.place is not None:
            own = name_government(claim, resolution.place.country, governments)
            precision = max(place_precision(resolution.place, claim.extent), resolution.precision)
            if not is_whole_name:
                precision = max(precision, NEAR_IT)
            located.append(_located(own, resolution.place, article, precision=precision))
    located = _without_told(located)
    issues += check_days(located, where=article.where)
    return Located(tuple(located), tuple(unplaced), tuple(issues))


def _without_told(located: list[LocatedClaim]) -> list[LocatedClaim]:
    """Return the claims without those of an event's columns that its note makes of the same place."""
    read = [(found.place.id, found.claim.relation) for found in located if found.claim.rule != CODED]
    return [
        found
        for found in located
        if found.claim.rule != CODED
        or not any(at == found.place.id and is_told(found.claim.relation, read=said) for at, said in read)
    ]


def _resolution_of(mention: Mention, by_span: dict[tuple[int, int], Resolution]) -> tuple[Resolution, bool]:
    """Return the resolution of a claim's place and whether it is of the whole name, not of a part."""
    exact = by_span.get((mention.start, mention.end))
    if exact is not None:
        return exact, True
    overlaps = {
        span: min(span[1], mention.end) - max(span[0], mention.start)
        for span in by_span
        if span[0] < mention.end and mention.start < span[1]
    }
    if not overlaps:
        return Resolution(Status.UNKNOWN), True
    return by_span[max(overlaps, key=lambda span: (overlaps[span], span))], False


def _fault_of(mention: Mention, resolution: Resolution) -> tuple[str, str] | None:
    """Return code and message of what keeps a claim from being placed, or None."""
    if mention.kind == "demonym":
        return "no-target", "a people's name is no place that can be held"
    if resolution.status is Status.AMBIGUOUS:
        return "ambiguous-place", f"may be {describe_candidates(resolution)}"
    if resolution.place is None:
        return "unknown-place", "no place of this name is known"
    if resolution.place.kind is PlaceKind.CONTINENT:
        return "no-target", "a continent is no place that can be held"
    return None


def _located(claim: Claim, place: Place, article: Article, *, precision: int) -> LocatedClaim:
    return LocatedClaim(
        claim, place, precision, article.source, article.published, article.url, article.title
    )


def place_precision(place: Place, extent: Extent) -> int:
    """Return ACLED's precision code of a claim at a place.

    Args:
        place: Where the claim was put.
        extent: How much of it the claim is about.

    Returns:
        3 for countries, provinces, regions, waters and landscapes; 2 for districts of a province and for the
        outskirts of a town; else 1.
    """
    if place.kind in _REGIONS:
        return 3
    return NEAR_IT if place.kind is PlaceKind.ADMIN2 or extent is Extent.OUTSKIRTS else 1


def describe_candidates(resolution: Resolution) -> str:
    """Return the best candidates in words: "Rawa (Al Anbar, IQ) or Rawa (SY)", and how many more."""
    shown = [_describe(candidate.place) for candidate in resolution.candidates[:_SHOWN_CANDIDATES]]
    more = len(resolution.candidates) - len(shown)
    return " or ".join(shown) + (f" or {more} more" if more else "")


def _describe(place: Place) -> str:
    area = ", ".join(part for part in (place.admin1, place.country) if part)
    return f"{place.name} ({area})" if area else place.name
