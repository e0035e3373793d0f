"""Read which place a noun phrase puts at issue: "most of P", "the towns of P, Q and R in X province", "a base in P"."""

from dataclasses import dataclass, field

from articles.chunks import Kind, Mode
from articles.models import Extent, Role
from articles.syntax import Syntax
from articles.tagging import Item, Tag

_INSIDE = frozenset({"in", "at", "inside", "within", "on", "across", "throughout", "in and", "over"})
_NEAR = frozenset(
    {"near", "outside", "around", "close to", "next to", "off", "towards", "toward", "between", "outside of", "along",
     "surrounding", "in near", "beyond", "behind", "opposite", "overlooking"}
)  # fmt: skip
_ARTICLES = ("al-", "el-", "as-", "ash-", "at-", "ad-", "an-", "ar-", "az-", "ez-")
_REGION_KINDS = frozenset({"country", "admin1", "admin2", "region", "continent"})
_LISTING = frozenset({"including", "namely", "notably"})
INDEFINITE = "(unnamed)"
_CORE_KINDS = ("settlement", "area", "facility")


@dataclass(frozen=True, slots=True)
class Target:
    """A place at issue: the item that names it, and how much of it.

    Attributes:
        sub_place: Whether something unnamed inside it is meant ("a base in P").
        partitive: Whether a share of it is meant ("most of P").
    """

    item: int
    extent: Extent = Extent.WHOLE
    sub_place: bool = False
    partitive: bool = False


@dataclass(slots=True)
class PlacePhrase:
    """What a noun phrase says of places.

    Attributes:
        targets: Named places at issue.
        generic: Kind word of a place named elsewhere ("city", "it", "there"), or "".
        extent: Extent that goes with `generic`.
        end: Chunk index behind the phrase.
        locators: Items of places that only say where.
    """

    targets: list[Target] = field(default_factory=list)
    generic: str = ""
    extent: Extent = Extent.WHOLE
    end: int = 0
    locators: list[int] = field(default_factory=list)


def read_place_phrase(syntax: Syntax, k: int, *, depth: int = 0) -> PlacePhrase | None:
    """Read the place phrase that starts at chunk `k`.

    Args:
        syntax: The parsed sentence.
        k: Index of a noun-phrase chunk.
        depth: Nesting, bounded.

    Returns:
        The phrase, or None if the noun phrase is about something else.
    """
    if syntax.kind(k) is not Kind.NP or depth > 3:
        return None
    phrase = _read_base(syntax, k, depth)
    if phrase is None:
        return None
    _read_tail(syntax, phrase, depth)
    return phrase


def _is_place(item: Item) -> bool:
    return item.mention is not None and item.mention.kind != "demonym"


def _named(syntax: Syntax, k: int) -> list[int]:
    """Items of a chunk that name places and are no owners or origins."""
    chunk = syntax.chunks[k]
    found = []
    for i in range(chunk.first, chunk.last):
        following = syntax.items[i + 1] if i + 1 < chunk.last else None
        if not _is_place(syntax.items[i]):
            continue
        if following is not None and following.tag in (Tag.POSS, Tag.HYPHEN):
            continue
        found.append(i)
    return found


def _read_base(syntax: Syntax, k: int, depth: int) -> PlacePhrase | None:
    chunk = syntax.chunks[k]
    named = _named(syntax, k)
    if named:
        return _named_later(syntax, k, named, depth) or _named_phrase(syntax, k, named)
    owner = _owned_part(syntax, k)
    if owner is not None:
        return owner
    return _headed_phrase(syntax, k, depth) if chunk.last > chunk.first else None


def _named_later(syntax: Syntax, k: int, named: list[int], depth: int) -> PlacePhrase | None:
    """ "The central Somalia town of P": the name before the kind word only says where."""
    chunk = syntax.chunks[k]
    if chunk.head <= named[-1] or _preposition_after(syntax, k) != "of":
        return None
    head = syntax.items[chunk.head].lower
    kinds = syntax.lexicon.words
    wide = _kind(syntax, named[-1]) in ("country", "admin1", "demonym")
    if not (head in kinds["settlement"] or (wide and (head in kinds["area"] or head in kinds["facility"]))):
        return None
    inner = read_place_phrase(syntax, k + 2, depth=depth + 1)
    return inner if inner is not None and inner.targets else None


