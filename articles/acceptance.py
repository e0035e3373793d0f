"""Weigh a draft: how probably it is a claim, from cheap features and learnt weights."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from articles.drafts import Draft


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A small logistic model over named features.

    Attributes:
        weights: Feature to weight; unknown features weigh nothing.
        bias: Weight of every draft.
        threshold: Drafts below this probability are no claims.
    """

    weights: Mapping[str, float]
    bias: float = 0.0
    threshold: float = 0.0

    def probability(self, draft: Draft) -> float:
        """Return the probability that a draft is a claim as read."""
        if not self.weights:
            return draft.weight
        total = self.bias + sum(
            self.weights.get(name, 0.0) * value for name, value in features(draft).items()
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def features(draft: Draft) -> dict[str, float]:
    """Return the features of a draft, by name."""
    rule = draft.candidate.rule
    return {"rule:" + rule.name: 1.0, "weight": rule.confidence}


@cache
def load_acceptance() -> Acceptance:
    """Read the shipped weights."""
    raw = files("articles").joinpath("data/acceptance.toml")
    if not raw.is_file():
        return Acceptance({})
    table = tomllib.loads(raw.read_text(encoding="utf-8"))
    return Acceptance(table["weights"], table["bias"], table["threshold"])
