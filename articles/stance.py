"""Tell what happened from what is planned, denied or failed."""

from articles.chunks import Kind, Mode
from articles.failures import has_failed
from articles.items import Tag
from articles.realities import Reality, negated, verb_reality
from articles.rules import Trigger
from articles.syntax import Syntax
from articles.trips import Trip
from articles.wordsets import word_sets

_LIST_CHUNKS = 16
_BELIEF_CHUNKS = 5
_HEDGE_CHUNKS = 30

__all__ = ["Reality", "hedged", "is_negated", "read_reality"]


def read_reality(syntax: Syntax, trip: Trip) -> Reality:
    """Judge the trigger of a rule: real, planned, denied or failed.

    Args:
        syntax: The parsed sentence.
        trip: The trigger.

    Returns:
        What the verbs, modals and nouns that govern the trigger make of it.
    """
    if has_failed(syntax, trip):
        return Reality.FAILED
    if trip.trigger is Trigger.VERB:
        return verb_reality(syntax, trip.chunk, 0)
    if trip.trigger is Trigger.COMPOUND:
        return Reality.REAL
    return _noun_reality(syntax, trip)


def is_negated(syntax: Syntax, trip: Trip) -> bool:
    """Whether the trigger is a verb that says no, whoever denies it or not: "A does not hold P"."""
    return trip.trigger is Trigger.VERB and negated(syntax, trip.chunk)


def _noun_reality(syntax: Syntax, trip: Trip) -> Reality:
    chunk = syntax.chunks[trip.chunk if trip.trigger is Trigger.NOUN else trip.chunk + 1]
    words = {item.lower for item in syntax.items[chunk.first : chunk.last]}
    if syntax.items[chunk.first].lower == "no":
        return Reality.DENIED
    if words & word_sets()["attempted"]:
        return Reality.FAILED
    if words & word_sets()["prospective"]:
        return Reality.PLANNED
    k = syntax.skip_left(trip.chunk - 1)
    if syntax.kind(k) in (Kind.PREP, Kind.SUB):
        if _prepared(syntax, k):
            return Reality.PLANNED
        governor = syntax.skip_left(k - 1)
        k = syntax.skip_left(governor - 1) if syntax.kind(governor) is Kind.NP else k
    if syntax.kind(k) is Kind.VERB:
        return _object_reality(syntax, k)
    return Reality.PLANNED if _stipulated(syntax, k) or _expected(syntax, trip) else Reality.REAL


def _prepared(syntax: Syntax, k: int) -> bool:
    """Whether the preposition at `k` ties a noun to what is to come: "in anticipation of", "mass for"."""
    prep, before = syntax.chunks[k].lower, syntax.skip_left(k - 1)
    if prep in ("ahead of", "in anticipation of", "in preparation for", "in preparation of"):
        return True
    if syntax.kind(before) not in (Kind.NP, Kind.VERB):
        return False
    head = syntax.head(before).lower
    if (
        syntax.kind(before) is Kind.NP
        and prep in ("of", "for", "about", "over")
        and head in word_sets()["aims"]
    ):
        return True
    word = syntax.chunks[before].lemma if syntax.kind(before) is Kind.VERB else head
    return prep == "for" and word in word_sets()["readying"]


def _stipulated(syntax: Syntax, k: int) -> bool:
    """Whether a list at `k` is what an agreement holds: "the deal includes a truce and a withdrawal"."""
    for j in range(k, max(-1, k - _LIST_CHUNKS), -1):
        if syntax.kind(j) is Kind.VERB:
            return _stipulates(syntax, j)
        if syntax.kind(j) not in (Kind.NP, Kind.PREP, Kind.COMMA, Kind.CONJ):
            return False
    return False


def _stipulates(syntax: Syntax, v: int) -> bool:
    subject = syntax.subject(v)
    if syntax.chunks[v].lemma not in word_sets()["stipulating"] or subject is None:
        return False
    chunk = syntax.chunks[subject]
    words = {item.lower for item in syntax.items[chunk.first : chunk.last]}
    return not words.isdisjoint(word_sets()["agreements"])


