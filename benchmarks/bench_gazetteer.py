"""Measure the gazetteer: seconds to build, milliseconds to the first answer, microseconds a look-up.

python benchmarks/bench_gazetteer.py            builds into a temporary folder
python benchmarks/bench_gazetteer.py --built    measures the one in the cache folder
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

T = TypeVar("T")
NAMES = (
    "Raqqa", "Deir ez-Zor", "Mosul", "Rawa", "Bakhmut", "Kyiv", "Hodeidah", "Sirte", "El Fasher", "Goma",
    "Syria", "Anbar", "Springfield", "Paris", "London", "Washington", "Texas", "Donbas", "Euphrates", "Dabiq",
    "Nowhereville", "Police", "دمشق", "Бахмут",
)  # fmt: skip
SPELLINGS = ("Deir Ezzor", "Hajeen", "Al Boukamal", "Maayadeen")

FIRST_ANSWER = """
import time
from geo.gazetteer import Gazetteer
started = time.perf_counter()
gazetteer = Gazetteer.open()
assert gazetteer.lookup("Raqqa")
print((time.perf_counter() - started) * 1000)
"""

RESIDENT = """
import sys
from geo.gazetteer import Gazetteer
gazetteer = Gazetteer.open()
for name in sys.argv[1].split("|"):
    gazetteer.lookup(name)
status = open("/proc/self/status").read()
print(int(status.split("VmRSS:")[1].split()[0]) / 1024)
"""


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--built", action="store_true", help="measure the gazetteer of the cache folder")
    if parser.parse_args().built:
        measure()
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WHOHELD_CACHE"] = folder
        measure()


def measure() -> None:
    """Print time to build, size and speed."""
    from geo.cache import ensure_gazetteer  # noqa: PLC0415

    started, worked = time.perf_counter(), time.process_time()
    path = ensure_gazetteer()
    wall, cpu = time.perf_counter() - started, time.process_time() - worked
    print(f"build              {wall:8.1f} s ({cpu:.1f} s of one core)")
    print(f"size               {path.stat().st_size / 1e6:8.1f} MB")
    print(f"first answer       {min(run(FIRST_ANSWER) for _ in range(3)):8.1f} ms after imports, best of 3")
    if Path("/proc/self/status").exists():
        print(f"resident           {run(RESIDENT, '|'.join(NAMES)):8.0f} MB, the whole process")
    measure_calls()


def measure_calls() -> None:
    """Print the time of each kind of look-up."""
    from geo.gazetteer import Gazetteer  # noqa: PLC0415
    from geo.models import LonLat  # noqa: PLC0415

    gazetteer = Gazetteer.open()
    by_spelling = partial(gazetteer.lookup_key, countries=["SY"])
    suggested = partial(gazetteer.suggest, countries=["SY"])
    near = partial(gazetteer.near, radius_km=25.0)
    centres = (LonLat(39.0, 35.95), LonLat(2.35, 48.85), LonLat(0.0, 0.0))
    print(f"look-up, new name  {new_look_ups(Gazetteer.open):8.1f} us")
    print(f"look-up, again     {per_call(gazetteer.lookup, NAMES):8.1f} us")
    print(f"look-up, spelling  {per_call(by_spelling, SPELLINGS):8.1f} us")
    print(f"suggest in Syria   {per_call(suggested, SPELLINGS):8.1f} us")
    print(f"near, 25 km        {per_call(near, centres):8.1f} us")


def new_look_ups(open_gazetteer: "Callable[[], Gazetteer]", *, rounds: int = 20) -> float:
    """Return the microseconds that a name takes which was never looked up, best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        gazetteer = open_gazetteer()
        started = time.perf_counter()
        for name in NAMES:
            gazetteer.lookup(name)
        best = min(best, (time.perf_counter() - started) / len(NAMES) * 1e6)
        gazetteer.close()
    return best


def per_call(function: Callable[[T], object], arguments: Sequence[T], *, rounds: int = 50) -> float:
    """Return the microseconds one call takes, best of three runs."""
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        for _ in range(rounds):
            for argument in arguments:
                function(argument)
        best = min(best, (time.perf_counter() - started) / rounds / len(arguments) * 1e6)
    return best


def run(code: str, *arguments: str) -> float:
    """Return the number that a fresh interpreter prints."""
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-c", code, *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout)


if __name__ == "__main__":
    main()
