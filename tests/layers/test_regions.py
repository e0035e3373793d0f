"""A region's reports speak for its silent towns only, weakly, and never against a town's own evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.models import Place, PlaceKind
from layers.models import ControlBasis, ControlInterval, State
from layers.regions import MAX_PROBABILITY, fill_silence
from tests.builders import day, make_interval, make_place, make_region

REGION = make_region("Anbar")
TOWN = make_place("Rawa", lon=41.0, lat=33.0)


def held(
    place: Place = REGION,
    *,
    start: int = 0,
    end: int | None = 90,
    actor: str = "army",
    last: int | None = None,
) -> ControlInterval:
    return make_interval(
        place, actors=(actor,), start=day(start), end=None if end is None else day(end),
        last_report=day(start if last is None else last), evidence=(f"{place.name} {start}",),
    )  # fmt: skip


def unknown(start: int, end: int | None, *, basis: ControlBasis = ControlBasis.CARRIED) -> ControlInterval:
    return make_interval(
        TOWN, state=State.UNKNOWN, actors=(), basis=basis, start=day(start), probability=0.0,
        end=None if end is None else day(end), last_report=day(0), evidence=("old",),
    )  # fmt: skip


def states_of(
    town: Place, intervals: Sequence[ControlInterval]
) -> list[tuple[date | None, date | None, str]]:
    return [(i.start, i.end, i.actors[0] if i.actors else "?") for i in intervals if i.place.id == town.id]


def test_a_silent_town_takes_its_regions_holder_weakly() -> None:
    (_, fill) = sorted(fill_silence([held()], silent=[TOWN]), key=lambda i: i.place.name)
    assert (fill.place, fill.actors, fill.basis) == (TOWN, ("army",), ControlBasis.INFERRED)
    assert (fill.start, fill.end, fill.probability) == (day(0), day(90), MAX_PROBABILITY)
    assert fill.evidence == ("Anbar 0",)
    assert fill.last_report is None


def test_towns_elsewhere_and_regions_themselves_are_left_alone() -> None:
    elsewhere = make_place("Basra", lon=47.8, lat=30.5)
    assert fill_silence([held()], silent=[elsewhere, make_region("Other")]) == (held(),)


def test_own_evidence_is_never_overridden() -> None:
    own = held(TOWN, start=20, end=None, actor="rebels")
    filled = fill_silence([held(end=None), own])
    assert states_of(TOWN, filled) == [(day(0), day(20), "army"), (day(20), None, "rebels")]


@pytest.mark.parametrize(("region_told", "holder"), [(150, "army"), (0, "?")])
def test_silence_is_filled_by_newer_reports_only(region_told: int, holder: str) -> None:
    own = [held(TOWN, start=0, end=100, actor="rebels"), unknown(100, None)]
    told = held(start=0, end=None, last=region_told)
    filled = fill_silence([told, *own])
    assert states_of(TOWN, filled)[1:] == [(day(100), None, holder)]


def test_what_is_left_of_an_unknown_time_stays_unknown() -> None:
    own = [held(TOWN, start=0, end=100, actor="rebels"), unknown(100, None)]
    filled = fill_silence([held(start=150, end=200), *own])
    assert states_of(TOWN, filled)[1:] == [
        (day(100), day(150), "?"), (day(150), day(200), "army"), (day(200), None, "?"),
    ]  # fmt: skip


def test_a_town_lost_to_nobody_named_is_not_silent() -> None:
    lost = unknown(50, None, basis=ControlBasis.ASSESSED)
    assert states_of(TOWN, fill_silence([held(start=60), lost])) == [(day(50), None, "?")]


def test_the_smallest_region_speaks_first() -> None:
    country = make_place("Land", kind=PlaceKind.COUNTRY, country="IQ")
    filled = fill_silence([held(country, end=200, actor="state"), held(start=50)], silent=[TOWN])
    assert states_of(TOWN, filled) == [
        (day(0), day(50), "state"), (day(50), day(90), "army"), (day(90), day(200), "state"),
    ]  # fmt: skip


def test_carried_contested_and_undated_regions_say_nothing() -> None:
    regions = [
        make_interval(REGION, basis=ControlBasis.CARRIED),
        make_interval(make_region("B", west=39.5), state=State.CONTESTED, actors=("army", "rebels")),
        make_interval(make_region("C", west=39.5), start=None, last_report=None),
    ]
    assert set(fill_silence(regions, silent=[TOWN])) == set(regions)


def test_an_undated_town_keeps_its_word() -> None:
    own = make_interval(TOWN, start=None, last_report=None, actors=("rebels",))
    assert states_of(TOWN, fill_silence([held(), own])) == [(None, None, "rebels")]


SPELLS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 200), st.sampled_from(["army", "rebels", "?"])), max_size=6
)


@given(town=SPELLS, region=SPELLS, country=SPELLS)
def test_filled_histories_stay_disjoint_and_keep_every_own_word(
    town: list[tuple[int, int, str]], region: list[tuple[int, int, str]], country: list[tuple[int, int, str]]
) -> None:
    land = make_place("Land", kind=PlaceKind.COUNTRY, country="IQ")
    own = list(history(TOWN, town))
    filled = fill_silence([*own, *history(REGION, region), *history(land, country)], silent=[TOWN])
    told = [interval for interval in filled if interval.place == TOWN]
    for before, after in pairwise(told):
        assert before.end is not None
        assert after.start is not None
        assert before.end <= after.start
    spoken = [interval for interval in own if interval.state is not State.UNKNOWN]
    assert [i for i in told if i.basis is ControlBasis.ASSESSED] == spoken
    assert all(i.probability <= MAX_PROBABILITY for i in told if i.basis is ControlBasis.INFERRED)


def history(place: Place, spells: list[tuple[int, int, str]]) -> Iterator[ControlInterval]:
    """Yield disjoint intervals: each starts where it says, or where the one before ends."""
    after = 0
    for start, length, actor in sorted(spells):
        begin = max(after, start)
        after = begin + length
        if actor == "?":
            yield replace(unknown(begin, after), place=place)
        else:
            yield held(place, start=begin, end=after, actor=actor)
