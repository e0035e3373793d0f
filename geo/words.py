"""Cut a text into words and say what each word looks like."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geo.folding import fold
from geo.wordlists import LexiconEntry, WordLists

_APOSTROPHE = "['’ʼ‘`]"
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?!\w)"  # U.S. D.C.
    rf"|{_APOSTROPHE}s\b"  # possessive
    rf"|[^\W_]+(?:{_APOSTROPHE}(?!s\b)[^\W_]+|[\u0300-\u036f]+[^\W_]*)*"
    r"|\S"
)
_CLOSERS = frozenset("\"'”’)]»")
_ENDERS = frozenset(".!?:;…•|*")
_LINE_ENDERS = _ENDERS | _CLOSERS
_ENDINGS = ("ing", "ed", "ly", "ion", "ers", "er", "ists", "s")
MAX_REMEMBERED = 200_000
SHORTEST_WRAPPED_LINE = 45


@dataclass(frozen=True, slots=True)
class WordForm:
    """What is known of one form without looking at its neighbours.

    Attributes:
        form: As written.
        lower: In lower case.
        folded: As the gazetteer spells it; "" for signs.
        capital: Starts with a capital, or is written in a script that has none.
        shape: Coarse class for the model: "Xx", "XX", "X.", "x", "9", "9x", "?", or the sign itself.
        context: What the model sees of it as a neighbour.
        tags: Groups of `wordlists.toml` that hold it.
        tag_key: The groups as one string; without any, a coarse class of the form.
        ordinary: Level letter of the lexicon, or "".
        first_name: Bucket of the lexicon, or "".
        surname: Bucket of the lexicon, or "".
    """

    form: str
    lower: str
    folded: str
    capital: bool
    shape: str
    context: str
    tags: frozenset[str]
    tag_key: str
    ordinary: str
    first_name: str
    surname: str


@dataclass(frozen=True, slots=True)
class Words:
    r"""The words of one text, as parallel lists.

    Attributes:
        gaps: What stands before each word: "" nothing, " " one space, "\n" a line break, "  " anything else.
        opens: Whether the word opens a sentence, a line or a quotation.
    """

    text: str
    words: list[WordForm]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    opens: list[bool]


class WordCutter:
    """Cuts texts into words; remembers the forms it has seen."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists
        self._abbreviations = lists.groups["abbreviation"]
        self._forms: dict[str, WordForm] = {}

    def cut(self, text: str) -> Words:
        """Return the words of a text with their offsets."""
        words: list[WordForm] = []
        starts: list[int] = []
        ends: list[int] = []
        forms = self._forms
        if len(forms) > MAX_REMEMBERED:
            forms.clear()
        abbreviations = self._abbreviations
        last_end = -1
        for match in _WORD.finditer(text):
            start, end = match.span()
            form = match.group()
            if form == "." and start == last_end and words[-1].lower in abbreviations:
                form = f"{words[-1].form}."
                start = starts.pop()
                ends.pop()
                words.pop()
            word = forms.get(form)
            if word is None:
                word = forms[form] = self.describe(form)
            words.append(word)
            starts.append(start)
            ends.append(end)
            last_end = end
        gaps = list(_gaps(text, starts, ends))
        return Words(text, words, starts, ends, gaps, _openings(words, gaps))

    def describe(self, form: str) -> WordForm:
        """Return what a form looks like and which lists hold it."""
        lower = form.lower()
        folded = fold(form)
        shape = _shape(form)
        capital = shape in {"Xx", "XX", "X.", "X", "xX"} or (shape == "?" and len(form) > 1)
        tags = self._lists.tags(lower.rstrip("."))
        entry = self._lists.lexicon.get(folded, ("", "", ""))
        context = lower if not capital else f"^{lower}"
        if shape in {"9", "9x"}:
            context = "9" * min(len(form), 5)
        tag_key = "+".join(sorted(tags)) or _class_of(lower, shape, capital=capital, entry=entry)
        return WordForm(form, lower, folded, capital, shape, context, tags, tag_key, *entry)


def _class_of(lower: str, shape: str, *, capital: bool, entry: LexiconEntry) -> str:
    """Return a coarse class for a form that no group holds."""
    if capital:
        ordinary, first_name, surname = entry
        return f"^{ordinary}{'f' if first_name else ''}{'s' if surname else ''}"
    if shape != "x":
        return shape
    return next((f"-{ending}" for ending in _ENDINGS if lower.endswith(ending)), "x")


def _shape(form: str) -> str:
    """Return the coarse class of a form."""
    first = form[0]
    if first.isdigit():
        return "9" if form.isdigit() else "9x"
    if not first.isalpha():
        return form
    if first.isupper():
        return _capital_shape(form)
    if not first.islower():
        return "?"
    return "xX" if len(form) > 3 and form[:2] in {"al", "el"} and form[2].isupper() else "x"


def _capital_shape(form: str) -> str:
    """Return the coarse class of a form that starts with a capital."""
    if "." in form:
        return "X."
    if len(form) == 1:
        return "X"
    return "XX" if form.isupper() else "Xx"


def _gaps(text: str, starts: list[int], ends: list[int]) -> Iterable[str]:
    """Yield what stands between the words."""
    last = 0
    for start, end in zip(starts, ends, strict=True):
        if start == last:
            yield "" if last else "\n"
        elif start == last + 1 and text[last] not in "\n\r":
            yield " "
        elif "\n" in text[last:start] or "\r" in text[last:start]:
            yield " " if _is_wrap(text, last, start) else "\n"
        else:
            yield "  "
        last = end


def _is_wrap(text: str, last: int, start: int) -> bool:
    """Return whether the line break between two words only wraps a long line."""
    if text.count("\n", last, start) > 1 or text[last - 1] in _LINE_ENDERS:
        return False
    line = text[text.rfind("\n", 0, last) + 1 : last]
    return len(line.lstrip()) >= SHORTEST_WRAPPED_LINE and text[start].isalnum()


def _openings(words: list[WordForm], gaps: list[str]) -> list[bool]:
    """Return for each word whether it opens a sentence or a line."""
    opens: list[bool] = []
    opening = True
    for word, gap in zip(words, gaps, strict=True):
        if gap == "\n":
            opening = True
        opens.append(opening)
        shape = word.shape
        if shape in _ENDERS:
            opening = True
        elif shape not in _CLOSERS and shape not in {"“", "(", "[", "«", "-", "–", "—", "‘"}:
            opening = False
    return opens
