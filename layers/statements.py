"""What a claim says of a place's holder, whatever its words: holds, left, fights, besieges, attacks."""

from dataclasses import dataclass
from enum import StrEnum

from articles.models import Claim, Extent, Party, Relation
from layers.dating import is_realised


class Says(StrEnum):
    """What a claim tells of who holds its place."""

    HOLDS = "holds"
    GAINED = "gained"
    LEFT = "left"
    FIGHTS = "fights"
    BESIEGES = "besieges"
    ATTACKS = "attacks"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, reduced to what bears on control.

    Attributes:
        says: FIGHTS also stands for holding, gaining or losing a part only: see `is_part`.
        actor: Who holds, left, fights, besieges or attacks; "" = not stated.
        other: Who is on the other side (inside, for a siege or an attack); "" = not stated.
        is_part: The claim is about a part of the place, so it changes nothing if `actor` holds all of it.
        is_realised: False for what is planned or denied.
    """

    claim: Claim
    says: Says
    actor: str = ""
    other: str = ""
    is_part: bool = False
    is_realised: bool = True

    @property
    def parties(self) -> tuple[str, ...]:
        """The stated actors, the acting one first."""
        return tuple(party for party in (self.actor, self.other) if party)


_WHOLE = {
    Relation.CAPTURED: Says.GAINED,
    Relation.HELD: Says.HOLDS,
    Relation.REPELLED: Says.HOLDS,
    Relation.LOST: Says.LEFT,
    Relation.CONTESTED: Says.FIGHTS,
    Relation.BESIEGED: Says.BESIEGES,
    Relation.ATTACKED: Says.ATTACKS,
}
_PART = _WHOLE | {
    Relation.CAPTURED: Says.FIGHTS,
    Relation.HELD: Says.FIGHTS,
    Relation.LOST: Says.FIGHTS,
    Relation.BESIEGED: Says.FIGHTS,
}
_OUTSKIRTS = _WHOLE | {
    Relation.CAPTURED: Says.ATTACKS,
    Relation.HELD: Says.NOTHING,
    Relation.LOST: Says.NOTHING,
    Relation.CONTESTED: Says.ATTACKS,
}
_TABLES = {Extent.WHOLE: _WHOLE, Extent.PART: _PART, Extent.OUTSKIRTS: _OUTSKIRTS}
_ONE_SIDE_ENOUGH = {Says.FIGHTS, Says.BESIEGES, Says.ATTACKS}


def read_statement(claim: Claim) -> Statement:
    """Reduce a claim to what it says of the place's holder.

    A part gained, held or lost is a fight for the whole; outskirts gained or fought over are an attack on it,
    and say nothing when merely held or left. A capture by nobody named from somebody named is that one's
    loss. An attack beaten off by nobody named says nothing.

    Args:
        claim: Any claim.

    Returns:
        Its statement; NOTHING where the needed party is not stated.
    """
    says = _TABLES[claim.extent][claim.relation]
    actor, other = _id_of(claim.actor), _id_of(claim.opponent)
    if says is Says.GAINED and not actor:
        says, actor, other = Says.LEFT, other, ""
    if not actor and not (other and says in _ONE_SIDE_ENOUGH):
        says = Says.NOTHING
    is_part = claim.extent is Extent.PART and claim.relation is not Relation.CONTESTED
    return Statement(claim, says, actor, other, is_part, is_realised(claim))


def _id_of(party: Party | None) -> str:
    return party.actor_id if party else ""
