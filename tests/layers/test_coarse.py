"""Towns merged into cells: contested where they differ, and nothing left that tells them apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.models import LonLat, Place, PlaceKind
from layers.coarse import CELL_DEG, cell_of, merge_into_cells
from layers.models import ControlBasis, ControlInterval, State
from tests.builders import day, make_claim, make_interval, make_located, make_place, make_region

NEAR = make_place("Upper Ford", lon=41.901, lat=34.501)
BESIDE = make_place("Lower Ford", lon=41.85, lat=34.55)
FAR = make_place("Hilltop", lon=44.0, lat=36.0)


def merged(*intervals: ControlInterval) -> tuple[ControlInterval, ...]:
    return merge_into_cells(intervals, ()).intervals


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_every_point_lies_in_a_cell_near_its_middle(lon: float, lat: float) -> None:
    place = make_place("Spot", lon=lon, lat=lat)
    (found,) = merged(make_interval(place))
    assert abs(found.place.point.lat - lat) <= CELL_DEG
    assert cell_of(found.place.point) == cell_of(place.point)


def test_one_side_holds_a_cell_that_it_holds_all_of() -> None:
    (found,) = merged(
        make_interval(NEAR, evidence=["c1"], probability=0.9),
        make_interval(BESIDE, evidence=["c2"], probability=0.6),
    )
    assert (found.state, found.actors) == (State.CONTROLLED, ("army",))
    assert found.evidence == ("c1", "c2")
    assert found.probability == 0.6


def test_cell_is_contested_while_its_towns_differ() -> None:
    found = merged(
        make_interval(NEAR, start=day(0), evidence=["c1"]),
        make_interval(BESIDE, actors=["rebels"], start=day(10), end=day(20), evidence=["c2"]),
    )
    assert [(span.start, span.end, span.state) for span in found] == [
        (day(0), day(10), State.CONTROLLED),
        (day(10), day(20), State.CONTESTED),
        (day(20), None, State.CONTROLLED),
    ]
    assert found[1].actors == ("army", "rebels")


def test_unknown_towns_do_not_speak_for_their_cell() -> None:
    unknown = make_interval(BESIDE, state=State.UNKNOWN, actors=[], evidence=["c2"])
    assert merged(make_interval(NEAR), unknown)[0].state is State.CONTROLLED
    assert merged(unknown)[0].state is State.UNKNOWN


def test_siege_of_one_town_by_another_side_makes_the_cell_contested() -> None:
    siege = make_interval(BESIDE, state=State.BESIEGED, actors=["army", "rebels"])
    assert merged(make_interval(NEAR), siege)[0].state is State.CONTESTED
    assert merged(siege)[0].state is State.BESIEGED


def test_weakest_basis_and_undated_states_are_kept() -> None:
    carried = replace(make_interval(BESIDE), basis=ControlBasis.CARRIED)
    undated = make_interval(FAR, start=None, last_report=None)
    found = {span.basis: span for span in merged(make_interval(NEAR), carried, undated)}
    assert found[ControlBasis.CARRIED].start == day(0)
    assert found[ControlBasis.ASSESSED].start is None


def test_spans_of_a_cell_do_not_overlap_and_join_where_nothing_changes() -> None:
    found = merged(
        make_interval(NEAR, start=day(0), end=day(10)),
        make_interval(NEAR, start=day(10), end=day(30), evidence=["c2"]),
        make_interval(BESIDE, start=day(5), end=day(15), evidence=["c3"]),
    )
    assert [(span.start, span.end) for span in found] == [(day(0), day(30))]


def test_areas_stay_where_they_are() -> None:
    region = make_region()
    (found,) = merged(make_interval(region))
    assert found.place == region


@pytest.mark.parametrize("kind", [PlaceKind.FACILITY, PlaceKind.DISTRICT, PlaceKind.PHYSICAL])
def test_bases_quarters_and_hills_are_as_secret_as_towns(kind: PlaceKind) -> None:
    (found,) = merged(make_interval(replace(NEAR, kind=kind)))
    assert found.place.id.startswith("cell:")


def test_nothing_tells_which_town_it_is() -> None:
    town = Place(
        id="geonames:4711", name="Upper Ford", point=LonLat(lon=41.901, lat=34.501), kind=PlaceKind.TOWN,
        country="IQ", admin1="Al Anbar", population=12_345, aliases=("Oberfurt",),
    )  # fmt: skip
    claim = make_claim(sentence="The army took Upper Ford.", speaker="the mayor of Upper Ford")
    found = merge_into_cells(
        [make_interval(town)],
        [make_located(claim, town, title="Upper Ford falls", url="https://x.example/upper-ford")],
    )
    told = repr(found)
    for secret in ("Upper", "Oberfurt", "upper-ford", "4711", "41.901", "34.501", "12345", "mayor"):
        assert secret not in told
    assert found.intervals[0].place.population == 10_000
    assert found.intervals[0].place.name.startswith("Al Anbar 34.")
    assert found.claims[0].place == found.intervals[0].place
    assert found.claims[0].place_precision == 2
