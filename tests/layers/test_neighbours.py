"""Neighbours are found anywhere on earth, whatever the places' layout."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.models import LonLat, great_circle_km
from layers.neighbours import MAX_EDGE_KM, find_theatres

points = st.lists(
    st.builds(
        LonLat,
        lon=st.sampled_from([-180.0, -179.9, 179.9, 180.0, 0.0, 0.1, 0.2, 0.3]),
        lat=st.sampled_from([-90.0, -89.9, 0.0, 0.1, 0.2, 45.0, 89.9, 90.0]),
    ),
    max_size=20,
)


@settings(max_examples=200, deadline=None)
@given(points)
def test_every_place_is_in_one_theatre_and_edges_are_short_and_mutual(places: list[LonLat]) -> None:
    theatres = find_theatres(places)
    members = sorted(int(number) for theatre in theatres for number in theatre.members)
    assert members == list(range(len(places)))
    for theatre in theatres:
        near = theatre.adjacent
        for row, (slots, lengths) in enumerate(zip(near.index, near.distance_km, strict=True)):
            for other, length in zip(slots, lengths, strict=True):
                if np.isfinite(length):
                    a, b = places[theatre.members[row]], places[theatre.members[other]]
                    assert length <= MAX_EDGE_KM
                    assert great_circle_km(a, b) == pytest.approx(length, abs=0.05)
                    assert row in near.index[other]


@pytest.mark.parametrize(
    ("places", "sizes"),
    [
        ([], []),
        ([(0, 0)], [1]),
        ([(0, 0), (0, 0)], [2]),
        ([(0, 0), (0.1, 0)], [2]),
        ([(0, 0), (1, 0)], [1, 1]),
        ([(x / 10, 0) for x in range(6)], [6]),
        ([(179.95, 10), (-179.95, 10)], [2]),
        ([(lon, 89.95) for lon in (-120, 0, 120)], [3]),
    ],
)
def test_theatres_hold_what_lies_together(places: list[tuple[float, float]], sizes: list[int]) -> None:
    theatres = find_theatres([LonLat(lon=lon, lat=lat) for lon, lat in places])
    assert [len(theatre.members) for theatre in theatres] == sizes


def test_collinear_places_form_a_chain() -> None:
    (theatre,) = find_theatres([LonLat(lon=lon / 10, lat=0) for lon in range(5)])
    degree = np.isfinite(theatre.adjacent.distance_km).sum(axis=1)
    assert degree.tolist() == [1, 2, 2, 2, 1]


def test_the_nearest_come_first_and_are_24_at_most() -> None:
    (theatre,) = find_theatres([LonLat(lon=x / 50, lat=y / 50) for x in range(8) for y in range(8)])
    nearest = theatre.nearest()
    assert nearest.index.shape == (64, 24)
    assert (np.diff(nearest.distance_km, axis=1) >= 0).all()
