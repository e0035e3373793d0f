"""Fill the slots of a rule: subject, object, owner, prepositions and the rest."""

from dataclasses import dataclass

from articles.actorphrases import ActorPhrase, read_actor_phrase, read_loose_actor
from articles.chunks import Kind, Mode
from articles.models import Extent
from articles.placephrases import INDEFINITE, PlacePhrase, Target, read_place_phrase
from articles.rules import Trigger
from articles.syntax import Syntax
from articles.tagging import Tag

_BE_VERBS = frozenset(
    {
        "be",
        "remain",
        "stay",
        "come",
        "fall",
        "bring",
        "pass",
        "put",
        "slip",
        "return",
        "place",
        "become",
        "regard",
        "consider",
        "know",
        "keep",
    }
)
_PLACE_SLOTS = frozenset({"its", "subject", "object", "own", "apposed", "host", "scene"})
_OCCUR = frozenset(
    "continue erupt break occur take rage resume report leave kill happen intensify flare escalate begin start spread go "
    "last reach enter center centre unfold ensue persist".split()
)


@dataclass(frozen=True, slots=True)
class Trip:
    """A trigger word in a sentence.

    Attributes:
        chunk: Index of its chunk.
        item: Index of its item.
        after: Chunk index at which its arguments start.
        noun: Chunk of the noun a verb rule required ("attack" in "repelled an attack"), or None.
    """

    trigger: Trigger
    chunk: int
    item: int
    after: int
    noun: int | None = None


