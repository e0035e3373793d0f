"""KML and KMZ: well-formed, styled, with balloons that stay inert."""

import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pyogrio
import pytest

from layers.models import ControlBasis, State
from output.errors import UnwritableError
from output.kml_styles import Look, look_of, style_text
from output.schema import LAYERS, TABLES
from output.writers import write_results
from tests.builders import make_actor, make_claim, make_interval, make_located, make_place, make_results
from tests.output.samples import HOSTILE, make_sample

SPACE = "{http://www.opengis.net/kml/2.2}"
ORDER = ["name", "Snippet", "description", "TimeSpan", "TimeStamp", "styleUrl", "ExtendedData"]
SHAPES = {"Point", "LineString", "Polygon", "MultiGeometry"}


def parsed(path: Path) -> Element:
    return fromstring(path.read_text("utf-8"))  # noqa: S314 (our own)


def found(root: Element, tag: str) -> list[Element]:
    return list(root.iter(f"{SPACE}{tag}"))


def text_of(element: Element, tag: str) -> str:
    return element.findtext(f"{SPACE}{tag}") or ""


def written(tmp_path: Path, *, layer: str = "control", suffix: str = ".kml") -> Path:
    write_results(make_sample(), tmp_path / f"x{suffix}", layer=layer)
    return tmp_path / f"x{suffix}"


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer not in TABLES])
def test_every_placemark_has_its_parts_in_the_order_of_the_standard(layer: str, tmp_path: Path) -> None:
    root = parsed(written(tmp_path, layer=layer))
    styles = {element.get("id") for tag in ("Style", "StyleMap") for element in found(root, tag)}
    placemarks = found(root, "Placemark")
    assert placemarks
    for placemark in placemarks:
        tags = [child.tag.removeprefix(SPACE) for child in placemark]
        assert tags[-1] in SHAPES
        assert tags[:-1] == [tag for tag in ORDER if tag in tags]
        assert text_of(placemark, "styleUrl").removeprefix("#") in styles
    for pair in found(root, "Pair"):
        assert text_of(pair, "styleUrl").removeprefix("#") in styles


def test_control_brings_its_land_along(tmp_path: Path) -> None:
    layers = [name for name, _ in pyogrio.list_layers(written(tmp_path))]
    assert layers == ["control", "areas", "front"]
    assert [name for name, _ in pyogrio.list_layers(written(tmp_path, layer="claims"))] == ["claims"]


@pytest.mark.parametrize("suffix", [".kml", ".kmz"])
def test_gdal_reads_all_columns(suffix: str, tmp_path: Path) -> None:
    fields = list(pyogrio.read_info(written(tmp_path, suffix=suffix), layer="control")["fields"])
    assert {"feature_id", "begin", "end", *(column.name for column in LAYERS["control"])} <= {*fields}


def test_balloons_tell_the_reports(tmp_path: Path) -> None:
    placemarks = found(parsed(written(tmp_path)), "Placemark")
    towns = [placemark for placemark in placemarks if text_of(placemark, "name") == "Rawa"]
    (rawa,) = [town for town in towns if "2017-01-10 on, still so" in text_of(town, "description")]
    told = text_of(rawa, "description")
    assert '<a href="https://news.example/1">Daily; News</a>: “The army took Rawa on Friday.”' in told
    assert "(for, captured, asserted)" in told
    assert "(against, captured, denied)" in told
    assert told.count("<li>") == 3
    assert "As reported, not verified." in told
    assert text_of(rawa, "Snippet") == "Army, controlled"


def test_hostile_words_stay_inert(tmp_path: Path) -> None:
    claim = make_claim(id="c1", sentence=HOSTILE, speaker="]]><script>")
    located = make_located(claim, make_place(HOSTILE), source=HOSTILE, url="javascript:alert(1)")
    results = make_results(claims=[located], intervals=[make_interval(located.place)])
    write_results(results, tmp_path / "x.kml")
    (told,) = [text_of(p, "description") for p in found(parsed(tmp_path / "x.kml"), "Placemark")]
    assert "<script" not in told
    assert "&lt;script&gt;" in told
    assert "javascript:" not in told


