"""Every change of state or sides is listed once, on its day; what stays the same is none."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.changes import compare_days, find_changes
from layers.errors import BadDaysError
from layers.models import Change, ControlInterval, State, Turn
from layers.spells import find_spells
from tests.builders import day, make_interval, make_place

HELD, FOUGHT, SIEGE, UNKNOWN = State.CONTROLLED, State.CONTESTED, State.BESIEGED, State.UNKNOWN
Step = tuple[int, int | None, State, tuple[str, ...]]


def history(*steps: Step, place: str = "Rawa") -> list[ControlInterval]:
    """Return the intervals of one town: first day, day after the last one, state, actors."""
    return [
        make_interval(
            make_place(place), state=state, actors=actors, start=day(start),
            end=None if end is None else day(end), evidence=[f"{place}{start}"],
        )
        for start, end, state, actors in steps
    ]  # fmt: skip


def turns(changes: tuple[Change, ...]) -> list[tuple[int, str]]:
    return [((change.day - day(0)).days, change.turn.value) for change in changes]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(0, None, HELD, ("a",))], [(0, "first report")]),
        ([(0, 5, HELD, ("a",)), (5, None, HELD, ("b",))], [(0, "first report"), (5, "taken")]),
        ([(0, 5, HELD, ("a",)), (5, None, HELD, ("a",))], [(0, "first report")]),
        (
            [(0, 5, HELD, ("a",)), (5, 9, FOUGHT, ("a", "b")), (9, None, HELD, ("b",))],
            [(0, "first report"), (5, "contested"), (9, "taken")],
        ),
        (
            [(0, 5, HELD, ("a",)), (5, 9, FOUGHT, ("a", "b")), (9, None, HELD, ("a",))],
            [(0, "first report"), (5, "contested"), (9, "settled")],
        ),
        ([(0, 5, FOUGHT, ("a", "b")), (5, None, FOUGHT, ("b", "a"))], [(0, "first report")]),
        (
            [(0, 5, SIEGE, ("a", "b")), (5, None, SIEGE, ("b", "a"))],
            [(0, "first report"), (5, "taken")],
        ),
        (
            [(0, 5, HELD, ("a",)), (5, 9, SIEGE, ("a", "b")), (9, None, HELD, ("a",))],
            [(0, "first report"), (5, "besieged"), (9, "settled")],
        ),
        (
            [(0, 5, HELD, ("a",)), (9, None, HELD, ("b",))],
            [(0, "first report"), (5, "unknown"), (9, "taken")],
        ),
        ([(0, 5, HELD, ("a",))], [(0, "first report"), (5, "unknown")]),
        ([(0, 5, UNKNOWN, ()), (5, None, HELD, ("a",))], [(5, "first report")]),
        ([(0, None, UNKNOWN, ())], []),
    ],
)
def test_changes_of_a_history(steps: list[Step], expected: list[tuple[int, str]]) -> None:
    assert turns(find_changes(history(*steps))) == expected


def test_a_change_says_what_was_what_is_and_why() -> None:
    first, taken = find_changes(history((0, 5, HELD, ("a",)), (5, None, HELD, ("b",))))
    assert (first.before, first.after) == (None, (HELD, ("a",)))
    assert (taken.before, taken.after) == ((HELD, ("a",)), (HELD, ("b",)))
    assert (taken.evidence, taken.probability) == (("Rawa5",), 0.9)


def test_a_place_is_taken_from_its_last_known_holder() -> None:
    steps = history(
        (0, 5, HELD, ("a",)), (7, 8, FOUGHT, ("b", "c")), (8, 9, HELD, ("b",)), (9, None, HELD, ("b", "c"))
    )
    assert [change.taken_from for change in find_changes(steps)] == ["", "", "", "a", ""]
    (change,) = compare_days(steps, days=[day(6), day(20)])
    assert (change.turn, change.taken_from, change.before) == (Turn.TAKEN, "a", (UNKNOWN, ()))


def test_undated_intervals_change_nothing() -> None:
    assert find_changes([make_interval(start=None)]) == ()


def test_changes_come_by_day_and_place() -> None:
    rawa = history((0, 5, HELD, ("a",)), (5, None, HELD, ("b",)))
    changes = find_changes([*rawa, *history((5, None, HELD, ("a",)), place="Anah")])
    assert [(change.day, change.place.name) for change in changes] == [
        (day(0), "Rawa"), (day(5), "Anah"), (day(5), "Rawa"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(None, 5, [0, 5]), (5, None, [5, 9]), (5, 5, [5]), (6, 8, [])],
)
def test_both_days_of_a_range_belong_to_it(since: int | None, until: int | None, expected: list[int]) -> None:
    steps = history((0, 5, HELD, ("a",)), (5, 9, HELD, ("b",)), (9, None, HELD, ("a",)))
    found = find_changes(
        steps,
        since=None if since is None else day(since),
        until=None if until is None else day(until),
    )
    assert [(change.day - day(0)).days for change in found] == expected


def test_ranges_that_run_backwards_are_refused() -> None:
    with pytest.raises(BadDaysError, match="2017-01-06 to 2017-01-05"):
        find_changes([], since=day(5), until=day(4))


def test_between_two_days_only_what_stayed_changed_counts() -> None:
    there_and_back = history((0, 5, HELD, ("a",)), (5, 9, HELD, ("b",)), (9, None, HELD, ("a",)))
    fought_over = history(
        (0, 5, HELD, ("a",)), (5, 9, FOUGHT, ("a", "b")), (9, None, HELD, ("b",)), place="Anah"
    )
    (change,) = compare_days([*there_and_back, *fought_over], days=[day(1), day(20)])
    assert (change.place.name, change.day, change.turn) == ("Anah", day(9), Turn.TAKEN)
    assert (change.before, change.after) == ((HELD, ("a",)), (HELD, ("b",)))


def test_a_first_report_between_two_days_is_a_change() -> None:
    (change,) = compare_days(history((5, None, HELD, ("a",))), days=[day(20), day(1)])
    assert (change.turn, change.before) == (Turn.FIRST, None)
    assert compare_days(history((5, None, HELD, ("a",))), days=[day(1), day(2)]) == ()


def test_one_day_is_compared_with_nothing() -> None:
    with pytest.raises(BadDaysError, match="two of them, such as"):
        compare_days([], days=[day(1), day(1)])


@st.composite
def histories(draw: st.DrawFn) -> list[ControlInterval]:
    """Return the intervals of one town, some with gaps between them."""
    days = sorted(draw(st.sets(st.integers(0, 40), min_size=2, max_size=10)))
    steps: list[Step] = []
    for start, end in pairwise(days):
        state = draw(st.sampled_from(State))
        size = {UNKNOWN: 0, HELD: 1}.get(state, 2)
        actors = tuple(draw(st.permutations("abc"))[:size])
        if draw(st.booleans()):
            steps.append((start, end, state, actors))
    return history(*steps)


@given(histories())
def test_changes_chain_and_spells_have_no_gaps(intervals: list[ControlInterval]) -> None:
    changes = find_changes(intervals)
    for one, other in pairwise(changes):
        assert one.after == other.before
        assert one.day < other.day
    for spells in find_spells(intervals).values():
        assert spells[-1].end == date.max
        for before, after in pairwise(spells):
            assert before.end == after.start
            assert not before.is_same(after)


@given(histories(), st.integers(-1, 41), st.integers(-1, 41))
def test_comparing_days_agrees_with_replaying_changes(
    intervals: list[ControlInterval], one: int, other: int
) -> None:
    first, second = sorted((one, other))
    if first == second:
        return
    between = find_changes(intervals, since=day(first + 1), until=day(second))
    for change in compare_days(intervals, days=[day(first), day(second)]):
        assert change.after == between[-1].after
        assert change.day == between[-1].day
        assert change.before == between[0].before
