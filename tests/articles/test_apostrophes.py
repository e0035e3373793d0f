"""Possessives and negations of texts that lost their apostrophes."""

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.actors import load_actors
from articles.apostrophes import LOST, mark_possessives, restore
from articles.claims import RuleReader
from articles.extract import extract
from articles.models import Article, DateSource, Mention

MARKED = [
    ("Fighting raged in Syrias second city.", "Fighting raged in Syria{} second city."),
    ("Shells hit the citys west.", "Shells hit the city{} west."),
    ("ISILs capture of it alarmed Iraqs army.", "ISIL{} capture of it alarmed Iraq{} army."),
    ("It is under the armys control.", "It is under the army{} control."),
    ("The regimes attempts failed.", "The regime{} attempts failed."),
    ("The armys 15th division left.", "The army{} 15th division left."),
    ("It is the groups main base.", "It is the group{} main base."),
    ("The Observatorys head said so.", "The Observatory{} head said so."),
    (
        "They hold Darvan. Only in Darvans east do shells fall.",
        "They hold Darvan. Only in Darvan{} east do shells fall.",
    ),
]
UNMARKED = [
    "The groups said that the rebels left.",
    "The Kurds captured it.",
    "The groups control the town.",
    "The Taliban and the Houthis hold towns and cities there.",
    "It comes amid clashes; he blames the army.",
    "Paris and Honduras agree.",
    "Hamas fighters left Gaza.",
    "Syrias army isn't there.",
    "Afghans fled as Iraqis left.",
    "",
]


@pytest.mark.parametrize(("text", "marked"), MARKED)
def test_lost_possessives_are_found(text: str, marked: str) -> None:
    found = mark_possessives(text)
    assert found == marked.format(*(LOST for _ in range(marked.count("{}"))))
    assert restore(found) == text


@pytest.mark.parametrize("text", UNMARKED)
def test_plurals_are_left_alone(text: str) -> None:
    assert mark_possessives(text) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "Syrias",
                "Aleppos",
                "the",
                "citys",
                "ISs",
                "group's",
                "groups",
                "main",
                "west",
                "and",
                "of",
                ".",
                "\n",
                "IS",
            ]
        )
    )
)
def test_marking_keeps_every_offset_and_is_undone(words: list[str]) -> None:
    text = " ".join(words)
    marked = mark_possessives(text)
    assert len(marked) == len(text)
    assert restore(marked) == text


class Town:
    """Finds one made-up town."""

    def find(self, text: str) -> list[Mention]:
        return [Mention(m.start(), m.end(), m.group(), kind="town") for m in re.finditer("Darvan", text)]


@cache
def reader() -> RuleReader:
    return RuleReader(load_actors())


def gist(text: str) -> list[tuple[str, str, str, str]]:
    """Return relation, place, actor and stance of every claim, and check that they quote the text."""
    article = Article(id="a", text=text, published=None, published_from=DateSource.UNKNOWN)
    claims = extract(article, names=Town(), reader=reader()).claims
    for claim in claims:
        assert text[claim.place.start : claim.place.end] == claim.place.surface
        assert claim.sentence in text
        assert claim.actor is None or claim.actor.surface in text
    return [
        (str(c.relation), c.place.surface, c.actor.actor_id if c.actor else "", str(c.stance)) for c in claims
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ISIL's capture of Darvan alarmed Iraq's army.",
        "Syria's army captured Darvan from the rebels.",
        "Assad's forces captured Darvan from the rebels.",
        "The army didn't capture Darvan.",
        "Rebels haven't captured Darvan.",
        "Rebels couldn't capture Darvan.",
    ],
)
def test_claims_do_not_hang_on_apostrophes(text: str) -> None:
    assert gist(text)
    assert gist(text.replace("'", "")) == gist(text)


def test_contracted_negations_deny() -> None:
    assert [stance for *_, stance in gist("The army didn't capture Darvan.")] == ["denied"]
