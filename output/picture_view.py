"""Where things lie on a picture: Web Mercator, as on the map page, in pixels from the upper left corner."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.path import Path as DrawnPath
from shapely.geometry.base import BaseGeometry

from output.frame import MAX_LATITUDE, Frame

Points = npt.NDArray[np.float64]

EQUATOR_KM = 40_075.017
TILE_PX = 256
MARGIN_SHARE = 0.07
MAX_ZOOM = 9.0
MIN_ZOOM = 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture in pixels; y runs down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes share a spot."""
        return (
            self.left < other.right
            and self.right > other.left
            and self.top < other.bottom
            and self.bottom > other.top
        )

    def holds(self, other: "Box") -> bool:
        """Tell whether the other box lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world on a part of the picture.

    Attributes:
        box: Where the map lies.
        scale: Pixels that the whole equator would take.
        x: World coordinate, 0 to 1, of the middle of the box.
        y: The same from north to south.
    """

    box: Box
    scale: float
    x: float
    y: float

    @property
    def zoom(self) -> float:
        """Zoom as slippy maps count it."""
        return math.log2(self.scale / TILE_PX)

    def project(self, lon_lat: Points) -> Points:
        """Return pixels of an array of longitudes and latitudes in degrees."""
        lat = np.radians(np.clip(lon_lat[:, 1], -MAX_LATITUDE - 1, MAX_LATITUDE + 1))
        x = (lon_lat[:, 0] + 180) / 360
        y = 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)
        middle_x, middle_y = (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2
        return np.column_stack([(x - self.x) * self.scale + middle_x, (y - self.y) * self.scale + middle_y])

    def window(self) -> Frame:
        """Return the degrees that the box shows."""
        half_x, half_y = self.box.width / 2 / self.scale, self.box.height / 2 / self.scale
        return Frame(
            max(-180.0, (self.x - half_x) * 360 - 180),
            max(-MAX_LATITUDE, _latitude(self.y + half_y)),
            min(180.0, (self.x + half_x) * 360 - 180),
            min(MAX_LATITUDE, _latitude(self.y - half_y)),
        )

    def km_per_px(self) -> float:
        """Return kilometres per pixel in the middle of the map."""
        return EQUATOR_KM * math.cos(math.radians(_latitude(self.y))) / self.scale

    def degrees_per_px(self) -> float:
        """Return degrees of longitude per pixel."""
        return 360 / self.scale


def fit_view(frame: Frame, box: Box) -> View:
    """Return the view that shows a frame with a margin, as large as the box allows."""
    west, east = (frame.west + 180) / 360, (frame.east + 180) / 360
    north, south = _world_y(frame.north), _world_y(frame.south)
    room = 1 - 2 * MARGIN_SHARE
    scales = [
        room * size / span
        for size, span in ((box.width, east - west), (box.height, south - north))
        if span > 0
    ]
    largest, least = TILE_PX * 2**MAX_ZOOM, max(box.width, TILE_PX * 2**MIN_ZOOM)
    scale = max(least, min([largest, *scales]))
    half = box.height / 2 / scale  # a map of the world shows no void beyond the poles
    low, high = _world_y(MAX_LATITUDE) + half, _world_y(-MAX_LATITUDE) - half
    middle = (north + south) / 2
    return View(box, scale, (west + east) / 2, min(max(middle, low), high) if low < high else 0.5)


def _world_y(lat: float) -> float:
    clipped = math.radians(min(MAX_LATITUDE, max(-MAX_LATITUDE, lat)))
    return 0.5 - math.log(math.tan(math.pi / 4 + clipped / 2)) / (2 * math.pi)


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2)


def lines_of(geometry: BaseGeometry, view: View) -> list[Points]:
    """Return the lines of a geometry in WGS 84, rings of polygons too, as pixels."""
    parts = shapely.get_parts(shapely.get_parts([geometry]))
    found: list[Points] = []
    for part in parts:
        if isinstance(part, shapely.Polygon):
            rings: list[Any] = [part.exterior, *part.interiors]
        else:
            rings = [part] if isinstance(part, shapely.LineString) else []
        found += [view.project(np.asarray(ring.coords)[:, :2]) for ring in rings if not ring.is_empty]
    return found


def path_of(geometry: BaseGeometry, view: View) -> DrawnPath | None:
    """Return the outline of polygons in WGS 84 as a path of pixels, holes kept; None if there is none."""
    shape = shapely.orient_polygons(geometry)
    rings = lines_of(shape, view)
    if not rings:
        return None
    codes = [_ring_codes(len(ring)) for ring in rings]
    return DrawnPath(np.concatenate(rings), np.concatenate(codes))


def _ring_codes(size: int) -> npt.NDArray[np.uint8]:
    codes = np.full(size, DrawnPath.LINETO, dtype=np.uint8)
    codes[0], codes[-1] = DrawnPath.MOVETO, DrawnPath.CLOSEPOLY
    return codes
