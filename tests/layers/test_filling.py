"""Filling blank places: day by day as from scratch, always from the nearest within reach."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from layers.filling import Filling

Spot = st.tuples(st.integers(0, 12), st.integers(0, 12))
REACH_KM = 5.0


@given(
    spots=st.lists(Spot, min_size=1, max_size=20, unique=True),
    days=st.lists(st.lists(st.integers(0, 2), min_size=20, max_size=20), min_size=1, max_size=6),
)
def test_blank_places_take_from_the_nearest(spots: list[tuple[int, int]], days: list[list[int]]) -> None:
    places = np.array(spots, dtype=np.float64)
    filling = Filling(places, REACH_KM)
    before = np.zeros(len(spots), dtype=np.int64)
    square = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    for labels in days:
        after = np.array(labels[: len(spots)])
        expected = after.copy()
        for place in np.flatnonzero(after == 0).tolist():
            near = [(square[place, n], n) for n in np.flatnonzero(after).tolist()]
            if near and min(near)[0] <= REACH_KM**2:
                expected[place] = after[min(near)[1]]
        assert filling.move(before, after).tolist() == expected.tolist()
        before = after
