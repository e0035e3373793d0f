"""Addresses of one page are known as such, however they are written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.web.canonical import address_key, canonical_url, is_address, site_of
from articles.web.sources import name_sources

PAGE = "https://news.example/2017/11/karlum"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{PAGE}?utm_source=feed&utm_medium=rss#comments", PAGE),
        ("HTTPS://News.Example:443/2017/11/karlum", PAGE),
        (f"{PAGE}?fbclid=1&page=2", f"{PAGE}?page=2"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/الرقة", "https://news.example/%D8%A7%D9%84%D8%B1%D9%82%D8%A9"),
        ("https://news.example/a%20b?q=%D8%A7", "https://news.example/a%20b?q=%D8%A7"),
        ("http://[2606:2800::1]/a", "http://[2606:2800::1]/a"),
        ("https://news.example/\n\ta", "https://news.example/a"),
        ("ftp://news.example/a", ""),
        ("https:///a", ""),
        ("http://news.example:99999/", ""),
        ("http://[::1", ""),
        ("karlum", ""),
    ],
)
def test_an_address_is_written_in_one_way(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


@pytest.mark.parametrize(
    "other",
    [
        "http://www.news.example/2017/11/karlum/",
        "https://m.news.example/2017/11/karlum?gclid=3",
        "https://amp.news.example/2017/11/karlum/amp",
        "https://news.example/2017/11/karlum/index.html",
    ],
)
def test_ways_to_one_page_have_one_key(other: str) -> None:
    assert address_key(other) == address_key(PAGE) != ""


def test_order_of_parameters_does_not_matter_to_the_key() -> None:
    assert address_key("https://a.example/x?b=2&a=1") == address_key("https://a.example/x?a=1&b=2")
    assert address_key("https://a.example/x?a=1") != address_key("https://a.example/x?a=2")


@pytest.mark.parametrize("front", ["https://news.example", "https://www.news.example/", "karlum", ""])
def test_front_pages_have_no_key(front: str) -> None:
    assert address_key(front) == ""


def test_a_short_host_keeps_its_first_word() -> None:
    assert site_of("https://m.example/a") == "m.example"
    assert site_of("https://www.news.example:8443/a") == "news.example:8443"


@pytest.mark.parametrize("text", ["C:\\articles\\a.txt", "articles/a.txt", "-", "a:b", "://x"])
def test_paths_are_no_addresses(text: str) -> None:
    assert not is_address(text)


def test_addresses_are_told_from_files(tmp_path: Path) -> None:
    listed, plain, text = tmp_path / "week.urls", tmp_path / "more.txt", tmp_path / "report.txt"
    listed.write_text(f"# this week\n\n{PAGE}\n  https://news.example/b  \nfile:///etc/passwd\n", "utf-8")
    plain.write_text("\ufeffhttps://news.example/c\r\nhttps://news.example/b\r\n", "utf-8")
    text.write_text(f"Rebels left the town, says {PAGE}\n", "utf-8")
    found = name_sources(
        ["https://news.example/feed", str(listed), str(plain), str(text), "ftp://a.example/x"]
    )
    assert found.addresses == (
        "https://news.example/feed",
        PAGE,
        "https://news.example/b",
        "https://news.example/c",
    )
    assert found.files == (str(text),)
    assert [(problem.code, problem.value) for problem in found.issues] == [
        ("refused-address", "file:///etc/passwd"),
        ("refused-address", "ftp://a.example/x"),
    ]


def test_a_long_list_is_read_whole_and_an_empty_one_said(tmp_path: Path) -> None:
    long, empty = tmp_path / "long.txt", tmp_path / "empty.urls"
    long.write_text("".join(f"https://news.example/articles/{n}\n" for n in range(2000)), "utf-8")
    empty.write_text("# none yet\n", "utf-8")
    found = name_sources([str(long), str(empty)])
    assert len(found.addresses) == 2000
    assert [problem.code for problem in found.issues] == ["empty"]


def test_a_text_that_begins_as_a_list_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{PAGE}\n" * 200 + "Rebels left the town.\n", "utf-8")
    assert name_sources([str(path)]).files == (str(path),)


def test_a_missing_list_and_a_folder_are_left_to_the_files(tmp_path: Path) -> None:
    (tmp_path / "in.urls").write_text(PAGE, "utf-8")
    missing = str(tmp_path / "none.urls")
    assert name_sources([missing, str(tmp_path)]).files == (missing, str(tmp_path))


@given(
    st.sampled_from(("http://", "https://")),
    st.text(alphabet="awm.-0", max_size=12),
    st.text(alphabet="aZ/.-_~", max_size=12),
    st.sampled_from(("", "/amp", "/index.html", "/index.htm/")),
)
def test_plain_addresses_have_the_key_of_the_long_way(scheme: str, host: str, path: str, end: str) -> None:
    url = f"{scheme}{host}{'/' if path else ''}{path}{end}"
    assert address_key(url) == address_key(f"{url}#fragment")
