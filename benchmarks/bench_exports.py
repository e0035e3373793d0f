"""Measure how long it takes to write layers for GIS software, and how much memory, beside plain geopandas.

    python benchmarks/bench_exports.py                        100,000 intervals, every format
    python benchmarks/bench_exports.py --intervals 1000000 --alone    a million, without geopandas beside
    python benchmarks/bench_exports.py --formats .gpkg .csv   some formats

The intervals are made up: ten a town, each on one to three reports out of two thousand. Every line is
measured in a process of its own, with all libraries loaded before the clock starts. "plain" is geopandas'
to_file or to_parquet of a frame that is ready, with the same columns: only the layer `control`, where our
GeoPackage holds the evidence, claims, articles and styles, too; "same" writes those tables plainly as well;
"framed" is plain with the time to make the frame.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from articles.models import (
    Actor,
    Article,
    Basis,
    Claim,
    DateSource,
    Days,
    Extent,
    Mention,
    Party,
    Relation,
    Stance,
)
from geo.models import LonLat, Place, PlaceKind
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State
from output.frames import layer_frame
from output.geopackage import geopackage_tables
from output.models import Results
from output.writers import write_results

FIRST_DAY = date(2014, 1, 1)
INTERVALS_A_TOWN = 10
INTERVAL_DAYS = 90
REPORTS = 2_000
ACTORS = 20
SENTENCE = "The army said on Friday that its troops had taken the town after two days of fighting."
FORMATS = (".gpkg", ".geojson", ".parquet", ".fgb", ".csv", ".zip", ".kml")
DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf"}


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock and of the processors, and the process's highest memory so far."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def make_results(count: int) -> Results:
    """Return results with a number of control intervals."""
    random = np.random.default_rng(707)
    actors = [Actor(f"actor-{number}", f"Actor {number}") for number in range(ACTORS)]
    places = make_places(-(-count // INTERVALS_A_TOWN), random)
    claims = [make_claim(number, places[number % len(places)], actors) for number in range(REPORTS)]
    cited = random.integers(0, REPORTS, (count, 3)).tolist()
    numbers = random.integers(1, 4, count).tolist()
    holders = random.integers(0, ACTORS, count).tolist()
    intervals = tuple(
        make_interval(
            places[number // INTERVALS_A_TOWN],
            number % INTERVALS_A_TOWN,
            actors[holders[number]].id,
            tuple(claims[claim].claim.id for claim in cited[number][: numbers[number]]),
        )
        for number in range(count)
    )
    articles = tuple(make_article(number) for number in range(REPORTS))
    known = {actor.id: actor for actor in actors}
    return Results(articles, tuple(claims), (), intervals, (), known, (), {})


def make_places(count: int, random: np.random.Generator) -> list[Place]:
    """Return towns anywhere."""
    lon, lat = random.uniform(20, 60, count), random.uniform(10, 50, count)
    return [
        Place(
            f"bench:{i:06d}", f"Town {i}", LonLat(float(lon[i]), float(lat[i])), PlaceKind.TOWN, "XX", "Unit"
        )
        for i in range(count)
    ]


def make_article(number: int) -> Article:
    """Return an article of one sentence."""
    return Article(
        id=f"article-{number:06d}",
        text=SENTENCE,
        title="Town taken",
        published=FIRST_DAY,
        published_from=DateSource.METADATA,
        source=f"Outlet {number % 50}",
        language="en",
        url=f"https://news.example/{number}",
        where="bench",
    )


def make_claim(number: int, place: Place, actors: list[Actor]) -> LocatedClaim:
    """Return a report."""
    actor = actors[number % ACTORS]
    article = make_article(number)
    claim = Claim(
        id=f"{number:016x}",
        article_id=article.id,
        sentence=SENTENCE,
        sentence_start=0,
        place=Mention(0, len(place.name), place.name),
        relation=Relation.CAPTURED,
        actor=Party(actor.id, actor.name, actor.name),
        opponent=None,
        stance=Stance.ASSERTED,
        extent=Extent.WHOLE,
        when=Days.day(FIRST_DAY),
        when_basis=Basis.EXPLICIT,
        speaker="",
        rule="bench",
        confidence=0.9,
    )
    return LocatedClaim(claim, place, 1, article.source, FIRST_DAY, article.url, article.title)


def make_interval(place: Place, turn: int, actor: str, evidence: tuple[str, ...]) -> ControlInterval:
    """Return a town's state for a while; the last one lasts."""
    start = FIRST_DAY + timedelta(days=turn * INTERVAL_DAYS)
    end = None if turn == INTERVALS_A_TOWN - 1 else start + timedelta(days=INTERVAL_DAYS)
    return ControlInterval(
        place, State.CONTROLLED, (actor,), ControlBasis.ASSESSED, start, end, start, 0.87, evidence
    )


