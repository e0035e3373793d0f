"""Colours are stable and valid."""

import re

import pytest

from layers.models import State
from output.errors import BadStyleError
from output.style import Palette, colour_of, colour_of_state, load_palette
from tests.builders import make_actor


def test_an_actors_own_colour_wins() -> None:
    assert colour_of(make_actor(colour="#ABCDEF")) == "#abcdef"


@pytest.mark.parametrize("colour", ["", "red", "#abc", "#12345g", "url(x)"])
def test_an_invalid_own_colour_is_replaced(colour: str) -> None:
    assert colour_of(make_actor("Army", colour=colour)) == colour_of("army")


@pytest.mark.parametrize(("actor", "colour"), [("army", "#4a43e2"), ("rebels", "#105b75"), ("", "#ec8ef4")])
def test_picked_colours_never_change(actor: str, colour: str) -> None:
    assert colour_of(actor) == colour


def test_palette_colours_differ_from_each_other_and_from_states() -> None:
    palette = load_palette()
    every = [*palette.actors, *palette.states.values()]
    assert len(set(every)) == len(every)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in every)


def test_every_state_has_a_colour() -> None:
    assert {colour_of_state(state) for state in State} == set(load_palette().states.values())


def test_a_palette_without_all_states_is_refused() -> None:
    with pytest.raises(BadStyleError):
        Palette(("#000000",), {State.UNKNOWN: "#111111"})
