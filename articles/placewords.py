"""What place phrases are made of: their record, and tests on single chunks."""

from collections.abc import Callable
from dataclasses import dataclass, field

from articles.chunks import Chunk, Kind
from articles.items import Item, Tag
from articles.models import Extent
from articles.syntax import Syntax
from articles.wordsets import word_sets

INSIDE = frozenset({"in", "at", "inside", "within", "on", "across", "throughout", "in and", "over"})


NEAR = frozenset(
    {
        "near",
        "outside",
        "around",
        "close to",
        "next to",
        "off",
        "towards",
        "toward",
        "between",
        "outside of",
        "along",
        "surrounding",
        "in near",
        "beyond",
        "behind",
        "opposite",
        "overlooking",
    }
)


REGION_KINDS = frozenset({"country", "admin1", "admin2", "region", "continent"})


LISTING = frozenset({"among them", "including", "namely", "notably", "like", "such as"})


INDEFINITE = "(unnamed)"
ATTACK = "(attack)"
TAKEN = "(taken)"
UNSAID = "(unsaid)"


CORE_KINDS = ("settlement", "area", "facility")


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
        partitive: Whether `generic` means a share of that place ("most of the city").
        scene: Whether it only says where the whole sentence happens.
        locators: Items of places that only say where.
    """

    targets: list[Target] = field(default_factory=list)
    generic: str = ""
    extent: Extent = Extent.WHOLE
    end: int = 0
    partitive: bool = False
    scene: bool = False
    locators: list[int] = field(default_factory=list)


Read = Callable[..., PlacePhrase | None]


def is_place(item: Item) -> bool:
    """Whether an item names a place (a demonym does not)."""
    return item.mention is not None and item.mention.kind != "demonym"


def named_in(syntax: Syntax, k: int) -> list[int]:
    """Items of a chunk that name places and are no owners or origins."""
    chunk = syntax.chunks[k]
    found = []
    for i in range(chunk.first, chunk.last):
        following = syntax.items[i + 1] if i + 1 < chunk.last else None
        if not is_place(syntax.items[i]):
            continue
        if following is not None and following.tag in (Tag.POSS, Tag.HYPHEN):
            continue
        found.append(i)
    return found


def kind_of(syntax: Syntax, i: int) -> str:
    """Return what the gazetteer knows of the place item `i` names, or ""."""
    mention = syntax.items[i].mention
    return mention.kind if mention is not None else ""


def prefix_extent(syntax: Syntax, first: int, named: int) -> Extent:
    """Extent told by words right before the name: "eastern P", "central P"."""
    for item in reversed(syntax.items[first:named]):
        if syntax.is_word(item.lower, "compass") and item.lower not in ("rural", "old"):
            follows = syntax.items[named - 1] is item
            return Extent.PART if follows else Extent.WHOLE
        if item.lower == "half":
            return Extent.PART
    return Extent.WHOLE


def preposition_after(syntax: Syntax, k: int) -> str:
    """Return the preposition right behind chunk `k`, or ""."""
    return syntax.chunks[k + 1].lower if syntax.kind(k + 1) is Kind.PREP else ""


def bare_name(syntax: Syntax, k: int, named: list[int]) -> bool:
    """Whether a chunk is a place name with at most kind words and articles around it."""
    chunk = syntax.chunks[k]
    rest = [syntax.items[i] for i in range(chunk.first, chunk.last) if i not in named]
    words = syntax.lexicon.words
    return all(
        i.tag in (Tag.DET, Tag.SIGN)
        or any(i.lower in words[n] for n in ("area", "compass", "settlement", "facility"))
        for i in rest
    )


def heads_kind(syntax: Syntax, k: int) -> bool:
    """Whether chunk `k` is a noun phrase headed by a kind of place, or a share of one."""
    kinds = (*CORE_KINDS, "part", "whole", "outskirts", "compass")
    return syntax.kind(k) is Kind.NP and any(syntax.is_word(syntax.head(k).lower, name) for name in kinds)


def own_shares(syntax: Syntax, k: int, end: int) -> frozenset[int]:
    """Items of places that say how much of them is meant: "parts of P and all of Q", "P, including Q"."""
    found: set[int] = set()
    listed = False
    for j in range(k, min(end, len(syntax.chunks))):
        listed = listed or (syntax.kind(j) is Kind.PREP and syntax.chunks[j].lower in LISTING)
        shared = j > k + 1 and syntax.kind(j - 1) is Kind.PREP and syntax.kind(j - 2) is Kind.NP
        own = shared and syntax.kind(j - 3) in (Kind.CONJ, Kind.COMMA) and j - 3 >= k
        if listed or own:
            found.update(range(syntax.chunks[j].first, syntax.chunks[j].last))
    return frozenset(found)


def is_military(syntax: Syntax, chunk: Chunk) -> bool:
    """Whether a phrase names a base, post or station of some force."""
    words = [item.lower for item in syntax.items[chunk.first : chunk.last]]
    forces = word_sets()["military_targets"] | {"police", "border", "oil", "district"}
    return syntax.is_word(words[-1], "facility") and not forces.isdisjoint(words)
