"""Measure the map page in a real Chromium, and folium's Timeline beside it where its scripts are at hand.

    python benchmarks/bench_map.py [--peers NODE_MODULES] [--out FOLDER]

NODE_MODULES is a folder with the packages leaflet, leaflet.timeline and moment, which folium's plugin would
load from elsewhere. One run; other work on the machine makes the times longer, never the sizes.
"""

import argparse
import gzip
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, sync_playwright

from layers.models import ControlInterval
from output.models import Results
from output.style import colour_of
from output.webmap import MapOptions, write_map
from tests.mapdata import make_large_results

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CASES = ((2_000, 20_000), (20_000, 100_000))
STEPS = 100
PLAY_SECONDS = 3

MEASURE = """async ([steps, seconds]) => {
  const quantile = (list, share) => [...list].sort((a, b) => a - b)[Math.floor(list.length * share)];
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const summary = (list) => [quantile(list, 0.5), quantile(list, 0.95)];
  const time = async (days) => {
    const handler = [], shown = [];
    for (const day of days) {
      await frame();
      const before = performance.now();
      PAGE_STEP(day);
      handler.push(performance.now() - before);
      await frame(); await frame();
      shown.push(performance.now() - before);
    }
    return { handler: summary(handler), shown: summary(shown) };
  };
  const all = PAGE_DAYS;
  const row = [...Array(steps).keys()];
  const result = {
    ready: PAGE_READY,
    daily: await time(row.map((n) => Math.floor(all / 3) + n)),
    jumps: await time(row.map((n) => (n * 977) % all)),
  };
  result.frames = await PAGE_PLAY(seconds, frame);
  return result;
}"""

OURS = {
    "PAGE_STEP(day)": "whoheld.store.set({ day }); whoheld.store.draw()",
    "PAGE_DAYS": "whoheld.days.count()",
    "PAGE_READY": "performance.getEntriesByName('whoheld-ready')[0].startTime",
    "PAGE_PLAY": """(async (seconds, frame) => {
      whoheld.store.set({ day: 100, unit: 'day', speed: 30 });
      await frame(); await frame();
      whoheld.timeline.play(true);
      await new Promise((done) => setTimeout(done, seconds * 1000));
      whoheld.timeline.play(false);
      return (whoheld.state.day - 100) / (30 * seconds);
    })""",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: sizes in MB, times in ms as (median, 95 %)."""

    name: str
    size_mb: float
    packed_mb: float
    write_s: float
    found: dict[str, Any]


def main() -> None:
    """Print one table per case."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--out", type=Path, default=Path(tempfile.mkdtemp(prefix="bench-map-")))
    arguments = parser.parse_args()
    executable = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if executable is None:
        raise SystemExit("no Chromium found")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=FLAGS)
        for towns, intervals in CASES:
            results = make_large_results(towns=towns, intervals=intervals)
            rows = [measure("whoheld", write_ours, results, arguments.out, browser.new_page(), OURS)]
            if arguments.peers:
                page = browser.new_page()
                page.route("**/*", lambda route: serve(route, arguments.peers))
                rows.append(
                    measure("folium Timeline", write_timeline, results, arguments.out, page, TIMELINE)
                )
            show(f"{towns} towns, {intervals} intervals", rows)
        browser.close()


def write_ours(results: Results, path: Path) -> None:
    """Write whoheld's map."""
    write_map(results, path, options=MapOptions(title="Benchmark"))


def measure(
    name: str,
    write: Callable[[Results, Path], None],
    results: Results,
    folder: Path,
    page: Page,
    words: dict[str, str],
) -> Row:
    """Write a map, open it, and time its slider."""
    path = folder / f"{name.replace(' ', '-')}-{len(results.intervals)}.html"
    began = time.perf_counter()
    write(results, path)
    took = time.perf_counter() - began
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(path.as_uri())
    page.wait_for_timeout(2500)
    code = MEASURE
    for word, script in words.items():
        code = code.replace(word, script)
    found = page.evaluate(code, [STEPS, PLAY_SECONDS])
    page.close()
    data = path.read_bytes()
    return Row(name, len(data) / 1e6, len(gzip.compress(data)) / 1e6, took, found)


