"""Names of parties and the words around them as a trie over folded tokens, matched against a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.apostrophes import LOST

_TOKEN = re.compile(rf"[A-Za-z](?:\.[A-Za-z])+\b\.?|[^\W_]+(?:['’ʼʻ‘`][^\W_]+)*{LOST}?")
_POSSESSIVES = ("'s", "’s", "ʼs", "`s", "'S", "’S")
_ENDS = f"sS{LOST}"
_FOREIGN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ʿ": "", "ʾ": "", LOST: "s"}
)
_PUNCTUATION = str.maketrans("", "", ".'’ʼʻ‘`")
_ARTICLES = frozenset({"al", "el"})
_JOINED_ARTICLES = frozenset({"as", "ash", "an", "ar", "ad", "at", "az", "ed", "ul", "ech", "en"})
HYPHENS = frozenset("-–‑")
_GAPS = frozenset({"", "/", *HYPHENS})
_LONGEST_GAP = 3


class Tokens:
    """The words of a text, as parallel lists.

    Attributes:
        text: The text.
        words: Each word as written.
        keys: Each word folded: lower case, no accents, apostrophes or dots.
        starts: Offset of each word's first character.
        ends: Offset behind each word's last one.
        bases: Folded word without its possessive 's, for the tokens that have one; short names may have lost
            the apostrophe ("ISs").
        tails: Length of that ending.
    """

    __slots__ = ("bases", "ends", "keys", "starts", "tails", "text", "words")

    def __init__(self, text: str) -> None:
        matches = list(_TOKEN.finditer(text))
        self.text = text
        self.words = [match[0] for match in matches]
        self.keys = [fold_word(word) for word in self.words]
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.tails = {
            i: tail for i, word in enumerate(self.words) if word[-1] in _ENDS and (tail := _tail(word))
        }
        self.bases = {i: fold_word(self.words[i][:-tail]) for i, tail in self.tails.items()}

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, at: int) -> str:
        """Return what stands between a token and the one before it."""
        return self.text[self.ends[at - 1] : self.starts[at]]

    def joined(self, at: int) -> bool:
        """Tell whether a token and the one before it belong together: blanks, a hyphen, a slash between."""
        gap = self.text[self.ends[at - 1] : self.starts[at]]
        return gap == " " or (len(gap) <= _LONGEST_GAP and gap.strip() in _GAPS and "\n\n" not in gap)

    def is_article(self, at: int) -> bool:
        """Tell whether a token is an Arabic article, which names drop or change freely ("al-", "ash-")."""
        key = self.keys[at]
        if key in _ARTICLES:
            return True
        return key in _JOINED_ARTICLES and self.text[self.ends[at] : self.ends[at] + 1] in HYPHENS


@dataclass(frozen=True, slots=True)
class Candidate:
    """One party that a phrase may name.

    Attributes:
        actor_id: The party.
        kind: "named", "person", "country" or "adjective".
        words: The phrase as the file writes it; its capitals are needed in the text too.
        is_name: Whether the phrase is the party's own short name.
        is_local: Whether it means the party only where a text speaks of its country ("AS", "BH").
    """

    actor_id: str
    kind: str
    words: tuple[str, ...]
    is_name: bool = False
    is_local: bool = False


@dataclass(slots=True)
class Entry:
    """What a phrase can be; filled while the lexicon is built."""

    candidates: list[Candidate] = field(default_factory=list)
    head: str = ""
    generic: str = ""
    cause: str = ""
    qualifier: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the phrase has a meaning besides naming parties."""
        return bool(self.head or self.generic or self.cause or self.qualifier)


class Lexeme(NamedTuple):
    """A phrase of the lexicon found in a text: tokens `first` to before `last`."""

    first: int
    last: int
    start: int
    end: int
    entry: Entry
    candidates: tuple[Candidate, ...]
    possessive: bool


