"""Tell from the verbs around a verb whether it happened, is planned, was denied or failed."""

from enum import StrEnum

from articles.chunks import Chunk, Kind, Mode
from articles.lexicon import BASE
from articles.syntax import Syntax
from articles.wordsets import word_sets


class Reality(StrEnum):
    """Whether the words say that something happened."""

    REAL = "real"
    PLANNED = "planned"
    DENIED = "denied"
    FAILED = "failed"


_LOOK_BACK = 8
_NEVER = frozenset({"not", "not yet", "never", "never again", "no longer", "n't"})
_NOT_DONE = frozenset({"consider", "suggest", "risk", "discuss", "propose", "avoid"})


def verb_reality(syntax: Syntax, v: int, depth: int = 0) -> Reality:
    """Judge a verb group: real, planned, denied or failed.

    Args:
        syntax: The parsed sentence.
        v: Chunk index of the verb group.
        depth: How many verbs were climbed already.
    """
    chunk = syntax.chunks[v]
    if negated(syntax, v):
        return Reality.DENIED
    if chunk.modal in word_sets()["modals"]:
        return Reality.PLANNED
    if depth > 4:
        return Reality.REAL
    if chunk.mode is Mode.INFINITIVE:
        return _infinitive_reality(syntax, v, depth)
    return (
        _gerund_reality(syntax, v, depth) if chunk.mode is Mode.GERUND else _finite_reality(syntax, v, depth)
    )


def _finite_reality(syntax: Syntax, v: int, depth: int) -> Reality:
    shared = _shares_verb(syntax, v)
    if shared is not None:
        return verb_reality(syntax, shared, depth + 1)
    return Reality.PLANNED if _conditional(syntax, v) else _complement_reality(syntax, v)


def negated(syntax: Syntax, v: int) -> bool:
    """Whether a verb group itself says no: "did not hold P", "never took P"."""
    chunk = syntax.chunks[v]
    return chunk.negated or _negated_before(syntax, v) or not _NEVER.isdisjoint(chunk.adverbs)


def _negated_before(syntax: Syntax, v: int) -> bool:
    k = v - 1
    return syntax.kind(k) is Kind.ADV and syntax.chunks[k].lower in _NEVER


def _shares_verb(syntax: Syntax, v: int) -> int | None:
    """Read "To capture P and hold Q": a bare form after "and" shares what governs the verb before it."""
    chunk = syntax.chunks[v]
    verb = syntax.items[chunk.head].verb
    if verb is None or BASE not in verb.forms or chunk.last - chunk.first > 1:
        return None
    if syntax.kind(syntax.skip_left(v - 1)) is not Kind.CONJ:
        return None
    for k in range(v - 2, max(-1, v - 15), -1):
        other = syntax.chunks[k]
        if other.kind is Kind.STOP:
            return None
        if other.kind is Kind.VERB:
            return k if other.mode is Mode.INFINITIVE or other.modal in word_sets()["modals"] else None
    return None


def _conditional(syntax: Syntax, v: int) -> bool:
    for k in range(v - 1, max(-1, v - _LOOK_BACK), -1):
        chunk = syntax.chunks[k]
        if chunk.kind is Kind.SUB:
            return chunk.lower in ("if", "unless", "lest", "until", "whether")
        if chunk.kind in (Kind.STOP, Kind.VERB):
            return False
    return False


def _complement_reality(syntax: Syntax, v: int) -> Reality:
    """Read "Denied that P had fallen", "feared rebels would take P"."""
    for k in range(v - 1, max(-1, v - _LOOK_BACK), -1):
        chunk = syntax.chunks[k]
        if chunk.kind in (Kind.STOP, Kind.COMMA):
            return Reality.REAL
        if _demanded(syntax, k, v):
            return Reality.PLANNED
        if chunk.kind is Kind.VERB:
            if syntax.is_word(chunk.lemma, "denial") and _complement_between(syntax, k, v):
                return Reality.DENIED
            return Reality.REAL
    return Reality.REAL


def _demanded(syntax: Syntax, k: int, v: int) -> bool:
    """Whether chunk `k` demands what a bare verb tells: "demands that A withdraw from P"."""
    verb, chunk = syntax.items[syntax.chunks[v].head].verb, syntax.chunks[k]
    if verb is None or BASE not in verb.forms or syntax.chunks[v].last - syntax.chunks[v].first > 1:
        return False
    if not any(syntax.chunks[j].lower == "that" for j in range(k + 1, v)):
        return False
    word = chunk.lemma if chunk.kind is Kind.VERB else syntax.items[chunk.head].lower.removesuffix("s")
    return chunk.kind in (Kind.VERB, Kind.NP) and word in word_sets()["demanding"]


def _complement_between(syntax: Syntax, k: int, v: int) -> bool:
    return any(syntax.chunks[j].lower == "that" for j in range(k + 1, v)) or v - k <= 3


def _infinitive_reality(syntax: Syntax, v: int, depth: int) -> Reality:
    before = syntax.skip_left(v - 1)
    if _perfect(syntax, syntax.chunks[v]):
        return Reality.REAL
    if syntax.kind(before) is Kind.NP:
        return _infinitive_after_noun(syntax, before, depth)
    if syntax.kind(before) is Kind.CONJ:
        other = next(
            (k for k in range(before - 1, max(-1, before - 12), -1) if syntax.kind(k) is Kind.VERB), None
        )
        if other is not None and syntax.chunks[other].mode is Mode.INFINITIVE:
            return _infinitive_reality(syntax, other, depth + 1)
    if syntax.kind(before) is Kind.PREP and syntax.kind(before - 1) is Kind.VERB:  # "went on to take P"
        before -= 1
    return _governed_reality(syntax, before, depth) if syntax.kind(before) is Kind.VERB else Reality.PLANNED


