"""Web archives."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from articles.readers import ReadOptions
from tests.articles.formats_made import BODY, PAGE, lines_at, make_pdf, make_record
from tests.articles.reading import codes, read, write


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz"])
def test_pages_with_address_and_day(tmp_path: Path, name: str) -> None:
    records = [
        make_record(PAGE.encode()),
        make_record(b"", kind="request"),
        make_record(b"\x89PNG", content_type="image/png"),
        make_record(PAGE.encode(), status="404 Not Found"),
        make_record(BODY.encode(), url="https://hill.example/2016/06/05/b", content_type="text/plain"),
    ]
    data = b"".join(records if name == "x.warc" else [gzip.compress(record) for record in records])
    articles, issues = read(write(tmp_path, name, data))
    assert issues == []
    assert [(article.url, article.published) for article in articles] == [
        ("https://hill.example/mill.html", date(2016, 6, 3)),
        ("https://hill.example/2016/06/05/b", date(2016, 6, 5)),
    ]
    assert articles[1].source == "hill.example"
    assert articles[1].where.endswith(f"{name}!https://hill.example/2016/06/05/b")


def test_the_day_of_fetching_is_not_that_of_publication(tmp_path: Path) -> None:
    (article,), issues = read(
        write(tmp_path, "x.warc", make_record(BODY.encode(), content_type="text/plain"))
    )
    assert article.published is None
    assert codes(issues) == ["no-date"]


def test_packed_pages_pdfs_and_charsets(tmp_path: Path) -> None:
    accent = f"<html><body><p>{BODY} Café.</p></body></html>"
    pdf = make_pdf([lines_at(50, 780, ["The mill fell on Friday, the army said."])])
    records = [
        make_record(gzip.compress(PAGE.encode()), headers="Content-Encoding: gzip\r\n"),
        make_record(
            accent.encode("cp1251", "replace").replace(b"?", b"\xe9"),
            content_type="text/html; charset=cp1252",
        ),
        make_record(pdf, content_type="application/pdf"),
        make_record(b"xx", headers="Content-Encoding: br\r\n"),
    ]
    articles, issues = read(write(tmp_path, "x.warc", b"".join(records)))
    page, accented, printed = articles
    assert BODY in page.text
    assert accented.text.endswith(f"{BODY} Café.")
    assert printed.text == "The mill fell on Friday, the army said."
    assert "unknown-packing" in codes(issues)


def test_bombs_broken_records_and_archives_without_pages(tmp_path: Path) -> None:
    bomb = make_record(gzip.compress(b"<p>" * 1_000_000), headers="Content-Encoding: gzip\r\n")
    assert codes(read(write(tmp_path, "a.warc", bomb), ReadOptions(max_bytes=10_000))[1]) == ["too-large"]
    assert codes(read(write(tmp_path, "b.warc", b"no archive\r\n\r\n"))[1]) == ["bad-archive"]
    assert codes(read(write(tmp_path, "c.warc", make_record(b"", kind="request")))[1]) == ["empty"]
    many = make_record(BODY.encode(), content_type="text/plain") * 3
    articles, issues = read(write(tmp_path, "d.warc", many), ReadOptions(max_members=2))
    assert len(articles) == 2
    assert "too-many" in codes(issues)
