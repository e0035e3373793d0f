"""The map file as a file: self-contained, the same twice, and deaf to hostile text."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import folium
import pytest

from articles.models import Actor
from geo.models import LonLat, Place, PlaceKind
from output.controlmap import render_page
from output.errors import UnknownLanguageError, UnwritableError
from output.models import Results
from output.webmap import MapOptions, build_map, write_map
from tests.builders import make_claim, make_interval, make_located, make_mention, make_results
from tests.mapdata import HOSTILE, SquareWorld, make_large_results, make_town_results
from tests.output.pageblobs import element_of, read_blob

OPTIONS = MapOptions(title="Test map", outlines=SquareWorld(), version="9.9")


def render(results: Results, options: MapOptions = OPTIONS) -> str:
    return str(build_map(results, options=options).get_root().render())


@pytest.fixture(scope="module")
def page() -> str:
    return render(make_town_results())


def test_map_refers_to_no_host(page: str) -> None:
    assert not re.findall(r"<(?:script|link|img|iframe|source)[^>]+(?:src|href)\s*=", page)
    assert not re.findall(r"@import|url\(\s*['\"]?(?!#)[^)'\"]*\.(?:png|css|svg|woff)", page)
    assert "sourceMappingURL" not in page
    assert "default-src 'none'" in page


def test_map_keeps_leaflets_copyright(page: str) -> None:
    assert "Leaflet 1.9" in page
    assert "Vladimir Agafonkin" in page
    code = json.loads(gzip.decompress(base64.b64decode(element_of(page, "whoheld-code"))))
    assert code[0].startswith("/* @preserve\n * Leaflet 1.9")


def test_policy_lets_only_the_pages_own_scripts_run(page: str) -> None:
    policy = re.search(r"script-src ([^;]*);", page)
    assert policy
    packed = json.loads(gzip.decompress(base64.b64decode(element_of(page, "whoheld-code"))))
    plain = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [hashlib.sha256(text.encode()).digest() for text in (*plain, *packed)]
    assert policy[1].split() == [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def test_scripts_of_other_layers_find_leaflet_unpacked() -> None:
    made = build_map(make_town_results(), options=OPTIONS)
    folium.CircleMarker(location=[35, 40]).add_to(made)
    html = render_page(made)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert "whoheld-code" not in re.findall(r'id="([^"]+)"', html)
    assert scripts[0].startswith("/* @preserve\n * Leaflet 1.9")
    assert "circle_marker" in scripts[-1]
    assert "Content-Security-Policy" not in html


def test_map_is_the_same_twice(page: str) -> None:
    assert render(make_town_results()) == page


def test_small_map_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    write_map(make_town_results(), path, options=MapOptions(title="Real borders"))
    assert path.stat().st_size <= 350_000


def test_large_map_stays_small() -> None:
    html = render(make_large_results(towns=20_000, intervals=100_000))
    assert len(html.encode()) <= 1_300_000


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_becomes_markup(text: str) -> None:
    place = Place(
        id=f"test:{text}",
        name=text,
        point=LonLat(lon=38.0, lat=34.0),
        kind=PlaceKind.TOWN,
        aliases=(text,),
        admin1=text,
    )
    claim = make_claim(actor=None, sentence=text, place=make_mention(text, 0), id="c1", speaker=text)
    results = make_results(
        claims=[make_located(claim, place, source=text, url=text, title=text)],
        intervals=[make_interval(place, actors=["evil"])],
        actors=[Actor("evil", text)],
    )
    html = render(replace(results, settings={text: text}), replace(OPTIONS, title=text))
    calm = render(make_town_results())
    for tag in ("<script", "</script", "<img", "<svg"):
        assert html.count(tag) == calm.count(tag), tag


def test_braces_in_texts_are_not_run_as_a_template() -> None:
    html = render(make_town_results(), replace(OPTIONS, title="{{ 7 * 7 }} {% raw %}"))
    assert read_blob(html, "whoheld-data")["title"] == "{{ 7 * 7 }} {% raw %}"
    assert "<title>{{ 7 * 7 }} {% raw %}</title>" in html


def test_large_evidence_is_packed() -> None:
    html = render(make_large_results(towns=400, intervals=4_000, reports=True))
    assert '<script type="text/plain" id="whoheld-evidence">' in html
    packed = re.search(r'id="whoheld-evidence">([A-Za-z0-9+/=]*)</script>', html)
    assert packed
    assert len(json.loads(gzip.decompress(base64.b64decode(packed[1])))["sentences"]) == 4_000


def test_tiles_only_when_asked() -> None:
    tiles = "https://tiles.example/{z}/{x}/{y}.png"
    html = render(make_town_results(), replace(OPTIONS, tiles=tiles, tiles_credit="<b>me</b>"))
    assert read_blob(html, "whoheld-data")["tiles"] == tiles
    assert "https: http:" in html.split("</title>")[0]


def test_results_without_any_claim_make_a_page() -> None:
    empty = make_results(articles=[], claims=[], intervals=[], mentions=[])
    blob = read_blob(render(empty), "whoheld-data")
    assert blob["days"] == 0


def test_language_must_have_words() -> None:
    with pytest.raises(UnknownLanguageError, match="there are ar, en"):
        build_map(make_town_results(), options=replace(OPTIONS, language="xx"))


def test_missing_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="folder does not exist"):
        write_map(make_town_results(), tmp_path / "none" / "map.html", options=OPTIONS)


@pytest.mark.parametrize(
    "wrong",
    [{"tiles": "javascript:alert(1)"}, {"tiles": "https://x.example/' onload='"}, {"language": "../en"}],
)
def test_options_refuse_other_forms(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="got"):
        MapOptions(**wrong)  # type: ignore[arg-type]


def test_notebooks_show_the_map_in_a_frame() -> None:
    shown = build_map(make_town_results(), options=OPTIONS)._repr_html_()
    assert shown.count("<iframe") == 1
    assert "whoheld-code" in shown
