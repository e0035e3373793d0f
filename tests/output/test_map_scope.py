"""What a map leaves out: places outside its box, exact places, what is newer than its last day."""

import re
from dataclasses import replace
from datetime import date

import pytest

from articles.models import Issue
from output.frame import Frame
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
