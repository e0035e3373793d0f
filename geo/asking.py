"""Ask geocoding services for names that the gazetteer lacks, and check what they answer."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from geo.answers import AnswerCache, Found
from geo.models import Candidate, LonLat, Place, PlaceKind, Resolution, Status
from geo.services import Service, ServiceOptions
from geo.tables import read_lines

_SCORE = 0.6  # an answer by name and country alone, weighed by nobody

CountryAt = Callable[[LonLat], str]


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that went wrong with a service: a short code, and one line for a person."""

    code: str
    message: str


@dataclass(slots=True)
class Asker:
    """Asks a chain of services, each question once in a lifetime.

    Attributes:
        services: Asked in turn until one knows the name.
        cache: Where answers are kept.
        country_at: Tells the country a point lies in, "" at sea; answers outside the theatre are refused.
        options: How often a failing service is asked.
        complaints: What went wrong so far.
    """

    services: Sequence[Service]
    cache: AnswerCache
    country_at: CountryAt
    options: ServiceOptions = field(default_factory=ServiceOptions)
    complaints: list[Complaint] = field(default_factory=list)
    _failures: dict[str, int] = field(default_factory=dict)

    def resolve(self, name: str, *, countries: Collection[str], where: Sequence[str]) -> Resolution | None:
        """Return where a name is put by the first service that knows it, or None.

        Args:
            name: As written.
            countries: ISO 3166 alpha-2 codes the place must lie in; none = nothing is asked, for a name alone
                means some place in the wrong country too often.
            where: Names of these countries, for services that cannot be told codes.
        """
        if not countries:
            return None
        for service in self.services:
            found = self._answer(service, name, tuple(sorted(countries)), where)
            if found is None:
                continue
            place = _place(service.name, name, found)
            country = self.country_at(place.point)
            if country and country not in countries:
                refused = f"{service.name} puts {name!r} in {country}, outside the theatre: refused"
                self._complain("outside-theatre", refused)
                continue
            placed = Place(place.id, place.name, place.point, place.kind, country)
            reason = f"answer of {service.name} to {_query(service, name, where)!r}"
            return Resolution(Status.RESOLVED, placed, _SCORE, (Candidate(placed, _SCORE, (reason,)),))
        return None

    def _answer(
        self, service: Service, name: str, countries: tuple[str, ...], where: Sequence[str]
    ) -> Found | None:
        query = _query(service, name, where)
        key = (service.name, service.address, query, ",".join(countries))
        known, found = self.cache.get(key)
        if known or self._failures.get(service.name, 0) >= self.options.max_failures:
            return found
        return self._ask(service, query, countries, key)

    def _ask(
        self, service: Service, query: str, countries: tuple[str, ...], key: tuple[str, str, str, str]
    ) -> Found | None:
        """Ask a service and keep its answer; a failure is no answer, and is complained of."""
        from geopy.exc import GeopyError  # noqa: PLC0415

        extra: dict[str, Any] = {"country_codes": list(countries)} if service.takes_countries else {}
        try:
            location = service.geocode(query, **extra)
            found = _found(location)
        except (GeopyError, KeyError, TypeError, ValueError) as error:
            failures = self._failures[service.name] = self._failures.get(service.name, 0) + 1
            gave_up = "; not asked any more in this run" if failures >= self.options.max_failures else ""
            self._complain("geocoder-failed", f"{service.name} did not answer {query!r}: {error}{gave_up}")
            return None
        self._failures[service.name] = 0
        self.cache.keep(key, found)
        return found

    def _complain(self, code: str, message: str) -> None:
        complaint = Complaint(code, " ".join(message.split()))
        if complaint not in self.complaints:
            self.complaints.append(complaint)


def _query(service: Service, name: str, where: Sequence[str]) -> str:
    """Return the question: the name, with its country for services that take no codes."""
    return name if service.takes_countries or len(where) != 1 else f"{name}, {where[0]}"


def _found(location: Any) -> Found | None:
    """Return what matters of a geopy location.

    Raises:
        ValueError: If it is not on the globe.
    """
    if location is None:
        return None
    raw = location.raw if isinstance(location.raw, Mapping) else {}
    point = LonLat(float(location.longitude), float(location.latitude))
    kinds = (raw.get("addresstype"), raw.get("type"), raw.get("class"), raw.get("category"))
    osm = "/".join(str(raw[part]) for part in ("osm_type", "osm_id") if raw.get(part))
    return {
        "lat": point.lat,
        "lon": point.lon,
        "name": str(location.address or "").split(",")[0].strip(),
        "kinds": [str(kind) for kind in kinds if kind],
        "id": osm,
    }


def _place(service: str, name: str, found: Found) -> Place:
    """Return the place of an answer; its id stays the same as long as the answer is kept."""
    point = LonLat(found["lon"], found["lat"])
    spot = f"{point.lat:.4f},{point.lon:.4f}"
    kinds = _kinds()
    kind = next((kinds[given] for given in found["kinds"] if given in kinds), PlaceKind.TOWN)
    return Place(f"{service}:{found['id'] or spot}", found["name"] or name, point, kind)


@cache
def _kinds() -> Mapping[str, PlaceKind]:
    """Return our kind for each word that services use."""
    table = files("geo") / "data" / "answer_kinds.csv"
    lines = read_lines(table, needed=("type", "kind"))
    return {line.cells["type"]: PlaceKind(line.cells["kind"]) for line in lines}
