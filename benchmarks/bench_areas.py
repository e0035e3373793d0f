"""Measure how fast areas are drawn: 60 days and the whole history of 11,000 places.

    python benchmarks/bench_areas.py [--places 11000] [--steps 60]

The places lie around a front that wanders; every few days some of them change hands. Times are those
of the processor, so that other work on the machine counts little.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from geo.models import LonLat, Place, PlaceKind
from layers.areas import build_areas, snapshots
from layers.clusters import Cluster, build_clusters
from layers.models import ControlBasis, ControlInterval, State

FIRST = date(2020, 1, 1)
DAYS = 836
SCRATCH_DAYS = 5


def make_history(count: int) -> list[ControlInterval]:
    """Return the intervals of places in a square of 8 by 4 degrees with a front through it."""
    chance = random.Random(1)  # noqa: S311
    return [found for number in range(count) for found in _place(number, chance)]


def _place(number: int, chance: random.Random) -> Iterator[ControlInterval]:
    lon, lat = 30 + 8 * chance.random(), 46 + 4 * chance.random()
    place = Place(f"x:{number:05}", f"P{number}", LonLat(lon, lat), PlaceKind.TOWN)
    is_near = abs(lon - 34) < 0.5
    flips = sorted(chance.sample(range(60, DAYS), chance.choice([1, 2, 3]))) if is_near else []
    first = chance.randrange(60) if chance.random() < 0.5 else chance.randrange(DAYS)
    days = [first, *(day for day in flips if day > first), None]
    side = lon < 34
    for start, end in pairwise(days):
        yield ControlInterval(
            place, State.CONTROLLED, ("west" if side else "east",), ControlBasis.ASSESSED,
            FIRST + timedelta(days=start or 0), FIRST + timedelta(days=end) if end is not None else None,
            None, 0.9, ("c1",),
        )  # fmt: skip
        side = not side


def draw_days(cluster: Cluster, begin: int, count: int) -> float:
    """Return the seconds that days on end take, one after another, without the first."""
    moving = snapshots(cluster, [FIRST + timedelta(days=begin + step) for step in range(count + 1)])
    first = next(moving).start
    started = time.process_time()
    seen = {painted.start for painted in moving}
    assert len(seen | {first}) == count + 1  # noqa: S101
    return time.process_time() - started


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--places", type=int, default=11_000)
    parser.add_argument("--steps", type=int, default=60)
    chosen = parser.parse_args()
    intervals = make_history(chosen.places)
    every = [FIRST + timedelta(days=number * DAYS // chosen.steps) for number in range(chosen.steps)]
    started = time.process_time()
    areas = build_areas(intervals, on=every)
    print(f"{chosen.steps} days: {len(areas)} areas in {time.process_time() - started:.1f} s")
    started = time.process_time()
    areas = build_areas(intervals)
    print(f"whole history: {len(areas)} areas in {time.process_time() - started:.1f} s")
    started = time.process_time()
    for step in range(SCRATCH_DAYS):
        build_areas(intervals, on=[FIRST + timedelta(days=400 + step)])
    scratch_s = (time.process_time() - started) / SCRATCH_DAYS
    (cluster,) = build_clusters(intervals)
    moved_s = draw_days(cluster, 400, chosen.steps) / chosen.steps
    print(
        f"a day from scratch {scratch_s * 1000:.0f} ms, from the day before {moved_s * 1000:.1f} ms: ", end=""
    )
    print(f"{scratch_s / moved_s:.0f} times faster")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
