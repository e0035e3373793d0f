"""Match the rules against a parsed sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.actorphrases import ActorPhrase
from articles.chunks import Kind
from articles.holdings import refusal
from articles.items import Tag
from articles.models import Extent, Relation
from articles.placewords import PlacePhrase
from articles.rules import Rule, RuleBook, Trigger
from articles.slots import SlotFinder
from articles.syntax import Syntax
from articles.trips import Trip

_HELD_TAILS = frozenset(
    {"held", "controlled", "occupied", "ruled", "run", "administered", "dominated", "governed"}
)


_FIGHTERS = frozenset({"soldier", "fighter", "men", "man", "citizens", "nationals", "volunteer", "officer"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that fired at one place.

    Attributes:
        trip: What set it off.
        target: Item index of the place named; None if the text refers back with `generic`.
        generic: Kind word that refers to a place named before, or "".
        extent: How much of the place.
        sub_place: Whether an unnamed place inside the named one is meant.
        partitive: Whether a share of it is meant ("most of P").
        actor: Who gains, holds or acts.
        opponent: The other side.
        phrase_size: Number of places in the same phrase.
    """

    rule: Rule
    trip: Trip
    target: int | None
    generic: str
    extent: Extent
    sub_place: bool
    partitive: bool
    actor: ActorPhrase | None
    opponent: ActorPhrase | None
    phrase_size: int


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule whose trigger stands in the sentence but that did not fire, and why."""

    rule: Rule
    item: int
    reason: str


def match_rules(syntax: Syntax, book: RuleBook, *, misses: list[NearMiss] | None = None) -> list[Candidate]:
    """Return every rule that fires in a sentence, at every place it is about.

    Args:
        syntax: The parsed sentence.
        book: The rules.
        misses: If given, rules that were tried and failed are added to it, with the reason.
    """
    finder = SlotFinder(syntax)
    found: list[Candidate] = []
    for rule, trip in _trips(syntax, book):
        result = _apply(rule, trip, finder)
        if isinstance(result, str):
            if misses is not None:
                misses.append(NearMiss(rule, trip.item, result))
        else:
            found += result
    return found


def _trips(syntax: Syntax, book: RuleBook) -> Iterator[tuple[Rule, Trip]]:
    """Every rule whose trigger word stands in the sentence."""
    for k, chunk in enumerate(syntax.chunks):
        if chunk.kind is Kind.VERB:
            for rule in book.rules_for(Trigger.VERB, chunk.lemma):
                yield rule, Trip(Trigger.VERB, k, chunk.head, after=k + 1)
        elif chunk.kind is Kind.NP:
            yield from _noun_trips(syntax, book, k)
        elif chunk.kind is Kind.ADV and syntax.kind(k + 1) is Kind.PREP:
            for rule in book.rules_for(Trigger.ADVERB, chunk.lower):
                if syntax.is_verbless(k):
                    yield rule, Trip(Trigger.ADVERB, k, chunk.head, after=k + 1)
        elif chunk.kind is Kind.PREP and syntax.kind(k + 1) is Kind.NP:
            head = syntax.head(k + 1)
            for rule in book.rules_for(Trigger.PHRASE, head.lower):
                if chunk.lower in rule.preps:
                    yield rule, Trip(Trigger.PHRASE, k, syntax.chunks[k + 1].head, after=k + 2)


def _noun_trips(syntax: Syntax, book: RuleBook, k: int) -> Iterator[tuple[Rule, Trip]]:
    chunk = syntax.chunks[k]
    for i in range(chunk.first, chunk.last):
        item = syntax.items[i]
        if item.tag is Tag.HYPHEN or item.party is not None:
            continue
        for rule in book.rules_for(Trigger.COMPOUND, item.lower):
            yield rule, Trip(Trigger.COMPOUND, k, i, after=k + 1)
        if item.tag is Tag.NOUN and not _describes_fighters(syntax, chunk.first, i):
            for rule in book.rules_for(Trigger.NOUN, item.lower):
                yield rule, Trip(Trigger.NOUN, k, i, after=k + 1)


def _describes_fighters(syntax: Syntax, first: int, i: int) -> bool:
    """Whether "fighting" only says what somebody does: "a soldier fighting against A in P"."""
    if syntax.items[i].lower != "fighting" or i == first:
        return False
    before = syntax.items[i - 1]
    return before.tag is Tag.ACTOR or before.lower in _FIGHTERS or syntax.is_word(before.lower, "force")


def _apply(rule: Rule, trip: Trip, finder: SlotFinder) -> list[Candidate] | str:
    trip = _checked(rule, trip, finder)  # type: ignore[assignment]
    if isinstance(trip, str):
        return trip
    phrase = finder.place(rule.place, trip)
    if phrase is None:
        return "no place in " + " or ".join(rule.place)
    if rule.trigger is Trigger.COMPOUND and rule.relation is Relation.CAPTURED and not phrase.targets:
        return "it only repeats a capture told of before"
    actor = _first_actor(rule.actor, trip, finder)
    opponent = _first_actor(rule.opponent, trip, finder)
    if phrase.scene and actor is None:
        return "no actor, and the place is only where the sentence happens"
    for name, filled in (("actor", actor), ("opponent", opponent)):
        if name in rule.needs and filled is None:
            return f"no {name}"
    for slot in sorted(rule.lacks):
        if finder.actor(slot, trip) is not None:
            return f"{slot} is filled"
    return refusal(rule, trip, phrase, actor, finder) or _candidates(rule, trip, phrase, actor, opponent)


def _candidates(
    rule: Rule, trip: Trip, phrase: PlacePhrase, actor: ActorPhrase | None, opponent: ActorPhrase | None
) -> list[Candidate]:
    size = len(phrase.targets)
    if not size:
        extent = rule.extent or phrase.extent
        share = phrase.partitive
        return [Candidate(rule, trip, None, phrase.generic, extent, False, share, actor, opponent, 1)]
    return [
        Candidate(
            rule,
            trip,
            t.item,
            "",
            (rule.extent if rule.extent and t.extent is Extent.WHOLE else t.extent),
            t.sub_place,
            t.partitive,
            actor,
            opponent,
            size,
        )
        for t in phrase.targets
    ]


def _checked(rule: Rule, trip: Trip, finder: SlotFinder) -> Trip | str:
    """Check voice, required words and governing verb; returns the trip moved behind the required words."""
    syntax = finder.syntax
    if rule.trigger is Trigger.VERB:
        voice = finder.voice(trip.chunk)
        if rule.voice not in ("any", voice):
            return f"voice is {voice}"
        if rule.modes and syntax.chunks[trip.chunk].mode not in rule.modes:
            return f"form is {syntax.chunks[trip.chunk].mode}"
        if rule.then:
            after = finder.follow(trip.chunk, rule.then)
            if after is None:
                return "not followed by " + " or ".join(sorted(rule.then))
            return Trip(trip.trigger, trip.chunk, trip.item, after=after[0], noun=after[1])
    if rule.governed:
        governor = finder.governing_verb(trip)
        if governor is None or syntax.chunks[governor].lemma not in rule.governed:
            return "not governed by " + " or ".join(sorted(rule.governed))
    if rule.trigger is Trigger.COMPOUND and not finder.is_compound(trip):
        return "not joined to a noun"
    if rule.trigger is Trigger.NOUN and not finder.is_head(trip):
        return "not the head of its phrase"
    return trip


def _first_actor(slots: tuple[str, ...], trip: Trip, finder: SlotFinder) -> ActorPhrase | None:
    for slot in slots:
        found = finder.actor(slot, trip)
        if found is not None:
            return found
    return None
