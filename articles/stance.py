"""Tell what happened from what is planned, denied or failed."""

from enum import StrEnum

from articles.chunks import Chunk, Kind, Mode
from articles.items import Tag
from articles.lexicon import BASE
from articles.rules import Trigger
from articles.syntax import Syntax
from articles.trips import Trip


class Reality(StrEnum):
    """Whether the words say that something happened."""

    REAL = "real"
    PLANNED = "planned"
    DENIED = "denied"
    FAILED = "failed"


_MODALS = frozenset(
    ["will", "would", "could", "may", "might", "should", "must", "shall", "can", "wo", "'ll", "ll", "ca"]
)
_RANKED = frozenset(
    [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "last",
        "latest",
        "only",
        "next",
        "largest",
    ]
)
_AIMED = frozenset(
    [
        "aim",
        "aimed",
        "aiming",
        "goal",
        "goals",
        "aims",
        "hope",
        "hopes",
        "intention",
        "purpose",
        "objective",
        "chance",
        "plan",
        "plans",
        "risk",
        "possibility",
        "prospect",
        "view",
    ]
)
_PREVENT = frozenset(["prevent", "stop", "keep", "block", "bar", "deter", "avoid", "avert", "stave"])
_PROSPECT = frozenset(
    [
        "planned",
        "expected",
        "possible",
        "imminent",
        "potential",
        "upcoming",
        "looming",
        "proposed",
        "eventual",
        "impending",
        "threatened",
        "attempted",
        "future",
        "failed",
    ]
)
_STAGED = frozenset(["attempted", "failed", "unsuccessful", "abortive", "botched", "foiled"])
_LOOK_BACK = 8


def read_reality(syntax: Syntax, trip: Trip) -> Reality:
    """Judge the trigger of a rule: real, planned, denied or failed.

    Args:
        syntax: The parsed sentence.
        trip: The trigger.

    Returns:
        What the verbs, modals and nouns that govern the trigger make of it.
    """
    if trip.trigger is Trigger.VERB:
        return _verb_reality(syntax, trip.chunk, 0)
    if trip.trigger is Trigger.COMPOUND:
        return Reality.REAL
    return _noun_reality(syntax, trip)


def _verb_reality(syntax: Syntax, v: int, depth: int) -> Reality:
    chunk = syntax.chunks[v]
    if chunk.negated or _negated_before(syntax, v):
        return Reality.DENIED
    if chunk.modal in _MODALS:
        return Reality.PLANNED
    if depth > 4:
        return Reality.REAL
    if chunk.mode is Mode.INFINITIVE:
        return _infinitive_reality(syntax, v, depth)
    if chunk.mode is Mode.GERUND:
        return _gerund_reality(syntax, v, depth)
    shared = _shares_verb(syntax, v)
    if shared is not None:
        return _verb_reality(syntax, shared, depth + 1)
    if _conditional(syntax, v):
        return Reality.PLANNED
    return _complement_reality(syntax, v)


def _negated_before(syntax: Syntax, v: int) -> bool:
    k = v - 1
    return syntax.kind(k) is Kind.ADV and syntax.chunks[k].lower in ("not", "never", "no longer", "n't")


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
            return k if other.mode is Mode.INFINITIVE or other.modal in _MODALS else None
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
        if chunk.kind is Kind.VERB:
            if syntax.is_word(chunk.lemma, "denial") and _complement_between(syntax, k, v):
                return Reality.DENIED
            return Reality.REAL
    return Reality.REAL


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
    if syntax.kind(before) is Kind.VERB:
        return _governed_reality(syntax, before, depth)
    if syntax.kind(before) is Kind.OTHER or syntax.kind(before) is Kind.ADV:
        return Reality.PLANNED
    return Reality.PLANNED


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
    if "failed" in words or "unsuccessful" in words or words[-1] in ("failure", "inability"):
        return Reality.FAILED
    if words[-1] == "unable":
        return Reality.FAILED
    if words[-1] == "able":
        return Reality.REAL
    if any(word in _RANKED for word in words) and not syntax.is_word(words[-1], "plan_nouns"):
        return Reality.REAL
    governor = next((j for j in range(k - 1, max(-1, k - 6), -1) if syntax.kind(j) is Kind.VERB), None)
    if governor is not None:
        lemma = syntax.chunks[governor].lemma
        if lemma in (
            "help",
            "enable",
            "allow",
            "let",
            "lead",
            "cause",
            "see",
            "manage",
        ) and not syntax.is_word(words[-1], "plan_nouns"):
            return _verb_reality(syntax, governor, depth + 1)
        if syntax.is_word(lemma, "fail_verbs"):
            return Reality.FAILED
        if lemma in ("repel", "repulse", "foil", "thwart", "defeat") and syntax.is_word(
            words[-1], "plan_nouns"
        ):
            return Reality.FAILED
        if syntax.chunks[governor].negated:
            return Reality.DENIED
    return Reality.PLANNED


