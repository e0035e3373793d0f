"""The marks of towns on a picture, in the shapes of the map page (page/marker.js)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as DrawnPath

from output.dayscene import Mark, Sight
from output.picture_colours import page_colours
from output.picture_text import PT_PER_PX

AGE_ALPHA = (1.0, 0.8, 0.6, 0.42)
PEOPLE = (10_000, 50_000, 250_000, 1_000_000)
RADII_PX = (3.6, 4.2, 5.0, 6.0, 7.2)
ENLARGED = 1.2  # a picture is seen smaller than it is
REACH = 1.65
"""How far the largest mark reaches beyond its centre, in radii."""
_CIRCLE = DrawnPath.unit_circle()
_UPPER, _LOWER = DrawnPath.wedge(45, 225), DrawnPath.wedge(225, 405)
_MANY, _VERY_MANY = 800, 4_000
_CLEAR = (0.0, 0.0, 0.0, 0.0)

Rgba = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A piece of a mark in pixels: filled, or stroked where it has a width."""

    path: DrawnPath
    fill: Rgba = _CLEAR
    stroke: Rgba = _CLEAR
    width_px: float = 0.0
    dashes: tuple[float, ...] = ()


def size_class(people: int) -> int:
    """Return 0 to 4 by the number of people."""
    return sum(people >= limit for limit in PEOPLE)


def radius_px(people: int, *, zoom: float, towns: int) -> float:
    """Return the radius of a plain dot; smaller where many would crowd."""
    crowd = 0.72 if towns > _VERY_MANY else 0.85 if towns > _MANY else 1.0
    return ENLARGED * RADII_PX[size_class(people)] * crowd * max(0.62, min(1.6, 0.62 + (zoom - 4) * 0.14))


def mark_shapes(sight: Sight, spot: Sequence[float], r: float, colours: Mapping[str, str]) -> list[Shape]:
    """Return the pieces of a town's mark, the lowest first.

    Args:
        sight: How the town looks.
        spot: Its pixels.
        r: Radius of a plain dot in pixels.
        colours: "#rrggbb" of actors by id.
    """
    ground = page_colours()
    tones = [colours[actor] for actor in sight.actors]
    first = tones[0] if tones else ground["unknown"]
    if sight.mark is Mark.SILENT:
        return [_disc(spot, max(1.1, r * 0.38), ground["silent"], 0.42)]
    if sight.mark is Mark.UNDATED:
        return [
            _disc(spot, r, ground["land"], 0.75),
            _disc(spot, r * 0.5, first, 0.85),
            _ring(spot, r * 1.05, first, 1.7, dashes=(1.6, 2.2)),
        ]
    if sight.mark is Mark.UNKNOWN:
        return [_disc(spot, r, ground["land"], 0.6), _ring(spot, r, ground["unknown"], 1.6)]
    if sight.mark is Mark.CONTESTED:
        return _halves(
            spot, r * 1.12, (first, tones[1] if len(tones) > 1 else ground["unknown"]), AGE_ALPHA[sight.age]
        )
    shapes = _holder(spot, r, first, AGE_ALPHA[sight.age], is_claim=sight.mark is Mark.CLAIMED)
    if sight.mark is Mark.BESIEGED:
        besieger = tones[1] if len(tones) > 1 else ground["ink"]
        shapes += [
            _ring(spot, r * 1.5, ground["land"], 3.4),
            _ring(spot, r * 1.5, besieger, 1.9, dashes=(3.2, 2.0)),
        ]
    return shapes


def _holder(spot: Sequence[float], r: float, tone: str, alpha: float, *, is_claim: bool) -> list[Shape]:
    """Return a full dot, or a ring with a pale middle where only one side says so."""
    edge = _disc(spot, r + 0.55, page_colours()["dot-edge"], 1)
    if not is_claim:
        return [edge, _disc(spot, r * 0.9, tone, alpha)]
    ring = _ring(spot, r * 0.72, tone, min(2.0, r * 0.5), alpha=alpha)
    return [edge, _disc(spot, r * 0.9, tone, alpha * 0.28), ring]


def _halves(spot: Sequence[float], r: float, tones: tuple[str, str], alpha: float) -> list[Shape]:
    """Return two halves and a line between them: readable without colour."""
    ground = page_colours()
    half = [
        Shape(_placed(path, spot, r), fill=to_rgba(tone, alpha))
        for path, tone in zip((_UPPER, _LOWER), tones, strict=True)
    ]
    edge = r * 0.5**0.5
    cut = DrawnPath([(spot[0] - edge, spot[1] + edge), (spot[0] + edge, spot[1] - edge)])
    between = Shape(cut, stroke=to_rgba(ground["dot-edge"]), width_px=1.3)
    return [_disc(spot, r, ground["dot-edge"], 1), *half, between, _ring(spot, r, ground["ink"], 1.1)]


def _disc(spot: Sequence[float], r: float, tone: str, alpha: float) -> Shape:
    return Shape(_placed(_CIRCLE, spot, r), fill=to_rgba(tone, alpha))


def _ring(
    spot: Sequence[float],
    r: float,
    tone: str,
    width_px: float,
    *,
    dashes: tuple[float, ...] = (),
    alpha: float = 1.0,
) -> Shape:
    return Shape(_placed(_CIRCLE, spot, r), stroke=to_rgba(tone, alpha), width_px=width_px, dashes=dashes)


def _placed(path: DrawnPath, spot: Sequence[float], r: float) -> DrawnPath:
    """Return a path around the origin with radius 1, y up, at its place in pixels, y down."""
    return DrawnPath(np.asarray(path.vertices) * (r, -r) + np.asarray(spot), path.codes)


def collect(shapes: Iterable[Shape], *, order: float) -> PathCollection:
    """Return shapes as one thing to draw, in their order.

    Args:
        shapes: The lowest first.
        order: What lies higher on the picture has a higher one.
    """
    listed = list(shapes)
    return PathCollection(
        [shape.path for shape in listed],
        facecolors=[shape.fill for shape in listed],
        edgecolors=[shape.stroke for shape in listed],
        linewidths=[shape.width_px * PT_PER_PX for shape in listed],
        linestyles=[
            (0, tuple(length * PT_PER_PX for length in shape.dashes)) if shape.dashes else "solid"
            for shape in listed
        ],
        zorder=order,
    )
