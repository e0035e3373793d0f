"""Turn actor phrases into parties: named, joint, generic, or referring back."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from articles.actorphrases import ActorPhrase, read_actor_phrase
from articles.chunks import Kind
from articles.coreference import Memory
from articles.generics import GenericParties
from articles.items import Tag
from articles.models import Actor, Mention, Party
from articles.syntax import Syntax
from articles.wordsets import word_sets

_LOOK_BACK = 600
_PRONOUNS = frozenset({"they", "it", "them", "both", "its", "their", "who", "which", "he", "she"})
_PLURALS = frozenset({"they", "their", "them", "it", "its"})
_FORCES = frozenset({"named", "state", "made", "generic"})
_OPENING = 30  # characters in which a sentence names its subject
_HELPING = frozenset({"help", "support", "back", "assist", "aid", "join"})
_GROUP_WORDS = frozenset(
    ["group", "movement", "organisation", "organization", "alliance", "faction", "coalition", "groups"]
)
_COMMON = frozenset({"generic", "adjective"})
_DEFINITE = re.compile(r"(?i)\b(?:the|these|those)\s")
_MANY = re.compile(r"(?:\b[a-z]+s|men|militia|police)$")
_RIVALS = re.compile(r"(?i)(?:two |the )*(?:rivals?|warring|opposing|competing)\b")
_SLUG = re.compile(r"[^\w]+")


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def party(self) -> Party: ...
    @property
    def kind(self) -> str: ...


class _Finder(Protocol):
    @property
    def actors(self) -> Mapping[str, Actor]: ...
    def find(self, text: str) -> Sequence[_Span]: ...


class PartyNamer:
    """Names the parties of one article; its text is searched for them once, when first needed."""

    def __init__(self, book: _Finder, text: str) -> None:
        """Bind to an actor book and the article's text."""
        self._book = book
        self._text = text
        self._found: Sequence[_Span] | None = None
        self._starts: list[int] = []
        self._compounds: dict[str, Party] = {}
        self._generics: GenericParties | None = None

    def spans(self, start: int, end: int) -> Sequence[_Span]:
        """Return the actor phrases between two offsets of the text."""
        if self._found is None:
            self._found = self._book.find(self._text)
            self._starts = [span.start for span in self._found]
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covers(self, mention: Mention) -> bool:
        """Whether a place name is part of an actor's name ("Afghan Taliban", "Tigrayan forces")."""
        spans = self.spans(max(0, mention.start - 80), mention.end)
        return any(s.start <= mention.start and mention.end <= s.end and s.kind != "country" for s in spans)

    def name(self, syntax: Syntax, phrase: ActorPhrase | None, memory: Memory) -> Party | None:
        """Return the party a phrase names, or None if nothing is known of it.

        Args:
            syntax: The parsed sentence.
            phrase: From `read_actor_phrase`.
            memory: What the article named before.
        """
        if phrase is None:
            return None
        start = syntax.items[phrase.start].start
        surface = self._text[start : syntax.items[phrase.stop - 1].end]
        known = [party for i in phrase.named if (party := self._own_party(syntax, i)) is not None]
        anaphor = phrase.anaphor or _group_word(syntax, phrase)
        meant = self._meant(syntax, phrase, anaphor) if anaphor in _GROUP_WORDS else None
        if meant is not None:
            return Party(meant.actor_id, meant.name, surface)
        if anaphor:
            before = self._before(phrase, syntax, memory)
            pronoun = anaphor in _PRONOUNS
            if before is not None and (pronoun or _fits(anaphor, before)):
                return before
            if pronoun:
                return None
        meant = self._meant(syntax, phrase, anaphor)
        if meant is None and surface.lower() in word_sets()["bare_forces"]:
            meant = self._speaker_before(phrase, syntax)
        if meant is not None:
            return Party(meant.actor_id, meant.name, surface)
        return _joint(known, surface) if known else Party(_slug(surface), surface, surface)

    def own(self, span: _Span, *, sentence: int) -> Party:
        """Return the party an actor phrase means; common nouns are resolved from the article."""
        if span.kind != "generic":
            return span.party
        meant = self._resolve(span.party.actor_id, span.start, sentence)
        return Party(meant.actor_id, meant.name, span.party.surface) if meant is not None else span.party

    def _meant(self, syntax: Syntax, phrase: ActorPhrase, anaphor: str) -> Party | None:
        """Whose "the army" or "the group" is, if the article tells."""
        spans = [syntax.items[i].party for i in phrase.named]
        start, sentence = syntax.items[phrase.start].start, syntax.items[0].start
        if not spans and anaphor in _GROUP_WORDS:
            return self._resolve("group", start, sentence)
        if len(spans) != 1 or spans[0] is None or spans[0].kind != "generic":
            return None
        return self._resolve(spans[0].party.actor_id, start, sentence)

    def _resolve(self, generic: str, start: int, sentence: int) -> Party | None:
        if self._generics is None:
            self._generics = GenericParties(self.spans(0, len(self._text)), self._book.actors)
        definite = bool(_DEFINITE.search(self._text, max(0, start - 12), start + 5))
        return self._generics.resolve(generic, before=start, sentence=sentence, definite=definite)

    def governs(self, party: Party) -> bool:
        """Whether a party is a state's own side."""
        states = {s.party.actor_id for s in self.spans(0, len(self._text)) if s.kind == "state"}
        state_nouns = word_sets()["state_nouns"]
        return party.actor_id in states | state_nouns or party.actor_id.endswith("-government")

    def allied(self, one: Party, other: Party) -> bool:
        """Whether two parties are one, share a member or fight for one camp."""
        ids = set(one.actor_id.split("+")), set(other.actor_id.split("+"))
        if ids[0] & ids[1]:
            return True
        camps = [{self._camp(name) for name in names} - {""} for names in ids]
        pairs = {f"{a}+{b}" for a in ids[0] | camps[0] for b in ids[1] | camps[1]}
        pairs |= {"+".join(reversed(pair.split("+"))) for pair in pairs}
        return bool(camps[0] & camps[1]) or not pairs.isdisjoint(word_sets()["allies"])

    def _camp(self, name: str) -> str:
        actor = self._book.actors.get(name)
        return actor.side if actor is not None else ""

    def split(self, syntax: Syntax, phrase: ActorPhrase | None) -> tuple[Party, Party] | None:
        """Return the two sides of a joint phrase such as "between A and B" or "A, its ally B and C"."""
        if phrase is None or len(phrase.named) < 2:
            return None
        found = [(i, party) for i in phrase.named if (party := self._own_party(syntax, i)) is not None]
        sure = [(i, party) for i, party in found if party.actor_id not in word_sets()["bare_forces"]]
        named = sure if len(sure) > 1 else found
        named = named[1:] if len(named) > 2 and _RIVALS.match(named[0][1].surface) else named
        last = named[-1][1] if named else None
        first = [(i, party) for i, party in named if last is None or party.actor_id != last.actor_id]
        if last is None or not first:
            return None
        start, stop = first[0][0], first[-1][0]
        surface = self._text[syntax.items[start].start : syntax.items[stop].end]
        return _joint([party for _, party in first], surface), last

    def _own_party(self, syntax: Syntax, i: int) -> Party | None:
        span = syntax.items[i].party
        if span is None:
            return self._item_party(syntax, i)
        return self.own(span, sentence=syntax.items[0].start)

    def _before(self, phrase: ActorPhrase, syntax: Syntax, memory: Memory) -> Party | None:
        """The party a word refers back to: who speaks, the first of this sentence, else of those before."""
        said = self._speaker_before(phrase, syntax)
        if said is not None:
            return said
        bound = self._other_than_subject(phrase, syntax) or self._subject_before(phrase, syntax)
        if bound is not None:
            return bound
        offset = syntax.items[phrase.start].start
        here = [
            item.party
            for before, item in pairwise([syntax.items[0], *syntax.items])
            if item.party is not None
            and item.end <= offset
            and not (item.party.kind == "country" and before.tag is Tag.PREP)  # "the border with A"
        ]
        named = [
            span
            for span in here
            if span.kind not in _COMMON or (span.kind == "adjective" and phrase.anaphor in ("he", "she"))
        ]
        if named:
            return named[0].party
        start = syntax.items[0].start
        first = self._first_of_last_sentence(start) if phrase.anaphor in _PLURALS else None
        if first is not None and _agrees(phrase.anaphor, first):
            return first
        earlier = [
            s
            for s in self.spans(max(0, start - _LOOK_BACK), start)
            if s.kind not in _COMMON and not (s.kind == "country" and self._is_where(s))
        ]
        last = memory.last_party()
        if last is not None and (_agrees(phrase.anaphor, last) or not earlier):
            return last
        return earlier[-1].party if earlier else None

    def _is_where(self, span: _Span) -> bool:
        """Whether a country's name only says where: "in A", "the border with A"."""
        words = self._text[max(0, span.start - 12) : span.start].lower().split()
        return bool(words) and words[-1] in ("in", "with", "to", "from", "into", "near", "across", "of")

    def _other_than_subject(self, phrase: ActorPhrase, syntax: Syntax) -> Party | None:
        """The party named last where no subject is meant: "warned A if it", "backed A in its war"."""
        k = next((k for k, c in enumerate(syntax.chunks) if c.last > phrase.start), 0)
        left = syntax.skip_left(k - 1)
        word = syntax.chunks[left].lower if left >= 0 else ""
        aided = syntax.skip_left(left - 1)
        verb = syntax.skip_left(aided - 1)
        helps = syntax.kind(verb) is Kind.VERB and syntax.chunks[verb].lemma in _HELPING
        if not (word == "if" or (word in ("in", "during") and helps and phrase.anaphor == "its")):
            return None
        named = read_actor_phrase(syntax, aided, alone=True)
        known = named is not None and named.named and not named.anaphor and not named.weak
        return self._own_party(syntax, named.named[-1]) if named is not None and known else None

    def _subject_before(self, phrase: ActorPhrase, syntax: Syntax) -> Party | None:
        """The subject of the nearest verb before a pronoun: "B said A held areas it had taken"."""
        k = next((k for k, c in enumerate(syntax.chunks) if c.last > phrase.start), 0)
        for j in range(k - 1, -1, -1):
            if syntax.kind(j) is not Kind.VERB:
                continue
            subject = syntax.subject(j)
            named = (
                read_actor_phrase(syntax, subject, alone=True)
                if subject is not None and subject < k
                else None
            )
            if named is not None and named.named and not named.anaphor and not named.weak:
                return self._own_party(syntax, named.named[-1])
        return None

    def _first_of_last_sentence(self, start: int) -> Party | None:
        """The force a sentence begins with: "Rebels stand near P, a town of the army's. They took Q"."""
        far = max(0, start - _LOOK_BACK)
        end = max(far, *(self._text.rfind(stop, far, start) for stop in ".!?\n"))
        begin = max(far, *(self._text.rfind(stop, far, end) for stop in (". ", "! ", "? ", "\n")))
        spans = [s for s in self.spans(begin, start) if s.kind in _FORCES]
        if not spans or spans[0].start - begin > _OPENING:
            return None
        return self.own(spans[0], sentence=begin)

    def _speaker_before(self, phrase: ActorPhrase, syntax: Syntax) -> Party | None:
        """Read "A says its forces", "A claim they": the speaker is meant."""
        k = next((k for k, c in enumerate(syntax.chunks) if c.last > phrase.start), 0)
        k = syntax.skip_left(k - 1)
        if syntax.kind(k) is Kind.SUB:
            k = syntax.skip_left(k - 1)
        if syntax.kind(k) is not Kind.VERB or not syntax.is_word(syntax.chunks[k].lemma, "say"):
            return None
        speaker = read_actor_phrase(syntax, syntax.subject(k), alone=True)
        if speaker is None or speaker.anaphor or not speaker.named:
            return None
        party = self._item_party(syntax, speaker.named[-1])
        return None if party is None or party.actor_id in word_sets()["outside_bodies"] else party

    def _item_party(self, syntax: Syntax, i: int) -> Party | None:
        item = syntax.items[i]
        if item.party is not None:
            return item.party.party
        surface = self._text[item.start : item.end]
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


