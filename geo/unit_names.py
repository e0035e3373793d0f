"""The names a first-level unit goes by: with and without the word for what it is."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from geo.errors import BadPlaceDataError
from geo.folding import fold

_KEYS = frozenset({"tails", "heads", "refused", "designations"})
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Words for kinds of units, folded.

    Attributes:
        tails: Words after a name ("governorate"), longest first; `heads` are those before it.
        refused: Names that mean nothing without such a word ("northern").
        designations: English words for the units of each country; "default" for the rest.
    """

    tails: tuple[str, ...]
    heads: tuple[str, ...]
    refused: frozenset[str]
    designations: Mapping[str, tuple[str, ...]]

    def bare(self, name: str) -> str:
        """Return a name folded and without generic words; "" if what is left names nothing."""
        folded = fold(name)
        for head in self.heads:
            if folded.startswith(head + " "):
                folded = folded[len(head) + 1 :]
                break
        for tail in self.tails:
            if folded.endswith(" " + tail):
                folded = folded[: -len(tail) - 1]
                break
        return "" if len(folded) < _SHORTEST or folded in self.refused else folded

    def full(self, name: str, country: str) -> str:
        """Return a name that says something: "Northern" with the word for the units of its country."""
        words = self.designations.get(country, self.designations["default"])
        return name if self.bare(name) else f"{name} {words[0]}"

    def designated(self, name: str, country: str) -> list[str]:
        """Return the bare name with each English word for the units of its country."""
        bare = self.bare(name)
        words = self.designations.get(country, self.designations["default"])
        return [f"{bare} {word}" for word in words] if bare else []

    def derived(self, names: Iterable[str], country: str) -> tuple[str, ...]:
        """Return the names, folded, that follow from given ones: bare, and with each English word."""
        found = [variant for name in names for variant in (self.bare(name), *self.designated(name, country))]
        return tuple(dict.fromkeys(variant for variant in found if variant))


def load_unit_words(file: Path | Traversable | None = None) -> UnitWords:
    """Read the words from a TOML file.

    Args:
        file: None = the one that ships with whoheld.

    Raises:
        BadPlaceDataError: If keys are missing or unknown, or are no lists of words.
    """
    chosen = file or files("geo") / "data" / "generic.toml"
    found = tomllib.loads(chosen.read_text(encoding="utf-8"))
    faults = [f"{chosen.name}: {key!r} is missing" for key in sorted(_KEYS - found.keys())]
    faults += [f"{chosen.name}: unknown key {key!r}" for key in sorted(found.keys() - _KEYS)]
    tables = {key: value for key, value in found.items() if key in _KEYS and key != "designations"}
    designations = found.get("designations", {})
    for key, words in [*tables.items(), *(designations.items() if isinstance(designations, dict) else ())]:
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            faults.append(f"{chosen.name}: {key!r} should be a list of words")
    if not isinstance(designations, dict) or "default" not in designations:
        faults.append(f"{chosen.name}: 'designations' should be a table with a 'default'")
    if faults:
        raise BadPlaceDataError("\n".join(faults))
    by_length = {
        key: sorted({fold(word) for word in words}, key=lambda w: (-len(w), w))
        for key, words in tables.items()
    }
    return UnitWords(
        tails=tuple(by_length["tails"]),
        heads=tuple(by_length["heads"]),
        refused=frozenset(by_length["refused"]),
        designations={country: tuple(words) for country, words in designations.items()},
    )
