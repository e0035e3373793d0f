"""Find place names that no list holds, by the words around them: "the village of X", "X airbase"."""

import re
from collections.abc import Iterator, Sequence

from articles.models import FoundName, Mention
from articles.wordsets import word_sets

_WORD = (
    r"(?:['‘’ʿ]?[^\W\d_a-zß-öø-ÿ][\w'’ʿ\u0300-\u036f-]*"
    r"|(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|ez|et)-[^\W\d_a-z][\w'’ʿ-]*)"
)
_NAME = rf"{_WORD}(?:[ ](?:{_WORD}|(?:de|da|do|del|la|el|al|bin|ibn|um|abu)[ ]{_WORD})){{0,3}}"
_KINDS = (
    "town village city settlement hamlet suburb locality port municipality township commune district "
    "neighbourhood neighborhood area island outpost enclave stronghold base sub-district location locality"
)
_KIND = (
    "(?:"
    + "|".join(
        sorted(
            {k + e for k in _KINDS.split() for e in ("", "s")} | {"cities", "municipalities", "localities"}
        )
    )
    + ")"
)
_TAKE = (
    r"(?:re-?)?(?:captur(?:e[sd]?|ing)|seiz(?:e[sd]?|ing)|t(?:ake[sn]?|ook|aking)(?:[ ]over)?|"
    r"liberat(?:e[sd]?|ing)|gain(?:s|ed|ing)?"
    r"|conquer(?:s|ed|ing)?|claim(?:s|ed|ing)?|occup(?:y|ies|ied|ying)|enter(?:s|ed|ing)?)|over(?:run|"
    r"runs|ran|running)"
    r"|besieg(?:e[sd]?|ing)|control(?:s|led|ling)?|abandon(?:s|ed|ing)?|storm(?:s|ed|ing)?|attack(?:s|"
    r"ed|ing)?"
)
_OF = r"(?:control|capture|recapture|fall|seizure|liberation|siege|loss|takeover|re-?taking|hands[ ]of[ ]\w+)"
_AFTER = (
    r"(?=[ ]?(?:[,.;:)\n]|$)|[ ](?:and|in|from|on|after|before|as|with|near|by|at|while|following|"
    r"during|without|was|were|is|have|has|to|amid|when|where|which|district|province|region)\b|[ ]?[–—-][ ])"
)
_FACILITY = (
    r"(?:(?:military|army|air|naval|border|oil|gas|power|police|refugee)[ ])?(?:air[- ]?base|base|"
    r"airport|airfield|dam|barracks|"
    r"crossing|oil[ ]?field|field|refinery|prison|hospital|checkpoint|garrison|camp|bridge|port|hill|"
    r"junction|outpost|headquarters|square|academy|university|palace|citadel|mosque|power plant|nuclear "
    r"power plant|silos|mines?|(?:out)?post|check[- ]?point|encampment)"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("unknown", re.compile(rf"\b{_KIND}(?:[ ](?:centre|center))?[ ](?:of|called|named|known "
    rf"as)[ ](?P<name>{_NAME})")),
    ("unknown", re.compile(rf"\b{_KIND}\b[^.;:\n]{{0,60}}?[ ](?:including|namely|notably|such "
    rf"as)[ ](?:the[ ])?(?P<name>{_NAME}){_AFTER}")),
    ("unknown", re.compile(rf"\b(?:{_TAKE})[ ](?:the[ ])?(?P<name>{_NAME}){_AFTER}")),
    ("unknown", re.compile(rf"\b{_OF}[ ](?:of|over)[ ](?P<name>{_NAME}){_AFTER}")),
    ("unknown", re.compile(rf"\b(?P<name>{_NAME})[ ](?:fell[ ]to|(?:came|fell)[ ]under|changed[ ]hands)\b")),
    ("unknown", re.compile(rf"\b(?:advanc(?:ed|es|ing)|march(?:ed|es|ing)|clos(?:ed|es|ing)[ ]in)[ ](?:on|"
    rf"toward|towards)[ ](?:the[ ])?(?P<name>{_NAME}){_AFTER}")),
    ("unknown", re.compile(rf"\b(?:bases?|camps?|outposts?|barracks|garrisons?|checkpoints?|positions?|"
    rf"posts?)[ ](?:at|in|near|around)[ ](?P<name>{_NAME}){_AFTER}")),
    ("unknown", re.compile(rf"\b(?:clashes|fighting|battles|attacks?|assaults?|offensive)[ ](?:near|"
    rf"around)[ ](?P<name>{_NAME}){_AFTER}")),
    ("unknown", re.compile(rf"\b(?:withdr[ae]w(?:n|s|ing)?|retreat(?:ed|s|ing)?|out)[ ](?:from|of)[ ]"
    rf"(?P<name>{_NAME}){_AFTER}")),
    ("admin1", re.compile(rf"\b(?:in|of|across|into|from|to|the)[ ](?P<name>{_NAME})[ ](?:Province|"
    rf"Governorate|Oblast|Region|province|governorate|oblast|region)\b")),
    ("facility", re.compile(rf"\b(?P<name>{_NAME}[ ](?i:{_FACILITY}))\b(?![ ]of\b)")),
    ("facility", re.compile(rf"\b(?P<name>(?:Camp|Fort|Mount|Checkpoint|Hill|Port)[ ]{_NAME})")),
    ("facility", re.compile(rf"\b(?P<name>(?:University|Citadel|Port|Fortress|Castle)[ ]of[ ]{_NAME})")),
    ("unknown", re.compile(rf"\b(?P<name>{_NAME})[ ](?:village|town|district|neighbou?rhood|"
    rf"sub-?district|suburb|county|island)s?\b")),
)  # fmt: skip
_NEXT = re.compile(
    rf"(?:[ ](?:near|in|at|outside|on)[ ][^,.;:]{{1,40}}?)?[ ]?(?:,[ ]?(?:and[ ])?|[ ]and[ ]|"
    rf",?[ ]as[ ]well[ ]as[ ])(?:the[ ])?(?:{_KIND}[ ]of[ ])?(?P<name>{_NAME}){_AFTER}"
)
_LIST_START = re.compile(
    rf"(?:(?:capitals|cities|towns|villages|districts|areas|settlements|bases|positions|"
    rf"locations)[ ]?[,:–—-][ ]?|{_KIND[:-1]})s?[ ](?:of|including)[ ]|:[ ]?|including[ ]|notably[ ]|"
    rf"namely[ ]|such as[ ]|(?:{_TAKE})[ ](?:the[ ])?|\band[ ])$"
)
_NATIONS = frozenset(
    ["Kurdish", "Russian", "Syrian", "Iraqi", "Israeli", "Turkish", "French", "Ukrainian", "Afghan", "Libyan"]
)
_A = re.compile(r"\b[Aa]n? $")
_SCORE = 0.5
_LONGEST_LIST = 40