def _group_word(syntax: Syntax, phrase: ActorPhrase) -> str:
    """The last word of "the Islamist group": such phrases refer back."""
    if not phrase.start or syntax.items[phrase.start - 1].lower not in ("the", "this"):
        return ""
    spans = [syntax.items[i].party for i in phrase.named]
    if any(span is None or span.kind != "generic" for span in spans):
        return ""
    word = syntax.items[phrase.stop - 1].lower.rsplit(" ", 1)[-1]
    return word if word in _GROUP_WORDS and len(phrase.named) < 2 else ""


def _fits(word: str, party: Party) -> bool:
    """Whether a common noun may refer back to a party: "the army" only to armies and states."""
    name = party.name.lower()
    if word in ("army", "military", "government", "regime", "police", "soldiers"):
        return "government" in name or "army" in name or " " not in name
    return "government" not in name


def _agrees(anaphor: str, party: Party) -> bool:
    """Whether a pronoun agrees with a party in number: "it" is never "rebels" or "the troops"."""
    return anaphor not in ("it", "its") or not _MANY.search(party.surface)


def _joint(parties: list[Party], surface: str) -> Party:
    distinct = list({p.actor_id: p for p in parties}.values())
    if len(distinct) == 1:
        return Party(distinct[0].actor_id, distinct[0].name, surface)
    return Party("+".join(p.actor_id for p in distinct), " / ".join(p.name for p in distinct), surface)


def _slug(surface: str) -> str:
    return _SLUG.sub("-", surface.lower()).strip("-") or "unnamed"