class _Node:
    """One step of the trie."""

    __slots__ = ("entry", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.entry: Entry | None = None


def _tail(word: str) -> int:
    """Length of a possessive ending, 0 if there is none."""
    if word[-1] == LOST:
        return len(LOST)
    if word.endswith(_POSSESSIVES) and len(word) > len("'s"):
        return len("'s")
    return len("s") if len(word) > len("As") and word[-1] == "s" and word[:-1].isupper() else 0


def fold_word(text: str) -> str:
    """Return a word in lower case without accents, apostrophes and dots."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered if lowered.isalnum() else lowered.translate(_PUNCTUATION)
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_FOREIGN))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_PUNCTUATION)


def phrase_words(phrase: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys under which a phrase is filed, and its words as written, without Arabic articles."""
    tokens = Tokens(phrase)
    kept = [i for i in range(len(tokens)) if not tokens.is_article(i)] or range(len(tokens))
    return tuple(tokens.keys[i] for i in kept), tuple(tokens.words[i] for i in kept)


class Lexicon:
    """All phrases that take part in naming a party."""

    def __init__(self) -> None:
        self._root = _Node()

    def entry(self, keys: Iterable[str]) -> Entry:
        """Return the entry of a phrase, made if it is new."""
        node = self._root
        for key in keys:
            node = node.next.setdefault(key, _Node())
        if node.entry is None:
            node.entry = Entry()
        return node.entry

    def first_words(self) -> frozenset[str]:
        """Return the words that phrases begin with, folded."""
        return frozenset(self._root.next)

    def get(self, phrase: str) -> Entry | None:
        """Return the entry of exactly this phrase, or None."""
        node: _Node | None = self._root
        for key in phrase_words(phrase)[0]:
            node = node.next.get(key) if node else None
        return node.entry if node else None

    def lexemes(self, tokens: Tokens) -> Iterator[Lexeme]:
        """Yield the longest phrases of a text whose capitals fit, left to right."""
        first_words, bases, behind = self._root.next, tokens.bases, 0
        for at, key in enumerate(tokens.keys):
            if at < behind or (key not in first_words and bases.get(at) not in first_words):
                continue
            lexeme = self._longest(tokens, at, len(tokens))
            if lexeme is not None:
                behind = lexeme.last
                yield lexeme

    def shorter(self, tokens: Tokens, lexeme: Lexeme) -> Iterator[Lexeme]:
        """Yield the phrases inside a phrase that turned out to mean nothing here."""
        at = lexeme.first
        while at < lexeme.last:
            inner = self._longest(tokens, at, lexeme.last - 1 if at == lexeme.first else lexeme.last)
            if inner is not None:
                yield inner
            at = inner.last if inner else at + 1

    def _longest(self, tokens: Tokens, position: int, last: int) -> Lexeme | None:
        node, best = self._root, None
        used: list[int] = []
        for at in range(position, last):
            if at > position and not tokens.joined(at):
                break
            following = node.next.get(tokens.keys[at])
            owner = node.next.get(tokens.bases[at]) if at in tokens.bases else None
            if following is None and owner is None:
                if used and tokens.is_article(at):
                    continue
                break
            used.append(at)
            if owner is not None and owner.entry is not None:
                best = _fit(owner.entry, tokens, used, possessive=True) or best
            elif following is not None and following.entry is not None:
                best = _fit(following.entry, tokens, used, possessive=False) or best
            if following is None:
                break
            node = following
        return best


def _fit(entry: Entry, tokens: Tokens, used: list[int], *, possessive: bool) -> Lexeme | None:
    """Return the phrase of an entry, if its capitals fit the words used."""
    candidates = entry.candidates
    fitting = tuple(c for c in candidates if _capitals_fit(c.words, tokens, used)) if candidates else ()
    if not fitting and not entry.is_plain:
        return None
    end = tokens.ends[used[-1]] - (tokens.tails[used[-1]] if possessive else 0)
    return Lexeme(used[0], used[-1] + 1, tokens.starts[used[0]], end, entry, fitting, possessive)


def _capitals_fit(words: tuple[str, ...], tokens: Tokens, used: list[int]) -> bool:
    for word, at in zip(words, used, strict=True):
        if not word[0].isupper():
            continue
        written = tokens.words[at]
        if not written[0].isupper():
            return False
        if len(word) > 1 and word.isupper():
            whole = written[: -tokens.tails[at]] if at in tokens.tails else written
            if not whole.isupper():
                return False
    return True
