"""Read on behind a place: locators, appositions, lists and coordination."""

from articles.chunks import Kind
from articles.items import Tag
from articles.models import Extent
from articles.placewords import (
    CORE_KINDS,
    INSIDE,
    LISTING,
    NEAR,
    REGION_KINDS,
    PlacePhrase,
    Read,
    Target,
    bare_name,
    is_place,
    kind_of,
    named_in,
    prefix_extent,
)
from articles.syntax import Syntax
from articles.wordsets import word_sets

_ENDS = frozenset([Kind.COMMA, Kind.STOP, Kind.DATE, Kind.CLOSE, Kind.SUB, Kind.ADV, None])
_ENDING = frozenset(["with", "without", "after", "amid", "by", "during", "as"])


def read_tail(syntax: Syntax, phrase: PlacePhrase, depth: int, read: Read) -> None:
    """Read locators ("in Q province"), appositions and coordinated places after the base."""
    k = phrase.end
    for _ in range(30):
        kind = syntax.kind(k)
        if kind is Kind.OPEN:
            k = _after_close(syntax, k)
        elif kind is Kind.NP and syntax.chunks[k].lower in ("itself", "proper"):
            k += 1
        elif kind is Kind.PREP and _locates(syntax, k):
            k = _skip_locator(syntax, phrase, k + 1)
        elif kind is Kind.PREP and syntax.chunks[k].lower in LISTING and syntax.kind(k + 1) is Kind.NP:
            k = _add_listed(syntax, phrase, k + 1, depth, read)
        elif kind is Kind.CONJ:
            after = _add_conjunct(syntax, phrase, k, depth, read)
            if after == k:
                break
            k = after
        elif kind is Kind.DATE:
            after = _add_later(syntax, phrase, k, depth, read)
            if after == k:
                break
            k = after
        elif kind is Kind.COMMA:
            after = _read_after_comma(syntax, phrase, k, depth, read)
            if after == k:
                break
            k = after
        else:
            break
        phrase.end = k
    phrase.end = max(phrase.end, k if syntax.kind(k) is not Kind.COMMA else phrase.end)


def _after_close(syntax: Syntax, k: int) -> int:
    for j in range(k, min(len(syntax.chunks), k + 30)):
        if syntax.kind(j) is Kind.CLOSE:
            return j + 1
    return k + 1


def _locates(syntax: Syntax, k: int) -> bool:
    prep = syntax.chunks[k].lower
    if syntax.kind(k + 1) is not Kind.NP:
        return False
    if prep in INSIDE or prep in NEAR or prep in ("of", "on along", "near", "about"):
        chunk = syntax.chunks[k + 1]
        items = syntax.items[chunk.first : chunk.last]
        spatial = any(
            syntax.is_word(i.lower, n) for i in items for n in (*CORE_KINDS, "compass", "part", "outskirts")
        )
        return spatial or any(is_place(i) for i in items)
    return False


def _skip_locator(syntax: Syntax, phrase: PlacePhrase, k: int) -> int:
    between = syntax.chunks[k - 1].lower == "between"
    phrase.locators += named_in(syntax, k)
    k += 1
    if between and syntax.kind(k) is Kind.CONJ and syntax.kind(k + 1) is Kind.NP:
        phrase.locators += named_in(syntax, k + 1)
        k += 2
    while syntax.kind(k) is Kind.PREP and (syntax.chunks[k].lower == "of" or _locates(syntax, k)):
        if syntax.kind(k + 1) is not Kind.NP:
            break
        phrase.locators += named_in(syntax, k + 1)
        k += 2
    return k


def _add_listed(syntax: Syntax, phrase: PlacePhrase, k: int, depth: int, read: Read) -> int:
    more = read(syntax, k, depth=depth + 1)
    if more is None:
        return k + 1
    phrase.targets += more.targets
    phrase.locators += more.locators
    return more.end


