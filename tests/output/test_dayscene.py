"""How places look on a day: as on the map page."""

from datetime import date

import pytest

from layers.models import ControlBasis, ControlInterval, State
from output.dayscene import Mark, Sight, Watch, count_sights, interval_on
from output.payload_places import PlaceHistory
from tests.builders import day, make_claim, make_interval, make_located, make_place


def look(history: PlaceHistory, on: date) -> Sight:
    (sight,) = Watch([history]).sights([0], on)
    return sight


def history_of(*intervals: ControlInterval, told: tuple[int, ...] = ()) -> PlaceHistory:
    claims = tuple(make_located(make_claim(on=number, id=f"c{number}")) for number in told)
    return PlaceHistory(make_place(), intervals, claims)


@pytest.mark.parametrize(
    ("interval", "mark"),
    [
        (make_interval(), Mark.HELD),
        (make_interval(basis=ControlBasis.CLAIMED), Mark.CLAIMED),
        (make_interval(state=State.CONTESTED, actors=("a", "b")), Mark.CONTESTED),
        (make_interval(state=State.BESIEGED, actors=("a", "b")), Mark.BESIEGED),
        (make_interval(state=State.BESIEGED, actors=()), Mark.UNKNOWN),
        (make_interval(state=State.UNKNOWN, actors=()), Mark.UNKNOWN),
    ],
)
def test_states_have_marks(interval: ControlInterval, mark: Mark) -> None:
    assert look(history_of(interval), day(1)).mark is mark


def test_ranges_of_days_are_half_open() -> None:
    history = history_of(make_interval(start=day(5), end=day(9), last_report=day(5)))
    marks = [look(history, day(n)).mark for n in (4, 5, 8, 9)]
    assert marks == [Mark.SILENT, Mark.HELD, Mark.HELD, Mark.SILENT]
    assert interval_on(history.intervals, day(9)) is None


def test_a_place_without_any_date_is_undated() -> None:
    undated = make_interval(start=None, last_report=None)
    assert look(history_of(undated), day(1)) == Sight(0, Mark.UNDATED, ("army",))
    both = history_of(undated, make_interval(start=day(5)))
    assert look(both, day(1)).mark is Mark.SILENT


@pytest.mark.parametrize(("days", "age"), [(0, 0), (30, 0), (31, 1), (90, 1), (91, 2), (365, 2), (366, 3)])
def test_news_grows_old(days: int, age: int) -> None:
    assert look(history_of(make_interval()), day(days)).age == age


def test_a_later_report_makes_news_fresh() -> None:
    history = history_of(make_interval(), told=(80,))
    assert [look(history, day(n)).age for n in (79, 80, 110, 111)] == [1, 0, 0, 1]


def test_a_report_yet_to_come_counts_from_the_beginning() -> None:
    history = history_of(make_interval(last_report=day(200)))
    assert look(history, day(100)).age == 2


def test_towns_are_counted_by_actor() -> None:
    sights = [
        Sight(0, Mark.HELD, ("a",)),
        Sight(1, Mark.BESIEGED, ("a", "b")),
        Sight(2, Mark.CONTESTED, ("a", "b")),
        Sight(3, Mark.UNKNOWN),
    ]
    tally = count_sights(sights)
    assert (tally.held["a"], tally.held["b"]) == (2, 0)
    assert (tally.contested["a"], tally.contested["b"]) == (1, 1)
    assert tally.marks[Mark.UNKNOWN] == 1
