"""Places named beside the phrases that describe them, and places behind prepositions of their own."""

from datetime import date
from functools import cache

import pytest

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.models import Article, DateSource, Mention

_KINDS = {
    "Darvan": "town",
    "Kalmar": "town",
    "Ostova": "town",
    "Belen": "admin1",
    "Darvan airport": "facility",
}


@cache
def reader() -> RuleReader:
    return RuleReader(load_actors())


def told(text: str) -> list[tuple[str, str]]:
    """Place and extent of each claim of a text that names the places above, the longest first."""
    mentions: list[Mention] = []
    for name in sorted(_KINDS, key=len, reverse=True):
        start = text.find(name)
        if start >= 0 and not any(m.start <= start < m.end for m in mentions):
            mentions.append(Mention(start, start + len(name), name, kind=_KINDS[name]))
    article = Article(id="x", text=text, published=date(2020, 5, 6), published_from=DateSource.OPTION)
    found = reader().read(article, sorted(mentions, key=lambda m: m.start))
    return [(claim.place.surface, str(claim.extent)) for claim in found]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The last army base in Belen province, Darvan airport, fell to the rebels.",
            [("Darvan airport", "whole")],
        ),
        ("Rebels seized its last bastion in the region the town of Darvan.", [("Darvan", "whole")]),
        ("Rebels captured the city of Darvan, the capital of Belen.", [("Darvan", "whole")]),
        ("Rebels captured a base in Belen, Darvan and Kalmar.", None),
    ],
)
def test_the_name_beside_a_description_is_the_place(text: str, claims: list[tuple[str, str]] | None) -> None:
    if claims is None:
        assert ("Darvan", "whole") not in told(text)
    else:
        assert told(text) == claims


def test_places_behind_prepositions_of_their_own_are_listed() -> None:
    text = "The army repelled attacks on Darvan and near Kalmar."
    assert told(text) == [("Darvan", "whole"), ("Kalmar", "outskirts")]


def test_a_new_clause_behind_a_preposition_is_no_list() -> None:
    text = "The army repelled attacks on Darvan and near Kalmar rebels burned fields."
    assert told(text) == [("Darvan", "whole")]


def test_among_them_starts_a_list() -> None:
    text = "The army lost three towns, among them Darvan and Kalmar."
    assert told(text) == [("Darvan", "whole"), ("Kalmar", "whole")]
