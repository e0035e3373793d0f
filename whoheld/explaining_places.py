"""Say for a place name where it would be put, what else it may stand for, and why."""

from collections.abc import Iterator, Sequence

from geo.folding import fold
from geo.gazetteer import Gazetteer
from geo.models import Candidate, NameInText, Place, PlaceName, Resolution, Status
from geo.recogniser import NameFinder
from geo.resolver import ResolveOptions, resolve_names
from whoheld.errors import BadOptionError


def explain_name(name: str, *, text: str, gazetteer: Gazetteer, theatre: ResolveOptions) -> str:
    """Return lines that tell the choice for a name and every candidate with its score and reasons.

    Args:
        name: As written.
        text: What it stands in; "" = by itself.
        gazetteer: Where places come from.
        theatre: Countries and neighbourhood to prefer.

    Raises:
        BadOptionError: If the text does not contain the name.
    """
    words = text or name
    at = words.find(name)
    if at < 0:
        raise BadOptionError(f"the text of --in does not contain {name!r}")
    own = PlaceName(at, at + len(name), name, "unknown")
    others = [found for found in NameFinder(gazetteer).find(words) if _is_apart(found, own)] if text else []
    names: list[NameInText] = sorted([own, *others], key=lambda found: found.start)
    resolutions = resolve_names(words, names, gazetteer, options=theatre)
    resolution = resolutions[names.index(own)]
    close = gazetteer.suggest(name, countries=theatre.countries) if not resolution.candidates else ()
    return "\n".join(_lines(name, resolution, close))


def _is_apart(found: NameInText, own: NameInText) -> bool:
    end = found.start + len(found.surface)
    return end <= own.start or own.start + len(own.surface) <= found.start


def _lines(name: str, resolution: Resolution, close: Sequence[Place]) -> Iterator[str]:
    if resolution.status is Status.RESOLVED and resolution.place is not None:
        yield f"{name}: resolved to {_named(resolution.place)}, score {resolution.score:.2f}"
    else:
        yield f"{name}: {resolution.status.value}"
    if resolution.precision > 1:
        yield f"  precision {resolution.precision}: not the place itself, only near it"
    for candidate in resolution.candidates:
        yield _candidate(candidate)
    for place in close:
        yield f"  suggestion, not accepted by itself: {place.id} {_named(place)}"
    yield f"  folded: {fold(name)!r}"


def _candidate(candidate: Candidate) -> str:
    place = candidate.place
    spot = f"{place.point.lat:.5f} {place.point.lon:.5f}"
    why = "; ".join(candidate.reasons) or "nothing speaks for it but its name"
    return f"  {candidate.score:.2f}  {place.id}  {_named(place)}  {place.kind.value}  {spot}  {why}"


def _named(place: Place) -> str:
    return ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
