"""Split a text into sentences without losing offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.wordsets import word_sets

_END = re.compile(
    r"[.!?…。؟]+[\"'”’»)\]]*(?=\s|$)|[.!?][\"'”’»)\]]*(?=[A-Z][a-z])|\n\s*\n\s*|\n(?=\s*[-*•–])|\n"
)
_WORD_BEFORE = re.compile(r"([^\s(\"“'‘]+)$")
_CLOSE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """A half-open span of a text that holds one sentence, without outer white space."""

    start: int
    end: int


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split a text at sentence ends, blank lines and line breaks after headlines.

    Abbreviations (Gen., Lt. Col., U.S., No., Feb. 25) do not end a sentence; a line break inside running text
    does not either.

    Args:
        text: Any text.

    Returns:
        Sentences in text order; together they hold every character that is not white space.
    """
    return tuple(_trimmed(text, start, end) for start, end in _cuts(text) if text[start:end].strip())


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if _ends_sentence(text, start, found):
            yield start, found.end()
            start = found.end()
    yield start, len(text)


def _ends_sentence(text: str, start: int, found: "re.Match[str]") -> bool:
    mark = found.group()
    if "\n" in mark:
        return _ends_line(text, start, found)
    following = text[found.end() : found.end() + _CLOSE_LENGTH].lstrip()
    if not mark.startswith("."):
        return not following or not following[0].islower()
    if following and (following[0].islower() or following[0] in ",;:"):
        return False
    before = _WORD_BEFORE.search(text[max(start, found.start() - 20) : found.start()])
    word = before.group(1).lower() if before else ""
    if len(word) == 1 and word.isalpha():
        return False
    if word in word_sets()["abbreviations"]:
        return (
            word in word_sets()["closing_abbreviations"]
            and following.split(maxsplit=1)[:1] != []
            and following.split()[0] in word_sets()["starters"]
        )
    return True


def _ends_line(text: str, start: int, found: "re.Match[str]") -> bool:
    """A single line break ends a sentence unless the text plainly runs on."""
    if found.group().count("\n") > 1:
        return True
    line = text[start : found.start()].rstrip()
    following = text[found.end() : found.end() + _CLOSE_LENGTH].lstrip()
    return not following or not line or not (following[0].islower() or line[-1] in ",-")


def _trimmed(text: str, start: int, end: int) -> Sentence:
    piece = text[start:end]
    return Sentence(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
