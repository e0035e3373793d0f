"""PDFs: reading order, words cut at line ends, headers and footers, properties, and what cannot be read."""

import zlib
from datetime import date
from pathlib import Path

import pytest

from articles.formats.pagelayout import Piece, order_pieces
from articles.formats.pagetext import join_pages
from articles.formats.properties import plausible_author, plausible_day, plausible_title
from articles.models import DateSource
from articles.readers import ReadOptions
from tests.articles.formats_made import lines_at, make_pdf, number_objects
from tests.articles.reading import codes, read, write

LEFT = [
    f"left line number {word} of the long report" for word in ("one", "two", "three", "four", "five", "six")
]
RIGHT = [line.replace("left", "right") for line in LEFT]


def columns_row_by_row() -> list[tuple[float, float, str]]:
    rows = zip(lines_at(50, 740, LEFT), lines_at(320, 740, RIGHT), strict=True)
    return [run for row in rows for run in row]


def test_columns_are_read_one_after_the_other_however_they_are_stored(tmp_path: Path) -> None:
    headline = "A headline that runs over both columns of the page and says what befell the mill at last"
    data = make_pdf([[(50, 780, headline), *columns_row_by_row()]])
    (article,), _ = read(write(tmp_path, "x.pdf", data))
    assert article.text == f"{headline}\n\n{' '.join(LEFT)}\n\n{' '.join(RIGHT)}"


def test_a_table_of_two_rows_is_no_pair_of_columns(tmp_path: Path) -> None:
    runs = [(50, 780, "Town"), (320, 780, "Held by"), (50, 760, "Rawa"), (320, 760, "the army")]
    (article,), _ = read(write(tmp_path, "x.pdf", make_pdf([runs])))
    assert article.text.split() == ["Town", "Held", "by", "Rawa", "the", "army"]


def test_words_cut_at_line_ends_are_joined_and_compounds_keep_their_hyphen(tmp_path: Path) -> None:
    lines = [
        "The army said that the rebels had with-",
        "drawn from the rebel-held mill, once a rebel-",
        "held town, and from the ofﬁce of the ﬂeet.",
    ]
    (article,), _ = read(write(tmp_path, "x.pdf", make_pdf([lines_at(50, 780, lines)])))
    assert article.text == (
        "The army said that the rebels had withdrawn from the rebel-held mill, once a rebel-held town, and "
        "from the office of the fleet."
    )


def test_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    words = [
        (
            f"The army took mill number {n} on Friday and went on to the",
            f"ford number {n}, where it met nobody.",
        )
        for n in ("one", "two", "three", "four")
    ]
    pages = [
        [
            (50, 810, f"Hill News 3 June 2016 - {n}"),
            *lines_at(50, 700, words[n - 1]),
            (290, 30, f"Page {n} of 4"),
        ]
        for n in range(1, 5)
    ]
    (article,), _ = read(write(tmp_path, "x.pdf", make_pdf(pages)))
    assert article.text == "\n\n".join(" ".join(lines) for lines in words)


def test_a_sentence_goes_on_over_the_page() -> None:
    assert join_pages([["The army took", "1"], ["the mill."], ["It was Friday."]]) == (
        "The army took the mill.\n\nIt was Friday."
    )


def test_headlines_and_short_last_lines_end_paragraphs(tmp_path: Path) -> None:
    lines = [
        "Army takes mill",
        "The army took the mill on Friday after a week of shelling, it said, and then",
        "left.",
        "Nobody was there to see it, the villagers told us on the day behind that one.",
    ]
    (article,), _ = read(write(tmp_path, "x.pdf", make_pdf([lines_at(50, 780, lines)])))
    assert article.text.split("\n\n") == [lines[0], f"{lines[1]} {lines[2]}", lines[3]]
    assert article.title == "Army takes mill"


def test_scanned_pages_are_told(tmp_path: Path) -> None:
    articles, issues = read(write(tmp_path, "x.pdf", make_pdf([[], []], picture=True)))
    assert (articles, codes(issues)) == ([], ["scanned"])
    assert issues[0].value == "pages 1, 2"
    articles, issues = read(write(tmp_path, "y.pdf", make_pdf([[]])))
    assert (articles, codes(issues)) == ([], ["empty"])


