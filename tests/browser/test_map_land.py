"""Areas and front lines of the page are those that Python draws, and repaint only where something changes."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import shapely

from articles.models import Actor
from geo.boundaries import Boundaries
from geo.landmask import land_around
from layers.areas import build_areas
from layers.clusters import build_clusters
from layers.frontline import build_fronts
from layers.mesh import BLANK
from layers.models import ControlInterval
from layers.series import build_series
from layers.startmap import StartArea
from layers.wearing import Wearing
from output.mapoptions import BaseMap
from output.models import Results
from tests.browser.conftest import MapOpener, MapPage
from tests.builders import DAY_ZERO, make_results
from tests.builders import day as day_of
from tests.mapdata import make_large_results, make_town_results

COAST_BOX = (35.0, 33.0, 38.5, 36.5)  # half sea, half land
ISLET_DEG = 0.09  # more than an islet and half of what is looked at
SAMPLES = 300
BORDER_DEG = 0.002  # 200 m: borders are straight on the equal-area map in Python, on the screen in the page
Label = tuple[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def coast() -> Results:
    """Return 500 towns by a real coast: about a fifth of their pieces are cut by water."""
    return make_large_results(towns=500, intervals=2_500, box_deg=COAST_BOX)


def labels_in_python(intervals: Iterable[ControlInterval], day: date) -> dict[str, Label]:
    """Return the label of each place that wears one, filled ones included."""
    found: dict[str, Label] = {}
    for cluster in build_clusters(intervals):
        wearing = Wearing(cluster)
        wearing.move(day.toordinal())
        for place, node in zip(cluster.places, cluster.mesh.node_of.tolist(), strict=True):
            label = cluster.labels[int(wearing.nodes[node])]
            if wearing.nodes[node] != BLANK and label is not None:
                found[place.id] = (label[0].value, label[1])
    return found


def labels_on_page(shown: MapPage) -> dict[str, Label]:
    rows = shown.js(
        """(() => { const { nodes } = whoheld.land.labelsOn(whoheld.state.day);
            const labels = whoheld.wearing.labels(); const { lead, cluster } = whoheld.mesh.get();
            const { places, actors } = whoheld.data; const rows = [];
            for (let n = 0; n < places.n; n++) {
              const label = cluster[n] && labels[nodes[lead[n]]];
              if (label) rows.push([places.id(n), label.state, label.actors.map((a) => actors[a].id)]);
            }
            return rows; })()"""
    )
    return {place: (state, tuple(actors)) for place, state, actors in rows}


def open_complete(open_map: MapOpener, *given: Any, **options: Any) -> MapPage:
    shown = open_map(*given, **options)
    shown.until("document.body.classList.contains('wh-complete')")
    return shown


def triangles_on_page(shown: MapPage) -> set[frozenset[str]]:
    rows = shown.js(
        """(() => { const { corners, places } = whoheld.mesh.get(); const rows = [];
            const name = (n) => (n < places ? whoheld.data.places.id(n) : '');
            for (let t = 0; t < corners.length; t += 3) rows.push([0, 1, 2].map((k) => name(corners[t + k])));
            return rows; })()"""
    )
    return {frozenset(row) for row in rows}


def test_page_has_pythons_triangles(open_map: MapOpener, coast: Results) -> None:
    shown = open_complete(open_map, coast, outlines=Boundaries.open())
    wanted = set()
    for cluster in build_clusters(coast.intervals):
        mesh = cluster.mesh
        names = [""] * len(mesh.nodes_km)
        for place, node in zip(cluster.places, mesh.node_of.tolist(), strict=True):
            names[node] = place.id
        spots = len(mesh.spots_km)
        wanted |= {
            frozenset(names[node] for node in row) for row in mesh.triangles.tolist() if min(row) < spots
        }
    assert triangles_on_page(shown) == wanted


@pytest.mark.parametrize("results", [make_town_results(), make_large_results(towns=700, intervals=2_100)])
def test_every_place_wears_pythons_label(open_map: MapOpener, results: Results) -> None:
    shown = open_complete(open_map, results)
    first = date.fromisoformat(shown.js("whoheld.days.iso(0)"))
    count = shown.js("whoheld.days.count()")
    for number in (0, count // 3, count - 1, count // 2, 1, 2):
        day = first + timedelta(days=number)
        shown.go(day.isoformat())
        assert labels_on_page(shown) == labels_in_python(results.intervals, day), day


def test_land_of_each_actor_is_pythons(open_map: MapOpener, coast: Results) -> None:
    shown = open_complete(open_map, coast, outlines=Boundaries.open())
    points = [span.place.point for span in coast.intervals]
    land = land_around(Boundaries.open(), points, margin_km=60.0)
    for day in (DAY_ZERO + timedelta(days=800), DAY_ZERO + timedelta(days=2500)):
        shown.go(day.isoformat())
        held = shown.js("Array.from(whoheld.landSize.on(whoheld.state.day).held)")
        names = shown.js("whoheld.data.actors.map((actor) => actor.id)")
        series = build_series(coast.intervals, on=[day], land=land)
        wanted = {row.actor: row.area_km2 for row in series if row.area_km2}
        found = {name: km2 for name, km2 in zip(names, held, strict=True) if km2}
        assert found == pytest.approx(wanted, rel=1e-3)  # shares of water are written in thousandths


def test_points_lie_in_pythons_areas(open_map: MapOpener, coast: Results) -> None:
    shown = open_complete(open_map, coast, outlines=Boundaries.open())
    dice = random.Random(3)  # noqa: S311
    west, south, east, north = COAST_BOX
    for number in (300, 2000):
        day = DAY_ZERO + timedelta(days=number)
        shown.go(day.isoformat())
        areas = build_areas(coast.intervals, on=[day])
        for _ in range(SAMPLES):
            lon, lat = dice.uniform(west, east), dice.uniform(south, north)
            around = shapely.Point(lon, lat).buffer(BORDER_DEG)
            over = [area for area in areas if area.geometry.intersects(around)]
            if over and not (len(over) == 1 and over[0].geometry.covers(around)):
                continue
            found = shown.js(
                f"""(() => {{ const {{ worldX, worldY }} = whoheld.columns;
                const found = whoheld.landInfo.at(worldX({lon}), worldY({lat}), whoheld.state.day);
                const names = (actors) => actors.map((actor) => whoheld.data.actors[actor].id);
                return found && [found.label.state, ...names(found.label.actors)];
                }})()"""
            )
            assert found == ([over[0].state.value, *over[0].actors] if over else None), (day, lon, lat)


def pixels(shown: MapPage, layer: str) -> list[int]:
    """Return every seventh byte of a layer's picture."""
    return list(
        shown.js(
            f"""(() => {{ const canvas = whoheld.layers.{layer}._container;
            const copy = document.createElement('canvas');
            [copy.width, copy.height] = [canvas.width, canvas.height];
            const ctx = copy.getContext('2d');
            ctx.drawImage(canvas, 0, 0);
            const {{ data }} = ctx.getImageData(0, 0, copy.width, copy.height);
            return Array.from(data).filter((_, n) => n % 7 === 0); }})()"""
        )
    )


