"""Settle what candidates say: place named, parties, stance, speaker, days."""

import re
from collections.abc import Sequence

from articles.actorphrases import ActorPhrase
from articles.claimdays import find_days
from articles.coreference import Fight, Memory
from articles.drafts import Draft, ParsedSentence
from articles.grammar import Candidate
from articles.incidents import is_incident
from articles.items import Tag
from articles.models import Article, Basis, Mention, Party, Relation, Stance
from articles.outcomes import is_foiled, outcome, partial, reality_of
from articles.parties import PartyNamer
from articles.placewords import ATTACK, INDEFINITE, TAKEN
from articles.sides import SideChooser
from articles.speech import Speaker, find_speaker, presupposed
from articles.stance import Reality, hedged, is_negated, read_reality
from articles.testimony import is_partisan

_LEFT = re.compile(r"(?i)\b(?:out of|from|left|leave|leaving|fled) the country\b")
_FIGHTS = frozenset({Relation.CONTESTED, Relation.ATTACKED})
_NOT_HELD = frozenset({"water", "demonym"})
_BANKS = frozenset(
    {"valley", "basin", "delta", "bank", "banks", "crossing", "crossings", "dam", "island", "islands"}
)
_BORDERS = frozenset({"border", "borders", "frontier"})
_VAGUE = frozenset({"government", "forces", "fighters", "defenders"})
_TAKERS = frozenset(
    {"fighters", "militants", "rebels", "gunmen", "insurgents", "attackers", "raiders", "they"}
)


