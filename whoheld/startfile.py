"""Read a starting map: a GeoJSON file of areas that is trusted."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from articles.actors import load_actors
from articles.models import Actor, Party
from layers.startmap import StartArea
from output.mapoptions import BaseMap
from whoheld.errors import BadStartMapError

_AREAS = ("Polygon", "MultiPolygon")
_OVERLAP_DEGREES2 = 1e-6  # about a hundredth of a square kilometre: outlines drawn apart never meet exactly
_SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class StartMap:
    """A starting map.

    Attributes:
        areas: What is held on it.
        actors: Those who hold it, by id.
    """

    areas: tuple[StartArea, ...]
    actors: Mapping[str, Actor]


def open_start_map(path: Path, *, actor_files: Sequence[Path] = ()) -> StartMap:
    """Read a starting map whose actors are those of the shipped list and of the given files.

    Raises:
        BadStartMapError: If the file cannot be used.
        BadDataFileError: If an actor file breaks its schema.
    """
    book = load_actors(actor_files)
    areas, parties = read_start_map(path, party=book.party)
    named = {party.actor_id: Actor(party.actor_id, party.name) for party in parties}
    return StartMap(areas, {name: book.actors.get(name, actor) for name, actor in named.items()})


def open_base(path: Path, *, actor_files: Sequence[Path] = ()) -> BaseMap:
    """Read a starting map for the map page; see `open_start_map`."""
    start = open_start_map(path, actor_files=actor_files)
    return BaseMap(path.name, start.areas, start.actors)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A feature that can be used."""

    number: int
    area: StartArea


def read_start_map(
    path: Path, *, party: Callable[[str], Party]
) -> tuple[tuple[StartArea, ...], tuple[Party, ...]]:
    """Read areas with a property `actor` (a name or an id) and perhaps `date`, the day of the map.

    Features with a state other than "controlled" are left out: their land is nobody's at the start. A file
    that `whoheld export --layer areas --on DAY` wrote can be used as it is.

    Args:
        path: GeoJSON in WGS 84.
        party: Finds the actor of a name.

    Returns:
        The areas, and the parties that hold them.

    Raises:
        BadStartMapError: If the file cannot be used; names every fault with the number of its feature.
    """
    features = _features(path)
    faults: list[str] = []
    drawn: list[_Drawn] = []
    parties: dict[str, Party] = {}
    for number, feature in enumerate(features, start=1):
        found = [*_faults(feature)]
        faults += [f"feature {number}: {fault}" for fault in found]
        if not found and _is_held(feature):
            own = party(_name(feature))
            parties[own.actor_id] = own
            shape = shapely.geometry.shape(feature["geometry"])
            drawn.append(_Drawn(number, StartArea(own.actor_id, shape, _day(feature))))
    faults += [*_many_days(drawn)] or [*_overlaps(drawn)]
    if not faults and not drawn:
        faults.append("no feature has an area that somebody holds")
    if faults:
        more = [f"and {len(faults) - _SHOWN_FAULTS} more"] if len(faults) > _SHOWN_FAULTS else []
        raise BadStartMapError(f"{path.name}: {'; '.join([*faults[:_SHOWN_FAULTS], *more])}")
    return tuple(found.area for found in drawn), tuple(parties[name] for name in sorted(parties))


def _features(path: Path) -> Sequence[Any]:
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise BadStartMapError(f"{path.name}:{error.lineno}: not JSON: {error.msg}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadStartMapError(f"{path} cannot be read as a starting map: {error}") from error
    if not isinstance(held, dict) or not isinstance(held.get("features"), list):
        raise BadStartMapError(f"{path.name}: a starting map is a GeoJSON FeatureCollection")
    features: list[Any] = held["features"]
    return features


def _faults(feature: Any) -> Iterator[str]:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        yield "no GeoJSON feature with properties"
        return
    if not _is_held(feature):
        return
    if not _name(feature):
        yield "no actor"
    day = feature["properties"].get("date")
    if day is not None and _parsed(day) is None:
        yield f"a date looks like 2024-07-08, got {day!r}"
    yield from _shape_faults(feature.get("geometry"))


def _shape_faults(geometry: Any) -> Iterator[str]:
    if not isinstance(geometry, dict) or geometry.get("type") not in _AREAS:
        kind = geometry.get("type") if isinstance(geometry, dict) else geometry
        yield f"an area is a Polygon or MultiPolygon, got {kind}"
        return
    try:
        shape: BaseGeometry = shapely.geometry.shape(geometry)
    except (shapely.errors.ShapelyError, ValueError, TypeError, KeyError, IndexError) as error:
        yield f"coordinates that are none: {error}"
        return
    if shape.is_empty:
        yield "an empty area"
        return
    west, south, east, north = shape.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        yield f"off the globe: {west:g} {south:g} to {east:g} {north:g}"
    elif not shape.is_valid:
        yield f"not a valid area: {shapely.is_valid_reason(shape)}"


def _is_held(feature: Any) -> bool:
    return feature["properties"].get("state") in (None, "", "controlled")


def _name(feature: Any) -> str:
    properties = feature["properties"]
    return str(properties.get("actor") or properties.get("actor_id") or "").strip()


def _day(feature: Any) -> date | None:
    return _parsed(feature["properties"].get("date"))


def _parsed(day: Any) -> date | None:
    try:
        return date.fromisoformat(str(day)[:10])
    except ValueError:
        return None


def _overlaps(drawn: Sequence[_Drawn]) -> Iterator[str]:
    """Yield which areas of different actors overlap."""
    if not drawn:
        return
    shapes = [found.area.geometry for found in drawn]
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for first, second in sorted(zip(one.tolist(), other.tolist(), strict=True)):
        is_twice = first < second and drawn[first].area.actor != drawn[second].area.actor
        if is_twice and shapely.intersection(shapes[first], shapes[second]).area > _OVERLAP_DEGREES2:
            yield f"features {drawn[first].number} and {drawn[second].number} overlap"


def _many_days(drawn: Sequence[_Drawn]) -> Iterator[str]:
    days = sorted({str(found.area.day) for found in drawn})
    if len(days) > 1:
        yield f"a starting map shows one day, this one has {', '.join(days[:3])}"
