"""Measure the map page in a real Chromium beside folium's time plugins, against the figures it should keep.

    python benchmarks/bench_map.py [--peers NODE_MODULES] [--out FOLDER]

NODE_MODULES is a folder with the packages leaflet, leaflet.timeline, moment, leaflet-timedimension,
iso8601-js-period, jquery and jquery-ui-dist, which folium's plugins would load from elsewhere. Other work on
the machine makes the times longer, never the sizes; the load before and after is printed.
"""

import argparse
import gzip
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from playwright.sync_api import TimeoutError as PatienceError

from benchmarks.map_news import make_news_results
from benchmarks.map_peers import TIMELINE, TIMESTAMPED, serve, write_timeline, write_timestamped
from output.models import Results
from output.webmap import MapOptions, write_map
from tests.mapdata import make_large_results

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
LOADS = 3
STEPS = 100
PLAY_SECONDS = 3
BUDGET_S = 20
PATIENCE_MS = 300_000
ARTICLES, NEWS_TOWNS = 25_000, 4_000
EVIDENCE_MB = 8.0


@dataclass(frozen=True, slots=True)
class Case:
    """A size of map and the figures to keep: sizes in MB, times in ms, ratios to Timeline."""

    towns: int
    intervals: int
    size_mb: float
    ready_ms: float
    step_ms: float
    faster: float
    smaller: float
    frames: float


CASES = (
    Case(2_000, 20_000, 0.5, 500, 1, 5, 1, 0.95),
    Case(20_000, 100_000, 2, 1000, 8, 20, 8, 0.6),
)

# Steps to the given days until the budget is spent; the time of the call, and until two frames later.
STEP = """async ([days, budget]) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const handler = [], shown = [], begun = performance.now();
  for (const day of days) {
    if (handler.length > 2 && performance.now() - begun > budget) break;
    await frame();
    const before = performance.now();
    PAGE_STEP(day);
    handler.push(performance.now() - before);
    await frame(); await frame();
    shown.push(performance.now() - before);
  }
  return { handler, shown };
}"""

PLAY = """async (seconds) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  let kept = 0;
  const end = performance.now() + seconds * 1000;
  for (let day = 100; performance.now() < end; day++) {
    PAGE_STEP(day);
    const due = performance.now() + 1000 / 30;
    do await frame(); while (performance.now() < due - 2);
    kept++;
  }
  return kept / (30 * seconds);
}"""

OURS = {
    "PAGE_STEP(day)": "(whoheld.store.set({ day }), whoheld.store.draw())",
    "PAGE_DAYS": "whoheld.days.count()",
    "PAGE_READY": "performance.getEntriesByName('whoheld-ready')[0].startTime",
    "PAGE_ALL": "performance.getEntriesByName('whoheld-complete')[0].startTime",
}
# The page's own player: days passed in the time, of those due.
OUR_PLAY = """async (seconds) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  whoheld.store.set({ day: 100, unit: 'day', speed: 30 });
  await frame(); await frame();
  whoheld.timeline.play(true);
  await new Promise((done) => setTimeout(done, seconds * 1000));
  whoheld.timeline.play(false);
  return (whoheld.state.day - 100) / (30 * seconds);
}"""
# Opens the panel of the town with most reports, and waits until a quoted sentence stands in it.
OPEN_PANEL = """async () => {
  const { claimFrom, n } = whoheld.data.places;
  const size = (place) => claimFrom[place + 1] - claimFrom[place];
  const place = [...Array(n).keys()].reduce((best, one) => (size(one) > size(best) ? one : best), 0);
  const times = [];
  for (let turn = 0; turn < 2; turn++) {
    whoheld.store.set({ place: -1, panel: '' });
    whoheld.store.draw();
    document.querySelector('#wh-drawer-body').replaceChildren();
    const before = performance.now();
    whoheld.store.set({ place, panel: 'town' });
    const isOpen = () => document.querySelector('#wh-drawer-body blockquote');
    while (!isOpen()) await new Promise((done) => setTimeout(done));
    times.push(performance.now() - before);
  }
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to measure: its name, what writes it, and the scripts that drive it."""

    name: str
    write: Callable[[Results, Path], None]
    words: Mapping[str, str]
    play: str = PLAY
    loads: int = LOADS


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one page: MB, seconds to write, ms (medians), MB of heap, share of frames."""

    name: str
    size_mb: float
    packed_mb: float
    write_s: float
    ready_ms: float
    all_ms: float
    day_ms: float
    jump_ms: float
    day_work_ms: float
    jump_work_ms: float
    shown_ms: float
    heap_mb: float
    frames: float
    steps: int


def main() -> None:
    """Print one table per case, each figure to keep with its verdict, and the evidence's size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--out", type=Path, default=Path(tempfile.mkdtemp(prefix="bench-map-")))
    arguments = parser.parse_args()
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    if executable is None:
        raise SystemExit("no Chromium found")
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=FLAGS)
        for case in CASES:
            results = make_large_results(towns=case.towns, intervals=case.intervals)
            rows = []
            for subject in list_subjects(arguments.peers):
                try:
                    rows.append(measure(subject, results, browser, arguments))
                except PatienceError:
                    print(f"{subject.name} had not loaded after {PATIENCE_MS // 1000} s and is left out")
            show(f"{case.towns} towns, {case.intervals} intervals", rows)
            judge(case, rows)
        measure_evidence(browser, arguments.out)
        browser.close()
    print(f"load of the machine after: {os.getloadavg()[0]:.1f}")


