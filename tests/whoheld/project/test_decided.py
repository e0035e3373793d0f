"""What decisions do to claims."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from articles.actors import ActorBook, load_actors
from articles.models import Claim, Party, Relation
from layers.models import LocatedClaim
from tests.builders import make_claim, make_located, make_mention, make_party, make_place
from whoheld.project.decided import MISFIT, Decided, apply_decisions
from whoheld.project.decisions import Decision, Draft, Kind
from whoheld.project.subjects import Told, claim_target

SENTENCE = "The army took Rawa on Friday."


@pytest.fixture(scope="module")
def book() -> ActorBook:
    return load_actors()


@pytest.fixture
def decide(book: ActorBook) -> Callable[..., Decided]:
    def apply(
        *drafts: Draft,
        claims: tuple[LocatedClaim, ...] = (),
        unplaced: tuple[Claim, ...] = (),
        text: str | None = SENTENCE,
    ) -> Decided:
        decisions = [
            Decision(number, draft, "mk", "2026-11-20T10:00:00Z") for number, draft in enumerate(drafts, 1)
        ]
        return apply_decisions(claims, unplaced, decisions, book=book, text_of=lambda _: text)

    return apply


def about(kind: Kind, told: Told | LocatedClaim, **payload: Any) -> Draft:
    one = told if isinstance(told, Told) else Told(told.claim, told)
    return Draft(kind, claim_target(one), payload)


def test_without_decisions_nothing_changes(decide: Callable[..., Decided]) -> None:
    located, homeless = make_located(make_claim(id="c1")), make_claim(id="c2")
    found = decide(claims=(located,), unplaced=(homeless,))
    assert (found.claims, found.unplaced, found.issues, found.counts) == ((located,), (homeless,), (), {})


def test_a_rejected_claim_is_left_out(decide: Callable[..., Decided]) -> None:
    wrong, right = make_located(make_claim(id="c1")), make_located(make_claim(id="c2", actor="Rebels"))
    found = decide(about(Kind.REJECT, wrong), claims=(wrong, right))
    assert found.claims == (right,)
    assert found.counts == {"reject": 1}


def test_an_accepted_claim_is_certain(decide: Callable[..., Decided]) -> None:
    located = make_located(make_claim(id="c1", confidence=0.4))
    found = decide(about(Kind.ACCEPT, located), claims=(located,))
    assert [one.claim.confidence for one in found.claims] == [1.0]


def test_a_corrected_claim_says_what_the_person_said(decide: Callable[..., Decided]) -> None:
    located = make_located(make_claim(id="c1", opponent="Rebels"))
    payload = {
        "relation": "lost",
        "actor": {"actor_id": "rebels", "name": "Rebels", "surface": "Rebels"},
        "opponent": None,
        "when": {"start": "2017-02-01", "end": "2017-02-02"},
    }
    (found,) = decide(about(Kind.CORRECT, located, **payload), claims=(located,)).claims
    claim = found.claim
    assert (claim.relation, claim.actor, claim.opponent) == (Relation.LOST, make_party("Rebels"), None)
    assert claim.when is not None
    assert claim.when.start.isoformat() == "2017-02-01"
    assert (claim.id, claim.confidence, found.place) == ("c1", 1.0, located.place)


def test_a_corrected_place_takes_its_own_government(decide: Callable[..., Decided]) -> None:
    party = Party("iraqi-government", "Iraqi government", "army")
    claim = replace(make_claim(id="c1"), actor=party)
    located = make_located(claim, make_place(country="IQ"))
    plain = {
        "id": "x:1",
        "name": "Rawa",
        "point": {"lon": 40.0, "lat": 35.0},
        "kind": "town",
        "country": "SY",
    }
    (found,) = decide(about(Kind.CORRECT, located, place=plain), claims=(located,)).claims
    assert found.place.id == "x:1"
    assert found.claim.actor is not None
    assert found.claim.actor.actor_id != "iraqi-government"


def test_a_place_can_be_given_to_a_claim_without_one(decide: Callable[..., Decided]) -> None:
    claim = make_claim(id="c1")
    plain = {"id": "x:1", "name": "Rawa", "point": {"lon": 0.0, "lat": 0.0}, "kind": "town"}
    found = decide(about(Kind.CORRECT, Told(claim), place=plain), unplaced=(claim,))
    assert [one.place.id for one in found.claims] == ["x:1"]
    assert found.unplaced == ()


def test_a_decision_finds_its_sentence_when_the_claim_has_another_id(decide: Callable[..., Decided]) -> None:
    before, now = make_located(make_claim(id="c1")), make_located(make_claim(id="c9", actor="Rebels"))
    found = decide(about(Kind.REJECT, before), claims=(now,))
    assert found.claims == ()


def test_a_decision_does_not_choose_between_two_claims_of_a_sentence(decide: Callable[..., Decided]) -> None:
    before = make_located(make_claim(id="c1"))
    now = (make_located(make_claim(id="c8")), make_located(make_claim(id="c9", actor="Rebels")))
    assert decide(about(Kind.REJECT, before), claims=now).claims == now


@pytest.mark.parametrize("kind", [Kind.ACCEPT, Kind.CORRECT])
def test_what_was_decided_stays_while_its_sentence_stands(decide: Callable[..., Decided], kind: Kind) -> None:
    located = make_located(make_claim(id="c1"))
    payload = {"relation": "held"} if kind is Kind.CORRECT else {}
    found = decide(about(kind, located, **payload), text=f"Before.\n {SENTENCE}  After.")
    assert [one.claim.id for one in found.claims] == ["c1"]
    assert found.issues == ()


@pytest.mark.parametrize("text", [None, "The army took Anah on Friday."])
@pytest.mark.parametrize("kind", [Kind.ACCEPT, Kind.REJECT, Kind.CORRECT])
def test_a_decision_whose_sentence_is_gone_is_told(
    decide: Callable[..., Decided], kind: Kind, text: str | None
) -> None:
    located = make_located(make_claim(id="c1"))
    found = decide(about(kind, located, **({"relation": "held"} if kind is Kind.CORRECT else {})), text=text)
    assert [(issue.code, issue.where) for issue in found.issues] == [(MISFIT, "a1")]
    assert found.claims == ()


def test_a_rejection_of_what_is_no_longer_read_is_fulfilled(decide: Callable[..., Decided]) -> None:
    found = decide(about(Kind.REJECT, make_located(make_claim(id="c1"))))
    assert (found.claims, found.issues) == ((), ())


def test_merged_actors_are_one_through_any_chain(decide: Callable[..., Decided]) -> None:
    located = make_located(make_claim(id="c1", actor="Brigade", opponent="Division"))
    drafts = (
        Draft(Kind.MERGE, {"actor": "brigade", "name": "Brigade"}, {"into": "division", "name": "Division"}),
        Draft(Kind.MERGE, {"actor": "division", "name": "Division"}, {"into": "army", "name": "Army"}),
    )
    (found,) = decide(*drafts, claims=(located,)).claims
    parties = (found.claim.actor, found.claim.opponent)
    assert [party.actor_id for party in parties if party] == ["army", "army"]
    assert [party.surface for party in parties if party] == ["Brigade", "Division"]


def test_a_circle_of_merges_ends(decide: Callable[..., Decided]) -> None:
    located = make_located(make_claim(id="c1", actor="Brigade"))
    drafts = (
        Draft(Kind.MERGE, {"actor": "brigade", "name": "Brigade"}, {"into": "army", "name": "Army"}),
        Draft(Kind.MERGE, {"actor": "army", "name": "Army"}, {"into": "brigade", "name": "Brigade"}),
    )
    assert len(decide(*drafts, claims=(located,)).claims) == 1


@pytest.mark.parametrize("name", ["Example News", "the example news", "Exnews"])
def test_a_distrusted_source_is_left_out_under_every_name(decide: Callable[..., Decided], name: str) -> None:
    draft = Draft(
        Kind.DISTRUST,
        {"source": "Example News"},
        {"aliases": ["Exnews"], "side": "", "reliability": None},
    )
    told = make_located(make_claim(id="c1"), source=name)
    other = make_located(make_claim(id="c2"), source="Valley Radio")
    spoken = make_located(make_claim(id="c3", speaker=name), source="Valley Radio")
    assert decide(draft, claims=(told, other, spoken)).claims == (other,)


def test_a_source_that_weighs_less_is_not_left_out(decide: Callable[..., Decided]) -> None:
    payload = {"aliases": [], "side": "", "reliability": 0.6}
    located = make_located(make_claim(id="c1"))
    draft = Draft(Kind.DISTRUST, {"source": "Example News"}, payload)
    assert decide(draft, claims=(located,)).claims == (located,)


def test_order_of_claims_does_not_matter(decide: Callable[..., Decided]) -> None:
    mentions = [make_mention(), make_mention("Anah", 20)]
    claims = [make_located(make_claim(id=f"c{n}", place=mention)) for n, mention in enumerate(mentions)]
    drafts = [about(Kind.REJECT, claims[0]), about(Kind.ACCEPT, claims[1])]
    forth = decide(*drafts, claims=tuple(claims))
    back = decide(*drafts, claims=tuple(reversed(claims)))
    assert set(forth.claims) == set(back.claims)
    assert forth.counts == back.counts
