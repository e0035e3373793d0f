"""The world that ships with whoheld, and the file it comes in."""

import csv
import pickle
import sqlite3
import time
from importlib.resources import files
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries
from geo.errors import BadPlaceDataError
from geo.gazetteer import Gazetteer
from geo.world_file import Feature, pack, unpack, write_world

COUNTRIES = [
    "UKR", "RUS", "YEM", "MMR", "FRA", "NOR", "SYR", "IRQ", "LBY", "SDN", "SSD", "SOM", "MLI", "BFA", "NGA",
    "ETH", "COD", "PSE", "LBN", "AFG", "ARM", "AZE", "XKX", "ISR", "EGY", "USA", "CHN", "IND", "GBR",
]  # fmt: skip


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_country_has_a_sound_polygon(boundaries: Boundaries, code: str) -> None:
    geometry = boundaries.geometry(f"ne:{code}")
    assert geometry is not None
    assert geometry.is_valid
    assert geometry.area > 0.3
    assert geometry.geom_type in ("Polygon", "MultiPolygon")


def test_every_feature_is_valid_and_not_empty(boundaries: Boundaries) -> None:
    for layer in ("country", "admin1", "region", "river", "lake", "disputed"):
        features = boundaries.layer(layer)
        assert features
        assert all(feature.geometry.is_valid and not feature.geometry.is_empty for feature in features)


def test_neighbours_do_not_overlap(boundaries: Boundaries) -> None:
    shapes = [feature.geometry for feature in boundaries.layer("country")]
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T
    overlaps = [shapely.intersection(shapes[one], shapes[other]).area for one, other in pairs if one < other]
    assert max(overlaps) < 1e-4


def test_neighbours_meet(boundaries: Boundaries) -> None:
    syria, iraq = boundaries.geometry("ne:SYR"), boundaries.geometry("ne:IRQ")
    assert syria is not None
    assert iraq is not None
    assert shapely.intersection(syria, iraq).length > 3.0


@pytest.mark.parametrize(
    ("place_id", "lon", "lat"),
    [
        ("ne:UKR", 30.52, 50.45), ("ne:RUS", 37.6, 55.75), ("ne:FRA", 2.35, 48.85), ("ne:NOR", 10.75, 59.91),
        ("ne:XKX", 21.16, 42.66), ("ne:SOL", 44.06, 9.56), ("ne:CYN", 33.6, 35.3), ("ne:SOM", 45.34, 2.04),
        ("ne:SY-raqqa", 39.01, 35.95), ("ne:IQ-nineveh", 43.13, 36.34), ("ne:UA-crimea", 34.1, 44.95),
        ("region:darfur", 25.35, 13.63), ("region:donbas", 37.8, 48.0), ("region:england", -1.55, 53.8),
    ],
)  # fmt: skip
def test_polygons_are_where_their_capitals_are(
    boundaries: Boundaries, place_id: str, lon: float, lat: float
) -> None:
    geometry = boundaries.geometry(place_id)
    assert geometry is not None
    assert geometry.contains(Point(lon, lat))


def test_overseas_parts_do_not_stretch_their_country(boundaries: Boundaries) -> None:
    france = boundaries.geometry("ne:FRA")
    assert france is not None
    assert france.bounds[0] > -6
    assert boundaries.geometry("ne:GUF") is not None


def test_codes_that_the_source_lacks_are_repaired(boundaries: Boundaries) -> None:
    features = {feature.id: feature.country for feature in boundaries.layer("country")}
    repaired = {code: features[f"ne:{code}"] for code in ("FRA", "NOR", "XKX", "SOL", "CYN", "SSD")}
    assert repaired == {"FRA": "FR", "NOR": "NO", "XKX": "XK", "SOL": "SO", "CYN": "CY", "SSD": "SS"}
    assert all(len(country) in (0, 2) and not country.startswith("-") for country in features.values())


def test_ids_are_unique_and_shared_with_the_gazetteer(boundaries: Boundaries, gazetteer: Gazetteer) -> None:
    for layer in ("country", "admin1", "region", "river", "lake"):
        ids = [feature.id for feature in boundaries.layer(layer) if feature.id]
        assert len(ids) == len(set(ids))
        assert [
            place_id for place_id in ids if gazetteer.place(place_id) is None and place_id not in UNPEOPLED
        ] == []


# GeoNames' own point, between islands.
AT_SEA = ["ne:CA-nunavut"]
UNPEOPLED = {"ne:CLP", "ne:PGA"}


def test_the_points_of_units_lie_in_or_near_them(boundaries: Boundaries) -> None:
    away = {unit.id: unit.geometry.distance(Point(unit.lon, unit.lat)) for unit in boundaries.layer("admin1")}
    assert [place_id for place_id, degrees in away.items() if degrees > 0.01] == AT_SEA


def test_all_first_level_units_of_the_source_are_there(boundaries: Boundaries) -> None:
    units = boundaries.layer("admin1")
    assert len(units) > 4450
    assert len([unit for unit in units if unit.country == "SY"]) == 15


def test_a_theatre_is_clipped_quickly(boundaries: Boundaries) -> None:
    started = time.process_time()
    base = boundaries.clip(34.0, 28.0, 50.0, 38.0)
    assert time.process_time() - started < 0.3
    assert {"Syria", "Iraq", "Turkey", "Jordan"} <= {name for name, _shape in base.countries}
    assert {"Raqqa", "Anbar"} <= {name for name, _shape in base.admin1}
    assert {"Euphrates", "Tigris"} <= {name for name, _shape in base.rivers}
    assert base.lakes
    assert base.disputed
    window = box(34.0, 28.0, 50.0, 38.0).buffer(1e-6)
    for named in (base.countries, base.admin1, base.rivers, base.lakes, base.disputed):
        assert all(window.covers(shape) for _name, shape in named)
    assert {shape.geom_type for _name, shape in base.countries + base.admin1 + base.lakes} <= {
        "Polygon", "MultiPolygon",
    }  # fmt: skip


