"""List the places a name may stand for, each with what speaks for it before the text is read."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from geo.labels import Label, NamedPlace
from geo.models import Place, PlaceKind
from geo.placewords import BareName, PlaceWords

MAX_SENSES = 60
POPULATION_WEIGHT = 1.125  # per power of ten, as all weights in log-odds; from the reference measurements
MAIN_NAME_WEIGHT = 0.81
DEMONYM_WEIGHT = 1.1
CODE_WEIGHT = -3.2
SPELLING_WEIGHT = -2.0
FACILITY_OF_ADMIN1_WEIGHT = -4.0  # "Hama air base" lies by the town
KIND_WEIGHTS = {
    PlaceKind.CONTINENT: 4.0,
    PlaceKind.COUNTRY: 2.4,
    PlaceKind.REGION: 2.6,
    PlaceKind.WATER: 1.6,
    PlaceKind.PHYSICAL: 1.2,
    PlaceKind.ADMIN1: 2.2,
    PlaceKind.TOWN: 0.0,
    PlaceKind.ADMIN2: -0.15,
    PlaceKind.DISTRICT: -0.3,
    PlaceKind.FACILITY: -0.3,
}
USUAL_POPULATION = {
    PlaceKind.CONTINENT: 500_000_000,
    PlaceKind.COUNTRY: 3_000_000,
    PlaceKind.REGION: 2_000_000,
    PlaceKind.WATER: 1_000_000,
    PlaceKind.PHYSICAL: 500_000,
    PlaceKind.ADMIN1: 1_000_000,
    PlaceKind.TOWN: 1_500,
    PlaceKind.ADMIN2: 60_000,
    PlaceKind.DISTRICT: 20_000,
    PlaceKind.FACILITY: 20_000,
}


class SenseLookup(Protocol):
    """The part of the gazetteer that the resolver needs."""

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        """Return all places that go by a name."""

    def lookup_key(self, name: str, *, countries: Collection[str]) -> tuple[Place, ...]:
        """Return the places of some countries with a name that is plausibly another spelling."""

    def suggest(self, name: str, *, countries: Collection[str], limit: int = 5) -> tuple[Place, ...]:
        """Return places of some countries with similar names."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One place a name may stand for.

    Attributes:
        prior: Log-odds before the text is looked at.
        how: How the name leads to the place, in words; "" when it is its very name.
    """

    place: Place
    label: Label
    prior: float
    how: str = ""


def senses_of(key: str, gazetteer: SenseLookup, words: PlaceWords) -> tuple[Sense, ...]:
    """Return the senses of a folded name, likeliest first; () when the gazetteer knows none.

    Args:
        key: Folded name.
        gazetteer: Where to look.
        words: Generic words that may be taken off.
    """
    exact = _exact(key, gazetteer)
    if exact:
        return _ranked(exact)
    for bare in words.bare_names(key):
        found = [_of_bare(sense, bare, key) for sense in _exact(bare.key, gazetteer) if _fits(sense, bare)]
        if found:
            return _ranked(found)
    return ()


def spelled_alike(
    key: str, gazetteer: SenseLookup, countries: Collection[str], words: PlaceWords
) -> tuple[Sense, ...]:
    """Return the places of some countries with a name plausibly spelled in another way.

    Args:
        key: Folded name.
        gazetteer: Where to look.
        countries: ISO 3166 alpha-2 codes.
        words: Generic words that may be taken off.
    """
    exact = _alike(key, gazetteer, countries)
    if exact:
        return _ranked(exact)
    for bare in words.bare_names(key):
        if " " not in bare.key:  # one word alone is like too many others
            continue
        senses = (sense for sense in _alike(bare.key, gazetteer, countries) if _fits(sense, bare))
        found = [_of_bare(sense, bare, key) for sense in senses]
        if found:
            return _ranked(found)
    return ()


def _alike(key: str, gazetteer: SenseLookup, countries: Collection[str]) -> list[Sense]:
    places = gazetteer.lookup_key(key, countries=countries)
    named = (NamedPlace(place, Label.ALIAS) for place in places)
    return [replace(_sense(entry, SPELLING_WEIGHT), how="another spelling of its name") for entry in named]


def _exact(key: str, gazetteer: SenseLookup) -> list[Sense]:
    found = gazetteer.lookup(key)
    if not found and key.startswith("the "):
        found = gazetteer.lookup(key.removeprefix("the "))
    if not found and key.startswith("saint "):
        found = gazetteer.lookup("st " + key.removeprefix("saint "))
    return [_sense(entry) for entry in found]


def _sense(entry: NamedPlace, bonus: float = 0.0) -> Sense:
    place = entry.place
    people = place.population or USUAL_POPULATION[place.kind]
    prior = POPULATION_WEIGHT * math.log10(people + 1) + KIND_WEIGHTS[place.kind] + bonus
    if entry.label is Label.NAME:
        prior += MAIN_NAME_WEIGHT
    elif entry.label is Label.DEMONYM:
        prior += DEMONYM_WEIGHT
    elif entry.label is Label.CODE:
        prior += CODE_WEIGHT
    return Sense(place, entry.label, prior)


def _fits(sense: Sense, bare: BareName) -> bool:
    """Return whether a sense of the bare name can carry the whole name."""
    if sense.label in {Label.DEMONYM, Label.CODE}:
        return False
    return not bare.kinds or sense.place.kind in bare.kinds


def _of_bare(sense: Sense, bare: BareName, key: str) -> Sense:
    """Return the sense of a whole name from a sense of its bare form."""
    place = sense.place
    prior = sense.prior - (0.8 * bare.kinds.index(place.kind) if bare.kinds else 0.0)
    if bare.part is PlaceKind.FACILITY and place.kind is PlaceKind.ADMIN1:
        prior += FACILITY_OF_ADMIN1_WEIGHT
    if bare.part is None or place.kind in {PlaceKind.ADMIN2, PlaceKind.DISTRICT, PlaceKind.FACILITY}:
        return replace(sense, prior=prior, how=f"as {place.name}")
    generic = key.removesuffix(bare.key).removeprefix(bare.key).strip()
    part = replace(
        place,
        id=f"{place.id}#{'-'.join(generic.split())}",
        name=f"{place.name} ({generic})",
        kind=bare.part,
        population=0,
        aliases=(),
    )
    return Sense(part, Label.ALIAS, prior, f"a part of {place.name} or near it; its own spot is not known")


def _ranked(senses: Sequence[Sense]) -> tuple[Sense, ...]:
    """Return the senses by prior, each place once, at most `MAX_SENSES`."""
    best: dict[str, Sense] = {}
    for sense in senses:
        known = best.get(sense.place.id)
        if known is None or known.prior < sense.prior:
            best[sense.place.id] = sense
    ordered = sorted(best.values(), key=lambda sense: (-sense.prior, sense.place.id))
    return tuple(ordered[:MAX_SENSES])
