"""First-level units as gazetteer entries, and the unit each town lies in."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.compile_cities import CityRow
from geo.entries import Entry
from geo.labels import Label
from geo.models import LonLat, Place, PlaceKind
from geo.unit_names import UnitWords
from geo.world_file import Feature

_MAJORITY = 0.9
_FARTHEST_DEG = 1.0
# People say "Leeds, England": the source's units are counties and boroughs.
_NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}


def assign_units(cities: Sequence[CityRow], units: Sequence[Feature]) -> list[Feature | None]:
    """Return for each town the first-level unit of its own country it lies in.

    Polygons are simplified and GeoNames' codes do not always match them, so a town takes the unit in which
    at least nine in ten towns of the same code lie; else the one around it; else the nearest within a degree.

    Args:
        cities: Rows of GeoNames.
        units: Features of the layer "admin1".
    """
    around = _units_around(cities, units)
    groups: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for row, unit in zip(cities, around, strict=True):
        if unit is not None:
            groups[row["countrycode"], row["admin1code"]][unit] += 1
    usual = {
        group: unit
        for group, found in groups.items()
        for unit, count in found.most_common(1)
        if count >= _MAJORITY * found.total()
    }
    chosen = [
        usual.get((row["countrycode"], row["admin1code"]), unit)
        for row, unit in zip(cities, around, strict=True)
    ]
    left = [index for index, unit in enumerate(chosen) if unit is None]
    for index, unit in zip(left, _nearest_units([cities[index] for index in left], units), strict=True):
        chosen[index] = unit
    return [None if unit is None else units[unit] for unit in chosen]


def unit_name(row: CityRow, unit: Feature | None) -> str:
    """Return the name of the first-level unit a town is said to lie in, or ""."""
    if row["countrycode"] == "GB" and row["admin1code"] in _NATIONS:
        return _NATIONS[row["admin1code"]]
    return unit.name if unit else ""


def _points(cities: Sequence[CityRow]) -> NDArray[np.object_]:
    lonlat = np.array([(row["longitude"], row["latitude"]) for row in cities], dtype=float).reshape(-1, 2)
    return np.asarray(shapely.points(lonlat))


def _units_around(cities: Sequence[CityRow], units: Sequence[Feature]) -> list[int | None]:
    """Return the index of the unit around each town, if it is of the town's country."""
    around: list[int | None] = [None] * len(cities)
    tree = shapely.STRtree([unit.geometry for unit in units])
    for city, unit in tree.query(_points(cities), predicate="intersects").T.tolist():
        if units[unit].country == cities[city]["countrycode"]:
            around[city] = unit
    return around


def _nearest_units(cities: Sequence[CityRow], units: Sequence[Feature]) -> Iterator[int | None]:
    """Yield the index of the nearest unit of each town's country, if it is near at all."""
    of_country: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        of_country[unit.country].append(index)
    trees: dict[str, shapely.STRtree] = {}
    for row, point in zip(cities, _points(cities).tolist(), strict=True):
        country = row["countrycode"]
        if country in of_country and country not in trees:
            trees[country] = shapely.STRtree([units[index].geometry for index in of_country[country]])
        if country not in trees:
            yield None
            continue
        near = trees[country].query_nearest(point, max_distance=_FARTHEST_DEG)
        yield next((of_country[country][index] for index in near.tolist()), None)


def unit_entries(
    units: Sequence[Feature], *, words: UnitWords, population_of: Mapping[str, int]
) -> Iterator[Entry]:
    """Yield an entry for each first-level unit.

    Args:
        units: Features of the layer "admin1".
        words: Words for kinds of units.
        population_of: People in the towns of each unit, by id.
    """
    for unit in units:
        aliases = tuple(alias for alias in unit.aliases if words.bare(alias))
        derived = words.derived((unit.name, *aliases), unit.country)
        place = Place(
            id=unit.id,
            name=unit.name,
            point=LonLat(unit.lon, unit.lat),
            kind=PlaceKind.ADMIN1,
            country=unit.country,
            admin1=unit.name,
            population=population_of.get(unit.id, 0),
            aliases=aliases,
        )
        yield Entry(place, tuple((name, Label.ALIAS) for name in derived))
