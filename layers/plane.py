"""A local equal-area map: degrees to kilometres and back, anywhere on earth."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

from geo.models import LonLat

Floats = npt.NDArray[np.float64]

_WORLD = shapely.box(-180.0, -90.0, 180.0, 90.0)
_GRID_KM = 1e-6
_EDGE_DEGREES = 1e-7
_POLAR_DEGREES, _POLAR_STEP_KM = 85.0, 1.0  # straight edges are curves in degrees near the poles


@dataclass(frozen=True, slots=True)
class Plane:
    """Lambert's azimuthal equal-area map on the WGS 84 ellipsoid around a centre; areas are exact.

    Attributes:
        centre: Where distances are exact, too.
    """

    centre: LonLat

    @classmethod
    def around(cls, points: Sequence[LonLat]) -> "Plane":
        """Return the map around the middle of points."""
        lon = np.radians([point.lon for point in points])
        lat = np.radians([point.lat for point in points])
        x, y = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon)
        middle = (float(x.mean()), float(y.mean()), float(np.sin(lat).mean()))
        if np.hypot(middle[0], middle[1]) < 1e-9 and abs(middle[2]) < 1e-9:
            return cls(points[0])
        flat = float(np.hypot(middle[0], middle[1]))
        return cls(
            LonLat(
                float(np.degrees(np.arctan2(middle[1], middle[0]))),
                float(np.degrees(np.arctan2(middle[2], flat))),
            )
        )

    def forward(self, points: Sequence[LonLat]) -> Floats:
        """Return the kilometres east and north of the centre, a row per point."""
        lonlat = np.array([(point.lon, point.lat) for point in points], dtype=np.float64).reshape(-1, 2)
        return np.column_stack(_projection(self.centre)(lonlat[:, 0], lonlat[:, 1]))

    def flatten(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of degrees in kilometres; what lies beyond the map's horizon is dropped."""
        project = _projection(self.centre)

        def to_plane(coordinates: Floats) -> Floats:
            return np.column_stack(project(coordinates[:, 0], coordinates[:, 1]))

        return shapely.transform(geometry, to_plane)

    def unflatten(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of kilometres in degrees, cut at the 180th meridian as RFC 7946 asks for."""
        halves = self._halves(geometry)
        if len(halves) == 1:
            return self._unflatten(geometry, 0)
        parts = [self._unflatten(half, side) for half, side in zip(halves, (-1, 1), strict=True)]
        found = np.concatenate([np.atleast_1d(shapely.get_parts(half)) for half in parts])
        kept = found[shapely.get_dimensions(found) == shapely.get_dimensions(geometry)]
        whole: BaseGeometry = shapely.union_all(kept)
        return whole

    def _halves(self, geometry: BaseGeometry) -> list[BaseGeometry]:
        """Return a geometry around a pole as what lies west and east of the meridian through the centre."""
        if geometry.is_empty:
            return [geometry]
        poles = [LonLat(0.0, 90.0), LonLat(0.0, -90.0)]
        north, south = self.forward(poles)[:, 1].tolist()
        west, low, east, high = geometry.bounds
        if west > 0 or east < 0 or not (high > north or low < south):
            return [geometry]
        stops = [stop for pole in (north, south) for stop in (pole - _GRID_KM, pole + _GRID_KM)]
        edge = max(abs(bound) for bound in geometry.bounds) + 1.0
        ring = [(0.0, -edge), *((0.0, stop) for stop in sorted(stops) if -edge < stop < edge), (0.0, edge)]
        return [
            shapely.intersection(
                geometry, shapely.Polygon([*ring, (side * edge, edge), (side * edge, -edge)])
            )
            for side in (-1, 1)
        ]

    def _unflatten(self, geometry: BaseGeometry, side: int) -> BaseGeometry:
        """Return a geometry in degrees; `side` is that of the centre's meridian on which all of it lies."""
        project = _projection(self.centre)
        centre = self.centre.lon

        def to_globe(coordinates: Floats) -> Floats:
            lon, lat = project(coordinates[:, 0], coordinates[:, 1], inverse=True)
            turn = (np.asarray(lon) - centre + 180.0) % 360.0 - 180.0
            is_edge = np.abs(turn) > 180.0 - _EDGE_DEGREES
            turn = np.where(is_edge & (side != 0), side * 180.0, turn)
            return np.column_stack([centre + turn, lat])

        globe = shapely.transform(geometry, to_globe)
        west, south, east, north = globe.bounds if not globe.is_empty else (0.0, 0.0, 0.0, 0.0)
        if max(-south, north) > _POLAR_DEGREES:
            globe = shapely.transform(shapely.segmentize(geometry, _POLAR_STEP_KM), to_globe)
            if shapely.get_dimensions(globe) == 2 and not globe.is_valid:
                globe = shapely.make_valid(globe, method="structure", keep_collapsed=False)
        return globe if west >= -180.0 and east <= 180.0 else _cut(globe)


@lru_cache(maxsize=256)
def _projection(centre: LonLat) -> pyproj.Proj:
    return pyproj.Proj(proj="laea", lat_0=centre.lat, lon_0=centre.lon, ellps="WGS84", units="km")


def _cut(globe: BaseGeometry) -> BaseGeometry:
    """Return a geometry with longitudes beyond 180 degrees as parts on both sides of the meridian."""
    dimension = shapely.get_dimensions(globe)
    parts: list[BaseGeometry] = []
    for turn in (-360.0, 0.0, 360.0):
        inside = shapely.intersection(globe, shapely.affinity.translate(_WORLD, turn))
        back = shapely.affinity.translate(inside, -turn)
        parts += [part for part in shapely.get_parts(back) if shapely.get_dimensions(part) == dimension]
    return shapely.union_all(parts) if len(parts) != 1 else parts[0]