def _add_conjunct(syntax: Syntax, phrase: PlacePhrase, k: int, depth: int, read: Read) -> int:
    """Read "and Q"; returns `k` if what follows is no further place."""
    start = k + 1
    if syntax.kind(start) is Kind.OPEN:
        start = _after_close(syntax, start)  # "P and (next day) Q"
    if syntax.kind(start) is Kind.ADV:
        start += 1
    if syntax.kind(start) is Kind.PREP:
        return _add_beside(syntax, phrase, k, depth, read)
    if syntax.kind(start) is not Kind.NP or (syntax.clause_follows(start) and not syntax.joins_phrases(k)):
        return k
    if syntax.items[syntax.chunks[start].first].lower in ("its", "their"):
        return k
    head = syntax.head(start)
    if head.tag is Tag.ACTOR and head.mention is None:
        return k
    more = read(syntax, start, depth=depth + 1)
    if more is None or not more.targets:
        return k
    phrase.targets += more.targets
    phrase.locators += more.locators
    return more.end


def _add_beside(syntax: Syntax, phrase: PlacePhrase, conj: int, depth: int, read: Read) -> int:
    """Read "attacks on P and near Q": places that stand behind prepositions of their own."""
    start = conj + 2
    prep = syntax.chunks[conj + 1].lower
    if prep not in INSIDE | NEAR or syntax.kind(start) is not Kind.NP or syntax.clause_follows(start):
        return conj
    if not named_in(syntax, start) or not _behind_preposition(syntax, conj - 1):
        return conj
    more = read(syntax, start, depth=depth + 1)
    if more is None or syntax.kind(more.end) in (Kind.NP, Kind.VERB):
        return conj
    near = prep in NEAR
    phrase.targets += [Target(t.item, Extent.OUTSKIRTS, t.sub_place) if near else t for t in more.targets]
    phrase.locators += more.locators
    return more.end


def _behind_preposition(syntax: Syntax, k: int) -> bool:
    """Whether the names up to chunk `k` hang on a preposition that says where."""
    while syntax.kind(k) in (Kind.NP, Kind.COMMA, Kind.CONJ):
        k -= 1
    prep = syntax.chunks[k].lower if syntax.kind(k) is Kind.PREP else ""
    return prep in INSIDE | NEAR or prep in ("against", "into", "from", "to")


def _add_later(syntax: Syntax, phrase: PlacePhrase, k: int, depth: int, read: Read) -> int:
    """Read on behind a date: "P since May, as well as Q and R"."""
    start = k + 2 if syntax.kind(k + 1) is Kind.COMMA else k + 1
    if syntax.kind(start) is not Kind.CONJ or " " not in syntax.chunks[start].lower:
        return k
    after = _add_conjunct(syntax, phrase, start, depth, read)
    return k if after == start else after


def _read_after_comma(syntax: Syntax, phrase: PlacePhrase, k: int, depth: int, read: Read) -> int:
    """Decide what a comma starts: a locator, an apposition, the next of a list, or the end."""
    start = k + 1
    kind = syntax.kind(start)
    if kind is Kind.CONJ:
        after = _add_conjunct(syntax, phrase, start, depth, read)
        return k if after == start else after
    if kind is Kind.PREP:
        if syntax.chunks[start].lower in LISTING:
            return _add_listed(syntax, phrase, start + 1, depth, read)
        if _locates(syntax, start) and syntax.chunks[start].lower != "on":
            return _close_comma(syntax, _skip_locator(syntax, phrase, start + 1))
        return k
    if kind is not Kind.NP or syntax.clause_follows(start):
        return k
    named = named_in(syntax, start)
    if named and bare_name(syntax, start, named):
        return _read_name_after_comma(syntax, phrase, start, named)
    return _skip_apposition(syntax, phrase, k, start)


