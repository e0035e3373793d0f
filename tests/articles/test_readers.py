"""Readers by suffix: every line and file becomes an article or an issue."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, DateSource, Issue
from articles.readers import READERS, ReadOptions, read_file, sniff_columns
from articles.readers_html import read_page
from articles.readers_text import find_title

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


def read(path: Path, options: ReadOptions | None = None) -> tuple[list[Article], list[Issue]]:
    found = list(read_file(path, options=options or ReadOptions()))
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Issue)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def codes(issues: Sequence[Issue]) -> list[str]:
    return [issue.code for issue in issues]


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


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b" \n \n", "empty"), (b"a\0b\0c", "binary"), (b"%PDF-1.7 x", "binary")],
)
def test_files_without_text(tmp_path: Path, suffix: str, content: bytes, code: str) -> None:
    articles, issues = read(write(tmp_path, f"x{suffix}", content))
    assert articles == []
    assert codes(issues) == [code]
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
    assert codes(read(write(tmp_path, "x.docx", "text"))[1]) == ["unknown-suffix"]
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


@pytest.mark.parametrize(
    ("name", "content", "columns"),
    [
        ("x.csv", "place,lat,lon\nRawa,34,41\n", ("place", "lat", "lon")),
        ("x.csv", "\ufeffplace;lat\n", ("place", "lat")),
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