def test_first_level_units_can_be_left_out(boundaries: Boundaries) -> None:
    assert boundaries.clip(34.0, 28.0, 50.0, 38.0, admin1=False).admin1 == ()


def test_a_window_may_cross_the_date_line(boundaries: Boundaries) -> None:
    base = boundaries.clip(176.0, -20.0, -178.0, -15.0)
    assert [name for name, _shape in base.countries].count("Fiji") == 2


def test_a_window_at_sea_is_empty(boundaries: Boundaries) -> None:
    assert boundaries.clip(-150.0, -50.0, -149.0, -49.0).countries == ()


def test_unknown_places_have_no_geometry(boundaries: Boundaries) -> None:
    assert boundaries.geometry("geonames:1") is None
    assert boundaries.geometry("ne:ZZZ") is None


def test_boundaries_travel_to_other_processes(boundaries: Boundaries) -> None:
    copy = pickle.loads(pickle.dumps(boundaries))  # noqa: S301
    assert copy.geometry("ne:SYR") == boundaries.geometry("ne:SYR")
    copy.close()


def test_the_credits_say_whose_borders_these_are(boundaries: Boundaries) -> None:
    assert "Natural Earth" in boundaries.info()["credits"]
    assert "De-facto" in boundaries.info()["credits"]


def test_the_shipped_file_is_small() -> None:
    assert (files("geo") / "data" / "world.sqlite").stat().st_size < 6_000_000  # type: ignore[attr-defined]


def test_a_file_of_ones_own_replaces_the_world(tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite"
    land = Feature("ne:SYR", "country", "Syria", "SY", 0.5, 0.5, box(0, 0, 1, 1), ("Suriya",))
    write_world(path, [land], meta={"credits": "me"})
    mine = Boundaries.open(path)
    assert mine.geometry("ne:SYR") == box(0, 0, 1, 1)
    assert mine.layer("country") == (land,)
    assert mine.clip(0.5, 0.5, 2, 2).countries[0][1].area == pytest.approx(0.25)


def test_the_same_features_give_the_same_bytes(tmp_path: Path, boundaries: Boundaries) -> None:
    features = boundaries.layer("country")[:20]
    for name in ("one", "other"):
        write_world(tmp_path / name, features, meta={"a": "1"})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize("content", [b"", b"GIF89a" * 100])
def test_what_is_no_boundary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "world.sqlite"
    path.write_bytes(content)
    with pytest.raises(BadPlaceDataError, match="boundary file"):
        Boundaries.open(path)


def test_a_missing_or_older_boundary_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPlaceDataError):
        Boundaries.open(tmp_path / "none.sqlite")
    path = tmp_path / "old.sqlite"
    write_world(path, [], meta={})
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE meta SET value = '0'")
    connection.close()
    with pytest.raises(BadPlaceDataError, match="another version"):
        Boundaries.open(path)


GRID = st.integers(-1_800_000, 1_800_000).map(lambda units: units / 10_000)


@given(st.lists(st.tuples(GRID, GRID), min_size=2, max_size=20))
def test_lines_survive_packing(points: list[tuple[float, float]]) -> None:
    assert unpack(pack(LineString(points))).equals_exact(LineString(points), 1e-9)


@given(st.integers(1, 5), st.booleans())
def test_polygons_with_holes_survive_packing(count: int, hollow: bool) -> None:  # noqa: FBT001
    squares = [box(2 * number, 0, 2 * number + 1, 1) for number in range(count)]
    hole = box(0.2, 0.2, 0.8, 0.8)
    whole = MultiPolygon([shapely.difference(square, hole) if hollow else square for square in squares])
    assert unpack(pack(whole)).equals_exact(whole, 1e-9)


def test_the_supplement_lies_in_its_countries(boundaries: Boundaries) -> None:
    shapes = {
        feature.country: feature.geometry
        for feature in boundaries.layer("country")
        if feature.id[3:] not in APART
    }
    for code, more in (("SO", "ne:SOL"), ("UA", "ne:UA-crimea"), ("UA", "ne:UA-sevastopol-city")):
        part = boundaries.geometry(more)
        assert part is not None
        shapes[code] = shapely.union_all([shapes[code], part])
    with (files("geo") / "data" / "supplement.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    points = [Point(float(row["lon"]), float(row["lat"])) for row in rows]
    far = [shapes[row["country"]].distance(point) > 0.07 for row, point in zip(rows, points, strict=True)]
    outside = [row["id"] for row, is_far in zip(rows, far, strict=True) if is_far]
    assert outside == []
    assert len(rows) >= 1200
    assert all(row["source"] for row in rows)


def test_the_supplement_lies_in_its_provinces(boundaries: Boundaries) -> None:
    units: dict[tuple[str, str], list[BaseGeometry]] = {}
    for feature in boundaries.layer("admin1"):
        units.setdefault((feature.country, feature.name), []).append(feature.geometry)
    with (files("geo") / "data" / "supplement.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if (row["country"], row["admin1"]) in units]
    far = []
    for row in rows:
        point = Point(float(row["lon"]), float(row["lat"]))
        if min(unit.distance(point) for unit in units[row["country"], row["admin1"]]) > 0.1:
            far.append(row["id"])
    assert far == []
    assert len(rows) >= 1100


APART = {"SOL", "CYN", "CLP", "PGA", "KAS"}
