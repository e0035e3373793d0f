"""Weigh a draft: how probably it is a claim, from cheap features and learnt weights."""

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from articles.drafts import Draft
from articles.items import Tag
from articles.models import Basis, Relation
from articles.rules import Trigger

_BOMBS = re.compile(
    r"(?i)\b(?:bomb\w*|blasts?|explo\w+|air ?strikes?|air raids?|missiles?|rockets?|drones?|suicide|"
    r"shell(?:s|ed|ing)|mortars?|warplanes?)\b"
)
_DEAD = re.compile(r"(?i)\b(?:kill\w*|wound\w*|injur\w*|dead|deaths?|died?|casualt\w+)\b")
_CIVIL = re.compile(
    r"(?i)\b(?:polic\w+|protest\w*|elections?|party|gunm[ae]n|arrest\w*|hostages?|court|stabb\w+|"
    r"shooting|anniversary|museum|film|trial)\b"
)
_GROUND = re.compile(
    r"(?i)\b(?:captur\w*|recaptur\w*|seiz\w+|retak\w+|retook|control\w*|advanc\w+|withdr\w+|offensives?|"
    r"rebels?|troops|front ?line)\b"
)


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
        total = self.bias + sum(self.weights.get(name, 0.0) for name in features(draft))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def features(draft: Draft) -> list[str]:
    """Return the names of the features a draft has, without repeats, in a fixed order."""
    found = [
        *_rule_features(draft),
        *_place_features(draft),
        *_party_features(draft),
        *_sentence_features(draft),
        *_joint_features(draft),
    ]
    return list(dict.fromkeys(found))


def _rule_features(draft: Draft) -> list[str]:
    rule, trip = draft.candidate.rule, draft.candidate.trip
    syntax = draft.parsed.syntax
    found = [f"rule:{rule.name}", f"relation:{draft.relation}", f"reality:{draft.reality}"]
    if draft.relation is not rule.relation:
        found.append("changed-relation")
    if rule.trigger is Trigger.VERB:
        chunk = syntax.chunks[trip.chunk]
        found += [f"mode:{chunk.mode}", f"passive:{chunk.passive}"]
        if chunk.modal == "had":
            found.append("pluperfect")
    return found


def _place_features(draft: Draft) -> list[str]:
    place, candidate = draft.place, draft.candidate
    found = [f"kind:{place.kind}", f"role:{place.role}", f"extent:{draft.extent}"]
    found.append("score:" + ("low" if place.score < 0.55 else "mid" if place.score < 0.85 else "high"))
    if place.score == 0.5:
        found.append("context")
    if draft.coreferent:
        found += ["coreferent", f"generic:{candidate.generic}"]
    if candidate.sub_place:
        found.append("sub-place")
    if candidate.phrase_size > 1:
        found.append("listed")
    inside = draft.sentence.start <= place.start < draft.sentence.end
    gap = abs(place.start - draft.trigger)
    found.append("gap:" + ("far" if not inside or gap > 90 else "mid" if gap > 35 else "near"))
    names = [i for i in draft.parsed.syntax.items if i.tag is Tag.PLACE]
    if names and names[0].start == place.start:
        found.append("first-place")
    return found


def _party_features(draft: Draft) -> list[str]:
    found = []
    for name, party, phrase in (
        ("actor", draft.actor, draft.candidate.actor),
        ("opponent", draft.opponent, draft.candidate.opponent),
    ):
        if party is None:
            found.append(f"{name}:none")
            continue
        spans = [draft.parsed.syntax.items[i].party for i in phrase.named] if phrase is not None else []
        kind = spans[-1].kind if spans and spans[-1] is not None else "implied" if phrase is None else "plain"
        found.append(f"{name}:{kind}")
    if draft.candidate.actor is not None and draft.candidate.actor.weak:
        found.append("weak-actor")
    return found


def _sentence_features(draft: Draft) -> list[str]:
    words = draft.words
    found = [name for name, pattern in _PATTERNS if pattern.search(words)]
    found.append("late" if draft.number > 3 else "early")
    if draft.basis is Basis.EXPLICIT:
        found.append("dated")
    if draft.speaker:
        found.append("spoken")
    if (
        draft.relation in (Relation.CONTESTED, Relation.ATTACKED)
        and draft.actor is not None
        and draft.opponent is not None
    ):
        found.append("two-sides")
    return found


def _joint_features(draft: Draft) -> list[str]:
    """What single features cannot tell: the trigger word, and what each rule and relation is wary of."""
    rule, relation, kind = draft.candidate.rule.name, draft.relation, draft.place.kind
    trigger = draft.parsed.syntax.items[draft.candidate.trip.item]
    word = trigger.verb.lemma if trigger.verb is not None else trigger.lower
    sides = f"{draft.actor is not None}:{draft.opponent is not None}"
    found = [
        f"trigger:{word}",
        f"trigger:{relation}:{word}",
        f"rule+kind:{rule}:{kind}",
        f"rule+actor:{rule}:{draft.actor is not None}",
        f"rule+reality:{rule}:{draft.reality}",
        f"rule+extent:{rule}:{draft.extent}",
        f"relation+kind:{relation}:{kind}",
        f"relation+sides:{relation}:{sides}",
    ]
    return found + [f"{draft.family}+{name}" for name, pattern in _PATTERNS if pattern.search(draft.words)]


_PATTERNS = (("bombs", _BOMBS), ("dead", _DEAD), ("civil", _CIVIL), ("ground", _GROUND))


@cache
def load_acceptance() -> Acceptance:
    """Read the shipped weights; the same object every time."""
    raw = files("articles").joinpath("data/acceptance.toml")
    if not raw.is_file():
        return Acceptance({})
    table = tomllib.loads(raw.read_text(encoding="utf-8"))
    return Acceptance(table["weights"], table["bias"], table["threshold"])
