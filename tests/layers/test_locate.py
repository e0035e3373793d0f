"""Every claim ends up at a place, or unplaced with an issue."""

from dataclasses import dataclass, replace

import pytest

from articles.models import Article, Claim, Extent, Mention, Stance
from geo.models import PlaceKind, Resolution, Status
from layers.locate import Located, describe_candidates, locate_claims, place_precision
from tests.builders import (
    day,
    make_article,
    make_claim,
    make_mention,
    make_place,
    make_region,
    make_resolution,
)


@dataclass(frozen=True)
class Read:
    article: Article
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


def locate_one(resolution: Resolution, claim: Claim | None = None, mention: Mention | None = None) -> Located:
    mention = mention or make_mention()
    return locate_claims(Read(make_article(), (mention,), (claim or make_claim(),)), [resolution])


def test_a_claim_takes_the_place_of_its_mention_and_the_origin_of_its_article() -> None:
    (located,) = locate_one(make_resolution()).claims
    article = make_article()
    assert located.place == make_place()
    assert (located.source, located.published, located.url, located.title) == (
        article.source,
        article.published,
        article.url,
        article.title,
    )


def test_mentions_are_told_apart_by_their_span() -> None:
    first, second = make_mention("Rawa", 0), make_mention("Rawa", 40)
    places = [make_place("Rawa", id="x:1"), make_place("Rawa", id="x:2")]
    claim = make_claim(place=second)
    located = locate_claims(
        Read(make_article(), (first, second), (claim,)), [make_resolution(p) for p in places]
    )
    assert located.claims[0].place.id == "x:2"


@pytest.mark.parametrize(
    ("resolution", "kind", "code"),
    [
        (make_resolution(status=Status.AMBIGUOUS), "town", "ambiguous-place"),
        (make_resolution(status=Status.UNKNOWN), "unknown", "unknown-place"),
        (make_resolution(), "demonym", "no-target"),
        (make_resolution(make_place("Africa", kind=PlaceKind.CONTINENT)), "continent", "no-target"),
    ],
)
def test_claims_without_a_place_are_kept_with_an_issue(resolution: Resolution, kind: str, code: str) -> None:
    mention = make_mention(kind=kind)
    claim = make_claim(place=mention)
    located = locate_one(resolution, claim, mention)
    assert located.claims == ()
    assert located.unplaced == (claim,)
    assert [(i.code, i.where, i.value) for i in located.issues] == [(code, "articles.jsonl:1", "Rawa")]


def test_a_claim_about_a_name_nobody_found_is_unplaced() -> None:
    claim = make_claim(place=make_mention("Nowhere", 900))
    assert locate_one(make_resolution(), claim).unplaced == (claim,)


def test_a_claim_about_a_longer_name_is_put_near_the_part_that_was_found() -> None:
    claim = make_claim(place=make_mention("Rawa airbase", 14))
    (located,) = locate_one(make_resolution(), claim).claims
    assert (located.place.name, located.place_precision) == ("Rawa", 2)


@pytest.mark.parametrize("precision", [1, 2, 3])
def test_a_place_known_only_by_its_surroundings_keeps_its_precision(precision: int) -> None:
    found = replace(make_resolution(), precision=precision)
    assert locate_one(found).claims[0].place_precision == precision


def test_candidates_are_named_in_words() -> None:
    ambiguous = make_resolution(status=Status.AMBIGUOUS)
    assert describe_candidates(ambiguous) == "Rawa (Al Anbar, IQ) or Rawa (Al Anbar, SY)"
    many = Resolution(Status.AMBIGUOUS, candidates=ambiguous.candidates * 3)
    assert describe_candidates(many).endswith(" or 3 more")


@pytest.mark.parametrize(
    ("kind", "extent", "precision"),
    [
        (PlaceKind.TOWN, Extent.WHOLE, 1),
        (PlaceKind.TOWN, Extent.PART, 1),
        (PlaceKind.TOWN, Extent.OUTSKIRTS, 2),
        (PlaceKind.ADMIN2, Extent.WHOLE, 2),
        (PlaceKind.ADMIN1, Extent.PART, 3),
        (PlaceKind.COUNTRY, Extent.WHOLE, 3),
        (PlaceKind.REGION, Extent.WHOLE, 3),
    ],
)
def test_precision_follows_kind_and_extent(kind: PlaceKind, extent: Extent, precision: int) -> None:
    assert place_precision(make_place(kind=kind), extent) == precision


def test_regions_keep_their_polygon() -> None:
    (located,) = locate_one(make_resolution(make_region())).claims
    assert located.place.geometry is not None


def test_every_mention_needs_its_resolution() -> None:
    with pytest.raises(ValueError, match="zip"):
        locate_claims(Read(make_article(), (make_mention(),), ()), [])


@pytest.mark.parametrize(
    ("claim", "codes"),
    [
        (make_claim(on=1), []),
        (make_claim(on=2), ["future-claim"]),
        (make_claim(on=400, stance=Stance.PLANNED), []),
        (make_claim(on=day(-50000)), ["old-claim"]),
        (make_claim(on=None), []),
    ],
)
def test_impossible_days_are_reported_and_the_claim_kept(claim: Claim, codes: list[str]) -> None:
    located = locate_one(make_resolution(), claim)
    assert len(located.claims) == 1
    assert [issue.code for issue in located.issues] == codes
