"""A chunked sentence, its simple relations, and the arguments behind a trigger."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.chunks import Chunk, Kind, Mode
from articles.items import Item, Tag
from articles.lexicon import PARTICIPLE, Lexicon

REACH = 40  # chunks looked at on either side: keeps the cost linear
_CHAIN = frozenset({"in", "of", "near", "at", "on", "outside"})


@dataclass(slots=True)
class Stretch:
    """A sentence as items and chunks, with simple look-ups.

    Attributes:
        items: Tagged items.
        chunks: Their groups; verbs are named by their chunk index.
        lexicon: Word classes.
    """

    items: Sequence[Item]
    chunks: Sequence[Chunk]
    lexicon: Lexicon

    def kind(self, k: int) -> Kind | None:
        """Return the kind of chunk `k`, None outside the sentence."""
        return self.chunks[k].kind if 0 <= k < len(self.chunks) else None

    def head(self, k: int) -> Item:
        """Return the head item of chunk `k`."""
        return self.items[self.chunks[k].head]

    def is_word(self, word: str, name: str) -> bool:
        """Whether a lower-case word is in the lexicon's class `name`."""
        return word in self.lexicon.words[name]

    def skip_left(self, k: int) -> int:
        """Return the next chunk index at or left of `k` that is no adverb, date ("on Monday") or quote."""
        while k >= 0 and self.chunks[k].kind in (Kind.ADV, Kind.DATE, Kind.QUOTE):
            dated = self.chunks[k].kind is Kind.DATE and self.kind(k - 1) is Kind.PREP
            k -= 2 if dated else 1
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
            return chunk.lemma != "leave" or self.kind(after + 1) is not Kind.NP or self.can_act(after + 1)
        before = self.skip_left(v - 1)
        if self.kind(before) is Kind.COMMA:
            before -= 1
        if self.kind(before) is not Kind.NP:
            return False
        return self.names_place(before) and not self.has_force(before)

    def names_place(self, k: int) -> bool:
        """Whether a noun phrase is a place, or a kind of place, by its head."""
        chunk = self.chunks[k]
        head = self.items[chunk.head]
        words = self.lexicon.words
        return head.mention is not None or any(
            head.lower in words[name] for name in ("settlement", "area", "facility")
        )

    def has_force(self, k: int) -> bool:
        """Whether a noun phrase is headed by an actor's name."""
        chunk = self.chunks[k]
        return self.items[chunk.head].tag is Tag.ACTOR

    def can_act(self, k: int) -> bool:
        """Whether a noun phrase names a party or forces: "left by the army", not "left by sea"."""
        return self.actor_in(k) is not None or self.is_word(self.head(k).lower, "force")

    def chain_start(self, k: int) -> int:
        """Return the first noun phrase of a chain such as "P in Q", "the town of P, Q province"."""
        for _ in range(6):
            link, before = self.kind(k - 1), k - 2
            if self.kind(before) is not Kind.NP:
                break
            chained = link is Kind.PREP and self.chunks[k - 1].lower in _CHAIN
            single = self.kind(k - 3) is not Kind.COMMA or self._names_region(k)
            located = link is Kind.COMMA and self.names_place(k) and single
            if not (
                (chained or located) and (self.names_place(before) or (chained and self.actor_in(before)))
            ):
                break
            k = before
        return self._announced(k)

    def _announced(self, k: int) -> int:
        """Return the plural that announces the list of names that ends at chunk `k`: "the towns of P, Q"."""
        first = self.bare_list_start(k, cities=True)
        plural = first - 2
        if first == k or self.kind(plural) is not Kind.NP or self.chunks[first - 1].lower != "of":
            return k
        head = self.head(plural).lower
        kinds = ("settlement", "area", "facility")
        return plural if head.endswith("s") and any(self.is_word(head, name) for name in kinds) else k

    def _names_region(self, k: int) -> bool:
        """Whether a noun phrase names a country or province, which in a chain says where: "P, Q, Syria"."""
        mention = self.items[self.chunks[k].head].mention
        return mention is not None and mention.kind in ("country", "admin1", "admin2", "region")

    def open_of(self, close: int) -> int:
        """Return the index of the bracket that the one at `close` closes."""
        for j in range(close, max(-1, close - REACH), -1):
            if self.chunks[j].kind is Kind.OPEN:
                return j
        return close

    def close_of(self, k: int) -> int:
        """Return the index of the bracket that closes the one at `k`."""
        for j in range(k, min(len(self.chunks), k + REACH)):
            if self.chunks[j].kind is Kind.CLOSE:
                return j
        return k

    def modifies(self, v: int) -> bool:
        """Whether a verb group is a reduced relative clause after a noun ("forces backed by X")."""
        chunk = self.chunks[v]
        if self.kind(v - 1) is not Kind.NP:
            return False
        if chunk.mode in (Mode.GERUND, Mode.PARTICIPLE) or self.is_reduced_passive(v):
            return True
        verb = self.items[chunk.head].verb
        bare = chunk.last - chunk.first == 1 and verb is not None and PARTICIPLE in verb.forms
        if not bare or self.kind(v + 1) is not Kind.PREP:
            return False
        goes = self.is_word(chunk.lemma, "intransitive")
        return self.chunks[v + 1].lower == "by" or not goes  # "rebels pulled out of P" is a clause

    def actor_in(self, k: int) -> Item | None:
        """Return the first actor phrase of chunk `k`, or None."""
        chunk = self.chunks[k]
        return next((i for i in self.items[chunk.first : chunk.last] if i.party is not None), None)

    def clause_follows(self, k: int) -> bool:
        """Whether the noun phrase at `k` is the subject of a finite verb after it."""
        for j in range(k + 1, min(len(self.chunks), k + 12)):
            chunk = self.chunks[j]
            if chunk.kind is Kind.VERB:
                if chunk.mode is Mode.FINITE and not self.is_reduced_passive(j):
                    return not self._told_by(k, j)
                if chunk.mode is Mode.INFINITIVE:
                    return False
                continue
            if chunk.kind in (Kind.COMMA, Kind.STOP, Kind.SUB, Kind.REL, Kind.CONJ):
                return False
        return False

    def _told_by(self, k: int, v: int) -> bool:
        """Whether a verb of saying has its own subject behind chunk `k`: "A near P the monitor said"."""
        if not self.is_word(self.chunks[v].lemma, "say") or v - 1 <= k:
            return False
        teller = self.skip_left(v - 1)
        before = self.kind(teller - 1)
        return teller > k + 1 and self.kind(teller) is Kind.NP and before in (Kind.NP, Kind.QUOTE, Kind.DATE)

    def verb_follows(self, k: int) -> bool:
        """Whether a verb group stands soon after chunk `k`."""
        return any(self.chunks[j].kind is Kind.VERB for j in range(k + 1, min(len(self.chunks), k + 10)))

    def is_verbless(self, k: int) -> bool:
        """Whether no verb stands in the clause of chunk `k`, as in notes: "Rebels still in P"."""
        for step in (-1, 1):
            j = k + step
            while 0 <= j < len(self.chunks) and abs(j - k) < REACH:
                kind = self.chunks[j].kind
                if kind is Kind.STOP or (step > 0 and kind in (Kind.COMMA, Kind.SUB, Kind.CONJ)):
                    break
                if kind in (Kind.VERB, Kind.SUB, Kind.REL):
                    return False
                j += step
        return True

    def bare_list_start(self, k: int, *, cities: bool = False) -> int:
        """Return the first of the names that end at chunk `k`: "P, Q and R"; past a colon for "P, Q: all".

        Args:
            k: The last of them.
            cities: Whether names that a province shares with its city are a city's.
        """
        said_of_all = self.chunks[k].lower in ("all", "both", "town", "city")
        if said_of_all and k > 1 and self.chunks[k - 1].lower == ":":
            k -= 2
            if self.kind(k) is not Kind.NP:
                return k + 2
        first = k
        while first > 1:
            link = first - 1
            if self.kind(link) is Kind.CONJ and self.kind(link - 1) is Kind.COMMA:
                link -= 1
            named = link > 0 and self.kind(link - 1) is Kind.NP and self._is_named(link - 1, cities=cities)
            if self.kind(link) not in (Kind.COMMA, Kind.CONJ) or not named:
                break
            first = link - 1
        return first if self._is_named(k, cities=cities) else k

    def _is_named(self, k: int, *, cities: bool) -> bool:
        mention = self.items[self.chunks[k].head].mention
        kinds = ("town", "district", "unknown", "facility", *(("admin1",) if cities else ()))
        return mention is not None and mention.kind in kinds

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

    def arguments(self, k: int) -> list[tuple[str, int]]:
        """Return what follows chunk `k - 1` in its clause: ("object" or preposition, chunk index) pairs.

        Args:
            k: First chunk after the trigger.
        """
        found: list[tuple[str, int]] = []
        prep = ""
        k += self._leads_on(k)
        stop = min(len(self.chunks), k + REACH)
        while k < stop:
            chunk = self.chunks[k]
            kind = chunk.kind
            if kind is Kind.NP:
                prep = prep or ("near" if self._is_bearing(k, later=bool(found)) else "")
                if not prep and found and not self._after_comma(k):
                    break
                if (prep or not found) and not self._attached(prep, k, bool(found)):
                    found.append((prep or "object", k))
                prep = ""
            elif kind is Kind.PREP:
                prep = chunk.lower
            elif kind is Kind.OPEN:
                k = self.close_of(k)
            elif kind is Kind.CONJ:
                if not self._np_coordination(k):
                    break
                prep = (
                    found[-1][0] if found and found[-1][0] != "object" and self.kind(k + 1) is Kind.NP else ""
                )
            elif kind is Kind.COMMA:
                if not self._goes_on(k):
                    break
            elif found and self._describes(k):
                k += 2
            elif kind not in (Kind.DATE, Kind.ADV, Kind.QUOTE):
                break
            k += 1
        return found

    def _describes(self, rel: int) -> bool:
        """Read "rebels backed by X in P", "forces that support the army in P": asides on a party."""
        if self.kind(rel) is Kind.VERB:
            return self.modifies(rel) and self.kind(rel + 1) is Kind.PREP
        sides = self.kind(rel) is Kind.REL and self.kind(rel - 1) is Kind.NP and self.kind(rel + 2) is Kind.NP
        if not sides or self.kind(rel + 1) is not Kind.VERB or self.kind(rel + 3) is not Kind.PREP:
            return False
        return self.can_act(rel - 1) and self.has_force(rel + 2)

    def _leads_on(self, k: int) -> int:
        """Read "The road leading to P": 1 if a participle stands between a noun and its place."""
        leads = self.kind(k) is Kind.VERB and self.chunks[k].mode is Mode.GERUND and self.modifies(k)
        return int(leads and self.kind(k + 1) is Kind.PREP)

    def _is_bearing(self, k: int, *, later: bool) -> bool:
        """Whether a noun phrase is a bearing: "southeast of P"; "seized the east of P" takes part of it."""
        following = self.chunks[k + 1].lower if k + 1 < len(self.chunks) else ""
        part = self.items[self.chunks[k].first].lower == "the" and not later
        return following == "of" and self.is_word(self.head(k).lower, "compass") and not part

    def _attached(self, prep: str, k: int, later: bool) -> bool:  # noqa: FBT001
        """Whether a prepositional phrase belongs to the noun before it: "a ferry of P", "near P in Q"."""
        before = self.skip_left(k - 1)
        before = self.skip_left(before - 1) if self.kind(before) is Kind.PREP else before
        if not later or self.kind(before) is not Kind.NP:
            return False
        if prep == "of":
            named = self.items[self.chunks[before].head].mention is not None
            return not (named and self.actor_in(k) is not None)
        return (
            prep in _CHAIN
            and self.items[self.chunks[before].head].mention is not None
            and self.names_place(k)
        )

    def _after_comma(self, k: int) -> bool:
        return self.kind(k - 1) in (Kind.COMMA, Kind.CONJ, Kind.DATE, Kind.CLOSE, Kind.QUOTE)

    def _np_coordination(self, conj: int) -> bool:
        """Whether what follows "and" still belongs to the arguments (no new clause)."""
        k = conj + 1
        if self.kind(k) is Kind.PREP:
            return True
        if self.kind(k) is not Kind.NP:
            return False
        return not self.clause_follows(k)

    def _goes_on(self, comma: int) -> bool:
        """Whether arguments may go on after a comma: prepositions, dates, appositions and lists."""
        k = self.skip_right(comma + 1)
        kind = self.kind(k)
        if kind in (Kind.PREP, Kind.CONJ):
            return True
        return kind is Kind.NP and not self.clause_follows(k)
