"""Groups known only by the capitalised name a text gives them: "the Macina Liberation Front"."""

from collections.abc import Mapping
from dataclasses import dataclass

from articles.actor_files import ActorWords
from articles.actor_lexicon import Token, is_article, joins
from articles.actor_words import Word

_LONGEST_NAME = 9
_PLACE_WORDS = frozenset(
    {"in", "at", "near", "around", "outside", "to", "on", "from", "into", "inside", "toward", "towards", "of"}
)


@dataclass(frozen=True, slots=True)
class MadeName:
    """A name that tokens `first` to before `last` make."""

    first: int
    last: int
    start: int
    end: int


class NameScanner:
    """Finds the names of unlisted groups in one text."""

    def __init__(self, text: str, tokens: list[Token], words: Mapping[int, Word], rules: ActorWords) -> None:
        self._text = text
        self._tokens = tokens
        self._words = words
        self._rules = rules.made
        self._heads = rules.heads
        self._named = {i for word in words.values() if word.name for i in range(word.first, word.last)}
        self._nations = {i for word in words.values() if word.nation for i in range(word.first, word.last)}

    def names(self) -> dict[int, MadeName]:
        """Return the names by the token they begin with."""
        found: dict[int, MadeName] = {}
        behind = 0
        for position, token in enumerate(self._tokens):
            if position < behind:
                continue
            name = self._name_at(position, token, behind)
            if name is not None:
                found[name.first] = name
                behind = name.last
        return found

    def _name_at(self, position: int, token: Token, behind: int) -> MadeName | None:
        capital = token.text[0].isupper()
        key = token.base or token.key
        if capital and key in self._rules["last"]:
            return self._ending_at(position, behind)
        if capital and key in self._rules["first"]:
            return self._beginning_at(position)
        if not capital and key in self._rules["follow"]:
            return self._followed_by(position, behind)
        return None

    def _ending_at(self, position: int, behind: int) -> MadeName | None:
        """ "Macina Liberation Front", "Army of Conquest"."""
        first = self._left(position, behind)
        last = self._right(position)
        telling = [i for i in range(first, position) if not self._is_plain(i)]
        if not telling and last == position + 1:
            return None
        return self._made(first, last)

    def _beginning_at(self, position: int) -> MadeName | None:
        """ "Liwa al-Haqq", "Jaysh al-Nasr", "Division 13"."""
        last = position + 1
        while last < min(len(self._tokens), position + _LONGEST_NAME) and self._joined(last):
            token = self._tokens[last]
            if not (
                token.text[0].isupper() or token.text.isdigit() or is_article(self._tokens, last, self._text)
            ):
                break
            last += 1
        return self._made(position, last) if last > position + 1 else None

    def _followed_by(self, position: int, behind: int) -> MadeName | None:
        """ "Viv Ansanm gang": a name in front of a common noun, unless it may be a place."""
        if position == 0 or not self._joined(position):
            return None
        first = self._left(position, behind)
        if first == position or any(self._is_plain(i) or i in self._words for i in range(first, position)):
            return None
        if position - first == 1 and self._begins_sentence(first):
            return None
        if first and self._tokens[first - 1].key in _PLACE_WORDS:
            return None
        return self._made(first, position + 1)

    def _left(self, position: int, behind: int) -> int:
        """Return the first token of the capitalised run that ends before a token."""
        first = at = position
        while at - 1 >= max(behind, position - _LONGEST_NAME) and self._joined(at):
            at -= 1
            token = self._tokens[at]
            if token.base:
                break
            if token.text[0].isupper() and not self._opens_sentence_with_common_word(at):
                first = at
            elif token.key not in self._rules["inner"]:
                break
        return first

    def _right(self, position: int) -> int:
        """Return the token behind "Front for the Liberation of X"."""
        last = at = position + 1
        if at >= len(self._tokens) or self._tokens[at].key not in ("of", "for") or not self._joined(at):
            return last
        while at < min(len(self._tokens), position + _LONGEST_NAME) and self._joined(at):
            token = self._tokens[at]
            if token.text[0].isupper():
                last = at + 1
            elif token.key not in self._rules["inner"]:
                break
            at += 1
        return last

    def _joined(self, at: int) -> bool:
        gap = self._text[self._tokens[at - 1].end : self._tokens[at].start]
        return (
            "/" not in gap
            and "\n" not in gap
            and joins(self._text, self._tokens[at - 1].end, self._tokens[at].start)
        )

    def _is_plain(self, at: int) -> bool:
        """Tell whether a token says nothing about which group it is."""
        key = self._tokens[at].key
        return (
            at in self._nations
            or key in self._rules["never"]
            or key in self._rules["inner"]
            or key in self._heads
        )

    def _opens_sentence_with_common_word(self, at: int) -> bool:
        return self._tokens[at].key in (
            "the",
            "a",
            "an",
            "in",
            "on",
            "at",
            "and",
            "but",
            "after",
            "meanwhile",
            "as",
        )

    def _begins_sentence(self, at: int) -> bool:
        before = self._text[max(0, self._tokens[at].start - 3) : self._tokens[at].start].rstrip(" \"'“‘(")
        return not before or before[-1] in ".!?:\n"

    def _made(self, first: int, last: int) -> MadeName | None:
        if any(i in self._named for i in range(first, last)):
            return None
        return MadeName(first, last, self._tokens[first].start, self._tokens[last - 1].end)
