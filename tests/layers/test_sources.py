"""What is known of sources beforehand moves what their first reports weigh, and no more than that."""

import numpy as np
import pytest

from articles.models import Actor
from articles.outlets import Outlet
from layers.models import LocatedClaim
from layers.reports import class_of, gather_reports, source_of
from layers.sources import SourceBook, build_source_book
from layers.weigh import States, learn_reliability
from tests.builders import make_claim, make_located, make_place

ACTORS = {
    actor.id: actor
    for actor in (
        Actor("army", "Army"),
        Actor("militia", "Militia", side="army"),
        Actor("brigade", "Brigade", parent="militia"),
        Actor("rebels", "Rebels"),
    )
}
OUTLETS = [
    Outlet("State TV", ("Channel One",), side="army", reliability=0.8),
    Outlet("Wire", ("The Wire Agency",), reliability=0.95),
]


@pytest.fixture
def book() -> SourceBook:
    return build_source_book(OUTLETS, ACTORS, {"Army ministry": "army", "nobody": ""})


def test_a_denial_of_a_loss_suits_the_loser(book: SourceBook) -> None:
    loss = make_claim("captured", "Rebels", "Army", stance="denied", speaker="Army ministry")
    gain = make_claim("captured", "Army", "Rebels", stance="denied", speaker="Army ministry")
    assert class_of(make_located(loss), book).lean == 1
    assert class_of(make_located(gain), book).lean == -1


@pytest.mark.parametrize(
    ("speaker", "source", "who"),
    [("residents", "Daily", "Daily"), ("Residents' Council", "Daily", "Residents' Council"),
     ("residents", "", "residents"), ("شهود", "Daily", "شهود"), ("channel one", "Daily", "Daily")],
)  # fmt: skip
def test_nameless_speakers_are_no_source_of_their_own(speaker: str, source: str, who: str) -> None:
    told = make_located(make_claim("held", "Army", speaker=speaker), source=source)
    assert source_of(told) == who


def report(relation: str, actor: str, opponent: str | None = None, **more: str) -> LocatedClaim:
    claim = make_claim(relation, actor, opponent, speaker=more.pop("speaker", ""))
    return make_located(claim, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("channel one", "State TV"),
        ("the wire agency", "Wire"),
        ("Wire via Daily", "Wire"),
        ("Wire; Daily", "Wire"),
        ("Daily", "Daily"),
    ],
)
def test_aliases_are_one_source(book: SourceBook, source: str, name: str) -> None:
    assert book.name_of(source) == name
    assert class_of(report("held", "Army", source=source), book).source == name


@pytest.mark.parametrize(
    ("relation", "actor", "opponent", "lean"),
    [
        ("captured", "Army", "Rebels", 1),
        ("captured", "Brigade", "Rebels", 1),
        ("captured", "Rebels", "Army", -1),
        ("lost", "Army", None, -1),
        ("lost", "Rebels", None, 0),
        ("held", "Rebels", None, 0),
        ("captured", "Army", "Militia", 0),
    ],
)
def test_an_outlet_leans_to_its_side(
    book: SourceBook, relation: str, actor: str, opponent: str | None, lean: int
) -> None:
    assert class_of(report(relation, actor, opponent, source="State TV"), book).lean == lean
    assert class_of(report(relation, actor, opponent, source="Daily"), book).lean == 0


def test_a_ministry_speaks_for_its_party_whatever_the_outlet(book: SourceBook) -> None:
    told = report("held", "Army", speaker="Army ministry", source="Wire")
    assert class_of(told, book).lean == 1
    assert class_of(report("held", "Army", speaker="A witness", source="State TV"), book).lean == 0


def error_after(rounds: int, book: SourceBook, source: str) -> float:
    """Return the learned error, against the ordinary, of a source right about both sides' towns."""
    claims = [
        make_located(
            make_claim("held", actor, on=n * 9, article_id=f"{n}{actor}{teller}", sentence=f"{n}{teller}"),
            make_place(f"{actor}town"),
            source=teller,
            published=None,
        )
        for n in range(rounds)
        for teller in (source, "Daily", "Weekly")
        for actor in ("Army", "Rebels")
    ]
    reports = gather_reports(claims, sources=book)
    states = States(np.array([[0, 1], [0, 1]]), np.array([2, 2]))
    learned = learn_reliability(reports, states, states.prior)
    rows = [n for n, key in enumerate(learned.classes) if key.source == source]
    return float(learned.overall[rows].max())


def test_prior_reliability_counts_at_first_and_is_outweighed_by_reports(book: SourceBook) -> None:
    assert error_after(1, book, "Wire") < error_after(1, SourceBook(), "Wire")
    assert error_after(1, book, "State TV") > 1.5 * error_after(1, SourceBook(), "State TV")
    assert error_after(80, book, "State TV") < error_after(1, book, "State TV") / 2


def test_camps_follow_sides_and_parents_even_in_a_ring() -> None:
    ring = {a.id: a for a in (Actor("a", "A", parent="b"), Actor("b", "B", parent="a"))}
    book = build_source_book([], ACTORS | ring, {})
    assert book.is_own("army", "brigade")
    assert book.is_own("army", "rebels+militia")
    assert not book.is_own("army", "rebels")
    assert not book.is_own("", "army")