def _perfect(syntax: Syntax, chunk: Chunk) -> bool:
    return any(item.lower == "have" for item in syntax.items[chunk.first : chunk.head])


def _attempt_by(syntax: Syntax, k: int) -> int:
    """Step from "rebels" to "attempt" in "an attempt by rebels to storm P"."""
    if syntax.kind(k - 1) is Kind.PREP and syntax.chunks[k - 1].lower in ("by", "of", "from"):
        before = k - 2
        if syntax.kind(before) is Kind.NP and syntax.is_word(syntax.head(before).lower, "plan_nouns"):
            return before
    return k


def _infinitive_after_noun(syntax: Syntax, k: int, depth: int) -> Reality:
    k = _attempt_by(syntax, k)
    chunk = syntax.chunks[k]
    words = [item.lower for item in syntax.items[chunk.first : chunk.last]]
    planned = syntax.is_word(words[-1], "plan_nouns")
    if not word_sets()["attempted"].isdisjoint(words) or words[-1] in ("failure", "inability", "unable"):
        return Reality.FAILED
    ranked = not word_sets()["ranked"].isdisjoint(words)
    if words[-1] == "able" or (ranked and not planned):
        return Reality.REAL
    governor = next((j for j in range(k - 1, max(-1, k - 6), -1) if syntax.kind(j) is Kind.VERB), None)
    return (
        _infinitive_of(syntax, governor, depth, planned=planned) if governor is not None else Reality.PLANNED
    )


def _infinitive_of(syntax: Syntax, governor: int, depth: int, *, planned: bool) -> Reality:
    """Reality of an infinitive behind the object of a verb: "helped A to take P"; `planned`: "a bid to"."""
    chunk = syntax.chunks[governor]
    if chunk.lemma in word_sets()["causing"] and not planned:
        return verb_reality(syntax, governor, depth + 1)
    foiled = planned and chunk.lemma in word_sets()["foiling_verbs"]
    if syntax.is_word(chunk.lemma, "fail_verbs") or foiled:
        return Reality.FAILED
    return Reality.DENIED if chunk.negated else Reality.PLANNED


def _governed_reality(syntax: Syntax, governor: int, depth: int) -> Reality:
    chunk = syntax.chunks[governor]
    words = [item.lower for item in syntax.items[chunk.first : chunk.last]]
    if "unable" in words or syntax.is_word(chunk.lemma, "fail_verbs"):
        return Reality.FAILED if not chunk.negated else Reality.REAL
    forced = chunk.passive and chunk.lemma in word_sets()["causing"]
    able = chunk.lemma == "be" and "able" in words
    if syntax.is_word(chunk.lemma, "succeed_verbs") or able or forced:
        return verb_reality(syntax, governor, depth + 1)
    return Reality.REAL if chunk.lemma in word_sets()["believing"] else Reality.PLANNED


def _gerund_reality(syntax: Syntax, v: int, depth: int) -> Reality:
    before = syntax.skip_left(v - 1)
    if before < 0 or syntax.kind(before) is Kind.STOP:
        verbs = (k for k in range(v + 1, min(len(syntax.chunks), v + 10)) if syntax.kind(k) is Kind.VERB)
        after = next(verbs, None)
        would = after is not None and syntax.chunks[after].modal in word_sets()["modals"]
        return Reality.PLANNED if would else Reality.REAL
    if syntax.kind(before) is Kind.PREP:
        return _gerund_after_preposition(syntax, before)
    if syntax.kind(before) is Kind.VERB:
        lemma = syntax.chunks[before].lemma
        if syntax.is_word(lemma, "denial"):
            return Reality.DENIED
        if lemma in _NOT_DONE:
            return Reality.PLANNED
        goes_on = lemma in ("be", "start", "begin", "continue")
        return verb_reality(syntax, before, depth + 1) if goes_on else Reality.REAL
    return Reality.REAL


def _gerund_after_preposition(syntax: Syntax, k: int) -> Reality:
    prep = syntax.chunks[k].lower
    before = syntax.skip_left(k - 1)
    word = syntax.head(before).lower if syntax.kind(before) in (Kind.NP, Kind.VERB) else ""
    lemma = syntax.chunks[before].lemma if syntax.kind(before) is Kind.VERB else ""
    if prep == "without":
        return Reality.DENIED
    if prep == "close to" or (prep == "to" and word in ("close", "closer", "near", "nearer")):
        return Reality.PLANNED
    if prep == "from":
        for j in range(k - 1, max(-1, k - 6), -1):
            if syntax.kind(j) is Kind.VERB:
                return Reality.DENIED if syntax.chunks[j].lemma in word_sets()["preventing"] else Reality.REAL
    if word in word_sets()["aims"] or lemma in ("aim", "plan", "hope", "intend"):
        return Reality.PLANNED
    if syntax.is_word(word, "plan_nouns") and prep in ("at", "for", "of"):
        return Reality.PLANNED
    return Reality.REAL
