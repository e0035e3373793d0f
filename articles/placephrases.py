"""Read which place a noun phrase puts at issue: "most of P", "the towns of P and Q in X province"."""

from articles.appositions import apposed_later, apposed_name
from articles.chunks import Kind
from articles.items import Item, Tag
from articles.models import Extent
from articles.placelists import known_as, later_listing, listed_after_locator, listed_in_brackets
from articles.placetails import read_tail
from articles.placewords import (
    CORE_KINDS,
    INDEFINITE,
    INSIDE,
    NEAR,
    REGION_KINDS,
    PlacePhrase,
    Target,
    heads_kind,
    is_military,
    is_place,
    kind_of,
    named_in,
    own_shares,
    prefix_extent,
    preposition_after,
)
from articles.syntax import Syntax

_DEEPEST = 4
_QUANTITIES = frozenset({"most", "all", "much", "some", "half", "more", "parts", "%"})
_INNER = frozenset({"of", "in", "near", "at", "on", "around", "outside"})
_TERSE = frozenset({"town", "city", "village", "settlement"})  # "loses town to rebels"
_ARTICLES = ("al-", "el-", "as-", "ash-", "at-", "ad-", "an-", "ar-", "az-", "ez-")


def read_place_phrase(syntax: Syntax, k: int, *, depth: int = 0) -> PlacePhrase | None:
    """Read the place phrase that starts at chunk `k`.

    Args:
        syntax: The parsed sentence.
        k: Index of a noun-phrase chunk.
        depth: Nesting, bounded.

    Returns:
        The phrase, or None if the noun phrase is about something else.
    """
    if syntax.kind(k) is not Kind.NP or depth > _DEEPEST:
        return None
    phrase = _read_base(syntax, k, depth)
    if phrase is None:
        return None
    read_tail(syntax, phrase, depth, read_place_phrase)
    return phrase


def _read_base(syntax: Syntax, k: int, depth: int) -> PlacePhrase | None:
    chunk = syntax.chunks[k]
    named = named_in(syntax, k)
    if named:
        return _named_later(syntax, k, named, depth) or _named_phrase(syntax, k, named)
    owner = _owned_part(syntax, k)
    if owner is not None:
        return owner
    return _headed_phrase(syntax, k, depth) if chunk.last > chunk.first else None


def _named_later(syntax: Syntax, k: int, named: list[int], depth: int) -> PlacePhrase | None:
    """Read "The central Somalia town of P": the name before the kind word only says where."""
    chunk = syntax.chunks[k]
    if chunk.head <= named[-1] or preposition_after(syntax, k) != "of":
        return None
    head = syntax.items[chunk.head].lower
    kinds = syntax.lexicon.words
    wide = kind_of(syntax, named[-1]) in ("country", "admin1", "demonym")
    if not (head in kinds["settlement"] or (wide and (head in kinds["area"] or head in kinds["facility"]))):
        return None
    inner = read_place_phrase(syntax, k + 2, depth=depth + 1)
    if inner is None or not inner.targets:
        return None
    where = kind_of(syntax, inner.targets[0].item)
    own = not wide and head not in ("city", "capital") and where in (*REGION_KINDS, "facility", "physical")
    return None if where == "country" or own else inner


def _named_phrase(syntax: Syntax, k: int, named: list[int]) -> PlacePhrase | None:
    chunk = syntax.chunks[k]
    last = named[-1]
    tail = [item for item in syntax.items[last + 1 : chunk.last] if item.tag is not Tag.SIGN]
    if tail and tail[0].lower.startswith(_ARTICLES) and kind_of(syntax, last) == "unknown":
        tail = tail[1:]
    extent = prefix_extent(syntax, chunk.first, last)
    if tail:
        words = syntax.lexicon.words
        head = tail[-1].lower
        if head in words["outskirts"]:
            extent = Extent.OUTSKIRTS
        elif head in words["part"] and head not in (
            "district",
            "quarter",
            "neighbourhood",
            "neighborhood",
            "area",
            "sector",
            "land",
        ):
            extent = Extent.PART
        elif not any(head in words[name] for name in (*CORE_KINDS, "compass")) or _plain_thing(syntax, tail):
            return None
    side_by_side = [i for n, i in enumerate(named) if named[n:] == list(range(i, last + 1))]
    if any(
        item.lower in ("flagged", "registered", "owned", "born") for item in syntax.items[chunk.first : last]
    ):
        return None
    targets = [Target(last, extent)]
    if len(side_by_side) > 1:
        listed = (
            syntax.kind(k + 1) is Kind.CONJ
            and syntax.kind(k + 2) is Kind.NP
            and bool(named_in(syntax, k + 2))
        )
        if listed:
            targets = [Target(i, extent) for i in side_by_side]
        elif kind_of(syntax, last) in REGION_KINDS:
            targets = [Target(side_by_side[0], extent)]
    return PlacePhrase(targets, end=k + 1)


