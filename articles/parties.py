"""Turn actor phrases into parties: named, joint, generic, or referring back."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol

from articles.actorphrases import ActorPhrase
from articles.coreference import Memory
from articles.models import Party
from articles.syntax import Syntax
from articles.tagging import Tag

_LOOK_BACK = 600
_COMMON = frozenset({"generic", "adjective"})
_SLUG = re.compile(r"[^\w]+")


class _Span(Protocol):
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def party(self) -> Party: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102


class _Finder(Protocol):
    def find(self, text: str) -> Sequence[_Span]: ...  # noqa: D102


class PartyNamer:
    """Names the parties of one article; its text is searched for them once, when first needed."""

    def __init__(self, book: _Finder, text: str) -> None:
        """Bind to an actor book and the article's text."""
        self._book = book
        self._text = text
        self._found: Sequence[_Span] | None = None
        self._starts: list[int] = []
        self._compounds: dict[str, Party] = {}

    def spans(self, start: int, end: int) -> Sequence[_Span]:
        """Return the actor phrases between two offsets of the text."""
        if self._found is None:
            self._found = self._book.find(self._text)
            self._starts = [span.start for span in self._found]
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def name(self, text: str, syntax: Syntax, phrase: ActorPhrase | None, memory: Memory) -> Party | None:
        """Return the party a phrase names, or None if nothing is known of it.

        Args:
            text: The article's text.
            syntax: The parsed sentence.
            phrase: From `read_actor_phrase`.
            memory: What the article named before.
        """
        if phrase is None:
            return None
        surface = text[syntax.items[phrase.start].start : syntax.items[phrase.stop - 1].end]
        parties = [self._item_party(text, syntax, i) for i in phrase.named]
        known = [party for party in parties if party is not None]
        if known:
            return _joint(known, surface)
        if phrase.anaphor:
            before = self._before(syntax.items[phrase.start].start, syntax, memory)
            pronoun = phrase.anaphor in ("they", "it", "them", "both", "its", "their", "who", "which")
            if before is not None and (
                pronoun or syntax.is_word(phrase.anaphor, "reference") and _fits(phrase.anaphor, before)
            ):
                return Party(before.actor_id, before.name, before.surface)
            if pronoun:
                return None
        return Party(_slug(surface), surface, surface)

    def _before(self, offset: int, syntax: Syntax, memory: Memory) -> Party | None:
        """The party a word at an offset refers back to: first of this sentence, else of the one before."""
        here = [i.party for i in syntax.items if i.party is not None and i.end <= offset]
        named = [span for span in here if span.kind not in _COMMON]
        if named:
            return named[0].party
        start = syntax.items[0].start
        earlier = [s for s in self.spans(max(0, start - _LOOK_BACK), start) if s.kind not in _COMMON]
        last = memory.last_party()
        if last is not None:
            return last
        return earlier[-1].party if earlier else None

    def _item_party(self, text: str, syntax: Syntax, i: int) -> Party | None:
        item = syntax.items[i]
        if item.party is not None:
            return item.party.party
        surface = text[item.start : item.end]
        if surface not in self._compounds:
            self._compounds[surface] = self._look_up(surface, place=item.tag is Tag.PLACE)
        return self._compounds[surface]

    def _look_up(self, surface: str, *, place: bool) -> Party:
        """Name a nationality or group that stands before "-held" or alone: "Russian", "Ukraine"."""
        for words in (surface, f"{surface} forces", f"{surface.removesuffix('s')} forces"):
            found = self._book.find(words)
            if found and found[0].start == 0 and (found[0].kind != "generic" or words == surface):
                party = found[0].party
                return Party(party.actor_id, party.name, surface)
        del place
        return Party(_slug(surface), surface, surface)


def _fits(word: str, party: Party) -> bool:
    """Whether a common noun may refer back to a party: "the army" only to armies and states."""
    name = party.name.lower()
    if word in ("army", "military", "government", "regime", "police", "soldiers"):
        return "government" in name or "army" in name or " " not in name
    return "government" not in name


def _joint(parties: list[Party], surface: str) -> Party:
    distinct = list({p.actor_id: p for p in parties}.values())
    if len(distinct) == 1:
        return Party(distinct[0].actor_id, distinct[0].name, surface)
    return Party("+".join(p.actor_id for p in distinct), " / ".join(p.name for p in distinct), surface)


def _slug(surface: str) -> str:
    return _SLUG.sub("-", surface.lower()).strip("-") or "unnamed"
