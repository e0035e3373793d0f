"""Lets reports of a province or country speak, weakly, for the towns in it that nobody reports of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import shapely

from geo.models import Place, PlaceKind
from layers.models import ControlBasis, ControlInterval, State

MAX_PROBABILITY = 0.6  # a region's holder need not hold each of its towns
_REGIONS = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION})
_TOWNS = frozenset({PlaceKind.TOWN, PlaceKind.DISTRICT, PlaceKind.FACILITY})
_ALWAYS = date.max


@dataclass(frozen=True, slots=True)
class _Blank:
    """A stretch [start, end) for which a town has no word of its own; `told` is its last report before."""

    start: date
    end: date
    told: date
    unknown: ControlInterval | None = None


def fill_silence(
    intervals: Sequence[ControlInterval], *, silent: Iterable[Place] = ()
) -> tuple[ControlInterval, ...]:
    """Give towns the holder of their region for as long as nobody reports of them.

    Only what a region's own reports say of its holder, dated and not carried forward, counts; of nested
    regions the smallest. A town's own evidence is never overridden: only the time before its first report,
    time after its last state ended, and time in which it is unknown for silence are filled, the latter two
    only by a region's newer report.

    Args:
        intervals: Of any places.
        silent: Towns that no claim is about.

    Returns:
        All intervals, the added ones INFERRED, with a probability of at most 0.6, citing the region's
        reports; sorted by place id and start.
    """
    regions = _regions(intervals)
    by_town: dict[str, list[ControlInterval]] = {}
    for interval in intervals:
        if interval.place.kind in _TOWNS:
            by_town.setdefault(interval.place.id, []).append(interval)
    towns = {place.id: place for place in silent if place.kind in _TOWNS}
    towns |= {place_id: own[0].place for place_id, own in by_town.items()}
    kept = [interval for interval in intervals if interval.place.kind not in _TOWNS]
    for place_id, town in towns.items():
        around = [own for region, own in regions if _is_inside(town, region)]
        kept += _filled(town, by_town.get(place_id, []), around)
    return tuple(sorted(kept, key=lambda interval: (interval.place.id, interval.start or date.min)))


def _regions(intervals: Sequence[ControlInterval]) -> list[tuple[Place, list[ControlInterval]]]:
    """Return regions that somebody reportedly held, the smallest first."""
    by_region: dict[str, list[ControlInterval]] = {}
    for interval in intervals:
        is_held = interval.state is State.CONTROLLED and interval.start is not None
        is_fresh = interval.basis in (ControlBasis.ASSESSED, ControlBasis.CLAIMED)
        if interval.place.kind in _REGIONS and is_held and is_fresh:
            by_region.setdefault(interval.place.id, []).append(interval)
    regions = [(own[0].place, own) for own in by_region.values()]
    return sorted(regions, key=lambda entry: (_size(entry[0]), entry[0].id))


def _size(region: Place) -> tuple[bool, float]:
    area = float(region.geometry.area) if region.geometry is not None else 0.0
    return region.kind is PlaceKind.COUNTRY, area


def _is_inside(town: Place, region: Place) -> bool:
    if region.geometry is not None and not region.geometry.is_empty:
        return bool(shapely.intersects_xy(region.geometry, town.point.lon, town.point.lat))
    is_same_country = bool(town.country) and town.country == region.country
    if region.kind is PlaceKind.COUNTRY:
        return is_same_country
    return is_same_country and region.kind is PlaceKind.ADMIN1 and town.admin1 == region.name


def _filled(
    town: Place, own: Sequence[ControlInterval], around: Sequence[Sequence[ControlInterval]]
) -> list[ControlInterval]:
    if any(interval.start is None for interval in own):
        return list(own)
    blanks = list(_blanks(own))
    unknown = {blank.unknown for blank in blanks if blank.unknown is not None}
    kept = [interval for interval in own if interval not in unknown]
    for region in around:
        rest: list[_Blank] = []
        for blank in blanks:
            fills = [fill for told in region if (fill := _fill(town, blank, told))]
            kept += fills
            rest += _without(blank, fills)
        blanks = rest
    return kept + [
        replace(blank.unknown, start=blank.start, end=_open(blank.end))
        for blank in blanks
        if blank.unknown is not None
    ]


def _blanks(own: Sequence[ControlInterval]) -> Iterator[_Blank]:
    """Yield the stretches for which a town's own reports say nothing, or are too old to."""
    after, told = date.min, date.min
    for interval in sorted(own, key=lambda found: found.start or date.min):
        start, end = interval.start or date.min, interval.end or _ALWAYS
        if after < start:
            yield _Blank(after, start, told)
        told = max(told, interval.last_report or start)
        if interval.state is State.UNKNOWN and interval.basis is ControlBasis.CARRIED:
            yield _Blank(start, end, told, interval)
        after = end
    if after < _ALWAYS:
        yield _Blank(after, _ALWAYS, told)


def _fill(town: Place, blank: _Blank, region: ControlInterval) -> ControlInterval | None:
    """Return the region's word for a town in a blank, None if it does not bear on it."""
    start, end = max(blank.start, region.start or blank.start), min(blank.end, region.end or _ALWAYS)
    is_newer = blank.told == date.min or (region.last_report or date.min) > blank.told
    if start >= end or not is_newer:
        return None
    return replace(
        region,
        place=town,
        basis=ControlBasis.INFERRED,
        start=start,
        end=_open(end),
        last_report=None,
        probability=min(region.probability, MAX_PROBABILITY),
        against=(),
    )


def _without(blank: _Blank, fills: Sequence[ControlInterval]) -> Iterator[_Blank]:
    """Yield what is left of a blank."""
    after = blank.start
    for fill in sorted(fills, key=lambda found: found.start or date.min):
        start = fill.start or blank.start
        if after < start:
            yield replace(blank, start=after, end=start)
        after = fill.end or _ALWAYS
    if after < blank.end:
        yield replace(blank, start=after)


def _open(day: date) -> date | None:
    return None if day == _ALWAYS else day
