"""Pins: what a person decided a name stands for; they win over every ranking."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import BadPinError, BadPlaceDataError
from geo.folding import fold
from geo.models import Candidate, LonLat, NameInText, Place, PlaceKind, Resolution, Status
from geo.tables import read_lines

_NEEDED = ("name",)
_OPTIONAL = ("country", "context", "place_id", "lat", "lon", "why")

PlaceOf = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True)
class Pin:
    """A settled name.

    Attributes:
        key: The name, folded.
        country: Holds only in texts that name a place of this country (ISO 3166 alpha-2), or none at all;
            "" = in every text.
        context: Holds only in texts that contain these words; "" = in all.
        place: Where the name lies; None = it names no place at all and is never put anywhere.
        why: The person's reason, shown with the resolution.
    """

    key: str
    country: str
    context: str
    place: Place | None
    why: str


def read_pins(path: Path, *, place_of: PlaceOf) -> tuple[Pin, ...]:
    """Read a table of pins: name, and any of country, context, place_id or lat and lon, why.

    A name without a place is pinned to nothing: it is no place.

    Args:
        path: CSV in UTF-8 with a header.
        place_of: Looks a place up by its id.

    Raises:
        BadPinError: If lines cannot be used; names every fault with its line.
    """
    try:
        lines = read_lines(path, needed=_NEEDED, optional=_OPTIONAL)
    except (OSError, UnicodeDecodeError) as error:
        raise BadPinError(f"{path} cannot be read as a table of pins: {error}") from error
    except BadPlaceDataError as error:
        raise BadPinError(str(error)) from error
    faults: list[str] = []
    pins: list[Pin] = []
    for line in lines:
        found = list(_faults(line.cells, place_of))
        faults += [f"{path.name}:{line.number}: {fault}" for fault in found]
        if not found:
            pins.append(_pin(line.cells, place_of))
    if faults:
        raise BadPinError("\n".join(faults))
    return tuple(pins)


def _faults(cells: Mapping[str, str], place_of: PlaceOf) -> Iterator[str]:
    if not fold(cells["name"]):
        yield "no name"
    if cells["country"] and not (len(cells["country"]) == 2 and cells["country"].isalpha()):
        yield f"country should be two letters such as SY, got {cells['country']!r}"
    if cells["place_id"] and place_of(cells["place_id"]) is None:
        yield f"the gazetteer has no place {cells['place_id']!r}"
    if bool(cells["lat"]) != bool(cells["lon"]):
        yield "lat and lon go together"
    elif cells["lat"] and _point(cells) is None:
        yield f"lat and lon should be degrees, got {cells['lat']!r} and {cells['lon']!r}"
    if cells["place_id"] and cells["lat"]:
        yield "give place_id, or lat and lon, not both"


def _point(cells: Mapping[str, str]) -> LonLat | None:
    try:
        return LonLat(float(cells["lon"]), float(cells["lat"]))
    except ValueError:
        return None


def _pin(cells: Mapping[str, str], place_of: PlaceOf) -> Pin:
    """Return the pin of a sound line."""
    country = cells["country"].upper()
    place = place_of(cells["place_id"]) if cells["place_id"] else None
    point = _point(cells) if cells["lat"] else None
    if point is not None:
        spot = f"{point.lat:.4f},{point.lon:.4f}"
        place = Place(f"pin:{spot}", cells["name"], point, PlaceKind.TOWN, country)
    return Pin(fold(cells["name"]), country, cells["context"], place, cells["why"])


def apply_pins(
    text: str, names: Sequence[NameInText], found: Sequence[Resolution], pins: Sequence[Pin]
) -> tuple[Resolution, ...]:
    """Return the resolutions of a text's names, those that are pinned as the person decided.

    Of several pins of one name the most particular that holds wins: context, then country, then neither.

    Args:
        text: The whole text.
        names: Its place names.
        found: One resolution for each name.
        pins: What was decided.
    """
    by_key: dict[str, list[Pin]] = {}
    for pin in pins:
        by_key.setdefault(pin.key, []).append(pin)
    countries = {resolution.place.country for resolution in found if resolution.place is not None}
    settled = []
    for name, resolution in zip(names, found, strict=True):
        holding = [pin for pin in by_key.get(fold(name.surface), ()) if _holds(pin, text, countries)]
        best = max(holding, key=lambda pin: (bool(pin.context), bool(pin.country)), default=None)
        settled.append(resolution if best is None else _resolution(best))
    return tuple(settled)


def _holds(pin: Pin, text: str, countries: set[str]) -> bool:
    there = not pin.country or not countries or pin.country in countries
    return there and pin.context.lower() in text.lower()


def _resolution(pin: Pin) -> Resolution:
    if pin.place is None:
        return Resolution(Status.UNKNOWN)
    reason = f"pinned: {pin.why}" if pin.why else "pinned"
    return Resolution(Status.RESOLVED, pin.place, 1.0, (Candidate(pin.place, 1.0, (reason,)),))
