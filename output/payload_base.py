"""Hand-drawn areas that a map starts with, as dated polygons for the page."""

from collections.abc import Sequence
from typing import Any

from output.mapoptions import BaseMap
from output.payload_areas import encode_rings, fit_to_screen
from output.payload_days import DayScale


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
