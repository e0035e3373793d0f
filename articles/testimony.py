"""Judge whose word a claim rests on: a fighting party's own, or one that need not be doubted."""

from articles.models import Party, Relation
from articles.parties import PartyNamer
from articles.speech import Speaker
from articles.syntax import Syntax
from articles.wordsets import word_sets

_OWN_HARM = frozenset({Relation.CAPTURED, Relation.CONTESTED, Relation.HELD})


def is_partisan(
    syntax: Syntax, speaker: Speaker, relation: Relation, actor: Party | None, namer: PartyNamer
) -> bool:
    """Whether a speaker takes part in the fighting and speaks in its own cause.

    Who admits a loss, or that the other side gained or holds a place, is believed, and so are states that
    stand outside.

    Args:
        syntax: The parsed sentence.
        speaker: Who speaks.
        relation: What the claim says.
        actor: Who gains, holds or loses.
        namer: Names the parties of the sentence.
    """
    if not speaker.partisan or speaker.doubted:
        return speaker.partisan
    items = syntax.items[speaker.start : speaker.stop]
    named = next((item.party for item in items if item.party is not None), None)
    if named is None:
        return True
    party = namer.own(named, sentence=syntax.items[0].start)
    if party.actor_id in word_sets()["outside_states"]:
        return False
    if actor is None:
        return True
    friends = namer.allied(party, actor)
    return not friends if relation is Relation.LOST else friends or relation not in _OWN_HARM
