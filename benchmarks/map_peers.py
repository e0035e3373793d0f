"""The same intervals as folium's own time plugins draw them, for bench_map.py to measure."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import folium
from folium.plugins import Timeline, TimelineSlider, TimestampedGeoJson
from folium.utilities import JsCode
from playwright.sync_api import Route

from layers.models import ControlInterval
from output.models import Results
from output.style import colour_of

DAY_MS = 86_400_000
DRAWN = "{radius: 4, weight: 1, fillOpacity: 1, color: f.properties.c}"

# What bench_map.py puts in place of its words, by plugin.
TIMELINE = {
    "PAGE_STEP(day)": f"window.benchTimeline.setTime(window.benchFirst + day * {DAY_MS})",
    "PAGE_DAYS": "window.benchDays",
    "PAGE_READY": "window.benchReady",
    "PAGE_ALL": "window.benchReady",
}
TIMESTAMPED = {
    **TIMELINE,
    "PAGE_STEP(day)": f"window.benchMap.timeDimension.setCurrentTime(window.benchFirst + day * {DAY_MS})",
}
_FILES = {
    "leaflet.timeline.min.js": "leaflet.timeline/dist/leaflet.timeline.js",
    "moment.min.js": "moment/min/moment.min.js",
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "jquery.min.js": "jquery/dist/jquery.min.js",
    "jquery-ui.min.js": "jquery-ui-dist/jquery-ui.min.js",
    "iso8601.min.js": "iso8601-js-period/iso8601.js",
    "leaflet.timedimension.min.js": "leaflet-timedimension/dist/leaflet.timedimension.min.js",
    "leaflet.timedimension.control.css": "leaflet-timedimension/dist/leaflet.timedimension.control.min.css",
}


def write_timeline(results: Results, path: Path) -> None:
    """Write the intervals with folium's Timeline, drawn on a canvas."""
    first, last = _range(results.intervals)
    page = folium.Map(location=[33.5, 41], zoom_start=6, prefer_canvas=True, tiles=None)
    line = Timeline(
        _collect([_feature(span, last) for span in results.intervals]),
        point_to_layer=JsCode(f"(f, at) => L.circleMarker(at, {DRAWN})"),
    ).add_to(page)
    slider = TimelineSlider(auto_play=False)
    slider.add_timelines(line)  # type: ignore[no-untyped-call]
    slider.add_to(page)
    _write(page, path, f"window.benchTimeline = {line.get_name()};", (first, last))


def write_timestamped(results: Results, path: Path) -> None:
    """Write the intervals with folium's TimestampedGeoJson: each a circle from its first to its last day."""
    first, last = _range(results.intervals)
    features = []
    for span in results.intervals:
        made = _feature(span, last)
        start, end = (_milliseconds(date.fromisoformat(made["properties"][key])) for key in ("start", "end"))
        style = {"radius": 4, "weight": 1, "fillOpacity": 1, "color": made["properties"]["c"]}
        made["properties"] = {"times": [start, end - 1], "icon": "circle", "iconstyle": style}
        features.append(made)
    page = folium.Map(location=[33.5, 41], zoom_start=6, prefer_canvas=True, tiles=None)
    TimestampedGeoJson(  # type: ignore[no-untyped-call]
        json.dumps(_collect(features), separators=(",", ":")),
        period="P1D", duration="PT1S", auto_play=False, add_last_point=False, transition_time=33,
    ).add_to(page)  # fmt: skip
    _write(page, path, f"window.benchMap = {page.get_name()};", (first, last))


def serve(route: Route, modules: Path) -> None:
    """Answer a plugin's requests from a folder of packages."""
    name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
    if route.request.url.startswith("file:"):
        route.continue_()
    elif name in _FILES:
        route.fulfill(path=modules / _FILES[name])
    else:
        route.abort()


def _range(intervals: Sequence[ControlInterval]) -> tuple[date, date]:
    days = [span.start for span in intervals if span.start is not None]
    return min(days), max(days) + timedelta(days=1)


def _feature(span: ControlInterval, last: date) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [span.place.point.lon, span.place.point.lat]},
        "properties": {
            "start": str(span.start), "end": str(span.end or last), "place": span.place.name,
            "c": colour_of(span.actors[0]) if span.actors else "#888888",
        },
    }  # fmt: skip


def _collect(features: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _write(page: folium.Map, path: Path, expose: str, days: tuple[date, date]) -> None:
    first, last = days
    script = (
        f"<script>{expose} window.benchFirst = {_milliseconds(first)};"
        f"window.benchDays = {(last - first).days}; window.benchReady = performance.now();</script></html>"
    )
    html = page.get_root().render()
    path.write_text(html.replace("</html>", script), encoding="utf-8")
