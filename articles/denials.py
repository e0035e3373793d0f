"""Take back gains that the text goes on to say the other side denies: "The rebels denied the claim"."""

import re
from collections.abc import Sequence

from articles.actorphrases import read_actor_phrase
from articles.chunks import Chunk, Kind
from articles.coreference import Memory
from articles.drafts import Draft, ParsedSentence
from articles.folded import fold_name
from articles.models import Party, Stance
from articles.parties import PartyNamer
from articles.stance import Reality
from articles.syntax import Syntax
from articles.wordsets import word_sets

_DENIES = re.compile(r"(?i)\b(?:den(?:y|ies|ied|ying)|disput(?:es?|ed|ing)|refut(?:es?|ed|ing))\b")
_LEMMAS = frozenset({"deny", "refute", "dispute"})
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
        if not _is_denial(chunk):
            continue
        subject = syntax.subject(v)
        denier = namer.name(syntax, read_actor_phrase(syntax, subject), memory)
        if denier is None:
            continue
        for draft in _denied(drafts, syntax, v, number):
            if draft.family == "loss" or not _same(draft.actor, denier):
                draft.stance, draft.reality = Stance.DENIED, Reality.DENIED


def _is_denial(chunk: Chunk) -> bool:
    return (
        chunk.kind is Kind.VERB
        and chunk.lemma in _LEMMAS
        and not (chunk.negated or chunk.passive or chunk.modal)
    )


def _denied(drafts: Sequence[Draft], syntax: Syntax, v: int, number: int) -> list[Draft]:
    """The gains a denial is about: those of the places it names, else those told of last."""
    offset = syntax.items[syntax.chunks[v].first].start
    gains = [
        d
        for d in drafts
        if d.family in ("gain", "loss")
        and d.realised
        and d.trigger < offset
        and number - d.number <= _NEAR_SENTENCES
    ]
    places, general = _what(syntax, v)
    if places:
        return [d for d in gains if fold_name(d.place.surface) in places]
    return [d for d in gains if d.number == gains[-1].number] if general else []


def _what(syntax: Syntax, v: int) -> tuple[frozenset[str], bool]:
    """What is denied: the folded names of places, and whether it is all that was said before."""
    places: set[str] = set()
    heads: list[str] = []
    lost = False
    for chunk in syntax.chunks[v + 1 : v + 1 + _REACH]:
        if chunk.kind in (Kind.STOP, Kind.COMMA, Kind.CONJ, Kind.REL):
            break
        if chunk.kind in (Kind.NP, Kind.VERB):
            items = syntax.items[chunk.first : chunk.last]
            heads.append(chunk.lemma or syntax.items[chunk.head].lower)
            lost = lost or not word_sets()["denied_changes"].isdisjoint(
                (*heads[-1:], *(i.lower for i in items))
            )
            places.update(
                fold_name(i.mention.surface) for i in items if i.mention is not None and i.party is None
            )
    if not heads:
        return frozenset(), True
    claims = heads[0] in word_sets()["denied_words"]
    only = bool(places) and len(heads) == 1
    if places and (lost or claims or only):
        return frozenset(places), False
    refers = len(heads) == 1 or any(syntax.is_word(h, "settlement") or h in _BACK for h in heads[1:])
    return frozenset(), claims or (lost and not places and refers)


def _same(a: Party | None, b: Party) -> bool:
    return a is not None and bool(set(a.actor_id.split("+")) & set(b.actor_id.split("+")))
