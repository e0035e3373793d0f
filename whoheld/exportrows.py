"""Rows of an export's control layer, as written or as a person changed them, turned into intervals."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import shapely

from articles.actors import ActorBook
from articles.models import Issue
from articles.reading import issue
from geo.models import AREA_KINDS, LonLat, Place, PlaceKind
from layers.models import ControlBasis, ControlInterval, State
from whoheld.exportactors import ActorNames, split_words
from whoheld.exportfile import Feature

FAR_FUTURE = 2100
"""An end in this year or later means "still so": servers that drop empty cells are given such a day."""
HAND_PROBABILITY = 0.9
_NEAR_DEG = 2e-7  # what rounding to seven decimals may do


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A row that can be used.

    Attributes:
        start: First day; None = no date.
        end: Day after the last one; None = still so.
        probability: None = the row gives none.
        names: What the row calls its actors, by id.
        is_moved: Whether its point lies elsewhere than its own columns lat and lon say.
        is_reassigned: Whether its columns name other actors than the one that lists their ids.
    """

    feature: Feature
    place: Place
    state: State
    actors: tuple[str, ...]
    basis: ControlBasis
    start: date | None
    end: date | None
    last_report: date | None
    probability: float | None
    evidence: tuple[str, ...]
    against: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    is_moved: bool = False
    is_reassigned: bool = False


def read_control_rows(
    features: Sequence[Feature], *, book: ActorBook
) -> tuple[tuple[ControlRow, ...], tuple[Issue, ...]]:
    """Return the rows that can be used, each place at one spot, and an issue for every other one.

    Args:
        features: Of the control layers of one file.
        book: Finds the actors of names that a person typed.
    """
    rows: list[ControlRow] = []
    problems: list[Issue] = []
    names = ActorNames(features, book)
    for feature in features:
        faults = [*_faults(feature)]
        if faults:
            problems.append(issue("bad-row", feature.where, "; ".join(faults), feature.get("place")))
            continue
        row = _row(feature, names)
        if row.state is State.CONTROLLED and not row.actors:
            message = "controlled by nobody: name an actor, or make the state unknown"
            problems.append(issue("bad-row", feature.where, message, feature.get("place")))
            continue
        rows.append(row)
    return tuple(_at_one_spot(rows, problems)), tuple(problems)


def _faults(feature: Feature) -> Iterable[str]:
    """Yield everything that is wrong with a row, in words."""
    if not feature.get("place") and not feature.get("place_id"):
        yield "no place"
    if feature.get("state").lower() not in {"", *State}:
        yield f"state is one of {', '.join(State)}, got {feature.get('state')!r}"
    if feature.get("basis").lower() not in {"", *ControlBasis}:
        yield f"basis is one of {', '.join(ControlBasis)}, got {feature.get('basis')!r}"
    if feature.get("kind").lower() not in {"", *PlaceKind}:
        yield f"kind is one of {', '.join(PlaceKind)}, got {feature.get('kind')!r}"
    yield from _date_faults(feature)
    yield from _number_faults(feature)


def _date_faults(feature: Feature) -> Iterable[str]:
    days: dict[str, date | None] = {}
    for name in ("start_date", "end_date", "last_report"):
        try:
            days[name] = parse_date(feature.get(name))
        except ValueError:
            yield f"{name} looks like 2017-11-17, got {feature.get(name)!r}"
    start, end = days.get("start_date"), _end(days.get("end_date"))
    if start and end and end <= start:
        yield f"it ends before it begins: {start} to {end}, the day after the last one"


def _number_faults(feature: Feature) -> Iterable[str]:
    try:
        given = feature.get("probability")
        if given and not 0 <= float(given) <= 1:
            yield f"probability is between 0 and 1, got {given!r}"
    except ValueError:
        yield f"probability is a number, got {feature.get('probability')!r}"
    try:
        if _point(feature) is None:
            yield "no point: neither a geometry nor degrees in lat and lon"
    except ValueError as error:
        yield str(error)


def parse_date(text: str) -> date | None:
    """Return the day of a cell, None for an empty one.

    Raises:
        ValueError: If it is no day.
    """
    return date.fromisoformat(text[:10].replace("/", "-")) if text else None


def _end(day: date | None) -> date | None:
    return None if day is None or day.year >= FAR_FUTURE else day


def _point(feature: Feature) -> LonLat | None:
    """Return where a row lies: its point, for other shapes its columns, else a spot inside them."""
    shape = feature.geometry
    if shape is None:
        return _told_point(feature)
    if shape.is_empty or not all(math.isfinite(part) for part in shape.bounds):
        raise ValueError("its geometry has no coordinates, or some that are no numbers")
    if isinstance(shape, shapely.Point):
        return LonLat(lon=shape.x, lat=shape.y)
    told = _told_point(feature)
    inside = shape.representative_point()
    return told or LonLat(lon=inside.x, lat=inside.y)


