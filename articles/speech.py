"""Who says so: the speaker of a clause, and whether that speaker takes part in the fighting."""

from dataclasses import dataclass

from articles.actorphrases import read_actor_phrase
from articles.chunks import Kind, Mode
from articles.items import Tag
from articles.syntax import Syntax

_REACH = 40


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a statement.

    Attributes:
        start: Item index of the first word that names the speaker.
        stop: Item index behind the last.
        partisan: Whether a party to the conflict, or its official, speaks.
        verb: Lemma of the verb of saying, "according" for "according to".
        before: Whether the speaker stands before the statement.
        chunk: Chunk index of the verb of saying.
    """

    start: int
    stop: int
    partisan: bool
    verb: str
    before: bool
    chunk: int


def find_speaker(syntax: Syntax, k: int) -> Speaker | None:
    """Return who states what stands at chunk `k`, if the sentence says so.

    Args:
        syntax: The parsed sentence.
        k: Chunk index of the trigger of a claim.
    """
    for j in range(k - 1, max(-1, k - _REACH), -1):
        chunk = syntax.chunks[j]
        if chunk.kind is Kind.STOP and syntax.items[chunk.head].lower in (";", ":"):
            break
        if _speaks(syntax, j):
            return _speaker_of(syntax, j, before=True)
        if chunk.kind is Kind.PREP and chunk.lower == "according to" and syntax.kind(j + 1) is Kind.NP:
            return _described(syntax, j + 1, "according", before=True, verb=j)
    for j in range(k + 1, min(len(syntax.chunks), k + _REACH)):
        chunk = syntax.chunks[j]
        if chunk.kind is Kind.PREP and chunk.lower == "according to" and syntax.kind(j + 1) is Kind.NP:
            return _described(syntax, j + 1, "according", before=False, verb=j)
        if _speaks(syntax, j) and chunk.mode is Mode.FINITE and _postposed(syntax, j):
            return _speaker_of(syntax, j, before=False)
    return None


def _speaks(syntax: Syntax, j: int) -> bool:
    chunk = syntax.chunks[j]
    return chunk.kind is Kind.VERB and syntax.is_word(chunk.lemma, "say") and not chunk.negated


def _postposed(syntax: Syntax, j: int) -> bool:
    """Whether a verb of saying closes the statement: "..., the monitor said" or "..., said the monitor"."""
    after = syntax.skip_right(j + 1)
    while syntax.kind(after) is Kind.PREP and syntax.kind(after + 1) is Kind.DATE:
        after = syntax.skip_right(after + 1)
    if after >= len(syntax.chunks) or syntax.kind(after) in (Kind.STOP, Kind.COMMA):
        return True
    left = syntax.kind(syntax.skip_left(j - 1))
    return left in (Kind.COMMA, Kind.QUOTE, Kind.STOP) and syntax.kind(after) is Kind.NP


def _speaker_of(syntax: Syntax, j: int, *, before: bool) -> Speaker | None:
    chunk = syntax.chunks[j]
    if chunk.passive:
        return None
    k = syntax.subject(j)
    if not before and (k is None or k > j):
        after = syntax.skip_right(j + 1)
        k = after if syntax.kind(after) is Kind.NP else k
    return _described(syntax, k, chunk.lemma, before=before, verb=j) if k is not None else None


def _described(syntax: Syntax, k: int, lemma: str, *, before: bool, verb: int) -> Speaker | None:
    chunk = syntax.chunks[k]
    if syntax.kind(k) is not Kind.NP:
        return None
    stop = k + 1
    while syntax.kind(stop) is Kind.PREP and syntax.kind(stop + 1) is Kind.NP and stop < k + 5:
        stop += 2
    first = chunk.first + (syntax.items[chunk.first].tag is Tag.DET and chunk.last - chunk.first > 1)
    last = syntax.chunks[stop - 1].last
    words = " ".join(item.lower for item in syntax.items[chunk.first : last]).split()
    neutral = (
        any(syntax.is_word(word, "neutral") for word in words)
        or "human" in words
        or ("united" in words and "nations" in words)
    )
    partisan = not neutral and (
        any(syntax.is_word(word, "official") for word in words)
        or read_actor_phrase(syntax, k, alone=True) is not None
        or lemma in ("claim", "allege", "boast")
    )
    return Speaker(first, chunk.last, partisan, lemma, before, verb)
