"""Claims of places become intervals."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Basis, Claim, Days, Extent, Relation, Stance
from layers.errors import MixedPlacesError, UnknownFusionError
from layers.latest import fuse_place
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State
from layers.timeline import TimelineOptions, build_intervals
from tests.builders import day, make_claim, make_located, make_place, make_region

LATEST = TimelineOptions(fusion="latest")
Row = tuple[str, int | None, int | None, tuple[str, ...]]


def fuse(*claims: Claim) -> tuple[ControlInterval, ...]:
    return fuse_place([make_located(claim, published=None) for claim in claims])


def rows(intervals: Sequence[ControlInterval]) -> list[Row]:
    def number(value: date | None) -> int | None:
        return None if value is None else (value - day(0)).days

    return [(i.state.value, number(i.start), number(i.end), i.actors) for i in intervals]


def c(
    relation: str, actor: str | None, opponent: str | None = None, *, on: int | None = 0, **more: object
) -> Claim:
    return make_claim(relation, actor, opponent, on=on, **more)  # type: ignore[arg-type]


CASES: dict[str, tuple[list[Claim], list[Row]]] = {
    "one capture holds until further notice": (
        [c("captured", "A")],
        [("controlled", 0, None, ("a",))],
    ),
    "the latest claim wins": (
        [c("captured", "A"), c("captured", "B", "A", on=9)],
        [("controlled", 0, 9, ("a",)), ("controlled", 9, None, ("b",))],
    ),
    "equal states merge": (
        [c("captured", "A"), c("held", "A", on=5), c("repelled", "A", "B", on=9)],
        [("controlled", 0, None, ("a",))],
    ),
    "a loss crowns nobody": (
        [c("held", "A"), c("lost", "A", on=4)],
        [("controlled", 0, 4, ("a",)), ("unknown", 4, None, ())],
    ),
    "another's loss changes nothing": (
        [c("held", "A"), c("lost", "B", on=4)],
        [("controlled", 0, None, ("a",))],
    ),
    "a loss alone leaves the place unknown": ([c("lost", "A")], [("unknown", 0, None, ())]),
    "a capture by nobody named is the other's loss": (
        [c("held", "A"), c("captured", None, "A", on=4)],
        [("controlled", 0, 4, ("a",)), ("unknown", 4, None, ())],
    ),
    "contested names both, the holder first": (
        [c("held", "B"), c("contested", "A", "B", on=3)],
        [("controlled", 0, 3, ("b",)), ("contested", 3, None, ("b", "a"))],
    ),
    "contested by one adds the holder": (
        [c("held", "B"), c("contested", "A", on=3)],
        [("controlled", 0, 3, ("b",)), ("contested", 3, None, ("b", "a"))],
    ),
    "contested by nobody named leaves the holder": (
        [c("held", "B"), c("contested", None, on=3)],
        [("controlled", 0, None, ("b",))],
    ),
    "a contest ends with a capture": (
        [c("contested", "A", "B"), c("captured", "A", on=3)],
        [("contested", 0, 3, ("a", "b")), ("controlled", 3, None, ("a",))],
    ),
    "one of two leaves a contest": (
        [c("contested", "A", "B"), c("lost", "A", on=3)],
        [("contested", 0, 3, ("a", "b")), ("contested", 3, None, ("b",))],
    ),
    "besieged puts the one inside first": (
        [c("besieged", "A", "B")],
        [("besieged", 0, None, ("b", "a"))],
    ),
    "besieged takes the one inside from before": (
        [c("held", "B"), c("besieged", "A", on=3)],
        [("controlled", 0, 3, ("b",)), ("besieged", 3, None, ("b", "a"))],
    ),
    "besieged with nobody known inside has no holder": (
        [c("besieged", "A")],
        [("besieged", 0, None, ())],
    ),
    "a siege outlasts reports that the town holds out": (
        [c("besieged", "A", "B"), c("held", "B", on=5), c("repelled", "B", "A", on=7)],
        [("besieged", 0, None, ("b", "a"))],
    ),
    "a siege ends with a capture": (
        [c("besieged", "A", "B"), c("captured", "A", "B", on=5)],
        [("besieged", 0, 5, ("b", "a")), ("controlled", 5, None, ("a",))],
    ),
    "a siege ends when the besieger leaves": (
        [c("besieged", "A", "B"), c("lost", "A", on=5)],
        [("besieged", 0, 5, ("b", "a")), ("controlled", 5, None, ("b",))],
    ),
    "two besiegers stay two": (
        [c("besieged", "A", "B"), c("besieged", "C", "B", on=5), c("besieged", "A", "B", on=6)],
        [("besieged", 0, 5, ("b", "a")), ("besieged", 5, None, ("b", "a", "c"))],
    ),
    "an attack changes nothing": (
        [c("held", "B"), c("attacked", "A", "B", on=3)],
        [("controlled", 0, None, ("b",))],
    ),
    "an attack alone leaves the place unknown": (
        [c("attacked", "A", "B")],
        [("unknown", 0, None, ())],
    ),
    "planned and denied claims make no interval": (
        [c("captured", "A", stance="planned"), c("captured", "A", stance="denied", on=3)],
        [],
    ),
    "planned and denied claims change none": (
        [c("held", "B"), c("captured", "A", stance="planned", on=3), c("lost", "B", stance="denied", on=4)],
        [("controlled", 0, None, ("b",))],
    ),
    "two captors on one day contest it": (
        [c("captured", "B"), c("captured", "A")],
        [("contested", 0, None, ("a", "b"))],
    ),
    "held and lost on one day is a dispute": (
        [c("held", "A"), c("lost", "A")],
        [("contested", 0, None, ("a",))],
    ),
    "captured from the loser on one day is no dispute": (
        [c("captured", "A", "B"), c("lost", "B")],
        [("controlled", 0, None, ("a",))],
    ),
    "a part captured is contested": (
        [c("held", "B"), c("captured", "A", "B", on=3, extent="part")],
        [("controlled", 0, 3, ("b",)), ("contested", 3, None, ("b", "a"))],
    ),
    "a part captured by the holder is nothing new": (
        [c("held", "A"), c("captured", "A", "B", on=3, extent="part")],
        [("controlled", 0, None, ("a",))],
    ),
    "a part captured names its defender first": (
        [c("captured", "A", "B", extent="part")],
        [("contested", 0, None, ("b", "a"))],
    ),
    "a part held by one alone is contested by him": (
        [c("held", "A", extent="part")],
        [("contested", 0, None, ("a",))],
    ),
    "the outskirts captured change nothing": (
        [c("held", "B"), c("captured", "A", "B", on=3, extent="outskirts")],
        [("controlled", 0, None, ("b",))],
    ),
    "undated claims never enter a timeline": (
        [c("held", "B"), c("captured", "A", on=None)],
        [("controlled", 0, None, ("b",))],
    ),
    "only undated claims make an undated interval": (
        [c("captured", "A", on=None)],
        [("controlled", None, None, ("a",))],
    ),
    "undated claims may dispute a place": (
        [c("captured", "A", on=None), c("captured", "B", on=None)],
        [("contested", None, None, ("a", "b"))],
    ),
    "claims before 1900 count as undated": (
        [c("captured", "A", on=-50000)],
        [("controlled", None, None, ("a",))],
    ),
    "a month counts from its first day": (
        [c("held", "B"), c("captured", "A", days=Days(day(31), day(59), 3))],
        [("controlled", 0, 31, ("b",)), ("controlled", 31, None, ("a",))],
    ),
    "a past stretch ends": (
        [c("held", "A", days=Days(day(0), day(400), 3))],
        [("controlled", 0, 400, ("a",))],
    ),
    "a past stretch ends early when another captures it": (
        [c("held", "A", days=Days(day(0), day(400), 3)), c("captured", "B", on=90)],
        [("controlled", 0, 90, ("a",)), ("controlled", 90, None, ("b",))],
    ),
    "a past stretch inside a longer hold does not end it": (
        [c("captured", "A"), c("held", "A", days=Days(day(31), day(59), 3))],
        [("controlled", 0, None, ("a",))],
    ),
    "an attack does not prolong a past stretch": (
        [c("held", "B", days=Days(day(0), day(400), 3)), c("attacked", "A", "B", on=30)],
        [("controlled", 0, 400, ("b",))],
    ),
    "a stretch known only from the report's day stays open": (
        [c("held", "A", days=Days(day(0), day(400), 3), when_basis=Basis.REPORT)],
        [("controlled", 0, None, ("a",))],
    ),
    "a gap after a past stretch stays a gap": (
        [c("held", "A", days=Days(day(0), day(30), 3)), c("held", "A", on=90)],
        [("controlled", 0, 30, ("a",)), ("controlled", 90, None, ("a",))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_claims_move_the_state(name: str) -> None:
    claims, expected = CASES[name]
    assert rows(fuse(*claims)) == expected


def test_evidence_is_cited_oldest_first_with_the_newest_report() -> None:
    (interval,) = fuse(
        c("held", "B", id="z"), c("attacked", "A", "B", on=3, id="y"), c("held", "B", on=8, id="x")
    )
    assert interval.evidence == ("z", "y", "x")
    assert interval.last_report == day(8)


def test_a_dispute_cites_both_sides_and_says_who_is_against() -> None:
    first, *_ = fuse(c("captured", "B", id="b1"), c("captured", "A", id="a1"), c("held", "A", id="a2"))
    assert first.evidence == ("a1", "a2", "b1")
    assert first.against == ("b1",)
    assert first.probability == 0.5


@pytest.mark.parametrize(
    ("claim", "evidence", "against"),
    [
        (c("captured", "A", "B", on=3, stance="denied", id="d"), ("h", "d"), ()),
        (c("lost", "B", on=3, stance="denied", id="d"), ("h", "d"), ()),
        (c("held", "B", on=3, stance="denied", id="d"), ("h",), ("d",)),
        (c("attacked", "B", "A", on=3, id="d"), ("h",), ("d",)),
        (c("attacked", "A", on=3, id="d"), ("h",), ()),
        (c("captured", "A", on=3, stance="planned", id="d"), ("h",), ()),
    ],
)
def test_what_does_not_move_the_state_is_filed_for_or_against(
    claim: Claim, evidence: tuple[str, ...], against: tuple[str, ...]
) -> None:
    (interval,) = fuse(c("held", "B", id="h"), claim)
    assert (interval.evidence, interval.against) == (evidence, against)


def test_only_claimed_reports_make_a_claimed_interval() -> None:
    claimed, asserted = fuse(c("held", "A", stance="claimed"), c("held", "B", on=3))
    assert (claimed.basis, asserted.basis) == (ControlBasis.CLAIMED, ControlBasis.ASSESSED)
    assert claimed.probability < asserted.probability


def test_independent_sources_raise_the_probability_and_one_source_does_not() -> None:
    def probability(*sources: str) -> float:
        claims = [
            make_located(c("held", "A", id=str(i), confidence=0.6), source=s) for i, s in enumerate(sources)
        ]
        return fuse_place(claims)[0].probability

    assert probability("x") == probability("x", "x") == 0.6
    assert probability("x", "y") == pytest.approx(0.84)
    assert probability(*"abcdefgh") == 0.99


def test_reports_against_lower_the_probability() -> None:
    doubted = fuse(c("held", "B"), c("held", "B", on=3, stance="denied"))
    assert doubted[0].probability < fuse(c("held", "B"))[0].probability


def test_a_siege_says_less_about_the_one_inside_than_a_report_that_he_holds_it() -> None:
    assert fuse(c("besieged", "A", "B"))[0].probability < fuse(c("held", "B"))[0].probability


def test_the_last_report_of_a_stretch_is_its_last_day() -> None:
    stretch = c("held", "A", days=Days(day(0), day(400), 3))
    assert fuse(stretch)[0].last_report == day(399)
    assert fuse(stretch, c("captured", "B", on=90))[0].last_report == day(89)


def test_future_claims_count_as_undated() -> None:
    late = make_located(c("captured", "A", on=30), published=day(0))
    assert rows(fuse_place([late])) == [("controlled", None, None, ("a",))]


def test_a_stretch_that_is_not_over_stays_open() -> None:
    this_month = make_located(c("held", "A", days=Days(day(0), day(31), 3)), published=day(20))
    assert fuse_place([this_month])[0].end is None


def test_a_part_of_a_region_is_contested() -> None:
    located = make_located(c("held", "A", extent="part"), make_region())
    assert rows(fuse_place([located])) == [("contested", 0, None, ("a",))]


def test_claims_of_two_places_cannot_be_fused_as_one() -> None:
    with pytest.raises(MixedPlacesError):
        fuse_place([make_located(), make_located(place=make_place("Anah"))])


def test_no_claims_no_intervals() -> None:
    assert fuse_place([]) == build_intervals([]) == ()


def test_intervals_of_all_places_are_sorted() -> None:
    claims = [
        make_located(c("captured", "A", on=5), make_place("Rawa"), published=None),
        make_located(c("captured", "A", on=9), make_place("Anah"), published=None),
        make_located(c("captured", "B", on=7), make_place("Rawa"), published=None),
    ]
    assert [(i.place.name, i.start) for i in build_intervals(claims, options=LATEST)] == [
        ("Anah", day(9)), ("Rawa", day(5)), ("Rawa", day(7)),
    ]  # fmt: skip


def test_unknown_fusions_are_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownFusionError, match="latest"):
        TimelineOptions(fusion="newest")


actors = st.sampled_from(["A", "B", "C", None])
days_about = st.one_of(
    st.none(),
    st.builds(
        lambda start, length: Days(day(start), day(start + length)), st.integers(0, 60), st.integers(1, 40)
    ),
)
claims_of_a_place = st.lists(
    st.builds(
        lambda relation, actor, opponent, days, stance, extent, source, name: make_located(
            make_claim(relation, actor, opponent, on=None, days=days, stance=stance, extent=extent),
            make_place(name), source=source, published=None,
        ),
        st.sampled_from(Relation), actors, actors, days_about, st.sampled_from(Stance),
        st.sampled_from(Extent), st.sampled_from(["x", "y", ""]), st.sampled_from(["Rawa", "Anah"]),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=300)
@given(claims_of_a_place, st.randoms())
def test_intervals_are_disjoint_ordered_merged_and_cite_given_claims(
    claims: list[LocatedClaim], random: Random
) -> None:
    intervals = build_intervals(claims, options=LATEST)
    given_ids = {located.claim.id for located in claims}
    for interval in intervals:
        assert interval.evidence
        assert {*interval.evidence, *interval.against} <= given_ids
        assert len(set(interval.evidence)) == len(interval.evidence)
        assert (interval.state is State.UNKNOWN) <= (not interval.actors)
        assert interval.last_report is None or interval.start is not None
        if interval.last_report is not None and interval.start is not None:
            assert interval.start <= interval.last_report
            assert interval.end is None or interval.last_report < interval.end
    for before, after in pairwise(intervals):
        if before.place == after.place:
            assert before.end is not None
            assert after.start is not None
            assert before.end <= after.start
            if before.end == after.start:
                assert (before.state, before.actors) != (after.state, after.actors)
    random.shuffle(claims)
    assert build_intervals(claims, options=LATEST) == intervals
