"""The scorecard says how often each source was right and whom it favours."""

from articles.models import Actor
from articles.outlets import Outlet
from layers.models import LocatedClaim
from layers.scorecard import SourceScore, score_sources
from layers.sources import build_source_book
from tests.builders import make_claim, make_located, make_place

ACTORS = {name: Actor(name, name.title()) for name in ("north", "south")}


def told(source: str, actor: str, on: int, *, at: str = "Rawa", stance: str = "asserted") -> LocatedClaim:
    claim = make_claim(
        "held", actor, on=on, article_id=f"{source}{on}{at}", sentence=f"{source}{on}{at}", stance=stance
    )
    return make_located(claim, make_place(at), source=source, published=None)


def many() -> list[LocatedClaim]:
    """Return reports of 30 towns by two good sources, and by one that names North far too often."""
    claims = []
    for town in range(30):
        holder, at = ("North", "South")[town % 2], f"T{town}"
        claims += [told(source, holder, on, at=at) for source in ("x", "y") for on in (0, 9, 20)]
        claims.append(told("partisan", "North" if town % 3 else holder, 5, at=at))
    return claims


def scores() -> dict[tuple[str, bool], SourceScore]:
    return {(score.source, score.is_hedged): score for score in score_sources(many())}


def test_who_agrees_with_the_rest_scores_better() -> None:
    found = scores()
    good, bad = found["x", False].hit_rate, found["partisan", False].hit_rate
    assert good is not None
    assert bad is not None
    assert good > 0.97
    assert bad < 0.8
    assert found["x", False].error_ratio < 1 < found["partisan", False].error_ratio


def test_a_lean_is_told_with_its_actor() -> None:
    found = scores()
    assert found["partisan", False].leans_to == "north"
    assert found["partisan", False].lean_ratio > 2
    assert found["x", False].leans_to == ""


def test_reports_are_counted_plain_and_hedged_apart() -> None:
    claims = [*many(), told("x", "North", 50, at="T0", stance="claimed"), told("x", "South", 51, at="T1")]
    found = {(score.source, score.is_hedged): score for score in score_sources(claims)}
    assert found["x", False].report_count == 91
    assert found["x", True].report_count == 1
    assert sum(score.report_count for score in found.values()) == len(claims)


def test_a_source_with_nothing_to_judge_has_no_hit_rate() -> None:
    attack = make_located(make_claim("attacked", "North", on=0), source="z", published=None)
    (score,) = score_sources([attack])
    assert (score.report_count, score.judged_count, score.hit_rate) == (1, 0, None)


def test_reports_against_the_own_side_are_counted() -> None:
    book = build_source_book([Outlet("TV", side="north")], ACTORS, {})
    admitted = make_claim("captured", "South", "North", on=3, id="a")
    boasted = make_claim("captured", "North", "South", on=9, id="b")
    claims = [make_located(claim, source="TV", published=None) for claim in (admitted, boasted)]
    (score,) = score_sources(claims, sources=book)
    assert (score.side, score.report_count, score.against_side_count) == ("north", 2, 1)


def test_without_dated_reports_there_is_no_scorecard() -> None:
    assert score_sources([]) == ()
    assert score_sources([make_located(make_claim(on=None))]) == ()
