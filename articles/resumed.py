"""Read on behind semicolons in lists told by bearings: "near P; north of Q near R; and near S"."""

from articles.chunks import Kind
from articles.models import Extent
from articles.placephrases import read_place_phrase
from articles.placewords import NEAR, Target
from articles.syntax import Syntax

_BESIDE = NEAR | {"near", "in", "at", "around", "outside"}
_MOST_PARTS = 12
_LONGEST_PART = 16


def resumed_places(syntax: Syntax, end: int) -> list[Target]:
    """Return the places of the parts that follow chunk `end`, each behind a semicolon.

    Args:
        syntax: The parsed sentence.
        end: First chunk behind the places read so far.
    """
    found: list[Target] = []
    while end < len(syntax.chunks) and syntax.chunks[end].lower in ("itself", "proper"):
        end += 1
    for _ in range(_MOST_PARTS):
        if syntax.kind(end) is not Kind.STOP or syntax.chunks[end].lower != ";":
            break
        start = end + 1
        while syntax.kind(start) in (Kind.CONJ, Kind.ADV):
            start += 1
        end = _end_of_part(syntax, start)
        targets = _part(syntax, start, end) if end > start else []
        if not targets:
            break
        found += targets
    return found


def _end_of_part(syntax: Syntax, start: int) -> int:
    """Return where a part without verbs ends; `start` if a verb stands in it."""
    for k in range(start, min(len(syntax.chunks), start + _LONGEST_PART)):
        if syntax.kind(k) is Kind.VERB:
            return start
        if syntax.kind(k) in (Kind.STOP, Kind.SUB) or syntax.chunks[k].lower == "but":
            return k
    return start


def _part(syntax: Syntax, start: int, end: int) -> list[Target]:
    bearing = syntax.kind(start) is Kind.NP and syntax.is_word(syntax.head(start).lower, "compass")
    if not bearing and not (syntax.kind(start) is Kind.PREP and syntax.chunks[start].lower in _BESIDE):
        return []
    near = [k for k in range(start, end) if syntax.kind(k) is Kind.PREP and syntax.chunks[k].lower in _BESIDE]
    phrase = read_place_phrase(syntax, near[0] + 1 if near else start)
    if phrase is None:
        return []
    outside = bearing or (bool(near) and syntax.chunks[near[0]].lower in NEAR)
    return [Target(t.item, Extent.OUTSKIRTS) if outside else t for t in phrase.targets]