def _plain_thing(syntax: Syntax, tail: list[Item]) -> bool:
    """Whether actors stand behind a name ("P police chief"), no building of theirs ("P police post")."""
    return any(
        item.tag is Tag.ACTOR and not syntax.is_word(after.lower, "facility")
        for item, after in zip(tail, [*tail[1:], tail[-1]], strict=True)
    )


def _owned_part(syntax: Syntax, k: int) -> PlacePhrase | None:
    """Read "Mosul's old city", "Tripoli's airport": part of the owner, if that is a town."""
    chunk = syntax.chunks[k]
    words = syntax.lexicon.words
    head = syntax.items[chunk.head].lower
    if not any(head in words[name] for name in (*CORE_KINDS, "part", "outskirts", "compass")):
        return None
    for i in range(chunk.first, chunk.last - 1):
        if is_place(syntax.items[i]) and syntax.items[i + 1].tag is Tag.POSS:
            if kind_of(syntax, i) == "country" and head in words["facility"]:
                return None  # "Indonesia's Kerobokan Prison"
            if preposition_after(syntax, k) == "of" and _inner(syntax, k + 2):
                return None
            extent = Extent.OUTSKIRTS if head in words["outskirts"] else Extent.PART
            if head in ("capital", "city", "town") and kind_of(syntax, i) in REGION_KINDS:
                return apposed_name(syntax, k)
            share = head in words["part"] and extent is Extent.PART
            return PlacePhrase([Target(i, extent, sub_place=True, partitive=share)], end=k + 1)
    return None


def _inner(syntax: Syntax, k: int) -> bool:
    return syntax.kind(k) is Kind.NP


def _headed_phrase(syntax: Syntax, k: int, depth: int) -> PlacePhrase | None:
    """A phrase whose head is a kind of place, a part, or a word that refers back."""
    chunk = syntax.chunks[k]
    words = syntax.lexicon.words
    head = syntax.items[chunk.head]
    if syntax.items[chunk.first].lower in ("no", "little"):
        return None  # "gained no ground"
    generic = _generic(syntax, k)
    prep = preposition_after(syntax, k)
    kinds = any(head.lower in words[name] for name in (*CORE_KINDS, "part", "whole", "outskirts", "compass"))
    quantity = head.tag is Tag.NUM or head.lower in _QUANTITIES
    known = known_as(syntax, k) if kinds else None
    if known is not None:
        return read_place_phrase(syntax, known, depth=depth + 1)
    named = apposed_later(syntax, k, depth, read_place_phrase) if kinds and prep else None
    if named is not None:
        return named
    bearing = syntax.kind(k + 1) is Kind.NP and kinds
    listed = listed_after_locator(syntax, k) if kinds and (prep or bearing) else None
    if listed is not None:
        return read_place_phrase(syntax, listed, depth=depth + 1)
    in_brackets = listed_in_brackets(syntax, k) if kinds else []
    if in_brackets:
        return PlacePhrase([Target(i) for i in in_brackets], end=k + 1)
    inner = _inside(syntax, k, prep, depth) if bearing or ((kinds or quantity) and prep) else None
    if inner is not None:
        return inner
    start = later_listing(syntax, k) if kinds else None
    if start is not None:
        return read_place_phrase(syntax, start, depth=depth + 1)
    if generic:
        shared = _shared_locator(syntax, k, depth)
        if shared is not None:
            return shared
        apposed = apposed_name(syntax, k)
        if apposed is not None:
            return apposed
        return PlacePhrase([], generic, _generic_extent(syntax, k), end=k + 1)
    if (kinds or quantity) and depth == 0 and _indefinite(syntax, k):
        return PlacePhrase([], INDEFINITE, Extent.PART, end=k + 1)
    return None


