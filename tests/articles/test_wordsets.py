"""Word lists are checked on load."""

import pytest

from articles.errors import BadDataFileError
from articles.wordsets import parse_word_sets, word_sets


def test_the_shipped_lists_are_sound() -> None:
    assert "gen" in word_sets()["abbreviations"]
    assert "The" in word_sets()["starters"] & word_sets()["not_names"]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadDataFileError) as caught:
        parse_word_sets('starters = ""\nnot_names = 3\nextra = "a"')
    for words in (
        "abbreviations: missing",
        "extra: no such list",
        "starters: expected words",
        "not_names: expected text",
    ):
        assert words in str(caught.value)
