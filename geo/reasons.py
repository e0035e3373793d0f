"""Say in words why a place was chosen or not."""

from geo.evidence import Evidence
from geo.labels import Label
from geo.models import PlaceKind, great_circle_km
from geo.senses import Sense
from geo.subjects import NEAR_KINDS

MAX_REASONS = 5
_NEAR_KM = 150.0
_NEAR_DEGREES = 1.5
_LABEL_WORDS = {
    Label.DEMONYM: "named by its people",
    Label.ABBREVIATION: "an abbreviation of its name",
    Label.CODE: "a code for it",
}


def reasons_for(evidence: Evidence, index: int, sense: Sense) -> tuple[str, ...]:
    """Return what speaks for a sense of a name, most important first.

    Args:
        evidence: Of the whole text.
        index: Of the name among the evidence's subjects.
        sense: One of its senses.
    """
    place = sense.place
    reasons = [sense.how] if sense.how else []
    if sense.label in _LABEL_WORDS:
        reasons.append(_LABEL_WORDS[sense.label])
    reasons += _container_reasons(evidence, index, sense)
    reasons += _near_reasons(evidence, index, sense)
    if place.country and place.country in evidence.options.countries:
        reasons.append(f"in the theatre ({place.country})")
    if evidence.country_term(index, place) > 0:
        reasons.append(f"other names of the text lie in {place.country}")
    if place.population:
        reasons.append(f"population {place.population:,}")
    elif place.kind is not PlaceKind.TOWN:
        reasons.append(f"kind {place.kind.value}")
    return tuple(dict.fromkeys(reasons))[:MAX_REASONS]


def _container_reasons(evidence: Evidence, index: int, sense: Sense) -> list[str]:
    """Return "named in Anbar" for the links that hold for this sense."""
    reasons = []
    for link in evidence.links_of(index):
        if evidence.link_term(link, sense.place) > 0:
            outer = evidence.subjects[link.outer]
            reasons.append(f"named beside {outer.senses[outer.best()].place.name}")
    return reasons


def _near_reasons(evidence: Evidence, index: int, sense: Sense) -> list[str]:
    """Return "34 km from Anah" for the nearest other name of the text."""
    if sense.place.kind not in NEAR_KINDS:
        return []
    lat = sense.place.point.lat
    nearest: tuple[float, str] | None = None
    for number, subject in enumerate(evidence.subjects):
        if number == index or not subject.senses:
            continue
        other = subject.senses[subject.best()].place
        close = abs(other.point.lat - lat) < _NEAR_DEGREES
        if close and other.kind in NEAR_KINDS and other.id != sense.place.id:
            km = great_circle_km(other.point, sense.place.point)
            if km < _NEAR_KM and (nearest is None or (km, other.name) < nearest):
                nearest = (km, other.name)
    return [f"{nearest[0]:.0f} km from {nearest[1]}"] if nearest else []
