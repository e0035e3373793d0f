"""Date a claim: the date phrase of its clause, the day of the statement, or the day of publication."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from articles.chunks import Kind, Mode
from articles.dates import DatePhrase
from articles.drafts import ParsedSentence
from articles.grammar import Candidate
from articles.models import Basis, Days, Relation
from articles.rules import Trigger
from articles.speech import Speaker

_AND = re.compile(r"\b(?:and|but)\b")
_FIRST_TIME = re.compile(
    r"(?i)\b(?:first|second|third|only|worst|largest|biggest|heaviest|deadliest|fiercest|bloodiest|most|"
    r"highest)\b[^.;:]{0,70}$"
)
_EVENT_NAME = re.compile(
    r"\s+(?:[A-Z][\w’'-]+\s+){1,3}(?:[Cc]ivil )?(?:[Ww]ar|[Cc]onflict|[Cc]risis|[Uu]prising)\b"
)
_SPANS_TO_NOW = frozenset({"since", "until", "by", "before", "after"})
_SINGLE_DAYS = frozenset({"day", "weekday", "relative", "anchored"})
_COUNTED = frozenset({"weekday", "relative"})
_EVENTS = frozenset({Relation.CAPTURED, Relation.LOST, Relation.REPELLED, Relation.CONTESTED})
_SHARED = frozenset({"that", "as", "while", "when"})
_OWNED_WITHIN = 8  # chunks
_LINKS = frozenset({Kind.PREP, Kind.ADV, Kind.DATE, Kind.CONJ, Kind.COMMA})


def find_days(
    parsed: ParsedSentence,
    candidate: Candidate,
    speaker: Speaker | None,
    *,
    published: date | None,
    precision: int = 1,
) -> tuple[Days | None, Basis]:
    """Return the days a candidate is about, and where they come from.

    Args:
        parsed: Its sentence.
        candidate: What is dated.
        speaker: Who says so.
        published: Day of publication, the last resort.
        precision: How well it is known: 1 the day, 2 the week, 3 the month.
    """
    before = _days_before(parsed, candidate)
    if before is not None:
        return before, Basis.EXPLICIT
    at = parsed.syntax.items[candidate.trip.item].start - parsed.sentence.start
    known = [
        d for d in _known(parsed, candidate, published) if not _owned_by_other_verb(parsed, candidate, d)
    ]
    near = (
        [d for d in known if _same_clause(parsed, candidate, d)]
        or _said_on(parsed, speaker, known)
        or [d for d in known if _opens_for_all(parsed, candidate, d)]
    )
    if near:
        best = min(near, key=lambda d: (_before_and(parsed, d, at), *_gap(d, at)))
        return best.days, Basis.EXPLICIT
    return (Days.about(published, precision) if published is not None else None), Basis.REPORT


def blur_days(phrases: Sequence[DatePhrase], *, precision: int) -> tuple[DatePhrase, ...]:
    """Return date phrases with those that count from publication no surer than its own day."""
    return tuple(
        replace(phrase, days=Days.about(phrase.days.start, max(precision, phrase.days.precision)))
        if phrase.days is not None and phrase.kind in _COUNTED
        else phrase
        for phrase in phrases
    )


def _known(parsed: ParsedSentence, candidate: Candidate, published: date | None) -> list[DatePhrase]:
    """Return the phrases that may date the candidate.

    Not those that say since when something is the first of its kind, nor the year in an event's name; of a
    standing description ("rebel-held P", "a stronghold") only single days, as spans date the other words.
    """
    standing = candidate.rule.trigger is Trigger.COMPOUND or (
        candidate.rule.trigger is Trigger.NOUN and candidate.rule.relation is Relation.HELD
    )
    at = parsed.syntax.items[candidate.trip.item].start - parsed.sentence.start
    found = []
    for phrase in (_own_year(parsed, candidate, d) for d in parsed.dates):
        if phrase.days is None or phrase.kind == "offset":
            continue
        if phrase.kind == "since" and _FIRST_TIME.search(parsed.words[: phrase.start]):
            continue
        if phrase.kind == "since" and candidate.rule.relation in _EVENTS and _before_and(parsed, phrase, at):
            continue
        if standing and phrase.kind not in _SINGLE_DAYS:
            continue
        if phrase.kind == "year" and _names_event(parsed, phrase, published):
            continue
        found.append(phrase)
    return found


def _names_event(parsed: ParsedSentence, phrase: DatePhrase, published: date | None) -> bool:
    """Whether a year only belongs to a name: "the 2011 Libyan civil war", told in 2011."""
    days = phrase.days
    current = published is not None and days is not None and days.start <= published < days.end
    return current and _EVENT_NAME.match(parsed.words, phrase.end) is not None


def _own_year(parsed: ParsedSentence, candidate: Candidate, phrase: DatePhrase) -> DatePhrase:
    """Read "since the 2014 siege of P", "since May, when A took P": the named days date that alone."""
    at = _chunk_at(parsed, phrase) if phrase.kind in _SPANS_TO_NOW else None
    if at is not None and at < candidate.trip.chunk and _when_follows(parsed, at):
        return replace(phrase, days=phrase.named, kind="range")
    if phrase.kind not in _SPANS_TO_NOW or candidate.rule.trigger is not Trigger.NOUN:
        return phrase
    chunk = parsed.syntax.chunks[candidate.trip.chunk]
    items = parsed.syntax.items
    end = phrase.end + parsed.sentence.start
    inside = any(items[i].start < end <= items[i].end for i in range(max(0, chunk.first - 1), chunk.last))
    at = items[candidate.trip.item].start
    return replace(phrase, days=phrase.named, kind="year") if inside and end <= at <= end + 30 else phrase


def _days_before(parsed: ParsedSentence, candidate: Candidate) -> Days | None:
    """Return the days of "a week after P was captured", "a day after the fall of P": so long before."""
    trip, syntax = candidate.trip, parsed.syntax
    for phrase in parsed.dates:
        at = _chunk_at(parsed, phrase) if phrase.kind == "offset" and phrase.named is not None else None
        if at is None or at >= trip.chunk:
            continue
        between = syntax.chunks[at + 1 : trip.chunk]
        if not any(c.kind in (Kind.VERB, Kind.STOP, Kind.REL, Kind.COMMA) for c in between):
            return phrase.named
    return None


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
    if speaker is None:
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


def _owned_by_other_verb(parsed: ParsedSentence, candidate: Candidate, phrase: DatePhrase) -> bool:
    """Whether a participle or relative clause before the trigger has the date: "founded in May, A took P"."""
    at, syntax = _chunk_at(parsed, phrase), parsed.syntax
    if at is None or at >= candidate.trip.chunk:
        return False
    k = at - 1
    while syntax.kind(k) in (Kind.PREP, Kind.ADV, Kind.NP) and k > max(0, at - _OWNED_WITHIN):
        k -= 1
    if k == 0 and syntax.kind(0) is Kind.NP:
        return syntax.items[0].lower.endswith("ed") and syntax.chunks[0].last == 1  # "Founded in May, A ..."
    if syntax.kind(k) is not Kind.VERB or syntax.is_word(syntax.chunks[k].lemma, "say"):
        return False
    participle = syntax.chunks[k].mode is Mode.PARTICIPLE or syntax.is_reduced_passive(k)
    inserted = syntax.kind(k - 1) is Kind.COMMA and syntax.kind(at + 1) is Kind.COMMA
    if inserted and k + 2 >= at and not syntax.chunks[k].modal:  # "the drive, launched on 3 May, ..."
        return True
    return participle or syntax.kind(syntax.skip_left(k - 1)) is Kind.REL


def _opens_for_all(parsed: ParsedSentence, candidate: Candidate, phrase: DatePhrase) -> bool:
    """Whether a date opens a sentence whose verbs are joined: "On Monday A took P and, later, Q"."""
    at, syntax = _chunk_at(parsed, phrase), parsed.syntax
    if at is None or at >= candidate.trip.chunk or phrase.kind == "since":
        return False
    if any(c.kind not in _LINKS for c in syntax.chunks[:at]):
        return False
    between = syntax.chunks[at + 1 : candidate.trip.chunk]
    told = any(c.kind is Kind.VERB and syntax.is_word(c.lemma, "say") for c in between)
    if syntax.chunks[candidate.trip.chunk].modal == "had" and not told:
        return False
    return all(
        c.kind not in (Kind.STOP, Kind.REL) and (c.kind is not Kind.SUB or c.lower in _SHARED)
        for c in between
    )


def _when_follows(parsed: ParsedSentence, at: int) -> bool:
    """Whether "when" stands right behind a date: "had begun on Friday, when A attacked P"."""
    words = [c.lower for c in parsed.syntax.chunks[at + 1 : at + 3]]
    return words[:1] == ["when"] or words == [",", "when"]


def _same_clause(parsed: ParsedSentence, candidate: Candidate, phrase: DatePhrase) -> bool:
    """Whether no other verb, stop or relative word stands between the trigger and a date phrase."""
    trigger, at = candidate.trip.chunk, _chunk_at(parsed, phrase)
    if at is None:
        return False
    between = parsed.syntax.chunks[min(at, trigger) + 1 : max(at, trigger)]
    if at < trigger and _when_follows(parsed, at):
        between = between[2 if between[0].kind is Kind.COMMA else 1 :]
    if candidate.rule.trigger.value != "verb":
        return (
            not any(c.kind in (Kind.STOP, Kind.REL) for c in between)
            and sum(c.kind is Kind.VERB for c in between) <= 1
        )
    return not any(c.kind in (Kind.VERB, Kind.STOP, Kind.REL, Kind.SUB) for c in between)
