"""Readers by suffix: every line and file becomes an article or an issue."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import DateSource
from articles.readers import READERS, ReadOptions, sniff_columns
from articles.readers_html import read_page
from articles.readers_text import find_title
from tests.articles.reading import codes, read, write

BODY = (
    "The army said on Friday that its soldiers had entered the old mill after a week of shelling, and that "
    "the rebels who held it were gone."
)
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>Mill falls | Hill News</title>
<meta property="og:title" content="Mill falls">
<meta property="og:site_name" content="Hill News">
<meta property="og:url" content="https://hill.example/a/mill">
<link rel="canonical" href="https://hill.example/a/mill">
<meta property="article:published_time" content="2016-06-03T10:21:00Z">
</head><body><nav><a href="/">Home</a><a href="/w">World</a></nav>
<article><h1>Mill falls</h1><p>{BODY}</p><p>{BODY} Twice.</p></article>
<footer>Copyright 2011 Hill News. Older: 1 January 2011</footer></body></html>"""


# ---- plain texts ---------------------------------------------------------------------------------------


def test_text_file_is_one_article(tmp_path: Path) -> None:
    text = f"Rebels lose old mill\n\nHill News, 3 June 2016\n\n{BODY}\n"
    (article,), issues = read(write(tmp_path, "mill.txt", text))
    assert issues == []
    assert article.text == text
    assert article.title == "Rebels lose old mill"
    assert (article.published, article.published_from) == (date(2016, 6, 3), DateSource.DATELINE)
    assert article.source == "Hill News"
    assert article.where.endswith("mill.txt")


def test_text_without_day_is_an_article_and_an_issue(tmp_path: Path) -> None:
    (article,), issues = read(write(tmp_path, "mill.txt", BODY))
    assert (article.published, article.published_from) == (None, DateSource.UNKNOWN)
    assert article.source == "mill.txt"
    assert codes(issues) == ["no-date"]


def test_the_users_day_fills_in(tmp_path: Path) -> None:
    (article,), issues = read(write(tmp_path, "mill.txt", BODY), ReadOptions(published=date(2016, 6, 3)))
    assert (article.published, article.published_from) == (date(2016, 6, 3), DateSource.OPTION)
    assert issues == []


def test_newlines_of_texts_become_line_feeds(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path, "mill.txt", b"One line\r\nTwo lines\rThree\n"))
    assert article.text == "One line\nTwo lines\nThree\n"


def test_markdown_title_and_front_matter(tmp_path: Path) -> None:
    text = f"---\ndate: 2016-06-03\n---\n# Old mill lost\n\n{BODY}\n"
    (article,), _ = read(write(tmp_path, "mill.md", text))
    assert (article.title, article.published) == ("Old mill lost", date(2016, 6, 3))


def test_same_text_same_id_and_other_text_another(tmp_path: Path) -> None:
    ids = [
        read(write(tmp_path, name, text))[0][0].id
        for name, text in (("a.txt", "A b."), ("b.txt", "A b."), ("c.txt", "B."))
    ]
    assert ids[0] == ids[1] != ids[2]


def test_other_encodings_are_read_and_told(tmp_path: Path) -> None:
    words = "Les soldats ont été chassés de la forêt à l’aube, après un siège de près d’un mois. " * 4
    (article,), issues = read(write(tmp_path, "a.txt", words.encode("cp1252")))
    assert "chassés" in article.text
    assert "encoding" in codes(issues)
    (article,), issues = read(write(tmp_path, "b.txt", words.encode("utf-16")))
    assert article.text == words
    assert "encoding" not in codes(issues)


PACKED = {".docx", ".eml", ".gz", ".mbox", ".pdf", ".warc", ".zip"}


@pytest.mark.parametrize("suffix", sorted(READERS.keys() - PACKED))
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b" \n \n", "empty"), (b"a\0b\0c", "binary"), (b"%PDF-1.7 x", "binary")],
)
def test_files_without_text(tmp_path: Path, suffix: str, content: bytes, code: str) -> None:
    articles, issues = read(write(tmp_path, f"x{suffix}", content))
    assert articles == []
    assert codes(issues) == [code]
    assert issues[0].where.startswith(str(tmp_path))


@pytest.mark.parametrize("suffix", sorted(PACKED))
@pytest.mark.parametrize("content", [b"", b" \n \n", b"a\0b\0c", b"%PDF-1.7 x", b"PK\x03\x04 x"])
def test_files_that_are_not_what_their_suffix_says(tmp_path: Path, suffix: str, content: bytes) -> None:
    articles, issues = read(write(tmp_path, f"x{suffix}", content))
    assert articles == []
    assert len(issues) == 1
    assert issues[0].where.startswith(str(tmp_path))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv"])
