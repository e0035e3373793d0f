"""Zotero's exports."""

from datetime import date
from pathlib import Path

import pytest

from articles.reading import addresses_to_fetch
from tests.articles.formats_made import BODY
from tests.articles.reading import codes, read, write

HEADER = (
    "Key,Item Type,Author,Title,Publication Title,Url,Abstract Note,Date,Language,Notes,File Attachments\n"
)


def test_csv_with_abstract_and_notes(tmp_path: Path) -> None:
    row = f'K1,newspaperArticle,"Desk, Hill",Mill falls,Hill News,https://hill.example/1,"{BODY}",2016-06-03,en,'
    (article,), issues = read(
        write(tmp_path, "x.csv", f"{HEADER}{row}<p>My <b>note</b>.</p>,/home/a/1.pdf\n")
    )
    assert article.text.startswith(BODY)
    assert article.text.split()[-2:] == ["My", "note."]
    assert (article.id, article.title, article.source, article.author) == (
        "K1",
        "Mill falls",
        "Hill News",
        "Desk, Hill",
    )
    assert (article.published, article.published_precision) == (date(2016, 6, 3), 1)
    assert [(found.code, found.value) for found in issues] == [
        ("attachment", "/home/a/1.pdf"), ("abstract-only", "https://hill.example/1"),
    ]  # fmt: skip


def test_references_without_text(tmp_path: Path) -> None:
    rows = "K1,webpage,,Mill,,https://hill.example/1,,2016,,,\nK2,book,,Mill,,,,,,,\n"
    articles, issues = read(write(tmp_path, "x.csv", HEADER + rows))
    assert articles == []
    assert codes(issues) == ["text-missing", "no-text"]
    assert addresses_to_fetch(issues) == ("https://hill.example/1",)


RIS = f"""TY  - NEWS
TI  - Mill falls
AU  - Desk, Hill
AU  - Desk, Mill
T2  - Hill News
DA  - 2016/06/03/
UR  - https://hill.example/1
AB  - {BODY}
  It went on.
N1  - A note.
L1  - files/1/mill.pdf
ER  -\x20

TY  - NEWS
TI  - Second
PY  - 2016
AB  - {BODY} Twice.
"""


def test_ris(tmp_path: Path) -> None:
    (first, second), issues = read(write(tmp_path, "x.ris", RIS.replace("\n", "\r\n")))
    assert first.text == f"{BODY}\nIt went on.\n\nA note."
    assert (first.title, first.author, first.source) == ("Mill falls", "Desk, Hill; Desk, Mill", "Hill News")
    assert (first.published, first.where[-2:]) == (date(2016, 6, 3), ":1")
    assert (second.title, second.published, second.where[-3:]) == ("Second", None, ":14")
    assert codes(issues) == ["attachment", "abstract-only", "imprecise-date", "no-date"]


@pytest.mark.parametrize("content", ["no reference", "ER  - \n", "TY  - "])
def test_ris_without_references(tmp_path: Path, content: str) -> None:
    articles, issues = read(write(tmp_path, "x.ris", content))
    assert articles == []
    assert len(issues) == 1
