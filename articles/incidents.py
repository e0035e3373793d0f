"""Tell fights for a place from what only looks like them: bombings, shootouts, unrest, crime."""

import re
from collections.abc import Sequence

from articles.chunks import Kind
from articles.drafts import ParsedSentence
from articles.grammar import Candidate
from articles.items import Item, Tag
from articles.models import Extent, Relation
from articles.rules import Trigger
from articles.wordsets import word_sets

_FIGHTS = frozenset({Relation.CONTESTED, Relation.ATTACKED})
_UNREST = re.compile(
    r"(?i)\b(?:protest\w*|demonstrat(?:ors?|ions?)|rioters?|riots?|football|fans|cartels?|gangs?|students?|"
    r"smugglers?|traffickers?)\b"
)
_REACH = 14  # chunks behind a trigger in which the weapon is looked for
_SUBJECT = 10  # items before a trigger in which a passive's target is looked for


def is_incident(parsed: ParsedSentence, candidate: Candidate) -> bool:
    """Whether a candidate tells of violence at a place, but of no fight for it.

    Args:
        parsed: Its sentence.
        candidate: A rule's match.
    """
    relation = candidate.rule.relation
    if relation is Relation.REPELLED:
        return _is_bombing(parsed, candidate) or _ends_own(parsed, candidate)
    if relation not in _FIGHTS:
        return False
    if _UNREST.search(parsed.words) or _is_brawl(parsed, candidate):
        return True
    if _says(parsed, candidate, "unarmed"):
        return True
    if relation is not Relation.ATTACKED:
        return False
    return any(test(parsed, candidate) for test in (_is_bombing, _is_remote, _is_lone, _is_civil))


def _ends_own(parsed: ParsedSentence, candidate: Candidate) -> bool:
    """Whether the attackers themselves stop: "halted their advance"."""
    noun = candidate.trip.noun
    if noun is None:
        return False
    return parsed.syntax.items[parsed.syntax.chunks[noun].first].lower in ("its", "their", "his", "her")


def _is_brawl(parsed: ParsedSentence, candidate: Candidate) -> bool:
    """Whether the trigger is a shootout, one clash among many, or fighting somewhere in a country."""
    trip, syntax, words = candidate.trip, parsed.syntax, word_sets()
    if trip.trigger is not Trigger.NOUN or syntax.items[trip.item].lower not in words["clash_nouns"]:
        return False
    chunk = syntax.chunks[trip.chunk]
    before = {item.lower for item in syntax.items[chunk.first : trip.item]}
    if syntax.items[trip.item].lower in words["brief_clash_nouns"]:
        return before.isdisjoint(words["lasting"])
    if before & words["communal"]:
        return True
    mention = syntax.items[candidate.target].mention if candidate.target is not None else None
    return mention is not None and mention.kind == "country" and candidate.extent is Extent.WHOLE


def _is_bombing(parsed: ParsedSentence, candidate: Candidate) -> bool:
    """Whether the words of the attack itself name bombs or terror: "a suicide attack"."""
    trip = candidate.trip
    chunk = parsed.syntax.chunks[trip.chunk if trip.noun is None else trip.noun]
    return _any_of(parsed.syntax.items[chunk.first : chunk.last], "bombs")


def _is_remote(parsed: ParsedSentence, candidate: Candidate) -> bool:
    """Whether it is done from afar: "attacked P with drones"."""
    syntax = parsed.syntax
    for k in range(candidate.trip.after, min(len(syntax.chunks) - 1, candidate.trip.after + _REACH)):
        chunk = syntax.chunks[k]
        if chunk.kind is Kind.STOP:
            return False
        means = chunk.lower == "with" or (chunk.kind is Kind.VERB and chunk.lemma == "use")
        if means and syntax.kind(k + 1) is Kind.NP:
            following = syntax.chunks[k + 1]
            if _any_of(syntax.items[following.first : following.last], "remote_weapons"):
                return True
    return False


def _is_lone(parsed: ParsedSentence, candidate: Candidate) -> bool:
    """Whether those who attack are no force on the ground: bombers, police, settlers, jets."""
    return candidate.trip.trigger is Trigger.VERB and _says(parsed, candidate, "lone_attackers")


def _says(parsed: ParsedSentence, candidate: Candidate, name: str) -> bool:
    """Whether the head of the actor's phrase, or the word before it, is in a word list."""
    actor = candidate.actor
    if actor is None:
        return False
    chunk = next((c for c in parsed.syntax.chunks if c.first <= actor.start < c.last), None)
    first = actor.start if chunk is None else chunk.first
    last = actor.stop if chunk is None else max(actor.stop, chunk.last)
    words = [word for i in parsed.syntax.items[first:last] for word in i.lower.split()]
    return not word_sets()[name].isdisjoint(words[-2:])


def _is_civil(parsed: ParsedSentence, candidate: Candidate) -> bool:
    """Whether a civil target in the place is attacked, not the place: "attacked a hotel in P"."""
    target, at = candidate.target, candidate.trip.item
    if target is None:
        return False
    items = parsed.syntax.items
    aimed = items[max(0, target - _SUBJECT) : at] if target < at else items[at + 1 : target + 1]
    following = items[target + 1 : target + 2]
    named = [*items[target].lower.split(), *(i.lower for i in following if i.tag is Tag.NOUN)]
    if not word_sets()["civil_names"].isdisjoint(named):
        return True
    if candidate.extent is Extent.WHOLE:
        return False
    armed = any(item.party is not None and item.party.kind in ("named", "made") for item in aimed)
    return _any_of(aimed, "civil_targets") and not (armed or _any_of(aimed, "military_targets"))


def _any_of(items: Sequence[Item], name: str) -> bool:
    words = word_sets()[name]
    return any(part in words for item in items for part in item.lower.split())
