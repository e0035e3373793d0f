"""Tell what came of it: attempts that failed, holdings that are gone, shares of a place taken."""

from itertools import pairwise

from articles.chunks import Kind
from articles.failures import is_attempt
from articles.grammar import Candidate
from articles.models import Extent, Mention, Relation
from articles.rules import Trigger
from articles.stance import Reality, read_reality
from articles.syntax import Syntax
from articles.trips import Trip
from articles.wordsets import word_sets

_ATTEMPTS = frozenset({Relation.CAPTURED, Relation.CONTESTED, Relation.ATTACKED})
_GONE = frozenset({"gone", "lost", "over", "shrunk", "vanished", "collapsed", "history", "finished"})
_WHOLE = frozenset({"all", "whole", "entire", "the"})
_TOWNS = frozenset({"town", "district", "unknown"})
_FOIL = frozenset({"repel", "repulse", "foil", "thwart", "rebuff", "defeat", "prevent", "block"})


def reality_of(syntax: Syntax, candidate: Candidate) -> Reality:
    """Return whether what a candidate tells of happened; an attempt to advance is an attack."""
    reality = read_reality(syntax, candidate.trip)
    if reality is Reality.PLANNED and _describes(syntax, candidate):
        return Reality.REAL
    attack = candidate.rule.relation is Relation.ATTACKED and reality is Reality.PLANNED
    return Reality.REAL if attack and is_attempt(syntax, candidate.trip) else reality


def _describes(syntax: Syntax, candidate: Candidate) -> bool:
    """Whether a noun says what the place is to its holder, whatever is planned: "will take A's capital"."""
    trip = candidate.trip
    noun = trip.trigger is Trigger.NOUN and candidate.rule.relation is Relation.HELD
    return noun and syntax.items[trip.item].lower in word_sets()["holders_places"]


def outcome(syntax: Syntax, candidate: Candidate, reality: Reality) -> Relation:
    """Return the relation a candidate claims, given whether it happened."""
    relation = candidate.rule.relation
    if relation is Relation.HELD and (_is_gone(syntax, candidate.trip) or _is_bygone(syntax, candidate)):
        return Relation.LOST
    return Relation.REPELLED if reality is Reality.FAILED and relation in _ATTEMPTS else relation


def is_foiled(syntax: Syntax, candidate: Candidate) -> bool:
    """Whether the actor is who beat an attempt off: A in "A foiled an attempt to storm P"."""
    trip, actor = candidate.trip, candidate.actor
    governor = syntax.governor(trip.chunk) if trip.trigger is Trigger.VERB else None
    if governor is None or syntax.chunks[governor].passive:
        return False
    attacker = actor is not None and actor.start >= syntax.chunks[governor].last
    return syntax.chunks[governor].lemma in _FOIL and not attacker


def partial(
    syntax: Syntax, candidate: Candidate, relation: Relation, *, reality: Reality, place: Mention
) -> Relation:
    """Return CONTESTED for a share of a place taken ("most of P"): that is a fight for it, no capture.

    Shares that somebody holds are contested in towns alone: of a region, part is held ("A-held parts of P").
    """
    if reality is not Reality.REAL:
        return relation
    share = candidate.partitive and place.kind != "country" and not _is_last(syntax, candidate.trip)
    if relation is Relation.HELD:
        told = candidate.trip.trigger in (Trigger.VERB, Trigger.PHRASE) and candidate.rule.voice != "passive"
        share = share or _mostly(syntax, candidate.trip)
        return Relation.CONTESTED if share and told and place.kind in _TOWNS else relation
    taken = relation is Relation.CAPTURED
    shared = (share or _partly(syntax, candidate)) and candidate.rule.extent is not Extent.WHOLE
    return Relation.CONTESTED if taken and shared else relation


def _mostly(syntax: Syntax, trip: Trip) -> bool:
    """Whether a holding is told of a part only: "P is mostly under A's control"."""
    k = trip.chunk - 1
    adverb = trip.trigger is Trigger.PHRASE and syntax.kind(k) is Kind.ADV
    return adverb and syntax.chunks[k].lower in word_sets()["partly"]


def _is_last(syntax: Syntax, trip: Trip) -> bool:
    """Whether the share is all that was left: "captured the last A-held areas of P"."""
    if not 0 <= trip.after < len(syntax.chunks):
        return False
    chunk = syntax.chunks[trip.after]
    return any(item.lower in ("last", "remaining") for item in syntax.items[chunk.first : chunk.last])


def _is_bygone(syntax: Syntax, candidate: Candidate) -> bool:
    """Whether a holding lies in the past: "a former A stronghold", "the formerly A-held town"."""
    trip = candidate.trip
    if trip.trigger not in (Trigger.NOUN, Trigger.COMPOUND):
        return False
    before = syntax.items[syntax.chunks[trip.chunk].first : trip.item]
    words = {word for item in before for word in item.lower.split()}
    adverb = trip.chunk > 0 and syntax.kind(trip.chunk - 1) is Kind.ADV
    if adverb:
        words.add(syntax.chunks[trip.chunk - 1].lower)
    return not words.isdisjoint(word_sets()["bygone"])


def _partly(syntax: Syntax, candidate: Candidate) -> bool:
    """Whether not all of it was taken: "has largely captured P", "captured nearly all of P"."""
    partly = word_sets()["partly"]
    chunk = syntax.chunks[candidate.trip.chunk]
    if not partly.isdisjoint(chunk.adverbs):
        return True
    for k in (candidate.trip.after, syntax.subject(candidate.trip.chunk) if chunk.passive else None):
        if k is None or not 0 <= k < len(syntax.chunks):
            continue
        first = syntax.chunks[k].first
        words = [item.lower for item in syntax.items[max(0, first - 1) : first + 2]]
        if any(a in partly and b in _WHOLE for a, b in pairwise(words)):
            return True
    return False


def _is_gone(syntax: Syntax, trip: Trip) -> bool:
    """Whether the sentence goes on to say that what was held is held no more: "A's territory is gone"."""
    if trip.trigger is not Trigger.NOUN:
        return False
    chunks = syntax.chunks
    for k in range(trip.after, min(len(chunks) - 1, trip.after + 10)):
        if chunks[k].kind is Kind.VERB:
            words = {i.lower for i in syntax.items[chunks[k].first : chunks[k + 1].last]}
            return not chunks[k].negated and not _GONE.isdisjoint(words)
        if chunks[k].kind is Kind.STOP:
            return False
    return False
