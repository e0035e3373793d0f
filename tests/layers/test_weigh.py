"""Sources are judged by how they agree with the rest."""

from collections.abc import Sequence

import numpy as np
import pytest

from layers.models import LocatedClaim
from layers.reports import Reports, SourceClass, gather_reports
from layers.weigh import Reliability, States, learn_reliability, weigh_reports
from tests.builders import make_claim, make_located, make_place, make_region


def report(actor: str, on: int, source: str, **more: object) -> LocatedClaim:
    place = more.pop("at", make_place())
    claim = make_claim("held", actor, on=on, article_id=f"{source}{on}", sentence=f"{source} {on}", **more)  # type: ignore[arg-type]
    return make_located(claim, place, source=source, published=None)  # type: ignore[arg-type]


def learn(claims: Sequence[LocatedClaim]) -> tuple[Reports, States, Reliability]:
    reports = gather_reports(claims)
    everybody = np.tile(np.arange(len(reports.actors)), (len(reports.places), 1))
    states = States(everybody, np.full(len(reports.places), len(reports.actors)))
    return reports, states, learn_reliability(reports, states, states.prior)


def accuracy(reliability: Reliability) -> dict[str, float]:
    return {key.source: value for key, value in zip(reliability.classes, reliability.accuracy, strict=True)}


def test_a_source_that_contradicts_the_rest_is_trusted_less() -> None:
    claims = [report("A", on, source) for on in range(0, 90, 3) for source in ("x", "y")]
    claims += [report("B", on, "odd") for on in range(1, 90, 9)]
    _, _, reliability = learn(claims)
    assert accuracy(reliability)["odd"] < 0.2
    assert accuracy(reliability)["x"] > 0.9


def test_errors_are_learned_in_whose_favour_they_are() -> None:
    claims = []
    for town in range(40):
        place, holder = make_place(f"T{town}"), "AB"[town % 2]
        claims += [report(holder, on, source, at=place) for on in (0, 9, 18) for source in ("x", "y")]
        claims.append(report("A" if town % 4 else holder, 5, "partisan of a", at=place))
    reports, _, reliability = learn(claims)
    row = reliability.classes.index(SourceClass("partisan of a", is_hedged=False))
    bias = dict(zip(reports.actors, reliability.bias[row], strict=True))
    assert bias["a"] > 3 * bias["b"]


def test_three_articles_already_give_sane_results() -> None:
    _, _, reliability = learn([report("A", 0, "x"), report("A", 1, "y"), report("B", 2, "z")])
    trusted = accuracy(reliability)
    assert trusted["x"] == pytest.approx(trusted["y"], abs=0.1)
    assert 0 < trusted["z"] < 0.5 < trusted["x"] < 1
    assert (reliability.overall < 3).all()


@pytest.mark.parametrize(("speaker", "lean"), [("Army", 1), ("Rebels", -1), ("a monitor", 0), ("", 0)])
def test_who_speaks_against_his_own_side_is_told_apart(speaker: str, lean: int) -> None:
    claim = make_claim("captured", "Army", "Rebels", speaker=speaker)
    (key,) = gather_reports([make_located(claim)]).classes
    assert key.lean == lean


def test_a_loss_speaks_against_the_loser_only() -> None:
    claims = [
        report("A", 0, "x"),
        report("B", 1, "x"),
        make_located(make_claim("lost", "A", on=9), published=None),
    ]
    reports, states, reliability = learn(claims)
    after = weigh_reports(reports, states, reliability).after[-1]
    assert reports.sign[-1] == -1
    assert after[0] < -1
    assert after[1] == after[2] == 0


def test_likelihoods_of_all_namings_of_a_holder_sum_to_one() -> None:
    claims = [report(actor, on, "x") for on, actor in enumerate(["A", "A", "B", "C", "A", "B"])]
    reports, states, reliability = learn(claims)
    after = weigh_reports(reports, states, reliability).after / reports.weight[:, None]
    by_actor = {int(actor): np.exp(row) for actor, row in zip(reports.actor_of, after, strict=True)}
    total = sum(by_actor[actor] for actor in range(3))
    assert total[:3] == pytest.approx([1, 1, 1], abs=1e-6)


def test_provinces_do_not_judge_sources() -> None:
    reports = gather_reports([report("A", 0, "x"), report("B", 0, "x", at=make_region())])
    assert [bool(judged) for judged in reports.is_judged] == [
        located.place.name == "Rawa" for located in reports.claims
    ]
