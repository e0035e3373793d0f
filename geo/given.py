"""Put a name where its source says it lies: at the known place of that name there, or at one of its own."""

from collections.abc import Iterable, Sequence

from geo.gazetteer import Gazetteer
from geo.models import Candidate, LonLat, Place, PlaceKind, Resolution, Status, great_circle_km

_WITHIN_KM = {1: 10.0, 2: 25.0, 3: 150.0}
"""How far, by precision of the point, a place of that name may lie from it: centres are set differently."""

_NEIGHBOUR_WITHIN_KM = 30.0
_POINTS = frozenset({PlaceKind.TOWN, PlaceKind.DISTRICT, PlaceKind.FACILITY})


def place_given(
    name: str,
    point: LonLat,
    *,
    precision: int,
    gazetteer: Gazetteer,
    considered: Sequence[Candidate] = (),
) -> Resolution:
    """Return where a name lies of which the source gives the point.

    Args:
        name: As the source writes it.
        point: What the source gives.
        precision: 1 the named place, 2 near it or a small area, 3 a region.
        gazetteer: Knows the places; one of this name close by keeps its id, so that reports of it meet.
        considered: Places of similar names that the text itself suggests.
    """
    known = [found.place for found in gazetteer.lookup(name)]
    place = _nearest([*known, *(candidate.place for candidate in considered)], point, precision)
    reason = "at the source's coordinates"
    if place is None:
        place = _own_place(name, point, gazetteer)
    return Resolution(Status.RESOLVED, place, 1.0, (Candidate(place, 1.0, (reason,)),), precision)


def _nearest(places: Iterable[Place], point: LonLat, precision: int) -> Place | None:
    """Return the nearest place of those close by; settlements before areas, but for regions."""
    close = [
        (precision < 3 and place.kind not in _POINTS, km, place.id, place)
        for place in places
        if (km := great_circle_km(place.point, point)) <= _WITHIN_KM[precision]
    ]
    return min(close, key=lambda found: found[:3])[3] if close else None


def _own_place(name: str, point: LonLat, gazetteer: Gazetteer) -> Place:
    near = next(iter(gazetteer.near(point, radius_km=_NEIGHBOUR_WITHIN_KM)), None)
    return Place(
        id=f"event:{point.lat:.4f},{point.lon:.4f}",
        name=name,
        point=point,
        kind=PlaceKind.TOWN,
        country=near.country if near else "",
        admin1=near.admin1 if near else "",
    )
