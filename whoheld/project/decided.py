"""Apply decisions to what was read: pure, so that the same decisions give the same picture."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from articles.actors import ActorBook
from articles.models import Claim, Issue, Party
from articles.outlets import fold_outlet
from layers.models import LocatedClaim
from whoheld.project.corrections import corrected
from whoheld.project.decisions import CLAIM_KINDS, Decision, Kind
from whoheld.project.subjects import Told, same_statement, still_stands, told_of
from whoheld.project.trusting import distrusted_names

MISFIT = "decision-no-longer-fits"

TextOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Decided:
    """What is left of claims once decisions are applied.

    Attributes:
        claims: With a place.
        unplaced: Without one.
        issues: Decisions that no longer fit.
        counts: How many claims were accepted, corrected, rejected, merged and distrusted.
    """

    claims: tuple[LocatedClaim, ...]
    unplaced: tuple[Claim, ...]
    issues: tuple[Issue, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def apply_decisions(
    claims: Iterable[LocatedClaim],
    unplaced: Iterable[Claim],
    decisions: Sequence[Decision],
    *,
    book: ActorBook,
    text_of: TextOf,
) -> Decided:
    """Return the claims as people decided.

    Rejected claims and those of distrusted sources are left out; accepted and corrected ones are certain, and
    stay even if their text is read otherwise now, as long as the sentence stands.

    Args:
        claims: With a place.
        unplaced: Without one.
        decisions: Those that count.
        book: The parties.
        text_of: Returns the text of an article by its id, None if there is no such article.
    """
    settling = _Settling(list(Told.all_of(claims, unplaced)), book, text_of)
    for decision in decisions:
        if decision.kind in CLAIM_KINDS:
            settling.apply(decision)
    counts = settling.counts
    kept = _merge(settling.left(), decisions, counts)
    kept = _without_distrusted(kept, decisions, counts)
    return Decided(
        tuple(told.located for told in kept if told.located is not None),
        tuple(told.claim for told in kept if told.located is None),
        tuple(settling.issues),
        MappingProxyType(dict(sorted(counts.items()))),
    )


@dataclass(slots=True)
class _Settling:
    """Decisions about single claims being applied, one after the other."""

    told: list[Told]
    book: ActorBook
    text_of: TextOf
    issues: list[Issue] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _changed: dict[int, Told | None] = field(default_factory=dict)
    _by_article: dict[str, list[int]] = field(default_factory=dict)
    _restored: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, told in enumerate(self.told):
            self._by_article.setdefault(told.claim.article_id, []).append(number)

    def apply(self, decision: Decision) -> None:
        """Apply one decision, or note that it no longer fits."""
        wanted = told_of(decision.draft.target)
        numbers = self._by_article.get(wanted.claim.article_id, ())
        now = same_statement(wanted.claim, (self.told[number] for number in numbers))
        if now is not None:
            number = next(number for number in numbers if self.told[number] is now)
            self._changed[number] = self._decided(decision, now)
            self.counts[decision.kind.value] += 1
        elif not still_stands(wanted.claim, self.text_of(wanted.claim.article_id)):
            self.issues.append(_misfit(decision, wanted.claim))
        elif decision.kind is not Kind.REJECT:
            restored = self._decided(decision, wanted)
            self._restored += [] if restored is None else [restored]
            self.counts[decision.kind.value] += 1

    def _decided(self, decision: Decision, told: Told) -> Told | None:
        """Return a claim as it was decided; None = it is none."""
        match decision.kind:
            case Kind.REJECT:
                return None
            case Kind.CORRECT:
                return corrected(told, decision.draft.payload, self.book)
            case _:
                claim = replace(told.claim, confidence=1.0)
                located = None if told.located is None else replace(told.located, claim=claim)
                return Told(claim, located)

    def left(self) -> list[Told]:
        """Return the claims that are left, those no longer read from their text at the end."""
        now = (self._changed.get(number, told) for number, told in enumerate(self.told))
        return [*(told for told in now if told is not None), *self._restored]


def _misfit(decision: Decision, claim: Claim) -> Issue:
    message = (
        f"decision {decision.id} ({decision.kind.value}, by {decision.by}) is about a sentence that is no "
        "longer there; decide anew, or withdraw it"
    )
    return Issue(MISFIT, claim.article_id, message, claim.sentence[:80])


def _merge(told: Sequence[Told], decisions: Sequence[Decision], counts: Counter[str]) -> list[Told]:
    """Return the claims with merged actors under one name."""
    into = merged_actors(decisions)
    if not into:
        return list(told)
    return [_renamed(one, into, counts) for one in told]


def merged_actors(decisions: Iterable[Decision]) -> dict[str, tuple[str, str]]:
    """Return id and name of the actor that each merged one is part of, chains followed to their end."""
    steps = {
        decision.draft.target["actor"]: (decision.draft.payload["into"], decision.draft.payload["name"])
        for decision in decisions
        if decision.kind is Kind.MERGE
    }
    ends: dict[str, tuple[str, str]] = {}
    for actor, step in steps.items():
        seen, end = {actor}, step
        while end[0] in steps and end[0] not in seen:
            seen.add(end[0])
            end = steps[end[0]]
        ends[actor] = end
    return ends


def _renamed(told: Told, into: Mapping[str, tuple[str, str]], counts: Counter[str]) -> Told:
    claim = replace(told.claim, actor=_one(told.claim.actor, into), opponent=_one(told.claim.opponent, into))
    if claim == told.claim:
        return told
    counts[Kind.MERGE.value] += 1
    return Told(claim, None if told.located is None else replace(told.located, claim=claim))


def _one(party: Party | None, into: Mapping[str, tuple[str, str]]) -> Party | None:
    if party is None or party.actor_id not in into:
        return party
    actor_id, name = into[party.actor_id]
    return Party(actor_id, name, party.surface)


def _without_distrusted(
    told: Sequence[Told], decisions: Sequence[Decision], counts: Counter[str]
) -> list[Told]:
    """Return the claims without those of sources that are not believed at all."""
    banned = distrusted_names(decisions)
    if not banned:
        return list(told)
    kept = [one for one in told if not _names_of(one) & banned]
    counts[Kind.DISTRUST.value] += len(told) - len(kept)
    return kept


def _names_of(told: Told) -> set[str]:
    """Return the folded names of who says so: the speaker and the outlet."""
    names = (told.claim.speaker, told.located.source if told.located else "")
    return {fold_outlet(name) for name in names if name}
