"""Give the places a user added the country and first-level unit they lie in."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from geo.entries import Entry
from geo.models import PlaceKind
from geo.world_file import Feature

_FARTHEST_DEG = 1.0
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.WATER})


def find_units(entries: Sequence[Entry], units: Sequence[Feature]) -> list[Entry]:
    """Return the entries with the unit around each point; a country that was given stays.

    Units at least a degree away do not count: such a place keeps what it brought.

    Args:
        entries: Places in any order; it is kept.
        units: Features of the layer "admin1".
    """
    points = np.asarray(shapely.points([(e.place.point.lon, e.place.point.lat) for e in entries]))
    tree = shapely.STRtree([unit.geometry for unit in units])
    around: dict[int, list[Feature]] = {}
    found = tree.query(points, predicate="intersects").T.tolist()
    seen = {place for place, _unit in found}
    left = np.array([index for index in range(len(points)) if index not in seen], dtype=int)
    near = tree.query_nearest(points[left], max_distance=_FARTHEST_DEG).T.tolist() if len(left) else []
    for place, unit in [*found, *((int(left[place]), unit) for place, unit in near)]:
        around.setdefault(place, []).append(units[unit])
    return [_placed(entry, around.get(index, [])) for index, entry in enumerate(entries)]


def _placed(entry: Entry, around: Sequence[Feature]) -> Entry:
    place = entry.place
    fitting = [unit for unit in around if place.country in ("", unit.country)]
    if not fitting or place.kind in _WIDE:
        return entry
    unit = min(fitting, key=lambda unit: unit.id)
    return replace(entry, place=replace(place, country=place.country or unit.country, admin1=unit.name))
