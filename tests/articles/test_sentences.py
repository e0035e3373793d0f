import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.sentences import split_sentences


def pieces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Patton of the U.S. Army met Lt. Col. Doolittle in Boston, D.C. on Feb. 25 at 9 p.m. sharp.",
        "Road No. 5 near St. Darvan was cut by H. Dunant's aides.",
        "About 3.5 km remain, i.e. little.",
    ],
)
def test_abbreviations_do_not_end_sentences(text: str) -> None:
    assert pieces(text) == [text]


def test_headline_without_full_stop_is_a_sentence() -> None:
    assert pieces("Rebels take Darvan\nThe army left on Friday. It was cold.") == [
        "Rebels take Darvan",
        "The army left on Friday.",
        "It was cold.",
    ]


def test_line_break_inside_running_text_does_not_split() -> None:
    assert pieces("The army took\nthe town.") == ["The army took\nthe town."]


def test_closing_quote_belongs_to_its_sentence() -> None:
    assert pieces("“We hold Darvan.” The army denied it.") == ["“We hold Darvan.”", "The army denied it."]


@given(st.text(max_size=300))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