def _named_phrase(syntax: Syntax, k: int, named: list[int]) -> PlacePhrase | None:
    chunk = syntax.chunks[k]
    last = named[-1]
    tail = [item for item in syntax.items[last + 1 : chunk.last] if item.tag is not Tag.SIGN]
    if tail and tail[0].lower.startswith(_ARTICLES) and _kind(syntax, last) == "unknown":
        tail = tail[1:]
    extent = _prefix_extent(syntax, chunk.first, last)
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
        elif not any(head in words[name] for name in (*_CORE_KINDS, "compass")) or _plain_thing(syntax, tail):
            return None
    side_by_side = [i for n, i in enumerate(named) if named[n:] == list(range(i, last + 1))]
    if any(item.lower in ("flagged", "registered", "owned", "born") for item in syntax.items[chunk.first : last]):
        return None
    targets = [Target(last, extent)]
    if len(side_by_side) > 1:
        listed = syntax.kind(k + 1) is Kind.CONJ and syntax.kind(k + 2) is Kind.NP and bool(_named(syntax, k + 2))
        if listed:
            targets = [Target(i, extent) for i in side_by_side]
        elif _kind(syntax, last) in _REGION_KINDS:
            targets = [Target(side_by_side[0], extent)]
    return PlacePhrase(targets, end=k + 1)


def _plain_thing(syntax: Syntax, tail: list[Item]) -> bool:
    return any(item.tag is Tag.ACTOR for item in tail)


def _kind(syntax: Syntax, i: int) -> str:
    mention = syntax.items[i].mention
    return mention.kind if mention is not None else ""


def _prefix_extent(syntax: Syntax, first: int, named: int) -> Extent:
    """Extent told by words right before the name: "eastern P", "central P"."""
    for item in reversed(syntax.items[first:named]):
        if syntax.is_word(item.lower, "compass") and item.lower not in ("rural", "old"):
            follows = syntax.items[named - 1] is item
            return Extent.PART if follows else Extent.WHOLE
        if item.lower == "half":
            return Extent.PART
    return Extent.WHOLE


def _owned_part(syntax: Syntax, k: int) -> PlacePhrase | None:
    """ "Mosul's old city", "Tripoli's airport": part of the owner, if that is a town."""
    chunk = syntax.chunks[k]
    words = syntax.lexicon.words
    head = syntax.items[chunk.head].lower
    if not any(head in words[name] for name in (*_CORE_KINDS, "part", "outskirts", "compass")):
        return None
    for i in range(chunk.first, chunk.last - 1):
        if _is_place(syntax.items[i]) and syntax.items[i + 1].tag is Tag.POSS:
            if _preposition_after(syntax, k) in ("of",) and _inner(syntax, k + 2):
                return None
            extent = Extent.OUTSKIRTS if head in words["outskirts"] else Extent.PART
            if head in ("capital", "city", "town") and _kind(syntax, i) in _REGION_KINDS:
                return _apposed_name(syntax, k)
            return PlacePhrase([Target(i, extent, sub_place=True)], end=k + 1)
    return None


def _preposition_after(syntax: Syntax, k: int) -> str:
    return syntax.chunks[k + 1].lower if syntax.kind(k + 1) is Kind.PREP else ""


def _inner(syntax: Syntax, k: int) -> bool:
    return syntax.kind(k) is Kind.NP


