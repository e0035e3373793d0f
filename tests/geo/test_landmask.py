"""Land around points: sea and lakes are left out, the 180th meridian and the poles are no edges."""

import pytest
import shapely

from geo.boundaries import Boundaries
from geo.landmask import land_around
from geo.models import LonLat


@pytest.mark.parametrize(
    ("point", "is_land"),
    [
        (LonLat(44.36, 33.31), True),  # Baghdad
        (LonLat(30.0, 43.5), False),  # the Black Sea
        (LonLat(51.0, 42.0), False),  # the Caspian Sea
        (LonLat(179.5, 67.0), True),  # Chukotka, west of the meridian
        (LonLat(-178.0, 67.0), True),  # and east of it
        (LonLat(0.0, -88.0), True),  # near the South Pole
        (LonLat(0.0, 89.9), False),
    ],
)
def test_land_without_water(point: LonLat, *, is_land: bool) -> None:
    land = land_around(Boundaries.open(), [point], margin_km=50)
    assert shapely.contains_xy(land, point.lon, point.lat) == is_land


def test_land_across_the_meridian_is_on_both_sides() -> None:
    land = land_around(Boundaries.open(), [LonLat(179.9, 67.0)], margin_km=50)
    assert shapely.contains_xy(land, 179.8, 67.0)
    assert shapely.contains_xy(land, -179.8, 67.0)
