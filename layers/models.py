"""The records of the control side: located claims and control intervals."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from articles.models import Claim
from geo.models import Place


class State(StrEnum):
    """Derived state of a place during an interval."""

    CONTROLLED = "controlled"
    CONTESTED = "contested"
    BESIEGED = "besieged"
    UNKNOWN = "unknown"


class ControlBasis(StrEnum):
    """What an interval stands on."""

    ASSESSED = "assessed"
    CLAIMED = "claimed"
    INFERRED = "inferred"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class LocatedClaim:
    """A claim at a place, with what its article says of its origin.

    Attributes:
        place_precision: ACLED's: 1 the named town, 2 near it or a small area, 3 a region.
        source: Outlet; "" = unknown.
        published: Day of publication; None = unknown.
        url: http(s) address, or "".
        title: Headline of the article, or "".
        story: Id that copies of one text share; "" = nobody looked for copies of it.
    """

    claim: Claim
    place: Place
    place_precision: int
    source: str = ""
    published: date | None = None
    url: str = ""
    title: str = ""
    story: str = ""

    def __post_init__(self) -> None:
        """Refuse unknown precision codes."""
        if self.place_precision not in (1, 2, 3):
            raise ValueError(f"place precision is 1, 2 or 3, got {self.place_precision}")


@dataclass(frozen=True, slots=True)
class ControlInterval:
    """Who reportedly held one place from `start` until before `end`.

    Attributes:
        actors: Actor ids: the holder first; both sides when contested; empty when unknown.
        start: First day; None = the reports bear no date.
        end: Day after the last one; None = still so.
        last_report: Newest day on which a report speaks of it; None = undated.
        probability: That the first actor holds the place, 0 to 1.
        evidence: Ids of the claims it stands on, oldest first.
        against: Ids of the claims that speak against it.
    """

    place: Place
    state: State
    actors: tuple[str, ...]
    basis: ControlBasis
    start: date | None
    end: date | None
    last_report: date | None
    probability: float
    evidence: tuple[str, ...]
    against: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse empty ranges, intervals without evidence, and impossible probabilities."""
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"an interval needs end > start, got {self.start} to {self.end}")
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"probability is between 0 and 1, got {self.probability}")
        if not self.evidence and self.basis is not ControlBasis.INFERRED:
            raise ValueError("an interval cites the claims it stands on")


@dataclass(frozen=True, slots=True)
class Area:
    """Land that a party held, or that was contested, from `start` until before `end`; drawn from its places.

    Attributes:
        state: CONTROLLED or CONTESTED; land without reports belongs to no area.
        actors: Actor ids: the holder alone; both sides when contested.
        start: First day.
        end: Day after the last one; None = still so.
        geometry: Polygon or multipolygon in WGS 84; areas of one day do not overlap.
        area_km2: Size on the sphere's equal-area map.
        places: Ids of the places it is drawn from, sorted.
        probability: Mean probability that these places are as drawn.
        method: How it was drawn, with its parameters, in words.
    """

    state: State
    actors: tuple[str, ...]
    start: date
    end: date | None
    geometry: BaseGeometry = field(compare=False, repr=False)
    area_km2: float
    places: tuple[str, ...]
    probability: float
    method: str

    def __post_init__(self) -> None:
        """Refuse empty ranges, and states that no area has."""
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"an area needs end > start, got {self.start} to {self.end}")
        if self.state not in (State.CONTROLLED, State.CONTESTED):
            raise ValueError(f"an area is controlled or contested, got {self.state}")


class FrontKind(StrEnum):
    """What lies along a front line.

    CONTACT: Land of one party on either side. CONTESTED: Land of one party on one side, and land that it
    or another holder contests with the other on the other side.
    """

    CONTACT = "contact"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class FrontLine:
    """The line along which two parties faced each other, from `start` until before `end`.

    Attributes:
        actors: The two actor ids, sorted.
        end: Day after the last one; None = still so.
        geometry: Line or multiline in WGS 84.
        length_km: On the ground.
        method: How the areas were drawn that it lies between, in words.
    """

    actors: tuple[str, str]
    kind: FrontKind
    start: date
    end: date | None
    geometry: BaseGeometry = field(compare=False, repr=False)
    length_km: float
    method: str

    def __post_init__(self) -> None:
        """Refuse empty ranges, and pairs that are none."""
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a front line needs end > start, got {self.start} to {self.end}")
        if not self.actors[0] < self.actors[1]:
            raise ValueError(f"a front line has two actors, sorted, got {self.actors}")


class Turn(StrEnum):
    """What kind of change it is.

    FIRST: Nothing was reported before. TAKEN: Another holder than the last known one. SETTLED: Fighting, a
    siege or silence ended, with the last known holder or with one where none was known. UNKNOWN: The last
    report is too old.
    """

    FIRST = "first report"
    TAKEN = "taken"
    SETTLED = "settled"
    CONTESTED = "contested"
    BESIEGED = "besieged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed at one place on one day of its history.

    Attributes:
        day: First day of the new state.
        before: State and actors until then; None = no report before.
        after: State and actors from then on.
        probability: Of the new state's first actor.
        evidence: Ids of the claims that the new state stands on.
        taken_from: The last known holder, if the place was taken from him; "" = it was not.
    """

    place: Place
    day: date
    turn: Turn
    before: tuple[State, tuple[str, ...]] | None
    after: tuple[State, tuple[str, ...]]
    probability: float
    evidence: tuple[str, ...]
    taken_from: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """What one actor held from `start` until before `end`.

    Attributes:
        end: Day after the last one; None = still so.
        towns: Point-like places it controls, besieged ones included.
        counted_towns: Those of them whose population is known.
        population: People of the counted towns.
        area_km2: Land drawn as controlled by it.
        contested_towns: Point-like places where it is one side of fighting.
        contested_km2: Land drawn as contested with it as a side; every side counts all of it.
    """

    actor: str
    start: date
    end: date | None
    towns: int
    counted_towns: int
    population: int
    area_km2: float
    contested_towns: int
    contested_km2: float


@dataclass(frozen=True, slots=True)
class Shift:
    """Land that was drawn otherwise on one day than on an earlier one.

    Attributes:
        before: State and actors on the first day; None = no reports.
        after: State and actors on the second day; None = no reports.
    """

    before: tuple[State, tuple[str, ...]] | None
    after: tuple[State, tuple[str, ...]] | None
    area_km2: float