def test_properties_count_if_they_can_be_believed(tmp_path: Path) -> None:
    info = {"Title": "Army retakes the old mill", "Author": "Hill Desk", "CreationDate": "D:20160604101500Z"}
    runs = lines_at(50, 780, ["The mill fell on 3 June 2016, the army said, after a week."])
    (article,), issues = read(write(tmp_path, "x.pdf", make_pdf([runs], info=info)))
    assert (article.title, article.author) == ("Army retakes the old mill", "Hill Desk")
    assert (article.published, article.published_from) == (date(2016, 6, 4), DateSource.METADATA)
    assert issues == []
    later = info | {"CreationDate": "D:20240604", "Title": "Microsoft Word - mill.doc", "Author": "admin"}
    (article,), issues = read(write(tmp_path, "y.pdf", make_pdf([runs], info=later)))
    assert (article.title, article.author, article.published) == ("", "", None)
    assert codes(issues) == ["no-date"]


@pytest.mark.parametrize("title", ["report.indd", "Untitled", "a b", "1 2 3 4", "x " * 150])
def test_titles_that_are_none(title: str) -> None:
    assert plausible_title(title) == ""


@pytest.mark.parametrize("author", ["jdoe", "Microsoft Office User", "a@b.example x", "unit 7 desk"])
def test_authors_that_are_none(author: str) -> None:
    assert plausible_author(author) == ""


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        ("It fell on 3 May 2016.", True),
        ("It fell on 3 March 2016.", False),
        ("It fell on 9 June 2016.", False),
        ("It fell.", False),
    ],
)
def test_the_day_a_file_was_made_counts_if_its_text_was_written_then(text: str, *, is_day: bool) -> None:
    day = date(2016, 6, 1)
    assert plausible_day(day, text) == (day if is_day else None)


def test_broken_encrypted_and_huge_files(tmp_path: Path) -> None:
    sound = make_pdf([lines_at(50, 780, ["The mill fell."])])
    assert codes(read(write(tmp_path, "a.pdf", b"%PDF-1.4\nrubbish"))[1]) == ["bad-pdf"]
    locked = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    encrypted = sound.replace(b"trailer << ", b"trailer << /ID [<41> <41>] /Encrypt " + locked + b" ")
    assert codes(read(write(tmp_path, "b.pdf", encrypted))[1]) == ["encrypted"]
    assert codes(read(write(tmp_path, "c.pdf", sound), ReadOptions(max_file_bytes=50))[1]) == ["too-large"]


def bomb(drawn: bytes) -> bytes:
    """Return a PDF whose one page draws this, packed small."""
    packed = zlib.compress(drawn, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"
    return number_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            stream,
            page,
            b"<< >>",
        ]
    )


def test_a_small_file_that_takes_gigabytes_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    data = bomb(b"q " * 40_000_000)
    assert len(data) < 200_000
    articles, issues = read(write(tmp_path, "a.pdf", data))
    assert (articles, codes(issues)) == ([], ["too-large"])
    sound = make_pdf([lines_at(50, 780, ["The mill fell."])])
    assert len(read(write(tmp_path, "b.pdf", sound))[0]) == 1


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.formats.pdfworker._GRACE_SECONDS", 0.01)
    data = bomb(b"0 0 m 1 1 l S\n" * 3_000_000)
    articles, issues = read(write(tmp_path, "a.pdf", data), ReadOptions(max_seconds=0.01))
    assert (articles, codes(issues)) == ([], ["too-large"])


def test_the_time_for_one_file_ends(tmp_path: Path) -> None:
    pages = [lines_at(50, 780, [f"Page number {n} says little."]) for n in range(30)]
    _, issues = read(write(tmp_path, "x.pdf", make_pdf(pages)), ReadOptions(max_seconds=1e-9))
    assert codes(issues) == ["too-large"]


def test_marks_and_words_of_other_fonts_stay_in_their_line() -> None:
    pieces = [
        Piece(50, 700, 90, 708, "The army"),
        Piece(90.2, 698, 92, 701, ","),
        Piece(95, 706, 98, 709, "“"),
        Piece(98, 700, 130, 708, "hill"),
        Piece(134, 701, 160, 709, "guard"),
        Piece(50, 686, 90, 694, "took it."),
    ]
    assert order_pieces(pieces, page_width=595) == ["The army, “hill guard", "took it."]


def test_three_columns() -> None:
    pieces = [
        Piece(x, 700 - 14 * n, x + 140, 710 - 14 * n, f"{name}{n}")
        for n in range(6)
        for name, x in (("a", 50.0), ("b", 220.0), ("c", 390.0))
    ]
    lines = [line for line in order_pieces(pieces, page_width=595) if line]
    assert lines == [f"{name}{n}" for name in "abc" for n in range(6)]


def test_a_page_without_text() -> None:
    assert order_pieces([], page_width=595) == []
    assert join_pages([]) == ""
