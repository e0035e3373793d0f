"""Choose the two sides of a candidate: who acts, and against whom, from all parties of its sentence."""

from articles.actorphrases import ActorPhrase, read_actor_phrase
from articles.chunks import Kind, Mode
from articles.coreference import Memory
from articles.drafts import ParsedSentence
from articles.grammar import Candidate
from articles.items import Tag
from articles.models import Party, Relation
from articles.parties import PartyNamer
from articles.rules import Trigger
from articles.speech import Speaker
from articles.wordsets import word_sets

_ALLIED = frozenset(
    {"with help of", "alongside", "for", "to", "as well as", "including", "with the help of", "in support of"}
)
_HELPERS = frozenset(["backing", "support", "help", "assistance", "backup", "cover", "cooperation", "aid"])
_SUPPORTS = frozenset(
    [
        "back",
        "support",
        "lead",
        "aid",
        "assist",
        "accompany",
        "join",
        "supply",
        "train",
        "fund",
        "arm",
        "use",
        "report",
    ]
)
_AGAINST = frozenset({"from", "against", "of", "with", "out"})
_ATTACKING = frozenset(
    [
        "attack",
        "assault",
        "offensive",
        "advance",
        "incursion",
        "raid",
        "invasion",
        "counter-attack",
        "counterattack",
        "counter-offensive",
        "counteroffensive",
        "operation",
        "campaign",
        "push",
        "kill",
        "wound",
        "injure",
        "defeat",
        "oust",
        "expel",
        "rout",
        "eject",
        "dislodge",
        "enter",
        "storm",
    ]
)
_PEACEKEEPING = frozenset(
    ["peacekeepers", "peacekeeping", "monusco", "minusma", "unifil", "unamid", "mission"]
)
_HOLDS = frozenset(["held", "controlled", "occupied", "ruled", "run"])
_FIGHTS = frozenset({Relation.CONTESTED, Relation.ATTACKED})
_GAINS = frozenset({Relation.CAPTURED, Relation.BESIEGED})

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
        actor = self.name(candidate.actor) if not _names_itself(candidate) else None
        opponent = self.name(candidate.opponent)
        if candidate.rule.mutual and opponent is None:
            sides = self._namer.split(self._syntax, candidate.actor)
            actor, opponent = sides or (actor, None)
        if actor is not None and opponent is not None and actor.actor_id == opponent.actor_id:
            opponent = None
        if actor is None:
            actor, opponent = self._bystanders(candidate, opponent, speaker)
            actor, opponent = self._first_speaking(candidate, actor, opponent, speaker)
        if actor is None:
            actor = self._boasting(candidate, opponent, speaker)
        lost_by_nobody = actor is None and candidate.rule.relation is Relation.LOST
        if opponent is None and candidate.rule.relation is not Relation.HELD and not lost_by_nobody:
            opponent = self._implied_opponent(candidate, actor, speaker)
        return actor, opponent or self._enemy_speaking(speaker, candidate, actor)

    def _boasting(
        self, candidate: Candidate, opponent: Party | None, speaker: Speaker | None
    ) -> Party | None:
        """Who speaks of a deed of its own: "A claims the capture of P", "attacks were repelled, A said"."""
        claims = speaker is not None and speaker.verb == "claim" and self._hides_actor(candidate)
        repels = candidate.rule.relation is Relation.REPELLED
        own = claims or repels or self._regains(candidate)
        return self._speaking(speaker, opponent) if own else None

    def _speaking(self, speaker: Speaker | None, other: Party | None) -> Party | None:
        """The party that speaks, if it takes part in the fighting, not on the side of `other`."""
        if speaker is None or not speaker.partisan:
            return None
        for i, item in enumerate(self._syntax.items[speaker.start : speaker.stop], speaker.start):
            if item.party is None or not self._is_official(i, speaker):
                continue
            party = self._namer.own(item.party, sentence=self._start)
            friend = other is not None and self._namer.allied(other, party)
            return None if friend or party.actor_id in word_sets()["outside_states"] else party
        return None

    def _is_official(self, i: int, speaker: Speaker) -> bool:
        """Whether a nation's name makes its state speak: "Russian officials", not "Russian bloggers"."""
        span = self._syntax.items[i].party
        if span is None or span.kind not in ("country", "adjective") or i + 1 >= speaker.stop:
            return True
        behind = [item.lower for item in self._syntax.items[i + 1 : speaker.stop]]
        words = [word for text in behind for word in text.split()]
        state = word_sets()["state_speakers"]
        return any(word in state or self._syntax.is_word(word, "official") for word in words)

    def _enemy_speaking(
        self, speaker: Speaker | None, candidate: Candidate, actor: Party | None
    ) -> Party | None:
        """The speaker as opponent: "A says that B has seized P"; friends say that B has freed it."""
        return self._speaking(speaker, actor) if actor is not None and not self._regains(candidate) else None

    def _first_speaking(
        self, candidate: Candidate, actor: Party | None, opponent: Party | None, speaker: Speaker | None
    ) -> Sides:
        """Of bystanders in a fight, who speaks acts: "A says it killed six of B in clashes at P"."""
        said = self._speaking(speaker, actor) if actor and candidate.rule.relation in _FIGHTS else None
        if said is None or (opponent is not None and not self._namer.allied(said, opponent)):
            return actor, opponent
        return said, actor

    def _regains(self, candidate: Candidate) -> bool:
        """Whether its verb is one that winners use: "liberated", "recaptured", "cleared"."""
        gain = candidate.rule.relation is Relation.CAPTURED
        return gain and self._syntax.chunks[candidate.trip.chunk].lemma in word_sets()["winners_verbs"]

    def _implied_opponent(
        self, candidate: Candidate, actor: Party | None, speaker: Speaker | None
    ) -> Party | None:
        """The other side, if the sentence names one: after "from" or "against" first, else the nearest."""
        actor_ids = set(actor.actor_id.split("+")) if actor is not None else set()
        at = candidate.trip.item
        ranked: list[tuple[int, int, Party]] = []
        for k, chunk in enumerate(self._syntax.chunks):
            if chunk.kind is not Kind.NP or (
                candidate.actor and chunk.first < candidate.actor.stop and candidate.actor.start < chunk.last
            ):
                continue
            for i in range(chunk.first, chunk.last):
                party = self._other_side(i, actor, actor_ids)
                if party is None or _spoken(speaker, i) or self._is_named_later(k):
                    continue
                cue = self._cue(k)
                if cue is not None:
                    ranked.append((cue, abs(i - at), party))
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    def _cue(self, k: int) -> int | None:
        """How surely a phrase names the enemy by what stands before it; None if it names a friend."""
        before = self._syntax.skip_left(k - 1)
        prep = self._syntax.chunks[before].lower if before >= 0 else ""
        left = self._syntax.skip_left(before - 1)
        if prep in _ALLIED:
            return None
        if prep == "by":
            return 1 if self._hostile(left) else None
        if left >= 0 and self._syntax.items[self._syntax.chunks[left].head].lower in _HELPERS:
            return None
        return 0 if prep in _AGAINST else 1

    def _is_named_later(self, k: int) -> bool:
        """Whether the words behind a phrase say who is meant: "the militia known as A"."""
        phrase = read_actor_phrase(self._syntax, k, alone=True)
        return phrase is not None and bool(phrase.named) and phrase.named[0] >= self._syntax.chunks[k].last

    def _hostile(self, k: int) -> bool:
        """Whether what stands before "by" is done to the enemy or by one: "repelled", "occupation"."""
        if self._syntax.kind(k) is Kind.NP:
            return self._syntax.head(k).lower in word_sets()["hostile_nouns"]
        lemma = self._syntax.chunks[k].lemma if self._syntax.kind(k) is Kind.VERB else ""
        return bool(lemma) and lemma not in _SUPPORTS and not self._syntax.is_word(lemma, "say")

    def _other_side(self, i: int, actor: Party | None, actor_ids: set[str]) -> Party | None:
        """The party an item names, if it may be the opponent of `actor`."""
        items = self._syntax.items
        span = items[i].party
        if span is None or span.kind in ("country", "person") or span.party.actor_id in actor_ids:
            return None
        following = items[i + 1] if i + 1 < len(items) else None
        hyphen = following is not None and following.tag is Tag.HYPHEN
        told = following is not None and following.lower in word_sets()["hostile_nouns"]
        if span.kind == "adjective" and not hyphen and not told:
            return None
        if hyphen and items[i + 2 : i + 3] and items[i + 2].lower not in _HOLDS:
            return None
        if self._looks_on(i) or self._syntax.is_word(items[i].lower.split()[0], "neutral"):
            return None
        party = self._namer.own(span, sentence=self._start)
        vague = party.actor_id in word_sets()["bare_forces"]
        return None if vague or (actor is not None and self._namer.allied(actor, party)) else party

    def _hides_actor(self, candidate: Candidate) -> bool:
        """Whether the words leave the winner out: "was taken", "to take", "the fall of"; not "X took"."""
        rule = candidate.rule
        if rule.trigger is not Trigger.VERB:
            return rule.relation is Relation.CAPTURED or rule.trigger is not Trigger.COMPOUND
        k = candidate.trip.chunk
        while self._syntax.kind(k - 1) is Kind.CONJ and self._syntax.kind(k - 2) is Kind.VERB:
            k -= 2  # "to surround and take"
        verb = self._syntax.chunks[k]
        return rule.voice == "passive" or verb.passive or verb.mode is not Mode.FINITE

    def _looks_on(self, i: int) -> bool:
        """Whether a body such as the United Nations is named without any forces of its own."""
        span = self._syntax.items[i].party
        if span is None or span.party.actor_id not in word_sets()["outside_bodies"]:
            return False
        words = self._syntax.items[i].lower.split()
        return not any(self._syntax.is_word(word, "force") or word in _PEACEKEEPING for word in words)

    def _bystanders(self, candidate: Candidate, opponent: Party | None, speaker: Speaker | None) -> Sides:
        """Parties a sentence names elsewhere: "clashes in P killed six rebels and two soldiers"."""
        rule = candidate.rule
        gain = rule.relation in _GAINS
        if not (gain and self._hides_actor(candidate)) and rule.relation not in _FIGHTS:
            return None, opponent
        found: list[Party] = []
        at: list[int] = []
        for i, item in enumerate(self._syntax.items):
            following = self._syntax.items[i + 1] if i + 1 < len(self._syntax.items) else None
            linked = following is not None and following.tag is Tag.HYPHEN
            if item.party is None or linked or _spoken(speaker, i):
                continue
            if item.party.kind in ("adjective", "country", "person") or self._looks_on(i):
                continue
            party = self._namer.own(item.party, sentence=self._start)
            if all(party.actor_id != p.actor_id for p in found) and (
                opponent is None or party.actor_id != opponent.actor_id
            ):
                found.append(party)
                at.append(i)
        if gain and rule.trigger is Trigger.VERB and len(found) != 1:
            return self._attacking(opponent), opponent
        if not found:
            return None, opponent
        if len(found) == 2 and opponent is None and not gain and self._challenged(*found):
            found = found if self._battles(*at) else found[::-1]
        return found[0], opponent or (found[1] if len(found) > 1 and not gain else None)

    def _attacking(self, opponent: Party | None) -> Party | None:
        """Whose attack goes with a gain: "P was cleared in an offensive by A", "B's men killed by A"."""
        for k, chunk in enumerate(self._syntax.chunks):
            done = self._syntax.skip_left(k - 1)
            if chunk.lower != "by" or done < 0:
                continue
            if (self._syntax.chunks[done].lemma or self._syntax.head(done).lower) not in _ATTACKING:
                continue
            party = self.name(read_actor_phrase(self._syntax, self._syntax.skip_right(k + 1)))
            if party is not None and (opponent is None or not self._namer.allied(opponent, party)):
                return party
        return None

    def _battles(self, first: int, second: int) -> bool:
        """Whether a verb makes one side act on the other: "troops battle militants", not "and"."""
        chunks = self._syntax.chunks
        return any(c.kind is Kind.VERB and first < c.first < second and not c.passive for c in chunks)

    def _challenged(self, first: Party, second: Party) -> bool:
        """Whether of two fallen sides the first is a state's: who rises against it acts."""
        return self._namer.governs(first) and not self._namer.governs(second)


def _names_itself(candidate: Candidate) -> bool:
    """Whether the place at issue is all that names the actor: "the A offensive" is no offensive of A's."""
    phrase = candidate.actor
    return phrase is not None and phrase.stop - phrase.start == 1 and phrase.start == candidate.target


def _spoken(speaker: Speaker | None, i: int) -> bool:
    return speaker is not None and speaker.start <= i < speaker.stop