def list_subjects(peers: Path | None) -> list[Subject]:
    """Return our page, and the plugins' where their scripts are at hand."""
    ours = Subject("whoheld", write_ours, OURS, play=OUR_PLAY)
    if peers is None:
        return [ours]
    timeline = Subject("Timeline", write_timeline, TIMELINE, loads=3)
    return [ours, timeline, Subject("TimestampedGeoJson", write_timestamped, TIMESTAMPED, loads=1)]


def write_ours(results: Results, path: Path) -> None:
    """Write whoheld's map."""
    write_map(results, path, options=MapOptions(title="Benchmark"))


def measure(subject: Subject, results: Results, browser: Browser, arguments: argparse.Namespace) -> Row:
    """Write a map, open it some times, and step through it once."""
    path = arguments.out / f"{subject.name}-{len(results.intervals)}.html"
    began = time.perf_counter()
    subject.write(results, path)
    write_s = time.perf_counter() - began
    ready, complete = [], []
    for turn in range(subject.loads):
        page = open_page(browser, path, arguments.peers)
        ready.append(float(page.evaluate(fill(subject, "PAGE_READY"))))
        complete.append(float(page.evaluate(fill(subject, "PAGE_ALL"))))
        if turn < subject.loads - 1:
            page.context.close()
    days, session = int(page.evaluate(fill(subject, "PAGE_DAYS"))), page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    daily, daily_work = step(page, session, subject, [days // 3 + n for n in range(STEPS)])
    jumps, jumps_work = step(page, session, subject, [(n * 977) % days for n in range(STEPS)])
    frames = float(page.evaluate(fill(subject, subject.play), PLAY_SECONDS))
    session.send("HeapProfiler.collectGarbage")
    heap_mb = read_metric(session, "JSHeapUsedSize") / 1e6
    page.context.close()
    data = path.read_bytes()
    return Row(
        name=subject.name, size_mb=len(data) / 1e6, packed_mb=len(gzip.compress(data)) / 1e6,
        write_s=write_s, ready_ms=median(ready), all_ms=median(complete),
        day_ms=median(daily["handler"]), jump_ms=median(jumps["handler"]),
        day_work_ms=daily_work, jump_work_ms=jumps_work, shown_ms=median(daily["shown"]),
        heap_mb=heap_mb, frames=frames, steps=len(daily["handler"]),
    )  # fmt: skip


def fill(subject: Subject, code: str) -> str:
    """Return a script with the subject's own words in it."""
    for word, script in subject.words.items():
        code = code.replace(word, script)
    return code


def open_page(browser: Browser, path: Path, peers: Path | None) -> Page:
    """Open a page in a context of its own and let it come to rest; the plugins' files come from a folder."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    if peers is not None:
        page.route("**/*", lambda route: serve(route, peers))
    page.goto(path.as_uri())
    page.wait_for_timeout(2000)
    return page


def step(
    page: Page, session: CDPSession, subject: Subject, days: Sequence[int]
) -> tuple[dict[str, list[float]], float]:
    """Return the times of steps, and the main thread's work a step: what the call puts off included."""
    before = read_metric(session, "TaskDuration")
    found = page.evaluate(fill(subject, STEP), [list(days), BUDGET_S * 1000])
    page.wait_for_timeout(400)
    return found, 1000 * (read_metric(session, "TaskDuration") - before) / len(found["handler"])


def read_metric(session: CDPSession, name: str) -> float:
    """Return one of Chromium's own counts; times are the thread's own, in seconds."""
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return next(float(metric["value"]) for metric in metrics if metric["name"] == name)


def show(title: str, rows: Sequence[Row]) -> None:
    """Print a table, and each page's ratios to ours."""
    print(f"\n{title}\n{'':20}{'MB':>7}{'gz':>6}{'write s':>9}{'ready':>7}{'all':>7}{'day':>8}{'jump':>8}"
          f"{'day work':>10}{'jump work':>11}{'2 frames':>10}{'heap MB':>9}{'30/s kept':>11}")  # fmt: skip
    for row in rows:
        print(f"{row.name:20}{row.size_mb:7.3f}{row.packed_mb:6.2f}{row.write_s:9.2f}{row.ready_ms:7.0f}"
              f"{row.all_ms:7.0f}{row.day_ms:8.2f}{row.jump_ms:8.2f}{row.day_work_ms:10.2f}"
              f"{row.jump_work_ms:11.2f}{row.shown_ms:10.1f}{row.heap_mb:9.1f}{row.frames:11.0%}"
              + (f"  stopped after {row.steps} steps" if row.steps < STEPS else ""))  # fmt: skip
    ours = rows[0]
    for row in rows[1:]:
        names = ("size_mb", "ready_ms", "day_ms", "jump_ms", "day_work_ms", "jump_work_ms", "heap_mb")
        ratios = [f"{name} {getattr(row, name) / getattr(ours, name):.1f}" for name in names]
        print(f"  {row.name} / whoheld: {', '.join(ratios)}")


def judge(case: Case, rows: Sequence[Row]) -> None:
    """Print each figure to keep, what was found, and whether it is kept."""
    ours = rows[0]
    verdicts = [
        ("HTML, MB", ours.size_mb, case.size_mb, ours.size_mb <= case.size_mb),
        ("interactive, ms", ours.ready_ms, case.ready_ms, ours.ready_ms <= case.ready_ms),
        ("slider step, ms", ours.day_ms, case.step_ms, ours.day_ms <= case.step_ms),
        ("frames kept", ours.frames, case.frames, ours.frames >= case.frames),
    ]
    if len(rows) > 1:
        faster, smaller = rows[1].jump_ms / ours.jump_ms, rows[1].size_mb / ours.size_mb
        verdicts.append(("times faster than Timeline, jump", faster, case.faster, faster >= case.faster))
        verdicts.append(("times smaller than Timeline", smaller, case.smaller, smaller >= case.smaller))
    for name, found, wanted, kept in verdicts:
        print(f"  {'pass' if kept else 'MISS'}  {name}: {found:.3g} (to keep: {wanted:g})")


def measure_evidence(browser: Browser, folder: Path) -> None:
    """Print the size of many articles' evidence, and how long the first town's panel takes."""
    results = make_news_results(articles=ARTICLES, towns=NEWS_TOWNS)
    path = folder / "evidence.html"
    write_map(results, path, options=MapOptions(title="Benchmark"))
    html = path.read_text(encoding="utf-8")
    block = html.split('id="whoheld-evidence">')[1].split("</script>")[0]
    sentences = "\n".join(dict.fromkeys(located.claim.sentence for located in results.claims)).encode()
    page = open_page(browser, path, None)
    first, again = page.evaluate(OPEN_PANEL)
    ready = float(page.evaluate(OURS["PAGE_READY"]))
    page.context.close()
    print(f"\nevidence of {ARTICLES} made-up articles: {len(results.claims)} reports on {NEWS_TOWNS} towns, "
          f"sentences of {len(sentences) / len(results.claims):.0f} bytes "
          f"({len(gzip.compress(sentences)) / len(results.claims):.0f} gzipped)")  # fmt: skip
    print(f"  page {len(html.encode()) / 1e6:.2f} MB, ready {ready:.0f} ms; a town's panel opens after "
          f"{first:.0f} ms the first time, {again:.0f} ms the next")  # fmt: skip
    verdict = "pass" if len(block) / 1e6 <= EVIDENCE_MB else "MISS"
    print(f"  {verdict}  evidence, MB: {len(block) / 1e6:.2f} (to keep: {EVIDENCE_MB:g})")


if __name__ == "__main__":
    main()
