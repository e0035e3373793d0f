"""A place's history is accounted for: every report with its weight, the neighbours, and the reason."""

from collections.abc import Sequence

import pytest

from articles.models import Actor
from layers.account import IntervalAccount, PlaceAccount, explain_place
from layers.models import ControlBasis, LocatedClaim, State
from layers.reasons import Reason, find_reason
from layers.regions import fill_silence
from layers.sources import build_source_book
from layers.timeline import TimelineOptions, build_intervals
from tests.builders import day, make_claim, make_interval, make_located, make_place, make_region
from tests.layers.test_worked_example import reports

RAWA = make_place("Rawa")
ANAH = make_place("Anah", lon=41.95)
FEW = TimelineOptions(min_reports_per_place_year=1000)


def told(
    relation: str, actor: str | None, on: int | None, opponent: str | None = None, **more: str
) -> LocatedClaim:
    claim = make_claim(
        relation, actor, opponent, on=on, stance=more.get("stance", "asserted"),
        speaker=more.get("speaker", ""), article_id=f"{relation}{on}", sentence=f"{relation} {actor} {on}",
    )  # fmt: skip
    place = ANAH if more.get("at") == "Anah" else RAWA
    return make_located(claim, place, source=more.get("source", "Wire"), published=None)


def explain(
    claims: Sequence[LocatedClaim], options: TimelineOptions = FEW, *, on: int | None = None
) -> PlaceAccount:
    intervals = build_intervals(claims, options=options)
    place_id = claims[0].place.id
    found = explain_place(place_id, claims, intervals, options=options, on=None if on is None else day(on))
    assert found is not None
    return found


def only(account: PlaceAccount) -> IntervalAccount:
    (interval,) = account.intervals
    return interval


@pytest.mark.parametrize("fusion", ["looking-back", "as-it-stood", "latest"])
def test_every_report_of_an_interval_is_listed_once(fusion: str) -> None:
    claims = reports()
    account = explain(claims, TimelineOptions(fusion=fusion))
    for interval in account.intervals:
        ids = [report.located.claim.id for report in interval.reports]
        assert len(ids) == len(set(ids))
        assert set(ids) >= {*interval.interval.evidence, *interval.interval.against}
    listed = {report.located.claim.id for interval in account.intervals for report in interval.reports}
    assert listed == {located.claim.id for located in claims}


def test_weights_of_weighed_reports_say_what_they_do_to_the_odds() -> None:
    account = explain(reports(), TimelineOptions(), on=60)
    weights = {report.located.claim.id: report.weight for report in only(account).reports}
    assert account.is_weighed
    assert only(account).reason is Reason.WEIGHED
    taken, hedged, attack = weights["day 40"], weights["day 41"], weights["day 80"]
    assert taken is not None
    assert hedged is not None
    assert attack is not None
    assert taken.log_odds is not None
    assert hedged.log_odds is not None
    assert attack.log_odds is not None
    assert hedged.log_odds < 0 < attack.log_odds < taken.log_odds
    assert attack.relation == 0.4
    assert hedged.trust is not None
    assert taken.trust is not None
    assert hedged.trust < taken.trust
    assert [r.lean for r in only(account).reports if r.located.claim.id == "day 41"] == [1]


def test_weights_of_the_simple_rule_are_products() -> None:
    account = explain([told("held", "Army", 0, stance="claimed"), told("attacked", "Rebels", 1, "Army")])
    first, second = (report.weight for report in only(account).reports)
    assert first is not None
    assert second is not None
    assert (first.stance, first.relation, first.total) == (0.7, 1.0, 0.63)
    assert (second.stance, second.relation, second.total) == (1.0, 0.5, 0.45)
    assert first.log_odds is first.trust is None


def test_a_copy_counts_less_and_says_so() -> None:
    claims = [told("held", "Army", 0), told("held", "Army", 2, source="Daily"), told("held", "Rebels", 90)]
    account = explain(claims, TimelineOptions(), on=3)
    copies = [report.weight.copy for report in only(account).reports if report.weight]
    assert copies[:2] == [1.0, 0.4]


def test_belief_and_neighbours_are_those_of_the_day() -> None:
    claims = [told("held", "Army", on) for on in (0, 20, 40)]
    claims += [told("held", "Army", on, at="Anah", source="Daily") for on in (3, 23, 43)]
    claims.append(told("held", "Rebels", 30, at="Anah"))
    found = only(explain(claims, TimelineOptions(), on=20))
    assert found.belief is not None
    assert found.belief.day == day(20)
    assert 0.5 < found.belief.own <= found.belief.settled
    (neighbour,) = found.neighbours
    assert neighbour.place == ANAH
    assert neighbour.interval is not None
    assert neighbour.interval.actors == ("army",)
    assert 0 < neighbour.distance_km < 10


