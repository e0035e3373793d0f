"""Pinned floors for the claims room on the labelled documents beside the checkout."""

import hashlib
import importlib.util
import json
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.extract import extract
from articles.models import Article, DateSource
from benchmarks.score_claims import read_documents, scored_row
from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.recogniser import NameFinder

# A little under the measured figures; raise them when the figures rise, never lower them to get green.
FLOORS = {
    "developed on": {"found": 0.835, "strict": 0.825, "who": 0.78, "change": 0.895},
    "held out": {"found": 0.735, "strict": 0.735, "who": 0.655, "change": 0.82},
}


def is_held_out(row: dict[str, Any]) -> bool:
    return int(hashlib.md5(row["id"].encode()).hexdigest(), 16) % 3 == 0  # noqa: S324


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "eval" / "claims_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims_eval", shared / "eval" / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def names() -> NameFinder:
    return NameFinder(Gazetteer.open(ensure_gazetteer()))


@pytest.fixture(scope="module")
def predicted(shared: Path, names: NameFinder) -> list[dict[str, Any]]:
    reader = RuleReader(load_actors())
    return [
        scored_row(claim)
        for article in read_documents(shared / "eval" / "claims_dev.jsonl")
        for claim in extract(article, names=names, reader=reader).claims
    ]


@pytest.mark.parametrize("part", FLOORS)
def test_figures_stay_above_their_floors(
    part: str, gold: list[dict[str, Any]], scorer: ModuleType, predicted: list[dict[str, Any]]
) -> None:
    rows = [row for row in gold if is_held_out(row) == (part == "held out")]
    ids = {row["id"] for row in rows}
    figures = scorer.score(rows, [p for p in predicted if p["article_id"] in ids])
    short = {
        name: (round(figures[name], 3), floor)
        for name, floor in FLOORS[part].items()
        if figures[name] < floor
    }
    assert not short


def test_confidences_are_calibrated_on_documents_not_learnt_from(
    gold: list[dict[str, Any]], scorer: ModuleType, predicted: list[dict[str, Any]]
) -> None:
    labelled = {row["id"]: row["claims"] for row in gold if is_held_out(row)}
    bins: dict[bool, list[bool]] = {True: [], False: []}
    for claim in predicted:
        if claim["article_id"] in labelled:
            right = any(scorer.agree(label, claim) for label in labelled[claim["article_id"]])
            bins[claim["confidence"] >= 0.8].append(right)
    shares = {sure: sum(found) / len(found) for sure, found in bins.items()}
    assert shares[True] > 0.78
    assert shares[True] > shares[False] + 0.15


def test_the_two_seeds_say_what_they_must(shared: Path, names: NameFinder) -> None:
    reader = RuleReader(load_actors())
    told: set[tuple[str, str, str, str]] = set()
    for file in sorted((shared / "corpus" / "seeds").glob("*.txt")):
        day = None if file.name.startswith("000") else "2017-11-21"
        article = Article(
            id=file.name, text=file.read_text(encoding="utf-8"),
            published=None if day is None else date.fromisoformat(day),
            published_from=DateSource.UNKNOWN if day is None else DateSource.DATELINE,
        )  # fmt: skip
        for c in extract(article, names=names, reader=reader).claims:
            told.add(
                (
                    c.place.surface,
                    str(c.relation),
                    c.actor.name if c.actor else "",
                    str(c.when and c.when.start),
                )
            )
    assert ("Albu Kamal", "captured", "Syrian government", "None") in told
    assert ("Rawa", "lost", "Islamic State", "2017-11-17") in told
    assert ("Raqqa", "held", "Islamic State", "2017-11-21") in told
    held = {place for place, relation, actor, _ in told if (relation, actor) == ("held", "Islamic State")}
    assert {"Libya", "Afghanistan", "Philippines"} <= held
    assert not held & {"Iraq", "Syria"}
    assert not {place for place, *_ in told} & {"Paris", "London", "Brussels"}
