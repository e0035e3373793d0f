"""Terse English: notes without verbs, lists by bearings, and places a sentence only adds."""

import re
from datetime import date
from functools import cache

import pytest

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.extract import extract
from articles.models import Article, Claim, DateSource, Mention

_NAMES = re.compile("Darvan|Kalmar|Ostova|Benrit")


class Towns:
    """Finds four made-up towns."""

    def find(self, text: str) -> list[Mention]:
        return [Mention(f.start(), f.end(), f.group(), kind="town") for f in _NAMES.finditer(text)]


@cache
def rule_reader() -> RuleReader:
    return RuleReader(load_actors())


def claims(text: str) -> tuple[Claim, ...]:
    article = Article(id="e", text=text, published=date(2021, 6, 15), published_from=DateSource.METADATA)
    return extract(article, names=Towns(), reader=rule_reader()).claims


def told(text: str) -> list[tuple[str, str, str]]:
    """Return (place, relation, id of the actor) of every claim, in text order."""
    return [(c.place.surface, str(c.relation), c.actor.actor_id if c.actor else "") for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Darvan, the southern town, remains rebel-held, as do Kalmar and Ostova.",
            [
                ("Darvan", "held", "rebels"),
                ("Kalmar", "held", "rebels"),
                ("Ostova", "held", "rebels"),
            ],
        ),
        (
            "Darvan is now with the rebels, and so is Kalmar.",
            [("Darvan", "held", "rebels"), ("Kalmar", "held", "rebels")],
        ),
        ("Rebels held talks in Darvan, as did Kalmar.", []),
    ],
)
def test_places_added_by_as_do_and_so_is_are_held_alike(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(text) == expected


def test_what_followed_was_taken_on_days_of_its_own() -> None:
    text = "Rebels captured Darvan on 3 May 2021; Kalmar followed on 5 May, Ostova on 9 May."
    assert [(c.place.surface, c.when.start.isoformat()) for c in claims(text) if c.when] == [
        ("Darvan", "2021-05-03"),
        ("Kalmar", "2021-05-05"),
        ("Ostova", "2021-05-09"),
    ]


def test_what_followed_a_meeting_was_not_taken() -> None:
    assert told("Talks in Darvan ended; Kalmar followed on 5 May.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels still in Darvan, no fighting.", [("Darvan", "held", "rebels")]),
        ("Rebels back in Darvan since noon.", [("Darvan", "captured", "rebels")]),
        ("Darvan still with the rebels.", [("Darvan", "held", "rebels")]),
        ("Darvan (north) under rebel control since May.", [("Darvan", "held", "rebels")]),
        (
            "Darvan, Kalmar: all under rebel control.",
            [("Darvan", "held", "rebels"), ("Kalmar", "held", "rebels")],
        ),
        ("No fighting was reported in Darvan or Kalmar.", []),
        ("The army captured the last rebel-held areas of Darvan.", [("Darvan", "captured", "government")]),
    ],
)
def test_notes_without_verbs_tell_who_is_where(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = told(text)
    assert [(p, r, a.rsplit("-", 1)[-1]) for p, r, a in found] == expected


def test_lists_by_bearings_go_on_behind_semicolons() -> None:
    text = (
        "The rebels attacked near Darvan; north of Kalmar near Ostova; and near Benrit but did not advance."
    )
    assert {p for p, r, _ in told(text) if r == "attacked"} == {"Darvan", "Ostova", "Benrit"}


def test_clauses_behind_semicolons_are_no_lists() -> None:
    text = "The rebels attacked near Darvan; near Kalmar a market opened."
    assert {p for p, _, _ in told(text)} == {"Darvan"}


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Military Forces of Syria", "syrian-government"),
        ("Police Forces of South Sudan", "south-sudanese-government"),
        ("Military Forces of Ukraine", "ukraine"),
    ],
)
def test_event_databases_name_states_by_their_forces(name: str, actor: str) -> None:
    assert told(f"The {name} captured Darvan from the rebels.") == [("Darvan", "captured", actor)]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Rebels captured Darvan; the Defence Ministry denied it.", "denied"),
        ("Rebels captured Darvan; the Defence Ministry confirmed it.", "asserted"),
    ],
)
def test_offices_of_war_deny_gains(text: str, stance: str) -> None:
    assert [str(c.stance) for c in claims(text)] == [stance]


def test_a_place_mostly_held_is_contested() -> None:
    assert told("Darvan is mostly under rebel control.") == [("Darvan", "contested", "rebels")]
    assert told("Darvan is now under rebel control.") == [("Darvan", "held", "rebels")]


def test_brackets_after_and_do_not_end_a_list() -> None:
    text = "Rebels captured Darvan, Kalmar and (next day) Ostova."
    assert [p for p, _, _ in told(text)] == ["Darvan", "Kalmar", "Ostova"]
