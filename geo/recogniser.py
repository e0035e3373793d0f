"""Find place names in English text."""

import math
from collections.abc import Sequence

from geo.decoding import choose_spans, second_values
from geo.features import context_values, covers_of, static_features
from geo.models import PlaceName
from geo.name_facts import NO_KEY, NameIndex, NameLookup
from geo.reading import Reader, Reading
from geo.weights import Weights, load_weights
from geo.wordlists import load_word_lists

MAX_REMEMBERED = 100_000
PAST_HOPE = -4.5  # log-odds of the first pass that no second look mends


class NameFinder:
    """Finds place names with a gazetteer and a linear model; satisfies `articles.models.PlaceNames`.

    Not safe to share between threads: it remembers names it has seen.
    """

    def __init__(self, gazetteer: NameLookup, *, weights: Weights | None = None) -> None:
        self._gazetteer = gazetteer
        self._weights = weights or load_weights()
        self._reader = Reader(NameIndex(gazetteer), load_word_lists())
        self._static: dict[tuple[str, str], float] = {}

    def find(self, text: str) -> tuple[PlaceName, ...]:
        """Return the place names of a text, in order, without overlaps; offsets refer to `text`."""
        reading = self._reader.read(text)
        scores = self.score(reading)
        words = reading.words
        names = []
        for i in choose_spans(reading.spans, [score - self._weights.margins[1] for score in scores]):
            span = reading.spans[i]
            start, end = words.starts[span.first], words.ends[span.last - 1]
            facts = reading.known.get((span.first, span.last))
            kind = facts.place_kind if facts else "unknown"
            names.append(PlaceName(start, end, text[start:end], kind, _probability(scores[i])))
        return tuple(names)

    def score(self, reading: Reading) -> list[float]:
        """Return the log-odds of each candidate after both passes."""
        weights = self._weights
        keys = [_key(reading, i) for i in range(len(reading.spans))]
        first = self._first_scores(reading, keys)
        chosen = choose_spans(reading.spans, [score - weights.margins[0] for score in first])
        second = second_values(reading, first, chosen, least_score=PAST_HOPE)
        return [
            weights.second_score(key, values) if values else score
            for key, score, values in zip(keys, first, second, strict=True)
        ]

    def _first_scores(self, reading: Reading, keys: Sequence[str]) -> list[float]:
        weights = self._weights
        return [
            self._static_score(reading, i)
            + weights.context_score(keys[i], context_values(reading, span, cover))
            for i, (span, cover) in enumerate(zip(reading.spans, covers_of(reading), strict=True))
        ]

    def _static_score(self, reading: Reading, i: int) -> float:
        span, words = reading.spans[i], reading.words
        known = (words.text[words.starts[span.first] : words.ends[span.last - 1]], span.source)
        score = self._static.get(known)
        if score is None:
            if len(self._static) > MAX_REMEMBERED:
                self._static.clear()
            facts = reading.known.get((span.first, span.last))
            features = static_features(words.words[span.first : span.last], span.source, facts)
            score = self._static[known] = self._weights.static_score(features)
        return score


def _key(reading: Reading, i: int) -> str:
    span = reading.spans[i]
    facts = reading.known.get((span.first, span.last))
    return facts.key if facts else NO_KEY


def _probability(log_odds: float) -> float:
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds)))), 6)