def _shared_locator(syntax: Syntax, k: int, depth: int) -> PlacePhrase | None:
    """Read "the prison and the police command in P", "the town and port of P": one locator for both."""
    if syntax.kind(k + 1) is not Kind.CONJ or syntax.kind(k + 2) is not Kind.NP or named_in(syntax, k + 2):
        return None
    prep = preposition_after(syntax, k + 2)
    if (prep not in INSIDE and prep != "of") or syntax.clause_follows(k + 2):
        return None
    return _inner_phrase(syntax, k + 2, prep, depth)


def _inside(syntax: Syntax, k: int, prep: str, depth: int) -> PlacePhrase | None:
    """The place behind a kind word or quantity, one step further if need be: "half of a village near P"."""
    if syntax.kind(k + 1) is Kind.NP and syntax.is_word(syntax.head(k + 1).lower, "compass"):
        bearing = preposition_after(syntax, k + 1) == "of"
        return read_place_phrase(syntax, k + 1, depth=depth + 1) if bearing else None
    inner = _inner_phrase(syntax, k, prep, depth)
    if inner is not None:
        return inner
    kind = any(syntax.is_word(syntax.head(k).lower, name) for name in CORE_KINDS)
    nested = syntax.kind(k + 2) is Kind.NP and (kind or heads_kind(syntax, k + 2))
    beyond = preposition_after(syntax, k + 2) if prep == "of" and nested else ""
    return _inner_phrase(syntax, k + 2, beyond, depth) if beyond in INSIDE or beyond in NEAR else None


def _indefinite(syntax: Syntax, k: int) -> bool:
    """Read "Several villages", "two bases", "territory": places the text does not name."""
    chunk = syntax.chunks[k]
    head = syntax.items[chunk.head].lower
    words = syntax.lexicon.words
    if head in ("areas", "territory", "positions", "districts", "ground"):
        return True
    if syntax.items[chunk.first].lower in ("a", "an", "another") and is_military(syntax, chunk):
        return True
    return head.endswith("s") and any(head in words[name] for name in CORE_KINDS)


def _generic(syntax: Syntax, k: int) -> str:
    """The kind word, if the phrase refers to a place named elsewhere."""
    chunk = syntax.chunks[k]
    first = syntax.items[chunk.first]
    head = syntax.items[chunk.head].lower
    if first.tag is Tag.PRON and chunk.last == chunk.first + 1:
        return head if head in ("it", "there", "itself", "them") else ""
    words = syntax.lexicon.words
    definite = first.lower in ("the", "this", "that", "its", "their", "both", "these", "those")
    if not definite:
        terse = (
            chunk.last == chunk.first + 1 and head in _TERSE and preposition_after(syntax, k) not in _INNER
        )
        return head if terse else ""
    if _strongholds(head) and first.lower == "the" and preposition_after(syntax, k) != "of":
        return "stronghold"  # "pushed into the rebel stronghold"
    joined = 2 * any(i.tag is Tag.HYPHEN for i in syntax.items[chunk.first : chunk.last])
    if chunk.last - chunk.first > 4 + joined or _owned(syntax, k) or (joined and head.endswith("s")):
        return ""
    if head in ("territory", "territories", "land", "front", "border"):
        return ""
    return head if head in words["settlement"] or head in words["area"] or head in words["facility"] else ""


def _strongholds(head: str) -> bool:
    return head in ("stronghold", "bastion", "holdout")


def _owned(syntax: Syntax, k: int) -> bool:
    """Whether a phrase names a party, other than whose a place is: "the A-held city"."""
    chunk = syntax.chunks[k]
    inside = range(chunk.first, chunk.last - 1)
    return any(
        syntax.items[i].party is not None and syntax.items[i + 1].tag is not Tag.HYPHEN for i in inside
    )


def _generic_extent(syntax: Syntax, k: int) -> Extent:
    chunk = syntax.chunks[k]
    for item in syntax.items[chunk.first : chunk.head]:
        if syntax.is_word(item.lower, "compass"):
            return Extent.PART
    return Extent.WHOLE


