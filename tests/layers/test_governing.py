"""Whose government: the place's own, where the text names none."""

from articles.models import Actor
from layers.governing import name_government
from tests.builders import make_claim

MALI = {"ML": Actor("malian-government", "Malian government", country="ML")}


def test_an_unnamed_government_is_that_of_the_place() -> None:
    claim = name_government(make_claim(actor="Rebels", opponent="Government"), "ML", MALI)
    assert claim.opponent is not None
    assert (claim.opponent.actor_id, claim.opponent.name) == ("malian-government", "Malian government")
    assert claim.opponent.surface == "Government"
    assert claim.actor is not None
    assert claim.actor.actor_id == "rebels"


def test_nothing_is_guessed_of_an_unknown_country() -> None:
    claim = make_claim(actor="Government")
    assert name_government(claim, "", MALI) == claim
    assert name_government(claim, "SY", MALI) == claim
