"""Describe candidate spans by the cheap facts that the linear model weighs.

A feature is a slot with a value. The slots of the context count twice: alone, and together with the kind of
place that the gazetteer knows under the name (the span's key).
"""

from collections.abc import Iterator

from geo.candidates import Span
from geo.name_facts import NO_KEY, NameFacts
from geo.reading import Reading
from geo.words import WordForm, Words

CONTEXT_SLOTS = (
    "before", "after", "before2", "after2", "pair_before", "pair_after", "around",
    "before_tags", "after_tags", "before2_tags", "after2_tags", "tags_around",
    "governor", "governor_pair", "governor_tags", "before_shape", "after_shape", "opens",
    "lower_elsewhere", "after_preposition", "count", "person", "person_word", "last_name", "name_before",
    "comma_after", "comma_before", "touch_before", "touch_after",
    "chunk_start", "chunk_end", "chunk_last", "chunk_first", "chunk_next", "chunk_previous",
    "covered", "covers", "shouting", "noun_after",
)  # fmt: skip
_COUNTS = ("0", "1", "2", "3", "4", "4", "4", "4")
_GLUE = frozenset({"-", "–", "—", "‑", "/"})
_NOUNS = frozenset(
    {
        "settlement_noun",
        "facility_tail",
        "facility_tail_end",
        "geographic_suffix",
        "facility_suffix",
        "organisation",
    }
)
_EDGE = WordForm(
    "",
    "",
    "",
    capital=False,
    shape="",
    context="",
    tags=frozenset(),
    tag_key="",
    ordinary="",
    first_name="",
    surname="",
)

Value = object


def static_features(
    forms: list[WordForm], source: str, facts: NameFacts | None
) -> Iterator[tuple[str, Value]]:
    """Yield the features of a span that do not depend on where it stands."""
    yield from _shape_features(forms, source, facts.key if facts else NO_KEY)
    yield from _word_features(forms, facts.key if facts else NO_KEY)
    if facts:
        yield from _gazetteer_features(
            facts, min(form.ordinary or "-" for form in forms), several=len(forms) > 1
        )


def _shape_features(forms: list[WordForm], source: str, key: str) -> Iterator[tuple[str, Value]]:
    size = min(5, len(forms))
    yield "source", (source, key)
    yield "size", (source, size)
    yield "size_key", (key, size)
    yield "shape", (tuple(form.shape if form.folded else "-" for form in forms) if size < 4 else (), key)
    if all(form.shape in {"XX", "X."} or not form.folded for form in forms):
        yield "capitals", (min(5, len("".join(form.folded for form in forms))), key)
    tail = forms[-1].folded
    yield "ending", (tail[-3:], key if key in {"town", NO_KEY} else "")
    yield "ending_two", (tail[-2:], key if key in {"town", NO_KEY} else "")
    yield "beginning", (forms[0].folded[:3], key if key in {"town", NO_KEY} else "")


def _word_features(forms: list[WordForm], key: str) -> Iterator[tuple[str, Value]]:
    head, tail = forms[0], forms[-1]
    yield "tail", tail.lower
    yield "tail_tags", (tail.tag_key, key)
    levels = [form.ordinary or "-" for form in forms if form.folded] or ["-"]
    yield "ordinary", (min(levels), max(levels), len(forms) == 1, key)
    if len(forms) == 1:
        yield "names", (head.first_name, head.surname, key)
        yield "names_ordinary", (bool(head.first_name), bool(head.surname), head.ordinary, key)
        yield "word", head.lower
        return
    yield "head", head.lower
    yield "head_tags", (head.tag_key, key)
    yield "name_first", (head.first_name, key)
    yield "name_last", (tail.surname, key)
    yield "person_like", (bool(head.first_name), bool(tail.surname), min(4, len(forms)), key)


def _gazetteer_features(facts: NameFacts, level: str, *, several: bool) -> Iterator[tuple[str, Value]]:
    yield "kinds", facts.kinds[:3]
    for kind in facts.kinds:
        yield "kind", (kind, several)
    yield "town_size", (facts.town_size, facts.key)
    yield "main_size", (facts.main_size, facts.key)
    yield "main_size_ordinary", (facts.main_size, level, several)
    yield "main", (facts.main, facts.key)
    yield "entries", (facts.entries, facts.key)


