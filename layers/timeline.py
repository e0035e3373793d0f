"""Control over time: claims of many places to intervals, by whichever fusion is asked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from layers.errors import UnknownFusionError
from layers.latest import fuse_place
from layers.models import ControlInterval, LocatedClaim

Fusion = Callable[[Mapping[str, Sequence[LocatedClaim]], "TimelineOptions"], Iterable[ControlInterval]]
"""Turns claims by place id into intervals; sees all places at once, to learn from one about another."""


@dataclass(frozen=True, slots=True)
class TimelineOptions:
    """How claims become intervals.

    Attributes:
        fusion: Key of `FUSIONS`.
    """

    fusion: str = "latest"

    def __post_init__(self) -> None:
        """Refuse fusions that do not exist."""
        if self.fusion not in FUSIONS:
            raise UnknownFusionError(f"fusion is one of {', '.join(sorted(FUSIONS))}, got {self.fusion!r}")


def fuse_latest(
    by_place: Mapping[str, Sequence[LocatedClaim]], _options: "TimelineOptions"
) -> Iterable[ControlInterval]:
    """Let the latest realised claim of each place win; see `layers.latest`."""
    for claims in by_place.values():
        yield from fuse_place(claims)


FUSIONS: Mapping[str, Fusion] = MappingProxyType({"latest": fuse_latest})
_DEFAULT = TimelineOptions()


def build_intervals(
    claims: Iterable[LocatedClaim], *, options: TimelineOptions = _DEFAULT
) -> tuple[ControlInterval, ...]:
    """Derive who reportedly held each place when.

    Args:
        claims: Located claims of any places, in any order.
        options: The fusion to use.

    Returns:
        For each place disjoint half-open intervals in UTC days; sorted by place id and start, undated ones
        first.
    """
    by_place: dict[str, list[LocatedClaim]] = {}
    for located in claims:
        by_place.setdefault(located.place.id, []).append(located)
    return tuple(sorted(FUSIONS[options.fusion](by_place, options), key=_order))


def _order(interval: ControlInterval) -> tuple[str, date]:
    return interval.place.id, interval.start or date.min