def _governed_reality(syntax: Syntax, governor: int, depth: int) -> Reality:
    chunk = syntax.chunks[governor]
    words = [item.lower for item in syntax.items[chunk.first : chunk.last]]
    if "unable" in words or syntax.is_word(chunk.lemma, "fail_verbs"):
        return Reality.FAILED if not chunk.negated else Reality.REAL
    if syntax.is_word(chunk.lemma, "succeed_verbs") or (chunk.lemma == "be" and "able" in words):
        return _verb_reality(syntax, governor, depth + 1)
    if chunk.lemma in (
        "report",
        "believe",
        "say",
        "claim",
        "think",
        "allege",
        "know",
        "appear",
        "seem",
        "see",
    ):
        return Reality.REAL
    return Reality.PLANNED


def _gerund_reality(syntax: Syntax, v: int, depth: int) -> Reality:
    before = syntax.skip_left(v - 1)
    if before < 0 or syntax.kind(before) is Kind.STOP:
        after = next(
            (k for k in range(v + 1, min(len(syntax.chunks), v + 10)) if syntax.kind(k) is Kind.VERB), None
        )
        return (
            Reality.PLANNED if after is not None and syntax.chunks[after].modal in _MODALS else Reality.REAL
        )
    if syntax.kind(before) is Kind.PREP:
        return _gerund_after_preposition(syntax, before)
    if syntax.kind(before) is Kind.VERB:
        lemma = syntax.chunks[before].lemma
        if syntax.is_word(lemma, "denial"):
            return Reality.DENIED
        if lemma in ("consider", "suggest", "risk", "discuss", "propose", "avoid"):
            return Reality.PLANNED
        return (
            _verb_reality(syntax, before, depth + 1)
            if lemma in ("be", "start", "begin", "continue")
            else Reality.REAL
        )
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
                return Reality.DENIED if syntax.chunks[j].lemma in _PREVENT else Reality.REAL
    if word in _AIMED or lemma in ("aim", "plan", "hope", "intend"):
        return Reality.PLANNED
    if syntax.is_word(word, "plan_nouns") and prep in ("at", "for", "of"):
        return Reality.PLANNED
    return Reality.REAL


def _noun_reality(syntax: Syntax, trip: Trip) -> Reality:
    chunk = syntax.chunks[trip.chunk if trip.trigger is Trigger.NOUN else trip.chunk + 1]
    words = {item.lower for item in syntax.items[chunk.first : chunk.last]}
    if words & _STAGED:
        return Reality.FAILED
    if words & _PROSPECT:
        return Reality.PLANNED
    k = syntax.skip_left(trip.chunk - 1)
    governor = syntax.skip_left(k - 1)
    if syntax.kind(k) is Kind.PREP and syntax.kind(governor) is Kind.NP:
        head = syntax.head(governor).lower
        if head in _AIMED and head != "view":
            return Reality.PLANNED
        k = syntax.skip_left(governor - 1)
    if syntax.kind(k) is Kind.VERB:
        return _object_reality(syntax, k)
    later = _predicate(syntax, trip)
    if later is not None and (syntax.chunks[later].modal in _MODALS):
        return Reality.PLANNED
    return Reality.REAL


def _predicate(syntax: Syntax, trip: Trip) -> int | None:
    for k in range(trip.after, min(len(syntax.chunks), trip.after + 10)):
        if syntax.kind(k) is Kind.VERB:
            return k
        if syntax.kind(k) in (Kind.STOP, Kind.SUB, Kind.COMMA):
            return None
    return None


def _object_reality(syntax: Syntax, v: int) -> Reality:
    """Reality of a noun that is the object of a verb: "ordered the capture of P", "denied the fall of P"."""
    chunk = syntax.chunks[v]
    if chunk.negated:
        return Reality.DENIED
    if chunk.lemma in _PREVENT:
        return Reality.DENIED
    if syntax.is_word(chunk.lemma, "denial"):
        return Reality.DENIED
    if chunk.lemma in (
        "plan",
        "order",
        "demand",
        "call",
        "urge",
        "seek",
        "threaten",
        "propose",
        "consider",
        "prepare",
        "expect",
        "want",
        "vow",
        "promise",
        "intend",
        "authorise",
        "authorize",
        "pledge",
        "await",
        "discuss",
        "approve",
    ):
        return Reality.PLANNED
    if chunk.modal in _MODALS or chunk.mode is Mode.INFINITIVE:
        return _verb_reality(syntax, v, 1)
    return Reality.REAL


def hedged(syntax: Syntax) -> bool:
    """Whether the sentence says "reportedly" or the like."""
    return any(
        item.tag in (Tag.ADV, Tag.NOUN, Tag.VERB) and syntax.is_word(item.lower, "hedge")
        for item in syntax.items
    )
