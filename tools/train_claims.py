"""Learn the weights that tell claims from false alarms, from labelled documents, into a text file.

    python -m tools.train_claims articles/data/acceptance.toml LABELLED.jsonl
        [--items ITEMS.jsonl --labels benchmarks/portal_labels.csv]

Needs scikit-learn, for development only. Documents whose id has md5 % 3 == 0 are held out and never read.
"""

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from articles.acceptance import Acceptance, features
from articles.actors import load_actors
from articles.claims import RuleReader
from articles.drafts import FAMILY, Draft
from articles.mentions import find_mentions
from articles.merging import merge_drafts
from articles.models import Article, DateSource, Relation
from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.recogniser import NameFinder
from tools.labels import read_jsonl, read_portal, training_part

MIN_COUNT = 3
ALL_BUT_BEST = 0.001  # of F1: within chance on the labels there are


def label_drafts(drafts: list[Draft], gold: list[dict[str, Any]]) -> list[bool]:
    """Return which drafts are right, each gold claim going to the draft that agrees best."""
    pairs = sorted(
        ((agreement(g, d), i, j) for i, g in enumerate(gold) for j, d in enumerate(drafts)),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    used: set[int] = set()
    right = [False] * len(drafts)
    for score, i, j in pairs:
        if score > 0 and i not in used and not right[j]:
            used.add(i)
            right[j] = True
    return right


def agreement(gold: dict[str, Any], draft: Draft) -> float:
    """Return how well a draft agrees with a labelled claim; 0 = not at all."""
    place = draft.place
    overlap = place.start < gold["end"] and gold["start"] < place.end
    if not overlap and place.surface.lower() != gold["place"].lower():
        return 0.0
    relation = Relation(gold["relation"])
    realised = gold["modality"] not in ("planned", "denied", "failed") or relation is Relation.REPELLED
    if FAMILY[relation] != draft.family or realised != draft.realised:
        return 0.0
    return float(1.0 + overlap + 2.0 * (relation is draft.relation))


def best_threshold(probabilities: np.ndarray, labels: np.ndarray, missed: int) -> tuple[float, float]:
    """Return the highest threshold whose F1 is all but the best, and its F1: of equals the more careful.

    Args:
        probabilities: Of the drafts.
        labels: Which of them are right.
        missed: Labelled claims that no draft stands for.
    """
    scores = []
    for threshold in np.arange(0.1, 0.7, 0.01):
        kept = probabilities >= threshold
        hits = int((labels & kept).sum())
        scores.append((2 * hits / (int(kept.sum()) + int(labels.sum()) + missed), float(threshold)))
    best = max(score for score, _ in scores)
    return max((threshold, score) for score, threshold in scores if score >= best - ALL_BUT_BEST)


def main() -> None:
    """Read, learn, cross-validate and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("labelled", type=Path, nargs="+")
    parser.add_argument("--items", type=Path, help="texts of the items that --labels is about")
    parser.add_argument("--labels", type=Path, help="labels kept apart from their texts")
    parser.add_argument("--strength", type=float, default=0.15, help="inverse of regularisation")
    parser.add_argument("--threshold", type=float, help="fix the threshold instead of choosing it")
    arguments = parser.parse_args()
    reader = RuleReader(load_actors(), acceptance=Acceptance({"": 0.0}))
    names = NameFinder(Gazetteer.open(ensure_gazetteer()))
    found: list[list[str]] = []
    labels: list[bool] = []
    groups: list[int] = []
    missed = 0
    for number, row in enumerate(training_part(_documents(arguments))):
        article = Article(
            id=row["id"],
            text=row["text"],
            published=date.fromisoformat(row["date"]),
            published_from=DateSource.METADATA,
        )
        drafts = merge_drafts(reader.draft(article, find_mentions(article, names)))
        right = label_drafts(drafts, row["claims"])
        missed += len(row["claims"]) - sum(right)
        found += [features(d) for d in drafts]
        labels += right
        groups += [number] * len(drafts)
    learn(found, np.array(labels), np.array(groups), missed, arguments)


def _documents(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    documents = [row for path in arguments.labelled for row in read_jsonl(path)]
    return documents + (read_portal(arguments.items, arguments.labels) if arguments.labels else [])


def learn(
    found: list[list[str]], labels: np.ndarray, groups: np.ndarray, missed: int, arguments: argparse.Namespace
) -> None:
    """Fit the model, print cross-validated figures, write the weights."""
    counts = Counter(name for row in found for name in row)
    vocabulary = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    column = {name: i for i, name in enumerate(vocabulary)}
    matrix = np.zeros((len(found), len(vocabulary)))
    for i, row in enumerate(found):
        matrix[i, [column[name] for name in row if name in column]] = 1.0
    out = np.zeros(len(found))
    for train, test in GroupKFold(n_splits=10).split(matrix, labels, groups):
        model = LogisticRegression(C=arguments.strength, max_iter=2000).fit(matrix[train], labels[train])
        out[test] = model.predict_proba(matrix[test])[:, 1]
    threshold, score = best_threshold(out, labels, missed)
    threshold = threshold if arguments.threshold is None else arguments.threshold
    all_f1 = 2 * labels.sum() / (len(labels) + labels.sum() + missed)
    print(
        f"drafts {len(labels)}, right {labels.sum()}, missed {missed}: F1 {all_f1:.3f} unfiltered, "
        f"{score:.3f} at {threshold:.2f}"
    )
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (out >= low) & (out < low + 0.1)
        if inside.any():
            print(
                f"  {low:.1f}-{low + 0.1:.1f}: {int(inside.sum()):4d} drafts, "
                f"{labels[inside].mean():.2f} right"
            )
    final = LogisticRegression(C=arguments.strength, max_iter=2000).fit(matrix, labels)
    lines = [
        "# Weights of articles.acceptance, written by tools/train_claims.py; do not edit by hand.",
        f"threshold = {threshold:.2f}",
        f"bias = {final.intercept_[0]:.4f}",
        "",
        "[weights]",
    ]
    for name, weight in zip(vocabulary, final.coef_[0], strict=True):
        if abs(weight) >= 0.005:
            lines.append(f"{json.dumps(name, ensure_ascii=False)} = {weight:.4f}")
    arguments.weights.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
