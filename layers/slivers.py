"""Clean areas beside changes: strips too narrow to be held go to the neighbour."""

from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from layers.clusters import Label

RADIUS_KM = 1.5
NEAR_KM = 5.0
REGROWN = 1.05
SMALLEST_KM2 = 0.05
_TOUCHING_KM = 1e-3


def clean_slivers(
    shapes: Mapping[Label, BaseGeometry], changed: BaseGeometry, towns: Mapping[Label, BaseGeometry]
) -> dict[Label, BaseGeometry]:
    """Return areas in which strips narrower than 3 km beside changed land belong to their neighbour.

    Strips that hold a town of their own side stay. (Opening of polygons by a disc, as in mathematical
    morphology.)

    Args:
        shapes: Land by label in kilometres; they do not overlap.
        changed: Land that the map gave to somebody else.
        towns: Points of the places of each label.
    """
    cleaned = dict(shapes)
    if changed.is_empty:
        return cleaned
    near = shapely.buffer(changed, NEAR_KM, quad_segs=4)
    wide = shapely.buffer(near, 2 * RADIUS_KM, quad_segs=4)
    for label in sorted(shapes):
        left: dict[Label, list[BaseGeometry]] = {}
        for strip in _strips(cleaned[label], (changed, near, wide)):
            heir = None if shapely.intersects(strip, towns[label]) else _neighbour(strip, label, cleaned)
            if heir is not None:
                left.setdefault(heir, []).append(strip)
        for heir, strips in sorted(left.items()):
            given = shapely.union_all(strips)
            cleaned[label] = polygonal(shapely.difference(cleaned[label], given))
            cleaned[heir] = polygonal(shapely.union(cleaned[heir], given))
    return cleaned


def _strips(
    shape: BaseGeometry, around: tuple[BaseGeometry, BaseGeometry, BaseGeometry]
) -> list[BaseGeometry]:
    """Return the narrow parts of an area beside changed land."""
    changed, near, wide = around
    local = shapely.intersection(shape, wide)
    opened = shapely.buffer(shapely.buffer(local, -RADIUS_KM, quad_segs=4), REGROWN * RADIUS_KM, quad_segs=4)
    fallen = shapely.intersection(shapely.difference(local, opened), near)
    return [
        part
        for part in shapely.get_parts(fallen)
        if part.area >= SMALLEST_KM2 and shapely.dwithin(part, changed, _TOUCHING_KM)
    ]


def _neighbour(strip: BaseGeometry, own: Label, shapes: Mapping[Label, BaseGeometry]) -> Label | None:
    """Return the other area with the longest border with a strip, None if there is none."""
    rim = shapely.buffer(strip, _TOUCHING_KM, quad_segs=1)
    shared = {label: shapely.intersection(rim, shape).area for label, shape in shapes.items() if label != own}
    best = max(sorted(shared), key=lambda label: shared[label], default=None)
    return best if best is not None and shared[best] > 0 else None


def polygonal(shape: BaseGeometry) -> BaseGeometry:
    """Return what of a geometry is land, without lines and points where its parts touch."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = shapely.get_parts(shape)
    land: BaseGeometry = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return land
