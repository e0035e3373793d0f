"""Wrapped lines are joined, headlines and lists are not; no offset moves."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wrapping import unwrap

PROSE = (
    "The army captured the town on Friday after a week of heavy clashes, the monitor said. Rebels in "
    "the north say that government forces and allied militias hold the old mill, where fighters are dug in."
)


@pytest.mark.parametrize("width", [45, 60, 72, 80])
def test_wrapped_prose_is_joined(width: int) -> None:
    assert unwrap(textwrap.fill(PROSE, width)) == PROSE


@pytest.mark.parametrize(
    "text",
    [
        "Mill falls to rebels\n" + PROSE,
        "Rebels take the mill in the north of the land\nArmy sends more men to the mill\nMonitor counts dead",
        "one\n\ntwo\n\nthree",
        "",
    ],
)
def test_other_breaks_stay(text: str) -> None:
    assert unwrap(text) == text


def test_spelled_out_breaks_break_lines() -> None:
    assert unwrap("The army left.\\nRebels came.\\n12 died") == "The army left. \nRebels came. \n12 died"


@pytest.mark.parametrize("text", [r"the folder C:\news of March", r"at C:\n", r"a \\n in code"])
def test_other_backslashes_stay(text: str) -> None:
    assert unwrap(text) == text


@given(st.lists(st.sampled_from(["a town fell", "Rebels took it", " ", "\n", "\n\n", "x" * 50])))
def test_only_breaks_change_and_no_offset_moves(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = unwrap(text)
    assert len(found) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, found, strict=True))
