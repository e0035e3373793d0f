"""What an import brings: entries, and how many lines it left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.entries import Entry


@dataclass(frozen=True, slots=True)
class Imported:
    """The places of one file.

    Attributes:
        entries: In the order of the file, each id once.
        left_out: Reason to number of lines left out on purpose, such as kinds of features nobody fights over.
    """

    entries: tuple[Entry, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
