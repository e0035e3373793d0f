"""Fill the slots of a rule that hold its parties, and check what must stand beside its trigger."""

from articles.actorphrases import ActorPhrase, read_actor_phrase, read_loose_actor
from articles.chunks import Kind
from articles.items import Tag
from articles.placeslots import PlaceSlots
from articles.rules import Trigger
from articles.trips import Trip
from articles.wordsets import word_sets

_PREDICATING = frozenset({"be", "remain", "stay", "become"})


class SlotFinder(PlaceSlots):
    """Looks all slots up in one sentence; arguments are found once per position."""

    def follow(self, v: int, heads: frozenset[str]) -> tuple[int, int | None] | None:
        """Find a required word after a verb; returns (first chunk after it, its chunk if a noun phrase)."""
        syntax = self.syntax
        for k in range(v + 1, min(len(syntax.chunks), v + 7)):
            chunk = syntax.chunks[k]
            if chunk.kind is Kind.NP:
                if syntax.items[chunk.first].lower in ("no", "little"):
                    return None
                words = [i for i in range(chunk.first, chunk.last) if syntax.items[i].lower in heads]
                if words and (
                    syntax.items[chunk.head].lower in heads or syntax.items[chunk.head].tag is Tag.NOUN
                ):
                    return k + 1, k
                if (
                    syntax.kind(k + 1) is Kind.PREP
                    and syntax.chunks[k + 1].lower.split()[0] in heads
                    and k == v + 1
                    and syntax.items[chunk.head].lower not in word_sets()["idiom_nouns"]
                ):
                    return k + 2, None
                if (
                    not ({"out", "back", "off"} & heads)
                    and (syntax.chunks[k + 1].lower if k + 1 < len(syntax.chunks) else "") != "of"
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
            items[trip.item - 1].tag is Tag.HYPHEN
            and (self._of_follows(trip.chunk) or self.is_predicate(trip))
        )

    def is_predicate(self, trip: Trip) -> bool:
        """Whether a compound is said of the subject: "P remains rebel-held"."""
        k = self.syntax.skip_left(trip.chunk - 1)
        ends = self.syntax.chunks[trip.chunk].last == trip.item + 1
        return ends and self.syntax.kind(k) is Kind.VERB and self.syntax.chunks[k].lemma in _PREDICATING

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

    def actor(self, slot: str, trip: Trip) -> ActorPhrase | None:
        """Return the party in a slot, if one is named there."""
        syntax = self.syntax
        if slot == "subject":
            verb = trip.chunk if trip.trigger is Trigger.VERB else self.governing_verb(trip)
            k = syntax.subject(verb) if verb is not None else None
            return read_actor_phrase(syntax, k) or read_loose_actor(syntax, k)
        if slot == "sufferer":
            return read_actor_phrase(syntax, syntax.subject(trip.chunk))
        if slot == "owner":
            return self._owner(trip)
        if slot == "linked":
            return self._linked(trip)
        if slot == "antecedent":
            k = syntax.skip_left(trip.chunk - 1)
            return read_actor_phrase(syntax, k) if syntax.kind(k) is Kind.NP else None
        if slot == "governor":
            return self._governor(trip)
        if slot == "announced by":
            verb = self.governing_verb(trip)
            said = verb is not None and syntax.is_word(syntax.chunks[verb].lemma, "say")
            return self._by_of(verb) if said and verb is not None else None
        if slot == "governor by":
            verb = self.governing_verb(trip)
            return self._by_of(verb) if verb is not None else None
        if slot == "host":
            return self._host_actor(trip)
        if slot == "of actor":
            return self._argument_actor("of", trip)
        if slot == "owner of object":
            return self._owner_in(trip.noun, None) if trip.noun is not None else None
        return self._argument_actor(slot, trip)

    def _argument_actor(self, prep: str, trip: Trip) -> ActorPhrase | None:
        for found, k in self.all_arguments(trip):
            if found == prep:
                phrase = read_actor_phrase(self.syntax, k) or (
                    read_loose_actor(self.syntax, k) if prep == "by" else None
                )
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
        owners = [i for i in range(stop - 1, chunk.first - 1, -1) if self._owns(i, before)]
        for i in owners:
            if syntax.items[i].lower.endswith("'s") or (
                syntax.items[i + 1 : i + 2] and syntax.items[i + 1].tag is Tag.POSS
            ):
                return ActorPhrase(i, i + 1, (i,) if syntax.items[i].party is not None else (), end=k + 1)
        if owners:
            people = [i for i in owners if self._is_people(i)]
            i = next((i for i in owners if i not in people), owners[0])  # "the group's Syrian capital"
            return ActorPhrase(i, i + 1, (i,) if self._is_name(i) else (), end=k + 1)
        first = syntax.items[chunk.first]
        if first.lower in ("its", "their") and before is not None:
            return ActorPhrase(chunk.first, chunk.first + 1, anaphor=first.lower, end=k + 1)
        return None

    def _is_name(self, i: int) -> bool:
        item = self.syntax.items[i]
        return item.party is not None or item.tag is not Tag.NOUN or item.capital

    def _is_people(self, i: int) -> bool:
        item = self.syntax.items[i]
        return item.tag is Tag.PLACE or (item.party is not None and item.party.kind == "adjective")

    def _owns(self, i: int, before: int | None) -> bool:
        """Whether an item names the owner of the noun at `before`: "A's", "A-held", "rebel stronghold"."""
        syntax = self.syntax
        item = syntax.items[i]
        if i + 1 < len(syntax.items) and syntax.items[i + 1].tag is Tag.HYPHEN:
            return i + 2 == before and (
                item.party is not None or self._is_name(i) or syntax.is_word(item.lower, "force")
            )
        if item.lower == "military" and before == i + 1:
            return False  # "a military offensive" is anybody's
        people = item.mention is not None and item.mention.kind == "demonym"  # "under Kurdish control"
        return (
            item.party is not None or people or (item.tag is Tag.NOUN and syntax.is_word(item.lower, "force"))
        )

    def _linked(self, trip: Trip) -> ActorPhrase | None:
        """Who backs or leads it: "a US-backed assault"."""
        items = self.syntax.items
        for i in range(self.syntax.chunks[trip.chunk].first, trip.item - 2):
            if (
                (items[i].party or items[i].mention) is not None
                and items[i + 1].tag is Tag.HYPHEN
                and items[i + 2].lower in ("backed", "led")
            ):
                return ActorPhrase(i, i + 1, (i,))
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
