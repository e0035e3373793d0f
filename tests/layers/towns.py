"""Random towns with histories, for the tests of what is drawn between them."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import strategies as st

from geo.models import LonLat, Place, PlaceKind
from layers.models import ControlInterval, State
from tests.builders import day, make_interval

LAST_DAY = 12
SIZES = {State.CONTROLLED: 1, State.CONTESTED: 2, State.BESIEGED: 2, State.UNKNOWN: 0}


def make_town(name: str, *, lon: float = 0.0, lat: float = 0.0, population: int = 0) -> Place:
    """Return a town of so many people."""
    return Place(name, name, LonLat(lon, lat), PlaceKind.TOWN, population=population)


def held(
    town: Place, *actors: str, start: int = 0, end: int | None = None, probability: float = 0.9
) -> ControlInterval:
    """Return an interval: one actor holds the town, several contest it."""
    state = State.CONTROLLED if len(actors) == 1 else State.CONTESTED
    return make_interval(
        town, state=state, actors=actors, start=day(start), probability=probability,
        end=None if end is None else day(end),
    )  # fmt: skip


@st.composite
def town_histories(draw: st.DrawFn, *, most: int = 8) -> list[ControlInterval]:
    """Return the intervals of some towns near each other, of up to three actors, on some days."""
    spots = draw(
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=most, unique=True)
    )
    intervals: list[ControlInterval] = []
    for number, (column, row) in enumerate(spots):
        town = make_town(
            f"t{number}", lon=20.0 + 0.07 * column + 0.003 * row, lat=10.0 + 0.05 * row,
            population=draw(st.sampled_from([0, 1_000])),
        )  # fmt: skip
        days = sorted(draw(st.sets(st.integers(0, LAST_DAY), min_size=2, max_size=4)))
        for start, end in pairwise(days):
            state = draw(st.sampled_from(State))
            actors = draw(st.permutations("abc"))[: SIZES[state]]
            probability = draw(st.sampled_from([0.5, 0.9]))
            intervals.append(
                make_interval(
                    town,
                    state=state,
                    actors=actors,
                    probability=probability,
                    start=day(start),
                    end=None if end == LAST_DAY else day(end),
                )
            )
    return intervals


ANY_DAY = st.integers(0, LAST_DAY + 1).map(lambda number: day(0) + timedelta(days=number))
