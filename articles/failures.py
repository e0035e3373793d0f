"""Tell attempts that came to nothing: "unsuccessfully attacked", "the attempt to enter P was foiled"."""

from articles.chunks import Kind, Mode
from articles.rules import Trigger
from articles.syntax import Syntax
from articles.trips import Trip
from articles.wordsets import word_sets

_REACH = 12  # chunks behind a trigger in which its predicate stands


def has_failed(syntax: Syntax, trip: Trip) -> bool:
    """Whether the words around a trigger say that what it tells of failed.

    Args:
        syntax: The parsed sentence.
        trip: The trigger.
    """
    if trip.trigger is Trigger.VERB:
        return _in_vain(syntax, trip.chunk) or _staged(syntax, trip) or _attempt_foiled(syntax, trip)
    if trip.trigger is not Trigger.NOUN:
        return False
    verb = _predicate(syntax, trip.after)
    failed = verb is not None and syntax.chunks[verb].lemma in word_sets()["failing_verbs"]
    return failed and verb is not None and not syntax.chunks[verb].negated


def is_attempt(syntax: Syntax, trip: Trip) -> bool:
    """Whether an advance is told of as tried: "are trying to advance on P" is an advance all the same.

    Args:
        syntax: The parsed sentence.
        trip: The trigger.
    """
    if trip.trigger is not Trigger.VERB or syntax.chunks[trip.chunk].mode is not Mode.INFINITIVE:
        return False
    before = syntax.skip_left(trip.chunk - 1)
    if syntax.kind(before) is Kind.NP:
        return syntax.head(before).lower in word_sets()["attempts"]
    if syntax.kind(before) is not Kind.VERB:
        return False
    chunk = syntax.chunks[before]
    tried = chunk.lemma in word_sets()["trying_verbs"] and chunk.mode is not Mode.INFINITIVE
    return tried and not chunk.negated and not chunk.modal


def _in_vain(syntax: Syntax, v: int) -> bool:
    """Whether an adverb in or beside a verb group says so."""
    vain, chunk = word_sets()["in_vain"], syntax.chunks[v]
    if any(item.lower in vain for item in syntax.items[chunk.first : chunk.last]):
        return True
    return any(syntax.kind(k) is Kind.ADV and syntax.chunks[k].lower in vain for k in (v - 1, v + 1))


def _staged(syntax: Syntax, trip: Trip) -> bool:
    """Whether the noun a verb rule asked for says so: "launched an unsuccessful attack"."""
    if trip.noun is None:
        return False
    chunk = syntax.chunks[trip.noun]
    failed = word_sets()["failed_adjectives"]
    return any(item.lower in failed for item in syntax.items[chunk.first : chunk.last])


def _attempt_foiled(syntax: Syntax, trip: Trip) -> bool:
    """Read "A bid to take P was repelled": an infinitive after an attempt that is said to be foiled."""
    if syntax.chunks[trip.chunk].mode is not Mode.INFINITIVE:
        return False
    before = syntax.skip_left(trip.chunk - 1)
    if syntax.kind(before - 1) is Kind.PREP and syntax.chunks[before - 1].lower in ("by", "of", "from"):
        before -= 2
    if syntax.kind(before) is not Kind.NP or not syntax.is_word(syntax.head(before).lower, "plan_nouns"):
        return False
    verb = _predicate(syntax, trip.after)
    if verb is None or syntax.chunks[verb].negated:
        return False
    chunk = syntax.chunks[verb]
    return chunk.lemma in word_sets()["failing_verbs"] or (
        chunk.passive and chunk.lemma in word_sets()["foiling_verbs"]
    )


def _predicate(syntax: Syntax, after: int) -> int | None:
    """The finite verb of which a phrase that runs up to it is the subject."""
    for k in range(after, min(len(syntax.chunks), after + _REACH)):
        if syntax.kind(k) is Kind.VERB:
            chunk = syntax.chunks[k]
            intransitive = chunk.lemma in word_sets()["failing_verbs"]
            return k if chunk.mode is Mode.FINITE and (intransitive or not syntax.modifies(k)) else None
        if syntax.kind(k) in (Kind.STOP, Kind.SUB, Kind.REL):
            return None
    return None
