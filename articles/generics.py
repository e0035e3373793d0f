"""Decide whose "the militants", "the group" or "the army" are, from the parties an article names."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from articles.models import Actor, Party
from articles.wordsets import word_sets

_LOOK_BACK = 1500
_SUFFIX = "-government"
_REBELS = "-rebels"


class SpanOfParty(Protocol):
    """An actor phrase of the article (see `articles.actors.PartySpan`)."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def party(self) -> Party: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102


class GenericParties:
    """Resolves common nouns for parties within one article."""

    def __init__(self, spans: Sequence[SpanOfParty], actors: Mapping[str, Actor]) -> None:
        """Bind to the actor phrases of an article, in text order, and the listed actors."""
        self._actors = actors
        self._states = [s for s in spans if s.kind == "state" or _governs(s)]
        self._lands = {s.party.actor_id: s.party for s in spans if s.kind in ("country", "adjective")}
        states = {s.party.actor_id for s in self._states} | set(self._lands)
        self._groups = [s for s in spans if s.kind in ("named", "made") and s.party.actor_id not in states]

    def resolve(self, generic: str, *, before: int, sentence: int, definite: bool) -> Party | None:
        """Return the party that a common noun means, or None if the article does not tell.

        Args:
            generic: Id of the common noun's party, such as "militants", or "group".
            before: Offset of the phrase.
            sentence: Offset at which its sentence starts.
            definite: Whether an article such as "the" stands before it.
        """
        if generic in word_sets()["state_nouns"]:
            return self._state(before)
        if generic in word_sets()["enemy_nouns"]:
            return self._enemy()
        fitting = [s for s in self._groups if self._fits(generic, s.party)]
        earlier = [s for s in fitting if before - _LOOK_BACK <= s.start < (before if definite else sentence)]
        distinct = {s.party.actor_id: s.party for s in earlier}
        if not earlier or not (definite or len(distinct) == 1):
            return None
        return (
            self._whole_camp(earlier[-1].party)
            if generic in word_sets()["rebel_nouns"]
            else earlier[-1].party
        )

    def _whole_camp(self, party: Party) -> Party:
        """The rebels of a land for one faction: "rebels" are seldom the faction named in passing."""
        actor = self._actors.get(party.actor_id)
        camp = self._actors.get(actor.side) if actor is not None and actor.side.endswith(_REBELS) else None
        return Party(camp.id, camp.name, party.surface) if camp is not None else party

    def _enemy(self) -> Party | None:
        """Whom a state's own report calls the enemy: the invader of its land, else the one group named."""
        lands = {*self._lands, *(s.party.actor_id for s in self._states)}
        for pair in sorted(word_sets()["invaders"]):
            land, _, invader = pair.partition(":")
            if land in lands and invader in self._actors:
                actor = self._actors[invader]
                return Party(actor.id, actor.name, actor.name)
        distinct = {s.party.actor_id: s.party for s in self._groups}
        return next(iter(distinct.values())) if len(distinct) == 1 else None

    def _state(self, before: int) -> Party | None:
        earlier = [s for s in self._states if before - _LOOK_BACK <= s.start < before]
        distinct = {s.party.actor_id: s.party for s in self._states}
        if len(distinct) > 1:
            return earlier[-1].party if earlier else None
        if distinct and (earlier or next(iter(distinct)).endswith(_SUFFIX)):
            return next(iter(distinct.values()))
        at_war = [party for name, party in sorted(self._lands.items()) if name.endswith(_SUFFIX)]
        if at_war:
            return at_war[0] if len(at_war) == 1 else None
        return self._state_fought()

    def _state_fought(self) -> Party | None:
        """The state of the one country whose groups the article names, if there is one."""
        actors = (self._actors.get(span.party.actor_id) for span in self._groups)
        countries = {actor.country for actor in actors if actor is not None and actor.country}
        if len(countries) != 1:
            return None
        states = (a for a in self._actors.values() if a.country in countries and a.id.endswith(_SUFFIX))
        state = next(states, None)
        return Party(state.id, state.name, state.name) if state is not None else None

    def _fits(self, generic: str, party: Party) -> bool:
        actor = self._actors.get(party.actor_id)
        camps = {party.actor_id} | ({actor.side, actor.parent} if actor is not None else set())
        jihadist = not camps.isdisjoint(word_sets()["jihadist_camps"])
        if generic in word_sets()["rising_nouns"] and self._holds_ground(party, camps):
            return False
        if generic in word_sets()["group_nouns"]:
            return True
        if generic in word_sets()["jihadist_nouns"]:
            return jihadist or (actor is None and generic == "militants")
        return generic in word_sets()["rebel_nouns"] and not jihadist

    def _holds_ground(self, party: Party, camps: set[str]) -> bool:
        """Whether a party is none that rises against a state: its ally, a self-ruled land, a militia."""
        if any(camp.endswith(_SUFFIX) for camp in camps) or not camps.isdisjoint(word_sets()["no_rebels"]):
            return True
        return party.actor_id not in self._actors and party.name.endswith(
            (" militia", " militias", " forces")
        )


def _governs(span: SpanOfParty) -> bool:
    return span.kind == "named" and span.party.actor_id.endswith(_SUFFIX)
