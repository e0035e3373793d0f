"""Take back gains that the text goes on to say the other side denies: "The rebels denied the claim"."""

import re
from collections.abc import Sequence

from articles.actorphrases import read_actor_phrase
from articles.chunks import Chunk, Kind
from articles.coreference import Memory
from articles.drafts import Draft, ParsedSentence
from articles.items import Item
from articles.models import Party, Stance
from articles.parties import PartyNamer
from articles.stance import Reality
from articles.syntax import Syntax
from articles.wordsets import word_sets

_DENIES = re.compile(
    r"(?i)\b(?:den(?:y|ies|ied|ying)|disput(?:es?|ed|ing)|refut(?:es?|ed|ing)|dismissed|rejected)\b"
)
_LEMMAS = frozenset({"deny", "refute", "dispute"})
_DISMISSALS = frozenset({"deny", "refute", "dispute", "dismiss", "reject"})
_POINTERS = frozenset({"this", "it", "that"})
_NEAR_SENTENCES = 2
_BACK = frozenset({"it", "them", "control", "base", "airport", "airbase"})
_REACH = 8  # chunks after the verb that say what is denied


def may_deny(words: str) -> bool:
    """Whether a sentence may deny something, by its words alone."""
    return _DENIES.search(words) is not None


def mark_denied(
    drafts: Sequence[Draft], parsed: ParsedSentence, number: int, *, namer: PartyNamer, memory: Memory
) -> None:
    """Mark the gains told of up to this sentence that it says their loser denies; changes drafts in place.

    Args:
        drafts: All drafts of the article so far.
        parsed: The sentence that may deny them.
        number: Its number.
        namer: Names the party that denies.
        memory: What the text has named so far.
    """
    syntax = parsed.syntax
    for v, chunk in enumerate(syntax.chunks):
        if _is_dismissed(syntax, v):
            denied = _told_last(_before(drafts, syntax, v, number))
            denier = None
        elif _is_denial(chunk):
            denier = namer.name(syntax, read_actor_phrase(syntax, syntax.subject(v)), memory)
            known = denier is not None or _speaks_for_a_side(syntax, syntax.subject(v))
            denied = _denied(drafts, syntax, v, number) if known else []
        else:
            continue
        for draft in denied:
            if draft.family == "loss" or not _same(draft.actor, denier):
                draft.stance, draft.reality = Stance.DENIED, Reality.DENIED


def _is_dismissed(syntax: Syntax, v: int) -> bool:
    """Whether a statement told of is denied: "A's claim that it had taken P was dismissed"."""
    chunk = syntax.chunks[v]
    if chunk.kind is not Kind.VERB or not chunk.passive or chunk.negated or chunk.lemma not in _DISMISSALS:
        return False
    heads = (syntax.head(k).lower for k in range(max(0, v - _REACH), v) if syntax.kind(k) is Kind.NP)
    return any(head in word_sets()["denied_words"] and head not in _POINTERS for head in heads)


def _speaks_for_a_side(syntax: Syntax, k: int | None) -> bool:
    """Whether those who deny hold an office of war that names no side: "the Defence Ministry denied it"."""
    if k is None:
        return False
    return syntax.head(k).lower in word_sets()["war_offices"]


def _is_denial(chunk: Chunk) -> bool:
    return (
        chunk.kind is Kind.VERB
        and chunk.lemma in _LEMMAS
        and not (chunk.negated or chunk.passive or chunk.modal)
    )


def _before(drafts: Sequence[Draft], syntax: Syntax, v: int, number: int) -> list[Draft]:
    """The gains and losses told of not long before a verb."""
    offset = syntax.items[syntax.chunks[v].first].start
    return [
        d
        for d in drafts
        if d.family in ("gain", "loss")
        and d.realised
        and d.trigger < offset
        and number - d.number <= _NEAR_SENTENCES
    ]


def _told_last(drafts: Sequence[Draft]) -> list[Draft]:
    return [d for d in drafts if d.number == drafts[-1].number]


def _denied(drafts: Sequence[Draft], syntax: Syntax, v: int, number: int) -> list[Draft]:
    """The gains a denial is about: those of the places it names, else those told of last."""
    changes = _before(drafts, syntax, v, number)
    behind = _object_chunks(syntax, v)
    heads = [chunk.lemma or syntax.items[chunk.head].lower for chunk in behind]
    if not heads:
        return _told_last(changes)
    words = [item.lower for chunk in behind for item in syntax.items[chunk.first : chunk.last]]
    lost = not word_sets()["denied_changes"].isdisjoint((*heads, *words))
    claims = heads[0] in word_sets()["denied_words"]
    named = [d for d in changes if f" {d.place.surface.lower()} " in f" {' '.join(words)} "]
    if named and (lost or claims or len(heads) == 1):
        return named
    refers = len(heads) == 1 or any(syntax.is_word(h, "settlement") or h in _BACK for h in heads[1:])
    others = any(item.mention is not None and item.party is None for item in _items(syntax, behind))
    return _told_last(changes) if claims or (lost and refers and not others) else []


def _object_chunks(syntax: Syntax, v: int) -> list[Chunk]:
    """Noun phrases and verbs that say what is denied."""
    found: list[Chunk] = []
    for chunk in syntax.chunks[v + 1 : v + 1 + _REACH]:
        if chunk.kind in (Kind.STOP, Kind.COMMA, Kind.CONJ, Kind.REL):
            break
        if chunk.kind in (Kind.NP, Kind.VERB):
            found.append(chunk)
    return found


def _items(syntax: Syntax, chunks: Sequence[Chunk]) -> list[Item]:
    return [item for chunk in chunks for item in syntax.items[chunk.first : chunk.last]]


def _same(a: Party | None, b: Party | None) -> bool:
    return a is not None and b is not None and bool(set(a.actor_id.split("+")) & set(b.actor_id.split("+")))
