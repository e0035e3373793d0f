"""A place with all its labelled names, before it goes into the compiled gazetteer."""

from dataclasses import dataclass

from geo.labels import Label
from geo.models import Place, PlaceKind

KIND_ORDER = (
    PlaceKind.CONTINENT,
    PlaceKind.COUNTRY,
    PlaceKind.ADMIN1,
    PlaceKind.REGION,
    PlaceKind.WATER,
    PlaceKind.PHYSICAL,
    PlaceKind.TOWN,
    PlaceKind.ADMIN2,
    PlaceKind.DISTRICT,
    PlaceKind.FACILITY,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as a source gives it.

    Attributes:
        place: Its `name` and `aliases` are names by themselves.
        others: Demonyms, abbreviations and codes.
    """

    place: Place
    others: tuple[tuple[str, Label], ...] = ()


def prominence(entry: Entry) -> tuple[int, int, str]:
    """Return the sort key that puts the widest and most populous places first, ties by id."""
    place = entry.place
    return KIND_ORDER.index(place.kind), -place.population, place.id
