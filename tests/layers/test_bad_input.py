"""Whatever is reported about whatever towns, intervals come out that mean something."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Days, Extent, Relation, Stance
from geo.models import Place, PlaceKind
from layers.models import LocatedClaim, State
from layers.timeline import FUSIONS, TimelineOptions, build_intervals
from tests.builders import day, make_claim, make_located, make_place

LAYOUTS = {
    "one": [(41.9, 34.5)],
    "two": [(41.9, 34.5), (42.0, 34.5)],
    "collinear": [(41.0 + 0.1 * n, 34.5) for n in range(6)],
    "same point": [(41.9, 34.5)] * 4,
    "across the 180th meridian": [(179.95, 65.0), (-179.95, 65.05), (180.0, 65.1), (-180.0, 64.9)],
    "about a pole": [(0.0, 89.95), (120.0, 89.95), (-120.0, 89.95), (0.0, 90.0)],
    "far apart": [(10.0, 0.0), (-70.0, -33.0), (0.0, 0.0)],
}
PLACES = {
    name: [make_place(f"{name} {n}", lon=lon, lat=lat) for n, (lon, lat) in enumerate(points)]
    for name, points in LAYOUTS.items()
}
PARTIES = [f"Party {number}" for number in range(40)]
DAYS = st.one_of(
    st.none(),
    st.integers(0, 1200).map(lambda number: Days.day(day(number))),
    st.sampled_from([date(1, 1, 1), date(1899, 12, 31), date(2400, 1, 1)]).map(Days.day),
    st.integers(0, 1200).flatmap(
        lambda number: st.sampled_from([8, 31, 400]).map(lambda long: Days(day(number), day(number + long)))
    ),
)


@st.composite
def located_claims(draw: st.DrawFn) -> list[LocatedClaim]:
    places: list[Place] = draw(st.sampled_from(list(PLACES.values())))
    parties = PARTIES[: draw(st.sampled_from([1, 2, 40]))]
    return [
        make_located(
            make_claim(
                draw(st.sampled_from(list(Relation))),
                draw(st.sampled_from([None, *parties])),
                draw(st.sampled_from([None, *parties])),
                days=draw(DAYS),
                on=None,
                stance=draw(st.sampled_from([Stance.ASSERTED, *Stance])),
                extent=draw(st.sampled_from([Extent.WHOLE, *Extent])),
                speaker=draw(st.sampled_from(["", parties[0]])),
                confidence=draw(st.sampled_from([0.05, 0.9, 1.0])),
                id=f"c{number}",
            ),
            draw(st.sampled_from(places)),
            source=draw(st.sampled_from(["", "a", "b"])),
            published=draw(st.sampled_from([None, day(600), day(1300)])),
        )
        for number in range(draw(st.integers(0, 25)))
    ]


@settings(max_examples=150, deadline=None)
@given(located_claims(), st.sampled_from(sorted(FUSIONS)), st.sampled_from([0.0, 1.0]), st.randoms())
def test_any_reports_give_sound_intervals(
    claims: list[LocatedClaim], fusion: str, density: float, random: Random
) -> None:
    options = TimelineOptions(fusion=fusion, min_reports_per_place_year=density)
    intervals = build_intervals(claims, options=options)
    told = {(located.place.id, located.claim.id) for located in claims}
    realised = {c.place.id for c in claims if c.claim.stance in (Stance.ASSERTED, Stance.CLAIMED)}
    assert {interval.place.id for interval in intervals} == realised
    for interval in intervals:
        cited = (*interval.evidence, *interval.against)
        assert {(interval.place.id, claim_id) for claim_id in cited} <= told
        assert len(set(interval.actors)) == len(interval.actors)
        assert interval.actors or interval.state is not State.CONTROLLED
        if interval.start is not None:
            assert interval.start >= date(1900, 1, 1)
    for before, after in pairwise(intervals):
        if before.place == after.place:
            assert before.end is not None
            assert after.start is not None
            assert before.end <= after.start
    shuffled = random.sample(claims, len(claims))
    assert build_intervals(shuffled, options=options) == intervals


@pytest.mark.parametrize("fusion", FUSIONS)
def test_claims_of_impossible_days_count_as_undated(fusion: str) -> None:
    old = make_located(make_claim("captured", "Army", on=date(1850, 1, 1)))
    future = make_located(make_claim("captured", "Army", on=date(2400, 1, 1)))
    undated = make_located(make_claim("captured", "Army", on=None))
    for claim in (old, future, undated):
        (only,) = build_intervals([claim], options=TimelineOptions(fusion=fusion))
        assert (only.start, only.end, only.actors) == (None, None, ("army",))


@pytest.mark.parametrize("fusion", FUSIONS)
def test_one_claim_is_believed(fusion: str) -> None:
    claim = make_located(make_claim("captured", "Army", on=5), published=None)
    (only,) = build_intervals([claim], options=TimelineOptions(fusion=fusion, min_reports_per_place_year=0.0))
    assert (only.state, only.actors, only.start, only.end) == (State.CONTROLLED, ("army",), day(5), None)


@pytest.mark.parametrize("fusion", FUSIONS)
def test_contradictory_claims_of_one_day_are_contested_by_both(fusion: str) -> None:
    claims = [
        make_located(make_claim("captured", who, on=5), source=who, published=None)
        for who in ("Army", "Rebels")
    ]
    options = TimelineOptions(fusion=fusion, min_reports_per_place_year=0.0)
    first = build_intervals(claims, options=options)[0]
    assert (first.state, set(first.actors)) == (State.CONTESTED, {"army", "rebels"})
    assert first.start == day(5)


def test_forty_actors_are_told_apart() -> None:
    places = [make_place(f"Town {n}", lon=40 + 0.05 * n) for n in range(40)]
    claims = [
        make_located(
            make_claim("held", who, on=20 * n, id=f"{who} {n}", sentence=""),
            place,
            source=f"source {n}",
            published=None,
        )
        for who, place in zip(PARTIES, places, strict=True)
        for n in range(4)
    ]
    intervals = build_intervals(claims)
    held = {interval.place.name: interval.actors for interval in intervals if interval.end is None}
    assert held == {f"Town {n}": (f"party-{n}",) for n in range(40)}


def test_provinces_of_no_point_in_common_with_towns_are_left_alone() -> None:
    province = make_place("Anbar", kind=PlaceKind.ADMIN1)
    claims = [make_located(make_claim("held", "Army", on=n, id=f"a{n}"), published=None) for n in range(5)]
    other = make_located(make_claim("held", "Rebels", on=2, id="r"), province, published=None)
    held = {interval.place.name: interval.actors for interval in build_intervals([*claims, other])}
    assert held == {"Rawa": ("army",), "Anbar": ("rebels",)}