def test_long_histories_are_cut_and_say_so(tmp_path: Path) -> None:
    claims = [make_located(make_claim(id=f"c{number}", on=number)) for number in range(15)]
    interval = make_interval(evidence=[located.claim.id for located in claims])
    write_results(make_results(claims=claims, intervals=[interval]), tmp_path / "x.kml")
    (told,) = [text_of(p, "description") for p in found(parsed(tmp_path / "x.kml"), "Placemark")]
    assert told.count("<li>") == 12
    assert "and 3 more" in told
    assert told.index("2017-01-15") < told.index("2017-01-14")


def test_what_lasts_ends_on_the_day_given(tmp_path: Path) -> None:
    results = replace(make_sample(), open_end=date(9999, 12, 31))
    write_results(results, tmp_path / "x.kml")
    ends = [element.text for element in found(parsed(tmp_path / "x.kml"), "end")]
    assert len(ends) == len(found(parsed(tmp_path / "x.kml"), "Placemark"))
    assert "9999-12-31T00:00:00Z" in ends


def test_changes_have_a_day(tmp_path: Path) -> None:
    root = parsed(written(tmp_path, layer="changes"))
    assert [element.text for element in found(root, "when")][-1] == "2017-01-10"


def test_a_kmz_holds_its_own_pictures(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, suffix=".kmz")) as archive:
        names = archive.namelist()
        document = fromstring(archive.read("doc.kml").decode())  # noqa: S314 (our own)
        pictures = {name: archive.read(name) for name in names[1:]}
    assert names[0] == "doc.kml"
    assert {element.text for element in found(document, "href")} == {*pictures}
    for picture in pictures.values():
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        size = struct.unpack(">II", picture[16:24])
        data = picture[picture.index(b"IDAT") + 4 : picture.index(b"IEND") - 8]
        assert (size, len(zlib.decompress(data))) == ((32, 32), 32 * (1 + 4 * 32))


def test_a_kmz_that_would_grow_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("output.kml.MAX_BYTES", 10_000)
    (tmp_path / "x.kmz").write_text("old")
    with pytest.raises(UnwritableError, match=r"2 GB at most; take \.gpkg or \.kml"):
        written(tmp_path, suffix=".kmz")
    assert (tmp_path / "x.kmz").read_text() == "old"


def test_a_kml_tints_public_pictures(tmp_path: Path) -> None:
    hrefs = [element.text or "" for element in found(parsed(written(tmp_path)), "href")]
    assert all(href.startswith("http://maps.google.com/mapfiles/kml/shapes/") for href in hrefs)


def test_colours_are_ours_and_opacity_comes_first() -> None:
    text = style_text(Look("#cc0001", state="controlled", is_faded=True), has_icons=False)
    assert "<color>800100cc</color>" in text
    assert 'id="controlled-cc0001-old"' in text


def test_contested_places_wear_both_colours(tmp_path: Path) -> None:
    actors = [make_actor("Army", colour="#cc0000"), make_actor("Rebels", colour="#0000cc")]
    fight = make_interval(state=State.CONTESTED, actors=["army", "rebels"], basis=ControlBasis.CARRIED)
    write_results(make_results(intervals=[fight], actors=actors), tmp_path / "x.kmz")
    with zipfile.ZipFile(tmp_path / "x.kmz") as archive:
        assert archive.namelist()[1:] == ["icons/contested-cc0000-0000cc-old.png"]


def test_pictures_differ_by_state() -> None:
    looks = [Look("#cc0000", "", state) for state in ("controlled", "besieged", "contested", "unknown")]
    assert len({look.icon() for look in looks}) == 4


def test_what_nobody_holds_is_grey() -> None:
    assert look_of({"state": "unknown"}, {}) == Look("#8a8a8a", "", "unknown")
