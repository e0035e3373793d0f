"""Tell what came of it: attempts that failed, holdings that are gone, shares of a place taken."""

from articles.chunks import Kind
from articles.grammar import Candidate
from articles.models import Mention, Relation
from articles.rules import Trigger
from articles.stance import Reality
from articles.syntax import Syntax
from articles.trips import Trip

_ATTEMPTS = frozenset({Relation.CAPTURED, Relation.CONTESTED, Relation.ATTACKED})
_GONE = frozenset({"gone", "lost", "over", "shrunk", "vanished", "collapsed", "history", "finished"})
_FOIL = frozenset({"repel", "repulse", "foil", "thwart", "rebuff", "defeat", "prevent", "block"})


def outcome(syntax: Syntax, candidate: Candidate, reality: Reality) -> Relation:
    """Return the relation a candidate claims, given whether it happened."""
    relation = candidate.rule.relation
    if relation is Relation.HELD and _is_gone(syntax, candidate.trip):
        return Relation.LOST
    return Relation.REPELLED if reality is Reality.FAILED and relation in _ATTEMPTS else relation


def is_foiled(syntax: Syntax, trip: Trip) -> bool:
    """Whether the subject is who beat an attempt off: "A repelled an attempt by B to storm P"."""
    governor = syntax.governor(trip.chunk) if trip.trigger is Trigger.VERB else None
    if governor is None or syntax.chunks[governor].passive:
        return False
    return syntax.chunks[governor].lemma in _FOIL


def partial(relation: Relation, reality: Reality, candidate: Candidate, place: Mention) -> Relation:
    """Return CONTESTED for a share of a place taken ("most of P"): that is a fight for it, no capture."""
    share = candidate.partitive and place.kind != "country"
    taken = relation is Relation.CAPTURED and reality is Reality.REAL
    return Relation.CONTESTED if share and taken else relation


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
