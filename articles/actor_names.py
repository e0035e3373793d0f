"""Groups known only by the capitalised name a text gives them: "the Macina Liberation Front"."""

from collections.abc import Mapping
from typing import NamedTuple

from articles.actor_files import ActorWords
from articles.actor_lexicon import HYPHENS, Tokens
from articles.actor_words import Word

_LONGEST_NAME = 9
_PLACE_WORDS = frozenset(
    {"in", "at", "near", "around", "outside", "to", "on", "from", "into", "inside", "toward", "towards", "of"}
)
_NAME_GAPS = frozenset({" ", *HYPHENS})


class MadeName(NamedTuple):
    """A name that tokens `first` to before `last` make."""

    first: int
    last: int
    start: int
    end: int


class NameScanner:
    """Finds the names of unlisted groups in one text."""

    def __init__(self, tokens: Tokens, words: Mapping[int, Word], rules: ActorWords) -> None:
        self._tokens = tokens
        self._words = words
        self._rules = rules.made
        self._named = {i for word in words.values() if word.name for i in range(word.first, word.last)}
        self._common = {
            i
            for word in words.values()
            if not word.name and (word.nation or word.head or word.qualifier)
            for i in range(word.first, word.last)
        }

    def names(self) -> dict[int, MadeName]:
        """Return the names by the token they begin with."""
        found: dict[int, MadeName] = {}
        behind = 0
        marks = self._rules["mark"]
        for position, key in enumerate(self._tokens.keys):
            if position < behind or (key not in marks and position not in self._tokens.bases):
                continue
            name = self._name_at(position, behind)
            if name is not None:
                found[name.first] = name
                behind = name.last
        return found

    def _name_at(self, position: int, behind: int) -> MadeName | None:
        key = self._tokens.bases.get(position) or self._tokens.keys[position]
        if not self._is_capital(position):
            return self._followed_by(position, behind) if key in self._rules["follow"] else None
        if key in self._rules["last"]:
            return self._ending_at(position, behind)
        if key in self._rules["first"] or (key in self._rules["numbered"] and self._number_follows(position)):
            return self._beginning_at(position)
        return None

    def _ending_at(self, position: int, behind: int) -> MadeName | None:
        """Return such a name as "Macina Liberation Front" or "Army of Conquest"."""
        first = self._left(position, behind)
        last = self._right(position)
        is_telling = last > position + 1 or not all(self._is_plain(i) for i in range(first, position))
        return self._made(first, last) if is_telling else None

    def _beginning_at(self, position: int) -> MadeName | None:
        """Return such a name as "Liwa al-Haqq" or "Division 13"."""
        last = position + 1
        while last < min(len(self._tokens), position + _LONGEST_NAME) and self._joined(last):
            if not (
                self._is_capital(last) or self._tokens.words[last].isdigit() or self._tokens.is_article(last)
            ):
                break
            last += 1
        return self._made(position, last) if last > position + 1 else None

    def _followed_by(self, position: int, behind: int) -> MadeName | None:
        """Return such a name as "Viv Ansanm gang": capitals before a common noun, if no place."""
        if position == 0 or not self._joined(position):
            return None
        first = self._left(position, behind)
        if first == position or any(self._is_plain(i) or i in self._words for i in range(first, position)):
            return None
        if position - first == 1 and self._begins_sentence(first):
            return None
        if first and self._tokens.keys[first - 1] in _PLACE_WORDS:
            return None
        return self._made(first, position + 1)

    def _left(self, position: int, behind: int) -> int:
        """Return the first token of the capitalised run that ends before a token."""
        first = at = position
        while at - 1 >= max(behind, position - _LONGEST_NAME) and self._joined(at):
            at -= 1
            key = self._tokens.keys[at]
            if at in self._tokens.bases or key in self._rules["barriers"]:
                break
            if self._is_capital(at) and key != "the":
                if self._tokens.keys[at + 1] in ("of", "for") and key not in self._rules["last"]:
                    break  # "the head of Blue Front"
                first = at
            elif key not in self._rules["inner"] and not self._tokens.is_article(at):
                break
        return first

    def _number_follows(self, at: int) -> bool:
        return at + 1 < len(self._tokens) and self._joined(at + 1) and self._tokens.words[at + 1].isdigit()

    def _right(self, position: int) -> int:
        """Return the token behind "Front for the Liberation of X"."""
        tokens = self._tokens
        last = at = position + 1
        if at >= len(tokens) or tokens.keys[at] not in ("of", "for") or not self._joined(at):
            return last
        while at < min(len(tokens), position + _LONGEST_NAME) and self._joined(at):
            if self._is_capital(at):
                last = at + 1
            elif tokens.keys[at] not in self._rules["inner"]:
                break
            at += 1
        return last

    def _is_capital(self, at: int) -> bool:
        return self._tokens.words[at][0].isupper()

    def _joined(self, at: int) -> bool:
        return self._tokens.gap(at) in _NAME_GAPS

    def _is_plain(self, at: int) -> bool:
        """Tell whether a token says nothing about which group it is."""
        key = self._tokens.keys[at]
        return at in self._common or key in self._rules["never"] or key in self._rules["inner"]

    def _begins_sentence(self, at: int) -> bool:
        start = self._tokens.starts[at]
        before = self._tokens.text[max(0, start - 3) : start].rstrip(" \"'“‘(")
        return not before or before[-1] in ".!?:\n"

    def _made(self, first: int, last: int) -> MadeName | None:
        tokens = self._tokens
        if any(i in self._named for i in range(first, last)):
            return None
        if all(tokens.words[i].isupper() and len(tokens.words[i]) > 1 for i in range(first, last)):
            return None  # an all-capitals headline hides where names begin
        if first and tokens.is_article(first - 1) and self._joined(first):
            first -= 1
        end = tokens.ends[last - 1] - tokens.tails.get(last - 1, 0)
        return MadeName(first, last, tokens.starts[first], end)
