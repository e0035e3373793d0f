"""Date a claim: the date phrase of its clause, the day of the statement, or the day of publication."""

import re
from collections.abc import Sequence
from datetime import date

from articles.chunks import Kind
from articles.dates import DatePhrase
from articles.drafts import ParsedSentence
from articles.grammar import Candidate
from articles.models import Basis, Days
from articles.speech import Speaker

_AND = re.compile(r"\b(?:and|but)\b")
_UNANCHORED = frozenset({"anchored"})


def find_days(
    parsed: ParsedSentence, candidate: Candidate, speaker: Speaker | None, *, published: date | None
) -> tuple[Days | None, Basis]:
    """Return the days a candidate is about, and where they come from.

    Args:
        parsed: Its sentence.
        candidate: What is dated.
        speaker: Who says so.
        published: Day of publication, the last resort.
    """
    at = parsed.syntax.items[candidate.trip.item].start - parsed.sentence.start
    known = [d for d in parsed.dates if d.days is not None and d.kind not in _UNANCHORED]
    near = [d for d in known if _same_clause(parsed, candidate, d)] or _said_on(parsed, speaker, known)
    if near:
        best = min(near, key=lambda d: (_before_and(parsed, d, at), *_gap(d, at)))
        return best.days, Basis.EXPLICIT
    return (Days.day(published) if published is not None else None), Basis.REPORT


def _gap(phrase: DatePhrase, at: int) -> tuple[int, int]:
    return min(abs(phrase.start - at), abs(phrase.end - at)), phrase.start


def _before_and(parsed: ParsedSentence, phrase: DatePhrase, at: int) -> bool:
    """Whether a date belongs to the verb before: "took P on 10 May and entered Q in June"."""
    return phrase.end < at and bool(_AND.search(parsed.words, phrase.end, at))


def _chunk_at(parsed: ParsedSentence, phrase: DatePhrase) -> int | None:
    start = phrase.start + parsed.sentence.start
    syntax = parsed.syntax
    return next((k for k, c in enumerate(syntax.chunks) if syntax.items[c.last - 1].end > start), None)


def _said_on(
    parsed: ParsedSentence, speaker: Speaker | None, known: Sequence[DatePhrase]
) -> list[DatePhrase]:
    """Read "A said on Thursday that it had captured P": the day of the statement."""
    if speaker is None or not speaker.before:
        return []
    found = []
    for phrase in known:
        at = _chunk_at(parsed, phrase)
        if at is None or at <= speaker.chunk:
            continue
        between = parsed.syntax.chunks[speaker.chunk + 1 : at]
        if all(c.kind in (Kind.PREP, Kind.ADV, Kind.DATE) for c in between):
            found.append(phrase)
    return found


def _same_clause(parsed: ParsedSentence, candidate: Candidate, phrase: DatePhrase) -> bool:
    """Whether no other verb, stop or relative word stands between the trigger and a date phrase."""
    trigger, at = candidate.trip.chunk, _chunk_at(parsed, phrase)
    if at is None:
        return False
    between = parsed.syntax.chunks[min(at, trigger) + 1 : max(at, trigger)]
    if candidate.rule.trigger.value != "verb":
        return (
            not any(c.kind in (Kind.STOP, Kind.REL) for c in between)
            and sum(c.kind is Kind.VERB for c in between) <= 1
        )
    return not any(c.kind in (Kind.VERB, Kind.STOP, Kind.REL, Kind.SUB) for c in between)
