"""The ground of a picture: land, borders, rivers and lakes, and the names of countries."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch, Rectangle
from shapely.geometry.base import BaseGeometry

from output.basemap import shared_borders
from output.mapoptions import NamedGeometries, Outlines
from output.payload_areas import polygons_of
from output.picture_colours import page_colours
from output.picture_text import PT_PER_PX
from output.picture_view import Box, View, lines_of, path_of

TOLERANCE_PX = 0.6
PROVINCES_FROM_ZOOM = 4.5
_EDGE_PX = 6


@dataclass(frozen=True, slots=True)
class _Pen:
    """How lines are drawn: what lies higher has a higher order."""

    colour: str
    width_px: float
    order: float
    dashes: tuple[float, ...] = ()


def draw_ground(axes: Axes, view: View, outlines: Outlines) -> list[tuple[str, BaseGeometry]]:
    """Draw what lies under the towns.

    Args:
        axes: With pixels as coordinates, y down.
        view: What part of the world, and where.
        outlines: Boundaries.

    Returns:
        The countries in view, by name, cut at its edges.
    """
    colours, window = page_colours(), view.window()
    beyond = _EDGE_PX * view.degrees_per_px()
    sides = (window.west - beyond, window.south - beyond, window.east + beyond, window.north + beyond)
    clipped = outlines.clip(*sides, admin1=view.zoom >= PROVINCES_FROM_ZOOM)
    tolerance_deg = TOLERANCE_PX * view.degrees_per_px()
    countries = _simplify(clipped.countries, tolerance_deg)
    axes.add_patch(_rectangle(view.box, fill=colours["sea"], order=0))
    for _, shape in countries:
        _add_polygon(axes, view, shape, colours["land"], colours["coast"], order=1)
    pens = {
        "river": _Pen(colours["river"], 0.9, order=1.2),
        "province": _Pen(colours["province"], 0.9, order=1.4, dashes=(3, 3)),
        "border": _Pen(colours["border"], 1.4, order=1.5),
        "disputed": _Pen(colours["border"], 1.2, order=1.5, dashes=(2, 4)),
    }
    _add_lines(axes, view, (shape for _, shape in clipped.rivers), pens["river"])
    for _, shape in clipped.lakes:
        _add_polygon(axes, view, shape.simplify(tolerance_deg), colours["sea"], colours["river"], order=1.3)
    provinces = shared_borders(shape for _, shape in _simplify(clipped.admin1, tolerance_deg))
    borders = shared_borders(shape for _, shape in countries)
    disputed = [shape for _, shape in clipped.disputed]
    _add_lines(axes, view, map(shapely.LineString, provinces), pens["province"])
    _add_lines(axes, view, map(shapely.LineString, borders), pens["border"])
    _add_lines(axes, view, disputed, pens["disputed"])
    inside = shapely.box(window.west, window.south, window.east, window.north)
    return [(name, shapely.intersection(shape, inside)) for name, shape in countries]


def _simplify(named: NamedGeometries, tolerance_deg: float) -> list[tuple[str, BaseGeometry]]:
    """Return polygons with fewer corners; neighbours keep their common borders."""
    pairs = [(name, shapely.MultiPolygon(polygons_of(shape))) for name, shape in named]
    pairs = [(name, shape) for name, shape in pairs if not shape.is_empty]
    if not pairs:
        return []
    shapes = shapely.coverage_simplify(np.array([shape for _, shape in pairs]), tolerance_deg)
    return [(name, shape) for (name, _), shape in zip(pairs, shapes, strict=True)]


def _rectangle(box: Box, *, fill: str, order: float) -> Rectangle:
    return Rectangle(
        (box.left, box.top), box.width, box.height, facecolor=fill, edgecolor="none", zorder=order
    )


def _add_polygon(axes: Axes, view: View, shape: BaseGeometry, fill: str, edge: str, *, order: float) -> None:
    path = path_of(shape, view)
    if path is not None:
        patch = PathPatch(path, facecolor=fill, edgecolor=edge, linewidth=0.4, zorder=order)
        axes.add_patch(patch)
        patch.set_clip_path(_clip(axes, view))


def _add_lines(axes: Axes, view: View, shapes: Iterable[BaseGeometry], pen: _Pen) -> None:
    lines = [line for shape in shapes for line in lines_of(shape, view) if len(line) > 1]
    style = (0, tuple(length * PT_PER_PX for length in pen.dashes)) if pen.dashes else "solid"
    drawn = LineCollection(
        lines, colors=pen.colour, linewidths=pen.width_px * PT_PER_PX, linestyles=style, zorder=pen.order
    )
    axes.add_collection(drawn, autolim=False)
    drawn.set_clip_path(_clip(axes, view))


def _clip(axes: Axes, view: View) -> Rectangle:
    box = view.box
    return Rectangle((box.left, box.top), box.width, box.height, transform=axes.transData)
