"""What an import brings: entries, and how many lines it left out and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.entries import Entry
from geo.errors import BadPlaceDataError

_SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Imported:
    """The places of one file.

    Attributes:
        entries: In the order of the file, each id once.
        left_out: Reason to number of lines left out on purpose, such as kinds of features nobody fights over.
    """

    entries: tuple[Entry, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


def refuse_faults(faults: Sequence[str]) -> None:
    """Raise all faults in one error, if there are any; beyond twenty the rest are counted.

    Raises:
        BadPlaceDataError: With one fault a line.
    """
    if not faults:
        return
    more = len(faults) - _SHOWN_FAULTS
    shown = [*faults[:_SHOWN_FAULTS], *([f"... and {more} more"] if more > 0 else [])]
    raise BadPlaceDataError("\n".join(shown))