def _headed_phrase(syntax: Syntax, k: int, depth: int) -> PlacePhrase | None:
    """A phrase whose head is a kind of place, a part, or a word that refers back."""
    chunk = syntax.chunks[k]
    words = syntax.lexicon.words
    head = syntax.items[chunk.head]
    generic = _generic(syntax, k)
    prep = _preposition_after(syntax, k)
    kinds = any(head.lower in words[name] for name in (*_CORE_KINDS, "part", "whole", "outskirts", "compass"))
    quantity = head.tag is Tag.NUM or head.lower in (
        "most",
        "all",
        "much",
        "some",
        "half",
        "more",
        "parts",
        "%",
    )
    if (kinds or quantity) and prep:
        inner = _inner_phrase(syntax, k, prep, depth)
        if inner is not None:
            return inner
        beyond = _preposition_after(syntax, k + 2) if prep == "of" and syntax.kind(k + 2) is Kind.NP else ""
        if beyond in _INSIDE or beyond in _NEAR:
            inner = _inner_phrase(syntax, k + 2, beyond, depth)
            if inner is not None:
                return inner
    start = _later_listing(syntax, k) if kinds else None
    if start is not None:
        return read_place_phrase(syntax, start, depth=depth + 1)
    if (
        kinds
        and syntax.kind(k + 1) is Kind.VERB
        and syntax.chunks[k + 1].lower in ("called", "named", "known as", "known")
    ):
        after = k + 3 if syntax.kind(k + 2) is Kind.PREP or syntax.kind(k + 2) is Kind.SUB else k + 2
        return read_place_phrase(syntax, after, depth=depth + 1)
    if generic:
        apposed = _apposed_name(syntax, k)
        if apposed is not None:
            return apposed
        return PlacePhrase([], generic, _generic_extent(syntax, k), end=k + 1)
    if (kinds or quantity) and depth == 0 and _indefinite(syntax, k):
        return PlacePhrase([], INDEFINITE, Extent.PART, end=k + 1)
    return None


def _indefinite(syntax: Syntax, k: int) -> bool:
    """ "Several villages", "two bases", "territory": places the text does not name."""
    chunk = syntax.chunks[k]
    head = syntax.items[chunk.head].lower
    words = syntax.lexicon.words
    if head in ("areas", "territory", "positions", "districts", "ground"):
        return True
    return head.endswith("s") and any(head in words[name] for name in _CORE_KINDS)


def _apposed_name(syntax: Syntax, k: int) -> PlacePhrase | None:
    """ "The capital, P"."""
    if syntax.kind(k + 1) is not Kind.COMMA or syntax.kind(k + 2) is not Kind.NP or syntax.clause_follows(k + 2):
        return None
    named = _named(syntax, k + 2)
    if not named or not _bare_name(syntax, k + 2, named):
        return None
    return PlacePhrase([Target(named[-1])], end=k + 3)


def _later_listing(syntax: Syntax, k: int) -> int | None:
    """The list that "including" or "notably" starts, right after a plural or a few chunks later."""
    direct = _listing(syntax, k + 1)
    if direct is not None or not _plural(syntax, k):
        return direct
    for j in range(k + 1, min(len(syntax.chunks) - 1, k + 12)):
        if syntax.kind(j) is Kind.STOP or (syntax.kind(j) is Kind.VERB and syntax.chunks[j].mode is Mode.FINITE and not syntax.is_reduced_passive(j)):
            return None
        if syntax.chunks[j].lower in _LISTING and syntax.kind(j + 1) is Kind.NP and _named(syntax, j + 1):
            return j + 1
    return None


def _listing(syntax: Syntax, k: int) -> int | None:
    """Index of the noun phrase after "including", "such as", "namely", or a comma or dash that starts a list."""
    before = k - 1
    if syntax.kind(k) in (Kind.COMMA, Kind.STOP, Kind.ADV) or syntax.kind(k) is Kind.OTHER:
        k += 1
    if k >= len(syntax.chunks):
        return None
    lower = syntax.chunks[k].lower
    if (
        syntax.kind(k) is Kind.NP
        and _plural(syntax, before)
        and _named(syntax, k)
        and _bare_name(syntax, k, _named(syntax, k))
    ):
        return k
    if lower in _LISTING and syntax.kind(k + 1) is Kind.NP:
        return k + 1
    if lower in ("such", "namely") and syntax.kind(k + 2) is Kind.NP:
        return k + 2
    return None


def _plural(syntax: Syntax, k: int) -> bool:
    return syntax.kind(k) is Kind.NP and syntax.head(k).lower.endswith("s")


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
        return ""
    if chunk.last - chunk.first > 4 or any(
        i.party is not None for i in syntax.items[chunk.first : chunk.last]
    ):
        return ""
    return head if head in words["settlement"] or head in words["area"] or head in words["facility"] else ""


def _generic_extent(syntax: Syntax, k: int) -> Extent:
    chunk = syntax.chunks[k]
    for item in syntax.items[chunk.first : chunk.head]:
        if syntax.is_word(item.lower, "compass"):
            return Extent.PART
    return Extent.WHOLE


