"""Tell holdings and losses of places from what only looks like them: own capitals, evacuations, schools."""

from articles.actorphrases import ActorPhrase, read_actor_phrase
from articles.chunks import Kind
from articles.items import Tag
from articles.models import Relation
from articles.placewords import PlacePhrase
from articles.rules import Rule, Trigger
from articles.slots import SlotFinder
from articles.trips import Trip
from articles.wordsets import word_sets

_MANAGED = frozenset({"run"})


def refusal(
    rule: Rule, trip: Trip, phrase: PlacePhrase, actor: ActorPhrase | None, finder: SlotFinder
) -> str:
    """Return why a match tells of no holding and no loss, or "".

    Args:
        rule: The rule that matched.
        trip: Its trigger.
        phrase: Its place.
        actor: Who holds or leaves.
        finder: Looks up what stands around the trigger.
    """
    if rule.relation is Relation.LOST:
        return _no_loss(trip, phrase, actor, finder)
    return _no_holding(rule, trip, phrase, actor, finder) if rule.relation is Relation.HELD else ""


def _no_loss(trip: Trip, phrase: PlacePhrase, actor: ActorPhrase | None, finder: SlotFinder) -> str:
    if _moves_others(trip, finder) or _are_civil(trip, actor, finder):
        return "those who leave are no forces"
    return "leaving a country is no loss" if _goes_home(trip, phrase, finder) else ""


def _no_holding(
    rule: Rule, trip: Trip, phrase: PlacePhrase, actor: ActorPhrase | None, finder: SlotFinder
) -> str:
    if rule.trigger is Trigger.COMPOUND:
        if _is_managed(trip, finder):
            return "running a facility is no holding of a place"
        return "where a faith prevails, nobody holds the place" if _is_peopled(actor, finder) else ""
    if actor is not None and actor.weak and rule.actor[:1] in (("under",), ("with",)):
        return "under something of theirs"
    if rule.trigger is Trigger.VERB and finder.syntax.chunks[trip.chunk].lemma in _MANAGED:
        return "running something in a place" if any(t.sub_place for t in phrase.targets) else ""
    if rule.trigger is Trigger.VERB and _is_kept_so(trip, phrase, finder):
        return "kept in some state, not held"
    own = rule.groups_only and actor is not None and _is_own_capital(trip, actor, finder)
    return "a state's own capital" if own else ""


def _moves_others(trip: Trip, finder: SlotFinder) -> bool:
    """Whether people are moved who cannot fight: "evacuated civilians from P", "withdrew its staff"."""
    if trip.noun is not None:
        return False
    prep = "object" if trip.trigger is Trigger.VERB else "of"
    moved = next((k for found, k in finder.arguments(trip.after) if found == prep), None)
    syntax, words = finder.syntax, word_sets()
    if moved is None or (trip.trigger is Trigger.VERB and moved != syntax.skip_right(trip.after)):
        return False
    head = syntax.head(moved)
    if head.lower in words["missions"]:
        return True
    if finder.place_at(moved) is not None or head.tag is Tag.PRON or syntax.is_word(head.lower, "force"):
        return False
    party = read_actor_phrase(syntax, moved)
    chunk = syntax.chunks[moved]
    people = "evacuat" in syntax.items[trip.item].lower and any(
        item.party is not None and item.party.kind == "adjective"
        for item in syntax.items[chunk.first : chunk.last]
    )
    if party is not None and not party.weak and not people:
        return False
    return all(item.lower not in words["fighting_men"] for item in syntax.items[chunk.first : chunk.last])


def _are_civil(trip: Trip, actor: ActorPhrase | None, finder: SlotFinder) -> bool:
    """Whether they who leave are no party of a war: "residents evacuated P"."""
    if actor is None or actor.named or actor.anaphor or trip.trigger is not Trigger.VERB:
        return False
    syntax = finder.syntax
    words = [item.lower for item in syntax.items[actor.start : actor.stop]]
    return not any(syntax.is_word(word, "force") or word in word_sets()["fighting_men"] for word in words)


def _goes_home(trip: Trip, phrase: PlacePhrase, finder: SlotFinder) -> bool:
    """Whether somebody just leaves a country: "the last troops left P"."""
    if trip.trigger is not Trigger.VERB or not phrase.targets:
        return False
    mention = finder.syntax.items[phrase.targets[0].item].mention
    leaves = finder.syntax.chunks[trip.chunk].lemma in word_sets()["departures"]
    return leaves and mention is not None and mention.kind == "country"


def _is_kept_so(trip: Trip, phrase: PlacePhrase, finder: SlotFinder) -> bool:
    """Whether a verb of keeping goes on to say in which state: "keep P under siege", "keep P encircled"."""
    syntax = finder.syntax
    if syntax.chunks[trip.chunk].lemma != "keep" or trip.noun is not None:
        return False
    after = syntax.kind(phrase.end)
    return after is Kind.VERB or (after is Kind.PREP and syntax.chunks[phrase.end].lower in ("under", "from"))


def _is_managed(trip: Trip, finder: SlotFinder) -> bool:
    """Whether an institution is run by somebody: "a UN-run school"."""
    syntax = finder.syntax
    if syntax.items[trip.item].lower not in _MANAGED:
        return False
    head = syntax.head(trip.chunk)
    area = syntax.is_word(head.lower, "settlement") or syntax.is_word(head.lower, "area")
    next_named = syntax.kind(trip.chunk + 1) is Kind.NP and head.start == syntax.items[trip.item].start
    return head.mention is None and not area and not next_named


def _is_peopled(actor: ActorPhrase | None, finder: SlotFinder) -> bool:
    """Whether a compound tells of the people of a place: "Muslim-dominated", "Sunni-dominated"."""
    return actor is not None and finder.syntax.items[actor.start].lower in word_sets()["faiths"]


def _is_own_capital(trip: Trip, actor: ActorPhrase, finder: SlotFinder) -> bool:
    """Whether "its capital" says nothing of a group that made it one: no "de facto", no "self-styled"."""
    if actor.anaphor not in ("its", "their", "his", "her"):
        return False
    syntax = finder.syntax
    chunk = syntax.chunks[trip.chunk]
    before = {word for item in syntax.items[chunk.first : trip.item] for word in item.lower.split("-")}
    return before.isdisjoint(word_sets()["self_styled"])
