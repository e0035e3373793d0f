"""Hand-drawn areas that a map starts with, as dated polygons for the page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from layers.coarse import CELL_DEG
from layers.startmap import StartArea
from output.mapoptions import BaseMap, MapOptions, Precision
from output.payload_areas import encode_rings, fit_to_screen, polygons_of
from output.payload_days import DayScale


def narrow_base(options: MapOptions, scale: DayScale) -> BaseMap | None:
    """Return what of the starting map the page may hold.

    Args:
        options: The user's choices, with the starting map.
        scale: The map's days.

    Returns:
        Areas that begin on a day of the map, cut to its box; on a map of coarse dots with outlines rounded to
        the grid of the cells, and without the file's name, as such files may be drawn from the exact towns.
        None where nothing is left.
    """
    base = options.base
    if base is None:
        return None
    areas = [
        replace(area, geometry=shape)
        for area in base.areas
        if _begins_in_time(area, scale) and polygons_of(shape := _shape(area.geometry, options))
    ]
    held_by = {area.actor for area in areas}
    actors = {key: actor for key, actor in base.actors.items() if key in held_by}
    name = "" if options.precision == Precision.DISTRICT else base.name
    return BaseMap(name, tuple(areas), actors) if areas else None


def encode_base(base: BaseMap, *, scale: DayScale, actors: Sequence[str]) -> dict[str, Any]:
    """Return the areas of a starting map.

    Args:
        base: What the user trusts.
        scale: The map's days.
        actors: Ids in the order of the map's table of actors.

    Returns:
        Name of the file, and for each area: number of the actor, first day (None = from the beginning), and
        rings simplified to what a screen of the area's size shows.
    """
    numbers = {actor: index for index, actor in enumerate(actors)}
    return {
        "name": base.name,
        "areas": [
            {
                "actor": numbers[area.actor],
                "start": None if area.day is None else scale.number(area.day),
                "rings": encode_rings(fit_to_screen(area.geometry)),
            }
            for area in base.areas
        ],
    }


def _begins_in_time(area: StartArea, scale: DayScale) -> bool:
    return area.day is None or scale.last is None or area.day <= scale.last


def _shape(geometry: BaseGeometry, options: MapOptions) -> BaseGeometry:
    if options.precision == Precision.DISTRICT:
        geometry = shapely.set_precision(geometry, CELL_DEG)
    if options.box is None:
        return geometry
    box = options.box
    return shapely.intersection(geometry, shapely.box(box.west, box.south, box.east, box.north))