def show(title: str, rows: list[Row]) -> None:
    """Print a table."""
    print(f"\n{title}")
    print(f"{'':18}{'MB':>7}{'gz':>7}{'write s':>9}{'ready ms':>10}{'day step ms':>16}{'jump ms':>16}"
          f"{'to 2nd frame':>16}{'30/s kept':>11}")  # fmt: skip
    for row in rows:
        pair = [
            f"{row.found[k][p][0]:.1f} / {row.found[k][p][1]:.1f}"
            for k, p in (("daily", "handler"), ("jumps", "handler"), ("daily", "shown"))
        ]
        print(
            f"{row.name:18}{row.size_mb:7.2f}{row.packed_mb:7.2f}{row.write_s:9.2f}{row.found['ready']:10.0f}"
            f"{pair[0]:>16}{pair[1]:>16}{pair[2]:>16}{row.found['frames']:>10.0%}"
        )


# --- folium's Timeline ------------------------------------------------------------------------------------

TIMELINE = {
    "PAGE_STEP(day)": "window.benchTimeline.setTime(window.benchFirst + day * 86400000)",
    "PAGE_DAYS": "window.benchDays",
    "PAGE_READY": "window.benchReady",
    "PAGE_PLAY": """(async (seconds, frame) => {
      let kept = 0;
      const end = performance.now() + seconds * 1000;
      for (let day = 100; performance.now() < end; day++) {
        window.benchTimeline.setTime(window.benchFirst + day * 86400000);
        const due = performance.now() + 1000 / 30;
        do await frame(); while (performance.now() < due - 2);
        kept++;
      }
      return kept / (30 * seconds);
    })""",
}


def write_timeline(results: Results, path: Path) -> None:
    """Write the same intervals with folium's Timeline, drawn on a canvas."""
    import folium  # noqa: PLC0415
    from folium.plugins import Timeline, TimelineSlider  # noqa: PLC0415
    from folium.utilities import JsCode  # noqa: PLC0415

    days = [span.start for span in results.intervals if span.start is not None]
    first, last = min(days), max(days) + timedelta(days=1)
    features = [feature(span, last.isoformat()) for span in results.intervals]
    draw = JsCode(
        "(f, at) => L.circleMarker(at, {radius: 4, weight: 1, fillOpacity: 1, color: f.properties.c})"
    )
    page = folium.Map(location=[33.5, 41], zoom_start=6, prefer_canvas=True, tiles=None)
    line = Timeline({"type": "FeatureCollection", "features": features}, point_to_layer=draw).add_to(page)
    slider = TimelineSlider(auto_play=False)
    slider.add_timelines(line)  # type: ignore[no-untyped-call]
    slider.add_to(page)
    html = page.get_root().render()
    expose = (
        f"<script>window.benchTimeline = {line.get_name()}; window.benchFirst = Date.parse('{first}');"
        f"window.benchDays = {(last - first).days}; window.benchReady = performance.now();</script></html>"
    )
    path.write_text(html.replace("</html>", expose), encoding="utf-8")


def feature(span: ControlInterval, end: str) -> dict[str, Any]:
    """Return an interval as Timeline wants it."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [span.place.point.lon, span.place.point.lat]},
        "properties": {
            "start": str(span.start), "end": str(span.end or end), "place": span.place.name,
            "c": colour_of(span.actors[0]) if span.actors else "#888888",
        },
    }  # fmt: skip


def serve(route: Route, modules: Path) -> None:
    """Answer a plugin's requests from a folder of packages."""
    files = {
        "leaflet.timeline.min.js": "leaflet.timeline/dist/leaflet.timeline.js",
        "moment.min.js": "moment/min/moment.min.js",
        "leaflet.js": "leaflet/dist/leaflet.js",
        "leaflet.css": "leaflet/dist/leaflet.css",
    }
    name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
    if route.request.url.startswith("file:"):
        route.continue_()
    elif name in files:
        route.fulfill(path=modules / files[name])
    else:
        route.abort()


if __name__ == "__main__":
    main()
