"""Pinned floors for place names on the labelled documents beside the checkout.

The weights were trained on the documents of toponyms_dev.jsonl, so exact F1 on them only guards against
accidents; docs/places.md has the figures on documents held out of training. The resolver and the documents of
claims_dev.jsonl had no part in the training.
"""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.models import LonLat, PlaceName, Resolution, great_circle_km
from geo.recogniser import NameFinder
from geo.resolver import ResolveOptions, resolve_names

SEEN_F1 = {"trnews": 0.96, "geovirus": 0.95, "gwn": 0.96}
ON_GOLD_SPANS = {"trnews": 0.895, "geovirus": 0.915, "gwn": 0.85}
CLAIM_PLACES_OVERLAPPED = 0.905
CLAIM_PLACES_EXACT = 0.85
TOWNS_WITHIN_25_KM = 0.94
SPOTS = ("settlement", "district", "facility")


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    found = Gazetteer.open(ensure_gazetteer())
    yield found
    found.close()


@pytest.fixture(scope="module")
def finder(gazetteer: Gazetteer) -> NameFinder:
    return NameFinder(gazetteer)


def read_rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[dict[str, Any]]:
    return read_rows(shared / "eval" / "toponyms_dev.jsonl")


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_toponyms", shared / "eval" / "score_toponyms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(
    document_id: str, names: list[PlaceName], found: tuple[Resolution, ...]
) -> Iterator[dict[str, Any]]:
    for name, resolution in zip(names, found, strict=True):
        place = resolution.place
        yield {
            "article_id": document_id,
            "start": name.start,
            "end": name.end,
            "lat": place.point.lat if place else None,
            "lon": place.point.lon if place else None,
        }


@pytest.mark.parametrize("corpus", sorted(SEEN_F1))
def test_names_are_found(
    corpus: str, documents: list[dict[str, Any]], finder: NameFinder, scorer: ModuleType
) -> None:
    kept = [document for document in documents if document["corpus"] == corpus]
    rows = [
        {"article_id": document["id"], "start": name.start, "end": name.end, "lat": None, "lon": None}
        for document in kept
        for name in finder.find(document["text"])
    ]
    count = scorer.score(kept, rows)
    assert scorer.f1(count["exact"], count["pred"], count["gold"])[2] >= SEEN_F1[corpus]


@pytest.mark.parametrize("corpus", sorted(ON_GOLD_SPANS))
def test_gold_names_are_placed_within_161_km(
    corpus: str, documents: list[dict[str, Any]], gazetteer: Gazetteer, scorer: ModuleType
) -> None:
    kept = [document for document in documents if document["corpus"] == corpus]
    rows: list[dict[str, Any]] = []
    for document in kept:
        names = [PlaceName(t["start"], t["end"], t["name"], "unknown") for t in document["toponyms"]]
        rows += rows_of(document["id"], names, resolve_names(document["text"], names, gazetteer))
    count = scorer.score(kept, rows)
    assert count["acc"] / count["placed_gold"] >= ON_GOLD_SPANS[corpus]


def test_places_of_claims_are_found_and_placed(
    shared: Path, gazetteer: Gazetteer, finder: NameFinder
) -> None:
    total = overlapped = exact = placed = near = 0
    for row in read_rows(shared / "eval" / "claims_dev.jsonl"):
        names = finder.find(row["text"])
        options = ResolveOptions(suggestions=False)
        found = resolve_names(row["text"], names, gazetteer, options=options)
        for claim in row["claims"]:
            total += 1
            spans = {
                (name.start, name.end): resolution
                for name, resolution in zip(names, found, strict=True)
                if name.start < claim["end"] and claim["start"] < name.end
            }
            overlapped += bool(spans)
            exact += (claim["start"], claim["end"]) in spans
            if spans and claim["lat"] is not None and claim["place_kind"] in SPOTS:
                resolution = spans.get((claim["start"], claim["end"])) or next(iter(spans.values()))
                if resolution.place is not None:
                    placed += 1
                    gold = LonLat(claim["lon"], claim["lat"])
                    near += great_circle_km(gold, resolution.place.point) < 25
    assert overlapped / total >= CLAIM_PLACES_OVERLAPPED
    assert exact / total >= CLAIM_PLACES_EXACT
    assert near / placed >= TOWNS_WITHIN_25_KM