@pytest.mark.parametrize("layer", ["land", "fronts"])
def test_step_repaints_a_part_and_leaves_the_whole_picture(open_map: MapOpener, layer: str) -> None:
    shown = open_complete(open_map, make_large_results(towns=700, intervals=2_100))
    shown.go("2019-05-05")
    for day in ("2019-05-06", "2019-05-07", "2019-05-08"):
        shown.go(day)
        shown.until("!whoheld.land.isStale()")
        assert 0 < shown.js("whoheld.land.boxes()[0]") < 30
    stepped = pixels(shown, layer)
    shown.js(f"whoheld.layers.{layer}.view.moved = true; whoheld.layers.{layer}.paint()")
    whole = pixels(shown, layer)
    assert sum(stepped) > 0
    assert sum(abs(one - other) > 24 for one, other in zip(stepped, whole, strict=True)) < len(whole) / 20_000


INK_AROUND = """([lat, lon]) => {
    const canvas = whoheld.layers.land._container;
    const box = canvas.getBoundingClientRect();
    const frame = whoheld.map.getContainer().getBoundingClientRect();
    const at = whoheld.map.latLngToContainerPoint([lat, lon]);
    const probe = document.createElement('canvas').getContext('2d');
    const [left, top] = [at.x + frame.left - box.left, at.y + frame.top - box.top];
    probe.drawImage(canvas, Math.round(left) - 6, Math.round(top) - 6, 12, 12, 0, 0, 12, 12);
    return probe.getImageData(0, 0, 12, 12).data.filter((_, n) => n % 4 === 3).reduce((a, b) => a + b, 0);
}"""


