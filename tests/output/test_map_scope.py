"""What a map leaves out: places outside its box, exact places, what is newer than its last day."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
import shapely

from articles.models import Actor, Issue
from geo.models import LonLat, Place
from layers.coarse import CELL_DEG, cell_of
from layers.startmap import StartArea
from output.columns import decode_signed
from output.frame import Frame
from output.mapoptions import BaseMap
from output.webmap import MapOptions, Precision, build_map
from tests.builders import (
    day,
    make_article,
    make_claim,
    make_interval,
    make_located,
    make_place,
    make_results,
)
from tests.mapdata import SquareWorld, make_town_results
from tests.output.pageblobs import read_blob

OPTIONS = MapOptions(title="Test map", outlines=SquareWorld(), version="9.9")
WEST_BOX = Frame(37, 33, 40, 36.2)


def render(options: MapOptions) -> str:
    return str(build_map(make_town_results(), options=options).get_root().render())


def test_box_keeps_what_lies_in_it_and_lists_the_rest() -> None:
    html = render(replace(OPTIONS, box=WEST_BOX))
    core, evidence = read_blob(html, "whoheld-data"), read_blob(html, "whoheld-evidence")
    assert sorted(core["places"]["name"]) == ["Gate", "Palms", "Westland"]
    assert [row[0] for row in evidence["gaps"]["outside"]] == ["Old Ford", "Dust", "Millbrook"]
    assert evidence["gaps"]["outside"][0] == ["Old Ford", "Al Anbar, IQ", 2]
    assert core["about"]["outside"] == 3
    assert ["box", "37,33,40,36.2"] in core["about"]["settings"]
    assert "Millbrook town" not in html


def test_map_opens_on_its_box() -> None:
    view = read_blob(render(replace(OPTIONS, box=WEST_BOX)), "whoheld-data")["basemap"]["view"]
    assert [side / 500 for side in view] == [37, 33, 40, 36.2]


def test_every_claim_is_inside_or_counted_outside() -> None:
    everything = read_blob(render(OPTIONS), "whoheld-data")["about"]["claims"]
    html = render(replace(OPTIONS, box=WEST_BOX))
    outside = read_blob(html, "whoheld-evidence")["gaps"]["outside"]
    assert read_blob(html, "whoheld-data")["about"]["claims"] + sum(row[2] for row in outside) == everything


def test_area_is_cut_to_the_box() -> None:
    html = render(replace(OPTIONS, box=Frame(35, 31, 38, 39)))
    assert read_blob(html, "whoheld-data")["places"]["name"] == ["Westland"]


@pytest.mark.parametrize(
    "sides", [(40, 33, 37, 36), (37, 36, 40, 33), (-181, 0, 0, 1), (0, 0, 1, 91), (37, 33, 37, 36)]
)
def test_box_must_be_one(sides: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="such as 36,32,48,38; got"):
        MapOptions(box=Frame(*sides))


def test_coarse_map_names_no_town_and_no_exact_place() -> None:
    results = make_town_results()
    results = replace(
        results,
        settings={"near": "Palms", "fusion": "latest"},
        issues=(Issue("no-date", "palms.txt:7", "Palms bears no date", "Palms"),),
    )
    html = str(build_map(results, options=replace(OPTIONS, precision=Precision.DISTRICT)).get_root().render())
    data = "".join(re.findall(r'<script type="[a-z/]+" id="whoheld-\w+">(.*?)</script>', html, re.DOTALL))
    for secret in (
        "Palms",
        "Old Ford",
        "Millbrook",
        "Nowhere",
        "Nakhl",
        "النخل",
        "example.org",
        "Headline",
        "Rawa",
    ):
        assert secret not in data, secret
    core, evidence = read_blob(html, "whoheld-data"), read_blob(html, "whoheld-evidence")
    assert core["coarse"] is True
    assert evidence["sentences"] == [""]
    assert set(evidence["articles"]["url"]) == {""}
    assert evidence["gaps"]["unplaced_count"] == 1
    assert core["about"]["claims"] == 10
    assert [key for key, _ in core["about"]["settings"]] == ["fusion", "precision"]
    assert set(core["places"]["id"]["prefixes"]) == {"cell:", "test:westland"}


def test_coarse_map_does_not_name_files() -> None:
    results = make_results(
        articles=[make_article(source="rawa-falls.txt", where="news/rawa-falls.txt:1")],
        claims=[make_located(make_claim(id="c1"), source="rawa-falls.txt")],
    )
    html = str(build_map(results, options=replace(OPTIONS, precision=Precision.DISTRICT)).get_root().render())
    assert "rawa-falls" not in html


def nudge(place: Place) -> Place:
    """Return a town elsewhere in its cell."""
    at = place.point
    near = (LonLat(lon=at.lon + x, lat=at.lat + y) for x in (0.013, -0.013) for y in (0.011, -0.011))
    return replace(place, point=next(point for point in near if cell_of(point) == cell_of(at)))


def test_coarse_map_with_areas_is_the_same_wherever_in_their_cells_towns_lie() -> None:
    results = make_town_results()
    moved = replace(
        results,
        claims=tuple(
            found if found.place.name == "Westland" else replace(found, place=nudge(found.place))
            for found in results.claims
        ),
        intervals=tuple(
            found if found.place.name == "Westland" else replace(found, place=nudge(found.place))
            for found in results.intervals
        ),
    )
    coarse = replace(OPTIONS, precision=Precision.DISTRICT)
    one, other, exact, exact_moved = (
        read_blob(str(build_map(given, options=options).get_root().render()), "whoheld-data")
        for options in (coarse, OPTIONS)
        for given in (results, moved)
    )
    assert one["mesh"]["rim"]
    assert one == other
    assert exact != exact_moved


def test_precision_is_one_of_two() -> None:
    with pytest.raises(ValueError, match="precision is exact or district"):
        MapOptions(precision="village")  # type: ignore[arg-type]


def test_coarse_map_is_the_same_twice() -> None:
    options = replace(OPTIONS, precision=Precision.DISTRICT, box=WEST_BOX)
    assert render(options) == render(options)


def test_until_keeps_newer_articles_and_claims_out_of_every_count() -> None:
    newer = make_claim(id="u2", article_id="a2", sentence="The army took Lateville.")
    results = make_results(
        articles=[
            make_article(id="a1", published=day(0)),
            make_article(id="a2", published=day(30), source="Late Wire"),
        ],
        claims=[
            make_located(make_claim(id="c1", on=0), published=day(0)),
            make_located(make_claim(id="c2", on=30, article_id="a2"), published=day(30), source="Late Wire"),
        ],
        intervals=[make_interval(make_place(), start=day(0), last_report=day(30), evidence=["c1", "c2"])],
        unplaced=[newer],
    )  # fmt: skip
    html = str(build_map(results, options=replace(OPTIONS, until=date(2017, 1, 10))).get_root().render())
    core, evidence = read_blob(html, "whoheld-data"), read_blob(html, "whoheld-evidence")
    assert core["about"]["published"] == ["2017-01-01", "2017-01-01"]
    assert core["about"]["articles"] == 1
    assert evidence["gaps"]["unplaced_count"] == 0
    assert "Late" not in str(core) + str(evidence)
    assert day(30).isoformat() not in str(core)


def base_of(options: MapOptions, *areas: StartArea) -> tuple[dict[str, Any], str]:
    """Return the starting map that a page holds, and the page."""
    actors = {area.actor: Actor(area.actor, area.actor.title()) for area in areas}
    html = render(replace(options, base=BaseMap("Palms front.geojson", areas, actors)))
    return read_blob(html, "whoheld-data").get("base", {}), html


def outline_of(area: dict[str, Any]) -> list[tuple[float, float]]:
    """Return the corners of an area's only ring, in degrees."""
    lon, lat = (np.cumsum(decode_signed(area["rings"].split(".")[1])[k::2]) / 500 for k in (0, 1))
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def test_starting_map_is_cut_to_the_box() -> None:
    far = StartArea("far-actor", shapely.box(50, 33, 51, 34))
    base, html = base_of(replace(OPTIONS, box=WEST_BOX), StartArea("near", shapely.box(36, 34, 38, 37)), far)
    assert [set(outline_of(area)) for area in base["areas"]] == [{(37, 34), (38, 34), (38, 36.2), (37, 36.2)}]
    assert "far-actor" not in read_blob(html, "whoheld-data")["actors"]
    assert base_of(replace(OPTIONS, box=WEST_BOX), far)[0] == {}


def test_starting_map_of_a_later_day_stays_out() -> None:
    square = shapely.box(37, 34, 38, 36)
    late = StartArea("late-actor", square, date(2030, 1, 1))
    assert base_of(OPTIONS, late)[0] == {}
    cut = replace(OPTIONS, until=day(40))
    assert base_of(cut, StartArea("blue", square, day(40)))[0] == {}
    assert base_of(cut, StartArea("blue", square, day(39)))[0] != {}


def test_starting_map_below_coarse_dots_is_rounded_and_nameless() -> None:
    exact = shapely.Polygon([(37.01, 34.02), (38.13, 34.07), (38.04, 35.68), (37.11, 35.33)])
    coarse = replace(OPTIONS, precision="district")
    base, html = base_of(coarse, StartArea("blue", exact))
    assert base["name"] == ""
    assert "Palms" not in html
    steps = [(lon / CELL_DEG, lat / CELL_DEG) for lon, lat in outline_of(base["areas"][0])]
    assert len(steps) >= 4
    assert all(abs(n - round(n)) < 0.02 for step in steps for n in step)
    assert base_of(coarse, StartArea("blue", shapely.box(37.01, 34.01, 37.03, 34.03)))[0] == {}
