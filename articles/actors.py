"""The parties a text names: listed ones, states, generic groups and groups known only by their name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from articles.actor_files import (
    ActorEntry,
    ActorWords,
    actor_id,
    merge_states,
    read_actor_files,
    read_states,
    read_words,
)
from articles.actor_lexicon import Candidate, Lexicon, phrase_words
from articles.actor_phrases import PhraseReader, Span
from articles.models import Actor, Party


@dataclass(frozen=True, slots=True)
class PartySpan:
    """Words that name a party: `text[start:end] == party.surface`.

    Attributes:
        kind: "named" (a listed party), "state" (a state's own forces), "person" (a leader's name alone),
            "generic" ("rebels", "the army": the article decides whose), "made" (a group known by its name
            only), "country" (a country's name alone) or "adjective" ("Russian" alone, "Kurdish-held").
    """

    start: int
    end: int
    party: Party
    kind: str


class ActorBook:
    """All parties known, and the phrases that name them.

    Attributes:
        actors: Every listed party and every state, by id.
        governments: The state of each country, by ISO 3166 alpha-2 code.
    """

    def __init__(self, entries: Sequence[ActorEntry], words: ActorWords) -> None:
        self.actors: Mapping[str, Actor] = MappingProxyType({e.actor.id: e.actor for e in entries})
        states = {state.actor.id for state in read_states()}
        self.governments: Mapping[str, Actor] = MappingProxyType(
            {e.actor.country: e.actor for e in entries if e.actor.id in states}
        )
        adjectives = {e.actor.id: e.adjectives[0] for e in entries if e.adjectives}
        self._entries, self._words, self._adjectives = entries, words, adjectives

    @cached_property
    def _reader(self) -> PhraseReader:
        """What finds phrases in texts; made when the first text is read, for many commands read none."""
        lexicon = build_lexicon(self._entries, self._words)
        return PhraseReader(lexicon, self._words, self.actors, self._adjectives)

    def find(self, text: str) -> tuple[PartySpan, ...]:
        """Find the phrases that name parties.

        Countries that the text speaks of decide between parties of one name, so give the whole article
        where there is one. Cost grows linearly with the text.

        Returns:
            Disjoint spans in text order.
        """
        return tuple(_party_span(text, span) for span in self._reader.read(text))

    def party(self, name: str) -> Party:
        """Return the party of a bare name, as tables of claims hold it; made from the name if unknown."""
        spans = self.find(name)
        if len(spans) == 1 and spans[0].end - spans[0].start >= len(name.strip()):
            return Party(spans[0].party.actor_id, spans[0].party.name, name)
        return Party(actor_id(name), name.strip(), name)


def _party_span(text: str, span: Span) -> PartySpan:
    surface = text[span.start : span.end]
    return PartySpan(span.start, span.end, Party(span.actor_id, span.name, surface), span.kind)


def load_actors(paths: Sequence[Path] = ()) -> ActorBook:
    """Load the shipped parties and states, and users' files on top.

    Args:
        paths: TOML files in the format of `data/actors.toml`; later ones win.

    Raises:
        BadDataFileError: If a file breaks the format; lists every fault with file and key.
    """
    return ActorBook(merge_states(read_actor_files(paths)), read_words())


def build_lexicon(entries: Sequence[ActorEntry], words: ActorWords) -> Lexicon:
    """Return the lexicon of all names and words."""
    lexicon = Lexicon()
    for entry in entries:
        add_names(lexicon, entry)
    for head, kind in words.heads.items():
        lexicon.entry(phrase_words(head)[0]).head = kind
    for generic_id, (_, phrases) in words.generics.items():
        for phrase in phrases:
            lexicon.entry(phrase_words(phrase)[0]).generic = generic_id
    for name, adjectives in words.causes.items():
        for adjective in adjectives:
            lexicon.entry(phrase_words(adjective)[0]).cause = name
    for qualifier in words.qualifiers:
        lexicon.entry(phrase_words(qualifier)[0]).qualifier = True
    return lexicon


def add_names(lexicon: Lexicon, entry: ActorEntry) -> None:
    """Add the names of a party to a lexicon."""
    actor = entry.actor
    kinds: dict[str, str] = dict.fromkeys((actor.name, *actor.aliases), "named")
    kinds |= dict.fromkeys(entry.people, "person")
    kinds |= dict.fromkeys(entry.adjectives, "adjective")
    kinds |= dict.fromkeys(entry.places, "country")
    for name, kind in (*kinds.items(), *((f"{adjective}s", "country") for adjective in entry.adjectives)):
        keys, words = phrase_words(name)
        found = lexicon.entry(keys).candidates if keys else []
        if all(other.actor_id != actor.id or other.words != words for other in found):
            is_local = name in entry.acronyms
            found.append(Candidate(actor.id, kind, words, is_name=name == actor.name, is_local=is_local))
    for country in entry.places:
        keys, words = phrase_words(country)
        if not keys[-1].endswith("s"):  # "Syrias second city": texts that lost their apostrophes
            possessive = Candidate(actor.id, "country", (*words[:-1], words[-1] + "s"))
            lexicon.entry((*keys[:-1], keys[-1] + "s")).candidates.append(possessive)
