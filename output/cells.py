"""What rows are made of: cells of places and actors, the same in every layer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from articles.models import Actor
from geo.models import Place

Cell = str | int | float | date | None
COORDINATE_DECIMALS = 7


class Row(NamedTuple):
    """One feature; a named tuple, as there are hundreds of thousands of them.

    Attributes:
        id: Stable; "" in tables whose rows have none.
        cells: In the order of the layer's columns.
        place: Where it lies, if at a place.
        geometry: Where it lies otherwise, WGS 84; None and no place = nowhere.
    """

    id: str
    cells: tuple[Cell, ...]
    place: Place | None
    geometry: BaseGeometry | None = None

    @property
    def is_somewhere(self) -> bool:
        """Whether it can be drawn."""
        return self.place is not None or self.geometry is not None


def place_cells(place: Place) -> tuple[Cell, ...]:
    """Return the cells of the columns every layer of places begins with."""
    area = (place.country or None, place.admin1 or None)
    return (place.id, place.name, place.kind.value, *area, *coordinate_cells(place))


def coordinate_cells(place: Place) -> tuple[float, float]:
    """Return latitude and longitude."""
    return round(place.point.lat, COORDINATE_DECIMALS), round(place.point.lon, COORDINATE_DECIMALS)


def join_words(words: Sequence[str]) -> str | None:
    """Return words joined by ";", a ";" inside one written as %3B; None for no words."""
    text = ";".join(words)
    if text.count(";") >= max(len(words), 1):
        text = ";".join(word.replace(";", "%3B") for word in words)
    return text or None


def name_of(actor_id: str, actors: Mapping[str, Actor]) -> str:
    """Return the name of an actor, its id where nothing more is known."""
    return actors[actor_id].name if actor_id in actors else actor_id
