"""Turn entries into gains where the text says that the defenders left: "A entered P after B retreated"."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.actorphrases import read_actor_phrase
from articles.chunks import Chunk, Kind, Mode
from articles.coreference import Memory
from articles.drafts import Draft, ParsedSentence
from articles.folded import fold_name
from articles.lexicon import GERUND, PARTICIPLE, PAST
from articles.models import Extent, Party, Relation, Stance
from articles.parties import PartyNamer
from articles.rules import Trigger
from articles.syntax import Syntax
from articles.wordsets import word_sets

_NEAR_SENTENCES = 1
_LOSS_SENTENCES = 2
_WAYS = frozenset(
    {"to", "toward", "towards", "into", "across", "through", "over", "from", "out of", "back to", "in", "by"}
)


@dataclass(frozen=True, slots=True)
class Departure:
    """A party that a sentence says left.

    Attributes:
        number: Number of the sentence.
        trigger: Offset of the verb.
    """

    number: int
    trigger: int
    party: Party


def find_departures(
    parsed: ParsedSentence, memory: Memory, namer: PartyNamer, *, number: int
) -> list[Departure]:
    """Return the parties that a sentence says have left, wherever they went.

    Args:
        parsed: The sentence.
        memory: What its article named before.
        namer: Names parties.
        number: Its number in the article.
    """
    syntax = parsed.syntax
    found = []
    for k, chunk in enumerate(syntax.chunks):
        told = chunk.kind is Kind.VERB and not chunk.negated and chunk.modal in ("", "had")
        if not told or chunk.mode is Mode.INFINITIVE or chunk.passive or not _departs(syntax, k, chunk):
            continue
        party = namer.name(syntax, read_actor_phrase(syntax, syntax.subject(k)), memory)
        if party is not None:
            found.append(Departure(number, syntax.items[chunk.head].start, party))
    return found


def _departs(syntax: Syntax, k: int, chunk: Chunk) -> bool:
    """Whether a verb says that its subject left; verbs of mere motion need a way to go."""
    if chunk.lemma in word_sets()["departing"]:
        return True
    ways = {prep for prep, _ in syntax.arguments(k + 1)}
    back = k + 1 < len(syntax.chunks) and syntax.chunks[k + 1].lower.split()[0] in ("back", "out", "away")
    if chunk.lemma in word_sets()["stepping"] and back:
        return True
    return chunk.lemma in word_sets()["moving"] and not _WAYS.isdisjoint(ways) and "object" not in ways


def settle_entries(drafts: Sequence[Draft], departures: Sequence[Departure], namer: PartyNamer) -> None:
    """Make gains of entries into places whose defenders left.

    Args:
        drafts: All drafts of one article; changed in place.
        departures: Who left, from all its sentences.
        namer: Knows who is allied with whom.
    """
    for draft in drafts:
        if not (draft.candidate.rule.entry and draft.realised and draft.relation is Relation.CONTESTED):
            continue
        if draft.candidate.partitive or draft.candidate.sub_place or not _completed(draft):
            continue
        loser = _loser(draft, drafts) or _departed(draft, departures, namer)
        if loser is not None:
            draft.relation, draft.extent = Relation.CAPTURED, Extent.WHOLE
            draft.opponent = draft.opponent or loser


def settle_falls(drafts: Sequence[Draft], namer: PartyNamer) -> None:
    """Say who took a place that "fell" or "was captured", where the sentence or the one before tells.

    Args:
        drafts: All drafts of one article; changed in place.
        namer: Knows who is allied with whom.
    """
    gains = [d for d in drafts if d.relation is Relation.CAPTURED and d.actor is not None and d.realised]
    for draft in drafts:
        fallen = draft.relation is Relation.LOST and _falls(draft)
        if fallen and draft.stance is Stance.DENIED:  # what is denied is that somebody took it
            draft.relation, draft.opponent = Relation.CAPTURED, draft.opponent or draft.actor
            draft.actor = None
            continue
        taken = draft.relation is Relation.CAPTURED and draft.realised
        if draft.actor is not None or not (fallen or taken):
            continue
        winner = _winner(draft, gains, namer)
        if winner is not None:
            draft.relation, draft.actor = Relation.CAPTURED, winner


def _falls(draft: Draft) -> bool:
    """Whether the place is said to fall, rather than to be left."""
    trip, syntax = draft.candidate.trip, draft.parsed.syntax
    if trip.trigger is Trigger.NOUN:
        return draft.stance is Stance.DENIED and syntax.items[trip.item].lower == "fall"
    return trip.trigger is Trigger.VERB and syntax.chunks[trip.chunk].lemma == "fall"


def _winner(fall: Draft, gains: Sequence[Draft], namer: PartyNamer) -> Party | None:
    """Who gained something last before a place fell."""
    near = [g for g in gains if g.trigger < fall.trigger and fall.number - g.number <= _NEAR_SENTENCES]
    near = near or [g for g in gains if g.number == fall.number]
    last = near[-1] if near else None
    if last is None or last.actor is None or fold_name(last.place.surface) == fold_name(fall.place.surface):
        return None
    if fall.opponent is not None and namer.allied(last.actor, fall.opponent):
        return None
    return last.actor


def _completed(entry: Draft) -> bool:
    """Whether the entry is told as done; the present tense of headlines tells of one under way."""
    syntax, trip = entry.parsed.syntax, entry.candidate.trip
    verb = syntax.items[trip.item].verb
    return verb is not None and not verb.forms.isdisjoint({PAST, PARTICIPLE, GERUND})


def _loser(entry: Draft, drafts: Sequence[Draft]) -> Party | None:
    """Who lost the very place that was entered."""
    for other in drafts:
        near = abs(other.number - entry.number) <= _LOSS_SENTENCES
        same = fold_name(other.place.surface) == fold_name(entry.place.surface)
        if (
            near
            and same
            and other.relation is Relation.LOST
            and other.realised
            and _other(entry, other.actor)
        ):
            return other.actor
    return None


def _departed(entry: Draft, departures: Sequence[Departure], namer: PartyNamer) -> Party | None:
    for departure in departures:
        if abs(departure.number - entry.number) > _NEAR_SENTENCES:
            continue
        if entry.actor is not None and namer.allied(entry.actor, departure.party):
            continue
        if _other(entry, departure.party):
            return departure.party
    return None


def _other(entry: Draft, party: Party | None) -> bool:
    if party is None or entry.actor is None:
        return False
    return set(party.actor_id.split("+")).isdisjoint(entry.actor.actor_id.split("+"))
