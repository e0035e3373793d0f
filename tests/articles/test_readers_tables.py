"""Readers of tables: every line of JSON and every row of CSV becomes an article or an issue."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import DateSource
from articles.readers import ReadOptions
from tests.articles.reading import codes, read, write

# ---- JSON lines ----------------------------------------------------------------------------------------


def test_json_lines_keep_text_as_given(tmp_path: Path) -> None:
    text = "  The mill\r\nfell on Friday.\t"
    row = {
        "id": "a1",
        "text": text,
        "date": "2016-06-03",
        "title": "T",
        "source": "S",
        "url": "https://s.example/1",
        "language": "en",
    }
    (article,), issues = read(write(tmp_path, "x.jsonl", json.dumps(row)))
    assert issues == []
    assert article.text == text
    assert (article.id, article.title, article.source, article.url, article.language) == (
        "a1", "T", "S", "https://s.example/1", "en",
    )  # fmt: skip
    assert (article.published, article.published_from) == (date(2016, 6, 3), DateSource.METADATA)
    assert article.where.endswith("x.jsonl:1")


BAD_LINES = [
    ("no json at all", ["bad-json"]),
    ('["a list"]', ["bad-json"]),
    ("[" * 100_000, ["bad-json"]),
    ("{", ["bad-json"]),
    ('{"title": "no text"}', ["no-text"]),
    ('{"text": 7}', ["no-text"]),
    ('{"text": null}', ["no-text"]),
    ('{"text": "  "}', ["empty"]),
]


@pytest.mark.parametrize(("line", "expected"), BAD_LINES, ids=lambda value: str(value)[:20])
def test_a_bad_line_is_an_issue_and_the_rest_goes_on(tmp_path: Path, line: str, expected: list[str]) -> None:
    good = '{"id": "g", "text": "The mill fell.", "date": "2016-06-03"}'
    articles, issues = read(write(tmp_path, "x.jsonl", f"{good}\n{line}\n\n{good}\n"))
    assert [article.where.rpartition(":")[2] for article in articles] == ["1", "4"]
    assert codes(issues) == expected
    assert issues[0].where.endswith("x.jsonl:2")
    assert len(issues[0].value) <= 80


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("date", "3 June", "bad-date"),
        ("date", "2016-02-31", "bad-date"),
        ("date", 20160603, "bad-field"),
        ("title", ["x"], "bad-field"),
        ("id", True, "bad-field"),
        ("url", "javascript:alert(1)", "bad-url"),
    ],
)
def test_a_bad_field_costs_only_the_field(tmp_path: Path, field: str, value: object, code: str) -> None:
    row = {"text": "The mill fell.", "date": "2016-06-03", "source": "S"} | {field: value}
    (article,), issues = read(write(tmp_path, "x.jsonl", json.dumps(row)))
    assert code in codes(issues)
    assert article.text == "The mill fell."
    assert article.url == ""


def test_numbers_serve_as_ids(tmp_path: Path) -> None:
    (article,), _ = read(
        write(tmp_path, "x.jsonl", '{"id": 0, "text": "The mill fell.", "date": "2016-06-03"}')
    )
    assert article.id == "0"


def test_lone_surrogates_are_replaced_and_offsets_stay(tmp_path: Path) -> None:
    (article,), _ = read(
        write(tmp_path, "x.jsonl", '{"text": "The \\ud800 mill \\ud83d\\ude00", "date": "2016-06-03"}')
    )
    assert article.text == "The \ufffd mill \U0001f600"


def test_a_line_over_the_limit_is_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = '{"text": "The mill fell.", "date": "2016-06-03"}'
    lines = f"{good}\n" + '{"text": "' + "long " * 100 + '"}' + f"\n{good}"
    articles, issues = read(write(tmp_path, "x.jsonl", lines), ReadOptions(max_bytes=100))
    assert [article.where[-1] for article in articles] == ["1", "3"]
    assert codes(issues) == ["too-large"]
    assert issues[0].where.endswith(":2")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_with_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    lines = '{"text": "Café fell.", "date": "2016-06-03"}\n' * 2
    articles, issues = read(write(tmp_path, "x.jsonl", lines.encode(encoding)))
    assert [article.text for article in articles] == ["Café fell."] * 2
    assert issues == []


def test_one_line_in_another_encoding(tmp_path: Path) -> None:
    good = '{"text": "Café fell.", "date": "2016-06-03"}\n'
    articles, issues = read(write(tmp_path, "x.jsonl", good.encode() + good.encode("cp1252")))
    assert [article.text[:3] for article in articles] == ["Caf", "Caf"]
    assert codes(issues) == ["encoding"]


def test_day_of_an_undated_line_from_its_address(tmp_path: Path) -> None:
    row = {"text": "The mill fell.", "url": "https://s.example/2016/06/03/mill"}
    (article,), issues = read(write(tmp_path, "x.jsonl", json.dumps(row)))
    assert (article.published, article.published_from, issues) == (date(2016, 6, 3), DateSource.URL, [])


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_any_lines_give_an_article_or_an_issue_each(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    path = write(tmp_path_factory.mktemp("any"), "x.jsonl", b"\n".join(lines))
    articles, issues = read(path)
    assert len(articles) + len(issues) >= 1
    for article in articles:
        article.text.encode()


# ---- CSV -----------------------------------------------------------------------------------------------


def test_csv(tmp_path: Path) -> None:
    table = (
        "id,date,title,source,url,text\r\n"
        'a1,2016-06-03,T,S,https://s.example/1,"The mill, he said,\nfell."\r\n'
        "\r\n"
        "a2,2016-06-04,,,,It rose.\r\n"
    )
    articles, issues = read(write(tmp_path, "x.csv", table))
    assert issues == []
    assert [(article.id, article.text) for article in articles] == [
        ("a1", "The mill, he said,\nfell."),
        ("a2", "It rose."),
    ]
    assert [article.where.rpartition(":")[2] for article in articles] == ["2", "5"]
    assert articles[1].source == "x.csv"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_of_other_delimiters(tmp_path: Path, delimiter: str) -> None:
    table = delimiter.join(["Date", "Text"]) + "\n" + delimiter.join(["2016-06-03", "The mill fell."])
    (article,), _ = read(write(tmp_path, "x.csv", "\ufeff" + table))
    assert (article.text, article.published) == ("The mill fell.", date(2016, 6, 3))


@pytest.mark.parametrize(
    ("table", "expected", "count"),
    [
        ("place,date\nRawa,2016-06-03\n", ["no-text-column"], 0),
        ("date,text\n2016-06-03,The mill, fell\n2016-06-03,It rose.\n", ["bad-row"], 1),
        ("date,text\n2016-06-03,\n2016-06-03,It rose.\n", ["no-text"], 1),
        ("date,text\nyesterday,It rose.\n", ["bad-date", "no-date"], 1),
        ('date,text\n2016-06-03,"It rose.\n', [], 1),
    ],
)
def test_bad_rows(tmp_path: Path, table: str, expected: list[str], count: int) -> None:
    articles, issues = read(write(tmp_path, "x.csv", table))
    assert (codes(issues), len(articles)) == (expected, count)


def test_a_cell_beyond_the_usual_limit_of_csv(tmp_path: Path) -> None:
    long = "The mill fell. " * 20_000
    (article,), _ = read(write(tmp_path, "x.csv", f"date,text\n2016-06-03,{long}\n"))
    assert len(article.text) == len(long)


# ---- columns -------------------------------------------------------------------------------------------
