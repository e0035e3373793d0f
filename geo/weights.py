"""The linear model of the recogniser: its file format, and scoring with it."""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import repeat
from pathlib import Path

from geo.decoding import SECOND_SLOTS
from geo.errors import BadPlaceDataError
from geo.features import CONTEXT_SLOTS
from geo.name_facts import KEY_ORDER, NO_KEY

Table = dict[object, float]
_SCALE = 1000
_ZEROS = repeat(0.0)  # endless: the default of each look-up
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a two-pass linear model over slots and values.

    Attributes:
        biases: Of the first and the second pass.
        margins: Log-odds that a span must exceed to be taken, in each pass.
        static: Slot -> value -> weight.
        context: Key -> for each of `CONTEXT_SLOTS` value -> weight, alone and with the key summed up.
        second: The same for `SECOND_SLOTS`.
    """

    biases: tuple[float, float]
    margins: tuple[float, float]
    static: Mapping[str, Table]
    context: Mapping[str, tuple[Table, ...]]
    second: Mapping[str, tuple[Table, ...]]

    def static_score(self, features: Iterable[tuple[str, object]]) -> float:
        """Return the share of the score that does not depend on where a span stands."""
        tables = self.static
        return self.biases[0] + sum(
            tables[slot].get(value, 0.0) for slot, value in features if slot in tables
        )

    def context_score(self, key: str, values: Sequence[object]) -> float:
        """Return the share of the score that its place in the text gives to a span."""
        return sum(map(dict.get, self.context[key], values, _ZEROS))

    def second_score(self, key: str, values: Sequence[object]) -> float:
        """Return the log-odds of the second pass."""
        return self.biases[1] + sum(map(dict.get, self.second[key], values, _ZEROS))


def load_weights(path: Path | None = None) -> Weights:
    """Return the weights of a file; None = the shipped ones.

    Raises:
        BadPlaceDataError: If the file is not in today's format.
    """
    source = path or files("geo") / "data" / "recogniser" / "weights.json.gz"
    data = json.loads(gzip.decompress(source.read_bytes()))
    if data.get("format") != FORMAT or data.get("context_slots") != list(CONTEXT_SLOTS):
        raise BadPlaceDataError(f"{source}: weights for other features; train the recogniser again")
    rows = [
        (part, slot, key, _frozen(value), weight / _SCALE)
        for part, slot, key, value, weight in data["weights"]
    ]
    static: dict[str, Table] = {}
    for part, slot, _key, value, weight in rows:
        if part == "static":
            static.setdefault(slot, {})[value] = weight
    first, second = data["biases"]
    low, high = data["margins"]
    return Weights(
        (first, second),
        (low, high),
        static,
        _by_key(rows, "context", CONTEXT_SLOTS),
        _by_key(rows, "second", SECOND_SLOTS),
    )


def _by_key(
    rows: Iterable[tuple[str, str, str, object, float]], part: str, slots: Sequence[str]
) -> dict[str, tuple[Table, ...]]:
    """Return key -> a table for each slot, in which the weights alone and with the key are summed up."""
    alone: dict[str, Table] = {slot: {} for slot in slots}
    crossed: dict[tuple[str, str], Table] = {}
    for row_part, slot, key, value, weight in rows:
        if row_part == part:
            (crossed.setdefault((key, slot), {}) if key else alone[slot])[value] = weight
    tables = {}
    for key in (*KEY_ORDER, NO_KEY):
        merged = []
        for slot in slots:
            table = dict(alone[slot])
            for value, weight in crossed.get((key, slot), {}).items():
                table[value] = table.get(value, 0.0) + weight
            merged.append(table)
        tables[key] = tuple(merged)
    return tables


def _frozen(value: object) -> object:
    """Return a JSON value with lists as tuples."""
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def dump_weights(
    rows: Iterable[tuple[str, str, str, object, float]],
    *,
    biases: tuple[float, float],
    margins: tuple[float, float],
) -> bytes:
    """Return the bytes of a weight file; the same weights give the same bytes.

    Args:
        rows: (part, slot, key or "", value, weight); part is "static", "context" or "second".
        biases: Of the two passes.
        margins: Of the two passes.
    """
    kept = [
        [part, slot, key, value, round(weight * _SCALE)]
        for part, slot, key, value, weight in rows
        if round(weight * _SCALE)
    ]
    kept.sort(key=lambda row: json.dumps(row[:4]))
    data = {
        "format": FORMAT,
        "context_slots": list(CONTEXT_SLOTS),
        "biases": list(biases),
        "margins": list(margins),
        "weights": kept,
    }
    return gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)
