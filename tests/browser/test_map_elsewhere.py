"""The map in other places: a notebook's frame, online tiles on request, a page of folium's own layers."""

from pathlib import Path

import folium

from output.controlmap import render_page
from output.webmap import MapOptions, build_map
from tests.browser.conftest import NOT_LOCAL, MapOpener, MapPage
from tests.mapdata import SquareWorld, make_town_results

TILES = "https://tiles.example/{z}/{x}/{y}.png"


def test_online_tiles_are_asked_for_only_when_wanted(open_map: MapOpener) -> None:
    shown = open_map(tiles=TILES, tiles_credit="Tiles by <b>Example</b>")
    shown.page.wait_for_timeout(300)
    outside = {url.split("/")[2] for url in shown.requests if NOT_LOCAL.match(url)}
    assert outside == {"tiles.example"}
    assert "Tiles by <b>Example</b>" in shown.page.inner_text(".leaflet-control-attribution")
    shown.requests.clear()
    shown.errors.clear()


def test_map_runs_in_a_notebooks_frame(open_map: MapOpener, tmp_path: Path) -> None:
    shown = open_map()
    notebook = tmp_path / "notebook.html"
    made = build_map(make_town_results(), options=MapOptions(title="In a frame", outlines=SquareWorld()))
    notebook.write_text(f"<!DOCTYPE html><title>n</title>{made._repr_html_()}", encoding="utf-8")
    shown.page.goto(notebook.as_uri())
    frame = MapPage(shown.page)
    frame.until("frames.length === 1 && frames[0].document.body?.classList.contains('wh-ready')")
    frame.until("frames[0].document.getElementById('wh-title').textContent === 'In a frame'")


def test_map_file_runs_in_an_iframe_of_another_page(open_map: MapOpener, tmp_path: Path) -> None:
    shown = open_map()
    outer = tmp_path / "outer.html"
    frame = f'<iframe src="{shown.page.url.split("#")[0]}#d=2017-02-05" width="700" height="500"></iframe>'
    outer.write_text(f"<!DOCTYPE html><title>o</title>{frame}", encoding="utf-8")
    shown.page.goto(outer.as_uri())
    inner = shown.page.frame_locator("iframe")
    inner.locator("body.wh-ready").wait_for()
    assert inner.locator("#wh-date").inner_text() == "5 February 2017"
    inner.locator("#wh-back").click()
    inner.locator("#wh-date", has_text="4 February 2017").wait_for()


def test_folium_layers_can_be_added(open_map: MapOpener, tmp_path: Path) -> None:
    shown = open_map()
    made = build_map(make_town_results(), options=MapOptions(title="With a circle", outlines=SquareWorld()))
    folium.CircleMarker(location=[35, 40], radius=30, color="#123456").add_to(made)
    path = tmp_path / "circle.html"
    path.write_text(render_page(made), encoding="utf-8")
    shown.page.goto(path.as_uri())
    shown.until("document.body.classList.contains('wh-ready')")
    assert shown.js("document.querySelectorAll('path.leaflet-interactive').length") == 1
