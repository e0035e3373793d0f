"""Find where a text says that one place lies in another: "Hull, England", "Rawa in Anbar province"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from geo.evidence import Link
from geo.models import NameInText

_GENERIC = (
    r"(?:the |its |their |a )?(?:(?:north|south|east|west|central)[a-z]* )?"
    r"(?:provinces?|states?|governorates?|regions?|districts?|county|oblast|countryside|suburbs?|city|town|village)?"
)
_STRONG = re.compile(
    rf",\s+(?:in\s+|in {_GENERIC}(?: of)?\s*)?|\s+in\s+{_GENERIC}(?: of)?\s*|\s*\("
    r"|,? (?:a|the) (?:\w+ ){0,2}(?:capital|centre|center|part|city|town|village|port|suburb|district)"
    r" (?:of|in|near)(?: the)?\s+",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\s+|\s+(?:in|near|of) (?:\w+ ){1,3}|,\s+(?:\w+ ){1,4}", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:'s|’s|'|’)\s+(?:\w+ ){0,3}")
_MAX_GAP = 45
STRONG, LOOSE, OWNER = 1.0, 0.5, 0.6


def find_links(text: str, names: Sequence[NameInText], subject_of: Sequence[int]) -> list[Link]:
    """Return the links between neighbouring names of a text.

    Args:
        text: The text.
        names: Its names, in text order.
        subject_of: For each name the index of its subject.
    """
    best: dict[tuple[int, int], float] = {}
    order = sorted(range(len(names)), key=lambda i: names[i].start)
    for left, right in pairwise(order):
        inner, outer = subject_of[left], subject_of[right]
        gap = text[names[left].end : names[right].start]
        if inner == outer or len(gap) > _MAX_GAP or "\n" in gap:
            continue
        if _STRONG.fullmatch(gap):
            pair, strength = (inner, outer), STRONG
        elif _POSSESSIVE.fullmatch(gap):
            pair, strength = (outer, inner), OWNER
        elif _LOOSE.fullmatch(gap):
            pair, strength = (inner, outer), LOOSE
        else:
            continue
        best[pair] = max(best.get(pair, 0.0), strength)
    return [Link(inner, outer, strength) for (inner, outer), strength in sorted(best.items())]
