"""A local equal-area map: degrees to kilometres and back, anywhere on earth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geo.models import LonLat

Floats = npt.NDArray[np.float64]

_WEST, _EAST = shapely.box(-180.0, -90.0, 180.0, 90.0), shapely.box(180.0, -90.0, 540.0, 90.0)


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

    def _proj(self) -> pyproj.Proj:
        return pyproj.Proj(
            proj="laea", lat_0=self.centre.lat, lon_0=self.centre.lon, ellps="WGS84", units="km"
        )

    def forward(self, points: Sequence[LonLat]) -> Floats:
        """Return the kilometres east and north of the centre, a row per point."""
        lonlat = np.array([(point.lon, point.lat) for point in points], dtype=np.float64).reshape(-1, 2)
        return np.column_stack(self._proj()(lonlat[:, 0], lonlat[:, 1]))

    def flatten(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of degrees in kilometres; what lies beyond the map's horizon is dropped."""
        project = self._proj()

        def to_plane(coordinates: Floats) -> Floats:
            return np.column_stack(project(coordinates[:, 0], coordinates[:, 1]))

        return shapely.transform(geometry, to_plane)

    def unflatten(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of kilometres in degrees, cut at the 180th meridian as RFC 7946 asks for."""
        project = self._proj()
        centre = self.centre.lon

        def to_globe(coordinates: Floats) -> Floats:
            lon, lat = project(coordinates[:, 0], coordinates[:, 1], inverse=True)
            around = centre + (np.asarray(lon) - centre + 180.0) % 360.0 - 180.0
            return np.column_stack([around, lat])

        globe = shapely.transform(geometry, to_globe)
        west, _south, east, _north = globe.bounds if not globe.is_empty else (0.0, 0.0, 0.0, 0.0)
        return globe if west >= -180.0 and east <= 180.0 else _cut(globe)


def _cut(globe: BaseGeometry) -> BaseGeometry:
    """Return a geometry with longitudes beyond 180 degrees as parts on both sides of the meridian."""
    dimension = shapely.get_dimensions(globe)
    parts: list[BaseGeometry] = []
    for turn in (-360.0, 0.0, 360.0):
        inside = shapely.intersection(globe, shapely.affinity.translate(_WEST, turn))
        back = shapely.affinity.translate(inside, -turn)
        parts += [part for part in shapely.get_parts(back) if shapely.get_dimensions(part) == dimension]
    return shapely.union_all(parts) if len(parts) != 1 else parts[0]
