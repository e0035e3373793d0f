"""Group tagged items into noun phrases, verb groups and links: a flat, linear-time syntax."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from articles.items import Item, Tag
from articles.lexicon import BASE, GERUND, PARTICIPLE, PAST, PRESENT


class Kind(StrEnum):
    """Kinds of chunks."""

    __hash__ = str.__hash__  # the enum's own is slow, and kinds are looked up all the time

    NP = "NP"
    VERB = "VERB"
    PREP = "PREP"
    COMMA = "COMMA"
    CONJ = "CONJ"
    SUB = "SUB"
    REL = "REL"
    STOP = "STOP"
    QUOTE = "QUOTE"
    DATE = "DATE"
    ADV = "ADV"
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    OTHER = "OTHER"


class Mode(StrEnum):
    """Forms of a verb group."""

    FINITE = "finite"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    PARTICIPLE = "participle"


@dataclass(slots=True)
class Chunk:
    """Items `first` to `last` (half-open) that belong together.

    Attributes:
        lower: Lower-case words, joined by blanks (prepositions, heads).
        head: Index of the head item.
        lemma: Of verb groups.
        mode: Form of a verb group.
        passive: Whether the verb group is passive.
        negated: Whether it is negated.
        modal: The modal verb or "", "had" for the pluperfect.
    """

    kind: Kind
    first: int
    last: int
    lower: str
    head: int
    lemma: str = ""
    mode: Mode = Mode.FINITE
    passive: bool = False
    negated: bool = False
    modal: str = ""
    adverbs: tuple[str, ...] = field(default=())


_NP_TAGS = frozenset(
    {Tag.DET, Tag.NUM, Tag.NOUN, Tag.PLACE, Tag.ACTOR, Tag.POSS, Tag.HYPHEN, Tag.PRON, Tag.SIGN}
)
_LINKS = {
    Tag.PREP: Kind.PREP, Tag.COMMA: Kind.COMMA, Tag.CONJ: Kind.CONJ, Tag.SUB: Kind.SUB, Tag.REL: Kind.REL,
    Tag.THAT: Kind.SUB, Tag.STOP: Kind.STOP, Tag.COLON: Kind.STOP, Tag.QUOTE: Kind.QUOTE, Tag.DATE: Kind.DATE,
    Tag.OPEN: Kind.OPEN, Tag.CLOSE: Kind.CLOSE, Tag.ADV: Kind.ADV, Tag.NEG: Kind.ADV,
}  # fmt: skip
_BE = frozenset(
    {
        "be",
        "am",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "'s",
        "'re",
        "'m",
        "get",
        "gets",
        "got",
        "getting",
    }
)
_GET = frozenset({"get", "gets", "got", "getting"})
_HAVE = frozenset({"have", "has", "had", "having", "'ve", "'d"})
_PAIRS = frozenset(
    [
        ("out", "of"),
        ("out", "from"),
        ("back", "from"),
        ("from", "under"),
        ("in", "to"),
        ("outside", "of"),
        ("off", "of"),
        ("on", "toward"),
        ("on", "towards"),
        ("to", "within"),
        ("back", "into"),
        ("back", "to"),
    ]
)
_SAYERS = frozenset(["officials", "residents", "activists", "witnesses", "monitors", "sources", "locals"])
_SPANS_OF_TIME = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})
_BEARINGS = frozenset(["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"])
_BEARING_LETTERS = frozenset(["N", "S", "E", "W", "NE", "NW", "SE", "SW"])
_LENGTHS = frozenset(
    {"km", "kilometres", "kilometers", "kilometer", "kilometre", "miles", "mile", "just", "far"}
)
_LOCATING = frozenset(
    {"in", "near", "at", "around", "outside", "inside", "across", "throughout", "along", "within"}
)
_BESIDE = frozenset({"to", "on", "of", "from"})
_FRONTED = frozenset({Tag.PREP, Tag.NOUN, Tag.PLACE, Tag.ADV, Tag.DET, Tag.CONJ, Tag.NUM, Tag.DATE})
_FRONT_REACH = 10
_GROUP = frozenset({Tag.AUX, Tag.MODAL, Tag.NEG, Tag.ADV, Tag.TO})


def chunk_items(items: Sequence[Item]) -> list[Chunk]:
    """Group the items of a sentence; every item is in exactly one chunk, in order."""
    chunks: list[Chunk] = []
    i = 0
    while i < len(items):
        chunk = _next_chunk(items, i)
        chunks.append(chunk)
        i = chunk.last
    return chunks


def _next_chunk(items: Sequence[Item], i: int) -> Chunk:
    tag = items[i].tag
    if tag in (Tag.VERB, Tag.AUX, Tag.MODAL, Tag.TO) or (
        tag in (Tag.NEG, Tag.ADV) and _group_starts(items, i)
    ):
        return _verb_group(items, i)
    if tag in _NP_TAGS:
        return _noun_phrase(items, i)
    if tag is Tag.PREP:
        return _preposition(items, i)
    return Chunk(_LINKS.get(tag, Kind.OTHER), i, i + 1, items[i].lower, i)


def _group_starts(items: Sequence[Item], i: int) -> bool:
    """Whether a verb follows after nothing but adverbs, negation and auxiliaries."""
    for item in items[i : i + 6]:
        if item.tag in (Tag.VERB, Tag.AUX, Tag.MODAL):
            return True
        if item.tag not in _GROUP:
            return False
    return False


def _preposition(items: Sequence[Item], i: int) -> Chunk:
    """Join prepositions such as "out of"."""
    j = i + 1
    if j < len(items) and items[j].tag is Tag.PREP and (items[i].lower, items[j].lower) in _PAIRS:
        j += 1
    return Chunk(Kind.PREP, i, j, " ".join(item.lower for item in items[i:j]), i)


def _noun_phrase(items: Sequence[Item], i: int) -> Chunk:
    j = i
    while j < len(items) and (
        items[j].tag in _NP_TAGS or _inner_adjective(items, i, j) or _inner_slash(items, i, j)
    ):
        if items[j].tag is Tag.PRON and j > i:
            break
        if j > i and (
            (items[j].tag is Tag.ACTOR and _acts_behind_locator(items, i, j))
            or (items[j].lower in _SAYERS and _says_at_end(items, i, j))
        ):
            break  # "In P province rebels captured Q", "repelled an attack on P officials said."
        if items[j].lower in _SPANS_OF_TIME and j > i and items[j - 1].tag in (Tag.NOUN, Tag.PLACE):
            break  # "left the town hours before"
        if _part_of_day(items, j) and j > i:
            break  # "entered P late on Friday"
        if _bearing(items, j) and j > i and items[j - 1].tag in (Tag.NOUN, Tag.ACTOR):
            break  # "attacks southeast of P"
        if items[j].tag is Tag.DET and j > i and items[j - 1].tag not in (Tag.DET, Tag.NUM, Tag.POSS):
            break
        j += 1
        if items[j - 1].tag is Tag.PRON and items[j - 1].lower not in ("this", "these", "those"):
            break
    j = max(j, i + 1)
    head = j - 1
    while head > i and items[head].tag in (Tag.POSS, Tag.SIGN, Tag.HYPHEN):
        head -= 1
    return Chunk(Kind.NP, i, j, " ".join(item.lower for item in items[i:j]), head)


def _acts_behind_locator(items: Sequence[Item], i: int, j: int) -> bool:
    """Whether a clause opens by saying where, without a comma, and a party at `j` acts: its verb follows."""
    after = next((item for item in items[j + 1 : j + 5] if item.tag not in (Tag.ADV, Tag.DATE)), None)
    if after is None or after.tag not in (Tag.VERB, Tag.AUX, Tag.MODAL):
        return False
    first = i
    while first > max(0, i - _FRONT_REACH) and items[first - 1].tag in _FRONTED:
        first -= 1
    if first and items[first - 1].tag not in (Tag.STOP, Tag.COLON, Tag.QUOTE):
        return False
    prep = next((item for item in items[first:i] if item.tag is Tag.PREP), None)  # "Further north in P"
    bearing = any(item.lower in _BEARINGS for item in items[first:j])  # "To the north of P rebels captured Q"
    return prep is not None and (prep.lower in _LOCATING or (bearing and prep.lower in _BESIDE))


def _says_at_end(items: Sequence[Item], i: int, j: int) -> bool:
    """Whether "officials said" ends a sentence without commas, right behind a place that is told of."""
    told = items[j - 1].tag is Tag.PLACE and i > 1 and items[i - 1].tag in (Tag.PREP, Tag.VERB)
    if not told or j + 1 >= len(items) or items[j + 1].tag is not Tag.VERB:
        return False
    verb = items[j + 1].verb
    last = j + 2 >= len(items) or items[j + 2].tag in (Tag.STOP, Tag.DATE)
    return verb is not None and verb.lemma in ("say", "report", "add") and last


def _inner_slash(items: Sequence[Item], i: int, j: int) -> bool:
    """Whether a slash joins names to one: "the KDF/AMISOM base"; between parties or places it lists them."""
    if items[j].lower != "/" or j <= i or j + 1 >= len(items):
        return False
    before, after = items[j - 1], items[j + 1]
    plain = before.tag is Tag.NOUN and before.party is None and before.mention is None
    return plain and before.end == items[j].start and items[j].end == after.start


def _part_of_day(items: Sequence[Item], j: int) -> bool:
    """Whether "late" or "early" dates what stands before it ("P late on Friday"), or "nearby" follows it."""
    if items[j].lower == "nearby" and items[j - 1].tag in (Tag.PLACE, Tag.NOUN):
        return j + 1 >= len(items) or items[j + 1].tag not in (Tag.NOUN, Tag.PLACE)
    if items[j].lower not in ("late", "early") or items[j - 1].tag not in (Tag.PLACE, Tag.NOUN):
        return False
    return j + 1 < len(items) and (items[j + 1].tag is Tag.DATE or items[j + 1].lower in ("on", "in", "at"))


def _bearing(items: Sequence[Item], j: int) -> bool:
    """Whether a word is a bearing from a place: "southeast of"."""
    of = j + 1 < len(items) and items[j + 1].lower == "of"
    named = items[j].lower.replace("-", "") in _BEARINGS or items[j].lower.upper() in _BEARING_LETTERS
    joined = j > 1 and items[j - 2].tag is Tag.HYPHEN  # "the rebel-held east of P"
    return of and named and not joined and items[j - 1].lower not in _LENGTHS


def _inner_adjective(items: Sequence[Item], i: int, j: int) -> bool:
    """Adverbs and participles inside a phrase: "the newly captured town", "Russian-held"."""
    if j <= i or j + 1 >= len(items):
        return False
    item = items[j]
    if item.tag is Tag.VERB and items[j - 1].tag is Tag.HYPHEN:
        return True
    if items[i].tag not in (Tag.DET, Tag.NUM, Tag.POSS):
        return False
    if item.tag is Tag.ADV:
        return items[j - 1].tag in (Tag.DET, Tag.NUM, Tag.POSS) and items[j + 1].tag in (
            Tag.NOUN,
            Tag.VERB,
            Tag.NUM,
        )
    participle = (
        item.tag is Tag.VERB and item.verb is not None and bool(item.verb.forms & {PARTICIPLE, GERUND})
    )
    return participle and items[j - 1].tag in (Tag.ADV, Tag.DET) and items[j + 1].tag in (Tag.NOUN, Tag.PLACE)


def _verb_group(items: Sequence[Item], i: int) -> Chunk:
    j = i
    while j < len(items) and items[j].tag in _GROUP:
        if items[j].tag is Tag.TO and j > i:
            break
        j += 1
    has_main = j < len(items) and items[j].tag is Tag.VERB
    last = j + 1 if has_main else max(j, i + 1)
    head = last - 1
    if not has_main:
        head = next((k for k in range(last - 1, i - 1, -1) if items[k].tag is Tag.AUX), i)
        last = head + 1
    before = items[i:head]
    chunk = Chunk(Kind.VERB, i, last, " ".join(item.lower for item in items[i:last]), head)
    _describe(chunk, items[head], before)
    return chunk


def _auxiliary_lemma(word: str) -> str:
    if word in _GET:
        return "get"
    return "be" if word in _BE else "have" if word in _HAVE else "do"


def _describe(chunk: Chunk, main: Item, before: Sequence[Item]) -> None:
    auxiliaries = [item.lower for item in before if item.tag is Tag.AUX]
    modals = [item.lower for item in before if item.tag is Tag.MODAL]
    forms = main.verb.forms if main.verb is not None else frozenset({BASE})
    chunk.lemma = main.verb.lemma if main.verb is not None else ("be" if main.lower in _BE else main.lower)
    if main.tag is Tag.AUX:
        chunk.lemma = _auxiliary_lemma(main.lower)
    chunk.negated = any(item.tag is Tag.NEG for item in before)
    chunk.adverbs = tuple(item.lower for item in before if item.tag is Tag.ADV)
    chunk.modal = modals[0] if modals else ("had" if "had" in auxiliaries else "")
    was = bool(auxiliaries) and auxiliaries[-1] in _BE
    chunk.passive = was and PARTICIPLE in forms and GERUND not in forms
    if any(item.tag is Tag.TO for item in before[:2]):
        chunk.mode = Mode.INFINITIVE
    elif auxiliaries or modals or forms & {PRESENT, BASE}:
        chunk.mode = Mode.GERUND if auxiliaries[:1] in (["having"], ["being"]) else Mode.FINITE
    elif GERUND in forms:
        chunk.mode = Mode.GERUND
    elif PAST not in forms and PARTICIPLE in forms:
        chunk.mode = Mode.PARTICIPLE
        chunk.passive = True
