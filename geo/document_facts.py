"""Facts about a whole text that help to tell its place names from its other names."""

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from geo.words import WordForm, Words

MAX_NAME_WORDS = 4
_NAME_LINKS = frozenset({"al", "bin", "ibn", "de", "van", "von", "el", "ben", "da"})


class DocumentFacts(NamedTuple):
    """What the recogniser knows of a text as a whole.

    Attributes:
        lower_case: Forms that occur in lower case.
        counts: How often each capitalised form occurs, in lower case.
        persons: Indexes of words that stand in a person's name.
        person_words: Words that stand in a person's name anywhere, in lower case.
        last_names: Last words of persons' names, in lower case.
        after_preposition: Words that follow "in", "near", "outside" or "at" somewhere, in lower case.
        shouting: For each word whether its line is all capitals.
    """

    lower_case: frozenset[str]
    counts: Counter[str]
    persons: frozenset[int]
    person_words: frozenset[str]
    last_names: frozenset[str]
    after_preposition: Counter[str]
    shouting: list[bool]


def gather_facts(words: Words, *, known: frozenset[tuple[int, int]]) -> DocumentFacts:
    """Collect the facts of a text.

    Args:
        words: Its words.
        known: (first, last) of the spans that the gazetteer holds.
    """
    forms = words.words
    lower_case = frozenset(word.form for word in forms if word.shape == "x")
    counts = Counter(word.lower for word in forms if word.capital)
    persons, last = _find_persons(words, known)
    after = Counter(
        word.lower for before, word in pairwise(forms) if word.capital and "place_preposition" in before.tags
    )
    return DocumentFacts(
        lower_case,
        counts,
        frozenset(persons),
        frozenset(forms[index].lower for index in persons),
        frozenset(forms[index].lower for index in last),
        after,
        _shouting(words),
    )


def _find_persons(words: Words, known: frozenset[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """Return the indexes of words in persons' names, and of the last words of these names."""
    forms, gaps = words.words, words.gaps
    persons: set[int] = set()
    last: set[int] = set()
    count = len(forms)
    index = 0
    while index < count - 1:
        word = forms[index]
        start = -1
        if word.capital:
            if "title" in word.tags and gaps[index + 1] == " " and forms[index + 1].capital:
                start = index + 1
                while (
                    start < count
                    and forms[start].capital
                    and "title" in forms[start].tags
                    and gaps[start] == " "
                ):
                    start += 1
            elif _is_first_name(forms, gaps, index) and (index, index + 2) not in known:
                start = index
        if start < 0 or start >= count or not forms[start].capital:
            index += 1
            continue
        end = _name_end(forms, gaps, start, count)
        persons.update(range(start, end))
        last.add(end - 1)
        index = end
    return persons, last


def _is_first_name(forms: list[WordForm], gaps: list[str], index: int) -> bool:
    """Return whether a first name stands here before a surname or an initial."""
    word, after = forms[index], forms[index + 1]
    if not word.first_name or word.ordinary in {"a", "b"} or gaps[index + 1] != " ":
        return False
    if after.shape == "X" or (after.shape == "X." and len(after.form) == 2):
        return True
    return after.capital and not (after.tags & {"geographic_suffix", "facility_suffix", "organisation"})


def _name_end(forms: list[WordForm], gaps: list[str], start: int, count: int) -> int:
    """Return the index after the person's name that starts at `start`."""
    end = start + 1
    while end < min(count, start + MAX_NAME_WORDS + 1) and _goes_on(forms, gaps, start, end):
        end += 1
    while end > start + 1 and not forms[end - 1].capital:
        end -= 1
    return end


def _goes_on(forms: list[WordForm], gaps: list[str], start: int, index: int) -> bool:
    """Return whether the word at `index` belongs to the person's name that starts at `start`."""
    word = forms[index]
    if word.capital and gaps[index] in {" ", ""}:
        return True
    if index + 1 >= len(forms):
        return False
    if word.form in {".", "-"}:
        return not gaps[index] and forms[index + 1].capital and index - start < 3
    return word.form in _NAME_LINKS


def _shouting(words: Words) -> list[bool]:
    """Return for each word whether its line has capitals only, in three words or more."""
    forms, gaps = words.words, words.gaps
    flags = [False] * len(forms)
    start = 0
    for index in range(1, len(forms) + 1):
        if index < len(forms) and gaps[index] != "\n":
            continue
        letters = [word.shape for word in forms[start:index] if word.form[0].isalpha()]
        if len(letters) > 2 and all(shape in {"XX", "X", "X."} for shape in letters):
            flags[start:index] = [True] * (index - start)
        start = index
    return flags
