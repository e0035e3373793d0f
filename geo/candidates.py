"""Collect the spans of a text that might be place names."""

from collections.abc import Iterator
from typing import NamedTuple

from geo.wordlists import WordLists
from geo.words import WordForm, Words

MAX_WORDS = 7
MAX_CHUNK_WORDS = 14
MAX_PART_WORDS = 3
MAX_CHARACTERS = 60
_ARTICLES = frozenset({"al", "el", "ad", "as", "ash", "an", "ar", "at", "az", "es", "ez", "ed", "ul"})
_BRIDGES = frozenset(
    {"of", "de", "la", "del", "al", "el", "du", "-", "&", "for", "da", "do", "dos", "e", "i"}
    | {"ez", "es", "az", "as", "ash", "ar", "ad", "an", "at", "ul"}
)
_AFTER_OF = frozenset({"the", "and"})
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_HYPHENS = frozenset({"-", "‐", "‑", "–"})


class Span(NamedTuple):
    """A run of words that might be a place name.

    Attributes:
        first: Index of the first word.
        last: Index after the last word.
        key: Folded, as the gazetteer spells it.
        source: "G" in the gazetteer, "S" by its last word, "O" the same over a possessive, "C" a run of
            capitals or its tail, "P" another part of one, "T" with a lower-case tail.
    """

    first: int
    last: int
    key: str
    source: str


class Chunks(NamedTuple):
    """Maximal runs of capitalised words.

    Attributes:
        runs: (first, last) of each.
        of_word: For each word the index of its run, or -1.
    """

    runs: list[tuple[int, int]]
    of_word: list[int]


def find_chunks(words: Words) -> Chunks:
    """Return the maximal runs of capitalised words with the links between them."""
    forms, gaps = words.words, words.gaps
    count = len(forms)
    runs: list[tuple[int, int]] = []
    of_word = [-1] * count
    index = 0
    while index < count:
        if not _starts_name(forms, gaps, index, count):
            index += 1
            continue
        last = _run_end(forms, gaps, index, count)
        of_word[index:last] = [len(runs)] * (last - index)
        runs.append((index, last))
        index = last
    return Chunks(runs, of_word)


def _starts_name(forms: list[WordForm], gaps: list[str], index: int, count: int) -> bool:
    """Return whether a name may start here: a capital, or an Arabic article before one."""
    word = forms[index]
    if word.capital:
        return True
    if word.form not in _ARTICLES or index + 1 >= count:
        return False
    if forms[index + 1].form in _HYPHENS:
        return index + 2 < count and not gaps[index + 1] and not gaps[index + 2] and forms[index + 2].capital
    return word.form in {"al", "el"} and gaps[index + 1] == " " and forms[index + 1].capital


def _run_end(forms: list[WordForm], gaps: list[str], first: int, count: int) -> int:
    """Return the index after the last word of the run that starts at `first`."""
    last = first + 1
    index = last
    while index < count and index - first < MAX_CHUNK_WORDS:
        gap = gaps[index]
        word = forms[index]
        if len(gap) > 1 or gap == "\n":
            break
        if word.capital:
            if not gap and forms[index - 1].form not in _HYPHENS and forms[index - 1].form not in {"'", "’"}:
                break
            index += 1
            last = index
        elif word.form in _HYPHENS:
            if gap or index + 1 >= count or gaps[index + 1]:
                break
            index += 1
        elif word.form in _BRIDGES or (word.form in _AFTER_OF and forms[index - 1].form == "of"):
            index += 1
        else:
            break
    return last