class Settler:
    """Turns the candidates of one sentence into drafts."""

    def __init__(
        self, article: Article, number: int, parsed: ParsedSentence, memory: Memory, namer: PartyNamer
    ) -> None:
        """Bind to one sentence of an article."""
        self._article = article
        self._number = number
        self._parsed = parsed
        self._syntax = parsed.syntax
        self._memory = memory
        self._namer = namer
        self._sides = SideChooser(parsed, memory, namer)

    def settle(self, candidates: Sequence[Candidate]) -> list[Draft]:
        """Return drafts for the candidates whose place is known, in the order given."""
        drafts = self._drafts([c for c in candidates if c.target is not None])
        drafts += self._drafts([c for c in candidates if c.target is None and c.generic != TAKEN])
        drafts += self._drafts([c for c in candidates if c.generic == TAKEN])
        for draft in drafts:
            if draft.actor is not None:
                self._memory.see_party(draft.actor)
        return drafts

    def _drafts(self, candidates: Sequence[Candidate]) -> list[Draft]:
        drafts = [draft for c in candidates for draft in self._draft(c)]
        ordered = sorted(drafts, key=lambda d: (d.trigger, d.place.start))
        self._memory.fights += [self._fight(d) for d in ordered if d.relation in _FIGHTS]
        self._memory.gains += [
            self._fight(d)
            for d in ordered
            if d.realised and (d.relation is Relation.CAPTURED or d.candidate.rule.entry)
        ]
        self._memory.claimed.update(draft.place.start for draft in drafts)
        return drafts

    def _fight(self, draft: Draft) -> Fight:
        sides = (draft.actor, draft.opponent)
        return Fight(self._number, draft.trigger, draft.place, *sides, draft.when, draft.basis)

    def _draft(self, candidate: Candidate) -> list[Draft]:
        if candidate.generic == ATTACK:
            return self._beaten_off(candidate)
        places = self._places(candidate)
        if not places or not self._fits_actor(candidate):
            return []
        heard = find_speaker(self._syntax, candidate.trip.chunk)
        speaker = None if presupposed(self._syntax, candidate.trip, heard) else heard
        actor, opponent = self._sides.choose(candidate, heard)
        taken = self._taken(candidate, self._syntax.items[candidate.trip.item].start)
        actor = actor or (taken[0].actor if taken else None)
        reality = reality_of(self._syntax, candidate)
        relation = outcome(self._syntax, candidate, reality)
        if reality is Reality.FAILED and relation is Relation.REPELLED:
            reality = Reality.REAL
            told = candidate.rule.relation is not Relation.REPELLED
            if told and not is_foiled(self._syntax, candidate):
                actor, opponent = opponent, actor
        if self._is_idle(candidate, relation, reality, actor):
            return []
        when, basis = find_days(
            self._parsed,
            candidate,
            speaker,
            published=self._article.published,
            precision=self._article.published_precision,
        )
        if basis is Basis.REPORT and taken:
            when, basis = taken[0].when, taken[0].basis
        return [
            Draft(
                number=self._number, parsed=self._parsed, candidate=candidate,
                relation=partial(self._syntax, candidate, relation, reality=reality, place=place),
                place=place, coreferent=candidate.target is None, extent=candidate.extent, actor=actor,
                opponent=opponent, reality=reality,
                stance=self._stance(candidate, reality, speaker, relation, actor),
                speaker=self._words(speaker), when=when, basis=basis,
                trigger=self._syntax.items[candidate.trip.item].start, weight=candidate.rule.confidence,
            )
            for place in places
        ]  # fmt: skip

    def _is_idle(
        self, candidate: Candidate, relation: Relation, reality: Reality, actor: Party | None
    ) -> bool:
        """Whether it claims nothing: a state's own capital, no fight or hold, an attack to be repelled."""
        own_capital = candidate.rule.groups_only and _governs(actor)
        unfought = reality is Reality.DENIED and relation in _FIGHTS and not candidate.rule.entry
        nothing = reality is Reality.DENIED and (relation is Relation.HELD or actor is None)
        unheld = nothing and is_negated(self._syntax, candidate.trip)
        return (
            own_capital
            or unfought
            or unheld
            or (relation is Relation.REPELLED and reality is Reality.PLANNED)
        )

    def _beaten_off(self, candidate: Candidate) -> list[Draft]:
        """Read "The army repelled the attack" of an attack told of before: its place, day and attacker."""
        offset = self._syntax.items[candidate.trip.item].start
        reality = read_reality(self._syntax, candidate.trip)
        fights = self._memory.last_fights(before=offset, sentence=self._number)
        if reality is not Reality.REAL or not fights or not self._fits_actor(candidate):
            return []
        speaker = find_speaker(self._syntax, candidate.trip.chunk)
        actor = self._sides.name(candidate.actor)
        drafts = []
        for fight in fights:
            defender = actor or fight.opponent
            if _same(defender, fight.actor):
                continue
            if defender is not None and " " not in defender.actor_id and fight.opponent is not None:
                vague = defender.actor_id in _VAGUE
                defender = fight.opponent if vague else defender
            drafts.append(
                Draft(
                    number=self._number, parsed=self._parsed, candidate=candidate, relation=Relation.REPELLED,
                    place=fight.place, coreferent=True, extent=candidate.extent, actor=defender,
                    opponent=fight.actor, reality=reality,
                    stance=self._stance(candidate, reality, speaker, Relation.REPELLED, defender),
                    speaker=self._words(speaker), when=fight.when, basis=fight.basis, trigger=offset,
                    weight=candidate.rule.confidence,
                )
            )  # fmt: skip
        return drafts

    def _places(self, candidate: Candidate) -> list[Mention]:
        if candidate.target is not None:
            mention = self._syntax.items[candidate.target].mention
            return [mention] if mention is not None and self._on_land(candidate.target) else []
        offset = self._syntax.items[candidate.trip.item].start
        if candidate.generic == TAKEN:
            return [gain.place for gain in self._taken(candidate, offset)]
        if candidate.generic == INDEFINITE:
            near = self._nearby_place(offset) if candidate.rule.relation is Relation.CAPTURED else None
            return [near] if near is not None else []
        found = self._memory.find_places(candidate.generic, before=offset, sentence=self._number)
        left = "country" in candidate.generic and _LEFT.search(self._parsed.words) is not None
        return [m for m in found if not self._namer.covers(m) and not (left and self._acts(m))]

    def _acts(self, mention: Mention) -> bool:
        """Whether a country is who acts: "Iran said A had driven B out of the country": out of another."""
        for k, chunk in enumerate(self._syntax.chunks):
            head = self._syntax.items[chunk.head]
            if head.start == mention.start and head.party is not None:
                return mention.kind == "country" and self._syntax.clause_follows(k)
        return False

    def _taken(self, candidate: Candidate, offset: int) -> list[Fight]:
        """What the party that leaves took before; without a subject, whoever took something last."""
        if candidate.generic != TAKEN:
            return []
        subject = self._syntax.subject(candidate.trip.chunk)
        phrase = candidate.actor
        if phrase is None and subject is not None:
            return []
        words = (
            [i.lower for i in self._syntax.items[phrase.start : phrase.stop]] if phrase is not None else []
        )
        same = not _TAKERS.isdisjoint(words[-1:])  # "the fighters left": those who took it
        actor = self._sides.name(phrase) if not same else None
        return self._memory.last_gains(actor, before=offset, sentence=self._number)

    def _on_land(self, i: int) -> bool:
        """Whether an item names land: rivers and seas are held by nobody, their valleys and banks are."""
        items = self._syntax.items
        mention = items[i].mention
        after = items[i + 1].lower if i + 1 < len(items) else ""
        if mention is not None and mention.kind == "country" and self._is_border(i + 1):
            return False
        return mention is None or mention.kind not in _NOT_HELD or after in _BANKS

    def _is_border(self, i: int) -> bool:
        """Whether item `i` and what follows is a country's border itself: "on P's border", no post on it."""
        items = self._syntax.items
        i += i < len(items) and items[i].tag is Tag.POSS
        inner = i + 1 < len(items) and items[i + 1].tag is Tag.NOUN
        return i < len(items) and items[i].lower in _BORDERS and not inner

    def _nearby_place(self, offset: int) -> Mention | None:
        """Where unnamed villages or bases lie: the last place before them, else the first after."""
        named = [
            item.mention
            for k, item in enumerate(self._syntax.items)
            if item.mention is not None
            and item.mention.kind not in ("demonym", "continent", "water")
            and (item.party is None or item.start > offset)
            and not self._follows_name(k)
        ]
        before = [m for m in named if m.start < offset]
        return before[-1] if before else (named[0] if named else None)

    def _follows_name(self, k: int) -> bool:
        """Whether a name stands right behind another and a comma: "P, Q province"."""
        items = self._syntax.items
        return k > 1 and items[k - 1].tag is Tag.COMMA and items[k - 2].mention is not None

    def _fits_actor(self, candidate: Candidate) -> bool:
        rule = candidate.rule
        if rule.beside and not any(words in self._parsed.words.lower() for words in rule.beside):
            return False
        if is_incident(self._parsed, candidate):
            return False
        if rule.groups_only and self._is_state(candidate.actor):
            return False
        return not rule.forces_only or self._can_fight(candidate.actor)

    def _can_fight(self, phrase: ActorPhrase | None) -> bool:
        if phrase is None or phrase.anaphor:
            return phrase is not None
        words = [i.lower.rsplit(" ", 1)[-1] for i in self._syntax.items[phrase.start : phrase.stop]]
        if any(self._syntax.is_word(word, "force") for word in words):
            return True
        spans = [self._syntax.items[i].party for i in phrase.named]
        return (
            any(span is not None and span.kind in ("named", "state", "generic", "made") for span in spans)
            and not phrase.weak
        )

    def _is_state(self, phrase: ActorPhrase | None) -> bool:
        spans = [self._syntax.items[i].party for i in phrase.named] if phrase is not None else []
        return any(span is not None and span.kind in ("state", "country", "adjective") for span in spans)

    def _stance(
        self,
        candidate: Candidate,
        reality: Reality,
        speaker: Speaker | None,
        relation: Relation,
        actor: Party | None,
    ) -> Stance:
        if candidate.rule.stance is not None:
            return candidate.rule.stance
        if reality is Reality.PLANNED:
            return Stance.PLANNED
        if reality in (Reality.DENIED, Reality.FAILED):
            return Stance.DENIED
        syntax = self._syntax
        partisan = speaker is not None and is_partisan(syntax, speaker, relation, actor, self._namer)
        return Stance.CLAIMED if partisan or hedged(syntax, candidate.trip) else Stance.ASSERTED

    def _words(self, speaker: Speaker | None) -> str:
        if speaker is None or speaker.nameless:
            return ""
        items = self._syntax.items
        return self._article.text[items[speaker.start].start : items[speaker.stop - 1].end]


def _governs(party: Party | None) -> bool:
    return party is not None and party.actor_id.endswith("-government")


def _same(a: Party | None, b: Party | None) -> bool:
    return a is not None and b is not None and a.actor_id == b.actor_id
