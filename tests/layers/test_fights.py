"""After fighting whose outcome nobody reported, the former holder is carried forward, or nobody is known."""

import pytest

from articles.models import Days
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State
from layers.timeline import TimelineOptions, build_intervals
from tests.builders import day, make_claim, make_located

LATER = make_located(make_claim("attacked", "Rebels", on=2900, id="later"), published=day(2900))


def report(relation: str, actor: str, on: int, opponent: str | None = None, until: int = 0) -> LocatedClaim:
    days = Days(day(on), day(until)) if until else None
    claim = make_claim(
        relation, actor, opponent, on=on, days=days, id=f"{relation} {actor} {on}", sentence=""
    )
    return make_located(claim, published=day(max(on, until)))


def states(
    *claims: LocatedClaim, fusion: str = "looking-back", density: float = 1e9
) -> list[tuple[State, tuple[str, ...], int]]:
    options = TimelineOptions(fusion=fusion, min_reports_per_place_year=density)
    intervals: tuple[ControlInterval, ...] = build_intervals(claims, options=options)
    return [(i.state, i.actors, (i.start - day(0)).days) for i in intervals if i.start is not None]


def test_the_holder_outlasts_a_fight_that_fades_away() -> None:
    told = states(report("held", "Army", 0), report("contested", "Army", 50, "Rebels"), LATER)
    assert told == [
        (State.CONTROLLED, ("army",), 0),
        (State.CONTESTED, ("army", "rebels"), 50),
        (State.CONTROLLED, ("army",), 110),
        (State.UNKNOWN, (), 1095),
    ]


def test_nobody_is_known_after_a_fight_over_what_nobody_held() -> None:
    told = states(report("contested", "Army", 50, "Rebels"), LATER)
    assert told == [(State.CONTESTED, ("army", "rebels"), 50), (State.UNKNOWN, (), 110)]


def test_who_is_carried_past_a_fight_is_doubted() -> None:
    claims = [report("held", "Army", 0), report("contested", "Army", 50, "Rebels"), LATER]
    before, _, after, _ = build_intervals(claims)
    assert after.basis is ControlBasis.CARRIED
    assert 0.5 < after.probability < before.probability
    assert after.last_report == day(0)


@pytest.mark.parametrize(
    ("claims", "after"),
    [
        ([], (State.UNKNOWN, (), 61)),
        ([report("held", "Army", 0)], (State.CONTROLLED, ("army",), 61)),
    ],
)
def test_a_month_of_fighting_leaves_no_gap(
    claims: list[LocatedClaim], after: tuple[State, tuple[str, ...], int]
) -> None:
    month = report("contested", "Rebels", 30, "Army", until=61)
    told = states(*claims, month, report("captured", "Rebels", 200))
    assert told[-2:] == [after, (State.CONTROLLED, ("rebels",), 200)]


def test_those_of_a_fight_long_over_do_not_fight_on() -> None:
    told = states(report("contested", "Army", 0, "Rebels"), report("contested", "Militia", 900), LATER)
    assert (State.CONTESTED, ("militia",), 900) in told


@pytest.mark.parametrize("order", [1, -1])
def test_a_capture_decides_the_fight_of_its_day(order: int) -> None:
    claims = [
        report("held", "Army", 0),
        report("contested", "Rebels", 50, "Army"),
        report("captured", "Rebels", 50, "Army"),
    ]
    assert states(*claims[::order]) == [(State.CONTROLLED, ("army",), 0), (State.CONTROLLED, ("rebels",), 50)]


def test_a_capture_decides_no_fight_of_others() -> None:
    told = states(report("captured", "Rebels", 50), report("contested", "Army", 50, "Militia"))
    assert told == [(State.CONTESTED, ("army", "militia", "rebels"), 50)]


def test_as_it_stood_silence_ends_with_the_next_report() -> None:
    claims = [report("held", "Army", on) for on in (0, 10, 20, 300, 310)]
    options = TimelineOptions(fusion="as-it-stood", min_reports_per_place_year=0.0)
    bases = {i.start: i.basis for i in build_intervals(claims, options=options)}
    assert bases[day(110)] is ControlBasis.CARRIED
    assert bases[day(300)] is ControlBasis.ASSESSED