class SlotFinder:
    """Looks slots up in one sentence; arguments are found once per position."""

    def __init__(self, syntax: Syntax) -> None:
        """Start with nothing looked up."""
        self.syntax = syntax
        self._arguments: dict[int, list[tuple[str, int]]] = {}
        self._places: dict[int, PlacePhrase | None] = {}

    def arguments(self, k: int) -> list[tuple[str, int]]:
        """Return the arguments that start at chunk `k` (see `Syntax.arguments`)."""
        if k not in self._arguments:
            self._arguments[k] = self.syntax.arguments(k)
        return self._arguments[k]

    def place_at(self, k: int | None) -> PlacePhrase | None:
        """Return the place phrase at chunk `k`, if it is one."""
        if k is None:
            return None
        if k not in self._places:
            self._places[k] = read_place_phrase(self.syntax, k)
        return self._places[k]

    def voice(self, v: int) -> str:
        """Return "active" or "passive"."""
        return "passive" if self.syntax.chunks[v].passive or self.syntax.is_reduced_passive(v) else "active"

    def follow(self, v: int, heads: frozenset[str]) -> tuple[int, int | None] | None:
        """Find a required word after a verb; returns (first chunk after it, its chunk if a noun phrase)."""
        syntax = self.syntax
        for k in range(v + 1, min(len(syntax.chunks), v + 7)):
            chunk = syntax.chunks[k]
            if chunk.kind is Kind.NP:
                words = [i for i in range(chunk.first, chunk.last) if syntax.items[i].lower in heads]
                if words and (
                    syntax.items[chunk.head].lower in heads or syntax.items[chunk.head].tag is Tag.NOUN
                ):
                    return k + 1, k
                if (
                    syntax.kind(k + 1) is Kind.PREP
                    and syntax.chunks[k + 1].lower.split()[0] in heads
                    and k == v + 1
                ):
                    return k + 2, None
                if not ({"out", "back", "off"} & heads) and "of" != (
                    syntax.chunks[k + 1].lower if k + 1 < len(syntax.chunks) else ""
                ):
                    return None
            elif chunk.kind is Kind.PREP:
                first = chunk.lower.split()[0]
                if first in heads:
                    return (k + 1, None) if " " not in chunk.lower else (k, None)
                if chunk.lower not in ("off", "back", "out", "of", "over", "up"):
                    return None
            elif chunk.kind is Kind.ADV:
                if chunk.lower in heads:
                    return k + 1, None
            elif chunk.kind not in (Kind.DATE, Kind.QUOTE):
                return None
        return None

    def is_compound(self, trip: Trip) -> bool:
        """Whether a participle is joined to what follows it: "rebel-held P", "the besieged town"."""
        items, chunk = self.syntax.items, self.syntax.chunks[trip.chunk]
        return trip.item + 1 < chunk.last or (
            items[trip.item - 1].tag is Tag.HYPHEN and self._of_follows(trip.chunk)
        )

    def _of_follows(self, k: int) -> bool:
        return self.syntax.kind(k + 1) in (Kind.PREP, Kind.NP)

    def is_head(self, trip: Trip) -> bool:
        """Whether a trigger noun heads its phrase, or stands before the place or another such noun."""
        chunk = self.syntax.chunks[trip.chunk]
        if trip.item == chunk.head:
            return True
        after = self.syntax.items[trip.item + 1 : chunk.last]
        return bool(after) and (
            after[0].mention is not None or all(i.tag in (Tag.SIGN, Tag.POSS) for i in after)
        )

    def governing_verb(self, trip: Trip) -> int | None:
        """Return the verb of which the trigger's phrase is subject or object, or None."""
        syntax = self.syntax
        k = syntax.skip_left(trip.chunk - 1)
        if trip.trigger is Trigger.PHRASE and syntax.kind(k) is Kind.NP:
            k = syntax.skip_left(k - 1)
        for _ in range(3):
            if syntax.kind(k) is Kind.VERB:
                return k
            if syntax.kind(k) is Kind.PREP or syntax.kind(k) is Kind.CONJ:
                k = syntax.skip_left(k - 1)
            elif syntax.kind(k) is Kind.NP:
                k = syntax.skip_left(k - 1)
            else:
                break
        for j in range(trip.after, min(len(syntax.chunks), trip.after + 12)):
            if syntax.kind(j) is Kind.VERB and syntax.chunks[j].mode is Mode.FINITE:
                return j
            if syntax.kind(j) is Kind.STOP:
                break
        return None

    def place(self, slots: tuple[str, ...], trip: Trip) -> PlacePhrase | None:
        """Return the place phrase of the first slot that holds one; of prepositions, the first town in the text."""
        prepositions = frozenset(slot.replace("_", " ") for slot in slots if slot not in _PLACE_SLOTS)
        done = False
        fallback = None
        for slot in slots:
            phrase = None
            if slot in _PLACE_SLOTS:
                phrase = self._special_place(slot, trip)
            elif slot == "inside_unnamed":
                if fallback is not None and fallback.generic == INDEFINITE:
                    phrase = self._argument_place(frozenset({"in"}), trip)
            elif not done:
                done = True
                phrase = self._argument_place(prepositions, trip)
            if phrase is not None and (phrase.targets or phrase.generic not in ("", INDEFINITE)):
                return phrase
            fallback = fallback or phrase
        return fallback

    def _special_place(self, slot: str, trip: Trip) -> PlacePhrase | None:
        if slot == "subject":
            return self._subject_place(trip)
        if slot == "own":
            return self._own_place(trip)
        if slot == "apposed":
            return self._apposed_place(trip)
        if slot == "host":
            return self._host_place(trip)
        if slot == "scene":
            return self._scene(trip)
        if slot == "its":
            first = self.syntax.items[self.syntax.chunks[trip.chunk].first].lower
            return PlacePhrase(generic="it", end=trip.chunk + 1) if first == "its" else None
        found = self._argument_place(frozenset({"object"}), trip)
        return found or (self._relative_object(trip) if trip.noun is None else None)

    def _argument_place(self, prepositions: frozenset[str], trip: Trip) -> PlacePhrase | None:
        found = [p for prep, k in self._all_arguments(trip) if prep in prepositions and (p := self.place_at(k)) is not None]
        towns = [p for p in found if p.targets and not self._is_region(p.targets[0].item)]
        named = [p for p in found if p.targets]
        return (towns or named or found or [None])[0]

    def _is_region(self, item: int) -> bool:
        mention = self.syntax.items[item].mention
        return mention is not None and mention.kind in ("country", "admin1", "admin2", "region")

    def _all_arguments(self, trip: Trip) -> list[tuple[str, int]]:
        """Arguments of a trigger; those of nouns may stand behind a verb: "clashes erupted in P"."""
        found = self.arguments(trip.after)
        if trip.trigger is not Trigger.NOUN:
            return found
        syntax = self.syntax
        k = syntax.skip_right(found[-1][1] + 1 if found else trip.after)
        if syntax.kind(k) is Kind.VERB and syntax.chunks[k].lemma in _OCCUR and syntax.chunks[k].mode is Mode.FINITE:
            found = found + [(prep, j) for prep, j in self.arguments(k + 1) if prep != "object"]
        return found

    def _scene(self, trip: Trip) -> PlacePhrase | None:
        """Where the clause before says that it happened: "six die in P as fighting continues"."""
        syntax = self.syntax
        for k in range(trip.chunk - 1, max(-1, trip.chunk - 12), -1):
            if syntax.kind(k) is Kind.STOP:
                return None
            before = syntax.kind(k - 1) is Kind.NP and self._names(k - 1)
            if syntax.kind(k) is Kind.PREP and syntax.chunks[k].lower in ("in", "near", "at") and not before:
                phrase = self.place_at(k + 1) if syntax.kind(k + 1) is Kind.NP else None
                if phrase is not None and phrase.targets:
                    return phrase
        return None

    def _relative_object(self, trip: Trip) -> PlacePhrase | None:
        """ "The town which they captured": the object stands before the relative word."""
        syntax = self.syntax
        if any(prep == "object" for prep, _ in self.arguments(trip.after)):
            return None
        subject = syntax.subject(trip.chunk)
        if subject is None or syntax.kind(subject - 1) is not Kind.REL:
            return None
        k = syntax.skip_left(subject - 2)
        if syntax.kind(k) is Kind.COMMA:
            k = syntax.skip_left(k - 1)
        return (self.place_at(syntax.chain_start(k)) or self.place_at(k)) if syntax.kind(k) is Kind.NP else None

    def _subject_place(self, trip: Trip) -> PlacePhrase | None:
        syntax = self.syntax
        verb = trip.chunk if trip.trigger is Trigger.VERB else None
        if verb is None:
            k = syntax.skip_left(trip.chunk - 1)
            if syntax.kind(k) is Kind.SUB and syntax.chunks[k].lower == "as":
                k = syntax.skip_left(k - 1)
            verb = k if syntax.kind(k) is Kind.VERB and syntax.chunks[k].lemma in _BE_VERBS else None
        if verb is None:
            return None
        k = syntax.subject(verb)
        return self.place_at(k) or self.place_at(syntax.near_antecedent(verb))

    def _own_place(self, trip: Trip) -> PlacePhrase | None:
        """A place inside the trigger's own noun phrase, or the one the phrase goes on to name."""
        syntax = self.syntax
        chunk = syntax.chunks[trip.chunk]
        described = self._described_place(trip)
        if described is not None:
            return described
        for i in range(trip.item + 1, chunk.last):
            if syntax.items[i].mention is not None or trip.trigger is Trigger.COMPOUND:
                return self.place_at(trip.chunk) or (self._definite_kind(trip.chunk) if trip.trigger is Trigger.COMPOUND else None)
        if trip.trigger is Trigger.COMPOUND:
            k = trip.chunk + 1
            return self.place_at(k if syntax.kind(k) is Kind.NP else trip.chunk) or self._definite_kind(trip.chunk)
        for i in range(trip.item - 1, chunk.first - 1, -1):
            item = syntax.items[i]
            if item.mention is not None and item.party is None and item.mention.kind != "demonym":
                return PlacePhrase([Target(i, Extent.WHOLE)], end=trip.chunk + 1)
            if item.tag in (Tag.POSS, Tag.ACTOR):
                break
        return None

    def _definite_kind(self, k: int) -> PlacePhrase | None:
        """ "The rebel-held town": a place named before."""
        syntax = self.syntax
        head = syntax.head(k).lower
        definite = syntax.items[syntax.chunks[k].first].lower in ("the", "this", "that")
        kind = any(syntax.is_word(head, name) for name in ("settlement", "area", "facility"))
        return PlacePhrase(generic=head, end=k + 1) if definite and kind else None

    def _described_place(self, trip: Trip) -> PlacePhrase | None:
        """ "P, a rebel-held town near Q": the name before is meant, not the one that says where."""
        syntax = self.syntax
        chunk = syntax.chunks[trip.chunk]
        head = syntax.items[chunk.head]
        one = any(syntax.is_word(head.lower, name) for name in ("settlement", "area", "facility")) and not head.lower.endswith("s")
        if not one or syntax.items[chunk.first].tag is not Tag.DET or self._names(trip.chunk):
            return None
        if syntax.kind(trip.chunk + 1) is Kind.PREP and syntax.chunks[trip.chunk + 1].lower == "of":
            return None
        return self._apposed_place(trip)

    def _apposed_place(self, trip: Trip) -> PlacePhrase | None:
        """ "P, an A stronghold" and "an A stronghold, P"."""
        syntax = self.syntax
        k = trip.chunk - 1
        if syntax.kind(k) is Kind.COMMA:
            k = syntax.skip_left(k - 1)
            while (
                syntax.kind(k) is Kind.NP
                and syntax.kind(k - 1) is Kind.PREP
                and syntax.kind(k - 2) is Kind.NP
            ):
                if self._names(k):
                    break
                k -= 2
            if syntax.kind(k) is Kind.NP and self._names(k):
                return self.place_at(k)
        if syntax.kind(trip.chunk - 1) is Kind.NP and self._names(trip.chunk - 1):
            return self.place_at(trip.chunk - 1)
        return None

    def _names(self, k: int) -> bool:
        return any(
            i.mention is not None
            for i in self.syntax.items[self.syntax.chunks[k].first : self.syntax.chunks[k].last]
        )

    def _host_place(self, trip: Trip) -> PlacePhrase | None:
        """What a prepositional phrase says something of: "P is under A's control", "areas of P under siege"."""
        syntax = self.syntax
        k = syntax.skip_left(trip.chunk - 1)
        for _ in range(3):
            if syntax.kind(k) is Kind.VERB:
                return self.place_at(syntax.subject(k)) or self._object_before(k)
            if syntax.kind(k) is Kind.NP:
                start = k
                while syntax.kind(start - 1) is Kind.PREP and syntax.kind(start - 2) is Kind.NP:
                    start -= 2
                phrase = self.place_at(start) or self.place_at(k)
                if phrase is not None:
                    return phrase
                k = syntax.skip_left(start - 1)
            elif syntax.kind(k) is Kind.COMMA:
                k = syntax.skip_left(k - 1)
            else:
                return None
        return None

    def _object_before(self, verb: int) -> PlacePhrase | None:
        k = self.syntax.skip_left(verb - 1)
        return self.place_at(k) if self.syntax.kind(k) is Kind.NP else None

    def actor(self, slot: str, trip: Trip) -> ActorPhrase | None:
        """Return the party in a slot, if one is named there."""
        syntax = self.syntax
        if slot == "subject":
            verb = trip.chunk if trip.trigger is Trigger.VERB else self.governing_verb(trip)
            k = syntax.subject(verb) if verb is not None else None
            return read_actor_phrase(syntax, k) or read_loose_actor(syntax, k)
        if slot == "owner":
            return self._owner(trip)
        if slot == "governor":
            return self._governor(trip)
        if slot == "announced_by":
            verb = self.governing_verb(trip)
            said = verb is not None and syntax.is_word(syntax.chunks[verb].lemma, "say")
            return self._by_of(verb) if said and verb is not None else None
        if slot == "governor_by":
            verb = self.governing_verb(trip)
            return self._by_of(verb) if verb is not None else None
        if slot == "host":
            return self._host_actor(trip)
        if slot == "of_actor":
            return self._argument_actor("of", trip)
        if slot == "owner_of_object":
            return self._owner_in(trip.noun, None) if trip.noun is not None else None
        return self._argument_actor(slot.replace("_", " "), trip)

    def _argument_actor(self, prep: str, trip: Trip) -> ActorPhrase | None:
        for found, k in self._all_arguments(trip):
            if found == prep:
                phrase = read_actor_phrase(self.syntax, k) or (read_loose_actor(self.syntax, k) if prep == "by" else None)
                if phrase is not None and not (phrase.weak and prep == "object"):
                    return phrase
        return None

    def _owner(self, trip: Trip) -> ActorPhrase | None:
        if trip.trigger is Trigger.VERB:
            k = self.syntax.subject(trip.chunk)
            return self._owner_in(k, None) if k is not None else None
        chunk = trip.chunk + 1 if trip.trigger is Trigger.PHRASE else trip.chunk
        return self._owner_in(chunk, trip.item)

    def _owner_in(self, k: int | None, before: int | None) -> ActorPhrase | None:
        """The party that stands before a noun in its phrase: "A's capture", "A stronghold", "A-held"."""
        if k is None:
            return None
        syntax = self.syntax
        chunk = syntax.chunks[k]
        stop = chunk.last if before is None else before
        for i in range(stop - 1, chunk.first - 1, -1):
            item = syntax.items[i]
            owns = item.party is not None or (item.tag is Tag.NOUN and syntax.is_word(item.lower, "force"))
            linked = i + 1 < chunk.last and syntax.items[i + 1].tag is Tag.HYPHEN and i + 2 != before
            if owns and not linked and i != before:
                return ActorPhrase(i, i + 1, (i,) if item.party is not None else (), end=k + 1)
            if item.tag is Tag.HYPHEN and i >= 1 and i + 1 == before:
                holder = syntax.items[i - 1]
                if holder.tag is not Tag.NOUN or holder.capital:
                    return ActorPhrase(i - 1, i, (i - 1,), end=k + 1)
        first = syntax.items[chunk.first]
        if first.lower in ("its", "their") and before is not None:
            return ActorPhrase(chunk.first, chunk.first + 1, anaphor=first.lower, end=k + 1)
        return None

    def _governor(self, trip: Trip) -> ActorPhrase | None:
        """Subject of the verb whose object the trigger is: "A announced the capture of P"."""
        syntax = self.syntax
        k = syntax.skip_left(trip.chunk - 1)
        if trip.trigger is Trigger.NOUN and syntax.kind(k) is Kind.PREP:
            k = syntax.skip_left(k - 1)
            if syntax.kind(k) is Kind.NP:
                k = syntax.skip_left(k - 1)
        if syntax.kind(k) is not Kind.VERB:
            return None
        if syntax.chunks[k].passive or syntax.is_reduced_passive(k):
            return None
        return read_actor_phrase(syntax, syntax.subject(k))

    def _by_of(self, verb: int) -> ActorPhrase | None:
        for prep, k in self.arguments(verb + 1):
            if prep == "by":
                return read_actor_phrase(self.syntax, k)
        return None

    def _host_actor(self, trip: Trip) -> ActorPhrase | None:
        syntax = self.syntax
        k = syntax.skip_left(trip.chunk - 1)
        if syntax.kind(k) is Kind.VERB:
            return read_actor_phrase(syntax, syntax.subject(k))
        return read_actor_phrase(syntax, k) if syntax.kind(k) is Kind.NP else None
