"""Weigh the senses of a text's names by what the text says around them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from geo.models import Place, PlaceKind, great_circle_km
from geo.senses import Sense
from geo.subjects import NEAR_KINDS, Subject
from geo.theatre import ResolveOptions

# Log-odds per unit of evidence: the reference measurements' values, tuned on labelled news.
COUNTRY_WEIGHT = 1.62
COUNTRY_OF_COUNTRY_WEIGHT = 0.97
ADMIN1_WEIGHT = 2.2
ADMIN1_OF_ADMIN1_WEIGHT = 0.7
MAX_ADMIN1 = 1.5
NEAR_WEIGHT = 1.6
MAX_NEAR = 2.5
NEAR_SCALE_KM = 120.0
NEAR_DEGREES = 4.0
INSIDE_ADMIN1_WEIGHT = 2.5
INSIDE_ADMIN2_WEIGHT = 1.75
INSIDE_COUNTRY_WEIGHT = 2.5
INSIDE_ADMIN2_KM = 90.0
THEATRE_WEIGHT = 2.5
THEATRE_NEAR_WEIGHT = 1.5
LEAST_SHARE = 0.05
ROUNDS = 2
_KM_PER_DEGREE = 111.2

K = TypeVar("K")
CountryTally = dict[str, float]
AdminTally = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Link:
    """Two names that a text joins: the first is said to lie in the second.

    Attributes:
        inner: Index of the subject that lies inside.
        outer: Index of the subject around it.
        strength: 1 for "X, Y" and "X in Y", less for looser ties.
    """

    inner: int
    outer: int
    strength: float


def admin_of(place: Place) -> tuple[str, str]:
    """Return country and first-level unit of a place; a first-level unit is its own."""
    return place.country, place.name if place.kind is PlaceKind.ADMIN1 else place.admin1


class Evidence:
    """What the names of one text say about each other.

    Attributes:
        anchors: For each name the best sense so far, if it is a spot, and how sure it is.
    """

    def __init__(
        self,
        subjects: Sequence[Subject],
        links: Sequence[Link],
        hints: Mapping[str, float],
        options: ResolveOptions,
    ) -> None:
        self.subjects = subjects
        self.options = options
        self._hints = hints
        self._links: dict[int, list[Link]] = {}
        for link in links:
            self._links.setdefault(link.inner, []).append(link)
        self._gather()

    def weigh(self) -> None:
        """Score all senses of all names, each round with the shares of the round before."""
        for _ in range(ROUNDS):
            scores = [
                [self.score(index, sense) for sense in subject.senses]
                for index, subject in enumerate(self.subjects)
            ]
            for subject, new in zip(self.subjects, scores, strict=True):
                subject.settle(new)
            self._gather()

    def _gather(self) -> None:
        self.own_countries = [_by_country(subject) for subject in self.subjects]
        self.own_admins = [_by_admin(subject) for subject in self.subjects]
        self.countries = _summed(self.own_countries)
        for code, weight in self._hints.items():
            self.countries[code] = self.countries.get(code, 0.0) + weight
        self.admins = _summed(self.own_admins)
        self.anchors = [_anchor(subject) for subject in self.subjects]
        self._spots = [(number, *anchor) for number, anchor in enumerate(self.anchors) if anchor is not None]

    def score(self, index: int, sense: Sense) -> float:
        """Return the log-odds of one sense of a name."""
        place = sense.place
        score = sense.prior + self.country_term(index, place) + self.admin_term(index, place)
        if place.kind in NEAR_KINDS:
            score += self.near_term(index, place)
        return score + self.inside_term(index, place) + self.theatre_term(place)

    def country_term(self, index: int, place: Place) -> float:
        """Return what the other names' countries add."""
        others = self.countries.get(place.country, 0.0) - self.own_countries[index].get(place.country, 0.0)
        if others <= 0 or not place.country:
            return 0.0
        weight = COUNTRY_OF_COUNTRY_WEIGHT if place.kind is PlaceKind.COUNTRY else COUNTRY_WEIGHT
        return weight * math.log1p(others)

    def admin_term(self, index: int, place: Place) -> float:
        """Return what the other names' first-level units add."""
        admin = admin_of(place)
        others = self.admins.get(admin, 0.0) - self.own_admins[index].get(admin, 0.0)
        if others <= 0 or not admin[1]:
            return 0.0
        weight = ADMIN1_OF_ADMIN1_WEIGHT if place.kind is PlaceKind.ADMIN1 else ADMIN1_WEIGHT
        return weight * min(MAX_ADMIN1, math.log1p(others))

    def near_term(self, index: int, place: Place) -> float:
        """Return what the nearness of the other names adds."""
        lon, lat = place.point.lon, place.point.lat
        south, north = lat - NEAR_DEGREES, lat + NEAR_DEGREES
        sum_near = 0.0
        for number, there_lon, there_lat, share in self._spots:
            if south <= there_lat <= north and number != index:
                km = _rough_km(lon, lat, there_lon, there_lat)
                sum_near += math.exp(-km / NEAR_SCALE_KM) * share
        return NEAR_WEIGHT * min(MAX_NEAR, sum_near)

    def inside_term(self, index: int, place: Place) -> float:
        """Return what "X, Y" and "X in Y" add when the place can lie in Y."""
        return max((self.link_term(link, place) for link in self._links.get(index, ())), default=0.0)

    def link_term(self, link: Link, place: Place) -> float:
        """Return what one such link adds."""
        outer = self.subjects[link.outer]
        return link.strength * max(
            (
                _containment(place, sense.place, share)
                for sense, share in zip(outer.senses, outer.shares, strict=True)
            ),
            default=0.0,
        )

    def links_of(self, index: int) -> Sequence[Link]:
        """Return the links in which a name is the inner one."""
        return self._links.get(index, ())

    def theatre_term(self, place: Place) -> float:
        """Return what the user's theatre adds."""
        term = THEATRE_WEIGHT if place.country in self.options.countries else 0.0
        if self.options.near is not None:
            km = great_circle_km(place.point, self.options.near)
            term += THEATRE_NEAR_WEIGHT * math.exp(-km / self.options.near_km)
        return term