def context_values(reading: Reading, span: Span, cover: tuple[Value, Value]) -> tuple[Value, ...]:
    """Return the value of each of `CONTEXT_SLOTS` for a span; None where there is nothing to say.

    Args:
        reading: The text.
        span: One of its candidates.
        cover: What covers the span and what it covers, as `covers_of` returns it.
    """
    words, chunks, facts = reading.words, reading.chunks, reading.facts
    forms = words.words
    first, last = span.first, span.last
    before, before2 = _left(words, first)
    after, after2 = _right(words, last)
    run = chunks.of_word[first]
    run_first, run_last = chunks.runs[run] if run >= 0 else (first, last)
    governor = reading.governors[run] if run >= 0 and run_first == first else first - 1
    ruling, ruling2 = (before, before2) if governor == first - 1 else _left(words, governor + 1)
    lower = forms[first].lower
    b, a, b2, a2 = before.context, after.context, before2.context, after2.context
    bt, at = before.tag_key, after.tag_key
    inside_after, inside_before = last < run_last, run_first < first
    return (
        b, a, b2, a2, (b2, b), (a, a2), (b, a),
        bt, at, before2.tag_key, after2.tag_key, (bt, at),
        ruling.context, (ruling2.context, ruling.context), (ruling2.tag_key, ruling.tag_key),
        before.shape if before.capital else None, after.shape if after.capital else None, words.opens[first],
        lower in facts.lower_case,
        _COUNTS[min(7, facts.after_preposition[lower])] if lower in facts.after_preposition else None,
        _COUNTS[min(7, facts.counts[lower])],
        first in facts.persons, lower in facts.person_words, forms[last - 1].lower in facts.last_names,
        (before.first_name != "", before.ordinary) if before.capital else None,
        _comma_after(reading, last), _comma_before(reading, first),
        _touch_before(words, first), _touch_after(words, last),
        min(3, first - run_first), min(3, max(0, run_last - last)),
        forms[run_last - 1].lower if inside_after else None,
        forms[run_first].lower if inside_before else None,
        (forms[last].ordinary, forms[last].tag_key) if inside_after else None,
        (before.ordinary, before.first_name != "", before.tag_key) if inside_before else None,
        *cover,
        facts.shouting[first],
        _noun_after(words, last),
    )  # fmt: skip


def covers_of(reading: Reading) -> list[tuple[Value, Value]]:
    """Return for each span the keys of the longest gazetteer names over it and inside it."""
    of_word = reading.chunks.of_word
    by_run: dict[int, list[tuple[int, int, str]]] = {}
    for (first, last), facts in reading.known.items():
        by_run.setdefault(of_word[first], []).append((first, last, facts.key))
    return [_cover_of(span, by_run.get(of_word[span.first], [])) for span in reading.spans]


def _cover_of(span: Span, known: list[tuple[int, int, str]]) -> tuple[Value, Value]:
    over, inside = (0, ""), (0, "")
    for first, last, key in known:
        if first <= span.first and last >= span.last:
            if (first, last) != (span.first, span.last):
                over = max(over, (last - first, key))
        elif first >= span.first and last <= span.last:
            inside = max(inside, (last - first, key))
    return over[1] or None, (inside[1], span.source) if inside[0] else None


def _left(words: Words, first: int) -> tuple[WordForm, WordForm]:
    """Return the two words before an index, nearest first; the edge of a line ends the view."""
    if first <= 0 or words.gaps[first] == "\n":
        return _EDGE, _EDGE
    before = words.words[first - 1]
    if first == 1 or words.gaps[first - 1] == "\n":
        return before, _EDGE
    return before, words.words[first - 2]


def _right(words: Words, last: int) -> tuple[WordForm, WordForm]:
    """Return the two words after a span, nearest first; the edge of a line ends the view."""
    count = len(words.words)
    if last >= count or words.gaps[last] == "\n":
        return _EDGE, _EDGE
    after = words.words[last]
    if last + 1 >= count or words.gaps[last + 1] == "\n":
        return after, _EDGE
    return after, words.words[last + 1]


def _comma_after(reading: Reading, last: int) -> Value:
    """Return the kind of the container named after a comma ("Hull, England"), or None."""
    words = reading.words
    if last + 1 >= len(words.words) or words.words[last].form != ",":
        return None
    following = reading.key_at_start.get(last + 1)
    if following is None:
        return "word" if not words.words[last + 1].capital else "name"
    return following[1]


def _comma_before(reading: Reading, first: int) -> Value:
    """Return the kind of the gazetteer name before a comma before the span, or None."""
    words = reading.words.words
    if first < 2 or words[first - 1].form != ",":
        return None
    previous = reading.key_at_end.get(first - 1)
    if previous is None:
        return "word" if not words[first - 2].capital else "name"
    return previous[1]


def _touch_before(words: Words, first: int) -> Value:
    """Return what is glued to the start of a span by a hyphen or a slash, or None."""
    if first < 2 or words.gaps[first] or words.words[first - 1].form not in _GLUE:
        return None
    before = words.words[first - 2]
    return before.lower if not before.capital else "^"


def _touch_after(words: Words, last: int) -> Value:
    """Return what is glued to the end of a span by a hyphen or a slash ("-based"), or None."""
    if last + 1 >= len(words.words) or words.gaps[last] or words.words[last].form not in _GLUE:
        return None
    after = words.words[last + 1]
    return after.lower if not after.capital else "^"


def _noun_after(words: Words, last: int) -> Value:
    """Return the first noun of a kind of place or group after a span: "Tarkan military airport"."""
    forms, gaps = words.words, words.gaps
    for index in range(last, min(last + 3, len(forms))):
        if gaps[index] != " " or forms[index].shape != "x" or "link" in forms[index].tags:
            return None
        if forms[index].tags & _NOUNS:
            return forms[index].lower
    return None
