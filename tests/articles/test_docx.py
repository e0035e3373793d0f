"""Word documents."""

from datetime import date
from pathlib import Path

from articles.readers import ReadOptions
from tests.articles.formats_made import BODY, make_docx, make_zip
from tests.articles.reading import codes, read, write


def test_paragraphs_tabs_and_properties(tmp_path: Path) -> None:
    core = (
        "<dc:title>Army retakes the old mill</dc:title><dc:creator>Hill Desk</dc:creator>"
        "<dcterms:created>2016-06-04T10:00:00Z</dcterms:created>"
    )
    runs = "<w:r><w:t>It fell on </w:t></w:r><w:r><w:t>3 June 2016</w:t><w:tab/><w:t>again.</w:t></w:r>"
    (article,), issues = read(write(tmp_path, "x.docx", make_docx([BODY, runs, " "], core=core)))
    assert article.text == f"{BODY}\n\nIt fell on 3 June 2016\tagain."
    assert (article.title, article.author) == ("Army retakes the old mill", "Hill Desk")
    assert article.published == date(2016, 6, 4)
    assert issues == []


def test_what_is_no_document(tmp_path: Path) -> None:
    assert codes(read(write(tmp_path, "a.docx", b"no zip"))[1]) == ["bad-docx"]
    assert codes(read(write(tmp_path, "b.docx", make_zip({"x": "y"})))[1]) == ["empty"]
    assert codes(read(write(tmp_path, "c.docx", make_zip({"word/document.xml": "<a>"})))[1]) == ["bad-docx"]
    assert codes(read(write(tmp_path, "d.docx", b"\xd0\xcf\x11\xe0 old"))[1]) == ["encrypted"]
    assert codes(read(write(tmp_path, "e.docx", make_docx([])))[1]) == ["empty"]


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = (
        f'<?xml version="1.0"?>{bomb}<w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:p><w:r><w:t>Mill &b; &f;</w:t></w:r></w:p></w:document>"
    )
    articles, issues = read(write(tmp_path, "x.docx", make_zip({"word/document.xml": body})))
    assert len(articles) + len(issues) >= 1
    assert all("lol" not in article.text for article in articles)


def test_a_part_that_unpacks_to_too_much(tmp_path: Path) -> None:
    data = make_docx(["word " * 100_000])
    assert len(data) < 20_000
    articles, issues = read(write(tmp_path, "x.docx", data), ReadOptions(max_bytes=20_000))
    assert (articles, codes(issues)) == ([], ["bad-docx"])