def test_one_day_gives_one_state_and_its_view() -> None:
    claims = [told("held", "Army", 0), told("captured", "Rebels", 9)]
    account = explain(claims, on=4)
    assert only(account).interval.actors == ("army",)
    assert len(explain(claims).intervals) == 2
    assert explain(claims, on=-5).intervals == ()


def test_what_never_counts_is_listed_apart() -> None:
    claims = [
        told("held", "Army", 0),
        told("captured", "Rebels", 5, stance="planned"),
        told("held", "Rebels", None),
    ]
    account = explain(claims)
    assert [report.weight for report in account.uncounted] == [None, None]
    assert {report.day for report in account.uncounted} == {day(5), None}


def test_nothing_is_known_of_other_places_nor_of_later_days() -> None:
    assert explain_place("test:nowhere", [told("held", "Army", 0)], [], options=FEW) is None
    claims = [
        told("held", "Army", 0),
        make_located(make_claim("captured", "Rebels", on=9), RAWA, published=day(9)),
    ]
    account = explain(claims, TimelineOptions(min_reports_per_place_year=1000, as_of=day(5)))
    assert len(only(account).reports) == 1


REASONS = [
    ([told("held", "Army", 0)], 0, Reason.LATEST),
    ([told("held", "Army", 0), told("held", "Rebels", 200, at="Anah")], 100, Reason.CARRIED),
    ([told("held", "Army", 0), told("held", "Rebels", 2000, at="Anah")], 1500, Reason.SILENT),
    ([told("held", "Army", 0), told("contested", "Rebels", 9)], 10, Reason.FIGHTING),
    ([told("held", "Army", 0), told("held", "Rebels", 0)], 0, Reason.SAME_DAY),
    ([told("held", "Army", 0), told("besieged", "Rebels", 9)], 10, Reason.SIEGE),
    ([told("held", "Army", 0), told("lost", "Army", 9)], 10, Reason.LOST),
    ([told("held", "Army", None)], 0, Reason.UNDATED),
]


@pytest.mark.parametrize(("claims", "on", "reason"), REASONS, ids=[reason for _, _, reason in REASONS])
def test_reasons(claims: list[LocatedClaim], on: int, reason: Reason) -> None:
    assert only(explain(claims, on=on)).reason is reason


def test_reports_of_one_week_that_disagree_are_unsettled() -> None:
    claims = [told("held", "Army", 0), told("held", "Rebels", 4, source="Daily")]
    account = explain(claims, TimelineOptions())
    assert Reason.UNSETTLED in [interval.reason for interval in account.intervals]


def test_neighbours_and_regions_are_reasons_too() -> None:
    held = make_interval(make_region(), evidence=("r",))
    (fill,) = [
        i for i in fill_silence([held], silent=[make_place(lon=41.0, lat=33.0)]) if i.place.name == "Rawa"
    ]
    assert find_reason(fill, [], is_weighed=False) is Reason.REGION
    inferred = make_interval(basis=ControlBasis.INFERRED, evidence=())
    assert find_reason(inferred, [], is_weighed=True) is Reason.NEIGHBOURS
    unsure = make_interval(state=State.UNKNOWN, actors=(), probability=0.0)
    assert find_reason(unsure, [], is_weighed=True) is Reason.UNSURE


def test_a_known_side_is_a_lean() -> None:
    book = build_source_book([], {"army": Actor("army", "Army")}, {"Army minister": "army"})
    claims = [told("held", "Army", 0, speaker="Army minister"), told("held", "Rebels", 30)]
    account = explain(claims, TimelineOptions(sources=book), on=0)
    assert only(account).reports[0].lean == 1


def test_weighed_states_show_the_reports_before_them() -> None:
    account = explain(reports(), TimelineOptions())
    last = account.intervals[-1]
    told = [report.located.claim.id for report in last.reports]
    start = last.interval.start
    assert start is not None
    earlier = [report for report in last.reports if report.day and report.day < start]
    assert 0 < len([report for report in earlier if not report.is_for and not report.is_against]) <= 3
    assert told == sorted(told, key=lambda name: int(name.removeprefix("day ")))
    assert all(report.weight and report.weight.log_odds is not None for report in earlier)
