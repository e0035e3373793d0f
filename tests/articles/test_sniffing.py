"""Documents without a name: the standard input, and whatever is piped into it."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from articles.documents import Document, Said
from articles.files import list_files
from articles.formats.sniffing import suffix_of
from articles.models import Article
from articles.readers import ReadOptions, read_document
from tests.articles.formats_made import BODY, seeds
from tests.articles.reading import read

SUFFIXES = {
    "a.txt": ".txt",
    "a.html": ".html",
    "a.jsonl": ".jsonl",
    "a.json": ".json",
    "a.csv": ".csv",
    "acled.csv": ".csv",
    "a.ris": ".ris",
    "a.pdf": ".pdf",
    "a.docx": ".docx",
    "a.eml": ".eml",
    "a.mbox": ".mbox",
    "a.rss": ".xml",
    "a.warc": ".warc",
    "a.warc.gz": ".gz",
    "a.txt.gz": ".gz",
    "a.zip": ".zip",
}


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_kind_by_the_first_bytes(name: str) -> None:
    assert suffix_of(seeds()[name]) == SUFFIXES[name]


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_standard_input_of_any_kind(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(seeds()[name])))
    assert list_files(["-"]) == ((Path("-"),), ())
    articles, _ = read(Path("-"))
    assert any("entered the old mill" in article.text for article in articles)
    assert articles[0].where.startswith("standard input")


def test_pretty_printed_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys, "stdin", SimpleNamespace(buffer=io.BytesIO(f'[\n{{"text": "{BODY}"}}\n]'.encode()))
    )
    assert len(read(Path("-"))[0]) == 1


def test_bytes_at_hand_with_what_their_carrier_says() -> None:
    said = Said(
        url="https://hill.example/2016/06/03/mill", title="Mill falls", charset="cp1251", source="Hill News"
    )
    document = Document.of(
        f"{BODY} Мельница.".encode("cp1251"), label="https://hill.example", name="x.txt", said=said
    )
    (article,) = [x for x in read_document(document, options=ReadOptions()) if isinstance(x, Article)]
    assert article.text.endswith("Мельница.")
    assert (article.title, article.source, article.url) == ("Mill falls", "Hill News", said.url)
    assert str(article.published) == "2016-06-03"


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_bytes_without_a_name(name: str) -> None:
    document = Document.of(seeds()[name], label="https://hill.example/mill", name="mill")
    found = [x for x in read_document(document, options=ReadOptions()) if isinstance(x, Article)]
    assert any("entered the old mill" in article.text for article in found)
