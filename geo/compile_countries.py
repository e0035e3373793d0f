"""Countries and continents as gazetteer entries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from geo.entries import Entry
from geo.models import LonLat, Place, PlaceKind


def country_entries(
    countries: Mapping[str, Any], continents: Mapping[str, Any], cities: Mapping[str, Any]
) -> Iterator[Entry]:
    """Yield countries and continents."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities.values():
        points[city["countrycode"]].append((city["longitude"], city["latitude"]))
    for code, row in countries.items():
        known = points.get(code) or [(0.0, 0.0)]
        lon = sum(p[0] for p in known) / len(known)
        lat = sum(p[1] for p in known) / len(known)
        yield Entry(
            Place(
                f"ne:{row['iso3']}",
                row["name"],
                LonLat(lon, lat),
                PlaceKind.COUNTRY,
                code,
                "",
                row["population"],
            )
        )
    for code, row in continents.items():
        point = LonLat(float(row["lng"]), float(row["lat"]))
        yield Entry(
            Place(f"continent:{code}", row["name"], point, PlaceKind.CONTINENT, "", "", row["population"])
        )
