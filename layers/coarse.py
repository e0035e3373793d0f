"""Towns merged into the cells of a grid: for maps that must not tell where exactly."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from articles.models import Mention
from geo.models import AREA_KINDS, LonLat, Place, PlaceKind
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State

CELL_DEG = 0.15  # of latitude, 17 km; as wide on the ground
NEAR_IT = 2
LEFT_OUT = "–"
_WEAKEST_LAST = (ControlBasis.ASSESSED, ControlBasis.CLAIMED, ControlBasis.INFERRED, ControlBasis.CARRIED)

_Look = tuple[State, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CoarseControl:
    """Intervals and claims at the cells of a grid; statements about areas stay where they are."""

    intervals: tuple[ControlInterval, ...]
    claims: tuple[LocatedClaim, ...]


def merge_into_cells(intervals: Sequence[ControlInterval], claims: Sequence[LocatedClaim]) -> CoarseControl:
    """Put every town at the middle of its cell and merge the towns of a cell into one place.

    Args:
        intervals: Of any places.
        claims: Of any places.

    Returns:
        Intervals of cells: contested where its towns have different holders, else what all of them that are
        known say, as sure as the least sure one. Claims without sentence, speaker, headline and address, as
        those name places. Nothing tells one town of a cell from another.
    """
    places = [found.place for found in claims] + [found.place for found in intervals]
    cells = _cells_of({place.id: place for place in places if _is_town(place)}.values())
    by_cell: dict[str, list[ControlInterval]] = {}
    kept: list[ControlInterval] = []
    for interval in intervals:
        cell = cells.get(interval.place.id)
        if cell is None:
            kept.append(interval)
        else:
            by_cell.setdefault(cell.id, []).append(replace(interval, place=cell))
    merged = [span for key in sorted(by_cell) for span in _merge(by_cell[key])]
    quiet = (without_words(found, cells.get(found.place.id, found.place)) for found in claims)
    return CoarseControl((*kept, *merged), tuple(quiet))


def without_words(found: LocatedClaim, place: Place) -> LocatedClaim:
    """Return a claim at another place, without the words that tell where exactly."""
    start = found.claim.place.start
    mention = Mention(start, start + len(LEFT_OUT), LEFT_OUT)
    claim = replace(found.claim, sentence="", sentence_start=start, place=mention, speaker="")
    precision = max(found.place_precision, NEAR_IT)
    return replace(found, claim=claim, place=place, place_precision=precision, url="", title="")


def _is_town(place: Place) -> bool:
    return place.kind not in AREA_KINDS


def cell_of(point: LonLat) -> tuple[int, int]:
    """Return row and column of a point's cell; rows from the south pole, columns from 180 degrees west."""
    row = min(int((point.lat + 90) / CELL_DEG), round(180 / CELL_DEG) - 1)
    columns = _columns_of(row)
    return row, min(int((point.lon + 180) / 360 * columns), columns - 1)


def _middle_of(row: int, column: int) -> LonLat:
    lat = (row + 0.5) * CELL_DEG - 90
    return LonLat(lon=round((column + 0.5) * 360 / _columns_of(row) - 180, 4), lat=round(lat, 4))


def _columns_of(row: int) -> int:
    """Return how many cells of a row go around the globe, so that each is as wide as it is high."""
    lat = math.radians((row + 0.5) * CELL_DEG - 90)
    return max(1, round(360 * math.cos(lat) / CELL_DEG))


def _cells_of(towns: Iterable[Place]) -> Mapping[str, Place]:
    """Return the cell of each town as a place, by the town's id."""
    members: dict[tuple[int, int], list[Place]] = {}
    for town in towns:
        members.setdefault(cell_of(town.point), []).append(town)
    return {town.id: cell for key, own in members.items() for cell in [_cell(*key, own)] for town in own}


def _cell(row: int, column: int, towns: Sequence[Place]) -> Place:
    middle = _middle_of(row, column)
    admin1, country = _commonest(town.admin1 for town in towns), _commonest(town.country for town in towns)
    where = f"{abs(middle.lat):.2f}°{'N' if middle.lat >= 0 else 'S'}"
    where += f" {abs(middle.lon):.2f}°{'E' if middle.lon >= 0 else 'W'}"
    return Place(
        id=f"cell:{row * 10_000 + column}", name=f"{admin1 or country} {where}".strip(), point=middle,
        kind=PlaceKind.TOWN, country=country, admin1=admin1,
        population=_one_digit(sum(max(0, town.population) for town in towns)),
    )  # fmt: skip


def _commonest(names: Iterable[str]) -> str:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name))


def _one_digit(people: int) -> int:
    """Return a number with its first digit alone: exact numbers of people tell which town it is."""
    return round(people, 1 - len(str(people)))


def _merge(intervals: Sequence[ControlInterval]) -> list[ControlInterval]:
    """Return the history of one cell: undated first, then disjoint spans."""
    undated = [span for span in intervals if span.start is None]
    dated = [span for span in intervals if span.start is not None]
    days = sorted({day for span in dated for day in (span.start, span.end) if day is not None})
    merged = [_joined(undated, None, None)] if undated else []
    for start, end in zip(days, [*days, None][1:], strict=True):
        active = [span for span in dated if _is_active(span, start)]
        if not active:
            continue
        found = _joined(active, start, end)
        if merged and _continues(merged[-1], found):
            found = _joined([merged[-1], found], merged[-1].start, end)
            merged.pop()
        merged.append(found)
    return merged


def _is_active(span: ControlInterval, day: date) -> bool:
    return span.start is not None and span.start <= day and (span.end is None or day < span.end)


def _continues(before: ControlInterval, after: ControlInterval) -> bool:
    same = (before.state, before.actors, before.basis) == (after.state, after.actors, after.basis)
    return same and before.end is not None and before.end == after.start


def _joined(active: Sequence[ControlInterval], start: date | None, end: date | None) -> ControlInterval:
    state, actors = _look_of(active)
    evidence = dict.fromkeys(claim for span in active for claim in span.evidence)
    against = dict.fromkeys(claim for span in active for claim in span.against if claim not in evidence)
    return ControlInterval(
        active[0].place, state, actors, max((span.basis for span in active), key=_WEAKEST_LAST.index),
        start, end,
        max((span.last_report for span in active if span.last_report is not None), default=None),
        min(span.probability for span in active), tuple(evidence), tuple(against),
    )  # fmt: skip


def _look_of(active: Sequence[ControlInterval]) -> _Look:
    """Return what the towns of a cell that are known have in common; contested where they differ."""
    looks = Counter((span.state, span.actors) for span in active if span.actors)
    states = {state for state, _ in looks}
    if not looks:
        return State.UNKNOWN, ()
    if len(looks) == 1:
        return next(iter(looks))
    weights: Counter[str] = Counter()
    for (_, actors), towns in looks.items():
        for actor in actors:
            weights[actor] += towns
    parties = tuple(sorted(weights, key=lambda actor: (-weights[actor], actor)))
    if len(parties) > 1 or State.CONTESTED in states:
        return State.CONTESTED, parties
    return (State.BESIEGED if State.BESIEGED in states else State.CONTROLLED), parties
