"""Hashtags of the Humanitarian Exchange Language (HXL 1.1): the row that tells machines what columns hold."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from output.errors import BadTagsError
from output.schema import LAYERS

_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+[a-z][a-z0-9_]*)*", re.IGNORECASE)


@cache
def load_tags() -> Mapping[str, str]:
    """Return the hashtag of each column, by name.

    Raises:
        BadTagsError: If the data file breaks its schema: a column without a tag, or no tag of the standard.
    """
    data = tomllib.loads(resources.files("output").joinpath("data/hxl.toml").read_text("utf-8"))
    tags, core = dict(data["columns"]), set(data["core"]["hashtags"])
    faults = [f"{name} = {tag}" for name, tag in tags.items() if not is_tag(tag) or _hashtag(tag) not in core]
    columns = {column.name for columns in LAYERS.values() for column in columns}
    faults += [f"{name} has none" for name in sorted(columns - set(tags))]
    if faults:
        raise BadTagsError(f"hxl.toml: each column has a core hashtag with attributes: {'; '.join(faults)}")
    return MappingProxyType(tags)


def tags_of(names: Iterable[str]) -> list[str]:
    """Return the row of hashtags for columns by name."""
    tags = load_tags()
    return [tags[name] for name in names]


def is_tag(text: str) -> bool:
    """Tell whether a cell is a hashtag with attributes: letters, digits and _, each part led by a letter."""
    return _TAG.fullmatch(text.strip()) is not None


def is_tag_row(cells: Iterable[str]) -> bool:
    """Tell whether a row is one of hashtags: some cells are, and those that are not are empty."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(is_tag(cell) for cell in filled)


def _hashtag(tag: str) -> str:
    return tag.split("+", maxsplit=1)[0].strip().removeprefix("#").lower()
