"""Measure project files: adding a little to much, rewriting the map, opening, size.

    python benchmarks/bench_project.py [--articles 100000] [--folder /path/to/keep/the/project]

The articles are made up of sentences of its own, the same ones each time; one in ten reports who took a town,
one in ten is a copy of another outlet's. With --folder the large project is made once and used again.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from output.webmap import write_map
from whoheld.mapchoices import map_options
from whoheld.options import RunOptions
from whoheld.pipeline import run
from whoheld.project.adding import Asked, add_sources
from whoheld.project.info import tell_info
from whoheld.project.store import open_project

TOWNS = (
    *("Aleppo", "Raqqa", "Deir ez-Zor", "Idlib", "Manbij", "Al-Bab", "Jarabulus", "Palmyra", "Homs", "Hama"),
    *("Mosul", "Tal Afar", "Sinjar", "Kirkuk", "Hawija", "Ramadi", "Fallujah", "Hit", "Rawa", "Al-Qaim"),
    *("Tikrit", "Baiji", "Samarra", "Baqubah", "Kobani", "Tabqa", "Mayadin", "Azaz", "Afrin", "Daraa"),
)
PARTIES = ("Islamic State", "Iraqi forces", "Syrian rebels", "the Syrian army", "Kurdish fighters")
OUTLETS = ("Example News", "Daily Sample", "Morning Wire", "River Post", "Plain Times", "Coast Herald")
CLAIMS = (
    "{a} captured {town} from {b} on {weekday} after days of fighting.",
    "{a} took full control of {town} on {weekday}, a commander said.",
    "Residents of {town} said {a} were driven out of the town by {b}.",
    "{a} still hold {town}, officials said on {weekday}.",
)
FILLERS = (
    "Prices of {thing} rose for the {nth} week in a row, traders at the market said.",
    "The ministry of {office} promised to repair {count} schools before the winter.",
    "A spokesman declined to comment on the talks, which are to resume next {weekday}.",
    "Aid workers handed out {count} parcels of {thing} and blankets to families.",
    "Local councils met to discuss water, power and the {nth} phase of the budget.",
    "The team won its {nth} match of the season in front of {count} spectators.",
    "Doctors at the clinic treated {count} people for the flu during the {nth} week.",
    "Farmers expect {count} tonnes of {thing} this year if the rain holds.",
    "The road to {town} was closed for repairs on {weekday}.",
    "A court adjourned the case of {count} former employees until {weekday}.",
)
WORDS = {
    "thing": ("bread", "sugar", "fuel", "rice", "tea", "wheat", "olives", "cotton", "onions", "cement"),
    "office": ("education", "health", "transport", "trade", "justice", "culture"),
    "nth": ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Saturday", "Sunday"),
}
FIRST_DAY = date(2014, 1, 1)
DAYS = 1800


def make_articles(count: int, *, seed: int) -> Iterator[dict[str, str]]:
    """Yield made-up articles, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    text, day = "", FIRST_DAY
    for number in range(count):
        if number % 10 != 9 or not text:
            text = " ".join(_sentences(chance, has_claim=number % 10 == 0))
            day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        outlet = OUTLETS[number % len(OUTLETS)]
        yield {
            "id": f"{seed}-{number}",
            "text": text,
            "title": text.split(",")[0][:60],
            "date": day.isoformat(),
            "source": outlet,
            "url": f"https://{outlet.lower().replace(' ', '-')}.example/{seed}/{number}",
        }


def _sentences(chance: random.Random, *, has_claim: bool) -> Iterator[str]:
    first, second = chance.sample(PARTIES, 2)
    if has_claim:
        yield _filled(chance, chance.choice(CLAIMS), first, second)
    for _ in range(chance.randint(6, 16)):
        yield _filled(chance, chance.choice(FILLERS), first, second)


def _filled(chance: random.Random, pattern: str, first: str, second: str) -> str:
    words = {name: chance.choice(choices) for name, choices in WORDS.items()}
    count, town = str(chance.randint(11, 9999)), chance.choice(TOWNS)
    sentence = pattern.format(a=first, b=second, town=town, count=count, **words)
    return sentence[0].upper() + sentence[1:]


def write_articles(path: Path, count: int, *, seed: int) -> int:
    """Write articles as JSON lines; return how many bytes of text they hold."""
    size = 0
    with path.open("w", encoding="utf-8") as file:
        for article in make_articles(count, seed=seed):
            size += len(article["text"].encode())
            file.write(json.dumps(article) + "\n")
    return size


def timed_add(project: Path, source: Path) -> float:
    """Return how many seconds adding takes, in a process of its own."""
    command = [sys.executable, "-m", "whoheld.cli", "add", str(project), str(source), "-q"]
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def timed(command: list[str]) -> float:
    """Return the best of three runs of a command, in seconds."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best


def measure(folder: Path, count: int) -> None:
    """Print the figures."""
    large, text = folder / "large.db", folder / "large.jsonl"
    size = write_articles(text, count, seed=1)
    start = time.perf_counter()
    add_sources(large, Asked([str(text)]))
    print(f"building {count} articles  {time.perf_counter() - start:8.1f} s")
    ratio = large.stat().st_size / size
    print(f"size                 {large.stat().st_size / 1e6:8.1f} MB, {ratio:.2f} x {size / 1e6:.1f} MB of text")
    _measure_adding(folder, large)
    _measure_map(folder, large)
    info = [sys.executable, "-m", "whoheld.cli", "info", str(large)]
    help_only = [sys.executable, "-m", "whoheld.cli", "--version"]
    print(f"whoheld info         {timed(info):8.2f} s, of these {timed(help_only):.2f} s for whoheld --version")
    start = time.perf_counter()
    tell_info(large)
    print(f"opening and counting {time.perf_counter() - start:8.3f} s in a running program")
    start = time.perf_counter()
    open_project(large).close()
    print(f"opening              {time.perf_counter() - start:8.3f} s in a running program")


def _measure_adding(folder: Path, large: Path) -> None:
    hundred = folder / "hundred.jsonl"
    pairs = []
    for seed in (2, 3, 4):
        write_articles(hundred, 100, seed=seed)
        empty = folder / f"empty-{seed}.db"
        empty.unlink(missing_ok=True)
        pairs.append((timed_add(empty, hundred), timed_add(large, hundred)))
    to_empty, to_large = (min(times) for times in zip(*pairs, strict=True))
    print(f"adding 100           {to_empty:8.2f} s to an empty project, {to_large:.2f} s to the large one:")
    print(f"                     {to_large / to_empty:8.2f} times")


def _measure_map(folder: Path, large: Path) -> None:
    page = folder / "map.html"
    for what in ("after adding", "nothing new"):
        start = time.perf_counter()
        results = run([str(large)], options=RunOptions())
        middle = time.perf_counter()
        write_map(results, page, options=map_options())
        end = time.perf_counter()
        print(
            f"map, {what:<13}   {end - start:8.2f} s: {middle - start:.2f} s to results, {end - middle:.2f} s to "
            f"write {len(results.claims)} claims"
        )
    command = [sys.executable, "-m", "whoheld.cli", "map", str(large), "-o", str(page), "-q"]
    print(f"whoheld map          {timed(command):8.2f} s")


def main() -> None:
    """Measure in a folder of its own, or in the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    if chosen.folder:
        chosen.folder.mkdir(parents=True, exist_ok=True)
    folder = chosen.folder or Path(tempfile.mkdtemp())
    try:
        measure(folder, chosen.articles)
    finally:
        if not chosen.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
