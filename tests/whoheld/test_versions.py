"""Versions of an article are settled by their content, whatever the order."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from tests.builders import day, make_article, make_claim, make_located
from whoheld.versions import settle_articles, settle_coded, sort_naturally

articles = st.builds(
    lambda text, number, published, family, where: make_article(
        text, id=f"a{number}", published=published, source=f"S{family}", url="", where=f"f.jsonl:{where}"
    ),
    text=st.sampled_from(["one", "two", "three"]),
    number=st.integers(0, 1),
    published=st.sampled_from([None, day(0), day(1)]),
    family=st.integers(0, 2),
    where=st.integers(1, 99),
)


@given(found=st.lists(articles, min_size=1, max_size=7), order=st.randoms(use_true_random=False))
def test_order_does_not_matter(found: Sequence[Article], order: object) -> None:
    shuffled = list(found)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    settled, other = settle_articles(found), settle_articles(shuffled)
    assert settled.articles == other.articles
    assert settled.given == other.given
    assert sorted(settled.issues, key=repr) == sorted(other.issues, key=repr)
    assert len(settled.articles) + len(settled.issues) == len(found)
    assert len({article.id for article in settled.articles}) == len(settled.articles)


def test_the_version_published_last_counts() -> None:
    old, new = make_article("Old.", published=day(1)), make_article("New.", published=day(2), where="b")
    settled = settle_articles([new, old])
    assert settled.articles == (new,)
    ((issue),) = settled.issues
    assert (issue.code, issue.where) == ("other-version", "articles.jsonl:1")


def test_the_same_text_is_one_article_wherever_it_was_read() -> None:
    one, two = make_article(where="a:1"), make_article(where="b:1", url="", source="Other")
    settled = settle_articles([two, one])
    assert len(settled.articles) == 1
    assert [issue.code for issue in settled.issues] == ["duplicate"]


def test_different_outlets_may_use_the_same_id() -> None:
    one = make_article("One.", id="17", url="https://one.example/x", published=day(1))
    two = make_article("Two.", id="17", url="https://two.example/x", published=day(2))
    first, second = settle_articles([two, one]).articles
    assert first == one
    assert second == replace(two, id=second.id)
    assert second.id.startswith("17#")


def test_coded_claims_with_one_id_are_told_apart() -> None:
    one, two = make_located(make_claim("captured", id="1")), make_located(make_claim("lost", id="1"))
    kept, issues = settle_coded([one, two, two])
    assert sorted(found.claim.id for found in kept) == ["1", "1#2"]
    assert sorted(issue.code for issue in issues) == ["duplicate", "duplicate-id"]
    assert settle_coded([two, one, two]) == (kept, issues)


@pytest.mark.parametrize(
    ("given_order", "wanted"),
    [
        (["f:10", "f:9"], ("f:9", "f:10")),
        (["b", "a2", "a"], ("a", "a2", "b")),
        (["", "1", "x1"], ("", "1", "x1")),
    ],
)
def test_numbers_in_texts_are_sorted_as_numbers(given_order: list[str], wanted: tuple[str, ...]) -> None:
    assert sort_naturally(given_order, lambda text: (text,)) == wanted
