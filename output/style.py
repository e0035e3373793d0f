"""Colours: the same actor wears the same colour on every map, for ever."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from articles.models import Actor
from layers.models import State
from output.errors import BadStyleError

_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as "#rrggbb": `actors` to pick from by hash, `states` by state."""

    actors: tuple[str, ...]
    states: Mapping[State, str]

    def __post_init__(self) -> None:
        """Refuse what is no colour, and states without one."""
        faults = [c for c in (*self.actors, *self.states.values()) if not _COLOUR.fullmatch(c)]
        if faults or not self.actors or set(self.states) != set(State):
            raise BadStyleError(f"a palette needs actor colours and one per state, as #rrggbb: {faults}")


@cache
def load_palette() -> Palette:
    """Return the shipped palette.

    Raises:
        BadStyleError: If the data file breaks its schema.
    """
    data = tomllib.loads(resources.files("output").joinpath("data/palette.toml").read_text("utf-8"))
    try:
        return Palette(tuple(data["actors"]), {State(k): v for k, v in data["states"].items()})
    except (KeyError, ValueError) as error:
        raise BadStyleError(f"palette.toml: {error}") from error


def colour_of(actor: Actor | str) -> str:
    """Return the colour of an actor.

    Args:
        actor: An actor, or the id of one nothing more is known of.

    Returns:
        "#rrggbb": its own colour where it has a valid one, else one picked by a hash of its id.
    """
    own = actor.colour.lower() if isinstance(actor, Actor) else ""
    if _COLOUR.fullmatch(own):
        return own
    name = actor.id if isinstance(actor, Actor) else actor
    colours = load_palette().actors
    return colours[
        int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:8]) % len(colours)
    ]


def colour_of_state(state: State) -> str:
    """Return the colour of a state, for places and legends where no single actor's colour serves."""
    return load_palette().states[state]
