"""Carry a statement over to places its sentence only adds: "and so is Q", "as do Q and R", "Q followed"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.chunks import Kind
from articles.drafts import Draft, ParsedSentence
from articles.models import Basis, Days, Mention, Relation
from articles.placephrases import read_place_phrase
from articles.syntax import Syntax

_ADDS = re.compile(r"(?i)\b(?:(?:as|so) (?:do|does|did|is|are|was|were|ha[sd]|have)|follow(?:s|ed))\b")
_PLAIN = frozenset({"be", "do", "have"})
_CHANGES = frozenset({Relation.CAPTURED, Relation.LOST})
_MOST_ADDED = 8


def echo_drafts(drafts: Sequence[Draft], parsed: ParsedSentence) -> list[Draft]:
    """Return what a sentence adds by pointing back at what it said last.

    Args:
        drafts: The drafts of the sentence.
        parsed: The sentence.
    """
    if not drafts or not _ADDS.search(parsed.words):
        return []
    syntax = parsed.syntax
    found: list[Draft] = []
    for k in range(len(syntax.chunks)):
        starts, changes = _followers(syntax, k), True
        if not starts:
            starts, changes = _added(syntax, k), False
        for start in starts:
            found += _echoes(drafts, parsed, start, changes=changes)
    return found


def _added(syntax: Syntax, k: int) -> list[int]:
    """The places behind "as do" and "and so is"."""
    pair = syntax.kind(k + 1) is Kind.VERB and syntax.kind(k + 2) is Kind.NP
    if not pair or syntax.chunks[k].lower not in ("as", "so") or syntax.chunks[k + 1].lemma not in _PLAIN:
        return []
    return [k + 2]


def _followers(syntax: Syntax, k: int) -> list[int]:
    """The places of "Q followed on 25 November, R on 1 December"."""
    if syntax.kind(k) is not Kind.VERB or syntax.chunks[k].lemma != "follow" or syntax.chunks[k].passive:
        return []
    subject, after = syntax.subject(k), _behind_day(syntax, k + 1)
    if subject is None or (after == k + 1 and syntax.kind(after) not in (Kind.STOP, Kind.COMMA, None)):
        return []
    found = [subject]
    while len(found) < _MOST_ADDED and syntax.kind(after) in (Kind.COMMA, Kind.CONJ):
        start = after + 1 if syntax.kind(after + 1) is not Kind.CONJ else after + 2
        after = _behind_day(syntax, start + 1)
        if syntax.kind(start) is not Kind.NP or after == start + 1:
            break
        found.append(start)
    return found


def _behind_day(syntax: Syntax, k: int) -> int:
    """The chunk behind a date at chunk `k`, with or without a preposition; `k` if none stands there."""
    at = k + 1 if syntax.kind(k) is Kind.PREP else k
    return at + 1 if syntax.kind(at) is Kind.DATE else k


def _echoes(drafts: Sequence[Draft], parsed: ParsedSentence, start: int, *, changes: bool) -> list[Draft]:
    syntax = parsed.syntax
    offset = syntax.items[syntax.chunks[start].first].start
    said = [d for d in drafts if max(d.trigger, d.place.start) < offset]
    if changes:
        said = [d for d in said if d.relation in _CHANGES and d.realised]
    phrase = read_place_phrase(syntax, start)
    model = max(said, key=lambda d: (d.trigger, d.weight), default=None)
    if model is None or phrase is None:
        return []
    places = [syntax.items[t.item].mention for t in phrase.targets]
    return [
        _echo(model, parsed, place, dated=changes) for place in places if place and place.kind != "demonym"
    ]


def _echo(model: Draft, parsed: ParsedSentence, place: Mention, *, dated: bool) -> Draft:
    days = _day_behind(parsed, place) if dated else None
    if days is None:
        return replace(model, place=place, coreferent=False)
    return replace(model, place=place, coreferent=False, when=days, basis=Basis.EXPLICIT)


def _day_behind(parsed: ParsedSentence, place: Mention) -> Days | None:
    end = place.end - parsed.sentence.start
    return next((d.days for d in parsed.dates if d.start >= end and d.days is not None), None)
