"""Cut names that ran together where a text lost its commas: "in Darvan Kalmar and Ostova"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from articles.models import FoundName, Mention, PlaceNames
from articles.wordsets import word_sets

_AND = re.compile(r"[ ](?:and|as[ ]well[ ]as)[ ](?:the[ ])?[^\W\d_a-z]")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(
    rf"\b({'|'.join(_NUMBERS)})[ ](?:\w+[ ]){{0,2}}(?:villages|towns|cities|districts|areas|bases|hills)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 100
_SURE = 0.7  # score of a name that no ordinary word and no part of longer names is taken for
_NO_PLACE = frozenset({"demonym", "unknown", "water"})


def cut_run_ons(text: str, found: Iterable[FoundName], names: PlaceNames) -> Iterator[FoundName]:
    """Yield the names found, those that are several cut into the several.

    Args:
        text: The article's text.
        found: Its names, as a finder gives them.
        names: The finder, to know the pieces by.
    """
    for name in found:
        yield from _pieces(text, name, names) if _may_run_on(text, name) else [name]


def _may_run_on(text: str, name: FoundName) -> bool:
    several = name.kind == "unknown" and 1 <= name.surface.count(" ") <= 3
    return several and _AND.match(text, name.end) is not None


def _pieces(text: str, name: FoundName, names: PlaceNames) -> Sequence[FoundName]:
    spans = [(m.start() + name.start, m.end() + name.start) for m in re.finditer(r"\S+", name.surface)]
    kinds = [_kind(text[start:end], names) for start, end in spans]
    counted = _counted(text, name.start) == len(spans) + 1
    if not (counted or all(kinds)) or any(
        text[start:end].islower() or text[start] in "'(" for start, end in spans
    ):
        return [name]
    return [
        Mention(start, end, text[start:end], kind=kind or "unknown", score=name.score)
        for (start, end), kind in zip(spans, kinds, strict=True)
    ]


def _kind(word: str, names: PlaceNames) -> str:
    """The kind of the place that a word alone surely names, or ""."""
    found = names.find(word)
    whole = len(found) == 1 and found[0].surface == word and found[0].kind not in _NO_PLACE
    return found[0].kind if whole and found[0].score >= _SURE else ""


def _counted(text: str, start: int) -> int:
    """How many places the text announces right before: "three villages - "."""
    before = text[max(0, start - _LOOK_BACK) : start].rsplit(". ", 1)[-1]
    counts = _COUNTED.findall(before)
    return _NUMBERS.index(counts[-1].lower()) + 2 if counts else 0


def cut_at_heads(surface: str) -> list[str]:
    """Cut a run of names before every word that only begins names: "Tel Darvan Beit Kalmar"."""
    pieces: list[list[str]] = [[]]
    for word in surface.split(" "):
        if word in word_sets()["name_heads"] and len(pieces[-1]) > 1:
            pieces.append([])
        pieces[-1].append(word)
    return [" ".join(piece) for piece in pieces]
