"""Name the opponents that a sentence leaves to its neighbours: the other side of the fight in the article."""

from collections.abc import Sequence

from articles.chunks import Kind
from articles.drafts import Draft
from articles.folded import fold_name
from articles.models import Party, Relation
from articles.parties import PartyNamer
from articles.rules import Trigger
from articles.wordsets import word_sets

_NEAR_SENTENCES = 2
_NEIGHBOURHOOD = 220  # characters before and behind the sentence that may name the other side
_SIDED = frozenset(
    {
        Relation.CAPTURED,
        Relation.CONTESTED,
        Relation.ATTACKED,
        Relation.BESIEGED,
        Relation.REPELLED,
    }
)
_FIGHTS = frozenset({Relation.CONTESTED, Relation.ATTACKED})
_TAKING = frozenset({Relation.CAPTURED, Relation.BESIEGED, Relation.ATTACKED})
_RELIEVING = frozenset({"break", "breach", "relieve", "smash"})
_FORCES = frozenset({"named", "state", "made", "generic"})


def name_opponents(drafts: Sequence[Draft], namer: PartyNamer) -> None:
    """Give drafts without an opponent the party that fights their actor in the sentences around.

    Args:
        drafts: The merged drafts of one article, in text order; changed in place.
        namer: Knows the parties the article names.
    """
    for draft in drafts:
        if draft.actor is not None and draft.opponent is not None and _shared(draft.actor, draft.opponent):
            draft.opponent = None
    for i, draft in enumerate(drafts):
        if draft.actor is None:
            draft.actor, draft.opponent = _sides_before(draft, drafts[:i], namer)
    found = [_rival(draft, drafts, namer) for draft in drafts]
    for draft, rival in zip(drafts, found, strict=True):
        draft.opponent = draft.opponent or rival
    for draft in drafts:
        if draft.relation is Relation.BESIEGED and _relieved(draft):
            draft.actor, draft.opponent = draft.opponent, draft.actor
        if draft.relation in _FIGHTS and draft.actor is None and draft.opponent is None:
            draft.actor, draft.opponent = _sides_of_last_fight(draft, drafts)


def _relieved(draft: Draft) -> bool:
    """Whether the party told of ends a siege: "A broke the siege of P", "the siege was broken by A"."""
    trip, syntax = draft.candidate.trip, draft.parsed.syntax
    if trip.trigger is not Trigger.NOUN:
        return False
    before = syntax.skip_left(trip.chunk - 1)
    if syntax.kind(before) is Kind.VERB:
        return syntax.chunks[before].lemma in _RELIEVING
    after = trip.chunk + 1
    while syntax.kind(after) in (Kind.NP, Kind.PREP, Kind.CONJ):
        after += 1
    verb = syntax.chunks[after] if syntax.kind(after) is Kind.VERB else None
    return verb is not None and verb.passive and verb.lemma in _RELIEVING


def _sides_before(
    draft: Draft, earlier: Sequence[Draft], namer: PartyNamer
) -> tuple[Party | None, Party | None]:
    """Who goes on taking places where a sentence names nobody: "A took P. The capture of Q followed"."""
    unknown = None, draft.opponent
    last = earlier[-1] if earlier else None
    if last is None or last.actor is None or not last.realised:
        return unknown
    if draft.relation not in _TAKING or draft.candidate.rule.mutual:
        return unknown
    if last.number == draft.number and last.trigger != draft.trigger:
        held = last.relation is Relation.HELD and _same_place(last, draft)
        return (last.actor, None) if held and draft.relation is Relation.CAPTURED else unknown
    return (last.actor, draft.opponent) if _goes_on(draft, last, last.actor, namer) else unknown


def _goes_on(draft: Draft, last: Draft, actor: Party, namer: PartyNamer) -> bool:
    """Whether a draft tells of the fighting that the one before it tells of: the same side advances."""
    if draft.number - last.number > 1 or last.relation not in _TAKING | _FIGHTS:
        return False
    retaken = last.relation is Relation.CAPTURED and _same_place(last, draft)
    befriended = draft.opponent is not None and namer.allied(actor, draft.opponent)
    return not retaken and not befriended and not _names_others(draft, actor, namer)


def _names_others(draft: Draft, actor: Party, namer: PartyNamer) -> bool:
    """Whether the sentence names a force besides a party and its own opponent."""
    sentence = draft.sentence
    known = {actor.actor_id, draft.opponent.actor_id if draft.opponent is not None else ""}
    for span in namer.spans(sentence.start, sentence.end):
        party = namer.own(span, sentence=sentence.start)
        if span.kind in _FORCES and party.actor_id not in known and not namer.allied(actor, party):
            return True
    return False


def _sides_of_last_fight(draft: Draft, drafts: Sequence[Draft]) -> tuple[Party | None, Party | None]:
    """Who fights where only more places of a fight told of just before are named."""
    for other in reversed([d for d in drafts if d.number == draft.number - 1]):
        if other.relation in _FIGHTS and other.actor is not None and other.opponent is not None:
            return other.actor, other.opponent
    return None, None


def _rival(draft: Draft, drafts: Sequence[Draft], namer: PartyNamer) -> Party | None:
    if draft.actor is None or draft.opponent is not None or draft.relation not in _SIDED:
        return None
    near = sorted(
        (d for d in drafts if d is not draft and abs(d.number - draft.number) <= _NEAR_SENTENCES),
        key=lambda d: (not _same_place(d, draft), abs(d.number - draft.number), d.trigger),
    )
    for other in near:
        party = _fought(draft.actor, other, namer)
        if party is not None:
            return party
    for other in near:
        if (
            other.actor is not None
            and other.number != draft.number
            and _hostile(draft.actor, other.actor, namer)
        ):
            return other.actor
    return _neighbour(draft, namer)


def _fought(actor: Party, other: Draft, namer: PartyNamer) -> Party | None:
    """Whom another claim sets against the actor."""
    if other.actor is None or other.opponent is None:
        return None
    if namer.allied(actor, other.actor):
        return other.opponent
    return other.actor if namer.allied(actor, other.opponent) else None


def _neighbour(draft: Draft, namer: PartyNamer) -> Party | None:
    """The nearest force named around the sentence that is no friend of the actor."""
    sentence, actor = draft.sentence, draft.actor
    spans = namer.spans(max(0, sentence.start - _NEIGHBOURHOOD), sentence.end + _NEIGHBOURHOOD)
    ranked = sorted(spans, key=lambda s: abs(s.start - draft.trigger))
    for span in ranked:
        if span.kind not in _FORCES or sentence.start <= span.start < sentence.end:
            continue
        party = namer.own(span, sentence=sentence.start)
        if actor is not None and _hostile(actor, party, namer):
            return party
    return None


def _hostile(actor: Party, party: Party, namer: PartyNamer) -> bool:
    none = word_sets()["outside_states"] | word_sets()["bare_forces"]
    return not namer.allied(actor, party) and party.actor_id not in none


def _shared(actor: Party, opponent: Party) -> bool:
    return bool(set(actor.actor_id.split("+")) & set(opponent.actor_id.split("+")))


def _same_place(a: Draft, b: Draft) -> bool:
    return fold_name(a.place.surface) == fold_name(b.place.surface)
