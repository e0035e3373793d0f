"""JSON files and the names that tools give to fields."""

import json
from datetime import date
from pathlib import Path

import pytest

from articles.models import DateSource
from articles.readers import ReadOptions
from articles.reading import addresses_to_fetch
from articles.records import field_names
from tests.articles.formats_made import BODY
from tests.articles.reading import codes, read, write

NEWS_PLEASE = {
    "authors": ["Hill Desk", "Mill Desk"],
    "date_download": "2024-01-02 00:00:00",
    "date_publish": "2016-06-03 10:21:00",
    "filename": "mill.json",
    "image_url": None,
    "language": "en",
    "maintext": BODY,
    "source_domain": "hill.example",
    "title": "Mill falls",
    "url": "https://hill.example/mill",
}


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.ndjson"])
def test_what_news_please_saves(tmp_path: Path, name: str) -> None:
    (article,), issues = read(write(tmp_path, name, json.dumps(NEWS_PLEASE)))
    assert issues == []
    assert (article.text, article.title, article.source) == (BODY, "Mill falls", "hill.example")
    assert (article.published, article.published_from) == (date(2016, 6, 3), DateSource.METADATA)
    assert (article.author, article.url) == ("Hill Desk, Mill Desk", "https://hill.example/mill")


@pytest.mark.parametrize(
    ("data", "wheres"),
    [
        ([NEWS_PLEASE, NEWS_PLEASE], ["#1", "#2"]),
        ({"status": "ok", "articles": [NEWS_PLEASE, NEWS_PLEASE]}, ["#1", "#2"]),
        ({"meta": [{"n": 1}], "hits": [NEWS_PLEASE, NEWS_PLEASE]}, ["#1", "#2"]),
    ],
)
def test_lists_of_articles(tmp_path: Path, data: object, wheres: list[str]) -> None:
    articles, issues = read(write(tmp_path, "x.json", json.dumps(data, indent=1)))
    assert [article.where[-2:] for article in articles] == wheres
    assert issues == []


def test_one_text_over_the_limit_leaves_the_others(tmp_path: Path) -> None:
    rows = [NEWS_PLEASE, NEWS_PLEASE | {"maintext": "word " * 1000}]
    articles, issues = read(write(tmp_path, "x.json", json.dumps(rows)), ReadOptions(max_bytes=1000))
    assert (len(articles), codes(issues)) == (1, ["too-large"])


def test_endless_small_lists_do_not_fill_the_memory(tmp_path: Path) -> None:
    path = write(tmp_path, "x.json", "[" + "[]," * 5_000_001 + "1]")
    assert codes(read(path)[1]) == ["too-large"]


def test_json_lines_under_the_name_of_json(tmp_path: Path) -> None:
    articles, _ = read(write(tmp_path, "x.json", f"{json.dumps(NEWS_PLEASE)}\n{json.dumps(NEWS_PLEASE)}\n"))
    assert [article.where[-2:] for article in articles] == [":1", ":2"]


@pytest.mark.parametrize(
    ("content", "code"),
    [("no json", "bad-json"), ("7", "bad-json"), ('["a"]', "bad-json"), ("[]", "empty"), ("{}", "empty"),
     ("[" * 100_000, "bad-json"), ('{"title": "T"}', "no-text")],
)  # fmt: skip
def test_json_that_holds_no_article(tmp_path: Path, content: str, code: str) -> None:
    articles, issues = read(write(tmp_path, "x.json", content))
    assert (articles, codes(issues)) == ([], [code])


def test_lists_of_addresses_are_kept_to_be_fetched(tmp_path: Path) -> None:
    gdelt = {
        "articles": [
            {"url": f"https://hill.example/{'x' * 100}", "seendate": "20160603T101500Z", "domain": "d"}
        ]
    }
    _, issues = read(write(tmp_path, "x.json", json.dumps(gdelt)))
    listed = "URL,MobileURL,Date,Title\nhttps://hill.example/2,,2016-06-03 10:15:00,Mill\n"
    issues += read(write(tmp_path, "x.csv", listed))[1]
    assert addresses_to_fetch([*issues, *issues]) == (
        f"https://hill.example/{'x' * 100}",
        "https://hill.example/2",
    )


def test_compact_dates_and_months(tmp_path: Path) -> None:
    rows = [
        {"text": BODY, "seendate": "20160603T101500Z"},
        {"text": BODY, "date": "2016-06"},
        {"text": BODY, "date": "2016"},
    ]
    articles, issues = read(write(tmp_path, "x.json", json.dumps(rows)))
    assert [(article.published, article.published_precision) for article in articles] == [
        (date(2016, 6, 3), 1), (date(2016, 6, 1), 3), (None, 1),
    ]  # fmt: skip
    assert codes(issues) == ["bad-date", "no-date"]


def test_gdelt_event_files_give_addresses(tmp_path: Path) -> None:
    rows = [["410412347", "20160603", *[""] * 58, f"https://hill.example/{n}"] for n in (1, 2)]
    _, issues = read(write(tmp_path, "x.csv", "\n".join("\t".join(row) for row in rows)))
    assert addresses_to_fetch(issues) == ("https://hill.example/1", "https://hill.example/2")


def test_names_of_fields_serve_one_field_each() -> None:
    names = [name for found in field_names().values() for name in found]
    assert len(names) == len(set(names))
