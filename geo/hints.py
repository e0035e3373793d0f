"""Words that tell which country a text is about without naming it: parties, leaders, missions."""

import csv
import functools
import re
from collections.abc import Mapping
from importlib.resources import files

from geo.errors import BadPlaceDataError

COLUMNS = ["word", "country", "weight"]
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+")


@functools.cache
def load_hints() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Return word -> (country, weight) pairs; a word may point to several countries.

    Raises:
        BadPlaceDataError: If a row of the shipped file breaks its schema.
    """
    text = (files("geo") / "data" / "recogniser" / "country_hints.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    if rows[0] != COLUMNS:
        raise BadPlaceDataError(f"country_hints.csv: line 1: the columns are {','.join(COLUMNS)}")
    hints: dict[str, list[tuple[str, float]]] = {}
    faults = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS) or row[0] != row[0].lower() or len(row[1]) != 2 or not _is_weight(row[2]):
            faults.append(f"line {number}: {','.join(row)}")
            continue
        hints.setdefault(row[0], []).append((row[1], float(row[2])))
    if faults:
        raise BadPlaceDataError("country_hints.csv: " + "; ".join(faults))
    return {word: tuple(found) for word, found in hints.items()}


def _is_weight(text: str) -> bool:
    return text.replace(".", "", 1).isdigit() and 0 < float(text) <= 2


def country_hints(text: str) -> dict[str, float]:
    """Return country -> weight of the words of a text that point to it, each word once."""
    hints = load_hints()
    found: dict[str, float] = {}
    for word in sorted(set(map(str.lower, _WORD.findall(text))) & hints.keys()):
        for country, weight in hints[word]:
            found[country] = found.get(country, 0.0) + weight
    return found
