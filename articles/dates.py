"""Temporal expressions of a sentence, resolved against the day of publication."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from articles.date_arithmetic import Reference, Words, shift, span
from articles.date_patterns import DatePatterns, Phrase, date_patterns, group_words
from articles.date_rules import RESOLVERS
from articles.errors import BadDateError
from articles.models import Days

_RANGE_JOIN = re.compile(r"\s{0,3}(?:[-–—]|to|until|till|through)\s{0,3}(?:the\s)?")
_BETWEEN_JOIN = re.compile(r"\s{1,3}and\s{1,3}(?:the\s)?")
_WORD_START = re.compile(r"(?<!\w)\w")
_ARTICLES = frozenset({"the", "early", "late", "about", "around", "at", "least", "on"})
_WORD = re.compile(r"\S+")
_LOOK_BACK_CHARACTERS = 32
_ANCHORS = ("day", "weekday", "relative")
_OF_OTHER_EVENTS = ("offset", "duration")
_LONGEST_JOIN = 12


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """Words that name days: `sentence[start:end]`.

    Attributes:
        start: Offset of the first character in the sentence.
        end: Offset behind the last one.
        days: The days meant; None = they cannot be known without a publication day (or, for kind
            anchored, without the day the text spoke of before; always None for offset and duration).
        named: The days that the words name by themselves, before "since" makes them run to publication; for
            offset and duration the days so long before publication, or that many days up to it.
        kind: day, weekday, relative, week, month, season, year, range; since, until, by, before, after where
            such a word stands in front (`start` then includes it; days of since run to publication, the
            others are the named days); anchored ("the following day"); offset ("a week after its capture":
            about the event behind it, not about the sentence's); duration ("for two years").
    """

    start: int
    end: int
    days: Days | None
    kind: str
    named: Days | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase before it is resolved; `behind` is the end of the one before it."""

    behind: int
    start: int
    end: int
    phrase: Phrase
    words: Words


def find_dates(
    sentence: str, *, published: date | None, anchor: date | None = None
) -> tuple[DatePhrase, ...]:
    """Find the date phrases of a sentence.

    Args:
        sentence: Any text; cost grows linearly with it.
        published: UTC day of publication; None = relative phrases are returned with `days` None.
        anchor: Day the text spoke of before, for "the following day".

    Returns:
        Disjoint phrases in text order.
    """
    patterns = date_patterns()
    found = _find(sentence, patterns)
    if not found:
        return ()
    reference = Reference(patterns.words, published, anchor)
    return tuple(_join(sentence, found, reference))


def _find(sentence: str, patterns: DatePatterns) -> list[_Found]:
    """Find phrases around the words that hint at one; trying every word costs three times as much."""
    found: list[_Found] = []
    position = 0
    while hint := patterns.hint.search(sentence, position):
        begin = max(position, hint.start() - _LOOK_BACK_CHARACTERS)
        phrase = _find_between(sentence, begin, hint.end(), patterns)
        if phrase is not None:
            found.append(replace(phrase, behind=found[-1].end if found else 0))
        position = phrase.end if phrase else hint.end()
    return found


def _find_between(sentence: str, begin: int, end: int, patterns: DatePatterns) -> _Found | None:
    """Return the first phrase that begins at a word in `sentence[begin:end]`."""
    for word in _WORD_START.finditer(sentence, begin, end):
        match = patterns.any_phrase.match(sentence, word.start())
        if match is None:
            continue
        phrase = patterns.phrases[match.lastgroup or ""]
        if phrase.after and not _stands_after(sentence, match.start(), phrase.after):
            continue
        words = phrase.pattern.match(sentence, match.start())
        if words is not None:
            return _Found(0, match.start(), words.end(), phrase, group_words(words))
    return None


def _words_before(sentence: str, start: int, behind: int = 0) -> list[re.Match[str]]:
    return list(_WORD.finditer(sentence, max(behind, start - _LOOK_BACK_CHARACTERS), start))


def _stands_after(sentence: str, start: int, allowed: frozenset[str]) -> bool:
    before = _words_before(sentence, start)
    if not before:
        return False
    word = before[-1][0].lower()
    return word.lstrip("(\"'“‘") in allowed or word == "(" or word.endswith(("'s", "’s", "s'"))


def _join(sentence: str, found: list[_Found], reference: Reference) -> list[DatePhrase]:
    """Resolve phrases in order; two that a range word joins become one."""
    joined: list[DatePhrase] = []
    position = 0
    while position < len(found):
        pair = found[position : position + 2]
        phrase = _range(sentence, pair[0], pair[1], reference) if len(pair) == 2 else None
        position += 2 if phrase else 1
        phrase = phrase or _single(sentence, pair[0], reference)
        if phrase is not None:
            joined.append(phrase)
            reference = replace(reference, anchor=last_day([phrase], reference.anchor))
    return joined


def last_day(phrases: Sequence[DatePhrase], anchor: date | None = None) -> date | None:
    """Return the last single day that phrases name, to which "the following day" refers; else `anchor`."""
    days = [p.days.start for p in phrases if p.kind in _ANCHORS and p.days is not None]
    return days[-1] if days else anchor


def _resolve(found: _Found, reference: Reference) -> Days | None:
    own = replace(reference, offset_days=found.phrase.days) if found.phrase.days else reference
    return RESOLVERS[found.phrase.resolve](found.words, own)


def _single(sentence: str, found: _Found, reference: Reference) -> DatePhrase | None:
    """Return the phrase with the word in front that changes its kind; None = no such day."""
    try:
        days = _resolve(found, reference)
    except BadDateError:
        return None
    if found.phrase.kind in _OF_OTHER_EVENTS:
        return DatePhrase(found.start, found.end, None, found.phrase.kind, days)
    start, join = _joined_start(sentence, found, reference)
    kind = join or found.words.get("unit") or found.phrase.kind
    return DatePhrase(start, found.end, _until_publication(days, join, reference), kind, days)


def _until_publication(days: Days | None, join: str, reference: Reference) -> Days | None:
    """Return the days, those of "since" up to and including publication."""
    published = reference.published
    if join != "since" or days is None or published is None or days.start > published:
        return days
    return span(days.start, shift(published, 1))


def _joined_start(sentence: str, found: _Found, reference: Reference) -> tuple[int, str]:
    """Return where the phrase begins with its "since" or "until", and the kind that makes."""
    before = _words_before(sentence, found.start, found.behind)
    while before and before[-1][0].lower() in _ARTICLES:
        before.pop()
    kind = reference.words.joins.get(before[-1][0].lower(), "") if before else ""
    return (before[-1].start(), kind) if kind else (found.start, "")


def _range(sentence: str, first: _Found, last: _Found, reference: Reference) -> DatePhrase | None:
    """Return one phrase for "from March to June 2015" and "between Friday and Sunday", else None."""
    if last.start - first.end > _LONGEST_JOIN or "range" in (first.phrase.kind, last.phrase.kind):
        return None
    before = _words_before(sentence, first.start, first.behind)
    opening = before[-1][0].lower() if before else ""
    between = sentence[first.end : last.start]
    if not _RANGE_JOIN.fullmatch(between) and not (opening == "between" and _BETWEEN_JOIN.fullmatch(between)):
        return None
    try:
        days = _range_days(first, last, reference)
    except BadDateError:
        return None
    start = before[-1].start() if opening in ("from", "between") else first.start
    return DatePhrase(start, last.end, days, "range", days)


def _range_days(first: _Found, last: _Found, reference: Reference) -> Days | None:
    """Return the days from the first phrase to the last; a missing first year is that of the last."""
    until = _resolve(last, reference)
    if until is None:
        return None
    since = _resolve(first, replace(reference, year=until.start.year))
    if since is not None and since.start > until.start:
        since = _resolve(first, replace(reference, year=until.start.year - 1))
    if since is None:
        return None
    if since.start >= until.end:
        raise BadDateError(f"the range ends before it starts: {since.start} to {until.end}")
    return span(since.start, until.end)