def _by_country(subject: Subject) -> CountryTally:
    own: CountryTally = {}
    for sense, share in zip(subject.senses, subject.shares, strict=True):
        if share > LEAST_SHARE and sense.place.country:
            own[sense.place.country] = own.get(sense.place.country, 0.0) + share * subject.weight
    return own


def _by_admin(subject: Subject) -> AdminTally:
    own: AdminTally = {}
    for sense, share in zip(subject.senses, subject.shares, strict=True):
        if share > LEAST_SHARE:
            admin = admin_of(sense.place)
            if admin[1]:
                own[admin] = own.get(admin, 0.0) + share * subject.weight
    return own


def _summed(tallies: Sequence[dict[K, float]]) -> dict[K, float]:
    total: dict[K, float] = {}
    for tally in tallies:
        for key, weight in tally.items():
            total[key] = total.get(key, 0.0) + weight
    return total


def _anchor(subject: Subject) -> tuple[float, float, float] | None:
    """Return longitude, latitude and share of the best sense of a name, if it is a spot."""
    if not subject.senses:
        return None
    best = subject.best()
    place = subject.senses[best].place
    if place.kind not in NEAR_KINDS:
        return None
    return place.point.lon, place.point.lat, subject.shares[best]


def _rough_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Return the distance of two points a few degrees apart, in kilometres, good to a few per cent."""
    east = ((lon_a - lon_b + 540.0) % 360.0 - 180.0) * math.cos(math.radians((lat_a + lat_b) / 2))
    return _KM_PER_DEGREE * math.hypot(east, lat_a - lat_b)


def _containment(inner: Place, outer: Place, share: float) -> float:
    """Return the log-odds that a place gains when it is said to lie in another."""
    if inner.id == outer.id or not inner.country or inner.country != outer.country:
        return 0.0
    if outer.kind is PlaceKind.ADMIN1:
        return INSIDE_ADMIN1_WEIGHT if admin_of(inner) == admin_of(outer) and share > LEAST_SHARE else 0.0
    if outer.kind is PlaceKind.COUNTRY:
        return INSIDE_COUNTRY_WEIGHT if share > 0.3 else 0.0
    if outer.kind in NEAR_KINDS and share > LEAST_SHARE:
        near = great_circle_km(inner.point, outer.point) < INSIDE_ADMIN2_KM
        return INSIDE_ADMIN2_WEIGHT if near else 0.0
    return 0.0