def _told_point(feature: Feature) -> LonLat | None:
    """Return the point of the columns lat and lon, None where they are empty."""
    lat, lon = feature.get("lat"), feature.get("lon")
    try:
        return LonLat(lon=float(lon), lat=float(lat)) if lat and lon else None
    except ValueError as error:
        raise ValueError(
            f"lat and lon are degrees such as 34.45 and 40.92, got {lat!r} and {lon!r}"
        ) from error


def _row(feature: Feature, names: ActorNames) -> ControlRow:
    actors, listed = names.of(feature), split_words(feature.get("actors"))
    given = feature.get("state").lower()
    state = State(given) if given else State.CONTROLLED if actors else State.UNKNOWN
    point, told = _point(feature), None
    if feature.geometry is not None and feature.geometry.geom_type == "Point":
        told = _told_point_if_any(feature)
    assert point is not None  # noqa: S101 - rows without a point are faults
    chance = feature.get("probability")
    return ControlRow(
        feature=feature,
        place=_place(feature, point),
        state=state,
        actors=() if state is State.UNKNOWN else tuple(actors),
        basis=ControlBasis(feature.get("basis").lower() or ControlBasis.ASSESSED),
        start=parse_date(feature.get("start_date")),
        end=_end(parse_date(feature.get("end_date"))),
        last_report=parse_date(feature.get("last_report")),
        probability=float(chance) if chance else None,
        evidence=tuple(split_words(feature.get("evidence"))),
        against=tuple(split_words(feature.get("against"))),
        names=actors,
        is_moved=told is not None and not _is_near(told, point),
        is_reassigned=bool(listed) and list(actors) != listed,
    )


def _told_point_if_any(feature: Feature) -> LonLat | None:
    try:
        return _told_point(feature)
    except ValueError:
        return None


def _is_near(one: LonLat, other: LonLat) -> bool:
    return max(abs(one.lon - other.lon), abs(one.lat - other.lat)) < _NEAR_DEG


def _place(feature: Feature, point: LonLat) -> Place:
    name = feature.get("place") or feature.get("place_id")
    kind = PlaceKind(feature.get("kind").lower() or PlaceKind.TOWN)
    shape = feature.geometry
    has_land = shape is not None and shape.geom_type.endswith("Polygon") and not shape.is_empty
    return Place(
        id=feature.get("place_id") or f"edited:{name.lower()}@{point.lat:.4f},{point.lon:.4f}",
        name=name,
        point=point,
        kind=PlaceKind.REGION if has_land and kind not in AREA_KINDS else kind,
        country=feature.get("country").upper(),
        admin1=feature.get("admin1"),
        geometry=shape if has_land else None,
    )


def _at_one_spot(rows: Sequence[ControlRow], problems: list[Issue]) -> Iterable[ControlRow]:
    """Yield the rows, those of one place with one and the same place: where the first moved one lies."""
    chosen: dict[str, ControlRow] = {}
    for row in rows:
        before = chosen.setdefault(row.place.id, row)
        if row.is_moved and not before.is_moved:
            chosen[row.place.id] = row
    for row in rows:
        first = chosen[row.place.id]
        if not _is_near(row.place.point, first.place.point):
            message = (
                f"the place lies elsewhere in another row: drawn where feature {first.feature.number} lies"
            )
            problems.append(issue("moved", row.feature.where, message, row.place.name))
        yield replace(row, place=first.place)


def resolve_overlaps(
    intervals: Sequence[tuple[ControlRow, ControlInterval]],
) -> tuple[tuple[ControlInterval, ...], tuple[Issue, ...]]:
    """Return intervals of which none of one place overlap: what begins later cuts what goes on.

    Of two that begin on one day the one without reports (a person's) stays, else the later row.
    """
    problems: list[Issue] = []
    by_place: dict[str, list[tuple[ControlRow, ControlInterval]]] = {}
    for row, interval in intervals:
        by_place.setdefault(interval.place.id, []).append((row, interval))
    kept: list[ControlInterval] = []
    for place_id in sorted(by_place):
        kept += _without_overlaps(by_place[place_id], problems)
    return tuple(kept), tuple(problems)


def _without_overlaps(
    pairs: Sequence[tuple[ControlRow, ControlInterval]], problems: list[Issue]
) -> list[ControlInterval]:
    ordered = sorted(pairs, key=lambda pair: (pair[0].start or date.min, not pair[0].evidence))
    found: list[tuple[ControlRow, ControlInterval]] = []
    for row, interval in ordered:
        if not found or not _overlap(found[-1][1], interval):
            found.append((row, interval))
            continue
        last_row, last = found.pop()
        if last.start == interval.start:
            message = f"overlaps feature {row.feature.number}, which begins on the same day: left out"
        else:
            message = f"overlaps feature {row.feature.number}: cut on {interval.start}, when that begins"
            found.append((last_row, replace(last, end=interval.start)))
        problems.append(issue("overlap", last_row.feature.where, message, last.place.name))
        found.append((row, interval))
    return [interval for _, interval in found]


def _overlap(one: ControlInterval, other: ControlInterval) -> bool:
    """Tell whether an interval overlaps one that does not begin earlier; undated ones overlap each other."""
    if one.start is None or other.start is None:
        return one.start is None and other.start is None
    return one.end is None or one.end > other.start
