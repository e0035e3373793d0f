"""Find the place names of an article and what each does in its sentence."""

import re
from collections.abc import Sequence

from articles.apostrophes import mark_possessives
from articles.contextnames import add_context_names
from articles.fighting import is_about_fighting
from articles.models import Article, FoundName, Mention, PlaceNames, Role
from articles.runons import cut_run_ons
from articles.wrapping import unwrap

_WINDOW = 48
_BEFORE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.REFERENCE, re.compile(
        r"(?i)(?:\b(?:km|kilomet(?:er|re)s?|miles?|mi)\b[^.;]{0,24}\b(?:of|from)"
        r"|\b(?:near|outside|around|close to|next to|not far from|(?:north|south|east|"
        r"west)(?:[- ]?(?:east|west))?(?:ern)? of))"
        r"(?:\s+(?:the|city|town|village|of|capital|port))*\s*$")),
    (Role.ORIGIN, re.compile(r"(?i)\b(?:from|fled|fleeing|originally from|native of|born "
    r"in)(?:\s+(?:the|city|town|village|of))*\s*$")),
    (Role.ROUTE, re.compile(r"(?i)\b(?:road|highway|route|motorway|way)\b[^.;]{0,24}\b(?:between|from|"
    r"to|linking|and|towards?)(?:\s+the)?\s*$")),
)  # fmt: skip
_BASED = re.compile(r"^[-\u2010\u2011–](?:based|born|backed|led|trained|educated)\b")
_NAMED_OF = frozenset(
    [
        *("Bay", "Castle", "Citadel", "City", "Coast", "Fort", "Fortress", "Gate", "Gulf", "Hill", "Horn"),
        *("Island", "Isle", "Lake", "Mount", "Port", "Strait", "Tower", "University", "Valley"),
    ]
)
_OFFICE = re.compile(
    r"^(?:'s|’s)?\s+(?:government|regime|administration|authorities|police|army|embassy|university|"
    r"prime minister|president)\b"
)


def find_mentions(article: Article, names: PlaceNames) -> tuple[Mention, ...]:
    """Find the place names of an article's text and give each a role.

    Args:
        article: The article; offsets refer to its text.
        names: Finds place names.

    Returns:
        Mentions in text order.
    """
    text = mark_possessives(unwrap(article.text))
    found: Sequence[FoundName] = names.find(text)
    if is_about_fighting(text):  # elsewhere persons and firms stand where villages stand in news of a war
        known = [_without_owner(n) for n in found]
        found = list(cut_run_ons(text, add_context_names(text, known), names))
    if article.located:
        found = _with_located(found, article)
    written = article.text
    return tuple(
        Mention(f.start, f.end, written[f.start : f.end], _role(text, f), f.kind, f.score) for f in found
    )


def _with_located(found: Sequence[FoundName], article: Article) -> list[FoundName]:
    """Add the names that the source locates, where no longer name holds them."""
    kept = list(found)
    for located in article.located:
        for match in re.finditer(rf"(?<!\w){re.escape(located.name)}(?!\w)", article.text):
            start, end = match.span()
            overlapping = [name for name in kept if name.start < end and start < name.end]
            if any(name.end - name.start >= end - start for name in overlapping):
                continue
            kept = [name for name in kept if name not in overlapping]
            kept.append(Mention(start, end, match[0], kind="town"))
    return sorted(kept, key=lambda name: name.start)


def _without_owner(name: FoundName) -> FoundName:
    """Cut "cleared P of B" back to P where no list knows the name."""
    first, _, rest = name.surface.partition(" of ")
    if name.kind != "unknown" or not rest or " " in first or first in _NAMED_OF:
        return name
    return Mention(name.start, name.start + len(first), first, kind=name.kind, score=name.score)


def _role(text: str, name: FoundName) -> Role:
    if name.kind == "demonym":
        return Role.ASSOCIATIVE
    after = text[name.end : name.end + _WINDOW]
    if _BASED.match(after):
        return Role.ORIGIN
    if _OFFICE.match(after):
        return Role.ASSOCIATIVE
    before = text[max(0, name.start - _WINDOW) : name.start]
    for role, pattern in _BEFORE:
        if pattern.search(before):
            return role
    return Role.TARGET
