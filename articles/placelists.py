"""Find the names that a kind word announces: "four districts in X: P and Q", "villages, including P"."""

from articles.chunks import Kind, Mode
from articles.placewords import LISTING, bare_name, named_in
from articles.syntax import Syntax

_BETWEEN = (Kind.PREP, Kind.NP, Kind.DATE, Kind.ADV)
_LOCATOR_REACH = 10
_SIGNS = frozenset({":", "-", "\u2013", "\u2014"})


def listed_after_locator(syntax: Syntax, k: int) -> int | None:
    """The list in "four districts in X: P, Q and R", "two towns south of X from the army - P and Q"."""
    if not _plural(syntax, k):
        return None
    j = k + 1
    while j < k + _LOCATOR_REACH and syntax.kind(j) in _BETWEEN:
        j += 1
    sign = syntax.chunks[j].lower if syntax.kind(j) in (Kind.STOP, Kind.COMMA) else ""
    if sign not in _SIGNS or syntax.kind(j + 1) is not Kind.NP:
        return None
    named = named_in(syntax, j + 1)
    behind = syntax.kind(j + 2) in (Kind.COMMA, Kind.CONJ, Kind.STOP, None)
    return j + 1 if named and behind and bare_name(syntax, j + 1, named) else None


def listed_in_brackets(syntax: Syntax, k: int) -> list[int]:
    """Item indices of the names in "several posts near X (P and Q)"; none if brackets hold anything else."""
    if not _plural(syntax, k):
        return []
    start = k + 1
    while syntax.kind(start) in (Kind.NP, Kind.PREP) and start < k + 5:
        start += 1
    if syntax.kind(start) is not Kind.OPEN:
        return []
    found: list[int] = []
    for j in range(start + 1, min(len(syntax.chunks), start + 40)):
        kind = syntax.kind(j)
        if kind is Kind.CLOSE:
            said = any(named_in(syntax, i) for i in range(k + 1, start) if syntax.kind(i) is Kind.NP)
            return found if len(found) > 1 or not said else []  # "areas of P (Q)": Q says where P is
        named = named_in(syntax, j) if kind is Kind.NP else []
        if kind is Kind.NP and not (named and bare_name(syntax, j, named)):
            return []
        if kind not in (Kind.NP, Kind.COMMA, Kind.CONJ):
            return []
        found += named
    return []


def known_as(syntax: Syntax, k: int) -> int | None:
    """The name behind "called" or "known as": "its last town in P, known as Q"."""
    for j in range(k + 1, min(len(syntax.chunks) - 1, k + 6)):
        kind = syntax.kind(j)
        if kind is Kind.VERB:
            if syntax.chunks[j].lower not in ("called", "named", "known"):
                return None
            after = j + 2 if syntax.kind(j + 1) in (Kind.PREP, Kind.SUB) else j + 1
            return after if syntax.kind(after) is Kind.NP and named_in(syntax, after) else None
        if kind not in (Kind.PREP, Kind.NP, Kind.COMMA):
            return None
    return None


def later_listing(syntax: Syntax, k: int) -> int | None:
    """The list that "including" or "notably" starts, right after a plural or a few chunks later."""
    direct = _listing(syntax, k + 1)
    if direct is not None or not _plural(syntax, k):
        return direct
    for j in range(k + 1, min(len(syntax.chunks) - 1, k + 12)):
        if syntax.kind(j) is Kind.STOP or (
            syntax.kind(j) is Kind.VERB
            and syntax.chunks[j].mode is Mode.FINITE
            and not syntax.is_reduced_passive(j)
        ):
            return None
        if syntax.chunks[j].lower in LISTING and syntax.kind(j + 1) is Kind.NP and named_in(syntax, j + 1):
            return j + 1
    return None


def _listing(syntax: Syntax, k: int) -> int | None:
    """Index of the noun phrase after "including", "such as", or a comma or dash that starts a list."""
    before = k - 1
    if syntax.kind(k) in (Kind.COMMA, Kind.STOP, Kind.ADV) or syntax.kind(k) is Kind.OTHER:
        k += 1
    if k >= len(syntax.chunks):
        return None
    lower = syntax.chunks[k].lower
    if (
        syntax.kind(k) is Kind.NP
        and _plural(syntax, before)
        and named_in(syntax, k)
        and bare_name(syntax, k, named_in(syntax, k))
    ):
        return k
    if lower in LISTING and syntax.kind(k + 1) is Kind.NP:
        return k + 1
    if (
        lower == "as"
        and _plural(syntax, before)
        and syntax.kind(k + 1) is Kind.NP
        and named_in(syntax, k + 1)
    ):
        return k + 1
    if lower in ("such", "namely") and syntax.kind(k + 2) is Kind.NP:
        return k + 2
    return None


def _plural(syntax: Syntax, k: int) -> bool:
    return syntax.kind(k) is Kind.NP and syntax.head(k).lower.endswith("s")
