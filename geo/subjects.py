"""The names of one text as the resolver sees them: each name once, with its senses and its mentions."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.folding import fold
from geo.models import NameInText, PlaceKind
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
    """

    key: str
    senses: tuple[Sense, ...]
    mentions: list[int]
    scores: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    reasons: list[list[tuple[float, str]]] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """How much the name counts as evidence: more with more mentions."""
        return 1.0 + math.log(len(self.mentions))

    def settle(self, scores: Sequence[float]) -> None:
        """Take new scores and work out the shares."""
        self.scores = list(scores)
        self.shares = shares_of(self.scores)

    def best(self) -> int:
        """Return the index of the sense with the best score."""
        return max(range(len(self.scores)), key=self.scores.__getitem__)


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


def group_mentions(names: Sequence[NameInText]) -> dict[str, list[int]]:
    """Return folded name -> indexes of its mentions, in order of first appearance."""
    groups: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        groups.setdefault(key_of_surface(name.surface), []).append(index)
    return groups


def build_subjects(groups: Mapping[str, list[int]], senses: Mapping[str, tuple[Sense, ...]]) -> list[Subject]:
    """Return a subject for each name, with the shares that its priors give."""
    subjects = []
    for key, mentions in groups.items():
        subject = Subject(key, senses[key], mentions)
        subject.settle([sense.prior for sense in subject.senses])
        subjects.append(subject)
    return subjects
