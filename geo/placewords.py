"""Take generic words off a name, and say what kind of place they promise."""

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from geo.errors import BadPlaceDataError
from geo.models import PlaceKind

_TAIL_KINDS = {
    "admin1": (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.COUNTRY, PlaceKind.REGION),
    "admin2": (PlaceKind.ADMIN2, PlaceKind.DISTRICT, PlaceKind.ADMIN1, PlaceKind.TOWN),
    "town": (PlaceKind.TOWN,),
    "region": (PlaceKind.REGION, PlaceKind.PHYSICAL, PlaceKind.WATER, PlaceKind.ADMIN1, PlaceKind.TOWN),
}
_OF_STATES = frozenset({"university", "college", "school", "academy"})  # "University of ..." has many towns
_HEADS = ("district", "same", "admin")


@dataclass(frozen=True, slots=True)
class BareName:
    """A name without its generic words.

    Attributes:
        key: What is left, folded.
        kinds: Kinds of places that the generic word promises, in order of preference; () = any.
        part: Kind of the part or facility that the whole name is, at the place of the bare name; None = the
            whole name is the place itself.
    """

    key: str
    kinds: tuple[PlaceKind, ...] = ()
    part: PlaceKind | None = None


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The generic words, each with its group, the log-odds that some capitals gain, and words of parties."""

    tails: dict[str, str]
    facilities: frozenset[str]
    modifiers: frozenset[str]
    heads: dict[str, str]
    prominent: dict[str, float]
    parties: frozenset[str]

    def bare_names(self, key: str) -> list[BareName]:
        """Return the shorter names to look up when the gazetteer lacks `key`, best first."""
        words = key.split()
        found: list[BareName] = []
        if len(words) < 2:
            return found
        group = self.tails.get(words[-1])
        if group:
            part = PlaceKind.DISTRICT if group == "admin2" else None
            found.append(BareName(" ".join(words[:-1]), _TAIL_KINDS[group], part))
        if words[-1] in self.facilities:
            end = len(words) - 1
            while end > 1 and words[end - 1] in self.modifiers:
                end -= 1
            found.append(BareName(" ".join(words[:end]), (), PlaceKind.FACILITY))
        if words[0] in self.facilities - _OF_STATES and len(words) > 2 and words[1] == "of":
            found.append(BareName(" ".join(words[2:]), (), PlaceKind.FACILITY))
        head = self.heads.get(words[0])
        rest = words[2:] if len(words) > 2 and words[1] == "of" else words[1:]
        if head and rest:
            kinds = (PlaceKind.ADMIN1, PlaceKind.ADMIN2) if head == "admin" else ()
            found.append(BareName(" ".join(rest), kinds, PlaceKind.DISTRICT if head == "district" else None))
        return found


@functools.cache
def load_place_words() -> PlaceWords:
    """Return the shipped generic words.

    Raises:
        BadPlaceDataError: If the file lacks a group or has an unknown one.
    """
    text = (files("geo") / "data" / "recogniser" / "place_words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    tails, heads = data.get("tails", {}), data.get("heads", {})
    wrong = set(tails) ^ {*_TAIL_KINDS, "facility", "modifiers"} | set(heads) ^ set(_HEADS)
    if wrong:
        raise BadPlaceDataError(f"place_words.toml: missing or unknown groups: {', '.join(sorted(wrong))}")
    return PlaceWords(
        {word: group for group in _TAIL_KINDS for word in tails[group].split()},
        frozenset(tails["facility"].split()),
        frozenset(tails["modifiers"].split()),
        {word: group for group in _HEADS for word in heads[group].split()},
        {place_id: float(weight) for place_id, weight in data.get("prominent", {}).items()},
        frozenset(data.get("parties", "").split()),
    )