def _inner_phrase(syntax: Syntax, k: int, prep: str, depth: int) -> PlacePhrase | None:
    """ "the town of P", "most of P", "a base in P", "villages near P", "20 km north of P"."""
    inner = read_place_phrase(syntax, k + 2, depth=depth + 1)
    if inner is None or not (inner.targets or inner.generic):
        return None
    extent = _relation_extent(syntax, k, prep)
    if extent is None or (prep != "of" and _unnamed_town(syntax, k)):
        return None
    if extent is not Extent.WHOLE:
        inner.targets = [Target(t.item, extent, prep in _INSIDE, prep == "of" and extent is Extent.PART) for t in inner.targets]
        inner.extent = extent
    return inner


def _unnamed_town(syntax: Syntax, k: int) -> bool:
    """ "A town in P": P is not what was taken."""
    first = syntax.items[syntax.chunks[k].first].lower
    head = syntax.head(k).lower
    return first in ("a", "an", "another", "one") and head in ("town", "city", "village", "district", "province")


def _relation_extent(syntax: Syntax, k: int, prep: str) -> Extent | None:
    chunk = syntax.chunks[k]
    words = syntax.lexicon.words
    items = syntax.items[chunk.first : chunk.last]
    head = syntax.items[chunk.head].lower
    if head in words["outskirts"]:
        return Extent.OUTSKIRTS
    if head in words["compass"] and prep == "of":
        definite = items[0].lower in ("the", "its") and len(items) <= 2
        return Extent.PART if definite or head.endswith("ern") else Extent.OUTSKIRTS
    if prep in _NEAR:
        return Extent.OUTSKIRTS
    if prep in _INSIDE:
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


def _read_tail(syntax: Syntax, phrase: PlacePhrase, depth: int) -> None:
    """Read locators ("in Q province"), appositions and coordinated places after the base."""
    k = phrase.end
    for _ in range(30):
        kind = syntax.kind(k)
        if kind is Kind.OPEN:
            k = _after_close(syntax, k)
        elif kind is Kind.PREP and _locates(syntax, k):
            k = _skip_locator(syntax, phrase, k + 1)
        elif kind is Kind.PREP and syntax.chunks[k].lower in _LISTING and syntax.kind(k + 1) is Kind.NP:
            k = _add_listed(syntax, phrase, k + 1, depth)
        elif kind is Kind.CONJ:
            after = _add_conjunct(syntax, phrase, k, depth)
            if after == k:
                break
            k = after
        elif kind is Kind.COMMA:
            after = _read_after_comma(syntax, phrase, k, depth)
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
    if prep in _INSIDE or prep in _NEAR or prep in ("of", "on along", "near", "about"):
        chunk = syntax.chunks[k + 1]
        items = syntax.items[chunk.first : chunk.last]
        spatial = any(
            syntax.is_word(i.lower, n) for i in items for n in (*_CORE_KINDS, "compass", "part", "outskirts")
        )
        return spatial or any(_is_place(i) for i in items)
    return False


def _skip_locator(syntax: Syntax, phrase: PlacePhrase, k: int) -> int:
    phrase.locators += _named(syntax, k)
    k += 1
    while syntax.kind(k) is Kind.PREP and (syntax.chunks[k].lower == "of" or _locates(syntax, k)):
        if syntax.kind(k + 1) is not Kind.NP:
            break
        phrase.locators += _named(syntax, k + 1)
        k += 2
    return k


def _add_listed(syntax: Syntax, phrase: PlacePhrase, k: int, depth: int) -> int:
    more = read_place_phrase(syntax, k, depth=depth + 1)
    if more is None:
        return k + 1
    phrase.targets += more.targets
    phrase.locators += more.locators
    return more.end


def _add_conjunct(syntax: Syntax, phrase: PlacePhrase, k: int, depth: int) -> int:
    """Read "and Q"; returns `k` if what follows is no further place."""
    start = k + 1
    if syntax.kind(start) is Kind.ADV:
        start += 1
    if syntax.kind(start) is not Kind.NP or syntax.clause_follows(start):
        return k
    head = syntax.head(start)
    if head.tag is Tag.ACTOR and head.mention is None:
        return k
    more = read_place_phrase(syntax, start, depth=depth + 1)
    if more is None or not more.targets:
        return k
    phrase.targets += more.targets
    phrase.locators += more.locators
    return more.end


