"""The records of the place side: points, places, names in text and resolutions."""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from shapely.geometry.base import BaseGeometry


class PlaceKind(StrEnum):
    """What a place is; settlements are points, COUNTRY, ADMIN1 and most others may have polygons."""

    COUNTRY = "country"
    CONTINENT = "continent"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    REGION = "region"
    TOWN = "town"
    DISTRICT = "district"
    FACILITY = "facility"
    WATER = "water"
    PHYSICAL = "physical"


# Areas, which are never drawn as dots.
AREA_KINDS = frozenset(
    {
        PlaceKind.COUNTRY,
        PlaceKind.CONTINENT,
        PlaceKind.ADMIN1,
        PlaceKind.ADMIN2,
        PlaceKind.REGION,
        PlaceKind.WATER,
    }
)


class Status(StrEnum):
    """Outcome of placing a name."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LonLat:
    """A point in WGS 84 degrees; 0 is a place like any other."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        """Refuse numbers off the globe."""
        if not (-180.0 <= self.lon <= 180.0 and -90.0 <= self.lat <= 90.0):
            raise ValueError(f"not on the globe: lon {self.lon}, lat {self.lat}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    Attributes:
        id: Stable, with its origin: "geonames:170654", "ne:SYR", "supplement:dabiq".
        point: Where a dot for it goes.
        country: ISO 3166 alpha-2, or "".
        admin1: Name of its first-level unit, or "".
        population: People, 0 = unknown (never "empty").
        geometry: Polygon in WGS 84 for regions, where known; not part of equality.
    """

    id: str
    name: str
    point: LonLat
    kind: PlaceKind
    country: str = ""
    admin1: str = ""
    population: int = 0
    aliases: tuple[str, ...] = ()
    geometry: BaseGeometry | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name found in a text; satisfies `articles.models.FoundName`.

    Attributes:
        kind: A `PlaceKind` value, "demonym", or "unknown" for names no list holds.
        score: How surely the words name a place, 0 to 1.
    """

    start: int
    end: int
    surface: str
    kind: str
    score: float = 1.0


class NameInText(Protocol):
    """What the resolver needs to know of a mention."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def surface(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place a name may stand for, with its score and the reasons in words."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a name was put.

    Attributes:
        place: The choice; None unless `status` is RESOLVED.
        score: Probability of the choice among the candidates, 0 to 1.
        candidates: Best first; empty when the name is unknown.
        precision: 1 the place itself; for names in no list 2 near a place that the text says they lie by, 3
            in the area around.
    """

    status: Status
    place: Place | None = None
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    precision: int = 1

    def __post_init__(self) -> None:
        """Refuse a resolved name without a place, a place without resolution, and unknown precision codes."""
        if self.precision not in (1, 2, 3):
            raise ValueError(f"precision is 1, 2 or 3, got {self.precision}")
        if (self.place is not None) != (self.status is Status.RESOLVED):
            raise ValueError("a place goes with status resolved, and only with it")


def great_circle_km(a: LonLat, b: LonLat) -> float:
    """Return the great-circle distance in kilometres (haversine, sphere of radius 6371.0088 km)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    dlat, dlon = lat_b - lat_a, math.radians(b.lon - a.lon)
    h = math.sin(dlat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(dlon / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))
