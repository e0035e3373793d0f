"""The one place where text from articles is made safe for HTML, scripts, links, XML and spreadsheets."""

import html
import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\"<>\\^`{|}]")
_SCRIPT_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029\x7f"}
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return text with characters that no XML, HTML or UTF-8 file may hold replaced by U+FFFD."""
    return _CONTROL.sub("\ufffd", text)


def clean_texts(texts: Sequence[str | None]) -> Sequence[str | None]:
    """Return texts as `clean_text` gives them; quick where hardly any needs it."""
    if " ".join(filter(None, texts)).isprintable():
        return texts
    return [text if text is None or text.isprintable() else clean_text(text) for text in texts]


def escape_html(text: str) -> str:
    """Return text that stays text between tags and inside quoted attributes, in HTML and in XML.

    Args:
        text: Anything, hostile or not.

    Returns:
        The text with & < > quotes and backticks as entities and forbidden control characters as U+FFFD.
    """
    return html.escape(clean_text(text), quote=True).replace("`", "&#96;")


def script_json(value: Any) -> str:
    """Return JSON that may stand inside a `<script>` element of a UTF-8 page.

    Args:
        value: Dicts, lists, strings, finite numbers, booleans and None; keys keep their order.

    Returns:
        Compact JSON in which `<`, `>`, `&`, U+2028 and U+2029 are written as escapes.

    Raises:
        ValueError: If a number is not finite.
    """
    return compact_json(value).translate(_SCRIPT_ESCAPES)


def compact_json(value: Any) -> str:
    """Return JSON in one line for a UTF-8 file of its own; `script_json` is for pages.

    Args:
        value: As `script_json` takes it.

    Returns:
        JSON without spaces, non-ASCII letters as they are, lone surrogates as escapes.

    Raises:
        ValueError: If a number is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def safe_url(url: str) -> str:
    """Return the address if a page may link to it, else "".

    Args:
        url: What the source gave as its address.

    Returns:
        An http or https address with a host; it still goes through `escape_html` into an attribute.
    """
    candidate = url.strip()
    if _NOT_IN_URL.search(candidate):
        return ""
    try:
        parts = urlsplit(candidate)
        host = parts.hostname
    except ValueError:
        return ""
    return candidate if parts.scheme in ("http", "https") and host else ""


def guard_cell(text: str) -> str:
    """Return text that spreadsheets show as text, never run as a formula.

    An apostrophe is put before a leading = + - @ tab or return, and before apostrophes that lead to one of
    these, so that `unguard_cell` gives the same text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_cell(text: str) -> str:
    """Return the text that `guard_cell` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
