"""The records of the reading side: articles, mentions, actors, claims and issues."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from articles.errors import BadDateError


class Relation(StrEnum):
    """What a claim says about an actor and a place."""

    CAPTURED = "captured"
    LOST = "lost"
    HELD = "held"
    CONTESTED = "contested"
    BESIEGED = "besieged"
    REPELLED = "repelled"
    ATTACKED = "attacked"


class Stance(StrEnum):
    """How a text presents a claim."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    DENIED = "denied"
    PLANNED = "planned"


class Extent(StrEnum):
    """How much of the place a claim is about."""

    WHOLE = "whole"
    PART = "part"
    OUTSKIRTS = "outskirts"


class Role(StrEnum):
    """What a place name does in its sentence."""

    TARGET = "target"
    REFERENCE = "reference"
    ORIGIN = "origin"
    ROUTE = "route"
    ASSOCIATIVE = "associative"


class DateSource(StrEnum):
    """Where an article's publication day came from."""

    METADATA = "metadata"
    EVENT = "event"
    FEED = "feed"
    HEADER = "header"
    URL = "url"
    DATELINE = "dateline"
    OPTION = "option"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """Whether the text itself dates a claim, or only its publication does."""

    EXPLICIT = "explicit"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Days:
    """Half-open range of UTC days, with ACLED's time precision.

    Attributes:
        start: First day.
        end: Day after the last one; later than `start`.
        precision: 1 the day is known, 2 the week, 3 the month or less.
    """

    start: date
    end: date
    precision: int = 1

    def __post_init__(self) -> None:
        """Refuse empty ranges and unknown precision codes."""
        if self.end <= self.start:
            raise ValueError(f"a range of days needs end > start, got {self.start} to {self.end}")
        if self.precision not in (1, 2, 3):
            raise ValueError(f"time precision is 1, 2 or 3, got {self.precision}")

    @classmethod
    def day(cls, day: date) -> "Days":
        """Return the range that holds one day.

        Raises:
            BadDateError: If no day follows it.
        """
        if day == date.max:
            raise BadDateError(f"no day follows {day}, the last of the calendar")
        return cls(day, day + timedelta(days=1))

    @classmethod
    def about(cls, day: date, precision: int) -> "Days":
        """Return the day, the week with it in its middle, or its calendar month.

        Args:
            day: As a source gives it.
            precision: 1 that day, 2 that week, 3 that month.
        """
        if precision == 1:
            return cls.day(day)
        if precision == 2:
            return cls(day - timedelta(days=3), day + timedelta(days=4), 2)
        first = day.replace(day=1)
        return cls(first, (first + timedelta(days=31)).replace(day=1), 3)


@dataclass(frozen=True, slots=True)
class LocatedName:
    """A name that the source itself puts on the map, as tables of events do.

    Attributes:
        name: As the article's text spells it.
        lat: Degrees north, WGS 84.
        lon: Degrees east, WGS 84.
        precision: 1 the named place, 2 near it or a small area, 3 a region.
    """

    name: str
    lat: float
    lon: float
    precision: int = 1

    def __post_init__(self) -> None:
        """Refuse empty names, numbers off the globe and unknown precision codes."""
        if not self.name:
            raise ValueError("a located name needs its name")
        if not (-180.0 <= self.lon <= 180.0 and -90.0 <= self.lat <= 90.0):
            raise ValueError(f"not on the globe: lat {self.lat}, lon {self.lon}")
        if self.precision not in (1, 2, 3):
            raise ValueError(f"place precision is 1, 2 or 3, got {self.precision}")


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """What the columns of an event table say happened to who holds a place.

    Attributes:
        place: A name of the article's `located`.
        relation: What its type means.
        actor: Who gained, holds or acts, as the table writes it; "" = not said.
        opponent: The other side, or "".
        when: Days the event happened on; None = unknown.
    """

    place: str
    relation: Relation
    actor: str = ""
    opponent: str = ""
    when: Days | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was read; all offsets refer to `text`.

    Attributes:
        id: Given by the source, else a hash of the URL, else of the text.
        title: Headline, or "".
        text: Body as used; never changed after reading.
        published: UTC day of publication; None = unknown, never guessed.
        published_from: Where `published` came from.
        source: Outlet, or the file's name where the outlet is unknown.
        language: ISO 639-1 code, or "" where unknown.
        url: http(s) address, or "".
        where: File (and line) it was read from, for messages.
        author: Who wrote it, or "".
        published_precision: 1 the day of `published` is known, 2 the week, 3 the month or less; claims that
            only it dates are no surer.
        located: Names that the source puts on the map.
        coded: What the source's own columns say of who holds these places.
    """

    id: str
    text: str
    title: str = ""
    published: date | None = None
    published_from: DateSource = DateSource.UNKNOWN
    source: str = ""
    language: str = ""
    url: str = ""
    where: str = ""
    author: str = ""
    published_precision: int = 1
    located: tuple[LocatedName, ...] = ()
    coded: tuple[CodedEvent, ...] = ()

    def __post_init__(self) -> None:
        """Refuse articles without id, dates without an origin, and events at places not located."""
        if not self.id:
            raise ValueError("an article needs an id")
        if (self.published is None) != (self.published_from is DateSource.UNKNOWN):
            raise ValueError("published and published_from must be known together")
        if self.published_precision not in (1, 2, 3):
            raise ValueError(f"time precision is 1, 2 or 3, got {self.published_precision}")
        if not {event.place for event in self.coded} <= {found.name for found in self.located}:
            raise ValueError("a coded event needs a place among the located names")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a text: `text[start:end] == surface`.

    Attributes:
        kind: What the gazetteer knows of the name (geo.models.PlaceKind value), "demonym" or "unknown".
        score: How surely the words name a place, 0 to 1.
    """

    start: int
    end: int
    surface: str
    role: Role = Role.TARGET
    kind: str = "unknown"
    score: float = 1.0

    def __post_init__(self) -> None:
        """Refuse spans that do not fit their surface."""
        if self.start < 0 or self.end - self.start != len(self.surface) or not self.surface:
            raise ValueError(f"span {self.start}:{self.end} does not fit {self.surface!r}")


