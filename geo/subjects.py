"""The names of one text as the resolver sees them: each name once, with its senses and its mentions."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.folding import fold
from geo.models import NameInText, Place, PlaceKind, great_circle_km
from geo.placewords import load_place_words
from geo.senses import Sense

NEAR_KINDS = frozenset(
    {
        PlaceKind.TOWN,
        PlaceKind.ADMIN2,
        PlaceKind.DISTRICT,
        PlaceKind.FACILITY,
        PlaceKind.REGION,
        PlaceKind.PHYSICAL,
    }
)


_ADMIN = "provinces?|governorates?|oblasts?|regions?|states?|krai|prefecture|territory"
_ADMIN2 = "districts?|county|counties|raion|department|municipality"
_TOWN = "city|town|village|hamlet|settlement|port|suburb"
_PARTS = "districts|neighbou?rhoods?|quarters?|streets?|outskirts|suburbs|centre|center|downtown"
_FORMS = (
    (
        "town",
        re.compile(rf"\s+(?:{_TOWN})\b|(?:'s|’s) (?:\w+ ){{0,2}}(?:{_PARTS})\b"),
        re.compile(rf"\b(?:{_TOWN}|cities|towns|villages|{_PARTS}) of (?:the )?$"),
    ),
    (
        "admin1",
        re.compile(rf"\s+(?:and [A-Z]\S+ )?(?:{_ADMIN})\b"),
        re.compile(rf"\b(?:{_ADMIN}) of (?:the )?$", re.IGNORECASE),
    ),
    (
        "admin2",
        re.compile(rf"\s+(?:and [A-Z]\S+ )?(?:{_ADMIN2})\b"),
        re.compile(rf"\b(?:{_ADMIN2}) of (?:the )?$", re.IGNORECASE),
    ),
)
_FORM_WEIGHTS = {
    ("admin1", PlaceKind.ADMIN1): 3.0,
    ("admin1", PlaceKind.REGION): 1.5,
    ("admin1", PlaceKind.ADMIN2): 1.0,
    ("admin1", PlaceKind.TOWN): -1.5,
    ("admin2", PlaceKind.ADMIN2): 3.0,
    ("admin2", PlaceKind.DISTRICT): 3.0,
    ("admin2", PlaceKind.ADMIN1): 0.5,
    ("town", PlaceKind.TOWN): 2.5,
}
# where a bare name means the state rather than its namesake town
_STATES_FIRST = frozenset({"US", "CA"})
NAMESAKE_WEIGHT = -4.0
NAMESAKE_KM = 150.0
_LEAST_TOWN_SHARE = 0.02

Name = tuple[str, str]


@dataclass(slots=True)
class Subject:
    """One name of a text, under one sense for all its mentions.

    Attributes:
        key: Folded name.
        senses: What it may stand for.
        mentions: Indexes of its mentions.
        scores: Log-odds of each sense, with the evidence so far.
        shares: Probability of each sense.
        reasons: For each sense, what in the text speaks for it: (log-odds, words).
        top: Index of the sense with the best score.
    """

    key: str
    senses: tuple[Sense, ...]
    mentions: list[int]
    scores: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    reasons: list[list[tuple[float, str]]] = field(default_factory=list)
    top: int = 0

    @property
    def weight(self) -> float:
        """How much the name counts as evidence: more with more mentions."""
        return 1.0 + math.log(len(self.mentions))

    def settle(self, scores: Sequence[float]) -> None:
        """Take new scores and work out the shares."""
        self.scores = list(scores)
        self.shares = shares_of(self.scores)
        self.top = max(range(len(self.scores)), key=self.scores.__getitem__, default=0)

    def best(self) -> int:
        """Return the index of the sense with the best score."""
        return self.top


def shares_of(scores: Sequence[float]) -> list[float]:
    """Return the softmax of scores."""
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def key_of_surface(surface: str) -> str:
    """Return the folded name of a mention, without possessive and outer signs."""
    bare = surface.strip().rstrip("'’")
    if bare.endswith(("'s", "’s")):
        bare = bare[:-2]
    return fold(bare)


def group_mentions(text: str, names: Sequence[NameInText]) -> dict[Name, list[int]]:
    """Return (folded name, form) -> indexes of its mentions, in order of first appearance.

    The form is the kind of place that the words around a mention promise: "Idlib province" is not the town.
    """
    groups: dict[Name, list[int]] = {}
    for index, name in enumerate(names):
        groups.setdefault((key_of_surface(name.surface), form_of(text, name)), []).append(index)
    return groups


def form_of(text: str, name: NameInText) -> str:
    """Return "admin1", "admin2" or "town" as the words around a mention say, else ""."""
    following = text[name.end : name.end + 40]
    before = text[max(0, name.start - 30) : name.start]
    for form, after_pattern, before_pattern in _FORMS:
        if after_pattern.match(following) or before_pattern.search(before):
            return form
    return ""


def build_subjects(
    groups: Mapping[Name, list[int]], senses: Mapping[str, tuple[Sense, ...]]
) -> list[Subject]:
    """Return a subject for each name, with the shares that its priors give."""
    subjects = []
    for (key, form), mentions in groups.items():
        subject = Subject(key, fitted(senses[key], form), mentions)
        subject.settle([sense.prior for sense in subject.senses])
        subjects.append(subject)
    return subjects


def fitted(senses: Sequence[Sense], form: str) -> tuple[Sense, ...]:
    """Return the senses with their priors changed by what kind of place the words promise."""
    return tuple(replace(sense, prior=sense.prior + _fit(sense, senses, form)) for sense in senses)


def _fit(sense: Sense, senses: Sequence[Sense], form: str) -> float:
    place = sense.place
    weight = _FORM_WEIGHTS.get((form, place.kind), 0.0) + load_place_words().prominent.get(place.id, 0.0)
    if form in {"admin1", "admin2"}:
        return weight
    if place.kind is PlaceKind.ADMIN1 and place.country not in _STATES_FIRST and _has_namesake(place, senses):
        return weight + NAMESAKE_WEIGHT
    return weight


def _has_namesake(unit: Place, senses: Sequence[Sense]) -> bool:
    """Return whether a town of some size in a first-level unit, or close by, bears its name."""
    return any(
        other.place.kind is PlaceKind.TOWN
        and other.place.country == unit.country
        and (other.place.admin1 == unit.name or great_circle_km(other.place.point, unit.point) <= NAMESAKE_KM)
        and (not other.place.population or other.place.population >= _LEAST_TOWN_SHARE * unit.population)
        for other in senses
    )
