"""Real texts as scraped, and how well parties and days of the labelled set are found."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from articles.actors import load_actors
from articles.dates import find_dates
from articles.files import list_files
from articles.models import Article, DateSource, Issue
from articles.readers import ReadOptions, read_file, sniff_columns


def read_all(folder: Path, options: ReadOptions) -> tuple[dict[str, Article], list[Issue]]:
    paths, issues = list_files([str(folder)])
    found = [item for path in paths for item in read_file(path, options=options)]
    articles = {Path(item.where).name[:3]: item for item in found if isinstance(item, Article)}
    return articles, [*issues, *(item for item in found if isinstance(item, Issue))]


def test_seeds_are_dated_by_what_they_say_and_by_nothing_else(shared: Path) -> None:
    articles, issues = read_all(shared / "corpus" / "seeds", ReadOptions())
    assert articles["000"].published is None
    assert articles["003"].published == date(2017, 11, 21)
    assert articles["003"].published_from is DateSource.DATELINE
    assert articles["003"].source == "Business Insider"
    assert [issue.code for issue in issues] == ["no-date"]


def test_seeds_have_their_headlines(shared: Path) -> None:
    articles, _ = read_all(shared / "corpus" / "seeds", ReadOptions())
    assert articles["000"].title.startswith("Syria Has Officially Defeated ISIS")
    assert articles["003"].title == "ISIS HAS BEEN MILITARILY DEFEATED IN IRAQ AND SYRIA"


def test_the_users_day_dates_only_the_seed_without_one(shared: Path) -> None:
    articles, issues = read_all(shared / "corpus" / "seeds", ReadOptions(published=date(2017, 11, 20)))
    assert articles["000"].published_from is DateSource.OPTION
    assert articles["003"].published == date(2017, 11, 21)
    assert issues == []


def test_every_line_of_the_portal_becomes_an_article(shared: Path) -> None:
    path = shared / "corpus" / "portal_dev.jsonl"
    found = list(read_file(path, options=ReadOptions()))
    lines = path.read_text(encoding="utf-8").count("\n")
    assert len([item for item in found if isinstance(item, Article)]) == lines
    assert "text" in sniff_columns(path)


@pytest.fixture(scope="module")
def labelled(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "eval" / "claims_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def parties(document: dict[str, Any]) -> Iterator[str]:
    for claim in document["claims"]:
        yield from (claim[role] for role in ("actor", "opponent") if claim.get(role))


def test_labelled_parties_are_found(labelled: list[dict[str, Any]]) -> None:
    book = load_actors()
    hits = total = 0
    for document in labelled:
        surfaces = [span.party.surface.lower() for span in book.find(document["text"])]
        for gold in parties(document):
            total += 1
            hits += any(gold.lower() in surface or surface in gold.lower() for surface in surfaces)
    assert hits / total >= 0.985


def contains(gold: str, first: date, last: date) -> bool:
    """Tell whether days overlap a label such as 2014, 2014-03 or 2014-03-05."""
    return str(first)[: len(gold)] <= gold <= str(last)[: len(gold)]


def test_labelled_days_are_found_in_their_documents(labelled: list[dict[str, Any]]) -> None:
    hits = total = 0
    for document in labelled:
        labels = [claim["when"] for claim in document["claims"] if claim["when_basis"] == "explicit"]
        if not labels:
            continue
        found = find_dates(document["text"], published=date.fromisoformat(document["date"]))
        spans = [days for phrase in found for days in (phrase.days, phrase.named) if days is not None]
        for label in labels:
            gold = label.partition("/")[0]
            total += 1
            hits += any(contains(gold, days.start, days.end - timedelta(days=1)) for days in spans)
    assert hits / total >= 0.84
