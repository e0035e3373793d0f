"""Measure how long it takes to weigh reports into control intervals, and how much memory.

    python benchmarks/bench_control.py                  11,000 towns, 836 days, 36,000 reports, both clocks
    python benchmarks/bench_control.py --scaling        also a quarter and half of the reports
    python benchmarks/bench_control.py --actors 6       more parties than two

The reports are made up: towns on a jittered grid, two or more parties with straight moving fronts between
them, eight sources of which some err to their own side, late and copied reports among them. Every line is
measured in a process of its own.
"""

import argparse
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from articles.models import Basis, Claim, Days, Extent, Mention, Party, Relation, Role, Stance
from geo.models import LonLat, Place, PlaceKind
from layers.models import LocatedClaim
from layers.timeline import TimelineOptions, build_intervals

FIRST_DAY = date(2024, 5, 9)
SPACING_DEGREES = 0.04
ERRORS = (0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.25, 0.32)
MENTION = Mention(0, 1, "-", Role.TARGET, "town", 1.0)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make up."""

    towns: int = 11_000
    days: int = 836
    reports: int = 36_000
    actors: int = 2


def make_places(size: Size, random: np.random.Generator) -> list[Place]:
    """Return towns on a jittered grid."""
    width = int(np.ceil(np.sqrt(size.towns)))
    number = np.arange(size.towns)
    shift = random.uniform(-0.4, 0.4, (2, size.towns))
    lon = 30.0 + SPACING_DEGREES * 1.5 * (number % width + shift[0])
    lat = 47.0 + SPACING_DEGREES * (number // width + shift[1])
    return [
        Place(f"bench:{i:05d}", f"Town {i}", LonLat(lon=float(lon[i]), lat=float(lat[i])), PlaceKind.TOWN)
        for i in range(size.towns)
    ]


def holder_of(lon: Floats, day: Ints, size: Size) -> Ints:
    """Return who truly holds towns on days: bands of land whose borders move east."""
    width = SPACING_DEGREES * 1.5 * np.sqrt(size.towns)
    share = (lon - 30.0) / width - 0.15 * (day - size.days / 2) / size.days
    holders: Ints = np.clip(np.floor(share * size.actors), 0, size.actors - 1).astype(np.int64)
    return holders


def make_claims(size: Size) -> list[LocatedClaim]:
    """Return the reports: every town once, the rest wherever chance has it."""
    random = np.random.default_rng(101)
    places = make_places(size, random)
    extra = random.integers(0, size.towns, max(size.reports - size.towns, 0))
    town = np.concatenate([random.permutation(size.towns), extra])[: size.reports]
    day = random.integers(0, size.days, len(town))
    source = random.integers(0, len(ERRORS), len(town))
    truth = holder_of(np.array([places[t].point.lon for t in town]), np.maximum(day - 3, 0), size)
    is_wrong = random.random(len(town)) < np.array(ERRORS)[source]
    named = np.where(is_wrong, (truth + random.integers(1, size.actors, len(town))) % size.actors, truth)
    is_hedged = random.random(len(town)) < np.where(is_wrong, 0.5, 0.2)
    parties = [Party(f"p{number}", f"Party {number}", f"Party {number}") for number in range(size.actors)]
    return [
        make_report(
            number,
            places[town[number]],
            parties[named[number]],
            day=int(day[number]),
            stance=Stance.CLAIMED if is_hedged[number] else Stance.ASSERTED,
            source=f"source {source[number]}",
        )
        for number in range(len(town))
    ]


def make_report(
    number: int, place: Place, party: Party, *, day: int, stance: Stance, source: str
) -> LocatedClaim:
    """Return the claim that a party holds a place on a day."""
    when = date.fromordinal(FIRST_DAY.toordinal() + day)
    claim = Claim(
        id=f"{number:06d}",
        article_id=f"{number:06d}",
        sentence="",
        sentence_start=0,
        place=MENTION,
        relation=Relation.HELD,
        actor=party,
        opponent=None,
        stance=stance,
        extent=Extent.WHOLE,
        when=Days.day(when),
        when_basis=Basis.EXPLICIT,
        speaker="",
        rule="bench",
        confidence=0.9,
    )
    return LocatedClaim(claim, place, 1, source, when, "", "")


def measure(size: Size, fusion: str) -> str:
    """Return one line: seconds, peak memory and what came out."""
    claims = make_claims(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = time.perf_counter(), time.process_time()
    intervals = build_intervals(claims, options=TimelineOptions(fusion=fusion))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = f"{size.towns:7,} towns {size.days:5} days {size.reports:7,} reports {size.actors:3} actors"
    took = f"{wall:7.1f} s {cpu:7.1f} CPU s {peak:6.0f} MB (reports {before:.0f} MB)"
    return f"{fusion:13} {made} {took} {len(intervals):7,} intervals"


def main() -> None:
    """Print one line a measurement."""
    options = read_options()
    size = Size(options.towns, options.days, options.reports, options.actors)
    if options.only:
        print(measure(size, options.only))
        return
    shares = (4, 2, 1) if options.scaling else (1,)
    for fusion in ("as-it-stood", "looking-back"):
        for share in shares:
            values = {"towns": size.towns, "days": size.days, "actors": size.actors}
            values["reports"] = size.reports // share
            arguments = [part for name, value in values.items() for part in (f"--{name}", str(value))]
            subprocess.run([sys.executable, __file__, "--only", fusion, *arguments], check=True)


def read_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("towns", "days", "reports", "actors"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Size(), name))
    parser.add_argument("--only", help="one fusion, in this process", default="")
    parser.add_argument("--scaling", action="store_true", help="also with fewer reports")
    return parser.parse_args()


if __name__ == "__main__":
    main()