def _inner_phrase(syntax: Syntax, k: int, prep: str, depth: int) -> PlacePhrase | None:
    """Read "the town of P", "most of P", "a base in P", "villages near P", "20 km north of P"."""
    inner = read_place_phrase(syntax, k + 2, depth=depth + 1)
    if inner is None or not (inner.targets or inner.generic):
        return None
    extent = _relation_extent(syntax, k, prep)
    if extent is None or (prep != "of" and _unnamed_town(syntax, k)):
        return None
    nearer = _nearer_place(syntax, k, inner, depth) if extent is Extent.OUTSKIRTS else None
    if nearer is not None:
        return nearer
    if extent is not Extent.WHOLE:
        apart = own_shares(syntax, k + 2, inner.end)
        inner.targets = [
            t
            if t.item in apart
            else Target(t.item, extent, prep in INSIDE, prep == "of" and extent is Extent.PART)
            for t in inner.targets
        ]
        inner.extent = extent
        inner.partitive = prep == "of" and extent is Extent.PART
    return inner


def _nearer_place(syntax: Syntax, k: int, inner: PlacePhrase, depth: int) -> PlacePhrase | None:
    """Read "southeast of P near Q": Q is meant."""
    near = inner.end if syntax.kind(inner.end) is not Kind.COMMA else inner.end + 1
    compass = syntax.is_word(syntax.head(k).lower, "compass")
    if (
        not compass
        or syntax.kind(near) is not Kind.PREP
        or syntax.chunks[near].lower not in ("near", "around")
    ):
        near = next((j for j in range(k + 3, inner.end) if syntax.chunks[j].lower in ("near", "around")), -1)
    if not compass or near < 0 or syntax.kind(near + 1) is not Kind.NP or not named_in(syntax, near + 1):
        return None
    found = read_place_phrase(syntax, near + 1, depth=depth + 1)
    if found is None or not found.targets:
        return None
    targets = [Target(t.item, Extent.OUTSKIRTS) for t in found.targets]
    locators = [*inner.locators, *(t.item for t in inner.targets)]
    return PlacePhrase(targets, extent=Extent.OUTSKIRTS, end=found.end, locators=locators)


def _unnamed_town(syntax: Syntax, k: int) -> bool:
    """Read "A town in P": P is not what was taken."""
    first = syntax.items[syntax.chunks[k].first].lower
    head = syntax.head(k).lower
    return first in ("a", "an", "another", "one") and head in (
        "town",
        "city",
        "village",
        "district",
        "province",
    )


def _relation_extent(syntax: Syntax, k: int, prep: str) -> Extent | None:
    chunk = syntax.chunks[k]
    words = syntax.lexicon.words
    items = syntax.items[chunk.first : chunk.last]
    head = syntax.items[chunk.head].lower
    seat = head in ("centre", "center") and len(items) > 1 and items[-2].lower in ("district", "county")
    if seat and prep == "of":
        return Extent.WHOLE
    if head in words["outskirts"]:
        return Extent.OUTSKIRTS
    if head in words["compass"] and prep == "of":
        definite = items[0].lower in ("the", "its") and len(items) <= 2
        return Extent.PART if definite or head.endswith("ern") else Extent.OUTSKIRTS
    if prep in NEAR:
        return Extent.OUTSKIRTS
    if prep in INSIDE:
        return Extent.PART
    if prep != "of":
        return None
    if head in ("city", "town", "village", "province", "capital") or head in words["whole"]:
        return Extent.WHOLE
    if head in words["settlement"]:
        return Extent.WHOLE
    if head in ("range", "series", "string", "number", "handful", "dozens", "cluster", "hundreds"):
        return Extent.WHOLE
    if head in words["part"] and not (
        head in ("districts", "neighbourhoods", "neighborhoods", "areas") and _plural_list(syntax, k + 2)
    ):
        return Extent.WHOLE if head in ("district", "neighbourhood", "neighborhood", "area") else Extent.PART
    if syntax.items[chunk.head].tag is Tag.NUM or head in ("most", "much", "some", "%", "parts", "half"):
        return Extent.PART
    return Extent.WHOLE


def _plural_list(syntax: Syntax, k: int) -> bool:
    """Whether the names after "districts of" are listed: then each is a district of its own."""
    for j in range(k + 1, min(len(syntax.chunks), k + 12)):
        if syntax.kind(j) is Kind.CONJ:
            return True
        if syntax.kind(j) not in (Kind.NP, Kind.COMMA):
            return False
    return False
