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
_LEAST_TEXT = 120  # letters of a text without any comma that is not just short
_LONGEST_RUN, _LONGEST_NAME = 40, 3  # words
_LIKELY, _LEAST_SHARE, _LEAST_LIKELY = 0.55, 0.6, 2


def cut_run_ons(text: str, found: Iterable[FoundName], names: PlaceNames) -> Iterator[FoundName]:
    """Yield the names found, those that are several cut into the several.

    Args:
        text: The article's text.
        found: Its names, as a finder gives them.
        names: The finder, to know the pieces by.
    """
    has_no_commas = len(text) >= _LEAST_TEXT and "," not in text
    for name in found:
        if _may_run_on(text, name):
            cut = _pieces(text, name, names)
            yield from cut if len(cut) > 1 or not has_no_commas else _long_run(text, name, names)
        elif has_no_commas:
            yield from _long_run(text, name, names)
        else:
            yield name


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


def _long_run(text: str, name: FoundName, names: PlaceNames) -> Sequence[FoundName]:
    """Cut a run of three names and more, most of them known: "besieged Darvan Kalmar Ost Ova and Mirza"."""
    spans = [(m.start() + name.start, m.end() + name.start) for m in re.finditer(r"\S+", name.surface)]
    if name.kind != "unknown" or not 3 <= len(spans) <= _LONGEST_RUN:
        return [name]
    if any(text[start:end].islower() for start, end in spans):
        return [name]
    pieces = _likeliest(text, spans, names)
    known = [piece for piece in pieces if piece.kind != "unknown"]
    covered = sum(len(piece.surface.split()) for piece in known)
    likely = sum(piece.score >= _LIKELY for piece in known)
    return pieces if covered >= _LEAST_SHARE * len(spans) and likely >= _LEAST_LIKELY else [name]


def _likeliest(text: str, spans: Sequence[tuple[int, int]], names: PlaceNames) -> list[Mention]:
    """Return the cut that leaves the fewest words unknown, and of those the one with the fewest pieces."""
    best: list[tuple[int, list[Mention]]] = [(0, [])]
    for last in range(1, len(spans) + 1):
        choices = []
        for first in range(max(0, last - _LONGEST_NAME), last):
            piece = _piece(text, spans[first][0], spans[last - 1][1], names)
            is_known = piece.kind != "unknown"
            if is_known or last - first == 1:
                strangers, before = best[first]
                choices.append((strangers + (not is_known), [*before, piece]))
        best.append(min(choices, key=lambda choice: (choice[0], len(choice[1]))))
    return best[-1][1]


def _piece(text: str, start: int, end: int, names: PlaceNames) -> Mention:
    """Return some words as one name, of the kind that a name by itself has."""
    surface = text[start:end]
    found = names.find(surface)
    if len(found) == 1 and found[0].surface == surface and found[0].kind not in _NO_PLACE:
        return Mention(start, end, surface, kind=found[0].kind, score=found[0].score)
    return Mention(start, end, surface, score=_LIKELY)


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
