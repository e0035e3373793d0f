"""Strips beside changes: narrow ones go to the neighbour, wide ones and those with a town stay."""

import pytest
import shapely

from layers.clusters import Label
from layers.models import State
from layers.slivers import clean_slivers

NORTH: Label = (State.CONTROLLED, ("north",))
SOUTH: Label = (State.CONTROLLED, ("south",))
CHANGED = shapely.box(0, 2, 20, 12)


@pytest.mark.parametrize(
    ("height_km", "towns", "is_given"),
    [
        (2.0, [], True),
        (2.0, [(10.0, 1.0)], False),
        (4.0, [], False),
    ],
)
def test_strips_between_changed_land_and_the_old_front(
    height_km: float, towns: list[tuple[float, float]], *, is_given: bool
) -> None:
    """South took land but a strip of north's is left between it and its old land."""
    strip = shapely.box(0, 2 - height_km, 20, 2)
    old = shapely.box(0, -20, 20, 2 - height_km)
    shapes = {NORTH: strip.union(shapely.box(0, 12, 20, 40)), SOUTH: old.union(CHANGED)}
    points = {NORTH: shapely.MultiPoint(towns), SOUTH: shapely.MultiPoint()}
    cleaned = clean_slivers(shapes, CHANGED, points)
    middle = shapely.Point(10, 2 - height_km / 2)
    assert cleaned[SOUTH].contains(middle) == is_given
    assert cleaned[NORTH].contains(middle) != is_given
    assert cleaned[NORTH].intersection(cleaned[SOUTH]).area == pytest.approx(0, abs=1e-9)
    whole = shapely.union_all([*shapes.values()]).area
    assert cleaned[NORTH].area + cleaned[SOUTH].area == pytest.approx(whole)


def test_without_changes_nothing_is_cleaned() -> None:
    shapes = {NORTH: shapely.box(0, 0, 20, 0.5)}
    assert clean_slivers(shapes, shapely.Polygon(), {NORTH: shapely.MultiPoint()}) == shapes