def test_a_huge_file_is_one_line_of_complaint(tmp_path: Path, suffix: str) -> None:
    articles, issues = read(
        write(tmp_path, f"x{suffix}", "text\n" + "word " * 100), ReadOptions(max_bytes=100)
    )
    assert articles == []
    assert codes(issues) == ["too-large"]
    assert "MB" in issues[0].message


def test_unknown_and_missing_files(tmp_path: Path) -> None:
    assert codes(read(write(tmp_path, "x.odt", "text"))[1]) == ["unknown-suffix"]
    assert codes(read(tmp_path / "none.txt")[1]) == ["unreadable"]
    assert codes(read(tmp_path / "none.jsonl")[1]) == ["unreadable"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "World Politics Military Economy Culture Sport Opinion Weather Video\n\nArmy takes the mill\n\n"
            + BODY,
            "Army takes the mill",
        ),
        (
            "HILL\nRESEARCH CENTRE\nREBELS HAVE BEEN DRIVEN FROM THE MILL\n- 3.6.2016\n" + BODY,
            "REBELS HAVE BEEN DRIVEN FROM THE MILL",
        ),
        ("Army Retakes Old Mill\n" + BODY, "Army Retakes Old Mill"),
        ("Example News, 3 June 2016\nArmy takes the mill\n" + BODY, "Army takes the mill"),
        (BODY, ""),
        ("", ""),
        ("One.", ""),
    ],
)
def test_title_of_a_text(text: str, title: str) -> None:
    assert find_title(text) == title


# ---- pages ---------------------------------------------------------------------------------------------


def test_page(tmp_path: Path) -> None:
    (article,), issues = read(write(tmp_path, "mill.html", PAGE))
    assert issues == []
    assert article.title == "Mill falls"
    assert (article.published, article.published_from) == (date(2016, 6, 3), DateSource.METADATA)
    assert (article.source, article.url, article.language) == (
        "Hill News",
        "https://hill.example/a/mill",
        "en",
    )
    assert BODY in article.text
    assert "Copyright" not in article.text


def test_page_without_metadata_is_not_dated_from_the_sidebar(tmp_path: Path) -> None:
    story = f"<article><h1>Mill falls</h1><p>{BODY}</p><p>{BODY}</p></article>"
    plain = f"<html><body>{story}<div>Older: 1 January 2011</div></body></html>"
    (article,), issues = read(write(tmp_path, "mill.htm", plain))
    assert article.published is None
    assert codes(issues) == ["no-date"]
    assert article.source == "mill.htm"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>unclosed <b>bold <i>" + BODY,
        "<html><body>" + "<div>" * 3000 + BODY,
        "<<<>>><p " + BODY,
        f"<html><body><p>{BODY}\x01\x02</p>",
        f"<script>alert(1)</script><p>{BODY}</p><img onerror=x>",
        "<?xml version='1.0' encoding='latin-1'?><html><body><p>" + BODY,
    ],
)
def test_broken_pages_do_not_crash(tmp_path: Path, markup: str) -> None:
    articles, issues = read(write(tmp_path, "x.html", markup))
    assert len(articles) + ("empty" in codes(issues)) == 1
    assert all("alert(1)" not in article.text for article in articles)


def test_page_of_endless_tags_is_refused(tmp_path: Path) -> None:
    articles, issues = read(write(tmp_path, "x.html", "<p>" * 100_001))
    assert (articles, codes(issues)) == ([], ["too-large"])


def test_page_without_text(tmp_path: Path) -> None:
    articles, issues = read(write(tmp_path, "x.html", "<html><body><img src='a.png'></body></html>"))
    assert (articles, codes(issues)) == ([], ["empty"])


@given(st.text(alphabet="<>/pdiv ab&;=\"'!-\n\ud800", max_size=120))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    draft = read_page(markup, where="x", fallback_source="x")
    assert draft is None or draft.text.strip()


@pytest.mark.parametrize(
    ("name", "content", "columns"),
    [
        ("x.csv", "place,lat,lon\nRawa,34,41\n", ("place", "lat", "lon")),
        ("x.csv", "\ufeffplace;lat\n", ("place", "lat")),
        ("x.tsv", "place\tlat\n", ("place", "lat")),
        ("x.NDJSON", '{"place": "Rawa"}', ("place",)),
        ("x.jsonl", '\n{"place": "Rawa", "date": "2017"}\n', ("place", "date")),
        ("x.jsonl", "no json\n", ()),
        ("x.jsonl", "[1]\n", ()),
        ("x.txt", "place,lat\n", ()),
        ("x.csv", "", ()),
    ],
)
def test_columns_of_a_table(tmp_path: Path, name: str, content: str, columns: tuple[str, ...]) -> None:
    assert sniff_columns(write(tmp_path, name, content)) == columns


def test_columns_of_no_file(tmp_path: Path) -> None:
    assert sniff_columns(tmp_path / "none.csv") == ()


def test_limits_are_sane() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        ReadOptions(max_bytes=0)