def add_context_names(text: str, names: Sequence[FoundName]) -> tuple[Mention, ...]:
    """Return the place names found by others and those the context alone gives away, in text order.

    Args:
        text: The article's text.
        names: Place names found by lists.

    Returns:
        Disjoint mentions; those found here have kind "unknown" or "facility" and score 0.5.
    """
    known = [Mention(n.start, n.end, n.surface, kind=n.kind, score=n.score) for n in names]
    taken = _Cover(known)
    added: list[Mention] = []
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            _add(text, found.start("name"), found.end("name"), kind, taken, added)
    for mention in [*known, *added]:
        if mention.kind != "demonym":
            _add_list(text, mention, taken, added)
    if not added:
        return tuple(known)
    return tuple(
        sorted([*(m for m in known if m.start not in taken.replaced), *added], key=lambda m: m.start)
    )


class _Cover:
    """Characters that names already cover, by start of the covering name."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._owner: dict[int, Mention] = {}
        self.replaced: set[int] = set()
        for mention in mentions:
            self.put(mention)

    def put(self, mention: Mention) -> None:
        self._owner.update(dict.fromkeys(range(mention.start, mention.end), mention))

    def over(self, start: int, end: int) -> list[Mention]:
        owners = {m.start: m for i in range(start, end) if (m := self._owner.get(i)) is not None}
        return [owners[s] for s in sorted(owners)]


_HELD = re.compile(
    r"[-–](?:held|controlled|occupied|ruled|run|backed|led|based|born|affiliated|linked|aligned|allied|"
    r"majority|dominated)\b"
)
_PERSON = re.compile(
    r",?[ ](?:the[ ]|a[ ]|an[ ])?(?:\w+[ -]){0,2}?(?:leader|commander|head|chief|spokesm[ae]n|member|"
    r"son|brother|general|minister|"
    r"suspect|journalist|soldier|pilot|founder|mayor|governor|who|whom|aged)\b"
)


def _add(text: str, start: int, end: int, kind: str, taken: _Cover, added: list[Mention]) -> None:
    first = text[start:end].split(maxsplit=1)[0]
    if first in _NATIONS and " " in text[start:end]:
        start += len(first) + 1  # "Syrian Raqqa"
    over = taken.over(start, end)
    if _is_no_name(text, start, end, kind) or (over and not _may_replace(over, start, end, kind)):
        return
    if over:
        taken.replaced.add(over[0].start)
    mention = Mention(start, end, text[start:end], kind=kind, score=_SCORE)
    taken.put(mention)
    added.append(mention)


def _is_no_name(text: str, start: int, end: int, kind: str) -> bool:
    """Whether capitalised words are a description, a person or an office rather than a place's name."""
    surface = text[start:end]
    first, *rest = surface.split()
    if (
        first in word_sets()["not_names"]
        or _HELD.search(surface)
        or (surface.isupper() and len(surface) > 5 and rest)
    ):
        return True
    if kind == "unknown":  # persons, and "withdrew from NATO"
        return (surface.isupper() and len(surface) < 7) or _PERSON.match(text, end) is not None
    if kind != "facility" or len(rest) != 1:
        return False
    whose = first.isupper() and 1 < len(first) < 7  # "SNA base"; else "a Burundian base"
    return whose or _A.search(text, max(0, start - 4), start) is not None


def _may_replace(over: list[Mention], start: int, end: int, kind: str) -> bool:
    """Whether a name found here may stand instead of the names under it."""
    if len(over) > 1:
        return False
    known = over[0]
    if kind == "unknown":
        return known.kind == "unknown" and known.start == start and known.end < end
    inside = start <= known.start and known.end <= end
    return kind == "facility" and inside and known.kind not in ("demonym", "country")


def _add_list(text: str, mention: Mention, taken: _Cover, added: list[Mention]) -> None:
    """Follow a list of names: "the villages of A, B and C"."""
    if not _LIST_START.search(text, max(0, mention.start - 40), mention.start):
        return
    steps = list(_list_steps(text, mention.end))
    last = max(
        (i for i, found in enumerate(steps) if "and" in found.group()[:6] or "as" in found.group()[:6]),
        default=-1,
    )
    for found in steps[: last + 1]:
        _add(text, found.start("name"), found.end("name"), "unknown", taken, added)


def _list_steps(text: str, end: int) -> Iterator["re.Match[str]"]:
    for _ in range(_LONGEST_LIST):
        found = _NEXT.match(text, end)
        if found is None:
            return
        yield found
        end = found.end("name")
