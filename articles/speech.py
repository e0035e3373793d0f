"""Who says so: the speaker of a clause, and whether that speaker takes part in the fighting."""

from dataclasses import dataclass

from articles.actorphrases import read_actor_phrase
from articles.chunks import Kind, Mode
from articles.items import Tag
from articles.rules import Trigger
from articles.syntax import Syntax
from articles.trips import Trip
from articles.wordsets import word_sets

_REACH = 40
_OF = frozenset({"of", "for"})
_BACKGROUND = frozenset(
    {"following", "after", "before", "since", "despite", "in response to", "because of", "due to"}
)


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
        doubted: Whether the words doubt it: "claims", "allege".
        nameless: Whether nobody is named: "reports say", "rumours".
    """

    start: int
    stop: int
    partisan: bool
    verb: str
    before: bool
    chunk: int
    doubted: bool = False
    nameless: bool = False


def find_speaker(syntax: Syntax, k: int) -> Speaker | None:
    """Return who states what stands at chunk `k`, if the sentence says so.

    Args:
        syntax: The parsed sentence.
        k: Chunk index of the trigger of a claim.
    """
    if syntax.kind(k) is Kind.VERB and syntax.is_word(syntax.chunks[k].lemma, "doubt"):
        return _speaker_of(syntax, k, before=True)  # "rebels claim control of P"
    return _speaker_before(syntax, k) or _speaker_behind(syntax, k)


def _speaker_before(syntax: Syntax, k: int) -> Speaker | None:
    for j in range(k - 1, max(-1, k - _REACH), -1):
        chunk = syntax.chunks[j]
        if chunk.kind is Kind.STOP and syntax.items[chunk.head].lower in (";", ":"):
            return None
        speaker = _speaker_of(syntax, j, before=True) if _speaks(syntax, j) else None
        if _speaks(syntax, j) or (speaker := _source_at(syntax, j, before=True)):
            return speaker
    return None


def _speaker_behind(syntax: Syntax, k: int) -> Speaker | None:
    for j in range(k + 1, min(len(syntax.chunks), k + _REACH)):
        chunk = syntax.chunks[j]
        if chunk.kind is Kind.STOP and syntax.items[chunk.head].lower == ";":
            return None
        if source := _source_at(syntax, j, before=False):
            return source
        if _speaks(syntax, j) and chunk.mode is Mode.FINITE and _postposed(syntax, j):
            return _speaker_of(syntax, j, before=False)
    return None


def _source_at(syntax: Syntax, j: int, *, before: bool) -> Speaker | None:
    """Return the source named by "according to" at chunk `j`, or None."""
    if syntax.chunks[j].lower != "according to" or syntax.kind(j + 1) is not Kind.NP:
        return None
    return _described(syntax, j + 1, "according", before=before, verb=j)


def presupposed(syntax: Syntax, trip: Trip, speaker: Speaker | None) -> bool:
    """Whether a statement takes its trigger for granted: "shelled rebel-held P", "after the fall of P"."""
    if trip.trigger is Trigger.COMPOUND or speaker is None:
        return True
    between = syntax.chunks[speaker.chunk + 1 : trip.chunk] if speaker.before else ()
    if any(c.kind is Kind.REL or (c.kind is Kind.SUB and c.lower in _BACKGROUND) for c in between):
        return True
    k = syntax.skip_left(trip.chunk - 1)
    return (
        trip.trigger is Trigger.NOUN and syntax.kind(k) is Kind.PREP and syntax.chunks[k].lower in _BACKGROUND
    )


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
    before = syntax.skip_left(j - 1)
    left = syntax.kind(before)
    if left is Kind.NP and syntax.kind(before - 1) is Kind.COMMA and _nothing_but_phrases(syntax, after):
        return True  # ", the army said in a statement on Monday."
    return left in (Kind.COMMA, Kind.QUOTE, Kind.STOP) and syntax.kind(after) is Kind.NP


def _nothing_but_phrases(syntax: Syntax, k: int) -> bool:
    """Whether only prepositional phrases follow from chunk `k` to the end of the clause."""
    while syntax.kind(k) in (Kind.NP, Kind.PREP, Kind.DATE, Kind.ADV):
        if syntax.kind(k) is Kind.NP and syntax.kind(k - 1) is not Kind.PREP:
            return False
        k += 1
    return syntax.kind(k) in (None, Kind.STOP, Kind.COMMA, Kind.CONJ)


def _speaker_of(syntax: Syntax, j: int, *, before: bool) -> Speaker | None:
    chunk = syntax.chunks[j]
    if chunk.passive:
        return None
    k = syntax.subject(j) if before else _right_before(syntax, j)
    if not before and (k is None or k > j):
        after = syntax.skip_right(j + 1)
        k = after if syntax.kind(after) is Kind.NP else k
    return _described(syntax, k, chunk.lemma, before=before, verb=j) if k is not None else None


def _right_before(syntax: Syntax, j: int) -> int | None:
    """Return the noun phrase right before a verb that closes a statement, with what hangs on it by "of"."""
    k = syntax.skip_left(j - 1)
    if syntax.kind(k) is not Kind.NP:
        return syntax.subject(j)
    while (
        syntax.kind(k - 1) is Kind.PREP
        and syntax.chunks[k - 1].lower in _OF
        and syntax.kind(k - 2) is Kind.NP
    ):
        k -= 2
    return k


def _described(syntax: Syntax, k: int, lemma: str, *, before: bool, verb: int) -> Speaker | None:
    chunk = syntax.chunks[k]
    if syntax.kind(k) is not Kind.NP:
        return None
    stop = k + 1
    while syntax.kind(stop) is Kind.PREP and syntax.kind(stop + 1) is Kind.NP and stop < k + 5:
        stop += 2
    words = " ".join(i.lower for i in syntax.items[chunk.first : syntax.chunks[stop - 1].last]).split()
    nameless = not word_sets()["hearsay"].isdisjoint([*words[-1:], syntax.head(k).lower])
    monitor = not word_sets()["monitors"].isdisjoint(words)
    doubted = (syntax.is_word(lemma, "doubt") and not monitor) or nameless
    partisan = doubted or (not _is_neutral(syntax, words) and _takes_part(syntax, k, words))
    first, last = _name_span(syntax, k, before=before)
    return Speaker(first, last, partisan, lemma, before, verb, doubted, nameless)


def _is_neutral(syntax: Syntax, words: list[str]) -> bool:
    united = "united" in words and "nations" in words
    return united or "human" in words or any(syntax.is_word(word, "neutral") for word in words)


def _takes_part(syntax: Syntax, k: int, words: list[str]) -> bool:
    official = any(syntax.is_word(word, "official") for word in words)
    return official or read_actor_phrase(syntax, k, alone=True) is not None


def _name_span(syntax: Syntax, k: int, *, before: bool) -> tuple[int, int]:
    """Return the items of a speaker's name: "Syrian Observatory for Human Rights", without an article."""
    chunk = syntax.chunks[k]
    articles = [i for i in range(chunk.first, chunk.last - 1) if syntax.items[i].tag is Tag.DET]
    first = chunk.first
    if articles and (not before or articles[0] == first):  # "killed dozens more the observatory said"
        first = articles[0 if before else -1] + 1
    stop = k + 1
    while (
        syntax.kind(stop) is Kind.PREP
        and syntax.chunks[stop].lower in _OF
        and syntax.kind(stop + 1) is Kind.NP
        and stop < k + 5
    ):
        stop += 2
    return first, syntax.chunks[stop - 1].last
