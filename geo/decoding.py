"""Choose the best set of non-overlapping spans, and look at each span in the light of the others."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from geo.candidates import Span
from geo.name_facts import NO_KEY
from geo.reading import Reading

SECOND_SLOTS = (
    "own", "own_source", "others", "others_best", "others_mean", "best_own", "taken", "taken_own",
    "rival", "rival_own", "decoded", "left", "right", "left_list", "right_list", "part", "whole",
)  # fmt: skip
_NEAR_CHARACTERS = 8
_JOINTS = frozenset({",", ", and", "and", "/", "-", "or", "to", "(", ", in", "in"})


def choose_spans(spans: Sequence[Span], scores: Sequence[float]) -> list[int]:
    """Return the indexes of the non-overlapping spans with the greatest sum of scores, in text order.

    Args:
        spans: Candidates.
        scores: Gain of taking each; those at or below 0 are never taken.
    """
    worth = sorted((spans[i].last, spans[i].first, i) for i in range(len(spans)) if scores[i] > 0)
    ends = [last for last, _first, _i in worth]
    best = [0.0] * (len(worth) + 1)
    taken: list[int] = []
    for rank, (_last, first, i) in enumerate(worth):
        before = bisect_right(ends, first, 0, rank)
        gain = best[before] + scores[i]
        best[rank + 1] = max(best[rank], gain)
        taken.append(before if gain > best[rank] else -1)
    chosen: list[int] = []
    rank = len(worth)
    while rank:
        if taken[rank - 1] >= 0:
            chosen.append(worth[rank - 1][2])
            rank = taken[rank - 1]
        else:
            rank -= 1
    return chosen[::-1]


def second_values(
    reading: Reading, scores: Sequence[float], chosen: Sequence[int], *, least_score: float = -math.inf
) -> Iterator[tuple[object, ...]]:
    """Yield for each span the values of `SECOND_SLOTS`.

    Args:
        reading: The text.
        scores: Log-odds of the first pass for each span.
        chosen: Indexes of the spans that the first pass takes.
        least_score: Spans that score less yield (): they are past hope.
    """
    spans = reading.spans
    picked = set(chosen)
    groups: dict[str, list[int]] = {}
    for i, span in enumerate(spans):
        groups.setdefault(span.key, []).append(i)
    rivals = _rivals(spans, scores)
    lefts, rights = _neighbours(spans, chosen)
    parts = {part for i in chosen if " " in spans[i].key for part in spans[i].key.split()}
    singles = {spans[i].key for i in chosen if " " not in spans[i].key}
    for i, span in enumerate(spans):
        if scores[i] < least_score:
            yield ()
            continue
        own = _bucket(scores[i], 2)
        coarse = _bucket(scores[i], 1)
        yield (
            own,
            (coarse, span.source),
            *_company(groups[span.key], i, scores, picked, coarse),
            _bucket(rivals[i] - scores[i], 1) if rivals[i] > -99 else None,
            (_bucket(rivals[i], 0.5), _bucket(scores[i], 0.5)) if rivals[i] > -99 else None,
            i in picked,
            _distance(reading, lefts[i], i),
            _distance(reading, i, rights[i]),
            _joint(reading, lefts[i], i),
            _joint(reading, i, rights[i]),
            (coarse > 0) if span.key in parts else None,
            (coarse > 0) if " " in span.key and any(part in singles for part in span.key.split()) else None,
        )


def _bucket(score: float, per_unit: float) -> int:
    return round(max(-6.0, min(6.0, score)) * per_unit)


def _company(
    group: list[int], own: int, scores: Sequence[float], picked: set[int], coarse: int
) -> tuple[object, ...]:
    """Return what the other mentions of the same name say."""
    others = [i for i in group if i != own]
    if not others:
        return "0", None, None, ("single", coarse), None, None
    best = _bucket(max(scores[i] for i in others), 1)
    mean = _bucket(sum(scores[i] for i in others) / len(others), 1)
    share = round(4 * sum(i in picked for i in others) / len(others))
    return str(min(3, len(others))), best, mean, (best, coarse), share, (share, coarse)


def _rivals(spans: Sequence[Span], scores: Sequence[float]) -> list[float]:
    """Return for each span the best score among those that overlap it."""
    best = [-100.0] * len(spans)
    order = sorted(range(len(spans)), key=lambda i: spans[i].first)
    for rank, i in enumerate(order):
        for j in order[rank + 1 :]:
            if spans[j].first >= spans[i].last:
                break
            best[i] = max(best[i], scores[j])
            best[j] = max(best[j], scores[i])
    return best


def _neighbours(spans: Sequence[Span], chosen: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return for each span the nearest chosen span wholly before it and wholly after it, or -1."""
    ends = [spans[i].last for i in chosen]
    starts = [spans[i].first for i in chosen]
    lefts, rights = [], []
    for span in spans:
        left = bisect_right(ends, span.first) - 1
        lefts.append(chosen[left] if left >= 0 else -1)
        right = bisect_right(starts, span.last - 1)
        rights.append(chosen[right] if right < len(chosen) else -1)
    return lefts, rights


def _distance(reading: Reading, left: int, right: int) -> int | None:
    """Return the characters between two spans if they are few, else None."""
    if left < 0 or right < 0:
        return None
    words, spans = reading.words, reading.spans
    gap = words.starts[spans[right].first] - words.ends[spans[left].last - 1]
    return gap if gap <= _NEAR_CHARACTERS else None


def _joint(reading: Reading, left: int, right: int) -> tuple[str, str] | None:
    """Return how two spans are joined, and the kind of the left one, where a list or a comma joins them."""
    if left < 0 or right < 0:
        return None
    words, spans = reading.words, reading.spans
    if spans[right].first - spans[left].last > 2:
        return None
    between = words.text[words.ends[spans[left].last - 1] : words.starts[spans[right].first]].strip()
    if between not in _JOINTS:
        return None
    facts = reading.known.get((spans[left].first, spans[left].last))
    return between, facts.key if facts else NO_KEY
