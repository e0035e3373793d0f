"""What a user may choose about the map page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from shapely.geometry.base import BaseGeometry

from articles.models import Actor
from layers.startmap import StartArea
from output.frame import Frame

NamedGeometries = Iterable[tuple[str, BaseGeometry]]
_TILES = re.compile(r"https?://[A-Za-z0-9{}._:-]+/[^\s\"'<>]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class ClippedBasemap(Protocol):
    """The background of one frame, as `geo.boundaries.Boundaries.clip` gives it."""

    @property
    def countries(self) -> NamedGeometries: ...  # noqa: D102
    @property
    def admin1(self) -> NamedGeometries: ...  # noqa: D102
    @property
    def rivers(self) -> NamedGeometries: ...  # noqa: D102
    @property
    def lakes(self) -> NamedGeometries: ...  # noqa: D102
    @property
    def disputed(self) -> NamedGeometries: ...  # noqa: D102


class Outlines(Protocol):
    """Where outlines come from; `geo.boundaries.Boundaries` satisfies it."""

    def clip(
        self, west: float, south: float, east: float, north: float, *, admin1: bool = True
    ) -> ClippedBasemap:
        """Return what lies in the frame, in WGS 84 degrees."""

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a place, None where it has none."""


class Precision(StrEnum):
    """How exactly a map tells where things are.

    EXACT: Each town where it lies, with the sentences about it. DISTRICT: Towns merged into cells about 17 km
    wide; no sentence, name of a town, headline or address enters the page.
    """

    EXACT = "exact"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Areas that are drawn where no town has a report.

    Attributes:
        name: Of the file, shown on the page.
        areas: What is held, and from which day on.
        actors: Those who hold it, by id.
    """

    name: str
    areas: tuple[StartArea, ...]
    actors: Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class MapOptions:
    """Choices that change the page; everything else is the reader's, in the browser.

    Attributes:
        title: Heading of the page; "" takes the default words.
        tiles: Address pattern of online tiles such as "https://host/{z}/{x}/{y}.png"; "" = none, no request.
        tiles_credit: Whom to credit for the tiles, plain text.
        since: First day of the slider; None = the first dated report.
        until: Day after the last one on the slider, None = the last report; nothing of a later day
            enters the page.
        box: What the map is of and opens on, WGS 84; places outside are listed, not drawn. None = all.
        precision: How exactly the map tells where things are.
        language: ISO 639 code of the page's words; see output/page/messages.
        areas: Whether land between the towns is drawn, with front lines.
        base: Areas of a map the user trusts, drawn below those between the towns; None = none.
        outlines: Boundaries to draw; None opens the shipped ones.
        version: Version of the program, named on the page; "" = the installed one.
    """

    title: str = ""
    tiles: str = ""
    tiles_credit: str = ""
    since: date | None = None
    until: date | None = None
    box: Frame | None = None
    precision: Precision | str = Precision.EXACT
    language: str = "en"
    areas: bool = True
    base: BaseMap | None = None
    outlines: Outlines | None = None
    version: str = ""

    def __post_init__(self) -> None:
        """Refuse empty ranges and boxes; precisions, tile addresses and languages of other forms."""
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise ValueError(f"a map needs until > since, got {self.since} to {self.until}")
        if self.box is not None:
            self.box.check()
        if self.precision not in set(Precision):
            raise ValueError(f"precision is {' or '.join(Precision)}, got {self.precision!r}")
        if self.tiles and not _TILES.fullmatch(self.tiles):
            raise ValueError(
                f"tiles are an address like https://host/{{z}}/{{x}}/{{y}}.png, got {self.tiles!r}"
            )
        if not _LANGUAGE.fullmatch(self.language):
            raise ValueError(f"a language is a code like en or ar, got {self.language!r}")
