"""The quiet background of a map: land, borders, rivers and lakes of its frame, simplified to the view."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from output.frame import MAX_LATITUDE, Frame
from output.mapoptions import NamedGeometries, Outlines
from output.payload_areas import RING_STEPS, VIEW_PIXELS, encode_paths, encode_rings, polygons_of

MARGIN_SHARE = 0.7
NEAR_SHARE = 0.25
MIN_TOLERANCE_DEG = 0.004
FAR_TOLERANCE_DEG = 0.8
FAR_STEPS = 20  # grid lines per degree; as in page/basemap.js
MIN_FAR_AREA_DEG2 = 0.4
MIN_FAR_ROOM_DEG = 1.5
WORLD_SPAN_DEG = 300.0
WIDE_SPAN_DEG = 45.0
WIDE_TOLERANCE_DEG = 0.1
MANY_PLACES = 150
LABEL_STEPS = 100
MAX_PROVINCE_NAMES = 120

IntArray = np.ndarray[Any, np.dtype[np.int64]]


def encode_basemap(view: Frame, outlines: Outlines, *, places: int = 0) -> dict[str, Any]:
    """Return the background of a padded view.

    Args:
        view: The box of what the map shows.
        places: How many places the map shows; a wide map of many is worth finer coasts.
        outlines: Boundaries to clip; their polygons should share vertices along common borders.

    Returns:
        The frame (1e-3 degree), land rings, country and province borders without doubles, rivers, lakes,
        labels, and the coarse land of the rest of the world.
    """
    frame, near = view.padded(MARGIN_SHARE), view.padded(NEAR_SHARE)
    clipped = outlines.clip(frame.west, frame.south, frame.east, frame.north, admin1=False)
    coarsest = WIDE_TOLERANCE_DEG if places < MANY_PLACES else WIDE_TOLERANCE_DEG / 2
    tolerance = min(coarsest, max(MIN_TOLERANCE_DEG, frame.span_deg / VIEW_PIXELS))
    countries = _simplify(clipped.countries, tolerance)
    provinces = []
    if near.span_deg <= WIDE_SPAN_DEG:
        provinces = _simplify(outlines.clip(near.west, near.south, near.east, near.north).admin1, tolerance)
    lakes = [geometry.simplify(tolerance) for _, geometry in clipped.lakes]
    return {
        "frame": [round(side * RING_STEPS) for side in (frame.west, frame.south, frame.east, frame.north)],
        "view": [round(side * RING_STEPS) for side in (view.west, view.south, view.east, view.north)],
        "land": encode_rings(_union(geometry for _, geometry in countries)),
        "borders": encode_paths(shared_borders(geometry for _, geometry in countries)),
        "provinces": encode_paths(shared_borders(geometry for _, geometry in provinces)),
        "disputed": encode_paths(_lines(clipped.disputed, tolerance)),
        "rivers": encode_paths(_lines(clipped.rivers, tolerance)),
        "lakes": encode_rings(shapely.GeometryCollection(lakes)),
        "names": _labels(countries),
        "province_names": _labels(provinces)[:MAX_PROVINCE_NAMES],
        "far": _surroundings(frame, outlines),
    }


def _simplify(named: NamedGeometries, tolerance_deg: float) -> list[tuple[str, BaseGeometry]]:
    pairs = [(name, shapely.MultiPolygon(polygons_of(shape))) for name, shape in named]
    pairs = [(name, shape) for name, shape in pairs if not shape.is_empty]
    if not pairs:
        return []
    simplified = shapely.coverage_simplify(np.array([shape for _, shape in pairs]), tolerance_deg)
    return [(name, shape) for (name, _), shape in zip(pairs, simplified, strict=True)]


def _union(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    parts = list(shapes)
    return shapely.coverage_union_all(parts) if parts else shapely.MultiPolygon()


def shared_borders(shapes: Iterable[BaseGeometry]) -> list[np.ndarray[Any, Any]]:
    """Return the lines along which two polygons touch, each once."""
    edges = [
        _edges(ring) for shape in shapes for p in polygons_of(shape) for ring in (p.exterior, *p.interiors)
    ]
    if not edges:
        return []
    unique, counts = np.unique(np.concatenate(edges), axis=0, return_counts=True)
    shared = unique[counts > 1].reshape(-1, 2, 2) / RING_STEPS
    if not len(shared):
        return []
    merged = shapely.line_merge(shapely.MultiLineString(list(shared)))
    return sorted(
        (np.asarray(line.coords) for line in shapely.get_parts(merged)), key=lambda line: line.tolist()
    )


def _edges(ring: shapely.LinearRing) -> IntArray:
    grid = np.rint(np.asarray(ring.coords)[:, :2] * RING_STEPS).astype(np.int64)
    keep = np.ones(len(grid), dtype=bool)
    keep[1:] = (np.diff(grid, axis=0) != 0).any(axis=1)
    grid = grid[keep]
    a, b = grid[:-1], grid[1:]
    forward = (a[:, 0] < b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] < b[:, 1]))
    return np.where(forward[:, None], np.hstack([a, b]), np.hstack([b, a]))


def _lines(named: NamedGeometries, tolerance_deg: float) -> list[np.ndarray[Any, Any]]:
    parts = shapely.get_parts(shapely.get_parts([shape for _, shape in named]))
    lines = [part.simplify(tolerance_deg) for part in parts if isinstance(part, shapely.LineString)]
    return [np.asarray(line.coords) for line in lines if not line.is_empty]


def _labels(named: Iterable[tuple[str, BaseGeometry]]) -> list[list[Any]]:
    """Return name, lon, lat (1e-2 degree) of the roomiest point of each shape, and the room around it."""
    rows = []
    for name, shape in named:
        polygons = polygons_of(shape)
        if not name or not polygons:
            continue
        radius = shapely.maximum_inscribed_circle(polygons[0], tolerance=0.02)
        x, y = radius.coords[0][:2]
        rows.append([name, *(round(value * LABEL_STEPS) for value in (x, y, radius.length))])
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def _surroundings(frame: Frame, outlines: Outlines) -> dict[str, Any]:
    """Return coarse land, borders and names beyond the frame: zooming out shows the world, not a void."""
    if frame.span_deg > WORLD_SPAN_DEG:
        return {"land": "", "borders": "", "names": []}
    world = outlines.clip(-180.0, -MAX_LATITUDE, 180.0, MAX_LATITUDE, admin1=False)
    large = [
        (name, shapely.MultiPolygon([part for part in polygons_of(shape) if part.area > MIN_FAR_AREA_DEG2]))
        for name, shape in world.countries
    ]
    coarse = _simplify(large, FAR_TOLERANCE_DEG)
    return {
        "land": encode_rings(_union(shape for _, shape in coarse), steps=FAR_STEPS),
        "borders": encode_paths(shared_borders(shape for _, shape in coarse), steps=FAR_STEPS),
        "names": [row for row in _labels(coarse) if row[3] > MIN_FAR_ROOM_DEG * LABEL_STEPS],
    }
