"""Colours of a picture's ground and marks: those of the map page in its light dress, read from its styles."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from output.errors import BadStyleError

_RULE = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_NAMED = re.compile(r"--(?:map-)?([a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;")
_NEEDED = frozenset(
    {
        "sea", "land", "coast", "border", "province", "river", "label", "country-label", "unknown", "silent",
        "dot-edge", "ink", "ink-2", "card", "line", "accent",
    }
)  # fmt: skip


@cache
def page_colours() -> Mapping[str, str]:
    """Return "#rrggbb" by name, such as "sea", "land" or "ink".

    Raises:
        BadStyleError: If the page's style sheet lacks a colour that pictures need.
    """
    sheet = resources.files("output").joinpath("page/tokens.css").read_text("utf-8")
    light = _RULE.search(sheet)
    found = dict(_NAMED.findall(light[1])) if light else {}
    if missing := sorted(_NEEDED - found.keys()):
        raise BadStyleError(f"tokens.css lacks {', '.join(missing)}")
    return MappingProxyType(found)
