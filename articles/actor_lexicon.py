"""Words of a text matched against names of parties: a trie over folded tokens."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_TOKEN = re.compile(r"[A-Za-z](?:\.[A-Za-z])+\b\.?|[^\W_]+(?:['’ʼʻ‘`][^\W_]+)*")
_POSSESSIVES = ("'s", "’s", "ʼs", "`s")
_FOREIGN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ʿ": "", "ʾ": ""})
_PUNCTUATION = str.maketrans("", "", ".'’ʼʻ‘`")
_ARTICLES = frozenset({"al", "el"})
_JOINED_ARTICLES = frozenset({"as", "ash", "an", "ar", "ad", "at", "az", "ed", "ul", "ech", "en"})
_HYPHENS = frozenset("-–‑")
_LONGEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text.

    Attributes:
        start: Offset of the first character.
        end: Offset behind the last one.
        key: Folded word: lower case, no accents, apostrophes or dots.
        base: Folded word without its possessive 's, or "".
        text: The word as written.
    """

    start: int
    end: int
    key: str
    base: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One party that a phrase may name.

    Attributes:
        actor_id: The party.
        kind: "named", "person", "country" or "adjective".
        words: The phrase as the file writes it; its capitals are needed in the text too.
        is_name: Whether the phrase is the party's own short name.
    """

    actor_id: str
    kind: str
    words: tuple[str, ...]
    is_name: bool = False


@dataclass(slots=True)
class Entry:
    """What a phrase can be; filled while the lexicon is built."""

    candidates: list[Candidate] = field(default_factory=list)
    head: str = ""
    generic: str = ""
    cause: str = ""
    qualifier: bool = False
    tie: str = ""


@dataclass(frozen=True, slots=True)
class Lexeme:
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


def fold_word(text: str) -> str:
    """Return the word in lower case without accents, apostrophes and dots."""
    lowered = text.lower()
    if lowered.isalnum() and lowered.isascii():
        return lowered
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered.translate(_FOREIGN))
        lowered = "".join(char for char in decomposed if not unicodedata.combining(char))
    return lowered.translate(_PUNCTUATION)


def read_tokens(text: str) -> list[Token]:
    """Return the words of a text in order."""
    tokens = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        base = fold_word(word[:-2]) if word.endswith(_POSSESSIVES) and len(word) > 2 else ""
        tokens.append(Token(match.start(), match.end(), fold_word(word), base, word))
    return tokens


def is_article(tokens: list[Token], position: int, text: str) -> bool:
    """Tell whether a token is an Arabic article that names drop or change freely ("al-", "ash-")."""
    key = tokens[position].key
    if key in _ARTICLES:
        return True
    if key not in _JOINED_ARTICLES:
        return False
    end = tokens[position].end
    return end < len(text) and text[end] in _HYPHENS


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """Return the keys under which a phrase is filed."""
    tokens = read_tokens(phrase)
    kept = [token.key for i, token in enumerate(tokens) if not is_article(tokens, i, phrase)]
    return tuple(kept or [token.key for token in tokens])


def shaped_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase whose capitals count, matching `phrase_keys`."""
    tokens = read_tokens(phrase)
    kept = [token.text for i, token in enumerate(tokens) if not is_article(tokens, i, phrase)]
    return tuple(kept or [token.text for token in tokens])


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

    def get(self, phrase: str) -> Entry | None:
        """Return the entry of exactly this phrase, or None."""
        node: _Node | None = self._root
        for key in phrase_keys(phrase):
            node = node.next.get(key) if node else None
        return node.entry if node else None

    def match(self, tokens: list[Token], position: int, text: str) -> Lexeme | None:
        """Return the longest phrase that begins at a token and whose capitals fit."""
        node, at, best = self._root, position, None
        used: list[Token] = []
        while at < len(tokens):
            token = tokens[at]
            if used and not joins(text, tokens[at - 1].end, token.start):
                break
            following = node.next.get(token.key)
            if following is None:
                if used and is_article(tokens, at, text):
                    at += 1
                    continue
                if token.base:
                    best = _fit(node.next.get(token.base), [*used, token], position, at + 1, True) or best
                break
            used.append(token)
            best = _fit(following, used, position, at + 1, False) or best
            node, at = following, at + 1
        return best


def joins(text: str, end: int, start: int) -> bool:
    """Tell whether two words belong to one phrase: blanks, a hyphen or a slash between them."""
    gap = text[end:start]
    return len(gap) <= _LONGEST_GAP and gap.strip() in ("", "-", "–", "‑", "/") and "\n\n" not in gap


def _fit(node: "_Node | None", used: list[Token], first: int, last: int, possessive: bool) -> Lexeme | None:  # noqa: FBT001
    """Return the phrase that ends at a node, if its capitals fit the words used."""
    if node is None or node.entry is None:
        return None
    entry = node.entry
    candidates = tuple(candidate for candidate in entry.candidates if _capitals_fit(candidate.words, used))
    if not candidates and not (entry.head or entry.generic or entry.cause or entry.qualifier or entry.tie):
        return None
    end = used[-1].end - (2 if possessive else 0)
    return Lexeme(first, last, used[0].start, end, entry, candidates, possessive)


def _capitals_fit(words: tuple[str, ...], used: list[Token]) -> bool:
    for word, token in zip(words, used, strict=True):
        if not word[0].isupper():
            continue
        if not token.text[0].isupper():
            return False
        if len(word) > 1 and word.isupper() and not (token.text[:-2] if token.base else token.text).isupper():
            return False
    return True
