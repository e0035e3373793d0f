"""Read where a text says that a name lies: "the Mashlab district of Raqqa", "20 km south of Aleppo"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.models import NameInText, PlaceKind
from geo.placewords import load_place_words

MAX_LISTED = 8
MAX_GAP = 100
MAX_SENTENCE_GAP = 200
_KM_PER_MILE = 1.609344
_BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}

_QUARTER = (
    "neighbou?rhoods?|districts?|quarters?|suburbs?|squares?|streets?|roundabouts?|blocks?|sectors?|boroughs?"
    "|housing|residential area|microdistricts?"
)
_SETTLEMENT = (
    "villages?|towns?|hamlets?|settlements?|townships?|communit(?:y|ies)|localit(?:y|ies)|cit(?:y|ies)"
)
_FACILITY = (
    "bases?|airbases?|airports?|airfields?|aerodrome|camps?|barracks|hospitals?|mosques?|church|prisons?|dams?|bridges?"
    "|crossings?|checkpoints?|outposts?|posts?|headquarters|academy|colleges?|universit(?:y|ies)|schools?|citadel|castle"
    "|stations?|plants?|factor(?:y|ies)|refiner(?:y|ies)|fields?|mines?|buildings?|palace|depots?|silos|hills?|ports?"
    "|garrison|compound|complex"
)
_AREA = "areas?|regions?|islands?|countryside|province|governorate|oblast|raion|county|state|part"
_GENERIC = rf"(?:{_QUARTER}|{_SETTLEMENT}|{_FACILITY}|{_AREA})"
_MODIFIER = (
    "(?:military|international|army|air|old|civil|main|oil|gas|border|refugee|naval|police|power|industrial)"
)
_SIDE = "(?:north|south)[- ]?(?:east|west)|north|south|east|west"
_WORD = r"[a-z][\w’-]*"
# what may stand before the name of the place around: "the", "the northern", "the rebel-held city of"
_DET = (
    rf"(?:(?:the|its|their) )?(?:(?:(?:{_SIDE})(?:ern)?|central|{_WORD}-(?:held|controlled)"
    "|strategic|nearby|neighbou?ring|provincial|regional|border|capital|port|besieged|key|rural|wider) )*"
    rf"(?:{_GENERIC} of )?(?:the )?"
)
_TAIL = rf"(?: (?:{_MODIFIER} )?{_GENERIC}){{0,2}}"
_LIES = (
    r"(?:,? (?:which (?:is|lies) |that (?:is|lies) )?\(?(?:located |situated |lying |just |right |deep )?)"
)
_KM = (
    r"(?:(?:some|about|around|roughly|only|approximately|nearly|almost|over) )?(?P<km>\d+(?:[.,]\d+)?)"
    r"(?: ?(?:-|–|to) ?\d+)?[ -]?(?P<unit>kilomet(?:er|re)s?|kms?|miles?|mi)(?: \([^)]{1,30}\))?"
)
_KIND = rf"(?:an?|the) (?:{_WORD} ){{1,4}}"


class Tie(StrEnum):
    """How a text joins a name to the place beside it."""

    IN = "in"
    NEAR = "near"
    SAME_SENTENCE = "named beside"
    SAME_TEXT = "in a text about"


@dataclass(frozen=True, slots=True)
class Surrounding:
    """What a text says of where a name lies.

    Attributes:
        anchor: Index of the name that it is said to lie by.
        tie: How the two are joined.
        is_area: Whether the anchor is a province or the like, not a spot.
        bearing: Degrees clockwise from north, as seen from the anchor; None = not said.
        km: Kilometres from the anchor; None = not said.
    """

    anchor: int
    tie: Tie
    is_area: bool = False
    bearing: float | None = None
    km: float | None = None


_AFTER = (
    (
        Tie.NEAR,
        re.compile(
            rf"{_TAIL}{_LIES}(?:{_KIND})?(?:{_KM} )?(?:(?:to|in) the )?(?P<side>{_SIDE})(?:ern)?"
            rf"(?: (?:side|countryside|outskirts|suburbs|edge))? (?:of|from) {_DET}",
            re.IGNORECASE,
        ),
    ),
    (
        Tie.NEAR,
        re.compile(rf"{_TAIL}{_LIES}(?:{_KIND})?{_KM} (?:away )?(?:from|outside|off) {_DET}", re.IGNORECASE),
    ),
    (
        Tie.NEAR,
        re.compile(
            rf"{_TAIL}{_LIES}(?:{_KIND})?(?:near|close to|outside|next to|adjacent to|bordering|not far from"
            rf"|(?:on|at|in) the (?:(?:{_SIDE})(?:ern)? )?(?:outskirts|edges?|entrances?|vicinity) (?:of|to))"
            rf" {_DET}",
            re.IGNORECASE,
        ),
    ),
    (
        Tie.IN,
        re.compile(
            rf"{_TAIL}{_LIES}(?:in|inside|within) {_DET}|{_TAIL},? {_KIND}(?:of|in) {_DET}"
            rf"|(?: (?:{_MODIFIER} )?{_GENERIC}){{1,2}} of {_DET}",
            re.IGNORECASE,
        ),
    ),
)
_COMMA = re.compile(rf"{_TAIL}(?:, (?:in )?| \(){_DET}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?:'s|’s|'|’) (?:{_WORD},? ){{0,5}}"
    rf"|(?: {_GENERIC})? (?:{_WORD} ){{0,2}}(?:{_GENERIC}) (?:of|called|named|known as) (?:the )?"
    rf"|(?: {_GENERIC})? (?:{_WORD} ){{0,2}}(?:{_QUARTER}) ",
    re.IGNORECASE,
)
_JOINT = re.compile(rf"{_TAIL}(?:,|,? and|,? or|,? as well as) (?:the )?(?:{_WORD} ){{0,3}}", re.IGNORECASE)
_STOP = re.compile(r"[.!?;]\s|\n")
_KINDS = (
    (PlaceKind.DISTRICT, _QUARTER),
    (PlaceKind.FACILITY, _FACILITY),
    (PlaceKind.TOWN, _SETTLEMENT),
)
_KIND_AFTER = tuple(
    (kind, re.compile(rf" (?:{_MODIFIER} )?(?:{words})\b", re.IGNORECASE)) for kind, words in _KINDS
)
_KIND_BEFORE = tuple(
    (kind, re.compile(rf"\b(?:{words}) (?:of|called|named) (?:the )?$", re.IGNORECASE))
    for kind, words in _KINDS
)
_KIND_INSIDE = tuple(
    (kind, re.compile(rf"(?:^|.* )(?:{words})(?: of .*)?", re.IGNORECASE)) for kind, words in _KINDS
)


def kind_said(text: str, name: NameInText) -> PlaceKind | None:
    """Return DISTRICT, FACILITY or TOWN, as a name or the words around it say, or None."""
    before, after = text[max(0, name.start - 40) : name.start], text[name.end : name.end + 30]
    inside = [kind for kind, pattern in _KIND_INSIDE if pattern.fullmatch(name.surface)]
    follows = [kind for kind, pattern in _KIND_AFTER if pattern.match(after)]
    leads = [kind for kind, pattern in _KIND_BEFORE if pattern.search(before)]
    return next(iter((*inside, *follows, *leads)), None)


_PARTY_BEFORE = re.compile(r"\b(?:by|with|against)\s+(?:the )?$", re.IGNORECASE)
_PARTY_AFTER = re.compile(
    r"\s+(?:forces|fighters|militants|militia\w*|rebels?|insurgents?|gunmen|leaders?|members?|movement|group)\b"
    r"|\s+(?:has|have|had|said|says|claims?|claimed|attack\w*|captur\w+|seiz\w+|kill\w*|fir\w+)\b",
    re.IGNORECASE,
)


def is_named_as_party(text: str, name: NameInText) -> bool:
    """Return whether a name is used as that of people who act, not of a place."""
    if not load_place_words().parties.isdisjoint(name.surface.lower().split()):
        return True
    before, after = text[max(0, name.start - 20) : name.start], text[name.end : name.end + 30]
    return bool(_PARTY_BEFORE.search(before) or _PARTY_AFTER.match(after))


def find_surrounding(
    text: str, names: Sequence[NameInText], index: int, anchors: Mapping[int, bool]
) -> Surrounding | None:
    """Return what a text says of where one of its names lies, or None.

    Args:
        text: The text.
        names: Its names, in text order.
        index: Of the name in question.
        anchors: Index of each name that has a known place -> whether this is an area rather than a spot.
    """
    return _said_after(text, names, index, anchors) or _said_before(text, names, index, anchors)


def _said_after(
    text: str, names: Sequence[NameInText], index: int, anchors: Mapping[int, bool]
) -> Surrounding | None:
    """Read on from a name, over the list it may belong to."""
    here = index
    for listed, other in enumerate(_following(text, names, index)):
        gap = text[names[here].end : names[other].start]
        if len(gap) > MAX_GAP or _STOP.search(gap):
            return None
        if other in anchors:
            found = _tie_of(gap, other, listed=listed, is_area=anchors[other])
            if found is not None:
                return found
        if not _JOINT.fullmatch(gap):
            return None
        here = other
    return None


def _tie_of(between: str, anchor: int, *, listed: int, is_area: bool) -> Surrounding | None:
    for tie, pattern in _AFTER:
        match = pattern.fullmatch(between)
        if match is not None:
            return Surrounding(anchor, tie, is_area, *_measures(match))
    if is_area and not listed and _COMMA.fullmatch(between):
        return Surrounding(anchor, Tie.IN, is_area=True)
    return None


def _measures(match: re.Match[str]) -> tuple[float | None, float | None]:
    """Return bearing and kilometres, where the words give them."""
    groups = match.groupdict()
    side, km = groups.get("side"), groups.get("km")
    bearing = _BEARINGS[re.sub("[- ]", "", side.lower())] if side else None
    if not km:
        return bearing, None
    scale = _KM_PER_MILE if groups["unit"].lower().startswith("mi") else 1.0
    return bearing, float(km.replace(",", ".")) * scale


def _said_before(
    text: str, names: Sequence[NameInText], index: int, anchors: Mapping[int, bool]
) -> Surrounding | None:
    """Read back from a name: "Damascus suburb of ...", "Aleppo's ..."."""
    here = index
    for other in range(index - 1, max(-1, index - 1 - MAX_LISTED), -1):
        gap = text[names[other].end : names[here].start]
        if len(gap) > MAX_GAP or _STOP.search(gap):
            return None
        if other in anchors and _BEFORE.fullmatch(gap):
            return Surrounding(other, Tie.IN, anchors[other])
        if not _JOINT.fullmatch(gap):
            return None
        here = other
    return None


def _following(text: str, names: Sequence[NameInText], index: int) -> list[int]:
    """Return the names after one, without those that only say whose a place is ("Kurdish-held")."""
    return [
        other
        for other in range(index + 1, min(len(names), index + 1 + MAX_LISTED))
        if text[names[other].end : names[other].end + 1] != "-"
    ]


def nearest_in_sentence(
    text: str, names: Sequence[NameInText], index: int, anchors: Mapping[int, bool]
) -> Surrounding | None:
    """Return the nearest known place that the sentence of a name also speaks of; spots before areas."""
    name = names[index]
    best: tuple[bool, int, int] | None = None
    for other, is_area in anchors.items():
        first, last = sorted((name, names[other]), key=lambda found: found.start)
        gap = text[first.end : last.start]
        if len(gap) > MAX_SENTENCE_GAP or _STOP.search(gap):
            continue
        if best is None or (is_area, len(gap), other) < best:
            best = (is_area, len(gap), other)
    return Surrounding(best[2], Tie.SAME_SENTENCE, best[0]) if best else None
