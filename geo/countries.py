"""Tell the country a point lies in."""

import shapely

from geo.boundaries import Boundaries
from geo.models import LonLat


class CountryFinder:
    """Finds the country around a point, by Natural Earth's de-facto borders; polygons are read once."""

    def __init__(self, boundaries: Boundaries) -> None:
        """Read the polygons of all countries."""
        self._features = boundaries.layer("country")
        self._tree = shapely.STRtree([feature.geometry for feature in self._features])

    def __call__(self, point: LonLat) -> str:
        """Return the ISO 3166 alpha-2 code of the country around a point, "" where there is none."""
        found = sorted(self._tree.query(shapely.Point(point.lon, point.lat), predicate="intersects").tolist())
        return self._features[found[0]].country if found else ""
