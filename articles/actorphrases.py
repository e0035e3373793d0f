"""Read which party a noun phrase names: "rebels", "the group", "Afghan and U.S. forces"."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.chunks import Kind
from articles.items import Item, Tag
from articles.syntax import Syntax
from articles.wordsets import word_sets

_LINKED = frozenset(
    {"backed", "affiliated", "linked", "aligned", "allied", "supported", "inspired", "friendly", "led"}
)
_FRIENDLY = frozenset({"allied", "loyal", "friendly", "allies", "auxiliary", "supporting"})
_SELVES = frozenset({"itself", "themselves", "himself"})
_OWN_MEN = frozenset({"men", "personnel", "boys"})
_ANAPHORS = frozenset({"they", "it", "them", "both", "who", "which", "its", "their", "he", "she"})
_MEMBERS = frozenset(
    [
        "members",
        "fighters",
        "militants",
        "forces",
        "troops",
        "soldiers",
        "elements",
        "units",
        "supporters",
        "remnants",
        "groups",
        "factions",
        "rebels",
        "gunmen",
        "hundreds",
        "dozens",
        "pockets",
        "remainder",
        "thousands",
        "militiamen",
        "police",
        "jihadists",
        "insurgents",
        "tanks",
        "convoys",
        "alliance",
        "coalition",
    ]
)
_NO_ACTORS = ("settlement", "area", "facility", "part", "outskirts", "also_nouns", "neutral", "number")


@dataclass(slots=True)
class ActorPhrase:
    """A party as a sentence names it.

    Attributes:
        start: Item index of its first word.
        stop: Item index behind its last word.
        named: Items with an actor phrase in it, in text order; empty for common nouns.
        anaphor: Word that refers to a party named before, or "".
        end: Chunk index behind the phrase.
        weak: Whether the phrase names something of the party's rather than the party.
    """

    start: int
    stop: int
    named: tuple[int, ...] = ()
    anaphor: str = ""
    end: int = 0
    weak: bool = False


def read_actor_phrase(syntax: Syntax, k: int | None, *, alone: bool = False) -> ActorPhrase | None:
    """Read the party named by the noun phrase at chunk `k`.

    Args:
        syntax: The parsed sentence.
        k: Index of a noun-phrase chunk, or None.
        alone: Whether to leave out parties joined by "and".

    Returns:
        The phrase, or None if it names no party.
    """
    if k is None or syntax.kind(k) is not Kind.NP:
        return None
    phrase = _single(syntax, k)
    if phrase is None:
        return None
    phrase = _called(syntax, phrase)
    return phrase if alone else _joined(syntax, phrase)


def _single(syntax: Syntax, k: int) -> ActorPhrase | None:
    chunk = syntax.chunks[k]
    named = [i for i in range(chunk.first, chunk.last) if _is_party(syntax, i, chunk.last)]
    owner = syntax.items[chunk.first].lower
    ours = any(_is_named_party(syntax.items[i]) for i in named)
    if (
        owner in ("its", "their", "his")
        and not ours
        and (named or syntax.is_word(syntax.head(k).lower, "force") or syntax.head(k).lower in _OWN_MEN)
    ):
        return ActorPhrase(chunk.first, chunk.last, anaphor="its", end=k + 1)
    if named:
        return _named(syntax, k, named)
    head = syntax.head(k)
    first = _after_determiner(syntax, chunk.first, chunk.last)
    if head.lower in _ANAPHORS:
        return ActorPhrase(chunk.first, chunk.last, anaphor=head.lower, end=k + 1)
    member = _members_of(syntax, k)
    if member is not None:
        return member
    if head.tag is Tag.NOUN and (
        syntax.is_word(head.lower, "force") or syntax.is_word(head.lower, "reference")
    ):
        definite = syntax.items[chunk.first].lower in ("the", "this", "its", "their", "these", "those")
        plain = chunk.last - first == 1
        return ActorPhrase(first, chunk.head + 1, anaphor=head.lower if definite and plain else "", end=k + 1)
    if head.tag is Tag.PLACE and head.mention is not None and head.mention.kind in ("country", "demonym"):
        return ActorPhrase(chunk.head, chunk.head + 1, (chunk.head,), end=k + 1)
    return None


def read_loose_actor(syntax: Syntax, k: int | None) -> ActorPhrase | None:
    """Read people no list knows as an actor: "inmates", "Kurdish villagers", a capitalised name.

    Args:
        syntax: The parsed sentence.
        k: Index of a noun-phrase chunk, or None.
    """
    if k is None or syntax.kind(k) is not Kind.NP:
        return None
    head = syntax.head(k)
    words = syntax.lexicon.words
    if head.tag is not Tag.NOUN or head.mention is not None:
        return None
    if head.lower in word_sets()["no_actors"] or any(head.lower in words[name] for name in _NO_ACTORS):
        return None
    if not (head.capital or (head.lower.endswith("s") and not head.lower.endswith("ss"))):
        return None
    chunk = syntax.chunks[k]
    first = _after_determiner(syntax, chunk.first, chunk.last)
    return ActorPhrase(first, chunk.head + 1, end=k + 1)


def _after_determiner(syntax: Syntax, first: int, last: int) -> int:
    while first < last - 1 and syntax.items[first].tag in (Tag.DET, Tag.NUM):
        first += 1
    return first


def _is_named_party(item: Item) -> bool:
    return item.party is not None and item.party.kind in ("named", "state", "made")


def _is_party(syntax: Syntax, i: int, last: int) -> bool:
    item = syntax.items[i]
    if item.party is None:
        return False
    following = syntax.items[i + 1] if i + 1 < last else None
    return not (following is not None and following.tag is Tag.HYPHEN)


def _named(syntax: Syntax, k: int, named: list[int]) -> ActorPhrase:
    chunk = syntax.chunks[k]
    last = named[-1]
    stop = last + 1
    tail = syntax.items[stop : chunk.last]
    weak = False
    if tail:
        words = [item.lower for item in tail]
        if any(syntax.is_word(word, "force") or syntax.is_word(word, "reference") for word in words):
            stop = max(j + 1 for j in range(stop, chunk.last) if _force(syntax, j))
        elif tail[0].tag is Tag.POSS or not _only_signs(tail):
            weak = True
    start = _after_determiner(syntax, chunk.first, named[0] + 1)
    start = min(start, named[0])
    while start < named[0] and syntax.items[start].tag in (Tag.HYPHEN, Tag.SIGN):
        start += 1
    return ActorPhrase(
        start, stop, (last,) if len(named) == 1 else _independent(syntax, named), end=k + 1, weak=weak
    )


def _force(syntax: Syntax, j: int) -> bool:
    lower = syntax.items[j].lower
    return syntax.is_word(lower, "force") or syntax.is_word(lower, "reference")


def _only_signs(tail: Sequence[Item]) -> bool:
    return all(item.tag in (Tag.SIGN, Tag.OPEN, Tag.CLOSE, Tag.NUM) for item in tail)


def _independent(syntax: Syntax, named: list[int]) -> tuple[int, ...]:
    """Of parties side by side, the last is the head ("Islamist rebels al-Nusra"); owners are dropped."""
    kept = [i for i in named if syntax.items[i + 1 : i + 2] == [] or syntax.items[i + 1].tag is not Tag.POSS]
    return tuple(kept[-1:] or named[-1:])


def _called(syntax: Syntax, phrase: ActorPhrase) -> ActorPhrase:
    """Take the name a sentence gives unnamed fighters: "a militia known as X", "who call themselves X"."""
    spans = [syntax.items[i].party for i in phrase.named]
    if phrase.weak or any(span is not None and span.kind in ("named", "state") for span in spans):
        return phrase
    k = phrase.end
    if syntax.kind(k) is Kind.REL:
        k += 1
    verb = syntax.chunks[k].lemma if syntax.kind(k) is Kind.VERB else ""
    if verb == "know" and syntax.kind(k + 1) is not None and syntax.chunks[k + 1].lower == "as":
        k += 2
    elif verb == "call":
        k += 2 if syntax.kind(k + 1) is Kind.NP and syntax.head(k + 1).lower in _SELVES else 1
    else:
        return phrase
    name = _single(syntax, k) if syntax.kind(k) is Kind.NP else None
    if name is None or not any(_is_named_party(syntax.items[i]) for i in name.named):
        return phrase
    return ActorPhrase(phrase.start, name.stop, name.named, end=name.end)


def _members_of(syntax: Syntax, k: int) -> ActorPhrase | None:
    """Read "Members of X", "forces from X"."""
    head = syntax.head(k)
    if head.lower not in _MEMBERS or syntax.kind(k + 1) is not Kind.PREP:
        return None
    if syntax.chunks[k + 1].lower not in ("of", "from"):
        return None
    inner = _single(syntax, k + 2) if syntax.kind(k + 2) is Kind.NP else None
    if inner is None or inner.anaphor or inner.weak:
        return None
    first = _after_determiner(syntax, syntax.chunks[k].first, syntax.chunks[k].last)
    return ActorPhrase(first, inner.stop, inner.named, end=inner.end)


def _joined(syntax: Syntax, phrase: ActorPhrase) -> ActorPhrase:
    """Add parties joined by "and" or commas: one joint actor."""
    k = phrase.end
    for _ in range(6):
        start = k
        if syntax.kind(start) is Kind.OPEN:
            start = _after_close(syntax, start)
        if syntax.kind(start) is Kind.COMMA:
            start += 1
        if syntax.kind(start) is Kind.CONJ:
            start += 1
        elif start == k or syntax.kind(start) is not Kind.NP or not _conj_later(syntax, start):
            break
        more = _single(syntax, start) if syntax.kind(start) is Kind.NP else None
        if more is None or more.anaphor or more.weak:
            break
        named = phrase.named if _are_friends(syntax, start) else phrase.named + more.named
        phrase = ActorPhrase(phrase.start, more.stop, named, phrase.anaphor, more.end, phrase.weak)
        k = more.end
    return phrase


def _are_friends(syntax: Syntax, k: int) -> bool:
    """Read "the army and allied fighters": unnamed friends, whatever else the text calls fighters."""
    chunk = syntax.chunks[k]
    spans = [i.party for i in syntax.items[chunk.first : chunk.last] if i.party is not None]
    allied = any(
        word in _FRIENDLY for i in syntax.items[chunk.first : chunk.last] for word in i.lower.split()
    )
    return allied and all(span.kind == "generic" for span in spans)


def _after_close(syntax: Syntax, k: int) -> int:
    for j in range(k, min(len(syntax.chunks), k + 12)):
        if syntax.kind(j) is Kind.CLOSE:
            return j + 1
    return k


def _conj_later(syntax: Syntax, k: int) -> bool:
    return any(syntax.kind(j) is Kind.CONJ for j in range(k + 1, min(k + 6, len(syntax.chunks))))
