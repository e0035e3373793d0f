"""Find subjects of verbs in a chunked sentence."""

from dataclasses import dataclass, field

from articles.chunks import Kind, Mode
from articles.items import Tag
from articles.stretch import REACH, Stretch
from articles.wordsets import word_sets

_SUBJECTS = frozenset({"it", "they", "he", "she", "we"})
_THEN = frozenset({"then", "afterwards", "thereafter"})


@dataclass(slots=True)
class Syntax(Stretch):
    """A sentence as items and chunks, with memoised subjects; verbs are named by their chunk index."""

    _subjects: dict[int, int | None] = field(default_factory=dict)

    def subject(self, v: int) -> int | None:
        """Return the chunk index of the noun phrase that governs verb group `v`, or None."""
        if v not in self._subjects:
            self._subjects[v] = None
            self._subjects[v] = self._find_subject(v)
        return self._subjects[v]

    def _find_subject(self, v: int) -> int | None:
        chunk = self.chunks[v]
        before = self.skip_left(v - 1)
        if before < 0:
            return self._later_subject(v) if chunk.mode is Mode.GERUND else None
        if chunk.mode is Mode.INFINITIVE:
            return self._infinitive_subject(v)
        if chunk.mode is Mode.PARTICIPLE or self.is_reduced_passive(v):
            antecedent = self._antecedent(v)
            return antecedent if antecedent is not None else self._gerund_subject(v, before)
        if chunk.mode is Mode.GERUND:
            return self._gerund_subject(v, before)
        return self._finite_subject(v, before)

    def _antecedent(self, v: int) -> int | None:
        k = self.skip_left(v - 1)
        apposed = self.kind(k) is Kind.COMMA
        if apposed:
            k = self.skip_left(k - 1)
        if self.kind(k) is not Kind.NP:
            return None
        first = self._headline_subject(k, apposed=apposed)
        return first if first is not None else self.chain_start(k)

    def _headline_subject(self, k: int, *, apposed: bool) -> int | None:
        """Subject of a clause without "was": "P, Q and R liberated", "P, capital of Q, captured by A"."""
        first = k
        while True:
            link = first - 1
            if self.kind(link) is Kind.CONJ and self.kind(link - 1) is Kind.COMMA:
                link -= 1
            if self.kind(link) not in (Kind.COMMA, Kind.CONJ) or self.kind(link - 1) is not Kind.NP:
                break
            if not self.names_place(link - 1):
                break
            first = link - 1
        listed = first < k and (
            any(self.kind(j) is Kind.CONJ for j in range(first, k)) or self.bare_list_start(k) == first
        )
        if listed and self.kind(first - 1) is not Kind.PREP and not self._verb_left(first - 1):
            return first
        opening = self._opening(k) if apposed else None
        if opening is None or self.items[self.chunks[opening].head].mention is None:
            return None
        return opening

    def _opening(self, k: int) -> int | None:
        """The noun phrase that opens the stretch of chunk `k`, if no verb stands between."""
        found = None
        for j in range(k, max(-1, k - REACH), -1):
            kind = self.chunks[j].kind
            if kind in (Kind.STOP, Kind.SUB, Kind.REL):
                break
            if kind is Kind.VERB or (j == 0 and kind is Kind.PREP):
                return None
            found = j if kind is Kind.NP else found
        return found

    def _tries(self, k: int) -> bool:
        """Whether a noun phrase says whose attempt it is: "an attempt by A to"."""
        by = self.kind(k) is Kind.NP and self.kind(k - 1) is Kind.PREP and self.chunks[k - 1].lower == "by"
        return by and self.kind(k - 2) is Kind.NP and self.is_word(self.head(k - 2).lower, "plan_nouns")

    def _is_called_on(self, k: int) -> bool:
        """Whether a party is to do what follows: "calls for A to leave", "A's attempts to enter"."""
        if self.kind(k) is not Kind.NP:
            return False
        chunk = self.chunks[k]
        party = any(item.party is not None for item in self.items[chunk.first : chunk.last])
        called = self.kind(k - 1) is Kind.PREP and self.chunks[k - 1].lower == "for"
        return party and (called or self.is_word(self.head(k).lower, "plan_nouns"))

    def _infinitive_subject(self, v: int) -> int | None:
        """The object of verbs such as "order", else the subject of the verb it hangs on."""
        k = self.skip_left(v - 1)
        if self._tries(k) or self._is_called_on(k):
            return k
        k = v - 1
        while k >= max(0, v - REACH):
            chunk = self.chunks[k]
            if (
                chunk.kind is Kind.VERB
                and chunk.mode is not Mode.PARTICIPLE
                and not self.is_reduced_passive(k)
            ):
                between = next((j for j in range(k + 1, v) if self.chunks[j].kind is Kind.NP), None)
                if (
                    chunk.lemma in word_sets()["ordering"]
                    and between is not None
                    and not chunk.passive
                    and self._chained(between, self.skip_left(v - 1))
                ):
                    return between
                return self.subject(k)
            if chunk.kind is Kind.STOP:
                break
            k -= 1
        return self._first_free_np(k + 1, v)

    def _chained(self, first: int, last: int) -> bool:
        """Whether noun phrases from `first` to `last` hang together by "of"."""
        return (
            all(self.kind(k) is Kind.NP or self.chunks[k].lower == "of" for k in range(first, last + 1))
            and last >= first
        )

    def governor(self, v: int) -> int | None:
        """Return the verb group on which an infinitive, gerund or complement clause hangs, or None."""
        for k in range(v - 1, max(-1, v - REACH), -1):
            kind = self.chunks[k].kind
            if kind is Kind.VERB:
                return k
            if kind is Kind.STOP:
                return None
        return None

    def _gerund_subject(self, v: int, before: int) -> int | None:
        kind = self.chunks[before].kind
        if kind is Kind.NP:
            return before if not self._in_object(before) else self._verb_subject_left(before)
        if kind is Kind.VERB:
            return self.subject(before)
        object_of = self.skip_left(before - 1)
        if kind is Kind.PREP and self.kind(before - 1) is Kind.CONJ:
            first = self.governor(before)
            if first is not None and self.chunks[first].mode is Mode.GERUND:
                return self.subject(first)  # "accused A of crossing the river and of attacking P"
        if (
            (
                kind is Kind.PREP
                and self.chunks[before].lower in ("for", "of", "from")
                and self.kind(object_of) is Kind.NP
            )
            and self.has_force(object_of)
            and self.kind(self.skip_left(object_of - 1)) is Kind.VERB
        ):
            return object_of
        found = self._verb_subject_left(before)
        return found if found is not None else self._later_subject(v)

    def _in_object(self, k: int) -> bool:
        """Whether a noun phrase before a gerund is itself a place: "took P, P overlooking Q"."""
        return self.names_place(k) and self.items[self.chunks[k].head].party is None

    def _verb_subject_left(self, k: int) -> int | None:
        for j in range(k, max(-1, k - REACH), -1):
            chunk = self.chunks[j]
            if chunk.kind is Kind.STOP:
                return None
            if chunk.kind is Kind.VERB and (chunk.mode is Mode.FINITE or chunk.mode is Mode.INFINITIVE):
                if self.is_reduced_passive(j):
                    continue
                return self.subject(j)
        return self._first_free_np(max(0, k - REACH), k) if k > 0 else None

    def _later_subject(self, v: int) -> int | None:
        """Subject of a fronted participle: "Capturing P, rebels moved on"."""
        for k in range(v + 1, min(len(self.chunks), v + REACH)):
            if self.chunks[k].kind is Kind.COMMA:
                after = self.skip_right(k + 1)
                if self.kind(after) is Kind.NP and self.verb_follows(after):
                    return after
            if self.kind(k) is Kind.STOP:
                return None
        return None

    def _finite_subject(self, v: int, before: int) -> int | None:
        chunks = self.chunks
        if chunks[before].kind is Kind.REL:
            return self._relative_antecedent(before)
        if chunks[before].kind is Kind.CONJ or self._goes_on_then(v, before):
            return self._shared_subject(before - 1)
        if chunks[before].kind is Kind.COMMA:
            return self._subject_over_comma(before)
        if chunks[before].kind is Kind.VERB:
            return self.subject(before)
        pronoun = chunks[before].lower in _SUBJECTS and self.kind(self.skip_left(before - 1)) is Kind.NP
        start = before if pronoun else self._clause_start(before)  # "a bridge to land they control"
        if self.kind(start - 1) is Kind.REL and start == before + 1:
            return self._relative_antecedent(start - 1)
        return self._first_free_np(start, v)

    def _goes_on_then(self, v: int, before: int) -> bool:
        """Whether "then" alone joins a verb to the one before: "entered P in the evening then left"."""
        if _THEN.isdisjoint(self.chunks[v].adverbs):
            return False
        return self.kind(before) is Kind.PREP or self.kind(self.skip_left(before - 1)) is Kind.PREP

    def _relative_antecedent(self, rel: int) -> int | None:
        k = self.skip_left(rel - 1)
        if self.kind(k) is Kind.COMMA:
            k = self.skip_left(k - 1)
        if self.kind(k) is Kind.PREP:  # "some of which", "in which"
            k = self.skip_left(k - 1)
            if self.kind(k) is Kind.NP and not self.names_place(k):  # "P, most of which"
                k = self.skip_left(k - 1)
            k = k - 1 if self.kind(k) is Kind.COMMA else k
        return self.chain_start(k) if self.kind(k) is Kind.NP else None

    def _shared_subject(self, k: int) -> int | None:
        """Conjoined verbs: "captured P and besieged Q"; "took P, where X is based, and Q"."""
        inserted = self._inserted_clause(k)
        for j in range(k, max(-1, k - REACH), -1):
            chunk = self.chunks[j]
            if inserted is not None and j > inserted:
                continue
            if chunk.kind is Kind.VERB and not self.is_reduced_passive(j):
                return self.subject(j)
            if chunk.kind is Kind.STOP:
                return None
        return self._first_free_np(max(0, k - REACH), k + 1)

    def _inserted_clause(self, comma: int) -> int | None:
        """The comma that opens a relative clause which the one at `comma` closes, or None."""
        if self.kind(comma) is not Kind.COMMA:
            return None
        for j in range(comma - 1, max(0, comma - REACH), -1):
            if self.kind(j) in (Kind.COMMA, Kind.STOP, Kind.CONJ):
                return None
            if self.kind(j) is Kind.REL:
                return j - 1 if self.kind(j - 1) is Kind.COMMA else None
        return None

    def _subject_over_comma(self, comma: int) -> int | None:
        """A verb right after a comma: an inserted phrase ends there, or verbs are listed."""
        for j in range(comma - 1, max(-1, comma - REACH), -1):
            kind = self.chunks[j].kind
            if kind is Kind.STOP:
                return None
            if kind is Kind.COMMA and self.kind(self.skip_left(j - 1)) is Kind.NP:
                return self._listed_subject(self._first_free_np(self._clause_start(j - 1), j))
            if kind is Kind.VERB and self.chunks[j].mode is Mode.FINITE and not self.is_reduced_passive(j):
                return self.subject(j)
        return self._first_free_np(max(0, comma - REACH), comma)

    def _listed_subject(self, k: int | None) -> int | None:
        """The subject of the verb whose object `k` is: "entered P, Q province, overran the base"."""
        verb = self.skip_left(k - 1) if k is not None else -1
        while self.kind(verb) is Kind.COMMA and self.kind(verb - 1) is Kind.NP and self.names_place(verb - 1):
            verb = self.skip_left(verb - 2)
        if self.kind(verb) is not Kind.VERB or self.chunks[verb].passive or self.is_reduced_passive(verb):
            return k
        return self.subject(verb) if self.chunks[verb].mode is Mode.FINITE else k

    def _clause_start(self, k: int) -> int:
        """Walk left from a chunk before a finite verb to where its clause begins."""
        seen_np = False
        j = k
        while j >= max(0, k - REACH):
            chunk = self.chunks[j]
            kind = chunk.kind
            if kind in (Kind.STOP, Kind.SUB, Kind.REL):
                return j + 1
            if kind is Kind.CLOSE:
                j = self.open_of(j)
            elif (
                (
                    kind is Kind.COMMA
                    and seen_np
                    and not self._inserted_before(j)
                    and not self._lists_places(j)
                )
                or (kind is Kind.CONJ and seen_np and not self.joins_phrases(j))
                or (kind is Kind.VERB and not self.modifies(j) and not self._after_relative(j))
            ):
                return j + 1
            elif kind is Kind.VERB and self._after_relative(j):
                j = self.skip_left(j - 1)  # "the militia which holds P captured Q"
            elif kind is Kind.NP and self.kind(self.skip_left(j - 1)) is not Kind.PREP:
                seen_np = True
            j -= 1
        return max(0, j + 1)

    def _after_relative(self, v: int) -> bool:
        return self.kind(self.skip_left(v - 1)) is Kind.REL

    def _inserted_before(self, comma: int) -> bool:
        """Whether a comma closes an inserted phrase or belongs to a list of actors."""
        after = self.skip_right(comma + 1)
        if self.kind(after) is Kind.NP and self.actor_in(after) is not None:
            before = self.skip_left(comma - 1)
            return (
                self.kind(before) is Kind.NP and self.actor_in(before) is not None and self._conj_after(after)
            )
        return False

    def _lists_places(self, comma: int) -> bool:
        """Whether a comma stands in a list of places that is one subject: "P, Q and R were taken"."""
        before, k = self.skip_left(comma - 1), comma + 1
        if self.kind(before) is not Kind.NP or not self.names_place(before) or self._verb_left(before):
            return False
        for _ in range(REACH):
            if self.kind(k) is Kind.CONJ:
                return self.kind(k + 1) is Kind.NP and self.names_place(k + 1)
            if self.kind(k) is Kind.VERB and k > comma + 1:
                return self._tells_of_several(k) and self.bare_list_start(k - 1) < comma
            named = self.kind(k) is Kind.NP and self.names_place(k)
            if not named and self.kind(k) is not Kind.COMMA:
                return False
            k += 1
        return False

    def _tells_of_several(self, v: int) -> bool:
        """Whether a verb is no singular: "P, Q were taken", "P, Q came under"."""
        words = {item.lower for item in self.items[self.chunks[v].first : self.chunks[v].last]}
        return words.isdisjoint(("is", "was", "has", "remains"))

    def _conj_after(self, k: int) -> bool:
        return self.kind(k + 1) is Kind.CONJ or (
            self.kind(k + 1) is Kind.COMMA and self.kind(k + 2) is Kind.CONJ
        )

    def joins_phrases(self, conj: int) -> bool:
        """Whether "and" joins two noun phrases of one subject rather than two clauses."""
        before, after = self.skip_left(conj - 1), conj + 1
        if self.kind(before) is Kind.CLOSE:
            before = self.open_of(before) - 1
        if self.kind(before) is Kind.COMMA:
            before -= 1
        if self.kind(before) is not Kind.NP or self.kind(after) is not Kind.NP:
            return False
        return not self._verb_left(before)

    def _verb_left(self, k: int) -> bool:
        """Whether a finite verb stands left of chunk `k` in the same stretch."""
        for j in range(k, max(-1, k - REACH), -1):
            chunk = self.chunks[j]
            if chunk.kind in (Kind.STOP, Kind.SUB, Kind.REL):
                return False
            if chunk.kind is Kind.VERB and not self.modifies(j):
                return not self.is_word(chunk.lemma, "say")
        return False

    def _first_free_np(self, start: int, stop: int) -> int | None:
        """First noun phrase of a stretch that is not governed by a preposition; actors and places first."""
        found = [k for k in range(start, stop) if self.chunks[k].kind is Kind.NP and self._is_free(k)]
        for k in found:
            head = self.items[self.chunks[k].head]
            if (
                head.tag is Tag.PRON
                or self.actor_in(k)
                or self.names_place(k)
                or self.is_word(head.lower, "force")
            ):
                return k
        return found[0] if found else None

    def _is_free(self, k: int) -> bool:
        """Whether no preposition governs a noun phrase, nor what it is joined to: "people of P and Q"."""
        before = self.skip_left(k - 1)
        if self.kind(before) is Kind.CONJ and self.kind(before - 1) is Kind.NP:
            both = all(self.items[self.chunks[j].head].mention is not None for j in (before - 1, k))
            return not both or self._is_free(before - 1)
        return self.kind(before) is not Kind.PREP
