"""Outlines of places that are areas, as rings of small numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.models import AREA_KINDS
from output.columns import encode_counts, encode_signed
from output.mapoptions import Outlines
from output.payload_places import PlaceHistory

RING_STEPS = 500  # as GRID in page/columns.js
MIN_TOLERANCE_DEG = 0.004
VIEW_PIXELS = 1_800
REGION_PIXELS = 1_200


@dataclass(frozen=True, slots=True)
class Region:
    """An area of the map: `number` is its place's number; no geometry = no outline is known."""

    number: int
    geometry: BaseGeometry | None


def find_regions(histories: Sequence[PlaceHistory], outlines: Outlines) -> tuple[Region, ...]:
    """Return the places that are areas, with their outlines; they are never drawn as dots."""
    regions = []
    for number, history in enumerate(histories):
        place = history.place
        if place.kind in AREA_KINDS:
            regions.append(Region(number, _outline(place.geometry, place.id, outlines)))
        elif place.geometry is not None and _is_area(place.geometry):
            regions.append(Region(number, place.geometry))
    return tuple(regions)


def encode_regions(regions: Iterable[Region]) -> list[dict[str, Any]]:
    """Return number and rings of each region; simplified to what a screen of the region's size shows."""
    return [
        {
            "place": region.number,
            "rings": "" if region.geometry is None else encode_rings(fit_to_screen(region.geometry)),
        }
        for region in regions
    ]


def encode_rings(geometry: BaseGeometry, *, steps: int = RING_STEPS) -> str:
    """Return every ring of a polygonal geometry: how many, each one's points, then steps between them.

    Args:
        geometry: Polygons in WGS 84; other parts are left out.
        steps: Grid lines per degree.

    Returns:
        Columns text: the counts as in `encode_counts`, a full stop, and lon, lat steps as in `encode_signed`.
    """
    rings = [ring for polygon in polygons_of(geometry) for ring in (polygon.exterior, *polygon.interiors)]
    return encode_paths([np.asarray(ring.coords)[:, :2] for ring in rings], least_points=4, steps=steps)


def encode_paths(
    paths: Iterable[np.ndarray[Any, Any]], *, least_points: int = 2, steps: int = RING_STEPS
) -> str:
    """Return lines of lon, lat as text, without points that fall on the one before."""
    counts: list[int] = []
    moves: list[int] = []
    last = np.zeros(2, dtype=np.int64)
    for path in paths:
        grid = np.rint(path * steps).astype(np.int64)
        keep = np.ones(len(grid), dtype=bool)
        keep[1:] = (np.diff(grid, axis=0) != 0).any(axis=1)
        grid = grid[keep]
        if len(grid) < least_points:
            continue
        counts.append(len(grid))
        moves += np.diff(grid, axis=0, prepend=last[None, :]).ravel().tolist()
        last = grid[-1]
    return f"{encode_counts([len(counts), *counts])}.{encode_signed(moves)}"


def polygons_of(geometry: BaseGeometry) -> list[shapely.Polygon]:
    """Return the polygons of a geometry, however nested, largest first."""
    parts = shapely.get_parts(shapely.get_parts([geometry]))
    found = [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]
    return sorted(found, key=lambda polygon: -polygon.area)


def fit_to_screen(geometry: BaseGeometry) -> BaseGeometry:
    """Return an area simplified to what a screen of its size shows."""
    west, south, east, north = geometry.bounds
    tolerance = max(MIN_TOLERANCE_DEG, max(east - west, north - south) / REGION_PIXELS)
    polygons = polygons_of(geometry)
    seen = [part for part in polygons if part.area > (2 * tolerance) ** 2] or polygons[:1]
    return shapely.MultiPolygon(seen).simplify(tolerance, preserve_topology=True)


def _outline(own: BaseGeometry | None, place_id: str, outlines: Outlines) -> BaseGeometry | None:
    geometry = own if own is not None and _is_area(own) else outlines.geometry(place_id)
    return geometry if geometry is not None and _is_area(geometry) else None


def _is_area(geometry: BaseGeometry) -> bool:
    return bool(polygons_of(geometry))
