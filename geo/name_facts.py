"""What the gazetteer knows of a name, boiled down to what the recogniser needs."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, Protocol

from geo.labels import Label, NamedPlace
from geo.models import PlaceKind

NO_KEY = "none"
KEY_ORDER = (
    "country", "continent", "admin1", "region", "demonym", "town", "admin2", "district", "facility", "postal",
)  # fmt: skip
_KEY_OF_KIND = {
    PlaceKind.COUNTRY: "country",
    PlaceKind.CONTINENT: "continent",
    PlaceKind.ADMIN1: "admin1",
    PlaceKind.ADMIN2: "admin2",
    PlaceKind.REGION: "region",
    PlaceKind.WATER: "region",
    PlaceKind.PHYSICAL: "region",
    PlaceKind.TOWN: "town",
    PlaceKind.DISTRICT: "district",
    PlaceKind.FACILITY: "facility",
}
_RANK = {key: rank for rank, key in enumerate(KEY_ORDER)}


class NameLookup(Protocol):
    """The part of the gazetteer that the recogniser needs."""

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        """Return all places that go by a name."""

    def lookup_all(self, keys: Collection[str]) -> Mapping[str, tuple[NamedPlace, ...]]:
        """Return the same for each of many folded names."""


class NameFacts(NamedTuple):
    """What a folded name stands for.

    Attributes:
        key: Kind of the best entry: one of `KEY_ORDER`.
        kinds: Kinds of all entries, best first.
        town_size: log10 bucket of the largest town's population, "" without a town.
        main_size: The same over towns that have it as their main name.
        main: Whether any entry has it as its main name.
        entries: Bit length of the number of entries, at most 6.
        place_kind: `PlaceKind` value of the best entry, or "demonym".
    """

    key: str
    kinds: tuple[str, ...]
    town_size: str
    main_size: str
    main: bool
    entries: int
    place_kind: str


def key_of_entry(entry: NamedPlace) -> str:
    """Return the kind of an entry as the recogniser sees it."""
    if entry.label is Label.DEMONYM:
        return "demonym"
    if entry.label is Label.CODE:
        return "postal"
    return _KEY_OF_KIND[entry.place.kind]


def size_bucket(population: int) -> str:
    """Return the power of ten of a population, in halves; "0" for unknown."""
    if population <= 0:
        return "0"
    digits = len(str(population))
    return f"{digits}{'+' if population >= 3 * 10 ** (digits - 1) else ''}"


def sum_up(entries: Iterable[NamedPlace]) -> NameFacts | None:
    """Return the facts of a name from its entries; None without any."""
    found = sorted(
        ((_RANK[key_of_entry(entry)], -entry.place.population, entry.place.id, entry) for entry in entries),
        key=lambda item: item[:3],
    )
    if not found:
        return None
    best = found[0][3]
    towns = [item[3] for item in found if item[3].place.kind is PlaceKind.TOWN]
    main = [entry for entry in towns if entry.label is Label.NAME]
    return NameFacts(
        key=key_of_entry(best),
        kinds=tuple(dict.fromkeys(key_of_entry(item[3]) for item in found)),
        town_size=size_bucket(max(town.place.population for town in towns)) if towns else "",
        main_size=size_bucket(max(town.place.population for town in main)) if main else "",
        main=any(item[3].label is Label.NAME for item in found),
        entries=min(6, len(found).bit_length()),
        place_kind="demonym" if best.label is Label.DEMONYM else best.place.kind.value,
    )


class NameIndex:
    """Answers for many names at once; remembers names and strangers alike."""

    def __init__(self, gazetteer: NameLookup, *, max_remembered: int = 200_000) -> None:
        self._gazetteer = gazetteer
        self._facts: dict[str, NameFacts | None] = {}
        self._max_remembered = max_remembered

    def facts_of(self, keys: Iterable[str]) -> dict[str, NameFacts]:
        """Return the facts of those folded names that the gazetteer holds."""
        facts = self._facts
        if len(facts) > self._max_remembered:
            facts.clear()
        asked = sorted(keys)
        strange = [key for key in asked if key not in facts]
        if strange:
            for key, entries in self._lookup_all(strange).items():
                facts[key] = sum_up(entries)
        return {key: known for key in asked if (known := facts[key]) is not None}

    def _lookup_all(self, keys: Collection[str]) -> dict[str, tuple[NamedPlace, ...]]:
        found = dict(self._gazetteer.lookup_all(keys))
        for key in keys:
            if not found[key] and key.startswith("saint "):
                found[key] = self._gazetteer.lookup("st " + key.removeprefix("saint "))
        return found
