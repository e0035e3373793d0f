"""Names on a picture: as many as fit without touching, the most important towns first; as page/labels.js."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes
from shapely.geometry.base import BaseGeometry

from output.payload_areas import polygons_of
from output.payload_places import PlaceHistory
from output.picture_colours import page_colours
from output.picture_marks import size_class
from output.picture_text import Lettering, box_of, legible, put, with_marks_for_unknown
from output.picture_view import Box, View

MAX_LABELS = 160
TRIED = 600
_SIZE_PX, _COUNTRY_PX = 11.5, 12.5
_CELL_PX = 64
_BIG = 3
_REACH = 1.25  # radii from the middle of a mark to its name


@dataclass(frozen=True, slots=True)
class Dot:
    """A town on the picture.

    Attributes:
        number: Among the histories.
        x: Spot in pixels.
        y: The same, from the top.
        r: Radius of a plain dot in pixels.
        rank: The names of dots of higher rank are written first; those of rank 0 are pale.
    """

    number: int
    x: float
    y: float
    r: float
    rank: int = 2


class _Taken:
    """Boxes in which something stands already, by cells of a grid."""

    def __init__(self, room: Box) -> None:
        self._room = room
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: Box) -> bool:
        near = (other for cell in _cells(box) for other in self._cells.get(cell, ()))
        return self._room.holds(box) and not any(box.meets(other) for other in near)


def _cells(box: Box) -> list[tuple[int, int]]:
    columns = range(int(box.left // _CELL_PX), int(box.right // _CELL_PX) + 1)
    return [(x, y) for x in columns for y in range(int(box.top // _CELL_PX), int(box.bottom // _CELL_PX) + 1)]


def draw_labels(
    axes: Axes,
    view: View,
    dots: Sequence[Dot],
    histories: Sequence[PlaceHistory],
    countries: Sequence[tuple[str, BaseGeometry]],
) -> int:
    """Write names of towns beside their marks, and of countries where there is room.

    Args:
        axes: With pixels as coordinates.
        view: Of the map.
        dots: The towns on it.
        histories: The places, by number.
        countries: In view, by name.

    Returns:
        How many towns bear names in letters that no font has, so that they stay without one.
    """
    taken = _Taken(view.box)
    for dot in dots:
        taken.add(Box(dot.x - dot.r, dot.y - dot.r, dot.x + dot.r, dot.y + dot.r))
    ranked = sorted(dots, key=lambda dot: (-dot.rank, -_weight(histories[dot.number]), dot.number))
    written = unwritten = 0
    for dot in ranked[:TRIED]:
        place = histories[dot.number].place
        name = legible(place.name, sorted(place.aliases, key=lambda alias: (len(alias), alias)))
        unwritten += not name
        if name and written < MAX_LABELS:
            written += _put_beside(axes, taken, name, dot, is_big=size_class(place.population) >= _BIG)
    _draw_countries(axes, view, taken, countries)
    return unwritten


def _weight(history: PlaceHistory) -> float:
    reports = len(history.claims) or len(history.intervals)
    return size_class(history.place.population) * 3 + min(8.0, math.log2(1 + reports) * 1.6)


def _put_beside(axes: Axes, taken: _Taken, name: str, dot: Dot, *, is_big: bool) -> bool:
    """Try right, left, above and below of a dot."""
    colours, gap = page_colours(), dot.r * (_REACH if dot.rank else 1.0) + 3
    tone = colours["ink"] if dot.rank else colours["label"]
    middle = dot.y + 0.36 * _SIZE_PX
    for align, spot in (
        ("left", (dot.x + gap, middle)),
        ("right", (dot.x - gap, middle)),
        ("center", (dot.x, dot.y - gap - 2)),
        ("center", (dot.x, dot.y + gap + 0.8 * _SIZE_PX)),
    ):
        lettering = Lettering(_SIZE_PX, tone, is_big, colours["land"], align)
        box = box_of(spot, name, lettering)
        if taken.is_free(box):
            taken.add(box)
            put(axes, spot, name, lettering).set_zorder(7)
            return True
    return False


def _draw_countries(
    axes: Axes, view: View, taken: _Taken, countries: Sequence[tuple[str, BaseGeometry]]
) -> None:
    lettering = Lettering(
        _COUNTRY_PX,
        page_colours()["country-label"],
        is_bold=True,
        halo=page_colours()["land"],
        align="center",
    )
    for name, shape in countries:
        polygons = polygons_of(shape)
        if not polygons or not name:
            continue
        words = " ".join(with_marks_for_unknown(name).upper())
        for spot in _roomy_spots(polygons[0], view):
            box = box_of(spot, words, lettering)
            if taken.is_free(box):
                taken.add(box)
                put(axes, spot, words, lettering).set_zorder(2)
                break


def _roomy_spots(polygon: shapely.Polygon, view: View) -> list[tuple[float, float]]:
    """Return spots inside a country, the roomiest first, then some above and below it."""
    line = shapely.maximum_inscribed_circle(polygon, tolerance=max(0.02, 4 * view.degrees_per_px()))
    (x, y), (edge_x, edge_y) = view.project(np.asarray(line.coords)[:2]).tolist()
    reach = math.hypot(edge_x - x, edge_y - y)
    return [(x, y + share * reach) for share in (0, -0.3, 0.3, -0.55, 0.55)] if reach > 16 else []
