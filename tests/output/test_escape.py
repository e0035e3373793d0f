"""Hostile text stays text."""

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.escape import clean_text, escape_html, safe_url, script_json

HOSTILE = [
    "<script>alert(1)</script>",
    "</script>",
    '<img onerror="x">',
    "`${x}`",
    "a & b",
    "' onload='x",
    "\x00",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_html_holds_no_markup(text: str) -> None:
    assert not set("<>\"'`\x00") & set(escape_html(text))


def test_escaped_html_reads_back() -> None:
    assert html.unescape(escape_html("<b>\"Tom\" & 'Jerry' `x`</b>")) == "<b>\"Tom\" & 'Jerry' `x`</b>"


@given(
    st.recursive(st.text() | st.integers() | st.none(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_script_json_is_json_without_markup(value: object) -> None:
    written = script_json(value)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written.encode("utf-8")) == value


def test_script_json_writes_lone_surrogates_as_escapes() -> None:
    assert script_json("a\ud800b") == '"a\\ud800b"'


def test_script_json_refuses_infinity() -> None:
    with pytest.raises(ValueError, match="JSON"):
        script_json(float("inf"))


@pytest.mark.parametrize(
    "url",
    ["http://news.example", "https://news.example/a?b=c&d=e#f", "HTTPS://News.example/x",
     " https://news.example/ ", "https://de.news.example/straße", "https://user@news.example/"],
)  # fmt: skip
def test_web_addresses_pass(url: str) -> None:
    assert safe_url(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
     "file:///etc/passwd", "//news.example", "https://", "http:///x", 'https://news.example/"onclick="x', "https://news.example/<b>",
     "vbscript:x", "https://news.example/a b", "https://[half", "https://news.example/\u2028a"],
)  # fmt: skip
def test_other_addresses_do_not(url: str) -> None:
    assert safe_url(url) == ""


@given(st.text())
def test_clean_text_can_be_encoded(text: str) -> None:
    clean_text(text).encode("utf-8")


def test_clean_text_keeps_line_breaks_and_tabs() -> None:
    assert clean_text("a\tb\r\nc\x1bd\ud800") == "a\tb\r\nc\ufffdd\ufffd"
