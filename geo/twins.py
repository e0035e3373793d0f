"""Join places of the user's own with those that are there already: the same place is there once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.entries import Entry
from geo.folding import fold
from geo.models import Place, PlaceKind, great_circle_km

_SPOTS = frozenset({PlaceKind.TOWN, PlaceKind.DISTRICT, PlaceKind.FACILITY})
_SPOT_KM = 10.0
_WIDE_KM = 200.0  # centres of a province differ by far more than those of a town


def join_entries(entries: Iterable[Entry], own: Sequence[Entry]) -> list[Entry]:
    """Return all entries, those of the user's own that are known already as more names of the known place.

    The same place has the same id; or the same country, a name in common and nearly the same spot. Its id,
    name and point stay: maps made before keep their places.

    Args:
        entries: What ships with whoheld.
        own: What the user added, in order; later ones join earlier ones, too.
    """
    joined = {entry.place.id: entry for entry in entries}
    named = _by_name(joined.values(), _wanted(own))
    for entry in own:
        twin = joined.get(entry.place.id) or _twin(entry.place, named)
        if twin is None:
            joined[entry.place.id] = entry
            _add(named, entry)
        else:
            current = joined[twin.place.id]
            joined[twin.place.id] = _merged(current, entry)
    return list(joined.values())


_Index = dict[tuple[str, str], list[Entry]]


def _names(place: Place) -> list[str]:
    return [key for key in dict.fromkeys(fold(name) for name in (place.name, *place.aliases)) if key]


def _wanted(own: Sequence[Entry]) -> frozenset[tuple[str, str]]:
    return frozenset((entry.place.country, fold(entry.place.name)) for entry in own)


def _by_name(entries: Iterable[Entry], wanted: frozenset[tuple[str, str]]) -> _Index:
    """Index entries by country and folded name, as far as the user's places bear these names."""
    index: _Index = defaultdict(list)
    countries = {country for country, _name in wanted}
    for entry in entries:
        if entry.place.country in countries:
            for key in _names(entry.place):
                if (entry.place.country, key) in wanted:
                    index[entry.place.country, key].append(entry)
    return index


def _add(index: _Index, entry: Entry) -> None:
    for key in _names(entry.place):
        index[entry.place.country, key].append(entry)


def _twin(place: Place, index: _Index) -> Entry | None:
    """Return the nearest place of the same name, country and sort, if it is near enough to be the same."""
    near = [
        (great_circle_km(place.point, other.place.point), other.place.id, other)
        for other in index.get((place.country, fold(place.name)), ())
        if (other.place.kind in _SPOTS) == (place.kind in _SPOTS)
        and (place.kind in _SPOTS or other.place.kind is place.kind)
    ]
    if not near:
        return None
    km, _id, twin = min(near, key=lambda found: found[:2])
    return twin if km <= (_SPOT_KM if place.kind in _SPOTS else _WIDE_KM) else None


def _merged(known: Entry, added: Entry) -> Entry:
    """Return a known place with the names of another record of it."""
    place, more = known.place, added.place
    aliases = dict.fromkeys((*place.aliases, more.name, *more.aliases))
    aliases.pop(place.name, None)
    population = place.population or more.population
    others = dict.fromkeys((*known.others, *added.others))
    return Entry(replace(place, aliases=tuple(aliases), population=population), tuple(others))
