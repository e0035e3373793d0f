"""Draw the layers that are made from control: areas, front lines, changes, series."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from output.models import Results
from whoheld.errors import BadOptionError
from whoheld.options import check_within, parse_day

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from layers.models import ControlInterval
    from whoheld.startfile import StartMap

LAND_MARGIN_KM = 60.0


@dataclass(frozen=True, slots=True)
class DrawOptions:
    """Which days are drawn: some, a range, or the whole history.

    Attributes:
        on: Days of snapshots, ascending; empty = no snapshots.
        since: First day of the range; None = the beginning.
        until: Last day of the range; None = the end.
        start: A starting map for areas; None = none.
    """

    on: tuple[date, ...] = ()
    since: date | None = None
    until: date | None = None
    start: "StartMap | None" = None

    def __post_init__(self) -> None:
        """Refuse days that contradict each other, and the ends of the calendar."""
        check_within(*self.on, self.since, self.until)
        if self.on and (self.since or self.until):
            raise BadOptionError("--on gives single days, --since and --until a range: use one of the two")
        if self.since and self.until and self.until < self.since:
            raise BadOptionError(
                f"--since comes before --until, such as 2024-01-01 and 2024-01-31; "
                f"got {self.since} and {self.until}"
            )

    @property
    def is_range(self) -> bool:
        """Whether a range of days was chosen."""
        return self.since is not None or self.until is not None


def parse_days(text: str | None) -> tuple[date, ...]:
    """Return the days of an option such as "2024-07-08,2024-08-07", ascending and each once.

    Raises:
        BadOptionError: If a part is not a day, or there is none.
    """
    if text is None:
        return ()
    days = {day for part in text.split(",") if (day := parse_day(part.strip())) is not None}
    if not days:
        raise BadOptionError(f"--on takes days such as 2024-07-08,2024-08-07; got {text!r}")
    return tuple(sorted(days))


def check_drawing(layer: str, options: DrawOptions) -> None:
    """Refuse days or a starting map that a layer has no use for, before the work is done.

    Raises:
        BadOptionError: Names the layers that have.
    """
    if options.start and layer != "areas":
        raise BadOptionError(f"--base is for --layer areas; got {layer}")
    if layer not in _DRAW:
        if options.on or options.is_range:
            drawn = ", ".join(_DRAW)
            raise BadOptionError(f"--on, --since and --until are for the layers {drawn}; got {layer}")
    elif layer == "changes" and len(options.on) == 1:
        raise BadOptionError("changes between days need two, such as --on 2024-07-08,2024-08-07; got one")


def draw_layer(results: Results, layer: str, *, options: DrawOptions | None = None) -> Results:
    """Return the results with what a layer is made of.

    Args:
        results: Of one run.
        layer: Key of `output.schema.LAYERS`; those that every run has already need nothing.
        options: Which days to draw; the whole history unless given.

    Raises:
        BadOptionError: If the layer has no use for these days.
    """
    chosen = options or DrawOptions()
    check_drawing(layer, chosen)
    return replace(_DRAW[layer](results, chosen), days=chosen.on) if layer in _DRAW else results


def _draw_control(results: Results, options: DrawOptions) -> Results:
    """Keep the intervals that hold on one of the days, or on a day of the range."""
    if not options.on and not options.is_range:
        return results
    kept = [
        found
        for found in results.intervals
        if found.start is not None
        and (
            any(found.start <= day and (found.end is None or day < found.end) for day in options.on)
            if options.on
            else _is_within(found.start, found.end, options)
        )
    ]
    return replace(results, intervals=tuple(kept))


def _is_within(start: date, end: date | None, options: DrawOptions) -> bool:
    first, last = options.since or date.min, options.until or date.max
    return start <= last and (end is None or end > first)


def _draw_areas(results: Results, options: DrawOptions) -> Results:
    from layers.areas import build_areas  # noqa: PLC0415
    from layers.startmap import build_from_start  # noqa: PLC0415

    land, days = land_of(results.intervals), options.on or None
    if options.start is None:
        areas = build_areas(results.intervals, on=days, land=land)
        actors = results.actors
    else:
        areas = build_from_start(results.intervals, options.start.areas, on=days, land=land)
        actors = {**options.start.actors, **results.actors}
    kept = (area for area in areas if _is_within(area.start, area.end, options))
    return replace(results, areas=tuple(kept), actors=actors)


def _draw_front(results: Results, options: DrawOptions) -> Results:
    from layers.frontline import build_fronts  # noqa: PLC0415

    lines = build_fronts(results.intervals, on=options.on or None, land=land_of(results.intervals))
    kept = (line for line in lines if _is_within(line.start, line.end, options))
    return replace(results, fronts=tuple(kept))


def _draw_changes(results: Results, options: DrawOptions) -> Results:
    from layers.changes import compare_days, find_changes  # noqa: PLC0415

    if options.on:
        return replace(results, changes=compare_days(results.intervals, days=options.on))
    found = find_changes(results.intervals, since=options.since, until=options.until)
    return replace(results, changes=found)


def _draw_series(results: Results, options: DrawOptions) -> Results:
    from layers.series import build_series, clip_series  # noqa: PLC0415

    series = build_series(results.intervals, on=options.on or None, land=land_of(results.intervals))
    return replace(results, series=clip_series(series, since=options.since, until=options.until))


def draw_turnover(results: Results, *, options: DrawOptions | None = None) -> Results:
    """Return the results with what changed over a range of days: changes, holdings before and after, land.

    Args:
        results: Of one run.
        options: The range; it begins with the first dated state and ends with the last known day unless
            given.
    """
    from layers.changes import find_changes  # noqa: PLC0415
    from layers.series import build_series, measure_shifts  # noqa: PLC0415

    chosen = options or DrawOptions()
    known = [day for found in results.intervals for day in (found.start, found.end, found.last_report) if day]
    if not known:
        return results
    first, last = chosen.since or min(known), chosen.until or max(known)
    if last < first:
        return results
    days = (first - timedelta(days=1), last)
    land = land_of(results.intervals)
    return replace(
        results,
        changes=find_changes(results.intervals, since=first, until=last),
        series=build_series(results.intervals, on=days, land=land),
        shifts=measure_shifts(results.intervals, days=days, land=land),
        days=days,
    )


def land_of(intervals: Sequence["ControlInterval"]) -> "BaseGeometry | None":
    """Return the land around the places of intervals, None where there are none."""
    from geo.boundaries import Boundaries  # noqa: PLC0415
    from geo.landmask import land_around  # noqa: PLC0415
    from layers.reports import REGION_KINDS  # noqa: PLC0415

    points = sorted(
        {found.place.point for found in intervals if found.place.kind not in REGION_KINDS},
        key=lambda point: (point.lon, point.lat),
    )
    return land_around(Boundaries.open(), points, margin_km=LAND_MARGIN_KM) if points else None


_DRAW: Mapping[str, Callable[[Results, DrawOptions], Results]] = MappingProxyType(
    {
        "control": _draw_control,
        "areas": _draw_areas,
        "front": _draw_front,
        "changes": _draw_changes,
        "series": _draw_series,
    }
)
