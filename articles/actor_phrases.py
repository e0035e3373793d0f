"""Phrases for parties put together from the words of a text: modifiers, a name, nouns of forces, ties."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from articles.actor_files import ActorWords, actor_id
from articles.actor_lexicon import Lexicon, Token, joins, read_tokens
from articles.actor_names import MadeName, NameScanner
from articles.actor_words import Word, read_words
from articles.models import Actor

_HYPHENS = frozenset("-–‑")
_COORDINATION = re.compile(r"(?:\s{0,3},)?\s{0,3}(?:,|and|or|/|-|–)\s{0,3}(?:the\s)?")
_APPOSITIVES = (
    "group",
    "movement",
    "militia",
    "network",
    "alliance",
    "coalition",
    "organisation",
    "organization",
)
_PASSED_OVER = frozenset(
    {
        "the",
        "former",
        "president",
        "leader",
        "general",
        "gen",
        "field",
        "marshal",
        "a",
        "ousted",
        "exiled",
        "so",
    }
)
_PASSED_OVER_MOST = 3
_LONGEST_COORDINATION = 8
# Kinds of unnamed parties that a nationality makes into its state's forces, not into a group.
_OF_STATES = frozenset({"", "government", "forces", "peacekeepers", "coalition"})
_VAGUE = frozenset({"", "forces", "fighters", "militia", "armed-groups", "coalition", "government"})


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase found: offsets, party and kind (see `articles.actors.PartySpan`)."""

    start: int
    end: int
    actor_id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Adjacent words of one phrase, by what they do there; `last` is the token behind them."""

    modifiers: tuple[Word, ...]
    name: Word | None
    heads: tuple[Word, ...]
    last: int

    @property
    def start(self) -> int:
        return (*self.modifiers, *((self.name,) if self.name else ()), *self.heads)[0].start

    @property
    def end(self) -> int:
        return (*self.modifiers, *((self.name,) if self.name else ()), *self.heads)[-1].end


class PhraseReader:
    """Finds the phrases of texts that name parties."""

    def __init__(
        self, lexicon: Lexicon, rules: ActorWords, actors: Mapping[str, Actor], adjectives: Mapping[str, str]
    ) -> None:
        self.lexicon = lexicon
        self.rules = rules
        self.actors = actors
        self.adjectives = adjectives

    def read(self, text: str) -> list[Span]:
        """Return disjoint spans in text order."""
        tokens = read_tokens(text)
        words = read_words(text, tokens, self.lexicon, self.actors)
        made = NameScanner(text, tokens, words, self.rules).names()
        return _finish(text, list(_Page(self, text, tokens, words, made).spans()))

    def built(self, name: str) -> tuple[str, str, str]:
        """Return id, name and kind of a party whose name was put together: listed, or made."""
        entry = self.lexicon.get(name)
        if entry is not None and entry.candidates:
            actor = self.actors[entry.candidates[0].actor_id]
            return actor.id, actor.name, "named"
        return actor_id(name), name, "made"


class _Page:
    """One text under work."""

    def __init__(
        self,
        reader: PhraseReader,
        text: str,
        tokens: list[Token],
        words: dict[int, Word],
        made: dict[int, MadeName],
    ) -> None:
        self._reader = reader
        self._rules = reader.rules
        self._text = text
        self._tokens = tokens
        self._words = words
        self._made = made

    def spans(self) -> Iterator[Span]:
        """Yield the phrases in order."""
        position, count = 0, len(self._tokens)
        while position < count:
            if position in self._made:
                name = self._made[position]
                yield self._made_span(name)
                position = name.last
            elif position in self._words:
                found, position = self._phrase(position)
                yield from found
            else:
                position += 1

    def _made_span(self, name: MadeName) -> Span:
        surface = self._text[name.start : name.end]
        return Span(name.start, name.end, actor_id(surface), surface, "made")

    # ---- reading a run of words ---------------------------------------------------------------------

    def _next(self, at: int, *, first: bool) -> Word | None:
        """Return the word at a token, if it goes on a phrase."""
        word = self._words.get(at)
        if word is None or at in self._made:
            return None
        if not first and not self._joined(at):
            return None
        return word

    def _joined(self, at: int) -> bool:
        if at == 0 or at >= len(self._tokens):
            return False
        gap = self._text[self._tokens[at - 1].end : self._tokens[at].start]
        return gap == " " or (
            "/" not in gap and joins(self._text, self._tokens[at - 1].end, self._tokens[at].start)
        )

    def _run(self, position: int) -> _Run:
        modifiers: list[Word] = []
        heads: list[Word] = []
        at = position
        while word := self._next(at, first=at == position):
            if word.name:
                if heads and not _may_modify(heads):
                    break
                return self._with_heads((*modifiers, *heads), word)
            if word.nation or word.cause:
                if heads and not all(head.qualifier for head in heads):
                    break
                modifiers, heads = [*modifiers, *heads, word], []
            elif word.head or word.generic:
                heads.append(word)
            elif word.qualifier and not heads:
                modifiers.append(word)
            else:
                break
            at = word.last
            if self._suffix(at):
                break
        return _Run(tuple(modifiers), None, tuple(heads), at)

    def _with_heads(self, modifiers: tuple[Word, ...], name: Word) -> _Run:
        """Take the nouns of forces behind a name: "Boko Haram fighters"."""
        heads: list[Word] = []
        at = name.last
        if not self._suffix(at):
            while (word := self._next(at, first=False)) and (word.head or word.generic) and not word.nation:
                heads.append(word)
                at = word.last
        return _Run(modifiers, name, tuple(heads), at)

    def _suffix(self, at: int) -> str:
        """Return the word that a hyphen joins to the phrase before a token, if it is one that counts."""
        if not 0 < at < len(self._tokens):
            return ""
        if self._text[self._tokens[at - 1].end : self._tokens[at].start] not in _HYPHENS:
            return ""
        key = self._tokens[at].key
        rules = self._rules
        return key if key in rules.held_by or key in rules.allied_to or key in rules.backed_by else ""

    # ---- deciding what a run means ------------------------------------------------------------------

    def _phrase(self, position: int) -> tuple[list[Span], int]:
        """Return the spans of the phrase that begins at a token, and the token to go on from."""
        if self._is_opposed(position):
            return self._opposed(position)
        run = self._run(position)
        if run.last == position:
            return [], position + 1
        suffix = self._suffix(run.last)
        if suffix and suffix not in self._rules.held_by:
            return self._helped(run, suffix)
        if suffix:
            return self._spans(run, held=True), run.last + 1
        if run.heads and not run.name:
            tied = self._tied(run)
            if tied:
                return tied
        return self._spans(run, held=False), run.last

    def _is_opposed(self, position: int) -> bool:
        before = self._tokens[position - 1] if position else None
        return (
            before is not None
            and before.key in ("anti", "non")
            and self._text[before.end : before.end + 1] in _HYPHENS
        )

    def _opposed(self, position: int) -> tuple[list[Span], int]:
        """ "anti-Houthi forces": a party of its own name; the word behind "anti-" is not meant."""
        run = self._run(position)
        last = max(run.last, position + 1)
        if not run.heads or not (run.name or run.modifiers):
            return [], last
        start = self._tokens[position - 1].start
        surface = self._text[start : run.end]
        identity, name, kind = self._reader.built(surface)
        return [Span(start, run.end, identity, name, kind)], last

    def _helped(self, run: _Run, suffix: str) -> tuple[list[Span], int]:
        """ "M23-aligned rebels" are M23's; of "Turkish-backed rebels" only the rebels are a party."""
        behind = run.last + 1
        follower = self._run(behind) if self._next(behind, first=False) else None
        named = run.name is not None or suffix == "led"
        if suffix in self._rules.allied_to and named and follower and follower.heads and not follower.name:
            party = self._spans(replace(run, heads=run.heads), held=False)
            if party and not any(modifier.nation for modifier in follower.modifiers):
                last = party[-1]
                kind = "state" if last.kind in ("country", "adjective") else "named"
                return [replace(last, end=follower.end, kind=kind)], follower.last
        return [], behind

    def _tied(self, run: _Run) -> tuple[list[Span], int] | None:
        """ "forces loyal to X", "fighters from the X": the party behind the tie, and the whole phrase."""
        tie = self._next(run.last, first=False)
        if tie is None or not tie.tie:
            return None
        at = tie.last
        passed = 0
        while at < len(self._tokens) and passed < _PASSED_OVER_MOST and self._tokens[at].key in _PASSED_OVER:
            at, passed = at + 1, passed + 1
        if not self._joined(at):
            return None
        if at in self._made:
            return [replace(self._made_span(self._made[at]), start=run.start)], self._made[at].last
        target = self._run(at) if at in self._words else None
        if target is None or target.last == at or self._suffix(target.last):
            return None
        party = self._target(run, tie, target)
        return ([replace(party, start=run.start, end=target.end)], target.last) if party else None

    def _target(self, run: _Run, tie: Word, target: _Run) -> Span | None:
        spans = self._spans(target, held=False)
        if len(spans) != 1:
            return None
        span = spans[0]
        if span.kind == "country":
            of_state = any(head.head in ("state", "open") for head in run.heads)
            return replace(span, kind="state") if of_state and tie.tie in self._rules.country_ties else None
        if span.kind in ("generic", "adjective"):
            return None
        return replace(span, kind="named") if span.kind == "person" else span

    def _spans(self, run: _Run, *, held: bool) -> list[Span]:
        if run.name:
            return [self._named(run, run.name)]
        if run.heads:
            span = self._headed(run)
            if span:
                return [span]
        return list(self._bare(run, held=held))

    def _named(self, run: _Run, name: Word) -> Span:
        candidate = name.name
        assert candidate is not None  # noqa: S101  a run's name names a party
        telling = [word for word in run.modifiers if word.nation or word.cause]
        start = (
            telling[0].start
            if telling and telling[-1].last == name.first and not telling[0].possessive
            else name.start
        )
        actor = self._reader.actors[candidate.actor_id]
        kind = "person" if candidate.kind == "person" and not run.heads else "named"
        return Span(start, run.end, actor.id, actor.name, kind)

    def _headed(self, run: _Run) -> Span | None:
        """Return the party of a phrase that ends in a noun of forces."""
        generic = _generic(run)
        nation = next((word for word in reversed(run.modifiers) if word.nation), None)
        cause = next((word.cause for word in reversed(run.modifiers) if word.cause), "")
        if cause:
            return Span(run.start, run.end, *self._reader.built(cause))
        if nation and nation.nation:
            owner = nation.nation.actor_id
            if generic not in _OF_STATES:
                adjective = self._reader.adjectives.get(owner) or " ".join(nation.nation.words)
                name = self._rules.generics[generic][0]
                return Span(nation.start, run.end, *self._reader.built(f"{adjective} {name}"))
            if run.heads[-1].head in ("state", "open") or generic:
                return Span(nation.start, run.end, owner, self._reader.actors[owner].name, "state")
            return None
        if not generic or self._is_something_else(run):
            return None
        return Span(run.start, run.end, generic, self._rules.generics[generic][0], "generic")

    def _is_something_else(self, run: _Run) -> bool:
        """Tell whether the phrase only describes what follows ("military operation")."""
        last = run.heads[-1]
        if last.key not in self._rules.shy_heads or not self._joined(run.last):
            return False
        return self._tokens[run.last].key in self._rules.not_before

    def _bare(self, run: _Run, *, held: bool) -> Iterator[Span]:
        """Yield nations that stand alone, and people or causes that hold something."""
        for word in run.modifiers:
            if word.nation:
                actor = self._reader.actors[word.nation.actor_id]
                yield Span(word.start, word.end, actor.id, actor.name, word.nation.kind)
            elif word.cause:
                identity, name, _ = self._reader.built(word.cause)
                yield Span(word.start, word.end, identity, name, "adjective" if held else "cause")


