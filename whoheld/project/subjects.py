"""What decisions about claims are about: a claim of one sentence, found again when texts are read anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.models import Claim
from layers.models import LocatedClaim
from whoheld.errors import BadDecisionError
from whoheld.records import as_plain, from_plain

LEAST_KEY_CHARACTERS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as a project holds it: as read, and where it was put; None = nowhere."""

    claim: Claim
    located: LocatedClaim | None = None

    @classmethod
    def all_of(cls, claims: Iterable[LocatedClaim], unplaced: Iterable[Claim]) -> "tuple[Told, ...]":
        """Return the claims with a place and those without."""
        return (*(cls(found.claim, found) for found in claims), *(cls(claim) for claim in unplaced))


def claim_target(told: Told) -> dict[str, Any]:
    """Return what a decision keeps of the claim it is about: ids, and the whole record."""
    kept = told.located or told.claim
    return {
        "article": told.claim.article_id,
        "claim": told.claim.id,
        "placed": told.located is not None,
        "record": as_plain(kept),
    }


def told_of(target: Mapping[str, Any]) -> Told:
    """Return the claim of a target as it was when the decision was taken.

    Raises:
        ValueError: If the target is none of a claim.
    """
    if target["placed"]:
        located = from_plain(LocatedClaim, target["record"])
        return Told(located.claim, located)
    return Told(from_plain(Claim, target["record"]))


def find_told(claims: Sequence[Told], key: str) -> Told:
    """Return the claim whose id is or begins with a key.

    Raises:
        BadDecisionError: If there is none, or more than one.
    """
    if len(key) < LEAST_KEY_CHARACTERS and all(told.claim.id != key for told in claims):
        raise BadDecisionError(
            f"a claim's id, or its first {LEAST_KEY_CHARACTERS} characters or more, is expected; got {key!r}"
        )
    exact = [told for told in claims if told.claim.id == key]
    found = exact or [told for told in claims if told.claim.id.startswith(key)]
    if not found:
        raise BadDecisionError(f"the project has no claim {key!r}; see whoheld review PROJECT")
    if len(found) > 1:
        raise BadDecisionError(f"{len(found)} claims begin with {key!r}; give more of the id")
    return found[0]


def same_statement(wanted: Claim, claims: Iterable[Told]) -> Told | None:
    """Return the one claim that says what a claim said before its text was read anew.

    That is the claim with its id; else the only one of the same article, sentence, place name and relation.
    """
    own = [told for told in claims if told.claim.article_id == wanted.article_id]
    exact = next((told for told in own if told.claim.id == wanted.id), None)
    if exact is not None:
        return exact
    alike = [told for told in own if _words_of(told.claim) == _words_of(wanted)]
    return alike[0] if len(alike) == 1 else None


def _words_of(claim: Claim) -> tuple[str, str, str]:
    return plain_words(claim.sentence), plain_words(claim.place.surface), claim.relation.value


def plain_words(text: str) -> str:
    """Return a text with single spaces, as sentences are compared."""
    return " ".join(text.split())


def still_stands(claim: Claim, text: str | None) -> bool:
    """Tell whether the sentence of a claim is still in its article; None = there is no such article."""
    return text is not None and bool(claim.sentence) and plain_words(claim.sentence) in plain_words(text)
