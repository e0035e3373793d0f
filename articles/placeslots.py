"""Fill the slots of a rule that hold its place."""

from dataclasses import replace

from articles.chunks import Kind, Mode
from articles.gaps import Gaps
from articles.items import Tag
from articles.lexicon import PARTICIPLE
from articles.models import Extent
from articles.placewords import ATTACK, CORE_KINDS, INDEFINITE, TAKEN, UNSAID, PlacePhrase, Target, is_place
from articles.resumed import resumed_places
from articles.rules import Trigger
from articles.trips import Trip
from articles.wordsets import word_sets

_PEOPLE = frozenset(
    {"residents", "people", "population", "inhabitants", "civilians", "citizens", "defenders"}
)
_WHERE_TO = frozenset({"to", "towards", "toward", "into", "onto", "through", "via", "across", "on"})
_BESIDE = frozenset({"near", "in", "at", "on", "around", "outside", "over", "above"})
_AWAY = frozenset({"to", "towards", "toward", "with", "by", "after", "through", "via", "from", "for"})
_UNNAMED = ("thing", "force", "facility")  # heads of what is taken besides places
_PLACE_SLOTS = frozenset({"its", "subject", "object", "own", "apposed", "host", "scene", "where"})


class PlaceSlots(Gaps):
    """Looks the place slots up in one sentence."""

    def place(self, slots: tuple[str, ...], trip: Trip) -> PlacePhrase | None:
        """Return the place phrase of the first slot that holds one; of prepositions, the first town."""
        prepositions = frozenset(slot for slot in slots if slot not in _PLACE_SLOTS)
        done = False
        fallback = None
        for slot in slots:
            phrase = None
            if slot in _PLACE_SLOTS:
                phrase = self._special_place(slot, trip)
                if phrase is not None and phrase.targets and slot in ("object", "subject"):
                    phrase = replace(phrase, targets=[*phrase.targets, *self.gapped(trip, phrase)])
            elif slot == "attack":
                return self._attack_before(trip)
            elif slot in ("unsaid", "taken"):
                return self._left_out(trip, TAKEN if slot == "taken" else UNSAID)
            elif slot == "verb near":
                phrase = self._near_verb(trip)
            elif slot == "directly in":
                phrase = self._directly_in(trip)
            elif slot == "inside unnamed":
                unnamed = fallback is not None and fallback.generic == INDEFINITE
                inside = self._argument_place(frozenset({"in"}), trip) if unnamed else None
                phrase = _part_of(inside or self._where(trip)) if unnamed else None
            elif not done:
                done = True
                phrase = self._argument_place(prepositions, trip)
                more = resumed_places(self.syntax, phrase.end) if phrase and phrase.targets else []
                phrase = replace(phrase, targets=[*phrase.targets, *more]) if phrase and more else phrase
            if slot == "object" and phrase is not None and phrase.generic == INDEFINITE:
                phrase = _part_of(self._argument_place(frozenset({"in", "inside", "within"}), trip)) or phrase
            if phrase is not None and (phrase.targets or phrase.generic not in ("", INDEFINITE)):
                return phrase
            fallback = fallback or phrase
        return fallback

    def _directly_in(self, trip: Trip) -> PlacePhrase | None:
        first = self.all_arguments(trip)[:1]
        return self.place_at(first[0][1]) if first and first[0][0] in ("in", "inside", "on") else None

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
        if slot == "where":
            return self._where(trip)
        if slot == "its":
            first = self.syntax.items[self.syntax.chunks[trip.chunk].first].lower
            return PlacePhrase(generic="it", end=trip.chunk + 1) if first == "its" else None
        found = self._argument_place(frozenset({"object"}), trip)
        return found or (self._relative_object(trip) if trip.noun is None else None)

    def _argument_place(self, prepositions: frozenset[str], trip: Trip) -> PlacePhrase | None:
        beside = self.all_arguments(trip)
        over = trip.noun is not None and beside and beside[0][0] == "of"
        if over and self.place_at(beside[0][1]) is None and not self.syntax.can_act(beside[0][1]):
            return None  # "took control of the airspace over P"
        found = [
            p
            for prep, k in beside
            if prep in prepositions and (p := self.place_at(k) or self._after_people(prep, k)) is not None
        ]
        towns = [p for p in found if any(not self._is_region(t.item) for t in p.targets)]
        named = [p for p in found if p.targets]
        return next(iter(towns or named or found), None)

    def _after_people(self, prep: str, k: int) -> PlacePhrase | None:
        """Read "captured 60 soldiers and two villages in P", "the A/B base in P": the place stands behind."""
        syntax = self.syntax
        head = syntax.head(k)
        thing = head.tag is Tag.ACTOR or any(syntax.is_word(head.lower, n) for n in _UNNAMED)
        if prep != "object" or not thing or syntax.kind(k + 1) is not Kind.CONJ:
            return None
        return self.place_at(k + 2) if syntax.kind(k + 2) is Kind.NP else None

    def _attack_before(self, trip: Trip) -> PlacePhrase | None:
        """Read "The attack was repelled", "repelled it": where the attack named before was."""
        beside = [k for _, k in self.all_arguments(trip)]
        subject = self.syntax.subject(trip.chunk)
        if any(self.place_at(k) is not None and self.names(k) for k in beside):
            return None
        if subject is not None and self.names(subject) and self.syntax.actor_in(subject) is None:
            return None
        return PlacePhrase(generic=ATTACK, end=trip.after)

    def _left_out(self, trip: Trip, generic: str) -> PlacePhrase | None:
        """Read "Rebels stormed P and took control": the clause leaves the place out that was named before."""
        beside = [(prep, k) for prep, k in self.all_arguments(trip) if prep not in _AWAY]
        if any(self.names(k) or self.place_at(k) is not None for _, k in beside):
            return None
        over = any(prep in ("of", "over", "object") for prep, _ in beside if trip.noun is not None)
        over = over or (generic == UNSAID and any(prep in _WHERE_TO for prep, _ in self.all_arguments(trip)))
        taken = generic == TAKEN and any(prep == "object" for prep, _ in beside)
        return None if over or taken else PlacePhrase(generic=generic, end=trip.after)

    def _near_verb(self, trip: Trip) -> PlacePhrase | None:
        """Read "Attacks were repelled near P": the place stands behind the verb that governs the trigger."""
        verb = self.governing_verb(trip)
        if verb is None or verb < trip.chunk:
            return None
        reading = self.syntax.items[self.syntax.chunks[verb].head].verb
        bare = (
            reading is not None
            and PARTICIPLE in reading.forms
            and self.syntax.chunks[verb].mode is Mode.FINITE
        )
        told_of = any(prep == "object" for prep, _ in self.arguments(verb + 1))
        if self.voice(verb) != "passive" and (told_of or not bare):
            return None
        for prep, k in self.arguments(verb + 1):
            phrase = self.place_at(k) if prep in _BESIDE else None
            if phrase is not None and phrase.targets:
                return phrase
        return None

    def _is_region(self, item: int) -> bool:
        mention = self.syntax.items[item].mention
        return mention is not None and mention.kind in ("country", "admin1", "admin2", "region")

    def _scene(self, trip: Trip) -> PlacePhrase | None:
        """Where the clause before says that it happened: "six die in P as fighting continues"."""
        syntax = self.syntax
        for k in range(trip.chunk - 1, max(-1, trip.chunk - 12), -1):
            if syntax.kind(k) is Kind.STOP:
                return None
            before = syntax.kind(k - 1) is Kind.NP and self.names(k - 1)
            if syntax.kind(k) is Kind.PREP and syntax.chunks[k].lower in ("in", "near", "at") and not before:
                phrase = self.place_at(k + 1) if syntax.kind(k + 1) is Kind.NP else None
                if phrase is not None and phrase.targets:
                    return replace(phrase, scene=True)
        return None

    def _relative_object(self, trip: Trip) -> PlacePhrase | None:
        """Read "The town which they captured": the object stands before the relative word."""
        syntax = self.syntax
        if any(prep == "object" for prep, _ in self.arguments(trip.after)):
            return None
        k = self._relative_head(syntax.subject(trip.chunk))
        if k is None:
            return None
        phrase = self.place_at(syntax.chain_start(k)) or self.place_at(k)
        phrase = self._identified(k) if phrase is None or phrase.generic else phrase
        shared = syntax.kind(syntax.skip_left(syntax.subject(trip.chunk) or 0) - 2) is Kind.PREP
        return _part_of(phrase) if shared else phrase

    def _relative_head(self, subject: int | None) -> int | None:
        """The noun phrase a relative clause describes: "the town which they", "P they"."""
        syntax = self.syntax
        if subject is None:
            return None
        before = syntax.kind(subject - 1)
        if before is Kind.VERB and syntax.is_word(syntax.chunks[subject - 1].lemma, "say"):
            subject -= 2 if syntax.kind(subject - 2) is Kind.NP else 0  # "P, which they say they took"
            before = syntax.kind(subject - 1)
        if before is Kind.NP and syntax.head(subject).tag is Tag.PRON:
            return subject - 1
        that = before is Kind.SUB and syntax.chunks[subject - 1].lower == "that"
        if not (that or before is Kind.REL):
            return None
        k = syntax.skip_left(subject - 2)
        if syntax.kind(k) is Kind.PREP and syntax.kind(k - 1) is Kind.NP and not self.names(k - 1):
            k = syntax.skip_left(k - 2)  # "P, most of which they hold"
        for closing in (Kind.COMMA, Kind.CLOSE):
            if syntax.kind(k) is closing:
                k = syntax.skip_left((syntax.open_of(k) if closing is Kind.CLOSE else k) - 1)
        return k if syntax.kind(k) is Kind.NP else None

    def _where(self, trip: Trip) -> PlacePhrase | None:
        """Read "P, where they hold several villages": the place before "where"."""
        syntax = self.syntax
        subject = syntax.subject(trip.chunk) if trip.trigger is Trigger.VERB else trip.chunk
        if trip.trigger is Trigger.NOUN and syntax.kind(syntax.skip_left(trip.chunk - 1)) is Kind.VERB:
            subject = syntax.skip_left(syntax.skip_left(trip.chunk - 1) - 1)  # "where there are clashes"
        if subject is None or syntax.kind(subject - 1) is not Kind.REL:
            return None
        k = syntax.skip_left(subject - 2)
        k = syntax.skip_left(k - 1) if syntax.kind(k) is Kind.COMMA else k
        where = syntax.chunks[subject - 1].lower == "where" and syntax.kind(k) is Kind.NP
        return self.place_at(syntax.chain_start(k)) or self.place_at(k) if where else None

    def _identified(self, k: int) -> PlacePhrase | None:
        """Read "P, the only city" and "P was the only city": what a kind word describes."""
        syntax = self.syntax
        before = syntax.skip_left(k - 1)
        if syntax.kind(before) in (Kind.COMMA, Kind.NP):
            adjacent = syntax.kind(before) is Kind.NP
            before = before if adjacent else syntax.skip_left(before - 1)
            found = syntax.kind(before) is Kind.NP and (self.names(before) or not adjacent)
            named = self.place_at(syntax.chain_start(before)) or self.place_at(before) if found else None
        elif syntax.kind(before) is Kind.VERB and syntax.chunks[before].lemma in ("be", "remain", "become"):
            named = self.place_at(syntax.subject(before))
        else:
            named = None
        return named if named is not None and named.targets else self.place_at(k)

    def _subject_place(self, trip: Trip) -> PlacePhrase | None:
        syntax = self.syntax
        verb = trip.chunk if trip.trigger is Trigger.VERB else None
        if verb is None:
            k = syntax.skip_left(trip.chunk - 1)
            if syntax.kind(k) is Kind.SUB and syntax.chunks[k].lower == "as":
                k = syntax.skip_left(k - 1)
            verb = (
                k
                if syntax.kind(k) is Kind.VERB and syntax.chunks[k].lemma in word_sets()["state_verbs"]
                else None
            )
        if verb is None:
            return None
        found = self.place_at(syntax.subject(verb)) or self.place_at(syntax.near_antecedent(verb))
        found = found or self._whose(syntax.subject(verb))
        near = syntax.near_antecedent(verb)
        kinds = (*CORE_KINDS, "part")
        kind = near is not None and any(syntax.is_word(syntax.head(near).lower, n) for n in kinds)
        if near is None or not kind or (found is not None and found.targets):
            return found
        return self._identified(near) or found

    def _whose(self, subject: int | None) -> PlacePhrase | None:
        """Read "P, whose people are surrounded": the place whose they are."""
        syntax = self.syntax
        if subject is None or syntax.items[syntax.chunks[subject].first].lower != "whose":
            return None
        k = syntax.skip_left(subject - 1)
        k = syntax.skip_left(k - 1) if syntax.kind(k) is Kind.COMMA else k
        if syntax.head(subject).lower not in _PEOPLE or syntax.kind(k) is not Kind.NP:
            return None
        return self.place_at(syntax.chain_start(k)) or self.place_at(k)

    def _own_place(self, trip: Trip) -> PlacePhrase | None:
        """A place inside the trigger's own noun phrase, or the one the phrase goes on to name."""
        syntax = self.syntax
        chunk = syntax.chunks[trip.chunk]
        described = self._described_place(trip)
        if described is not None:
            return described
        land = trip.item + 1
        if trip.trigger is Trigger.COMPOUND and land < chunk.head and self._is_land(land):
            return PlacePhrase([Target(land)], end=trip.chunk + 1)  # "the A-occupied West Bank town of P"
        for i in range(trip.item + 1, chunk.last):
            if syntax.items[i].mention is not None or trip.trigger is Trigger.COMPOUND:
                own = self._joined_place(trip) if trip.trigger is Trigger.COMPOUND else None
                return self.place_at(trip.chunk) or own
        if trip.trigger is Trigger.COMPOUND:
            k = trip.chunk + 1
            return self.place_at(k if syntax.kind(k) is Kind.NP else trip.chunk) or self._definite_kind(
                trip.chunk
            )
        for i in range(trip.item - 1, chunk.first - 1, -1):
            item = syntax.items[i]
            if syntax.items[i + 1].tag is Tag.HYPHEN:
                continue  # "a US-backed offensive"
            part = i > chunk.first and syntax.is_word(syntax.items[i - 1].lower, "compass")
            land = item.party is None or part  # "the northern Syria offensive"
            if item.mention is not None and land and item.mention.kind != "demonym":
                return PlacePhrase([Target(i, Extent.PART if part else Extent.WHOLE)], end=trip.chunk + 1)
            owned = item.tag is Tag.POSS and is_place(syntax.items[i - 1])  # "P's fall to A"
            if (item.tag is Tag.POSS and not owned) or item.tag is Tag.ACTOR:
                break
        return None

    def _joined_place(self, trip: Trip) -> PlacePhrase | None:
        """Read "rebel-held P residents", "the rebel-held city": the name right behind, or one before."""
        items, chunk = self.syntax.items, self.syntax.chunks[trip.chunk]
        part = self.syntax.is_word(items[trip.item + 1].lower, "compass")
        i = trip.item + 1 + part
        if i < chunk.last and is_place(items[i]) and items[i].party is None:
            return PlacePhrase([Target(i, Extent.PART if part else Extent.WHOLE)], end=trip.chunk + 1)
        return self._definite_kind(trip.chunk)

    def _is_land(self, i: int) -> bool:
        """Whether an item names a land or a region, and the word behind it is a kind of town."""
        items, mention = self.syntax.items, self.syntax.items[i].mention
        wide = ("country", "region", "admin1") if items[i - 1].lower == "occupied" else ("country", "region")
        land = is_place(items[i]) and mention is not None and mention.kind in wide
        words = [item.lower for item in items[i + 1 : i + 3]]
        return land and words[-1:] == ["of"] and self.syntax.is_word(words[0], "settlement")

    def _definite_kind(self, k: int) -> PlacePhrase | None:
        """Read "The rebel-held town": a place named before."""
        syntax = self.syntax
        head = syntax.head(k).lower
        definite = syntax.items[syntax.chunks[k].first].lower in ("the", "this", "that")
        kind = any(syntax.is_word(head, name) for name in ("settlement", "area", "facility"))
        return PlacePhrase(generic=head, end=k + 1) if definite and kind else None

    def _described_place(self, trip: Trip) -> PlacePhrase | None:
        """Read "P, a rebel-held town near Q": the name before is meant, not the one that says where."""
        syntax = self.syntax
        chunk = syntax.chunks[trip.chunk]
        head = syntax.items[chunk.head]
        one = any(
            syntax.is_word(head.lower, name) for name in ("settlement", "area", "facility")
        ) and not head.lower.endswith("s")
        if not one or syntax.items[chunk.first].tag is not Tag.DET or self.names(trip.chunk):
            return None
        if syntax.kind(trip.chunk + 1) is Kind.PREP and syntax.chunks[trip.chunk + 1].lower == "of":
            return None
        return self._apposed_place(trip)

    def _apposed_place(self, trip: Trip) -> PlacePhrase | None:
        """Read "P, an A stronghold" and "an A stronghold, P"."""
        syntax = self.syntax
        k = trip.chunk - 1
        if syntax.kind(k) is Kind.COMMA:
            k = syntax.skip_left(k - 1)
            while (
                syntax.kind(k) is Kind.NP
                and syntax.kind(k - 1) is Kind.PREP
                and syntax.kind(k - 2) is Kind.NP
            ):
                if self.names(k):
                    break
                k -= 2
            if syntax.kind(k) is Kind.NP and self.names(k):
                several = syntax.items[trip.item].lower.endswith("s")
                return self.place_at(syntax.bare_list_start(k, cities=True) if several else k)
        if syntax.kind(trip.chunk - 1) is Kind.NP and self.names(trip.chunk - 1):
            return self.place_at(trip.chunk - 1)
        return None

    def _host_place(self, trip: Trip) -> PlacePhrase | None:
        """What a phrase says something of: "P is under A's control", "areas of P under siege"."""
        syntax = self.syntax
        k = syntax.skip_left(trip.chunk - 1)
        for _ in range(6):
            if syntax.kind(k) is Kind.CLOSE:
                k = syntax.skip_left(syntax.open_of(k) - 1)
            if syntax.kind(k) is Kind.CONJ and syntax.kind(k - 1) is Kind.NP and not self.names(k - 1):
                k = syntax.skip_left(k - 2)  # "P is quiet and under A's control"
            if syntax.kind(k) is Kind.VERB:
                return self.place_at(syntax.subject(k)) or self._object_before(k)
            if syntax.kind(k) is Kind.NP:
                start = syntax.bare_list_start(k) if syntax.is_verbless(trip.chunk) else k
                while syntax.kind(start - 1) is Kind.PREP and syntax.kind(start - 2) is Kind.NP:
                    start -= 2
                phrase = self.place_at(start) or self.place_at(k)
                if phrase is not None:
                    return phrase if phrase.targets else self._identified(start) or phrase
                k = syntax.skip_left(start - 1)
            elif syntax.kind(k) is Kind.COMMA:
                k = syntax.skip_left(k - 1)
            else:
                return None
        return None

    def _object_before(self, verb: int) -> PlacePhrase | None:
        k = self.syntax.skip_left(verb - 1)
        return self.place_at(k) if self.syntax.kind(k) is Kind.NP else None


def _part_of(phrase: PlacePhrase | None) -> PlacePhrase | None:
    """Read "territory in P": part of each place named."""
    if phrase is None:
        return None
    targets = [Target(t.item, Extent.PART, sub_place=True) for t in phrase.targets]
    return replace(phrase, targets=targets, extent=Extent.PART)
