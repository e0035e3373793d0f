"""Find place names that no list holds, by the words around them: "the village of X", "X airbase"."""

import re
from collections.abc import Iterator, Sequence

from articles.models import FoundName, Mention
from articles.namepatterns import load_name_patterns
from articles.runons import cut_at_heads
from articles.wordsets import word_sets

_SCORE = 0.5
_LONGEST_LIST = 40
_SHORTEST_REPEAT = 4
_MOST_REPEATED = 300  # names looked for again: keeps the cost linear
_FIRST_WORD = re.compile(r"[^\s,.;:()]+")
_A = re.compile(r"\b[Aa]n? $")
_RUNNING = re.compile(r"[^\W\dA-Z][ ,] ?$")
_PLURAL = re.compile(
    r"\b(?:villages|towns|settlements|localities|hamlets|cities|neighbou?rhoods|posts)[:,]? (?:of )?$"
)
_HELD = re.compile(
    r"[-–](?:held|controlled|occupied|ruled|run|backed|led|based|born|affiliated|linked|aligned|allied|"
    r"majority|dominated)\b"
)
_PERSON = re.compile(
    r",?[ ](?:the[ ]|a[ ]|an[ ])?(?:\w+[ -]){0,2}?(?:leader|commander|head|chief|spokesm[ae]n|member|"
    r"son|brother|general|minister|"
    r"suspect|journalist|soldier|pilot|founder|mayor|governor|who|whom|aged)\b"
)


def add_context_names(text: str, names: Sequence[FoundName]) -> tuple[Mention, ...]:
    """Return the place names found by others and those the context alone gives away, in text order.

    Args:
        text: The article's text.
        names: Place names found by lists.

    Returns:
        Disjoint mentions; those found here have the kind of their pattern and score 0.5.
    """
    known = [Mention(n.start, n.end, n.surface, kind=n.kind, score=n.score) for n in names]
    taken = _Cover(known)
    added: list[Mention] = []
    for pattern in load_name_patterns().patterns:
        for found in pattern.expression.finditer(text):
            _add(text, found.start("name"), found.end("name"), pattern.kind, taken, added)
    for mention in [*known, *added]:
        if mention.kind != "demonym":
            _add_list(text, mention, taken, added)
    if not added:
        return tuple(known)
    _add_repeats(text, taken, added)
    return tuple(sorted((m for m in (*known, *added) if m not in taken.replaced), key=lambda m: m.start))


class _Cover:
    """Characters that names already cover, by start of the covering name."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._owner: dict[int, Mention] = {}
        self.replaced: set[Mention] = set()
        for mention in mentions:
            self.put(mention)

    def put(self, mention: Mention) -> None:
        self._owner.update(dict.fromkeys(range(mention.start, mention.end), mention))

    def over(self, start: int, end: int) -> list[Mention]:
        owners = {m.start: m for i in range(start, end) if (m := self._owner.get(i)) is not None}
        return [owners[s] for s in sorted(owners)]


def _add(text: str, start: int, end: int, kind: str, taken: _Cover, added: list[Mention]) -> None:
    for piece in cut_at_heads(text[start:end]):
        _add_one(text, start, start + len(piece), kind, taken, added)
        start += len(piece) + 1


def _add_one(text: str, start: int, end: int, kind: str, taken: _Cover, added: list[Mention]) -> None:
    start, end = _trimmed(text, start, end, kind)
    over = taken.over(start, end)
    if _is_no_name(text, start, end, kind) or (over and not _may_replace(over, start, end, kind)):
        return
    if over:
        taken.replaced.add(over[0])
    mention = Mention(start, end, text[start:end], kind=kind, score=_SCORE)
    taken.put(mention)
    added.append(mention)


def _trimmed(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """Cut off what is no part of a name: "Syrian Raqqa", "Darvan Monday"."""
    words = text[start:end].split(" ")
    while len(words) > 1 and words[0] in word_sets()["openers"]:
        start += len(words.pop(0)) + 1
    while len(words) > 1 and words[-1] in word_sets()["tails"]:
        end -= len(words.pop()) + 1
    while len(words) > 1 and kind != "facility" and words[0] in word_sets()["peoples"]:
        start += len(words.pop(0)) + 1
    return start, end


def _is_no_name(text: str, start: int, end: int, kind: str) -> bool:
    """Whether capitalised words are a description, a person or an office rather than a place's name."""
    surface = text[start:end]
    first, *rest = surface.split()
    if (
        (first in word_sets()["not_names"] and not _is_article(text, start, first, rest))
        or _HELD.search(surface)
        or (kind != "facility" and surface.isupper() and len(surface) > 5 and rest)
    ):
        return True
    if kind == "facility":
        return _is_plain_facility(text, start, surface)
    last = (rest or [first])[-1]
    if last.endswith(("'s", "’s")) or last.removesuffix("s") in word_sets()["peoples"]:
        return True  # "seized the IDF's 143rd base", "Assyrian Christian villages"
    # persons, and "withdrew from NATO"
    return kind == "unknown" and (
        (surface.isupper() and len(surface) < 7) or _PERSON.match(text, end) is not None
    )


