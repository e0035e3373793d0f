"""How a name stands to the place it names."""

from dataclasses import dataclass
from enum import StrEnum

from geo.models import Place


class Label(StrEnum):
    """What kind of name it is; the order is the order of trust."""

    NAME = "name"
    ALIAS = "alias"
    DEMONYM = "demonym"
    ABBREVIATION = "abbreviation"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place under one of its names."""

    place: Place
    label: Label