def test_land_is_cut_off_at_the_sea(open_map: MapOpener, coast: Results) -> None:
    shown = open_complete(open_map, coast, outlines=Boundaries.open())
    shown.go("2019-05-05")
    towns = [span.place.point for span in coast.intervals]
    sea = [(lat, 35.05 + 0.05 * column) for lat in (34.5, 35.0, 35.4) for column in range(11)]
    open_sea = [
        spot
        for spot in sea
        if min((spot[0] - p.lat) ** 2 + (spot[1] - p.lon) ** 2 for p in towns) > ISLET_DEG**2
    ]
    assert open_sea
    assert all(shown.page.evaluate(INK_AROUND, list(spot)) == 0 for spot in open_sea)
    assert (
        sum(shown.page.evaluate(INK_AROUND, [lat, 37.6]) > 0 for lat in (33.6, 34.2, 34.8, 35.4, 36.0)) >= 4
    )


def test_switches_hide_areas_and_front_lines(open_map: MapOpener) -> None:
    shown = open_complete(open_map, make_large_results(towns=100, intervals=100, box_deg=(40, 33, 41, 34)))
    for name, layer in (("areas", "land"), ("fronts", "fronts")):
        assert sum(pixels(shown, layer)) > 0
        shown.page.focus(f"[data-layer={name}]")
        shown.page.keyboard.press("Space")
        shown.settle()
        shown.until("!whoheld.land.isStale()")
        assert sum(pixels(shown, layer)) == 0
        assert name in shown.js("whoheld.fragment.write()")


def test_fragment_switches_front_lines_off(open_map: MapOpener) -> None:
    shown = open_complete(open_map, fragment="#no=fronts,regions")
    assert shown.js("JSON.stringify(whoheld.state.layers)").count("false") == 2


def test_land_of_switched_off_actors_is_blank_and_not_filled_by_others(open_map: MapOpener) -> None:
    shown = open_complete(open_map, make_large_results(towns=100, intervals=100, box_deg=(40, 33, 41, 34)))
    before = labels_on_page(shown)
    shown.js("whoheld.store.set({hidden: new Set(whoheld.data.actors.map((actor) => actor.n))})")
    shown.settle()
    shown.until("!whoheld.land.isStale()")
    assert sum(pixels(shown, "land")) == 0
    assert labels_on_page(shown) == before


def test_pointing_at_land_names_the_towns_it_is_inferred_from(open_map: MapOpener) -> None:
    shown = open_complete(open_map)
    shown.js("whoheld.map.setView([34.5, 38.2], 9, {animate: false})")
    shown.settle()
    x, y = shown.spot("Palms")
    shown.page.mouse.move(x, y + 30)
    shown.page.wait_for_selector("#wh-tip:not([hidden])")
    assert "Held by Red Army" in shown.page.inner_text("#wh-tip")
    assert "inferred from Palms" in shown.page.inner_text("#wh-tip")


def test_legend_says_how_land_is_drawn(open_map: MapOpener) -> None:
    shown = open_complete(open_map)
    assert "up to about 15 km" in shown.page.inner_text("#wh-areas-note")


def test_map_without_areas_holds_no_mesh(open_map: MapOpener) -> None:
    shown = open_complete(open_map, areas=False)
    assert shown.js("whoheld.mesh.options()") is None
    assert shown.page.is_hidden("[data-layer=fronts]")
    assert not shown.page.is_visible("#wh-areas-note")


def test_places_at_one_spot_are_one_node(open_map: MapOpener) -> None:
    results = make_large_results(towns=40, intervals=80, box_deg=(40, 33, 41, 34))
    spans = list(results.intervals)
    first, other = spans[0].place, next(span.place for span in spans if span.place != spans[0].place)
    moved = [
        replace(span, place=replace(span.place, point=first.point)) if span.place == other else span
        for span in spans
    ]
    shown = open_complete(open_map, replace(results, intervals=tuple(moved)))
    for day in ("2017-06-01", "2021-06-01", "2024-06-01"):
        shown.go(day)
        assert labels_on_page(shown) == labels_in_python(moved, date.fromisoformat(shown.day()))


def features_on_page(shown: MapPage) -> list[dict[str, Any]]:
    return list(shown.js("whoheld.outline.features(whoheld.state.day)"))