def _read_name_after_comma(syntax: Syntax, phrase: PlacePhrase, start: int, named: list[int]) -> int:
    chunk = syntax.chunks[start]
    area_word = any(syntax.is_word(i.lower, "area") for i in syntax.items[named[-1] + 1 : chunk.last])
    surface = syntax.items[named[-1]].lower.rsplit(" ", 1)[-1]
    regional = kind_of(syntax, named[-1]) in REGION_KINDS or area_word or syntax.is_word(surface, "area")
    first_kind = kind_of(syntax, phrase.targets[0].item) if phrase.targets else ""
    listed = _list_ahead(syntax, start) and not (regional and first_kind not in REGION_KINDS)
    listed = listed or syntax.items[chunk.last - 1].lower in word_sets()["listed_kinds"]
    unlisted = (
        not regional
        and not _list_ahead(syntax, start)
        and {first_kind, kind_of(syntax, named[-1])} <= {"town", "unknown"}
    )
    beside = syntax.kind(start + 1) is Kind.PREP
    dated = beside and (syntax.kind(start + 2) is Kind.DATE or syntax.chunks[start + 1].lower in _ENDING)
    ends = dated or syntax.kind(start + 1) in _ENDS
    if listed or (unlisted and ends):
        phrase.targets.append(Target(named[-1], prefix_extent(syntax, chunk.first, named[-1])))
        return start + 1
    phrase.locators += named
    return _close_comma(syntax, start + 1)


def _list_ahead(syntax: Syntax, k: int) -> bool:
    """Whether a list of names with "and" before its last one runs on from chunk `k`."""
    for j in range(k, min(len(syntax.chunks), k + 40)):
        kind = syntax.kind(j)
        if kind is Kind.CONJ:
            after = _after_close(syntax, j + 1) if syntax.kind(j + 1) is Kind.OPEN else j + 1
            one = _after_as(syntax, k) or syntax.joins_phrases(j) or not syntax.clause_follows(after)
            return _names_more(syntax, after) and one
        if kind is Kind.NP and not named_in(syntax, j):
            return False
        if kind not in (Kind.NP, Kind.COMMA, Kind.OPEN, Kind.CLOSE, Kind.PREP):
            return False
        if kind is Kind.PREP and not _locates(syntax, j):
            return False
    return False


def _names_more(syntax: Syntax, k: int) -> bool:
    """Whether chunk `k` names a place, or is a share of one: "much of P"."""
    if syntax.kind(k) is not Kind.NP:
        return False
    share = syntax.kind(k + 1) is Kind.PREP and syntax.chunks[k + 1].lower in ("of", "at", "in")
    return bool(named_in(syntax, k)) or (
        share and syntax.kind(k + 2) is Kind.NP and bool(named_in(syntax, k + 2))
    )


def _after_as(syntax: Syntax, k: int) -> bool:
    """Whether a list is one of examples: "in nations, as P, Q and R"."""
    while syntax.kind(k) in (Kind.NP, Kind.COMMA):
        k -= 1
    return k >= 0 and syntax.chunks[k].lower == "as"


def _close_comma(syntax: Syntax, k: int) -> int:
    """Step over the comma that closes an inserted locator, if the phrase goes on."""
    if syntax.kind(k) is Kind.COMMA and syntax.kind(k + 1) in (Kind.PREP, Kind.CONJ):
        return k if syntax.kind(k + 1) is Kind.CONJ else k + 1
    return k


def _skip_apposition(syntax: Syntax, phrase: PlacePhrase, comma: int, start: int) -> int:
    """Step over ", the capital of X," and the like; returns `comma` if it is none."""
    head = syntax.head(start).lower
    words = syntax.lexicon.words
    if not any(head in words[name] for name in (*CORE_KINDS, "part", "whole", "compass")) and head not in (
        "km",
        "kilometres",
        "kilometers",
        "miles",
    ):
        return comma
    k = start + 1
    while k < len(syntax.chunks) and k < start + 14:
        kind = syntax.kind(k)
        if kind is Kind.COMMA:
            return k
        if kind in (Kind.STOP, Kind.SUB, Kind.VERB, Kind.REL, Kind.CONJ):
            return k
        if kind is Kind.PREP and syntax.chunks[k].lower in ("from", "after"):
            return k
        if kind is Kind.NP:
            phrase.locators += named_in(syntax, k)
        k += 1
    return k