def _read_after_comma(syntax: Syntax, phrase: PlacePhrase, k: int, depth: int) -> int:
    """Decide what a comma starts: a locator, an apposition, the next of a list, or the end."""
    start = k + 1
    kind = syntax.kind(start)
    if kind is Kind.CONJ:
        after = _add_conjunct(syntax, phrase, start, depth)
        return k if after == start else after
    if kind is Kind.PREP:
        if syntax.chunks[start].lower in _LISTING:
            return _add_listed(syntax, phrase, start + 1, depth)
        if _locates(syntax, start) and syntax.chunks[start].lower not in ("on",):
            return _close_comma(syntax, _skip_locator(syntax, phrase, start + 1))
        return k
    if kind is not Kind.NP or syntax.clause_follows(start):
        return k
    named = _named(syntax, start)
    if named and _bare_name(syntax, start, named):
        return _read_name_after_comma(syntax, phrase, start, named)
    return _skip_apposition(syntax, phrase, k, start)


def _bare_name(syntax: Syntax, k: int, named: list[int]) -> bool:
    """Whether a chunk is a place name with at most kind words and articles around it."""
    chunk = syntax.chunks[k]
    rest = [syntax.items[i] for i in range(chunk.first, chunk.last) if i not in named]
    words = syntax.lexicon.words
    return all(
        i.tag in (Tag.DET, Tag.SIGN)
        or any(i.lower in words[n] for n in ("area", "compass", "settlement", "facility"))
        for i in rest
    )


def _read_name_after_comma(syntax: Syntax, phrase: PlacePhrase, start: int, named: list[int]) -> int:
    chunk = syntax.chunks[start]
    area_word = any(syntax.is_word(i.lower, "area") for i in syntax.items[named[-1] + 1 : chunk.last])
    surface = syntax.items[named[-1]].lower.rsplit(" ", 1)[-1]
    regional = _kind(syntax, named[-1]) in _REGION_KINDS or area_word or syntax.is_word(surface, "area")
    first_kind = _kind(syntax, phrase.targets[0].item) if phrase.targets else ""
    listed = _list_ahead(syntax, start) and not (regional and first_kind not in _REGION_KINDS)
    unlisted = (
        not regional and not _list_ahead(syntax, start) and first_kind == _kind(syntax, named[-1]) == "town"
    )
    if listed or (unlisted and syntax.kind(start + 1) is Kind.COMMA):
        phrase.targets.append(Target(named[-1], _prefix_extent(syntax, chunk.first, named[-1])))
        return start + 1
    phrase.locators += named
    return _close_comma(syntax, start + 1)


def _list_ahead(syntax: Syntax, k: int) -> bool:
    """Whether a list of names with "and" before its last one runs on from chunk `k`."""
    for j in range(k, min(len(syntax.chunks), k + 40)):
        kind = syntax.kind(j)
        if kind is Kind.CONJ:
            return bool(
                syntax.kind(j + 1) is Kind.NP and _named(syntax, j + 1)
            ) and not syntax.clause_follows(j + 1)
        if kind is Kind.NP and not _named(syntax, j):
            return False
        if kind not in (Kind.NP, Kind.COMMA, Kind.OPEN, Kind.CLOSE, Kind.PREP):
            return False
        if kind is Kind.PREP and not _locates(syntax, j):
            return False
    return False


def _close_comma(syntax: Syntax, k: int) -> int:
    """Step over the comma that closes an inserted locator, if the phrase goes on."""
    if syntax.kind(k) is Kind.COMMA and syntax.kind(k + 1) in (Kind.PREP, Kind.CONJ):
        return k if syntax.kind(k + 1) is Kind.CONJ else k + 1
    return k


def _skip_apposition(syntax: Syntax, phrase: PlacePhrase, comma: int, start: int) -> int:
    """Step over ", the capital of X," and the like; returns `comma` if it is none."""
    head = syntax.head(start).lower
    words = syntax.lexicon.words
    if not any(head in words[name] for name in (*_CORE_KINDS, "part", "whole", "compass")) and head not in (
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
            phrase.locators += _named(syntax, k)
        k += 1
    return k


def role_of_preposition(prep: str) -> Role:
    """Return the role of a place named after a preposition."""
    if prep in ("from", "out of"):
        return Role.ORIGIN
    if prep in ("towards", "toward", "via", "through", "between"):
        return Role.ROUTE
    return Role.REFERENCE if prep in _NEAR or prep == "of" else Role.TARGET
