"""Gather everything about one text that the features look at."""

from typing import NamedTuple

from geo.candidates import Chunks, Span, find_chunks, fits, is_dated, key_of, name_spans, shape_spans
from geo.document_facts import DocumentFacts, gather_facts
from geo.name_facts import NameFacts, NameIndex
from geo.wordlists import WordLists
from geo.words import WordCutter, Words

_JOINTS = frozenset({",", "and", "or", "&"})


class Reading(NamedTuple):
    """A text with everything the features look at.

    Attributes:
        spans: Candidates, by first word, longer ones first.
        known: (first, last) of the spans in the gazetteer -> what it knows of the name.
        key_at_start: Word index -> (last, key) of the longest gazetteer name that starts there.
        key_at_end: Index after a word -> (first, key) of the longest gazetteer name that ends there.
        governors: For each chunk the index of the word before the list it belongs to; -1 = none.
    """

    words: Words
    chunks: Chunks
    facts: DocumentFacts
    spans: list[Span]
    known: dict[tuple[int, int], NameFacts]
    key_at_start: dict[int, tuple[int, str]]
    key_at_end: dict[int, tuple[int, str]]
    governors: list[int]


class Reader:
    """Reads texts with one gazetteer and one set of word lists."""

    def __init__(self, index: NameIndex, lists: WordLists) -> None:
        self._index = index
        self._lists = lists
        self._cutter = WordCutter(lists)

    def read(self, text: str) -> Reading:
        """Return a text's words, candidates and facts."""
        words = self._cutter.cut(text)
        chunks = find_chunks(words)
        found = [span for span in name_spans(words) if fits(words, span[0], span[1])]
        facts_of = self._index.facts_of({key for _first, _last, key in found})
        known: dict[tuple[int, int], NameFacts] = {}
        spans: dict[tuple[int, int], Span] = {}
        for first, last, key in found:
            facts = facts_of.get(key)
            if facts is not None:
                known[first, last] = facts
                spans[first, last] = Span(first, last, key, "G")
        for first, last, source in shape_spans(words, chunks, self._lists):
            if (first, last) in spans or is_dated(words, first, last):
                continue
            if fits(words, first, last):
                spans[first, last] = Span(first, last, key_of(words, first, last), source)
        starts, ends = _keys_at_edges(known)
        return Reading(
            words,
            chunks,
            gather_facts(words, known=frozenset(known)),
            sorted(spans.values(), key=lambda span: (span.first, -span.last)),
            known,
            starts,
            ends,
            find_governors(words, chunks),
        )


def _keys_at_edges(
    known: dict[tuple[int, int], NameFacts],
) -> tuple[dict[int, tuple[int, str]], dict[int, tuple[int, str]]]:
    """Return the longest gazetteer names by their first and by their last word."""
    starts: dict[int, tuple[int, str]] = {}
    ends: dict[int, tuple[int, str]] = {}
    for (first, last), facts in known.items():
        if first not in starts or starts[first][0] < last:
            starts[first] = (last, facts.key)
        if last not in ends or ends[last][0] > first:
            ends[last] = (first, facts.key)
    return starts, ends


def find_governors(words: Words, chunks: Chunks) -> list[int]:
    """Return for each chunk the index of the word before it, or before its list; -1 = none."""
    governors: list[int] = []
    forms = words.words
    for first, _last in chunks.runs:
        index = first - 1
        while index >= 0 and forms[index].form in _JOINTS:
            index -= 1
        if 0 <= index < first - 1 and chunks.of_word[index] >= 0:
            governors.append(governors[chunks.of_word[index]])
        else:
            governors.append(first - 1)
    return governors
