"""The part of the world a map is of: what lies outside is left off it, and counted."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import TypeVar

import shapely

from geo.models import AREA_KINDS, Place
from layers.models import ControlInterval, LocatedClaim
from output.frame import Frame
from output.mapoptions import Outlines
from output.models import Results
from output.payload_areas import polygons_of

_Found = TypeVar("_Found", LocatedClaim, ControlInterval)


@dataclass(frozen=True, slots=True)
class OutsidePlace:
    """A place that lies outside the box of a map, and how many claims are about it."""

    place: Place
    claims: int


@dataclass(frozen=True, slots=True)
class Confined:
    """Results of a box, and the places outside of it, those with most claims first."""

    results: Results
    outside: tuple[OutsidePlace, ...] = ()


def confine_results(results: Results, box: Frame, outlines: Outlines) -> Confined:
    """Return what the results say of a box.

    Args:
        results: One run's results.
        box: In WGS 84 degrees.
        outlines: Where the outlines of areas come from that bear none.

    Returns:
        Claims and intervals of the towns in the box and of the areas that reach into it, with the part of
        their outline that does; the other places, none of them lost.
    """
    spoken_of = [found.place for found in results.claims] + [found.place for found in results.intervals]
    places = {place.id: place for place in spoken_of}
    inside = {
        key: kept for key, place in places.items() if (kept := _part_inside(place, box, outlines)) is not None
    }
    told = Counter(found.place.id for found in results.claims)
    outside = [OutsidePlace(place, told[key]) for key, place in places.items() if key not in inside]
    return Confined(
        replace(
            results,
            claims=tuple(_at(found, inside) for found in results.claims if found.place.id in inside),
            intervals=tuple(_at(found, inside) for found in results.intervals if found.place.id in inside),
        ),
        tuple(sorted(outside, key=lambda one: (-one.claims, one.place.name, one.place.id))),
    )


def _at(found: _Found, places: dict[str, Place]) -> _Found:
    return replace(found, place=places[found.place.id])


def _part_inside(place: Place, box: Frame, outlines: Outlines) -> Place | None:
    """Return the place, an area cut to the box; None where it lies outside."""
    geometry = place.geometry
    if place.kind in AREA_KINDS and (geometry is None or not polygons_of(geometry)):
        geometry = outlines.geometry(place.id)
    if geometry is None or not polygons_of(geometry):
        return place if box.holds(place.point) else None
    window = shapely.box(box.west, box.south, box.east, box.north)
    part = shapely.MultiPolygon(polygons_of(geometry)).buffer(0).intersection(window)
    return replace(place, geometry=part) if polygons_of(part) else None
