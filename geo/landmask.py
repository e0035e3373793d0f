"""Land without sea and big lakes, around points."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from geo.models import LonLat

TILE_DEGREES = 5
_KM_PER_DEGREE = 111.2


class Clipped(Protocol):
    """What lies in a window."""

    @property
    def countries(self) -> Iterable[tuple[str, BaseGeometry]]: ...  # noqa: D102
    @property
    def lakes(self) -> Iterable[tuple[str, BaseGeometry]]: ...  # noqa: D102


class Coasts(Protocol):
    """Where countries and lakes come from; `geo.boundaries.Boundaries` satisfies it."""

    def clip(self, west: float, south: float, east: float, north: float, *, admin1: bool = True) -> Clipped:
        """Return what lies in a window, in WGS 84 degrees."""


def land_around(boundaries: Coasts, points: Sequence[LonLat], *, margin_km: float) -> BaseGeometry:
    """Return the land around points, in WGS 84.

    It is cut from squares of 5 degrees: all of those that lie within the margin of a point, so that more land
    than needed is returned, but nowhere less.

    Args:
        boundaries: Countries and lakes.
        points: Anywhere.
        margin_km: How far from them land is wanted at least.
    """
    tiles = sorted({tile for point in points for tile in _tiles(point, margin_km)})
    land: list[BaseGeometry] = []
    lakes: list[BaseGeometry] = []
    for west, south in tiles:
        found = boundaries.clip(west, south, west + TILE_DEGREES, south + TILE_DEGREES, admin1=False)
        land += [geometry for _, geometry in found.countries]
        lakes += [geometry for _, geometry in found.lakes]
    return shapely.difference(shapely.union_all(land), shapely.union_all(lakes))


def _tiles(point: LonLat, margin_km: float) -> Iterator[tuple[int, int]]:
    """Yield the south-western corners of the squares near a point."""
    reach = margin_km / _KM_PER_DEGREE
    south, north = max(point.lat - reach, -90.0), min(point.lat + reach, 90.0)
    narrowest = math.cos(math.radians(max(abs(south), abs(north))))
    turn = 180.0 if narrowest * 180.0 <= reach else reach / narrowest
    columns = range(
        math.floor((point.lon - turn) / TILE_DEGREES), math.floor((point.lon + turn) / TILE_DEGREES) + 1
    )
    for row in range(math.floor(south / TILE_DEGREES), min(math.floor(north / TILE_DEGREES), 17) + 1):
        for column in columns:
            west = (column * TILE_DEGREES + 180) % 360 - 180
            yield west, row * TILE_DEGREES
