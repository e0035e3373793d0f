"""Choose the two sides of a candidate: who acts, and against whom, from all parties of its sentence."""

from articles.actorphrases import ActorPhrase
from articles.chunks import Kind
from articles.coreference import Memory
from articles.drafts import ParsedSentence
from articles.grammar import Candidate
from articles.items import Tag
from articles.models import Party, Relation
from articles.parties import PartyNamer
from articles.rules import Trigger
from articles.speech import Speaker

_ALLIED = frozenset(
    {
        "by",
        "with help of",
        "alongside",
        "for",
        "to",
        "as well as",
        "including",
        "with the help of",
        "in support of",
    }
)
_HOLDS = frozenset(["held", "controlled", "occupied", "ruled", "run"])
_FIGHTS = frozenset({Relation.CONTESTED, Relation.ATTACKED})

Sides = tuple[Party | None, Party | None]


class SideChooser:
    """Chooses actor and opponent of the candidates of one sentence."""

    def __init__(self, parsed: ParsedSentence, memory: Memory, namer: PartyNamer) -> None:
        """Bind to a sentence and what its article named before."""
        self._syntax = parsed.syntax
        self._start = parsed.sentence.start
        self._memory = memory
        self._namer = namer

    def name(self, phrase: ActorPhrase | None) -> Party | None:
        """Return the party a phrase names."""
        return self._namer.name(self._syntax, phrase, self._memory)

    def choose(self, candidate: Candidate, speaker: Speaker | None) -> Sides:
        """Return actor and opponent: those the rule found, else those the sentence implies.

        Args:
            candidate: A rule's match.
            speaker: Who says so; speakers are bystanders.
        """
        actor = self.name(candidate.actor)
        opponent = self.name(candidate.opponent)
        if candidate.rule.mutual and opponent is None:
            sides = self._namer.split(self._syntax, candidate.actor)
            actor, opponent = sides or (actor, None)
        if actor is not None and opponent is not None and actor.actor_id == opponent.actor_id:
            opponent = None
        if actor is None:
            actor, opponent = self._bystanders(candidate, opponent, speaker)
        if opponent is None and candidate.rule.relation not in (Relation.HELD, Relation.LOST):
            opponent = self._implied_opponent(candidate, actor, speaker)
        return actor, opponent

    def _implied_opponent(
        self, candidate: Candidate, actor: Party | None, speaker: Speaker | None
    ) -> Party | None:
        """The other side, if the sentence names one: after "from" or "against" first, else the nearest."""
        actor_ids = set(actor.actor_id.split("+")) if actor is not None else set()
        at = candidate.trip.item
        ranked: list[tuple[int, int, Party]] = []
        for k, chunk in enumerate(self._syntax.chunks):
            if chunk.kind is not Kind.NP or (
                candidate.actor and chunk.first <= candidate.actor.start < chunk.last
            ):
                continue
            for i in range(chunk.first, chunk.last):
                party = self._other_side(i, actor, actor_ids)
                if party is None or _spoken(speaker, i):
                    continue
                before = self._syntax.skip_left(k - 1)
                prep = self._syntax.chunks[before].lower if before >= 0 else ""
                if prep in _ALLIED:
                    continue
                cue = 0 if prep in ("from", "against", "of", "with", "out") else 1
                ranked.append((cue, abs(i - at), party))
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    def _other_side(self, i: int, actor: Party | None, actor_ids: set[str]) -> Party | None:
        """The party an item names, if it may be the opponent of `actor`."""
        items = self._syntax.items
        span = items[i].party
        if span is None or span.kind in ("country", "person") or span.party.actor_id in actor_ids:
            return None
        following = items[i + 1] if i + 1 < len(items) else None
        hyphen = following is not None and following.tag is Tag.HYPHEN
        if span.kind == "adjective" and not hyphen:
            return None
        if hyphen and items[i + 2 : i + 3] and items[i + 2].lower not in _HOLDS:
            return None
        if self._syntax.is_word(items[i].lower.split()[0], "neutral"):
            return None
        party = self._namer.own(span, sentence=self._start)
        friend = party.actor_id in actor_ids or (actor is not None and self._allied(actor, party))
        return None if friend else party

    def _allied(self, actor: Party, other: Party) -> bool:
        side = self._namer.sides(actor)
        return bool(side) and side == self._namer.sides(other)

    def _bystanders(self, candidate: Candidate, opponent: Party | None, speaker: Speaker | None) -> Sides:
        """Parties a sentence names elsewhere: "clashes in P killed six rebels and two soldiers"."""
        rule = candidate.rule
        implied_gain = rule.relation is Relation.CAPTURED and rule.trigger in (Trigger.NOUN, Trigger.COMPOUND)
        if rule.relation not in _FIGHTS and not implied_gain:
            return None, opponent
        found: list[Party] = []
        for i, item in enumerate(self._syntax.items):
            following = self._syntax.items[i + 1] if i + 1 < len(self._syntax.items) else None
            linked = following is not None and following.tag is Tag.HYPHEN
            if item.party is None or linked or _spoken(speaker, i):
                continue
            if item.party.kind in ("adjective", "country", "person"):
                continue
            party = self._namer.own(item.party, sentence=self._start)
            if all(party.actor_id != p.actor_id for p in found) and (
                opponent is None or party.actor_id != opponent.actor_id
            ):
                found.append(party)
        if not found:
            return None, opponent
        return found[0], opponent or (found[1] if len(found) > 1 and not implied_gain else None)


def _spoken(speaker: Speaker | None, i: int) -> bool:
    return speaker is not None and speaker.start <= i < speaker.stop
