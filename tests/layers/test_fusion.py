"""All reports weighed together: the invariants hold whatever the reports are."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Days, Extent, Relation, Stance
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State
from layers.timeline import TimelineOptions, build_intervals
from tests.builders import day, make_claim, make_located, make_place, make_region

LOOKING_BACK = TimelineOptions(unknown_after_days=None)
AS_IT_STOOD = TimelineOptions(fusion="as-it-stood", unknown_after_days=None)


def tell(relation: str, actor: str, on: int, opponent: str | None = None, **more: Any) -> LocatedClaim:
    """Return a report of Rawa."""
    place = more.pop("at", make_place())
    source = more.pop("source", f"outlet {on}")
    more.setdefault("sentence", f"{relation} {actor} {on}")
    claim = make_claim(relation, actor, opponent, on=on, article_id=f"{source}{on}", **more)
    return make_located(claim, place, source=source, published=None)


def states(intervals: Sequence[ControlInterval]) -> list[tuple[str, tuple[str, ...]]]:
    """Return state and actors of the intervals, equal neighbours once."""
    told = [(i.state.value, i.actors) for i in intervals]
    return [now for before, now in pairwise([None, *told]) if now != before and now is not None]


def test_one_report_is_believed() -> None:
    (interval, *_) = build_intervals([tell("captured", "A", 0)], options=LOOKING_BACK)
    assert (interval.state, interval.actors, interval.start) == (State.CONTROLLED, ("a",), day(0))
    assert 0.8 < interval.probability < 1


def test_a_plain_capture_changes_the_map() -> None:
    reports = [tell("held", "B", 0), tell("held", "B", 20), tell("captured", "A", 60, "B")]
    for options in (LOOKING_BACK, AS_IT_STOOD):
        intervals = build_intervals(reports, options=options)
        assert states(intervals) == [("controlled", ("b",)), ("controlled", ("a",))]
        assert {i.start for i in intervals if i.actors == ("a",)} >= {day(60)}


def test_one_odd_report_among_many_changes_nothing_in_hindsight() -> None:
    reports = [tell("held", "B", on) for on in range(0, 100, 5)] + [tell("held", "A", 52)]
    intervals = build_intervals(reports, options=LOOKING_BACK)
    assert states(intervals) == [("controlled", ("b",))]
    assert any(tell("held", "A", 52).claim.id in i.against for i in intervals)


def test_a_loss_without_a_gainer_crowns_nobody() -> None:
    reports = [tell("held", "A", 0), tell("held", "A", 5), tell("lost", "A", 30)]
    assert states(build_intervals(reports, options=LOOKING_BACK))[-1] == ("unknown", ())


def test_an_attack_names_the_defender_at_most() -> None:
    alone = build_intervals([tell("attacked", "A", 0)], options=LOOKING_BACK)
    assert states(alone) == [("unknown", ())]
    defended = build_intervals([tell("held", "B", 0), tell("attacked", "A", 5, "B")], options=LOOKING_BACK)
    assert states(defended) == [("controlled", ("b",))]


def test_fighting_inside_is_contested_until_somebody_holds_it() -> None:
    reports = [tell("held", "B", 0), tell("contested", "A", 10, "B"), tell("captured", "A", 20, "B")]
    assert states(build_intervals(reports, options=LOOKING_BACK)) == [
        ("controlled", ("b",)), ("contested", ("b", "a")), ("controlled", ("a",)),
    ]  # fmt: skip


def test_fighting_that_nobody_reports_any_more_is_over() -> None:
    reports = [tell("held", "B", 0), tell("contested", "A", 10, "B")]
    intervals = build_intervals(reports, options=TimelineOptions(as_of=day(200)))
    contested = [i for i in intervals if i.state is State.CONTESTED]
    assert contested[-1].end == day(70)


def test_a_siege_names_the_one_inside_first_and_outlasts_news_from_there() -> None:
    reports = [tell("besieged", "A", 0, "B"), tell("held", "B", 30), tell("captured", "A", 60, "B")]
    assert states(build_intervals(reports, options=LOOKING_BACK)) == [
        ("besieged", ("b", "a")),
        ("controlled", ("a",)),
    ]


def test_part_of_a_town_held_by_its_holder_is_no_fight() -> None:
    reports = [tell("held", "A", 0), tell("held", "A", 5, extent="part")]
    assert states(build_intervals(reports, options=LOOKING_BACK)) == [("controlled", ("a",))]


def test_neighbours_outweigh_a_doubtful_report() -> None:
    rear = [
        tell("held", "A", on, at=make_place(f"T{n}", lon=40 + n % 3 * 0.05, lat=34 + n // 3 * 0.05))
        for n in range(9) for on in range(0, 40, 4) if n != 4
    ]  # fmt: skip
    front = [tell("held", "B", 3, at=make_place("Far", lon=40.3, lat=34.3))]
    doubtful = tell("held", "B", 20, at=make_place("T4", lon=40.05, lat=34.05), stance="claimed")
    of_town = [
        i for i in build_intervals([*rear, *front, doubtful], options=LOOKING_BACK) if i.place.name == "T4"
    ]
    assert states(of_town) == [("controlled", ("a",))]
    assert of_town[0].basis is ControlBasis.INFERRED
    assert of_town[0].against == (doubtful.claim.id,)


def test_provinces_neither_hear_from_towns_nor_tell_them() -> None:
    town, province = make_place("Rawa", lon=41.0, lat=32.5), make_region("Anbar")
    reports = [tell("held", "B", on, at=town) for on in range(0, 30, 3)] + [
        tell("held", "A", 15, at=province)
    ]
    intervals = build_intervals(reports, options=LOOKING_BACK)
    assert states([i for i in intervals if i.place == province]) == [("controlled", ("a",))]
    assert states([i for i in intervals if i.place == town]) == [("controlled", ("b",))]


def test_silence_is_carried_forward_and_then_unknown() -> None:
    intervals = build_intervals([tell("held", "A", 0)], options=TimelineOptions(as_of=day(2000)))
    assert [(i.basis.value, i.state.value) for i in intervals] == [
        ("assessed", "controlled"), ("carried", "controlled"), ("carried", "unknown"),
    ]  # fmt: skip
    assert [i.start for i in intervals] == [day(0), day(90), day(1095)]
    patient = TimelineOptions(as_of=day(2000), unknown_after_days=None, carried_after_days=10)
    assert [i.basis.value for i in build_intervals([tell("held", "A", 0)], options=patient)] == [
        "assessed", "carried",
    ]  # fmt: skip


def test_nothing_is_silent_after_the_last_thing_known() -> None:
    (interval,) = build_intervals([tell("held", "A", 0)])
    assert (interval.start, interval.end) == (day(0), None)


def test_a_past_stretch_of_time_ends() -> None:
    past = tell("held", "A", 0, days=Days(day(0), day(400), 3))
    intervals = build_intervals([past], options=TimelineOptions(as_of=day(500)))
    assert intervals[0].start == day(0)
    assert intervals[-1].end == day(400)


def test_reports_of_one_day_that_disagree_make_it_contested() -> None:
    reports = [
        tell("captured", "A", 0, "B"),
        tell("held", "B", 0, stance="claimed"),
        tell("captured", "B", 200),
    ]
    intervals = build_intervals(reports, options=LOOKING_BACK)
    assert states(intervals) == [
        ("contested", ("a", "b")), ("controlled", ("a",)), ("controlled", ("b",)),
    ]  # fmt: skip
    assert intervals[0].start == day(0)


def test_a_recapture_says_that_somebody_else_held_it_before() -> None:
    reports = [tell("captured", "A", 0), tell("captured", "B", 50, "A"), tell("captured", "A", 100, "B")]
    assert states(build_intervals(reports, options=LOOKING_BACK)) == [
        ("controlled", ("a",)), ("controlled", ("b",)), ("controlled", ("a",)),
    ]  # fmt: skip


def test_only_what_was_told_by_then_counts() -> None:
    reports = [tell("held", "B", 0), tell("captured", "A", 60, "B")]
    then = TimelineOptions(as_of=day(59))
    assert states(build_intervals(reports, options=then))[0] == ("controlled", ("b",))
    assert all(i.actors in (("b",), ()) for i in build_intervals(reports, options=then))


def test_the_same_words_again_count_once() -> None:
    wire = "The army said it had taken Rawa."
    copies = [tell("held", "A", on, source=f"s{on}", sentence=wire, stance="claimed") for on in range(5)]
    others = [tell("held", "A", on, source=f"s{on}", stance="claimed") for on in range(0, 50, 10)]
    assert (
        build_intervals(copies, options=LOOKING_BACK)[0].probability
        < build_intervals(others, options=LOOKING_BACK)[0].probability
    )


def test_what_has_lasted_since_a_day_begins_that_day() -> None:
    since = make_claim("held", "A", days=Days(day(0), day(61), 3))
    (interval,) = build_intervals([make_located(since, published=day(60))])
    assert (interval.start, interval.last_report) == (day(0), day(60))


@pytest.mark.parametrize("relation", ["captured", "held"])
@pytest.mark.parametrize("confidence", [0.9, 0.7])
def test_one_report_is_believed_about_as_far_as_it_was_read(relation: str, confidence: float) -> None:
    alone = build_intervals([tell(relation, "A", 0, confidence=confidence)])
    assert alone[0].probability == pytest.approx(confidence, abs=0.12)
    assert alone[0].probability <= 0.91
    two = build_intervals([tell(relation, "A", 0, source="x"), tell(relation, "A", 9, source="y")])
    assert two[0].probability > alone[0].probability


def test_a_fight_that_fades_away_leaves_doubt() -> None:
    held = [tell("held", "B", on) for on in range(0, 50, 5)]
    fights = [tell("contested", "A", on, "B") for on in (60, 70)]
    options = TimelineOptions(as_of=day(400))
    calm, after = (build_intervals(r, options=options)[-1] for r in (held, held + fights))
    assert calm.actors == ("b",)
    assert after.actors in (("b",), ())
    assert after.probability < calm.probability - 0.1


def test_where_reports_are_few_a_plain_capture_outweighs_stale_neighbours() -> None:
    old = [tell("held", "B", 0, at=make_place(f"T{n}", lon=41.9 + n / 50, lat=34.5)) for n in range(1, 6)]
    capture = tell("captured", "A", 900)
    of_town = [i for i in build_intervals([*old, capture]) if i.place.name == "Rawa"]
    assert [(i.actors, i.evidence) for i in of_town] == [(("a",), (capture.claim.id,))]


@pytest.mark.parametrize("options", [LOOKING_BACK, AS_IT_STOOD])
@pytest.mark.parametrize("relation", ["captured", "held"])
def test_neighbours_that_fell_silent_do_not_outvote_a_plain_report(
    relation: str, options: TimelineOptions
) -> None:
    rear = [make_place(f"T{n}", lon=41.9 + n / 50, lat=34.5 + n % 2 / 50) for n in range(1, 7)]
    old = [tell("held", "B", on, at=place) for place in rear for on in range(0, 60, 5)]
    news = tell(relation, "A", 700)
    of_town = [i for i in build_intervals([*old, news], options=options) if i.place.name == "Rawa"]
    assert of_town[-1].actors == ("a",)
    assert of_town[-1].evidence == (news.claim.id,)


@pytest.mark.parametrize(("density", "state"), [(1.0, State.CONTESTED), (4.0, State.CONTROLLED)])
def test_reports_are_weighed_only_where_there_are_enough(density: float, state: State) -> None:
    reports = [tell("held", "B", 0), tell("held", "A", 3), tell("held", "B", 20, stance="denied")]
    options = TimelineOptions(min_reports_per_place_year=density, fusion="as-it-stood")
    on_day_3 = [i for i in build_intervals(reports, options=options) if i.start == day(3)]
    assert [i.state for i in on_day_3] == [state]


def test_undated_claims_fall_back_on_the_simple_rule() -> None:
    undated = make_located(make_claim("captured", "A", on=None), published=None)
    assert [(i.start, i.actors) for i in build_intervals([undated], options=LOOKING_BACK)] == [(None, ("a",))]


names = st.sampled_from(["A", "B", "C", None])
days_about = st.one_of(
    st.none(),
    st.builds(lambda a, n: Days(day(a), day(a + n)), st.integers(0, 400), st.sampled_from([1, 1, 1, 5, 40])),
)
places = st.builds(
    lambda n, lon, lat: make_place(f"P{n}", lon=lon, lat=lat, id=f"{n},{lon},{lat}"),
    st.integers(0, 2), st.sampled_from([-180.0, 179.95, 180.0]), st.sampled_from([0.0, 0.1, 90.0]),
)  # fmt: skip
reports_anywhere = st.lists(
    st.builds(
        lambda relation, actor, opponent, days, stance, extent, source, place: make_located(
            make_claim(relation, actor, opponent, on=None, days=days, stance=stance, extent=extent),
            place, source=source, published=None,
        ),
        st.sampled_from(Relation), names, names, days_about, st.sampled_from(Stance),
        st.sampled_from(Extent), st.sampled_from(["x", "y", ""]), places,
    ),
    max_size=15,
)  # fmt: skip


@pytest.mark.parametrize("options", [LOOKING_BACK, AS_IT_STOOD])
@settings(max_examples=150, deadline=None)
@given(reports=reports_anywhere, random=st.randoms())
def test_fused_intervals_are_disjoint_and_cite_given_claims(
    options: TimelineOptions, reports: list[LocatedClaim], random: Random
) -> None:
    intervals = build_intervals(reports, options=options)
    ids = {located.claim.id for located in reports}
    for interval in intervals:
        assert interval.evidence or interval.basis is ControlBasis.INFERRED
        assert {*interval.evidence, *interval.against} <= ids
        assert (interval.state is State.UNKNOWN) <= (not interval.actors)
    for before, after in pairwise(intervals):
        if before.place == after.place:
            assert before.end is not None
            assert after.start is not None
            assert before.end <= after.start
    random.shuffle(reports)
    assert build_intervals(reports, options=options) == intervals
