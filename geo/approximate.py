"""Put names that no list holds where their text says they lie: near a known place, marked as approximate."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from geo.models import Candidate, LonLat, NameInText, Place, PlaceKind, Resolution, Status, great_circle_km
from geo.subjects import key_of_surface
from geo.surroundings import (
    Surrounding,
    Tie,
    find_surrounding,
    is_named_as_party,
    kind_said,
    nearest_in_sentence,
)

SPOTS = frozenset({PlaceKind.TOWN, PlaceKind.DISTRICT, PlaceKind.FACILITY, PlaceKind.ADMIN2})
AREAS = frozenset({PlaceKind.ADMIN1, PlaceKind.REGION, PlaceKind.PHYSICAL})
NEAR_KM = 30.0  # what lies farther off is only in the region
USUAL_KM = 8.0  # "east of Aleppo", and no word of how far
FAR_FROM_SPOT_KM = 100.0
FAR_FROM_UNIT_KM = 200.0
FAR_BY_BEARING_KM = 400.0
LEAST_SURE = 0.5
LEAST_COUNTRY_SHARE = 0.25
EARTH_RADIUS_KM = 6371.0088
KNOWN_TOWN = 200_000  # a town so large is named whatever stands beside it
SAID_SHARE, GUESSED_SHARE = 0.8, 0.5
_PARTS_OF_TOWNS = frozenset({PlaceKind.DISTRICT, PlaceKind.FACILITY})
_SIDES = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")


def place_by_surroundings(
    text: str, names: Sequence[NameInText], found: Sequence[Resolution], countries: Mapping[str, float]
) -> tuple[Resolution, ...]:
    """Return the resolutions, those of unknown names by what the text says of where they lie.

    A name whose known places all lie far from where the text puts it counts as unknown. Nothing is placed by
    a country alone.

    Args:
        text: The whole text.
        names: Its place names.
        found: One resolution for each name.
        countries: How much the text is about each country.
    """
    order = sorted(range(len(names)), key=lambda i: (names[i].start, names[i].end))
    ordered = [names[i] for i in order]
    settled = [found[i] for i in order]
    groups: dict[str, list[int]] = {}
    for index, name in enumerate(ordered):
        groups.setdefault(key_of_surface(name.surface), []).append(index)
    anchors = {i: place.kind in AREAS for i, place in _anchors(settled, countries)}
    placed = list(found)
    for mentions in groups.values():
        if anchors and any(_is_open(settled[i]) for i in mentions):
            others = {i: is_area for i, is_area in anchors.items() if i not in mentions}
            for index, resolution in _place_name(text, ordered, settled, mentions, others):
                placed[order[index]] = resolution
    return tuple(placed)


def _anchors(found: Sequence[Resolution], countries: Mapping[str, float]) -> Iterable[tuple[int, Place]]:
    """Yield the names that others may be placed by, in the countries that the text is about."""
    least = LEAST_COUNTRY_SHARE * max(countries.values(), default=0.0)
    for index, resolution in enumerate(found):
        place = resolution.place
        if place is None or resolution.score < LEAST_SURE or place.kind not in SPOTS | AREAS:
            continue
        if "#" in place.id:  # itself put at a spot that is not its own
            continue
        if place.country and countries.get(place.country, 0.0) >= least:
            yield index, place


def _is_open(resolution: Resolution) -> bool:
    """Return whether the surroundings may have a say in where a name lies."""
    place = resolution.place
    if place is None:
        return True
    return place.kind in SPOTS and place.population < KNOWN_TOWN


def _place_name(
    text: str,
    names: Sequence[NameInText],
    found: Sequence[Resolution],
    mentions: Sequence[int],
    anchors: Mapping[int, bool],
) -> Iterable[tuple[int, Resolution]]:
    """Yield new resolutions for the mentions of one name, where the text gives cause."""
    said = _best(find_surrounding(text, names, i, anchors) for i in mentions)
    if said is not None:
        around = found[said.anchor].place
        stray = [i for i in mentions if around is not None and _lies_elsewhere(found[i], around, said)]
        strange = [i for i in mentions if not found[i].candidates]
        changed = sorted({*stray, *strange})
    else:
        changed = [i for i in mentions if found[i].status is Status.UNKNOWN]
    if not changed:
        return
    kind = next((kind for i in mentions if (kind := kind_said(text, names[i]))), None)
    if said is None and (kind is not None or not any(is_named_as_party(text, names[i]) for i in changed)):
        said = _best(nearest_in_sentence(text, names, i, anchors) for i in changed)
    said = said or (_in_main_town(found, anchors) if kind in _PARTS_OF_TOWNS else None)
    if said is None:
        return
    resolution = _approximate(names[changed[0]].surface, kind or PlaceKind.TOWN, found[said.anchor], said)
    for index in changed:
        yield index, resolution


def _best(ties: Iterable[Surrounding | None]) -> Surrounding | None:
    """Return the first of the ties that says most: how far off, then at a spot, then in an area."""
    said = [tie for tie in ties if tie is not None]
    return min(said, key=lambda tie: (tie.is_area, tie.bearing is None and tie.km is None), default=None)


def _lies_elsewhere(resolution: Resolution, around: Place, said: Surrounding) -> bool:
    """Return whether none of the places that a name may stand for lies where the text puts it."""
    if not resolution.candidates or not _is_open(resolution):
        return False
    if said.is_area:
        return all(_is_outside(candidate.place, around) for candidate in resolution.candidates)
    is_loose = said.bearing is not None and said.km is None  # "west of Tripoli" may be far
    limit = FAR_BY_BEARING_KM if is_loose else FAR_FROM_SPOT_KM + (said.km or 0.0)
    return all(
        great_circle_km(candidate.place.point, around.point) > limit for candidate in resolution.candidates
    )


def _is_outside(place: Place, area: Place) -> bool:
    """Return whether a place lies outside of an area, as far as its country and first-level unit tell."""
    if place.country != area.country:
        return True
    is_other_unit = area.kind is PlaceKind.ADMIN1 and place.admin1 != area.name
    return is_other_unit and great_circle_km(place.point, area.point) > FAR_FROM_UNIT_KM


def _in_main_town(found: Sequence[Resolution], anchors: Mapping[int, bool]) -> Surrounding | None:
    """Return the town that the text names most often, the first of equals."""
    towns = [(place.id, i) for i in anchors if (place := found[i].place) and place.kind is PlaceKind.TOWN]
    if not towns:
        return None
    counts = Counter(place_id for place_id, _index in towns)
    return Surrounding(max(towns, key=lambda town: (counts[town[0]], -town[1]))[1], Tie.SAME_TEXT)


def _approximate(surface: str, kind: PlaceKind, anchor: Resolution, said: Surrounding) -> Resolution:
    """Return the resolution of a name by its anchor."""
    around = anchor.place
    if around is None:
        return Resolution(Status.UNKNOWN)
    place = Place(
        id=f"{around.id}#{'-'.join(key_of_surface(surface).split())}",
        name=surface,
        point=_point(around, said),
        kind=kind,
        country=around.country,
        admin1=around.name if around.kind is PlaceKind.ADMIN1 else around.admin1,
    )
    is_said = said.tie in {Tie.IN, Tie.NEAR}
    score = round(anchor.score * (SAID_SHARE if is_said else GUESSED_SHARE), 6)
    is_close = is_said and not said.is_area and (said.km or 0.0) <= NEAR_KM
    reason = f"no list holds it; {_describe(said, around.name)}"
    return Resolution(
        Status.RESOLVED, place, score, (Candidate(place, score, (reason,)),), precision=2 if is_close else 3
    )


def _point(around: Place, said: Surrounding) -> LonLat:
    if said.bearing is None or said.is_area:
        return around.point
    return travel(around.point, bearing=said.bearing, km=USUAL_KM if said.km is None else said.km)


def _describe(said: Surrounding, around: str) -> str:
    """Return "20 km north of Anah"."""
    if said.tie is not Tie.NEAR:
        return f"{said.tie.value} {around}"
    far = f"{said.km:.0f} km " if said.km is not None else ""
    if said.bearing is not None:
        return f"{far}{_SIDES[round(said.bearing / 45.0) % 8]} of {around}"
    return f"{far}from {around}" if far else f"near {around}"


def travel(start: LonLat, *, bearing: float, km: float) -> LonLat:
    """Return the point some way from another along a great circle.

    Args:
        start: Where to set out.
        bearing: Degrees clockwise from north.
        km: Kilometres.
    """
    lat, lon, turn = math.radians(start.lat), math.radians(start.lon), math.radians(bearing)
    angle = km / EARTH_RADIUS_KM
    end = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(turn))
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(end)
    )
    degrees = math.degrees(lon + east)
    return LonLat(round((degrees + 540.0) % 360.0 - 180.0, 5), round(math.degrees(end), 5))
