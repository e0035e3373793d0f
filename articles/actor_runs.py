"""Adjacent words of one phrase for a party: modifiers, a name, nouns of forces."""

from collections.abc import Mapping
from typing import NamedTuple

from articles.actor_files import ActorWords
from articles.actor_lexicon import HYPHENS, Tokens
from articles.actor_names import MadeName
from articles.actor_words import Word

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
_LONGEST_RUN = 12
# Unnamed kinds that say less than a modifier beside them.
_VAGUE = frozenset({"", "forces", "fighters", "militia", "armed-groups", "coalition", "government"})


class Run(NamedTuple):
    """Words of one phrase by what they do there; `last` is the token behind them."""

    modifiers: tuple[Word, ...]
    name: Word | None
    heads: tuple[Word, ...]
    last: int

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in order."""
        return (*self.modifiers, *((self.name,) if self.name else ()), *self.heads)

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.words[-1].end

    @property
    def nation(self) -> Word | None:
        """The last country or nationality among the modifiers."""
        return next((word for word in reversed(self.modifiers) if word.nation), None)

    @property
    def cause(self) -> str:
        """The last people or cause among the modifiers, or ""."""
        return next((word.cause for word in reversed(self.modifiers) if word.cause), "")

    @property
    def generic(self) -> str:
        """Id of the unnamed kind of party: of the first telling word, else of the last noun, or ""."""
        telling = (word.generic for word in self.words if word.generic not in _VAGUE)
        plain = (word.generic for word in reversed(self.heads) if word.generic)
        modifying = (word.generic for word in self.modifiers if word.generic and word.head)
        return next(telling, "") or next(plain, "") or next(modifying, "")


_SPACED = frozenset({"backed", "supported", "trained", "armed"})


class RunReader:
    """Reads runs of words in one text."""

    def __init__(
        self, tokens: Tokens, words: Mapping[int, Word], made: Mapping[int, MadeName], rules: ActorWords
    ) -> None:
        self.tokens = tokens
        self._words = words
        self._made = made
        self._ties = rules.ties
        self._suffixes = rules.held_by | rules.allied_to | rules.backed_by

    def following(self, at: int) -> Word | None:
        """Return the word at a token, if it goes on the phrase before it."""
        if at >= len(self.tokens) or at in self._made or not self.tokens.joined(at):
            return None
        if at not in self._words and self.tokens.is_article(at):
            at += 1
        return self._words.get(at) if at not in self._made else None

    def run(self, position: int) -> Run:
        """Return the run that begins at a token; its `last` is that token if there is none."""
        modifiers: list[Word] = []
        heads: list[Word] = []
        at = position
        word = self._words.get(position)
        while word is not None and len(modifiers) + len(heads) < _LONGEST_RUN:
            if word.name:
                if heads and not _may_introduce(heads):
                    break
                return self._named((*modifiers, *heads), word)
            if word.nation or word.cause:
                if not all(head.qualifier for head in heads):
                    break
                modifiers, heads = [*modifiers, *heads, word], []
            elif word.head or word.generic:
                heads.append(word)
            elif word.qualifier and not heads:
                modifiers.append(word)
            else:
                break
            at = word.last
            word = None if self.suffix(at) else self.following(at)
        return Run(tuple(modifiers), None, tuple(heads), at)

    def _named(self, modifiers: tuple[Word, ...], name: Word) -> Run:
        """Take the nouns of forces behind a name: "Boko Haram fighters"."""
        heads: list[Word] = []
        at = name.last
        word = None if self.suffix(at) else self.following(at)
        while word is not None and _is_noun_of_forces(word) and len(heads) < _LONGEST_RUN:
            heads.append(word)
            at = word.last
            word = self.following(at)
        return Run(modifiers, name, tuple(heads), at)

    def tie(self, at: int) -> tuple[str, int]:
        """Return the words at a token that tie a noun of forces to a party, and the token behind them."""
        for last in (at + 2, at + 1):
            words = tuple(self.tokens.keys[at:last])
            if len(words) == last - at and words in self._ties and self._are_joined(at, last):
                return " ".join(words), last
        return "", at

    def _are_joined(self, first: int, last: int) -> bool:
        return all(self.tokens.joined(at) for at in range(first, last))

    def suffix(self, at: int) -> str:
        """Return the word that a hyphen joins to the phrase before a token ("-held"), if it counts."""
        if not 0 < at < len(self.tokens) or self.tokens.gap(at) not in HYPHENS:
            return ""
        key = self.tokens.keys[at]
        return key if key in self._suffixes else ""

    def spaced_suffix(self, run: Run) -> str:
        """Return "backed" of "U.S. backed rebels", without its hyphen; not in "Turkey backed rebels"."""
        at = run.last
        if run.heads or run.name or not run.modifiers or at + 1 >= len(self.tokens):
            return ""
        nation = run.modifiers[-1].nation
        if nation is None or self.tokens.gap(at) != " " or self.tokens.keys[at] not in _SPACED:
            return ""
        is_adjective = nation.kind == "adjective" or nation.words[0].isupper()
        named = self.following(at + 1) is not None or at + 1 in self._made
        return self.tokens.keys[at] if is_adjective and named else ""


def _is_noun_of_forces(word: Word) -> bool:
    return bool(word.head or word.generic) and not (word.nation or word.name)


def _may_introduce(heads: list[Word]) -> bool:
    """Tell whether nouns of forces only introduce the name behind them: "the rebel group M23"."""
    return all(head.qualifier for head in heads) or heads[-1].key.endswith(_APPOSITIVES)
