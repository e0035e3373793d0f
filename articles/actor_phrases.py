"""Phrases for parties decided: which party a run of words means, and how surely it is one."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from articles.actor_files import ActorWords, actor_id
from articles.actor_lexicon import HYPHENS, Candidate, Lexicon, Tokens
from articles.actor_names import MadeName, NameScanner
from articles.actor_runs import Run, RunReader
from articles.actor_words import Word, choose, find_words
from articles.models import Actor

_COORDINATION = re.compile(r"(?:\s{0,3},)?\s{0,3}(?:,|and|or|/|-|–)\s{0,3}(?:the\s)?")
_LONGEST_COORDINATION = 8
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
# Unnamed kinds that a nationality makes into its state's forces ...
_OF_STATES = frozenset({"", "government", "forces", "peacekeepers", "coalition"})
# ... and kinds that a nationality only locates.
_EVERYWHERE = frozenset(
    {"islamist-militants", "jihadists", "takfiri-militants", "gunmen", "terrorists", "tribal-forces"}
)


class Span(NamedTuple):
    """A phrase found: offsets, party and kind (see `articles.actors.PartySpan`)."""

    start: int
    end: int
    actor_id: str
    name: str
    kind: str


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
        tokens = Tokens(text)
        words, countries = find_words(tokens, self.lexicon, self.actors)
        made = NameScanner(tokens, words, self.rules).names()
        return _finish(text, list(_Page(self, tokens, words, made, countries).spans()))

    def built(self, name: str, countries: frozenset[str], *, at_home: bool = False) -> tuple[str, str, str]:
        """Return id, name and kind of a party whose name was put together: listed, or made.

        Args:
            name: The name.
            countries: Countries that the text mostly speaks of.
            at_home: Whether a listed party must be of one of these: "Arab militia" is Darfur's only there.
        """
        entry = self.lexicon.get(name)
        chosen = choose(entry.candidates, self.actors, countries, is_plain=False) if entry else None
        if chosen is None or (at_home and self.actors[chosen.actor_id].country not in {"", *countries}):
            identity = actor_id(name)
            return identity, name, "generic" if identity in self.rules.generics else "made"
        actor = self.actors[chosen.actor_id]
        return actor.id, actor.name, "named"


class _Page:
    """One text under work."""

    def __init__(
        self,
        reader: PhraseReader,
        tokens: Tokens,
        words: Mapping[int, Word],
        made: Mapping[int, MadeName],
        countries: frozenset[str],
    ) -> None:
        self._reader = reader
        self._rules = reader.rules
        self._tokens = tokens
        self._words = words
        self._made = made
        self._countries = countries
        self._runs = RunReader(tokens, words, made, reader.rules)

    def spans(self) -> Iterator[Span]:
        """Yield the phrases in order."""
        behind = 0
        for position in sorted(self._words.keys() | self._made.keys()):
            if position < behind:
                continue
            if position in self._made:
                yield self._made_span(self._made[position])
                behind = self._made[position].last
            else:
                found, behind = self._phrase(position)
                yield from found

    def _built(self, name: str, *, at_home: bool = False) -> tuple[str, str, str]:
        return self._reader.built(name, self._countries, at_home=at_home)

    def _made_span(self, name: MadeName) -> Span:
        first, last_key = self._words.get(name.first), self._tokens.keys[name.last - 1]
        if first is not None and first.nation and last_key in self._rules.made["of_states"]:
            owner = self._reader.actors[first.nation.actor_id]
            return Span(name.start, name.end, owner.id, owner.name, "state")
        state = self._state_named_behind(name)
        if state is not None:
            owner = self._reader.actors[state.actor_id]
            return Span(name.start, name.end, owner.id, owner.name, "state")
        surface = self._tokens.text[name.start : name.end]
        return Span(name.start, name.end, *self._built(surface))

    def _state_named_behind(self, name: MadeName) -> Candidate | None:
        """The state of "Military Forces of Syria", as event databases write it."""
        keys = list(self._tokens.keys[name.first : name.last])
        if "of" not in keys or " ".join(keys[: keys.index("of")]) not in self._rules.made["forces_of"]:
            return None
        word = self._words.get(name.first + keys.index("of") + 1)
        return word.nation if word is not None else None

    def _phrase(self, position: int) -> tuple[list[Span], int]:
        """Return the spans of the phrase that begins at a token, and the token to go on from."""
        run = self._runs.run(position)
        if run.last == position:
            return [], position + 1
        prefix = self._prefix(position)
        if prefix == "pro" or (prefix and run.heads):
            return self._with_prefix(run, prefix), run.last
        if prefix:
            return [], run.last
        suffix = self._runs.suffix(run.last) or self._runs.spaced_suffix(run)
        if suffix and suffix not in self._rules.held_by:
            return self._helped(run, suffix)
        if suffix:
            return self._spans(run, is_holder=True), run.last + 1
        tied = self._tied(run) if run.heads and not run.name else None
        return tied or (self._spans(run), run.last)

    def _prefix(self, position: int) -> str:
        """Return "anti", "non" or "pro" if a hyphen joins it to a token."""
        if not position or self._tokens.gap(position) not in HYPHENS:
            return ""
        key = self._tokens.keys[position - 1]
        return key if key in ("anti", "non", "pro") else ""

    def _with_prefix(self, run: Run, prefix: str) -> list[Span]:
        """Return the party of "pro-Haftar militias" (Haftar's) or of "anti-Houthi forces" (its own)."""
        start = self._tokens.starts[run.words[0].first - 1]
        if prefix == "pro" and (run.name or run.generic == "government"):
            return [span._replace(start=start, kind=_not_person(span.kind)) for span in self._spans(run)]
        if not run.heads or prefix == "non":
            return []
        return [Span(start, run.end, *self._built(self._tokens.text[start : run.end]))]

    def _helped(self, run: Run, suffix: str) -> tuple[list[Span], int]:
        """Return M23 for "M23-aligned rebels", but of "Turkish-backed rebels" only the rebels, later."""
        behind = run.last + 1
        is_own = suffix in self._rules.allied_to and (run.name is not None or suffix == "led")
        if not is_own or self._runs.following(behind) is None:
            return [], behind
        follower = self._runs.run(behind)
        party = self._spans(run)
        if not party or not follower.heads or follower.name or follower.nation:
            return [], behind
        kind = "state" if party[-1].kind in ("country", "adjective") else _not_person(party[-1].kind)
        return [party[-1]._replace(end=follower.end, kind=kind)], follower.last

    def _tied(self, run: Run) -> tuple[list[Span], int] | None:
        """Return the party of "forces loyal to X" and "fighters from the X", over the whole phrase."""
        tie, behind = self._runs.tie(run.last)
        if not tie:
            return None
        at = behind
        most = min(len(self._tokens), behind + _PASSED_OVER_MOST)
        while at < most and self._tokens.keys[at] in _PASSED_OVER:
            at += 1
        if at >= len(self._tokens) or not self._tokens.joined(at):
            return None
        if at in self._made:
            return [self._made_span(self._made[at])._replace(start=run.start)], self._made[at].last
        target = self._runs.run(at)
        if target.last == at or self._runs.suffix(target.last):
            return None
        party = self._target(run, tie, target)
        return ([party._replace(start=run.start, end=target.end)], target.last) if party else None

    def _target(self, run: Run, tie: str, target: Run) -> Span | None:
        spans = self._spans(target)
        if len(spans) != 1 or spans[0].kind in ("generic", "adjective", "cause"):
            return None
        if spans[0].kind == "country":
            is_of_state = any(head.head in ("state", "open") for head in run.heads)
            return (
                spans[0]._replace(kind="state") if is_of_state and tie in self._rules.country_ties else None
            )
        return spans[0]._replace(kind=_not_person(spans[0].kind))

    def _spans(self, run: Run, *, is_holder: bool = False) -> list[Span]:
        if run.name:
            return [self._named(run, run.name)]
        headed = self._headed(run) if run.heads else None
        if headed is None:
            return list(self._bare(run, is_holder=is_holder))
        return [*self._partners(run), headed] if headed.kind == "state" else [headed]

    def _partners(self, run: Run) -> Iterator[Span]:
        """Yield the states that a hyphen joins to the one of the phrase: "US-Iraqi troops"."""
        nations = [word for word in run.modifiers if word.nation]
        for word, following in pairwise(nations):
            if word.nation and self._tokens.gap(following.first) in HYPHENS and word.last == following.first:
                actor = self._reader.actors[word.nation.actor_id]
                yield Span(word.start, word.end, actor.id, actor.name, "state")

    def _named(self, run: Run, name: Word) -> Span:
        telling = [word for word in run.modifiers if word.nation or word.cause]
        is_part = bool(telling) and telling[-1].last == name.first and not telling[0].possessive
        actor = self._reader.actors[name.name.actor_id if name.name else ""]
        kind = "person" if name.name and name.name.kind == "person" and not run.heads else "named"
        return Span(telling[0].start if is_part else name.start, run.end, actor.id, actor.name, kind)

    def _headed(self, run: Run) -> Span | None:
        """Return the party of a phrase that ends in a noun of forces."""
        generic = run.generic
        if run.cause:
            return Span(run.start, run.end, *self._built(run.cause, at_home=True))
        if run.nation and generic not in _EVERYWHERE:
            return self._national(run, run.nation, generic)
        if not generic or self._is_something_else(run):
            return None
        return Span(run.start, run.end, generic, self._rules.generics[generic][0], "generic")

    def _national(self, run: Run, nation: Word, generic: str) -> Span | None:
        """Return the state of "Iraqi troops", or the group of "Libyan rebels"."""
        owner = nation.nation.actor_id if nation.nation else ""
        if generic not in _OF_STATES:
            if self._is_something_else(run):
                return None
            adjective = self._reader.adjectives.get(owner) or self._reader.actors[owner].name
            name = f"{adjective} {self._rules.generics[generic][0]}"
            return Span(nation.start, run.end, *self._built(name))
        if generic or run.heads[-1].head in ("state", "open"):
            return Span(nation.start, run.end, owner, self._reader.actors[owner].name, "state")
        return None

    def _is_something_else(self, run: Run) -> bool:
        """Tell whether the phrase only describes what follows ("military operation")."""
        if run.heads[-1].key not in self._rules.shy_heads or run.last >= len(self._tokens):
            return False
        return self._tokens.joined(run.last) and self._tokens.keys[run.last] in self._rules.not_before

    def _bare(self, run: Run, *, is_holder: bool) -> Iterator[Span]:
        """Yield nations that stand alone, and peoples or causes that hold something or share a noun."""
        for word in run.modifiers:
            if word.nation:
                actor = self._reader.actors[word.nation.actor_id]
                yield Span(word.start, word.end, actor.id, actor.name, word.nation.kind)
            elif word.cause:
                identity, name = actor_id(word.cause), word.cause
                if is_holder:
                    identity, name, _ = self._built(word.cause, at_home=True)
                yield Span(word.start, word.end, identity, name, "adjective" if is_holder else "cause")


def _not_person(kind: str) -> str:
    return "named" if kind == "person" else kind


def _finish(text: str, spans: list[Span]) -> list[Span]:
    """Settle what depends on the neighbours: "U.S. and Iraqi forces", "Army of X (AX)", lone causes."""
    done: list[Span] = []
    for span in reversed(spans):
        after = done[-1] if done else None
        settled = _beside(text, span, after) if after else span
        if after and _is_own_acronym(text, settled, after):
            done[-1] = settled._replace(end=after.end + 1)
        elif settled.kind != "cause":
            done.append(settled)
    done.reverse()
    return done


def _is_own_acronym(text: str, span: Span, after: Span) -> bool:
    """Tell whether the next phrase is this party's acronym in brackets."""
    in_brackets = text[span.end : after.start] == " (" and text[after.end : after.end + 1] == ")"
    return in_brackets and span.actor_id == after.actor_id and span.kind == after.kind == "named"


def _beside(text: str, span: Span, after: Span) -> Span:
    """Return a lone nation or cause as a party if it shares the noun of forces of the next phrase."""
    if after.kind not in ("state", "named", "made"):
        return span
    surface = text[span.start : span.end]
    is_adjective = span.kind in ("adjective", "cause") or (span.kind == "country" and surface.isupper())
    gap = text[span.end : after.start]
    if not is_adjective or len(gap) > _LONGEST_COORDINATION or not _COORDINATION.fullmatch(gap):
        return span
    return span._replace(kind="made" if span.kind == "cause" else "state")