def _expected(syntax: Syntax, trip: Trip) -> bool:
    """Whether the verb of which a noun is the subject puts it off: "an assault would", "is expected"."""
    later = _predicate(syntax, trip)
    if later is None:
        return False
    chunk = syntax.chunks[later]
    awaited = chunk.passive and chunk.lemma in ("expect", "plan", "fear", "anticipate", "schedule", "prepare")
    after = syntax.chunks[later + 1] if later + 1 < len(syntax.chunks) else None
    words = {item.lower for item in syntax.items[after.first : after.last]} if after is not None else set()
    looming = chunk.lemma == "be" and not words.isdisjoint(word_sets()["prospective"])
    return chunk.modal in word_sets()["modals"] or awaited or looming


def _predicate(syntax: Syntax, trip: Trip) -> int | None:
    for k in range(trip.after, min(len(syntax.chunks), trip.after + 10)):
        if syntax.kind(k) is Kind.VERB:
            return k
        if syntax.kind(k) in (Kind.STOP, Kind.SUB, Kind.COMMA):
            return None
    return None


def _object_reality(syntax: Syntax, v: int) -> Reality:
    """Reality of a noun that is the object of a verb: "ordered the capture of P", "denied the fall of P"."""
    chunk = syntax.chunks[v]
    if chunk.lemma in word_sets()["ending"] and not chunk.negated:
        return Reality.REAL
    if (
        chunk.negated
        or chunk.lemma in word_sets()["preventing"] - {"keep"}
        or syntax.is_word(chunk.lemma, "denial")
    ):
        return Reality.DENIED
    if chunk.lemma in word_sets()["intending"] or _stipulates(syntax, v):
        return Reality.PLANNED
    if chunk.modal in word_sets()["modals"] or chunk.mode is Mode.INFINITIVE:
        return verb_reality(syntax, v, 1)
    return Reality.REAL


def hedged(syntax: Syntax, trip: Trip) -> bool:
    """Whether the clause of a trigger says "reportedly", "is said to", "appears to" or the like."""
    if trip.trigger is Trigger.COMPOUND:
        return False
    later = _predicate(syntax, trip) if trip.trigger is Trigger.NOUN else None
    told = later is not None and syntax.chunks[later].passive and syntax.chunks[later].lemma == "report"
    k = trip.chunk
    around = range(max(0, k - _HEDGE_CHUNKS), min(len(syntax.chunks), k + _HEDGE_CHUNKS))
    return (
        told or _believed(syntax, k) or any(_hedges(syntax, j) and _same_clause(syntax, j, k) for j in around)
    )


def _hedges(syntax: Syntax, j: int) -> bool:
    chunk = syntax.chunks[j]
    return chunk.kind in (Kind.ADV, Kind.NP, Kind.VERB) and any(
        item.tag in (Tag.ADV, Tag.NOUN, Tag.VERB) and syntax.is_word(item.lower, "hedge")
        for item in syntax.items[chunk.first : chunk.last]
    )


def _believed(syntax: Syntax, k: int) -> bool:
    """Whether a verb that governs chunk `k` tells it as belief: "is said to hold P", "seems to hold P"."""
    for j in range(k - 1, max(-1, k - _BELIEF_CHUNKS), -1):
        chunk, after = syntax.chunks[j], syntax.chunks[j + 1]
        if chunk.kind is Kind.VERB and chunk.lemma in word_sets()["believing"]:
            seems = chunk.passive or chunk.lemma in ("appear", "seem")
            return seems and after.kind is Kind.VERB and after.mode is Mode.INFINITIVE
        if chunk.kind not in (Kind.VERB, Kind.ADV, Kind.PREP):
            return False
    return False


def _same_clause(syntax: Syntax, hedge: int, k: int) -> bool:
    between = syntax.chunks[min(hedge, k) + 1 : max(hedge, k)]
    if any(c.kind in (Kind.STOP, Kind.REL) or (c.kind is Kind.SUB and c.lower != "that") for c in between):
        return False
    return hedge <= k or not any(c.kind in (Kind.COMMA, Kind.CONJ) for c in between)
