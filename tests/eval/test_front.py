"""How near the drawn front is to the real one of 2024 and 2025 (simulated reports)."""

from datetime import date
from pathlib import Path
from statistics import mean

import geopandas as gpd
import pytest
import shapely

from articles.models import Party
from geo.boundaries import Boundaries
from geo.landmask import land_around
from layers.frontline import build_fronts
from layers.models import LocatedClaim
from layers.timeline import build_intervals
from whoheld.claimtable import read_claim_table

FOLDER = Path(__file__).parents[2] / "../shared/eval/control"
PLANE = "+proj=laea +lat_0=48.5 +lon_0=36 +units=km"
BORDER_KM = 3.0

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the control benchmark is not beside the checkout"
)


def distances_km(line: shapely.Geometry, other: shapely.Geometry) -> list[float]:
    """Return how far a line is from another one, at a point of each kilometre."""
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(line, 1.0)))
    distances: list[float] = shapely.distance(points, other).tolist()
    return distances


def test_the_drawn_front_lies_by_the_real_one() -> None:
    rows = read_claim_table(FOLDER / "claims.csv", party=lambda name: Party(name.lower(), name, name))
    intervals = build_intervals([row for row in rows if isinstance(row, LocatedClaim)])
    truth = gpd.read_file(FOLDER / "areas_truth.geojson").to_crs(PLANE)
    country = gpd.read_file(FOLDER / "land.geojson").to_crs(PLANE)
    inland = shapely.buffer(shapely.union_all(country.geometry.values), -BORDER_KM)
    land = land_around(Boundaries.open(), [found.place.point for found in intervals], margin_km=60)
    off, missed, lengths = [], [], []
    held = truth[truth["kind"] == "russia"]
    for day, shapes in held.groupby(held["date"].astype(str).str[:10]):
        fronts = build_fronts(intervals, on=[date.fromisoformat(day)], land=land)
        drawn = gpd.GeoSeries([line.geometry for line in fronts], crs=4326).to_crs(PLANE).union_all()
        outline = shapely.boundary(shapely.union_all(shapes.geometry.values))
        real = shapely.intersection(outline, inland)
        off.append(mean(distances_km(drawn, outline)))
        missed.append(mean(distance > 5 for distance in distances_km(real, drawn)))
        lengths.append(sum(line.length_km for line in fronts) / real.length)
    assert len(off) == 9
    assert mean(off) < 2.8
    assert mean(missed) < 0.05
    assert 1.0 < mean(lengths) < 1.45