def name_spans(words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last, key) of each run of words that could stand in a gazetteer."""
    forms, gaps = words.words, words.gaps
    count = len(forms)
    for first in range(count):
        head = forms[first]
        if not head.capital and not _starts_lower(forms, gaps, first, count):
            continue
        key = head.folded
        if head.capital and key:
            yield first, first + 1, key
        for index in range(first + 1, min(first + MAX_WORDS, count)):
            gap = gaps[index]
            word = forms[index]
            if len(gap) > 1 or gap == "\n":
                break
            ends = word.capital
            if not ends and not _may_stand_inside(word, touching=not gap):
                break
            if word.folded:
                key = f"{key}{word.folded}" if word.form[0] in "'’" else f"{key} {word.folded}"
                if ends or word.shape[0] == "9":
                    yield first, index + 1, key


def _starts_lower(forms: list[WordForm], gaps: list[str], index: int, count: int) -> bool:
    """Return whether a gazetteer name may start at a word without a capital."""
    if forms[index].shape[0] == "9":
        return index + 1 < count and gaps[index + 1] == " " and forms[index + 1].capital
    return _starts_name(forms, gaps, index, count)


def _may_stand_inside(word: WordForm, *, touching: bool) -> bool:
    """Return whether a word without a capital may stand inside a name."""
    if word.shape in {"9", "9x"}:
        return True
    if word.form in _HYPHENS:
        return touching
    return "link" in word.tags or word.form in {"'s", "’s", "&"}


def key_of(words: Words, first: int, last: int) -> str:
    """Return the folded form of a run of words."""
    named = (word for word in words.words[first:last] if word.folded)
    return "".join(word.folded if word.form[0] in "'’" else f" {word.folded}" for word in named).strip()


def shape_spans(words: Words, chunks: Chunks, lists: WordLists) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last, source) of the names that only their shape gives away."""
    forms = words.words
    suffixes = lists.groups["geographic_suffix"] | lists.groups["facility_suffix"]
    for first, last in chunks.runs:
        starts = _starts(forms, first, last)
        for start in starts:
            yield start, last, "C"
        for index in range(first + 1, last):
            if forms[index].capital and forms[index].lower in suffixes:
                for start in range(max(first, index - 4), index):
                    if forms[start].capital:
                        yield start, index + 1, "S"
        if _owned(words, first):
            yield from _owned_names(words, chunks, first, suffixes)
        tail = _tail_end(words, last, lists)
        if tail:
            for start in starts:
                yield start, tail, "T"
        yield from _parts(forms, first, last)


def _owned(words: Words, first: int) -> bool:
    """Return whether a possessive stands before a run of capitals: "St. Mary's Hospital"."""
    forms, gaps = words.words, words.gaps
    return first > 1 and forms[first - 1].form in {"'s", "’s"} and not gaps[first - 1] and gaps[first] == " "


def _owned_names(
    words: Words, chunks: Chunks, first: int, suffixes: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """Yield the names that go on over a possessive and end in a generic word."""
    forms = words.words
    owner, run = chunks.of_word[first - 2], chunks.of_word[first]
    if owner < 0:
        return
    for index in range(first, chunks.runs[run][1]):
        if forms[index].capital and forms[index].lower in suffixes:
            for start in range(max(chunks.runs[owner][0], first - 6), first - 1):
                if forms[start].capital:
                    yield start, index + 1, "O"


def _parts(forms: list[WordForm], first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """Yield the shorter spans in a run of capitals: names stand so in headlines and bare lists."""
    if last - first < 2:
        return
    for start in range(first, last):
        if not forms[start].capital and forms[start].form not in _ARTICLES:
            continue
        if start > first and forms[start - 1].form in _HYPHENS and forms[start - 2].form in _ARTICLES:
            continue
        words = 0
        for end in range(start + 1, last):
            words += forms[end - 1].capital
            if words > MAX_PART_WORDS:
                break
            if forms[end - 1].capital and forms[end].form not in _HYPHENS:
                yield start, end, "P"


def _starts(forms: list[WordForm], first: int, last: int) -> list[int]:
    """Return where a name may start in a run of capitals: at its head, after a word, "of" or a hyphen."""
    starts = [first]
    for index in range(first + 1, last):
        if not forms[index].capital and forms[index].form not in _ARTICLES:
            continue
        before = forms[index - 1]
        parted = before.form == "of" or before.form in _HYPHENS or before.shape == "?"
        if parted or index == first + 1 or (index == first + 2 and before.capital):
            starts.append(index)
    return starts


def _tail_end(words: Words, index: int, lists: WordLists) -> int:
    """Return the index after the lower-case tail ("military airport") that starts at `index`, or 0."""
    forms = words.words
    end = index
    while (
        end < min(index + 3, len(forms))
        and words.gaps[end] == " "
        and "facility_tail_modifier" in forms[end].tags
    ):
        end += 1
    ends = index < end < len(forms) and words.gaps[end] == " " and "facility_tail_end" in forms[end].tags
    if ends and (
        end - index == 1 or tuple(word.form for word in forms[index : end + 1]) in lists.facility_tails
    ):
        return end + 1
    if index < len(forms) and words.gaps[index] == " " and "facility_tail" in forms[index].tags:
        return index + 1
    return 0


def is_dated(words: Words, first: int, last: int) -> bool:
    """Return whether a weekday stands at the edge of a longer span: "took Dabiq Friday"."""
    edges = {words.words[first].lower, words.words[last - 1].lower}
    return last - first > 1 and not _WEEKDAYS.isdisjoint(edges)


def fits(words: Words, first: int, last: int) -> bool:
    """Return whether a span has a length that names have."""
    return 1 < words.ends[last - 1] - words.starts[first] <= MAX_CHARACTERS
