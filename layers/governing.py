"""Says whose government a text means that names none: that of the country the place lies in."""

from collections.abc import Mapping
from dataclasses import replace

from articles.models import Actor, Claim, Party

GENERIC_ID = "government"


def name_government(claim: Claim, country: str, governments: Mapping[str, Actor]) -> Claim:
    """Return the claim with the place's own state where it speaks of "the government" or "the army" only.

    Args:
        claim: Any claim; the words of its parties stay as they are.
        country: ISO 3166 alpha-2 code of the claim's place, or "".
        governments: The state of each country, by code.
    """
    state = governments.get(country)
    if state is None:
        return claim
    return replace(claim, actor=_named(claim.actor, state), opponent=_named(claim.opponent, state))


def _named(party: Party | None, state: Actor) -> Party | None:
    if party is None or party.actor_id != GENERIC_ID:
        return party
    return Party(state.id, state.name, party.surface)