@dataclass(frozen=True, slots=True)
class Actor:
    """A party to a conflict, from `actors.toml`, a user's file, or made from a name in the text.

    Attributes:
        id: Lower-case words joined by hyphens, stable for ever.
        name: Common short name.
        aliases: Other names, as written in news.
        side: Id of the camp it fights for, or "".
        parent: Id of the actor it belongs to, or "".
        country: ISO 3166 alpha-2 of the state it is or mainly fights in, or "".
        colour: "#rrggbb", or "" to have one assigned.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    side: str = ""
    parent: str = ""
    country: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as one claim names it: canonical id and name, and the words of the text."""

    actor_id: str
    name: str
    surface: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of one text about who holds, gained, lost or fights for one place.

    Attributes:
        id: Hash of article, span, relation, parties, stance and days: see `claim_id`.
        sentence: Words of the sentence that makes the claim.
        sentence_start: Offset of `sentence` in the article's text.
        place: Mention whose control is at issue (the named antecedent of "the city").
        actor: Who gains, holds or acts (for `repelled` the defender); None = not stated.
        opponent: Who loses, defends or attacks on the other side; None = not stated.
        when: Days the claim is about; None = unknown.
        when_basis: EXPLICIT if the text dates it, REPORT if only the article's date does.
        speaker: Who says so, or "".
        rule: Name of the rule that made it.
        confidence: Probability that the claim is right as read, 0 to 1.
    """

    id: str
    article_id: str
    sentence: str
    sentence_start: int
    place: Mention
    relation: Relation
    actor: Party | None
    opponent: Party | None
    stance: Stance
    extent: Extent
    when: Days | None
    when_basis: Basis
    speaker: str
    rule: str
    confidence: float

    def __post_init__(self) -> None:
        """Refuse confidences outside 0 to 1."""
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is between 0 and 1, got {self.confidence}")


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be read, placed or dated: counted, listed, shown, never dropped.

    Attributes:
        code: Short name of the kind, such as "no-date" or "bad-json".
        where: File and line, or article id.
        message: One line for a person.
        value: The offending words, shortened, or "".
    """

    code: str
    where: str
    message: str
    value: str = ""


class FoundName(Protocol):
    """One place name found in a text, as `PlaceNames` returns it."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def surface(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def score(self) -> float: ...  # noqa: D102


class PlaceNames(Protocol):
    """Finds place names in a text; the gazetteer side satisfies it."""

    def find(self, text: str) -> Sequence[FoundName]:
        """Return non-overlapping names in text order; offsets refer to `text`."""


def article_id(*, url: str, text: str) -> str:
    """Return the id of an article that brings none: a hash of its URL, else of its text."""
    return hashlib.sha256((url or text).encode()).hexdigest()[:16]


def claim_id(*parts: str) -> str:
    """Return the id of a claim: a hash of its identifying parts, in the given order."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