def _may_modify(heads: list[Word]) -> bool:
    """Tell whether nouns of forces only introduce the name behind them: "the rebel group M23"."""
    return all(head.qualifier for head in heads) or heads[-1].key.endswith(_APPOSITIVES)


def _generic(run: _Run) -> str:
    """Return the unnamed kind of party a phrase stands for: the first telling word, else the noun itself."""
    words = (*run.modifiers, *run.heads)
    telling = (word.generic for word in words if word.generic not in _VAGUE)
    plain = (word.generic for word in reversed(words) if word.generic and (word.head or word in run.heads))
    return next(telling, "") or next(plain, "")


def _finish(text: str, spans: list[Span]) -> list[Span]:
    """Settle what depends on the neighbours: "U.S. and Iraqi forces", "Army of X (AX)", lone causes."""
    done: list[Span] = []
    for span in reversed(spans):
        after = done[-1] if done else None
        settled = _beside(text, span, after) if after else span
        if settled.kind == "cause":
            continue
        if after and text[settled.end : after.start] == " (" and text[after.end : after.end + 1] == ")":
            if settled.actor_id == after.actor_id and settled.kind == after.kind == "named":
                done[-1] = replace(settled, end=after.end + 1)
                continue
        done.append(settled)
    done.reverse()
    return done


def _beside(text: str, span: Span, after: Span) -> Span:
    """Return a lone nation or cause as a party if it shares the noun of forces of the next phrase."""
    if span.kind not in ("adjective", "cause") or after.kind not in ("state", "named", "made"):
        return span
    gap = text[span.end : after.start]
    if len(gap) > _LONGEST_COORDINATION or not _COORDINATION.fullmatch(gap):
        return span
    return replace(span, kind="state" if span.kind == "adjective" else "made")
