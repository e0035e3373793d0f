"""Message files: every language says everything the English one says, and nothing else."""

import re
from importlib import resources

import pytest

from output.errors import UnknownLanguageError
from output.messages import list_languages, load_messages
from output.webpage import LOADER, SCRIPTS, STYLES, load_page_parts

CODE = (*LOADER, *SCRIPTS)
PAGE = resources.files("output") / "page"


@pytest.mark.parametrize("language", list_languages())
def test_language_is_complete(language: str) -> None:
    messages = load_messages(language)
    assert messages.language == language
    assert all(messages.words.values())


def test_english_is_there() -> None:
    assert "en" in list_languages()


def test_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(UnknownLanguageError, match=r"no words for 'tlh'; there are .*en"):
        load_messages("tlh")


def test_every_key_the_page_asks_for_exists() -> None:
    words = load_messages("en").words
    stems = {re.sub(r"_(one|other)$", "", key) for key in words}
    code = "\n".join((PAGE / f"{name}.js").read_text("utf-8") for name in CODE)
    code += (PAGE / "page.html").read_text("utf-8")
    asked = set(re.findall(r"""\b(?:t|count|words\.t|words\.count)\('([a-z0-9_]+)'""", code))
    asked |= set(re.findall(r'data-t(?:-label|-hint)?="([a-z0-9_]+)"', code))
    assert not sorted(asked - stems - set(words))


def test_every_file_of_the_page_is_used() -> None:
    there = {entry.name for entry in PAGE.iterdir() if entry.name.endswith((".js", ".css"))}
    assert there == {f"{name}.js" for name in CODE} | {f"{name}.css" for name in STYLES}


def test_scripts_are_small_strict_and_say_their_job() -> None:
    for name in CODE:
        text = (PAGE / f"{name}.js").read_text("utf-8")
        assert text.startswith("'use strict';\n/**"), name
        assert text.count("\n") <= 260, name
        assert not re.search(
            r"\binnerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|^\s*var\s", text, re.MULTILINE
        ), name


def test_nothing_in_the_page_ends_its_own_element() -> None:
    parts = load_page_parts()
    for text in (parts.loader, *parts.scripts, *parts.styles):
        assert "</script" not in text.lower()
        assert "</style" not in text.lower()
        assert "\r" not in text
