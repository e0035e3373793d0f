"""Areas, statements about whole regions, and front lines on a picture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as DrawnPath
from shapely.geometry.base import BaseGeometry

from layers.models import Area, FrontKind, FrontLine, State
from output.dayscene import Mark, Sight
from output.payload_areas import Region
from output.picture_colours import page_colours
from output.picture_marks import Rgba, Shape, collect
from output.picture_text import PT_PER_PX
from output.picture_view import Points, View, lines_of, path_of

REGION_ALPHA = (1.0, 0.7, 0.4, 0.16)  # as AREA_ALPHA in page/regions.js
_UNDATED_FADE = 0.6
_REGION_GAP_PX, _AREA_GAP_PX = 9.0, 7.0


@dataclass(frozen=True, slots=True)
class Outline:
    """A piece of land in pixels: its outline, and slanting lines over it, each with its number."""

    path: DrawnPath
    hatching: tuple[tuple[int, Points], ...]


class Outlined:
    """Outlines in pixels of one view, each made once however many pictures show it."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._made: dict[int, tuple[object, Outline | None]] = {}

    def outline(self, owner: Area | Region, *, gap_px: float) -> Outline | None:
        """Return the outline of an area or a region, None if it has none in view."""
        if id(owner) not in self._made:
            self._made[id(owner)] = owner, self._outline(owner.geometry, gap_px)
        return self._made[id(owner)][1]

    def _outline(self, geometry: BaseGeometry | None, gap_px: float) -> Outline | None:
        shape = None if geometry is None else _in_view(geometry, self._view)
        path = None if shape is None else path_of(shape, self._view)
        if shape is None or path is None:
            return None
        flat = shapely.make_valid(shapely.transform(shape, self._view.project))
        return Outline(path, tuple(_hatching(flat, gap_px)))


def _in_view(shape: BaseGeometry, view: View) -> BaseGeometry:
    window = view.window()
    thinned = shape.simplify(0.4 * view.degrees_per_px())
    return shapely.clip_by_rect(thinned, window.west, window.south, window.east, window.north)


def _hatching(flat: BaseGeometry, gap_px: float) -> Iterable[tuple[int, Points]]:
    """Yield slanting lines over a shape of pixels; neighbours' lines meet, as all count from one corner."""
    left, top, right, bottom = flat.bounds
    first, last = int(np.floor((left + top) / gap_px)), int(np.ceil((right + bottom) / gap_px))
    for number in range(first, last + 1):
        at = gap_px * number
        line = shapely.LineString([(at - top, top), (at - bottom, bottom)])
        for part in shapely.get_parts(shapely.intersection(flat, line)).tolist():
            if isinstance(part, shapely.LineString):
                yield number, np.asarray(part.coords)


def holds_on(thing: Area | FrontLine, day: date) -> bool:
    """Tell whether an area or a line is there on a day."""
    return thing.start <= day and (thing.end is None or day < thing.end)


def area_artists(
    axes: Axes, outlines: Outlined, areas: Iterable[Area], colours: Mapping[str, str]
) -> list[Artist]:
    """Draw areas: plain in their holder's colour, hatched in those of all sides where contested."""
    shapes: list[Shape] = []
    lines: list[tuple[Points, Rgba]] = []
    for area in areas:
        outline = outlines.outline(area, gap_px=_AREA_GAP_PX)
        if outline is None:
            continue
        tones = [colours[actor] for actor in area.actors]
        is_contested = area.state is State.CONTESTED
        fill = to_rgba(tones[0], 0.12 if is_contested else 0.3)
        shapes.append(Shape(outline.path, fill, to_rgba(tones[0], 0.35), 0.7))
        lines += _toned(outline, tones, 0.6) if is_contested else []
    return _added(axes, shapes, _lines(lines, width_px=2.0, order=3.1), order=3)


def region_artists(
    axes: Axes,
    outlines: Outlined,
    regions: Sequence[Region],
    sights: Iterable[Sight],
    colours: Mapping[str, str],
) -> list[Artist]:
    """Draw statements about whole provinces and countries: hatching, paler with age."""
    shapes: list[Shape] = []
    lines: list[tuple[Points, Rgba]] = []
    for region, sight in zip(regions, sights, strict=True):
        outline = outlines.outline(region, gap_px=_REGION_GAP_PX)
        if outline is None or sight.mark is Mark.SILENT:
            continue
        is_undated = sight.mark is Mark.UNDATED
        fade = _UNDATED_FADE if is_undated else REGION_ALPHA[sight.age]
        shown = sight.actors if sight.mark is Mark.CONTESTED else sight.actors[:1]
        tones = [colours[actor] for actor in shown] or [page_colours()["unknown"]]
        edge = to_rgba(tones[0], 0.12 + 0.4 * fade)
        fill = to_rgba(tones[0], 0.06 * fade)
        shapes.append(Shape(outline.path, fill, edge, 1.1, (2, 4) if is_undated else ()))
        lines += _toned(outline, tones, 0.34 * fade)
    return _added(axes, shapes, _lines(lines, width_px=1.4, order=3.3), order=3.2)


def front_artists(axes: Axes, view: View, fronts: Iterable[FrontLine]) -> list[Artist]:
    """Draw front lines: dark with a pale edge, broken where contested land lies on one side."""
    made: list[Artist] = []
    listed = list(fronts)
    for kind in FrontKind:
        chosen = [_in_view(front.geometry, view) for front in listed if front.kind is kind]
        lines = [line for shape in chosen for line in lines_of(shape, view)]
        style = (0, (4.0, 3.0)) if kind is FrontKind.CONTESTED else "solid"
        for colour, width, dashes in (("land", 3.4, "solid"), ("ink", 1.5, style)):
            made.append(
                LineCollection(
                    lines, colors=page_colours()[colour], linewidths=width, linestyles=dashes, zorder=4
                )
            )
    for artist in made:
        axes.add_artist(artist)
    return made


def _toned(outline: Outline, tones: Sequence[str], alpha: float) -> list[tuple[Points, Rgba]]:
    """Return the hatching of an outline in the colours in turn."""
    inks = [to_rgba(tone, alpha) for tone in tones]
    return [(line, inks[number % len(inks)]) for number, line in outline.hatching]


def _lines(lines: Sequence[tuple[Points, Rgba]], *, width_px: float, order: float) -> LineCollection:
    return LineCollection(
        [line for line, _ in lines], colors=[ink for _, ink in lines], linewidths=width_px * PT_PER_PX,
        zorder=order,
    )  # fmt: skip


def _added(axes: Axes, shapes: Sequence[Shape], hatching: LineCollection, *, order: float) -> list[Artist]:
    made: list[Artist] = [collect(shapes, order=order), hatching]
    for artist in made:
        axes.add_artist(artist)
    return made
