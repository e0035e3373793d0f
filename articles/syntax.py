"""Find subjects and arguments of verbs in a chunked sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.chunks import Chunk, Kind, Mode
from articles.lexicon import PARTICIPLE, Lexicon
from articles.tagging import Item, Tag

_REACH = 40  # chunks looked at on either side: keeps the cost linear
_CHAIN = frozenset({"in", "of", "near", "at", "on", "outside"})
_CONTROL_VERBS = frozenset(
    "order allow help force urge call ask enable prompt permit encourage instruct authorise authorize tell lead let cause push".split()
)


@dataclass(slots=True)
class Syntax:
    """A sentence as items and chunks, with memoised subjects.

    Attributes:
        items: Tagged items.
        chunks: Their groups; verbs are named by their chunk index.
        lexicon: Word classes.
    """

    items: Sequence[Item]
    chunks: Sequence[Chunk]
    lexicon: Lexicon
    _subjects: dict[int, int | None] = field(default_factory=dict)

    def kind(self, k: int) -> Kind | None:
        """Return the kind of chunk `k`, None outside the sentence."""
        return self.chunks[k].kind if 0 <= k < len(self.chunks) else None

    def head(self, k: int) -> Item:
        """Return the head item of chunk `k`."""
        return self.items[self.chunks[k].head]

    def is_word(self, word: str, name: str) -> bool:
        """Whether a lower-case word is in the lexicon's class `name`."""
        return word in self.lexicon.words[name]

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

    def skip_left(self, k: int) -> int:
        """Return the next chunk index at or left of `k` that is no adverb, date or quote."""
        while k >= 0 and self.chunks[k].kind in (Kind.ADV, Kind.DATE, Kind.QUOTE):
            k -= 1
        return k

    def skip_right(self, k: int) -> int:
        """Return the next chunk index at or right of `k` that is no adverb, date or quote."""
        while k < len(self.chunks) and self.chunks[k].kind in (Kind.ADV, Kind.DATE, Kind.QUOTE):
            k += 1
        return k

    def is_reduced_passive(self, v: int) -> bool:
        """Whether a bare -ed form is a participle: "the town captured by rebels", "P, seized in May,"."""
        chunk = self.chunks[v]
        verb = self.items[chunk.head].verb
        if chunk.passive or verb is None or PARTICIPLE not in verb.forms or chunk.mode is Mode.INFINITIVE:
            return False
        if any(item.tag in (Tag.AUX, Tag.MODAL) for item in self.items[chunk.first : chunk.head]):
            return False
        after = self.skip_right(v + 1)
        if after < len(self.chunks) and self.chunks[after].kind is Kind.NP:
            return False
        if after < len(self.chunks) and self.chunks[after].lower == "by":
            return True
        before = self.skip_left(v - 1)
        if self.kind(before) is Kind.COMMA:
            before -= 1
        if self.kind(before) is not Kind.NP:
            return False
        return self._names_place(before) and not self._has_force(before)

    def _names_place(self, k: int) -> bool:
        chunk = self.chunks[k]
        head = self.items[chunk.head]
        words = self.lexicon.words
        kinds = words["settlement"] | words["area"] | words["facility"]
        return head.mention is not None or head.lower in kinds

    def _has_force(self, k: int) -> bool:
        chunk = self.chunks[k]
        return self.items[chunk.head].tag is Tag.ACTOR

    def _antecedent(self, v: int) -> int | None:
        k = self.skip_left(v - 1)
        if self.kind(k) is Kind.COMMA:
            k = self.skip_left(k - 1)
        return self.chain_start(k) if self.kind(k) is Kind.NP else None

    def near_antecedent(self, v: int) -> int | None:
        """Return the noun phrase right before a participle or a relative word, or None."""
        k = self.skip_left(v - 1)
        if self.kind(k) is Kind.REL:
            k = self.skip_left(k - 1)
        elif not (self.is_reduced_passive(v) or self.chunks[v].mode is Mode.PARTICIPLE):
            return None
        if self.kind(k) is Kind.COMMA:
            k = self.skip_left(k - 1)
        return k if self.kind(k) is Kind.NP else None

    def chain_start(self, k: int) -> int:
        """Return the first noun phrase of a chain such as "P in Q", "the town of P, Q province"."""
        for _ in range(6):
            link, before = self.kind(k - 1), k - 2
            if self.kind(before) is not Kind.NP:
                break
            chained = link is Kind.PREP and self.chunks[k - 1].lower in _CHAIN
            located = link is Kind.COMMA and self._names_place(k) and self.kind(k - 3) is not Kind.COMMA
            if not ((chained or located) and (self._names_place(before) or (chained and self._actor_in(before)))):
                break
            k = before
        return k

    def _infinitive_subject(self, v: int) -> int | None:
        """The object of verbs such as "order", else the subject of the verb it hangs on."""
        k = v - 1
        while k >= max(0, v - _REACH):
            chunk = self.chunks[k]
            if chunk.kind is Kind.VERB and chunk.mode is not Mode.PARTICIPLE and not self.is_reduced_passive(k):
                between = next((j for j in range(k + 1, v) if self.chunks[j].kind is Kind.NP), None)
                if (
                    chunk.lemma in _CONTROL_VERBS
                    and between is not None
                    and not chunk.passive
                    and between == self.skip_left(v - 1)
                ):
                    return between
                return self.subject(k)
            if chunk.kind is Kind.STOP:
                break
            k -= 1
        return self._first_free_np(k + 1, v)

    def governor(self, v: int) -> int | None:
        """Return the verb group on which an infinitive, gerund or complement clause hangs, or None."""
        for k in range(v - 1, max(-1, v - _REACH), -1):
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
        if kind is Kind.PREP and self.chunks[before].lower in ("for", "of", "from") and self.kind(object_of) is Kind.NP:
            if self._has_force(object_of) and self.kind(self.skip_left(object_of - 1)) is Kind.VERB:
                return object_of
        found = self._verb_subject_left(before)
        return found if found is not None else self._later_subject(v)

    def _in_object(self, k: int) -> bool:
        """Whether a noun phrase before a gerund is itself a place: "took P, P overlooking Q"."""
        return self._names_place(k) and self.items[self.chunks[k].head].party is None

    def _verb_subject_left(self, k: int) -> int | None:
        for j in range(k, max(-1, k - _REACH), -1):
            chunk = self.chunks[j]
            if chunk.kind is Kind.STOP:
                return None
            if chunk.kind is Kind.VERB and (chunk.mode is Mode.FINITE or chunk.mode is Mode.INFINITIVE):
                if self.is_reduced_passive(j):
                    continue
                return self.subject(j)
        return self._first_free_np(max(0, k - _REACH), k) if k > 0 else None

    def _later_subject(self, v: int) -> int | None:
        """Subject of a fronted participle: "Capturing P, rebels moved on"."""
        for k in range(v + 1, min(len(self.chunks), v + _REACH)):
            if self.chunks[k].kind is Kind.COMMA:
                k = self.skip_right(k + 1)
                if self.kind(k) is Kind.NP and self._verb_follows(k):
                    return k
            if self.kind(k) is Kind.STOP:
                return None
        return None

    def _verb_follows(self, k: int) -> bool:
        return any(self.chunks[j].kind is Kind.VERB for j in range(k + 1, min(len(self.chunks), k + 10)))

    def _finite_subject(self, v: int, before: int) -> int | None:
        chunks = self.chunks
        if chunks[before].kind is Kind.REL:
            return self._relative_antecedent(before)
        if chunks[before].kind is Kind.CONJ:
            return self._shared_subject(before - 1)
        if chunks[before].kind is Kind.COMMA:
            return self._subject_over_comma(before)
        if chunks[before].kind is Kind.VERB:
            return self.subject(before)
        start = self._clause_start(before)
        if self.kind(start - 1) is Kind.REL and start == before + 1:
            return self._relative_antecedent(start - 1)
        return self._first_free_np(start, v)

    def _relative_antecedent(self, rel: int) -> int | None:
        k = self.skip_left(rel - 1)
        if self.kind(k) is Kind.COMMA:
            k = self.skip_left(k - 1)
        if self.kind(k) is Kind.PREP:  # "some of which", "in which"
            k = self.skip_left(k - 1)
            if self.kind(k) is Kind.NP and not self._names_place(k):  # "P, most of which"
                k = self.skip_left(k - 1)
            k = k - 1 if self.kind(k) is Kind.COMMA else k
        return self.chain_start(k) if self.kind(k) is Kind.NP else None

    def _shared_subject(self, k: int) -> int | None:
        """Conjoined verbs: "captured P and besieged Q"."""
        for j in range(k, max(-1, k - _REACH), -1):
            chunk = self.chunks[j]
            if chunk.kind is Kind.VERB and not self.is_reduced_passive(j):
                return self.subject(j)
            if chunk.kind is Kind.STOP:
                return None
        return self._first_free_np(max(0, k - _REACH), k + 1)

    def _subject_over_comma(self, comma: int) -> int | None:
        """A verb right after a comma: an inserted phrase ends there, or verbs are listed."""
        for j in range(comma - 1, max(-1, comma - _REACH), -1):
            kind = self.chunks[j].kind
            if kind is Kind.STOP:
                return None
            if kind is Kind.COMMA and self.kind(self.skip_left(j - 1)) is Kind.NP:
                start = self._clause_start(j - 1)
                return self._first_free_np(start, j)
            if kind is Kind.VERB and self.chunks[j].mode is Mode.FINITE and not self.is_reduced_passive(j):
                return self.subject(j)
        return self._first_free_np(max(0, comma - _REACH), comma)

    def _clause_start(self, k: int) -> int:
        """Walk left from a chunk before a finite verb to where its clause begins."""
        seen_np = False
        j = k
        while j >= max(0, k - _REACH):
            chunk = self.chunks[j]
            kind = chunk.kind
            if kind in (Kind.STOP, Kind.SUB, Kind.REL):
                return j + 1
            if kind is Kind.CLOSE:
                j = self._open_of(j)
            elif kind is Kind.COMMA and seen_np and not self._inserted_before(j):
                return j + 1
            elif kind is Kind.CONJ and seen_np and not self._joins_phrases(j):
                return j + 1
            elif kind is Kind.VERB and not self._modifies(j):
                return j + 1
            elif kind is Kind.NP and self.kind(self.skip_left(j - 1)) is not Kind.PREP:
                seen_np = True
            j -= 1
        return max(0, j + 1)

    def _open_of(self, close: int) -> int:
        for j in range(close, max(-1, close - _REACH), -1):
            if self.chunks[j].kind is Kind.OPEN:
                return j
        return close

    def _modifies(self, v: int) -> bool:
        """Whether a verb group is a reduced relative clause after a noun ("forces backed by X", "rebels fighting X")."""
        chunk = self.chunks[v]
        if self.kind(v - 1) is not Kind.NP:
            return False
        if chunk.mode in (Mode.GERUND, Mode.PARTICIPLE) or self.is_reduced_passive(v):
            return True
        verb = self.items[chunk.head].verb
        bare = chunk.last - chunk.first == 1 and verb is not None and PARTICIPLE in verb.forms
        return bare and self.kind(v + 1) is Kind.PREP

    def _inserted_before(self, comma: int) -> bool:
        """Whether a comma closes an inserted phrase or belongs to a list of actors."""
        after = self.skip_right(comma + 1)
        if self.kind(after) is Kind.NP and self._actor_in(after) is not None:
            before = self.skip_left(comma - 1)
            return (
                self.kind(before) is Kind.NP
                and self._actor_in(before) is not None
                and self._conj_after(after)
            )
        return False

    def _conj_after(self, k: int) -> bool:
        return self.kind(k + 1) is Kind.CONJ or (
            self.kind(k + 1) is Kind.COMMA and self.kind(k + 2) is Kind.CONJ
        )

    def _joins_phrases(self, conj: int) -> bool:
        """Whether "and" joins two noun phrases of one subject rather than two clauses."""
        before, after = self.skip_left(conj - 1), conj + 1
        if self.kind(before) is Kind.CLOSE:
            before = self._open_of(before) - 1
        if self.kind(before) is Kind.COMMA:
            before -= 1
        if self.kind(before) is not Kind.NP or self.kind(after) is not Kind.NP:
            return False
        if self._verb_left(before):
            return False
        return True

    def _verb_left(self, k: int) -> bool:
        """Whether a finite verb stands left of chunk `k` in the same stretch."""
        for j in range(k, max(-1, k - _REACH), -1):
            chunk = self.chunks[j]
            if chunk.kind in (Kind.STOP, Kind.SUB, Kind.REL):
                return False
            if chunk.kind is Kind.VERB and not self._modifies(j):
                return not self.is_word(chunk.lemma, "say")
        return False

    def _actor_in(self, k: int) -> Item | None:
        chunk = self.chunks[k]
        return next((i for i in self.items[chunk.first : chunk.last] if i.party is not None), None)

    def _first_free_np(self, start: int, stop: int) -> int | None:
        """First noun phrase of a stretch that is not governed by a preposition; actors and places first."""
        found: list[int] = []
        for k in range(start, stop):
            if self.chunks[k].kind is Kind.NP and self.kind(self.skip_left(k - 1)) is not Kind.PREP:
                found.append(k)
        for k in found:
            head = self.items[self.chunks[k].head]
            if (
                head.tag is Tag.PRON
                or self._actor_in(k)
                or self._names_place(k)
                or self.is_word(head.lower, "force")
            ):
                return k
        return found[0] if found else None

    def arguments(self, k: int) -> list[tuple[str, int]]:
        """Return what follows chunk `k - 1` in its clause: ("object" or preposition, chunk index) pairs.

        Args:
            k: First chunk after the trigger.
        """
        found: list[tuple[str, int]] = []
        prep = ""
        stop = min(len(self.chunks), k + _REACH)
        while k < stop:
            chunk = self.chunks[k]
            kind = chunk.kind
            if kind is Kind.NP:
                if not prep and found and not self._after_comma(k):
                    break
                if (prep or not found) and not self._attached(prep, k, bool(found)):
                    found.append((prep or "object", k))
                prep = ""
            elif kind is Kind.PREP:
                prep = chunk.lower
            elif kind is Kind.OPEN:
                k = self._close_of(k)
            elif kind is Kind.CONJ:
                if not self._np_coordination(k):
                    break
                prep = (
                    found[-1][0] if found and found[-1][0] != "object" and self.kind(k + 1) is Kind.NP else ""
                )
            elif kind is Kind.COMMA:
                if not self._goes_on(k):
                    break
            elif kind is Kind.VERB and found and self._modifies(k) and self.kind(k + 1) is Kind.PREP:
                k += 2  # "rebels backed by X in P"
            elif kind not in (Kind.DATE, Kind.ADV, Kind.QUOTE):
                break
            k += 1
        return found

    def _attached(self, prep: str, k: int, later: bool) -> bool:  # noqa: FBT001
        """Whether a prepositional phrase belongs to the noun before it: "a ferry of P", "near P in Q"."""
        before = self.skip_left(k - 1)
        before = self.skip_left(before - 1) if self.kind(before) is Kind.PREP else before
        if not later or self.kind(before) is not Kind.NP:
            return False
        if prep == "of":
            return True
        return prep in _CHAIN and self.items[self.chunks[before].head].mention is not None and self._names_place(k)

    def _after_comma(self, k: int) -> bool:
        return self.kind(k - 1) in (Kind.COMMA, Kind.CONJ, Kind.DATE, Kind.CLOSE, Kind.QUOTE)

    def _close_of(self, k: int) -> int:
        for j in range(k, min(len(self.chunks), k + _REACH)):
            if self.chunks[j].kind is Kind.CLOSE:
                return j
        return k

    def _np_coordination(self, conj: int) -> bool:
        """Whether what follows "and" still belongs to the arguments (no new clause)."""
        k = conj + 1
        if self.kind(k) is Kind.PREP:
            return True
        if self.kind(k) is not Kind.NP:
            return False
        return not self.clause_follows(k)

    def clause_follows(self, k: int) -> bool:
        """Whether the noun phrase at `k` is the subject of a finite verb after it."""
        for j in range(k + 1, min(len(self.chunks), k + 12)):
            chunk = self.chunks[j]
            if chunk.kind is Kind.VERB:
                if chunk.mode is Mode.FINITE and not self.is_reduced_passive(j):
                    return True
                if chunk.mode is Mode.INFINITIVE:
                    return False
                continue
            if chunk.kind in (Kind.COMMA, Kind.STOP, Kind.SUB, Kind.REL, Kind.CONJ):
                return False
        return False

    def _goes_on(self, comma: int) -> bool:
        """Whether arguments may go on after a comma: prepositions, dates, appositions and lists."""
        k = self.skip_right(comma + 1)
        kind = self.kind(k)
        if kind in (Kind.PREP, Kind.CONJ):
            return True
        return kind is Kind.NP and not self.clause_follows(k)