def _is_article(text: str, start: int, first: str, rest: Sequence[str]) -> bool:
    """Whether "As" or "At" inside a sentence is the Arabic article: "seized As Sidra"."""
    running = _RUNNING.search(text, max(0, start - 3), start) is not None
    return first in word_sets()["articles"] and running and bool(rest) and rest[0][0].isupper()


def _is_plain_facility(text: str, start: int, surface: str) -> bool:
    """Whether a facility bears no name, only says whose it is: "SNA base", "an Indian Army base"."""
    words = surface.split()
    if words[-1].isdigit() or words[0][0].isdigit():  # "IB 275", "Gate 27", "22nd Division base"
        return False
    names = [w for w in words if w[0].isupper() or w[0].isdigit() or "-" in w]
    owners = word_sets()["peoples"] | word_sets()["not_names"]
    if len(words) == len(names):
        names = names[:-1]
    if not names or names[-1].endswith(("'s", "’s")):
        return True
    if all(name in owners for name in names) or names[-1] in word_sets()["bodies"]:
        return True
    if len(names) > 1 or len(words) > 2:
        return False
    whose = names[0].isalpha() and names[0].isupper() and 1 < len(names[0]) < 7  # "SNA base"
    return whose or _A.search(text, max(0, start - 4), start) is not None


def _may_replace(over: list[Mention], start: int, end: int, kind: str) -> bool:
    """Whether a name found here may stand instead of the names under it."""
    if len(over) > 1:
        return False
    known = over[0]
    if kind == "unknown":
        return known.kind == "unknown" and known.start == start and known.end < end
    inside = start <= known.start and known.end <= end
    return kind in ("facility", "region") and inside and known.kind not in ("demonym", "country")


def _add_repeats(text: str, taken: _Cover, added: list[Mention]) -> None:
    """Find the other places where a text uses names that their context gave away once."""
    names = {m.surface: m for m in added if len(m.surface) >= _SHORTEST_REPEAT and m not in taken.replaced}
    by_word: dict[str, list[Mention]] = {}
    for mention in list(names.values())[:_MOST_REPEATED]:
        for spelling in _spellings(mention.surface.split(" ", 1)[0]):
            by_word.setdefault(spelling, []).append(mention)
    if not by_word:
        return
    for word in _FIRST_WORD.finditer(text):
        for mention in by_word.get(word.group(), ()):
            _add_repeat(text, word.start(), mention, taken, added)


def _spellings(word: str) -> list[str]:
    """A name's first word as sentences write it and as they begin with it: "al-Darvan", "Al-Darvan"."""
    arabic = word[:3].lower() in ("al-", "el-")
    return [word, word[0].swapcase() + word[1:]] if arabic else [word]


def _add_repeat(text: str, start: int, mention: Mention, taken: _Cover, added: list[Mention]) -> None:
    end = start + len(mention.surface)
    whole = text.startswith(
        (mention.surface, mention.surface[0].swapcase() + mention.surface[1:]), start
    ) and not (text[end : end + 1].isalnum() or text[end : end + 1] == "-")
    if whole and not taken.over(start, end):
        again = Mention(start, end, text[start:end], kind=mention.kind, score=_SCORE)
        taken.put(again)
        added.append(again)


def _add_list(text: str, mention: Mention, taken: _Cover, added: list[Mention]) -> None:
    """Follow a list of names: "the villages of A, B and C"."""
    if not load_name_patterns().list_start.search(text, max(0, mention.start - 40), mention.start):
        return
    steps = list(_list_steps(text, mention.end))
    last = max((i for i, found in enumerate(steps) if _ends_list(found.group())), default=-1)
    if _announced(text, mention.start):
        last = len(steps) - 1
    for found in steps[: last + 1]:
        _add(text, found.start("name"), found.end("name"), "unknown", taken, added)


def _announced(text: str, start: int) -> bool:
    """Whether a plural announces the list, which then needs no "and": "the villages P, Q, R"."""
    return _PLURAL.search(text, max(0, start - 24), start) is not None


def _ends_list(step: str) -> bool:
    """Whether a step is one that a list ends with: "and P", "as well as P", "& P"."""
    return any(word in step for word in (" and ", "as well as", "&", "/"))


def _list_steps(text: str, end: int) -> Iterator["re.Match[str]"]:
    for _ in range(_LONGEST_LIST):
        found = load_name_patterns().list_next.match(text, end)
        if found is None:
            return
        yield found
        end = found.end("name")
