"""Trigger words in a sentence, and what stands around them."""

from dataclasses import dataclass

from articles.chunks import Kind, Mode
from articles.lexicon import PARTICIPLE
from articles.placephrases import read_place_phrase
from articles.placewords import PlacePhrase
from articles.rules import Trigger
from articles.syntax import Syntax

_OCCUR = frozenset(
    [
        "continue",
        "pass",
        "transfer",
        "shift",
        "hand",
        "erupt",
        "break",
        "occur",
        "take",
        "rage",
        "resume",
        "report",
        "leave",
        "kill",
        "happen",
        "intensify",
        "flare",
        "escalate",
        "begin",
        "start",
        "spread",
        "go",
        "last",
        "reach",
        "enter",
        "center",
        "centre",
        "unfold",
        "ensue",
        "persist",
        "be",
        "concentrate",
        "focus",
        "grow",
        "worsen",
        "hear",
    ]
)

_STATES = frozenset(["remain", "become", "stay", "get", "leave", "lie", "stand"])


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


class Surroundings:
    """Arguments and place phrases of one sentence, each found once."""

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
        syntax = self.syntax
        passive = syntax.chunks[v].passive or syntax.is_reduced_passive(v) or self._stays(v)
        return "passive" if passive else "active"

    def _stays(self, v: int) -> bool:
        """Read "P remains contested", "P was left surrounded": a participle that tells of a state."""
        syntax = self.syntax
        before, verb = syntax.skip_left(v - 1), syntax.items[syntax.chunks[v].head].verb
        bare = verb is not None and PARTICIPLE in verb.forms and syntax.chunks[v].mode is not Mode.INFINITIVE
        if not bare or syntax.kind(before) is not Kind.VERB or syntax.chunks[before].lemma not in _STATES:
            return False
        after = syntax.skip_right(v + 1)
        return syntax.kind(after) is not Kind.NP

    def governing_verb(self, trip: Trip) -> int | None:
        """Return the verb of which the trigger's phrase is subject or object, or None."""
        syntax = self.syntax
        k = syntax.skip_left(trip.chunk - 1)
        if trip.trigger is Trigger.PHRASE and syntax.kind(k) is Kind.NP:
            k = syntax.skip_left(k - 1)
        for _ in range(3):
            if syntax.kind(k) is Kind.VERB:
                return k
            if syntax.kind(k) is Kind.PREP or syntax.kind(k) is Kind.CONJ or syntax.kind(k) is Kind.NP:
                k = syntax.skip_left(k - 1)
            else:
                break
        for j in range(trip.after, min(len(syntax.chunks), trip.after + 12)):
            if syntax.kind(j) is Kind.VERB and syntax.chunks[j].mode is Mode.FINITE:
                return j
            if syntax.kind(j) is Kind.STOP:
                break
        return None

    def all_arguments(self, trip: Trip) -> list[tuple[str, int]]:
        """Arguments of a trigger; those of nouns may stand behind a verb: "clashes erupted in P"."""
        found = self.arguments(trip.after)
        if trip.trigger is not Trigger.NOUN:
            return found
        k = self._verb_after(found[-1][1] + 1 if found else trip.after)
        if k is not None and self.syntax.chunks[k].lemma in _OCCUR:
            k = self._last_of_chain(k)
            found = found + [(prep, j) for prep, j in self.arguments(k + 1) if prep != "object"]
        return found

    def _last_of_chain(self, v: int) -> int:
        """Read "Clashes continue to take place": the last of the verbs."""
        syntax = self.syntax
        while syntax.kind(v + 1) is Kind.VERB and syntax.chunks[v + 1].mode is not Mode.FINITE:
            v += 1
        return v

    def names(self, k: int) -> bool:
        """Whether chunk `k` holds a place name."""
        return any(
            i.mention is not None
            for i in self.syntax.items[self.syntax.chunks[k].first : self.syntax.chunks[k].last]
        )

    def _verb_after(self, k: int) -> int | None:
        """The finite verb of which a noun phrase and what belongs to it is the subject."""
        syntax = self.syntax
        for j in range(k, min(len(syntax.chunks), k + 6)):
            if syntax.kind(j) is Kind.VERB:
                return j if syntax.chunks[j].mode is Mode.FINITE else None
            dated = syntax.kind(j) is Kind.PREP and syntax.kind(j + 1) is Kind.DATE
            if not dated and syntax.kind(j) in (Kind.STOP, Kind.SUB, Kind.REL, Kind.PREP):
                return None
        return None
