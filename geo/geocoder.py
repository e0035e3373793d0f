"""The offline gazetteer as a geopy geocoder."""

import warnings
from collections.abc import Collection, Sequence
from typing import Any

from geopy.exc import ConfigurationError, GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.errors import GazetteerMissingError
from geo.gazetteer import Gazetteer, NamedPlace
from geo.labels import Label
from geo.models import LonLat, Place, PlaceKind, great_circle_km

_CONTEXT_KM = 150.0
_WIDE_KINDS = (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION)


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """Answers from the compiled gazetteer, without a network; `RateLimiter` takes it like any other."""

    def __init__(self, gazetteer: Gazetteer | None = None, *, reverse_radius_km: float = 25.0) -> None:
        """Open the gazetteer.

        Args:
            gazetteer: None = the one in the cache folder.
            reverse_radius_km: How far `reverse` looks around a point, in kilometres.

        Raises:
            geopy.exc.ConfigurationError: If there is no compiled gazetteer.
        """
        super().__init__()
        try:
            self.gazetteer = gazetteer or Gazetteer.open()
        except GazetteerMissingError as error:
            raise ConfigurationError(str(error)) from error
        self.reverse_radius_km = reverse_radius_km

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country_codes: str | Collection[str] | None = None,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Find a place by name; words after commas ("Rawa, Iraq") say where it must lie.

        Args:
            query: A name, or a name and what contains it, divided by commas.
            exactly_one: Whether to return the best answer alone.
            limit: Most answers to return.
            country_codes: ISO 3166 alpha-2 codes the place must lie in.
            timeout: Not used; kept for geopy's sake.

        Returns:
            A location, a list of them, or None if nothing is found.

        Raises:
            geopy.exc.GeocoderQueryError: If the query is no text.
            geopy.exc.GeocoderServiceError: If the gazetteer cannot be read.
        """
        if not isinstance(query, str) or not query.strip(" ,"):
            raise GeocoderQueryError(f"a query is a place name such as 'Rawa, Iraq', got {query!r}")
        head, *context = (part.strip() for part in query.split(",") if part.strip())
        try:
            places = self._find(head, context, _codes(country_codes))
        except GazetteerMissingError as error:
            raise GeocoderServiceError(str(error)) from error
        return self._answer(places, exactly_one=exactly_one, limit=limit)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Find the settlements around a point, nearest first.

        Args:
            query: A geopy point, "latitude, longitude", or a pair in that order, degrees.
            exactly_one: Whether to return the nearest alone.
            limit: Most answers to return.
            timeout: Not used; kept for geopy's sake.

        Returns:
            A location, a list of them, or None if nothing lies within the radius.

        Raises:
            geopy.exc.GeocoderQueryError: If the query is no point.
            geopy.exc.GeocoderServiceError: If the gazetteer cannot be read.
        """
        centre = _point(query)
        try:
            near = self.gazetteer.near(centre, radius_km=self.reverse_radius_km)
        except GazetteerMissingError as error:
            raise GeocoderServiceError(str(error)) from error
        towns = [place for place in near if place.kind is PlaceKind.TOWN]
        return self._answer(towns, exactly_one=exactly_one, limit=limit)

    def _find(self, head: str, context: Sequence[str], codes: frozenset[str]) -> list[Place]:
        """Return the places of a name that lie in every one of its contexts, best first."""
        around = [tuple(named.place for named in self.gazetteer.lookup(part)) for part in context]
        countries = codes or frozenset(
            place.country for group in around for place in group if place.kind is PlaceKind.COUNTRY
        )
        found = _towns_first(self.gazetteer.lookup(head))
        if not found and countries:
            found = list(self.gazetteer.lookup_key(head, countries=countries))
        return [
            place
            for place in found
            if (not codes or place.country in codes)
            and all(any(_lies_in(place, wider) for wider in group) for group in around)
        ]

    def _answer(
        self, places: Sequence[Place], *, exactly_one: bool, limit: int | None
    ) -> Location | list[Location] | None:
        if not places:
            return None
        if exactly_one:
            return self._location(places[0])
        return [self._location(place) for place in places[:limit]]

    def _location(self, place: Place) -> Location:
        """Return a place in geopy's terms; `raw` carries all the gazetteer knows of it but its aliases."""
        raw = {
            "id": place.id,
            "name": place.name,
            "lat": place.point.lat,
            "lon": place.point.lon,
            "kind": place.kind.value,
            "country": place.country,
            "admin1": place.admin1,
            "population": place.population,
        }
        country = self.gazetteer.country(place.country)
        parts = dict.fromkeys([place.name, place.admin1, country.name if country else ""])
        address = ", ".join(part for part in parts if part)
        return Location(address, Point(place.point.lat, place.point.lon), raw)


def _point(query: Any) -> LonLat:
    """Return the point that a query of geopy's kinds stands for.

    Raises:
        geopy.exc.GeocoderQueryError: If it stands for none.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # geopy only warns of latitudes beyond the poles
            point = Point(query)
        if query is not None:
            return LonLat(point.longitude, point.latitude)
    except (TypeError, ValueError, UserWarning) as error:
        raise GeocoderQueryError(f"a point is 'latitude, longitude' in degrees, got {query!r}") from error
    raise GeocoderQueryError("a point is 'latitude, longitude' in degrees, got None")


def _codes(given: str | Collection[str] | None) -> frozenset[str]:
    """Return country codes in capitals."""
    codes = given.split(",") if isinstance(given, str) else given or ()
    return frozenset(code.strip().upper() for code in codes)


def _towns_first(found: Sequence[NamedPlace]) -> list[Place]:
    """Return the places of a name, a unit's namesake town before the unit: "Aleppo" is the city."""
    places = [named.place for named in found if named.label is not Label.CODE or len(found) == 1]
    return sorted(places, key=lambda place: _outranked(place, places))


def _outranked(place: Place, places: Sequence[Place]) -> bool:
    """Say whether a first-level unit shares its name with a town inside it, or hard by its middle."""
    return place.kind is PlaceKind.ADMIN1 and any(
        town.kind is PlaceKind.TOWN
        and town.country == place.country
        and (town.admin1 == place.name or great_circle_km(town.point, place.point) <= _CONTEXT_KM)
        for town in places
    )


def _lies_in(place: Place, wider: Place) -> bool:
    """Say whether a place lies in a wider one: by country or unit, else by nearness."""
    if place.id == wider.id:
        return False
    if wider.kind is PlaceKind.COUNTRY:
        return place.country == wider.country
    if wider.kind is PlaceKind.ADMIN1 or wider.name == wider.admin1:
        return (place.country, place.admin1) == (wider.country, wider.admin1)
    return wider.kind in _WIDE_KINDS and great_circle_km(place.point, wider.point) <= _CONTEXT_KM
