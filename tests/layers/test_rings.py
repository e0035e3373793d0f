"""Polygons from directed edges: holes, islands in them, and land that touches in one point."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.rings import polygons_of

SIZE = 5


def outline(squares: set[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the edges around unit squares, land on the left, and the corners of the grid."""
    edges = []
    for x, y in squares:
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        for side, beyond in enumerate([(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)]):
            if beyond not in squares:
                ends = corners[side], corners[(side + 1) % 4]
                edges.append([at[0] * (SIZE + 1) + at[1] for at in ends])
    corners_all = [(x, y) for x in range(SIZE + 1) for y in range(SIZE + 1)]
    return np.array(edges, dtype=np.int64).reshape(-1, 2), np.array(corners_all, dtype=np.float64)


@given(st.sets(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))))
def test_squares_are_found_again(squares: set[tuple[int, int]]) -> None:
    drawn, size = polygons_of(*outline(squares))
    whole = shapely.union_all([shapely.box(x, y, x + 1, y + 1) for x, y in squares])
    assert drawn.is_valid
    assert size == pytest.approx(len(squares))
    assert drawn.symmetric_difference(whole).area == 0


def test_an_island_in_a_hole_is_land_of_its_own() -> None:
    ring = {(x, y) for x in range(5) for y in range(5)} - {(x, y) for x in (1, 2, 3) for y in (1, 2, 3)}
    drawn, size = polygons_of(*outline(ring | {(2, 2)}))
    assert (drawn.geom_type, size) == ("MultiPolygon", 17)
    assert sorted(len(part.interiors) for part in shapely.get_parts(drawn)) == [0, 1]


def test_nothing_is_no_land() -> None:
    drawn, size = polygons_of(*outline(set()))
    assert drawn.is_empty
    assert size == 0
