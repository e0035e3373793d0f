"""Publication days: from metadata, addresses and datelines; never from the body."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.errors import BadDateError
from articles.models import DateSource
from articles.published import Publication, find_publication, read_day, url_day

OPTION = date(2017, 12, 1)
BODY = (
    "The army said on Friday that its soldiers had entered the old mill after a week of shelling, and that "
    "the rebels who had held it since December 2015 were gone."
)

DATELINES = [
    ("Example Daily News, 21 Nov 2017", date(2017, 11, 21), "Example Daily News"),
    ("AFP Sunday 26 Jul 2015", date(2015, 7, 26), "AFP"),
    ("BASRA, Nov 17, 2017 (Reuters) - Troops left.", date(2017, 11, 17), "Reuters"),
    ("17.11.2017 14:03 Example Tribune", date(2017, 11, 17), "Example Tribune"),
    ("Monday 23 Oct 2017", date(2017, 10, 23), ""),
    ("- 22.11.2017", date(2017, 11, 22), ""),
    ("November 17, 2017 | 10:31 AM EST", date(2017, 11, 17), ""),
    ("By Ada Ndiaye, November 17, 2017", date(2017, 11, 17), ""),
    ("Published: 3 June 2016 10:21 GMT. Updated: 5 June 2016", date(2016, 6, 3), ""),
    ("Posted on June 3, 2016", date(2016, 6, 3), ""),
    ("First published 3 June 2016", date(2016, 6, 3), ""),
    ("date: 2016-06-03", date(2016, 6, 3), ""),
]


@pytest.mark.parametrize(("line", "day", "outlet"), DATELINES)
def test_dateline_in_the_header(line: str, day: date, outlet: str) -> None:
    found = find_publication(f"Old mill changes hands\n\n{line}\n\n{BODY}", option=OPTION)
    assert found == Publication(day, DateSource.DATELINE, outlet)


NO_DATELINES = [
    "Paris, France, November 20, 2015",
    "Fall of the mill, 10 June 2014",
    "Updated: 5 June 2016",
    "Last modified 5 June 2016",
    "Copyright 2016",
    "The mill was taken on 3 May 2016.",
    "BASRA, Nov 17 (Reuters) - Troops left.",
    "3/4/2016",
    "December 2015",
    "Friday",
    "31 February 2016",
]


@pytest.mark.parametrize("line", NO_DATELINES)
def test_other_lines_give_no_day(line: str) -> None:
    assert find_publication(f"Old mill changes hands\n\n{line}\n\n{BODY}").day is None


def test_days_in_the_body_are_never_used() -> None:
    caption = "Neighbours mourn in Paris, France, November 20, 2015. A. Ndiaye/Agency"
    text = (
        f"Old mill changes hands\n\n{BODY}\n\n3 May 2016\n\n{caption}\n\nExample News, 4 May 2016\n\n{BODY}"
    )
    assert find_publication(text) == Publication()


def test_a_published_line_at_the_end_counts() -> None:
    assert find_publication(f"{BODY}\n{BODY}\nPublished on 3 June 2016").day == date(2016, 6, 3)


def test_an_outlets_dateline_beats_the_site_that_printed_it_again() -> None:
    text = f"OLD MILL CHANGES HANDS\n- 22.11.2017\nExample Daily News, 21 Nov 2017\n{BODY}"
    assert find_publication(text).day == date(2017, 11, 21)


def test_two_bare_days_leave_the_day_unknown() -> None:
    assert find_publication("3 May 2016\nThe mill fell.\n7 May 2016\nThe hill fell.").day is None


def test_the_order_of_what_counts() -> None:
    text = f"Mill falls\nPosted on 4 May 2016\nExample News, 6 May 2016\n{BODY}"
    url = "https://news.example/2016/05/05/mill"
    metadata = date(2016, 5, 3)
    bare = f"Mill falls\nExample News, 6 May 2016\n{BODY}"
    full = find_publication(text, metadata=metadata, url=url, option=OPTION)
    assert (full.day, full.source) == (date(2016, 5, 4), DateSource.DATELINE)
    assert find_publication(bare, metadata=metadata, url=url, option=OPTION).day == date(2016, 5, 6)
    bare = f"Mill falls\n\n6 May 2016\n\n{BODY}"
    in_table = find_publication(bare, metadata=metadata, url=url, option=OPTION)
    assert (in_table.day, in_table.source) == (metadata, DateSource.METADATA)
    in_url = find_publication(bare, url=url, option=OPTION)
    assert (in_url.day, in_url.source) == (date(2016, 5, 5), DateSource.URL)
    assert find_publication(bare, option=OPTION).day == date(2016, 5, 6)
    option = find_publication(BODY, option=OPTION)
    assert (option.day, option.source) == (OPTION, DateSource.OPTION)
    assert find_publication(BODY) == Publication(None, DateSource.UNKNOWN, "")


HEADS = [
    ("Published November 22 2017", date(2017, 11, 22)),
    ("Date of publication 22 November 2017", date(2017, 11, 22)),
    ("Mill falls to rebels AFP Wednesday 22 Nov 2017", date(2017, 11, 22)),
    ("Wednesday 22 November 2017", date(2017, 11, 22)),
    ("Wed Nov 22 2017", date(2017, 11, 22)),
    ("22.11.2017(updated 1731 22.11.2017)", date(2017, 11, 22)),
    ("22.11.2017) Get short URL", date(2017, 11, 22)),
    ("22-11-2017", date(2017, 11, 22)),
    ("03-11-2017", date(2017, 11, 3)),
    ("Last updated at Nov 222017 BASRA", date(2017, 11, 22)),
    ("Last updated: 22 November 2017", date(2017, 11, 22)),
]


@pytest.mark.parametrize(("head", "day"), HEADS)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_a_date_line_that_opens_the_text_beats_metadata(head: str, day: date, gap: str) -> None:
    found = find_publication(head + gap + BODY, metadata=date(2017, 11, 9))
    assert (found.day, found.source) == (day, DateSource.DATELINE)


@pytest.mark.parametrize(
    "head",
    [
        "9 April 2016 saw the mill change hands.",
        "Neighbours said that on 9 April 2016 troops left.",
        "Last updated at Nov 12 2017 BASRA",
        "Accessed 22 November 2017",
        "April 2016",
        "9 April 2016 to 12 May 2016",
        "Nov 17",
    ],
)
def test_other_heads_leave_metadata_alone(head: str) -> None:
    found = find_publication(f"{head} {BODY}", metadata=date(2017, 11, 9))
    assert (found.day, found.source) == (date(2017, 11, 9), DateSource.METADATA)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("BASRA, Nov 17 (Reuters) - Troops left.", date(2017, 11, 17)),
        ("BASRA, Dec 30 (AFP) - Troops left.", date(2016, 12, 30)),
    ],
)
def test_the_users_day_tells_the_year_of_an_agencys_dateline(line: str, day: date) -> None:
    found = find_publication(line, option=OPTION)
    assert (found.day, found.source) == (day, DateSource.DATELINE)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/2017/11/21/mill-falls", date(2017, 11, 21)),
        ("https://news.example/2017/11/21", date(2017, 11, 21)),
        ("https://news.example/world/2017-11-21-mill.html", date(2017, 11, 21)),
        ("https://news.example/20171121/mill", date(2017, 11, 21)),
        ("https://news.example/mill_2017_11_21.html", date(2017, 11, 21)),
        ("https://news.example/2017/11/mill", None),
        ("https://news.example/2017/02/31/mill", None),
        ("https://news.example/id-20179999", None),
        ("https://news.example/story/1201711215", None),
        ("", None),
    ],
)
def test_day_in_an_address(url: str, day: date | None) -> None:
    assert url_day(url) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2017-11-21", date(2017, 11, 21)),
        (" 2017-11-21 ", date(2017, 11, 21)),
        ("2017-11-21T10:00:00Z", date(2017, 11, 21)),
        ("2017-11-21T01:30:00+03:00", date(2017, 11, 20)),
        ("2017-11-21 23:30", date(2017, 11, 21)),
        ("20171121", date(2017, 11, 21)),
    ],
)
def test_days_of_tables(words: str, day: date) -> None:
    assert read_day(words) == day


@pytest.mark.parametrize(
    "words", ["", "2017", "2017-11", "2017-02-31", "21.11.2017", "Friday", "0001-01-01T00:00:00+14:00"]
)
def test_words_that_are_no_day(words: str) -> None:
    with pytest.raises(BadDateError, match="expected a day like 2017-11-21"):
        read_day(words)


LINES = st.sampled_from(
    [
        "21 Nov 2017",
        "Example News, 21 Nov 2017",
        "Published:",
        "Updated 3 May 2016",
        "(Reuters)",
        BODY,
        "",
        "Nov 17",
    ]
)


@given(st.lists(LINES, max_size=6).map("\n".join) | st.text(), st.none() | st.dates(), st.text(max_size=30))
def test_any_text_has_a_day_and_an_origin_or_neither(text: str, option: date | None, url: str) -> None:
    found = find_publication(text, option=option, url=url)
    assert (found.day is None) == (found.source is DateSource.UNKNOWN)