def measure(work: Callable[[], object]) -> Took:
    """Return what a piece of work takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Took(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def write_plainly(frame: gpd.GeoDataFrame, path: Path) -> Callable[[], object] | None:
    """Return how geopandas writes a frame in the format of a path, None where it does not."""
    if path.suffix == ".parquet":
        return lambda: frame.to_parquet(path, compression="zstd")
    if path.suffix not in DRIVERS:
        return None
    return lambda: frame.to_file(path, driver=DRIVERS[path.suffix])


def write_tables_plainly(results: Results, path: Path) -> Callable[[], object]:
    """Return how pyogrio writes all tables of our GeoPackage from frames that are ready."""
    tables = [table for table in geopackage_tables(results) if table.name != "control"]
    frames = {
        table.name: pd.DataFrame(
            [row.cells for row in table.make_rows()], columns=[c.name for c in table.columns]
        )
        for table in tables
    }
    control = layer_frame(results, layer="control")

    def write() -> None:
        control.to_file(path, layer="control", driver="GPKG")
        for name, frame in frames.items():
            pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", append=True)

    return write


def compare(suffix: str, count: int, *, is_alone: bool) -> str:
    """Return one line: what a format takes and, unless it is alone, what geopandas takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = make_results(INTERVALS_A_TOWN)
        write_results(few, folder / f"warm{suffix}")
        if plain := write_plainly(layer_frame(few, layer="control"), folder / f"warm2{suffix}"):
            plain()
        results = make_results(count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        own = measure(lambda: write_results(results, folder / f"own{suffix}"))
        size_mb = (folder / f"own{suffix}").stat().st_size / 1e6
        line = f"{suffix:9}{count:10,} {own.wall_s:7.2f} s ({own.cpu_s:.2f} CPU) {own.peak_mb:6.0f} MB "
        line += f"(results {before:.0f} MB)"
        line += f" file {size_mb:5.1f} MB"
        if is_alone:
            return line
        frames: list[gpd.GeoDataFrame] = []
        made = measure(lambda: frames.append(layer_frame(results, layer="control")))
        if plain := write_plainly(frames[0], folder / f"plain{suffix}"):
            took = measure(plain)
            framed = Took(took.wall_s + made.wall_s, took.cpu_s + made.cpu_s, took.peak_mb)
            line += f" | plain {told(took, own)} | framed {told(framed, own)}"
        if suffix == ".gpkg":
            took = measure(write_tables_plainly(results, folder / f"same{suffix}"))
            line += f" | same {told(took, own)}"
        return line


def told(other: Took, own: Took) -> str:
    """Return what another writer took, and how many times as long ours takes."""
    return f"{other.wall_s:.2f} s ({other.cpu_s:.2f} CPU), {own.wall_s / other.wall_s:.2f} x"


def main() -> None:
    """Print one line a format."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--intervals", type=int, default=100_000)
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS)
    parser.add_argument("--alone", action="store_true", help="without geopandas beside")
    parser.add_argument("--only", help="one format, in this process", default="")
    options = parser.parse_args()
    if options.only:
        print(compare(options.only, options.intervals, is_alone=options.alone), flush=True)
        return
    for suffix in options.formats:
        words = ["--only", suffix, "--intervals", str(options.intervals)]
        words += ["--alone"] if options.alone else []
        subprocess.run([sys.executable, __file__, *words], check=True)


if __name__ == "__main__":
    main()
