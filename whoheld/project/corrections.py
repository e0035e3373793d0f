"""Corrections of claims: what a person may change, checked all at once, and put into effect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from articles.actors import ActorBook
from articles.models import Basis, Claim, Days, Party, Relation, Stance
from geo.models import LonLat, Place, PlaceKind
from layers.governing import GENERIC_ID, name_government
from layers.locate import place_precision
from layers.models import LocatedClaim
from whoheld.errors import BadDecisionError
from whoheld.project.subjects import Told
from whoheld.records import as_plain, from_plain

NOBODY = "-"

PlaceOf = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person typed; "" = as it was.

    Attributes:
        place: Id of a place of the gazetteer, or its name where it has only one place of that name.
        lat: Degrees, with `lon`, of a place that no gazetteer holds.
        actor: Name or id; "-" = nobody is named.
        opponent: The same.
        date: A day, or two with ".." between them: 2017-11-21, 2017-11-01..2017-11-30.
    """

    place: str = ""
    lat: str = ""
    lon: str = ""
    actor: str = ""
    opponent: str = ""
    relation: str = ""
    stance: str = ""
    date: str = ""


def read_corrections(typed: Corrections, told: Told, *, place_of: PlaceOf, book: ActorBook) -> dict[str, Any]:
    """Return corrections as a decision keeps them.

    Args:
        typed: What a person typed.
        told: The claim.
        place_of: Looks a place of the gazetteer up by id or name.
        book: The parties.

    Raises:
        BadDecisionError: If nothing is corrected, or something cannot be; names every fault.
    """
    payload: dict[str, Any] = {}
    faults: list[str] = []
    for read in (_place, _parties, _words, _days):
        try:
            payload |= read(typed, told, place_of, book)
        except ValueError as error:
            faults.append(str(error))
    if faults:
        raise BadDecisionError("; ".join(faults))
    if not payload:
        raise BadDecisionError(
            "say what is wrong: --place, --actor, --opponent, --relation, --stance or --date"
        )
    return payload


def read_place(place: str, lat: str, lon: str, *, name: str, place_of: PlaceOf) -> Place | None:
    """Return the place that a person typed: by id or name, or by degrees; None if nothing was typed.

    Raises:
        ValueError: If it cannot be one.
    """
    if place and (lat or lon):
        raise ValueError("give a place of the gazetteer, or lat and lon, not both")
    if place:
        found = place_of(place)
        if found is None:
            raise ValueError(f"the gazetteer has no one place {place!r}; see whoheld gazetteer find")
        return found
    if bool(lat) != bool(lon):
        raise ValueError("lat and lon go together")
    if not lat:
        return None
    try:
        point = LonLat(float(lon), float(lat))
    except ValueError as error:
        raise ValueError(f"lat and lon should be degrees, got {lat!r} and {lon!r}") from error
    return Place(f"pin:{point.lat:.4f},{point.lon:.4f}", name, point, PlaceKind.TOWN)


def _place(typed: Corrections, told: Told, place_of: PlaceOf, _book: ActorBook) -> dict[str, Any]:
    surface = told.claim.place.surface
    found = read_place(typed.place, typed.lat, typed.lon, name=surface, place_of=place_of)
    return {} if found is None else {"place": as_plain(replace(found, geometry=None))}


def _parties(typed: Corrections, _told: Told, _place_of: PlaceOf, book: ActorBook) -> dict[str, Any]:
    named = {"actor": typed.actor.strip(), "opponent": typed.opponent.strip()}
    return {key: _party(name, book) for key, name in named.items() if name}


def _party(name: str, book: ActorBook) -> dict[str, Any] | None:
    if name == NOBODY:
        return None
    actor = book.actors.get(name)
    party = Party(actor.id, actor.name, actor.name) if actor else book.party(name)
    if not party.actor_id:
        raise ValueError(f"{name!r} is no name of an actor")
    return as_plain(party)


def _words(typed: Corrections, _told: Told, _place_of: PlaceOf, _book: ActorBook) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, word, kind in (("relation", typed.relation, Relation), ("stance", typed.stance, Stance)):
        if word and word.strip().lower() not in set(kind):
            raise ValueError(f"{key} is one of {', '.join(kind)}; got {word!r}")
        if word:
            found[key] = word.strip().lower()
    return found


def _days(typed: Corrections, _told: Told, _place_of: PlaceOf, _book: ActorBook) -> dict[str, Any]:
    if not typed.date.strip():
        return {}
    first, _, last = typed.date.partition("..")
    try:
        start, end = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
        days = Days(start, end + timedelta(days=1), _precision(start, end))
    except (ValueError, OverflowError) as error:
        raise ValueError(
            f"date should be 2017-11-21 or 2017-11-01..2017-11-30, got {typed.date!r}"
        ) from error
    return {"when": as_plain(days)}


def _precision(start: date, end: date) -> int:
    """Return ACLED's code of a range: 1 a day, 2 a week, 3 more."""
    length_days = (end - start).days
    return 1 if length_days == 0 else 2 if length_days < 7 else 3


def corrected(told: Told, payload: Mapping[str, Any], book: ActorBook) -> Told:
    """Return a claim as it was corrected, and certain.

    Args:
        told: The claim as it is read now.
        payload: As `read_corrections` returns it.
        book: The parties: "the army" is that of the country of the corrected place.
    """
    claim = replace(told.claim, confidence=1.0, **_changes(payload))
    if "place" not in payload:
        located = None if told.located is None else replace(told.located, claim=claim)
        return Told(claim, located)
    place = from_plain(Place, payload["place"])
    given = {key for key in ("actor", "opponent") if key in payload}
    claim = _governed(claim, place.country, given, book)
    precision = place_precision(place, claim.extent)
    base = told.located or LocatedClaim(claim, place, precision)
    return Told(claim, replace(base, claim=claim, place=place, place_precision=precision))


def _changes(payload: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for key in ("actor", "opponent"):
        if key in payload:
            changes[key] = None if payload[key] is None else from_plain(Party, payload[key])
    if "relation" in payload:
        changes["relation"] = Relation(payload["relation"])
    if "stance" in payload:
        changes["stance"] = Stance(payload["stance"])
    if "when" in payload:
        changes |= {"when": from_plain(Days, payload["when"]), "when_basis": Basis.EXPLICIT}
    return changes


def _governed(claim: Claim, country: str, given: set[str], book: ActorBook) -> Claim:
    """Return the claim with the government that its words mean in a country; corrected parties stay."""
    generic = {
        key: replace(party, actor_id=GENERIC_ID)
        for key in ("actor", "opponent")
        if key not in given and (party := getattr(claim, key)) is not None
        if book.party(party.surface).actor_id == GENERIC_ID
    }
    return name_government(replace(claim, **generic), country, book.governments) if generic else claim
