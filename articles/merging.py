"""Keep one claim where a text says the same thing several times, and drop what a stronger claim contains."""

from collections.abc import Sequence

from articles.drafts import Draft
from articles.folded import fold_name
from articles.models import Basis, Extent, Party, Relation, Stance
from articles.placewords import ATTACK

_NEAR_SENTENCES = 2
_CLOSE = 0.2  # rules whose weights differ by less are about as sure
_APART = (Relation.REPELLED, Relation.BESIEGED)  # no other fight for a place says the same


def merge_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that stand for a text's claims, in text order.

    Within a sentence a capture contains the fighting for the place, and the former holder; across sentences
    the same statement about the same place counts once.

    Args:
        drafts: All drafts of one article, in text order.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.number, []).append(draft)
    kept: list[Draft] = []
    for number in sorted(by_sentence):
        kept += _within_sentence(by_sentence[number])
    return _join_sentences(_across_sentences(kept))


def _within_sentence(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.weight, d.coreferent, d.trigger)):
        twin = next((k for k in kept if _same_event(k, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            _fill(twin, draft)
    _oppose(kept)
    alone = sorted(kept, key=lambda d: (d.place.start, d.trigger))
    return [draft for draft in alone if not _contained(draft, alone)]


def _oppose(drafts: Sequence[Draft]) -> None:
    """Of two gains of one place by different parties, each is the other's opponent."""
    for a in drafts:
        for b in drafts:
            same = a is not b and a.family == b.family == "gain" and a.place.start == b.place.start
            if same and a.opponent is None and a.realised:
                a.opponent = b.actor


def _same_event(a: Draft, b: Draft) -> bool:
    """Whether two drafts of a sentence say the same of a place; a recapture is another event."""
    if (a.family, a.realised, fold_name(a.place.surface)) != (
        b.family,
        b.realised,
        fold_name(b.place.surface),
    ):
        return False
    if (a.relation is Relation.BESIEGED) != (b.relation is Relation.BESIEGED):
        unlike = a.basis is b.basis is Basis.EXPLICIT and a.when != b.when
        return not unlike and (a.actor is None or b.actor is None or _same_party(a.actor, b.actor))
    if a.family != "gain" or a.trigger == b.trigger or a.actor is None or b.actor is None:
        return True
    return not _reversed(a, b)


def _reversed(a: Draft, b: Draft) -> bool:
    """Whether two gains of one place are by different parties, both named."""
    if a.actor is None or b.actor is None or a.actor.actor_id == b.actor.actor_id:
        return False
    if set(a.actor.actor_id.split("+")) & set(b.actor.actor_id.split("+")):
        return False
    phrases = (a.candidate.actor, b.candidate.actor)
    return all(phrase is not None and (phrase.named or phrase.anaphor) for phrase in phrases)


def _fill(kept: Draft, other: Draft) -> None:
    """Take over parties the better draft lacks."""
    if kept.relation is other.relation:
        if kept.relation is Relation.HELD and other.actor is not None and _tells_better(other, kept):
            kept.actor = other.actor
        kept.actor = kept.actor or other.actor
        if kept.opponent is None and other.opponent is not None and other.opponent != kept.actor:
            kept.opponent = other.opponent
    if kept.basis is Basis.REPORT and other.basis is Basis.EXPLICIT and kept.relation is other.relation:
        kept.when, kept.basis = other.when, other.basis


def _tells_better(other: Draft, kept: Draft) -> bool:
    """Whether of two rules about a holder, nearly as sure, the other stands nearer to the place."""
    return other.weight > kept.weight - _CLOSE and _nearness(other) < _nearness(kept)


def _nearness(draft: Draft) -> int:
    return abs(draft.trigger - draft.place.start)


def _contained(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether another draft at the same place makes this one no claim of its own."""
    name = fold_name(draft.place.surface)
    same = [o for o in others if o is not draft and fold_name(o.place.surface) == name]
    gains = [o for o in same if o.family == "gain"]
    if draft.family == "contest" and any(
        o.relation is Relation.REPELLED and o.when == draft.when for o in same
    ):
        return True
    if draft.family == "contest" and gains:
        return any(_ends_in(draft, gain) and not _inner_gain(draft, gain) for gain in gains)
    if draft.relation is Relation.LOST and _is_taken_over(draft, gains):
        return True
    if draft.relation is Relation.REPELLED and any(o.trigger == draft.trigger for o in gains):
        return True
    return draft.relation is Relation.HELD and _is_former_hold(draft, same, gains)


def _is_taken_over(loss: Draft, gains: Sequence[Draft]) -> bool:
    """Whether a gain by somebody else says who has what was lost; it learns its opponent so."""
    if not any(gain.realised and not _same_party(gain.actor, loss.actor) for gain in gains):
        return False
    for gain in gains:
        if gain.realised and gain.opponent is None and loss.actor != gain.actor:
            gain.opponent = loss.actor
    return True


def _is_former_hold(hold: Draft, same: Sequence[Draft], gains: Sequence[Draft]) -> bool:
    """Whether a holder only stands as the opponent of who took the place; others there learn of him."""
    losses = [o for o in same if o.relation is Relation.LOST and o.realised]
    fallen = [o for o in losses if o.actor is None and o.candidate.actor is None]
    for other in fallen:
        other.actor = hold.actor
    for other in same:
        if (
            other.opponent is None
            and not _same_party(other.actor, hold.actor)
            and other.relation is not Relation.HELD
        ):
            other.opponent = hold.actor
    return bool(fallen) or any(
        o.realised
        and (o.extent is Extent.WHOLE or _taken_words(o, hold))
        and o.when == hold.when
        and not _contradicted(o, hold)
        for o in gains
    )


def _taken_words(gain: Draft, hold: Draft) -> bool:
    """Whether what was held is what was taken: "captured the last A-held areas of P"."""
    return gain.number == hold.number and gain.candidate.trip.after == hold.candidate.trip.chunk


def _inner_gain(fight: Draft, gain: Draft) -> bool:
    """Whether only something inside was taken of what is fought over: "attacked P, seizing a base"."""
    return gain.candidate.sub_place and not fight.candidate.sub_place


def _contradicted(gain: Draft, hold: Draft) -> bool:
    """Whether both sides speak: "A said it had seized P; B said it still held the town"."""
    claimed = gain.stance is hold.stance is Stance.CLAIMED
    return claimed and gain.speaker != hold.speaker and not _same_party(gain.actor, hold.actor)


def _ends_in(fight: Draft, gain: Draft) -> bool:
    """Whether a fight is part of a gain of the same sentence: same time, same attacker as far as named."""
    if fight.basis is not gain.basis and fight.when != gain.when:
        return False
    inside = fight.relation in (Relation.BESIEGED, Relation.CONTESTED) and fight.realised
    if inside and not gain.realised:
        return False
    if fight.actor is None or gain.actor is None or fight.candidate.rule.mutual:
        return True
    return bool(set(fight.actor.actor_id.split("+")) & set(gain.actor.actor_id.split("+")))


def _across_sentences(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((k for k in kept if _same_statement(k, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            _fill(twin, draft)
    return kept


def _join_sentences(drafts: list[Draft]) -> list[Draft]:
    """Drop attacks that a later sentence says were beaten off, and losses that another says who gained."""
    dropped: set[int] = set()
    for draft in drafts:
        for other in drafts:
            if other is draft or abs(other.number - draft.number) > _NEAR_SENTENCES:
                continue
            if fold_name(other.place.surface) != fold_name(draft.place.surface):
                continue
            if _beaten_off(draft, other) or _taken_after(draft, other):
                dropped.add(id(draft))
    return [draft for draft in drafts if id(draft) not in dropped]


def _beaten_off(fight: Draft, other: Draft) -> bool:
    return fight.family == "contest" and other.candidate.generic == ATTACK


def _taken_after(draft: Draft, gain: Draft) -> bool:
    """Whether a gain says who took a place that was lost or fought over; it learns its opponent so."""
    if gain.family != "gain" or not (gain.realised and draft.realised) or gain.number == draft.number:
        return False
    if draft.basis is gain.basis is Basis.EXPLICIT and draft.when != gain.when:
        return False
    if draft.relation is Relation.LOST and not _same_party(draft.actor, gain.actor):
        gain.opponent = gain.opponent or draft.actor
        return draft.actor is not None
    if draft.relation is Relation.CONTESTED and draft.number < gain.number and gain.opponent is None:
        sides = (draft.actor, draft.opponent)
        if any(_same_party(side, gain.actor) for side in sides):
            gain.opponent = next((s for s in sides if s is not None and not _same_party(s, gain.actor)), None)
            return gain.opponent is not None
    return False


def _same_statement(a: Draft, b: Draft) -> bool:
    if fold_name(a.place.surface) != fold_name(b.place.surface) or a.realised != b.realised:
        return False
    if a.family != b.family or any((a.relation is r) != (b.relation is r) for r in _APART):
        return False
    if (
        a.actor is not None
        and b.actor is not None
        and a.actor.actor_id != b.actor.actor_id
        and a.family in ("gain", "hold")
    ):
        return (
            not b.coreferent
            and a.relation is b.relation
            and a.actor.surface.lower() in b.actor.surface.lower()
        )
    return a.when == b.when or Basis.REPORT in (a.basis, b.basis)


def _same_party(a: Party | None, b: Party | None) -> bool:
    return a is not None and b is not None and a.actor_id == b.actor_id
