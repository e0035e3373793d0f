"""Records read back as they were, and lose nothing that later versions add."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.actor_files import ActorEntry
from articles.models import Actor, Article, Claim, DateSource
from layers.models import ControlInterval, LocatedClaim
from tests.builders import make_article, make_claim, make_interval, make_located, make_place
from whoheld.records import as_plain, decode, encode, from_plain


@pytest.mark.parametrize(
    "record",
    [
        make_article(),
        make_article("Nothing", published=None),
        make_claim(),
        make_claim(actor=None, on=None, opponent="Rebels"),
        make_located(make_claim()),
        make_located(make_claim(), make_place(lon=0.0, lat=0.0)),
        make_interval(),
        ActorEntry(Actor("a", "A", aliases=("b", "c")), people=("D",)),
    ],
    ids=lambda record: type(record).__name__,
)
def test_records_read_back(record: object) -> None:
    assert decode(type(record), encode(record)) == record


@given(
    st.builds(
        Article,
        id=st.text(min_size=1),
        text=st.text(),
        title=st.text(),
        source=st.text(),
        published=st.dates(),
        published_from=st.sampled_from([source for source in DateSource if source is not DateSource.UNKNOWN]),
    )
)
def test_articles_of_any_text_read_back(article: Article) -> None:
    assert decode(Article, encode(article)) == article


def test_fields_kept_elsewhere_are_left_out_and_put_back() -> None:
    claim = make_claim()
    told = encode(claim, without=("article_id",))
    assert "article_id" not in told
    assert decode(Claim, told, extra={"article_id": claim.article_id}) == claim


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    where: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Later:
    id: str
    days: tuple[date, ...] = ()
    named: tuple[_Named, ...] = ()
    first: _Named | None = None
    words: tuple[str, ...] = field(default=("none",))


def test_fields_that_are_added_later_need_nothing() -> None:
    later = _Later("x", (date(2020, 1, 1),), (_Named("a", (1.0, 2.0)),), _Named("b"), ())
    assert decode(_Later, encode(later)) == later
    assert as_plain(_Later("x")) == {"id": "x"}
    assert from_plain(_Later, {"id": "x", "unheard": 1}) == _Later("x")


@pytest.mark.parametrize("kind", [Claim, LocatedClaim, ControlInterval])
def test_something_else_is_refused(kind: type) -> None:
    with pytest.raises(ValueError, match=f"no {kind.__name__}"):
        decode(kind, '{"id": "x"}')
