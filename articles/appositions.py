"""Find the name of a place beside the phrase that describes it: "the last base in X province, P"."""

from articles.chunks import Kind
from articles.placewords import (
    INSIDE,
    NEAR,
    REGION_KINDS,
    PlacePhrase,
    Read,
    Target,
    bare_name,
    kind_of,
    named_in,
    preposition_after,
)
from articles.syntax import Syntax

_SINGLED = frozenset(
    [
        "the",
        "its",
        "their",
        "last",
        "main",
        "key",
        "largest",
        "biggest",
        "strategic",
        "only",
        "final",
        "first",
        "nearest",
    ]
)


def apposed_later(syntax: Syntax, k: int, depth: int, read: Read) -> PlacePhrase | None:
    """Read "the last base in X province, P" and "its last town in the region the town of P".

    Args:
        syntax: The parsed sentence.
        k: Index of the describing noun phrase.
        depth: Nesting, bounded.
        read: Reads a place phrase.
    """
    head = syntax.head(k).lower
    if head.endswith("s") or syntax.items[syntax.chunks[k].first].lower not in _SINGLED:
        return None
    j = k + 1
    while syntax.kind(j) is Kind.PREP and syntax.kind(j + 1) is Kind.NP and j < k + 6:
        if syntax.chunks[j].lower not in INSIDE | NEAR:
            return None
        j += 2
    comma = syntax.kind(j) is Kind.COMMA
    j += comma
    if syntax.kind(j) is not Kind.NP:
        return None
    named = named_in(syntax, j)
    if (
        not named
        and syntax.is_word(syntax.head(j).lower, "settlement")
        and preposition_after(syntax, j) == "of"
    ):
        phrase = read(syntax, j, depth=depth + 1)
        return phrase if phrase is not None and phrase.targets else None
    locators = [i for c in range(k + 1, j) for i in named_in(syntax, c)]
    wide = any(kind_of(syntax, i) in REGION_KINDS for i in locators)
    if not (comma and named and wide and _stands_alone(syntax, j, named)):
        return None
    return PlacePhrase([Target(named[-1])], end=j + 1, locators=locators)


def _stands_alone(syntax: Syntax, k: int, named: list[int]) -> bool:
    """Whether chunk `k` is the bare name of a town or facility, closed by a comma or stop, and in no list."""
    if not bare_name(syntax, k, named) or kind_of(syntax, named[-1]) in REGION_KINDS:
        return False
    if k + 1 >= len(syntax.chunks) or syntax.kind(k + 1) is Kind.STOP:
        return True
    if syntax.kind(k + 1) is not Kind.COMMA or syntax.kind(k + 2) is Kind.CONJ:
        return False
    return not (syntax.kind(k + 2) is Kind.NP and named_in(syntax, k + 2))


def apposed_name(syntax: Syntax, k: int) -> PlacePhrase | None:
    """Read "The capital, P"."""
    if (
        syntax.kind(k + 1) is not Kind.COMMA
        or syntax.kind(k + 2) is not Kind.NP
        or syntax.clause_follows(k + 2)
    ):
        return None
    named = named_in(syntax, k + 2)
    if not named or not bare_name(syntax, k + 2, named):
        return None
    return PlacePhrase([Target(named[-1])], end=k + 3)
