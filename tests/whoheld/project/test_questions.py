"""Which claims and names a person should look at, and in which order."""

from collections.abc import Sequence

import pytest

from articles.models import Claim
from geo.models import Status
from layers.models import ControlInterval, LocatedClaim, State
from output.models import PlacedMention
from tests.builders import (
    day,
    make_claim,
    make_interval,
    make_located,
    make_mention,
    make_place,
    make_resolution,
    make_results,
)
from whoheld.project.questions import Doubt, Question, Settled, list_questions


def ask(
    claims: Sequence[LocatedClaim] = (),
    intervals: Sequence[ControlInterval] = (),
    *,
    unplaced: Sequence[Claim] = (),
    mentions: Sequence[PlacedMention] = (),
    settled: Settled | None = None,
) -> tuple[Question, ...]:
    results = make_results(claims=claims, intervals=intervals, unplaced=unplaced, mentions=mentions)
    return list_questions(results, settled or Settled())


def one(name: str, *, confidence: float = 0.95, source: str = "Example News") -> LocatedClaim:
    return make_located(make_claim(id=name, confidence=confidence), make_place(name), source=source)


def held(name: str, days: int, *, evidence: Sequence[str] = (), probability: float = 1.0) -> ControlInterval:
    return make_interval(
        make_place(name), start=day(0), end=day(days), last_report=day(0), probability=probability,
        evidence=evidence or (name,),
    )  # fmt: skip


def test_nothing_doubtful_is_no_question() -> None:
    assert ask([one("sure")], [held("sure", 100)]) == ()


def test_what_decides_more_days_comes_first() -> None:
    claims = [one("short", confidence=0.5), one("long", confidence=0.5)]
    found = ask(claims, [held("short", 10), held("long", 100)])
    assert [(question.subject, round(question.at_stake_days)) for question in found] == [
        ("long", 50),
        ("short", 5),
    ]
    assert found[0].doubts == (Doubt.UNSURE,)


def test_claims_share_what_they_stand_for() -> None:
    claims = [one("a", confidence=0.5), one("b", source="Valley Radio")]
    (found,) = ask(claims, [held("a", 100, evidence=("a", "b"))])
    assert (found.subject, found.at_stake_days) == ("a", 25)


def test_an_open_interval_counts_until_the_last_known_day() -> None:
    claims = [one("open", confidence=0.5), one("other")]
    spans = [
        make_interval(make_place("open"), start=day(0), evidence=("open",), probability=1.0),
        held("other", 40),
    ]
    (found,) = ask(claims, spans)
    assert found.at_stake_days == pytest.approx(41 * 0.5)


def test_a_change_that_one_source_tells_is_asked_about() -> None:
    (found,) = ask([one("lone")], [held("lone", 100, probability=0.7)])
    assert (found.doubts, round(found.at_stake_days)) == ((Doubt.ONE_SOURCE,), 30)


def test_two_sources_are_not_one() -> None:
    claims = [one("a"), one("b", source="Valley Radio")]
    assert ask(claims, [held("a", 100, evidence=("a", "b"), probability=0.7)]) == ()


def test_both_sides_of_a_dispute_are_asked_about() -> None:
    claims = [one("a"), one("b", source="Valley Radio")]
    span = make_interval(
        make_place("a"), start=day(0), end=day(100), evidence=("a",), against=("b",), probability=0.6
    )
    found = ask(claims, [span])
    assert {question.subject for question in found} == {"a", "b"}
    assert {question.doubts for question in found} == {(Doubt.DISPUTED,)}


def test_unknown_states_put_nothing_at_stake() -> None:
    span = make_interval(make_place("a"), state=State.UNKNOWN, actors=(), evidence=("a",))
    assert ask([one("a", confidence=0.3)], [span]) == ()


def test_undated_reports_count_as_the_usual_time() -> None:
    span = make_interval(make_place("a"), start=None, last_report=None, evidence=("a",), probability=1.0)
    (found,) = ask([one("a", confidence=0.5)], [span])
    assert found.at_stake_days == 15


def test_a_name_is_asked_about_once() -> None:
    names = ["Qarvandil", "qarvandil", "Ouzra"]
    unplaced = [make_claim(id=f"c{n}", place=make_mention(name, n)) for n, name in enumerate(names)]
    found = ask(unplaced=unplaced)
    assert [(question.subject, question.count, question.doubts) for question in found] == [
        ("Qarvandil", 2, (Doubt.UNKNOWN,)),
        ("Ouzra", 1, (Doubt.UNKNOWN,)),
    ]


def test_an_ambiguous_name_shows_its_candidates() -> None:
    mention = make_mention()
    told = PlacedMention("a1", mention, make_resolution(status=Status.AMBIGUOUS))
    (found,) = ask(unplaced=[make_claim(id="c1", place=mention)], mentions=[told])
    assert found.doubts == (Doubt.AMBIGUOUS,)
    assert [place.id for place in found.candidates] == ["test:rawa", "test:rawa-2"]


def test_a_peoples_name_is_no_question() -> None:
    assert ask(unplaced=[make_claim(place=make_mention("Syrian", kind="demonym"))]) == ()


def test_nobody_is_asked_twice() -> None:
    unplaced = [make_claim(id="c2", place=make_mention("Ouzra", 3))]
    settled = Settled(frozenset({"a"}), frozenset({"ouzra"}))
    assert ask([one("a", confidence=0.3)], [held("a", 9)], unplaced=unplaced, settled=settled) == ()


def test_order_of_claims_leaves_questions_as_they_are() -> None:
    claims = [one(name, confidence=0.5) for name in ("a", "b", "c")]
    spans = [held(name, 10) for name in ("a", "b", "c")]
    assert ask(claims, spans) == ask(claims[::-1], spans[::-1])
