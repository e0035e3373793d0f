"""Copies of one report count once; what differs, and what one article says twice, all counts."""

import random
from collections.abc import Sequence
from datetime import date

import pytest

from articles.models import Basis
from layers.account import explain_place
from layers.models import LocatedClaim
from layers.syndication import count_once, group_copies, with_stories
from layers.timeline import TimelineOptions, build_intervals, counted_claims
from layers.views import build_views
from tests.builders import day, make_claim, make_located, make_mention, make_place

RAWA, ANAH = make_place("Rawa"), make_place("Anah", lon=41.95)
STORY = "s1"


def told(
    article: str,
    *,
    on: int = 0,
    published: int | None = 0,
    source: str = "",
    story: str = STORY,
    **claim: object,
) -> LocatedClaim:
    place = ANAH if claim.pop("at", "") == "Anah" else RAWA
    start = claim.pop("start", 14)
    made = make_claim(
        claim.pop("relation", "captured"),  # type: ignore[arg-type]
        on=on, article_id=article, id=f"{article}:{claim.pop('n', 1)}",
        place=make_mention(start=start),  # type: ignore[arg-type]
        **claim,  # type: ignore[arg-type]
    )  # fmt: skip
    day_told = None if published is None else day(published)
    return make_located(made, place, source=source or f"Outlet {article}", published=day_told, story=story)


def counted(claims: Sequence[LocatedClaim]) -> list[str]:
    return [located.claim.id for located in count_once(claims)]


def test_the_first_published_copy_counts() -> None:
    claims = [
        told("c", published=2),
        told("a", published=1),
        told("b", published=1),
        told("d", published=None),
    ]
    assert counted(claims) == ["a:1"]
    (syndicated,) = group_copies(claims)
    assert [copy.claim.article_id for copy in syndicated.copies] == ["b", "c", "d"]


def test_claims_without_a_story_all_count() -> None:
    assert counted([told("a", story=""), told("b", story="")]) == ["a:1", "b:1"]


def test_other_stories_count() -> None:
    assert counted([told("a"), told("b", story="s2")]) == ["a:1", "b:1"]


@pytest.mark.parametrize(
    "other",
    [{"relation": "lost"}, {"actor": "Rebels"}, {"opponent": "Rebels"}, {"stance": "claimed"},
     {"extent": "part"}, {"at": "Anah"}, {"on": 3, "sentence": "Other words."}],
)  # fmt: skip
def test_a_copy_that_says_something_else_counts(other: dict[str, object]) -> None:
    assert counted([told("a"), told("b", **other)]) == ["a:1", "b:1"]  # type: ignore[arg-type]


def test_what_one_article_says_twice_counts_twice() -> None:
    claims = [told("a"), told("a", n=2, start=50), told("b"), told("b", n=2, start=50)]
    assert counted(claims) == ["a:1", "a:2"]
    assert [[c.claim.id for c in found.copies] for found in group_copies(claims)] == [["b:1"], ["b:2"]]


def test_the_same_words_a_day_later_elsewhere_are_a_copy() -> None:
    first = told(
        "a", on=0, published=0, when_basis=Basis.REPORT, sentence="RABAT (Wire) - The army took Rawa."
    )
    reprint = told("b", on=1, published=1, when_basis=Basis.REPORT, sentence="The army took Rawa.")
    assert counted([first, reprint]) == ["a:1"]


@pytest.mark.parametrize(("source", "published"), [("Wire", 1), ("Elsewhere", 9)])
def test_the_same_words_of_one_outlet_or_much_later_are_news(source: str, published: int) -> None:
    first = told("a", on=0, published=0, source="Wire")
    later = told("b", on=published, published=published, source=source)
    assert counted([first, later]) == ["a:1", "b:1"]


def test_order_does_not_matter() -> None:
    claims = [told(name, published=n % 3, on=n % 2) for n, name in enumerate("abcdefgh")]
    expected = set(counted(claims))
    for seed in range(20):
        shuffled = random.Random(seed).sample(claims, len(claims))  # noqa: S311
        assert set(counted(shuffled)) == expected
        assert [located for located in shuffled if located.claim.id in expected] == count_once(shuffled)


def test_a_claim_behind_a_mark_comes_first() -> None:
    claims = [told("a", published=0), told("b", published=1)]
    (syndicated,) = group_copies(claims, cited={"b:1"})
    assert syndicated.first.claim.id == "b:1"
    assert [copy.claim.id for copy in syndicated.copies] == ["a:1"]


def test_stories_reach_claims_by_their_articles() -> None:
    claims = with_stories([told("a", story=""), told("x", story="kept")], {"a": "s9"})
    assert [located.story for located in claims] == ["s9", "kept"]


@pytest.mark.parametrize("fusion", ["looking-back", "as-it-stood", "latest"])
def test_a_map_of_copies_is_the_map_of_the_first(fusion: str) -> None:
    options = TimelineOptions(fusion=fusion)
    alone = [told("a", published=0), told("z", on=60, published=60, actor="Rebels", story="s2")]
    copies = [told(f"b{n}", published=n) for n in range(1, 6)]
    assert build_intervals([*copies, *alone], options=options) == build_intervals(alone, options=options)


def test_copies_without_a_story_still_count_for_more() -> None:
    alone, others = told("a", story=""), [told(f"b{n}", story="") for n in range(5)]
    options = TimelineOptions(fusion="latest")
    (once,), (often,) = (build_intervals(claims, options=options) for claims in ([alone], [alone, *others]))
    assert often.probability > once.probability


def test_a_copy_is_known_as_soon_as_the_first_is() -> None:
    claims = [told("b", published=4, on=2), told("a", published=3, on=2)]
    for as_of, expected in ((2, []), (3, ["a:1"]), (9, ["a:1"])):
        assert [c.claim.id for c in counted_claims(claims, day(as_of))] == expected


def test_a_place_is_explained_with_its_copies() -> None:
    claims = [told("a", published=0), told("b", published=1), told("c", published=2)]
    options = TimelineOptions(min_reports_per_place_year=1000)
    account = explain_place(RAWA.id, claims, build_intervals(claims, options=options), options=options)
    assert account is not None
    (report,) = account.intervals[0].reports
    assert report.located.claim.id == "a:1"
    assert [copy.claim.id for copy in report.copies] == ["b:1", "c:1"]


def test_every_outlet_keeps_its_own_view() -> None:
    views = build_views([told("a"), told("b", published=1)], options=TimelineOptions())
    assert [view.source for view in views] == ["Outlet a", "Outlet b"]


def test_a_report_is_never_dated_by_its_copies() -> None:
    first, later = told("a", on=0, published=0), told("b", on=0, published=5)
    (interval,) = build_intervals([later, first], options=TimelineOptions(fusion="latest"))
    assert (interval.start, interval.evidence) == (date(2017, 1, 1), ("a:1",))