def test_saved_areas_are_pythons(open_map: MapOpener, coast: Results) -> None:
    shown = open_complete(open_map, coast, outlines=Boundaries.open())
    day = DAY_ZERO + timedelta(days=1700)
    shown.go(day.isoformat())
    areas = {
        (area.state.value, area.actors): area.geometry for area in build_areas(coast.intervals, on=[day])
    }
    found = {
        (feature["properties"]["state"], tuple(feature["properties"]["actors"])): shapely.geometry.shape(
            feature["geometry"]
        )
        for feature in features_on_page(shown)
        if feature["properties"]["layer"] == "area"
    }
    assert found.keys() == areas.keys()
    for label, shape in found.items():
        assert shape.is_valid, label
        assert shapely.symmetric_difference(shape, areas[label]).area < 2e-3 * areas[label].area, label


def test_saved_fronts_are_pythons(open_map: MapOpener, coast: Results) -> None:
    shown = open_complete(open_map, coast, outlines=Boundaries.open())
    day = DAY_ZERO + timedelta(days=1700)
    shown.go(day.isoformat())
    wanted = {
        (line.kind.value, line.actors): line.geometry.length
        for line in build_fronts(coast.intervals, on=[day])
    }
    found = {
        (feature["properties"]["kind"], tuple(feature["properties"]["actors"])): shapely.geometry.shape(
            feature["geometry"]
        ).length
        for feature in features_on_page(shown)
        if feature["properties"]["layer"] == "front"
    }
    assert found == pytest.approx(wanted, rel=2e-3)


def test_filtered_reports_leave_their_land_blank(open_map: MapOpener) -> None:
    shown = open_complete(open_map)
    at = "whoheld.landInfo.at(whoheld.data.places.x[{0}], whoheld.data.places.y[{0}], whoheld.state.day)"
    assert shown.js(at.format(shown.place("Palms")) + " !== null")
    shown.js("whoheld.state.filters.source = 'Blue Herald'; whoheld.filters.apply()")
    shown.until("Boolean(whoheld.state.filtered)")
    shown.until("!whoheld.land.isStale()")
    assert shown.js(at.format(shown.place("Palms")) + " === null")
    assert shown.js(at.format(shown.place("Gate")) + " !== null")


def test_chart_shows_land(open_map: MapOpener) -> None:
    shown = open_complete(open_map)
    shown.open("chart")
    shown.page.select_option("#wh-chart-unit", "land")
    held = shown.js("whoheld.landSize.on(whoheld.state.day).held[1]")
    cell = shown.page.inner_text("tr:has-text('Red Army') [data-now]")
    assert int(cell.replace(",", "")) == pytest.approx(held, abs=1)
    assert held > 400


def test_trusted_map_is_drawn_from_its_day_on_where_no_town_speaks(open_map: MapOpener) -> None:
    square = shapely.box(38.0, 34.3, 39.5, 36.2)
    base = BaseMap(
        "then.geojson",
        (StartArea("blue-front", square, day_of(30)),),
        {"blue-front": Actor("blue-front", "Blue Front")},
    )
    shown = open_complete(open_map, base=base)
    at = """(() => { const { worldX, worldY } = whoheld.columns;
        const found = whoheld.landInfo.at(worldX(38.6), worldY(35.2), whoheld.state.day);
        return found && found.label.actors.map((actor) => whoheld.data.actors[actor].id).join(); })()"""
    assert shown.js(at) == "blue-front"
    assert "then.geojson" in shown.page.inner_text("#wh-areas-note")
    held_by_red = (
        "whoheld.landInfo.at(whoheld.data.places.x[{0}], whoheld.data.places.y[{0}], whoheld.state.day)"
    )
    label = (
        held_by_red.format(shown.place("Palms"))
        + ".label.actors.map((n) => whoheld.data.actors[n].id).join()"
    )
    assert shown.js(label) == "red-army"
    shown.go("2017-01-20")
    assert shown.js(at) is None


def test_trusted_map_needs_no_reports(open_map: MapOpener) -> None:
    base = BaseMap(
        "then.geojson", (StartArea("blue", shapely.box(38, 34, 39, 36)),), {"blue": Actor("blue", "Blue")}
    )
    shown = open_complete(open_map, make_results(intervals=[], claims=[]), base=base)
    shown.js("whoheld.map.setView([35, 38.5], 6)")
    shown.settle()
    assert sum(pixels(shown, "land")) > 0
