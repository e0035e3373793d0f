"""Styles and projects for QGIS: well-formed, complete, the same bytes every time."""

import sqlite3
import zipfile
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from output.errors import UnknownFormatError, UnwritableError
from output.geopackage_styles import add_styles
from output.qgis_export import project_path, write_geopackage_and_project
from output.qgis_project import ProjectLayer, ProjectOptions, project_document, write_project
from output.qgis_rules import Style, equals
from output.qgis_styles import (
    Holder,
    areas_style,
    base_style,
    changes_style,
    claims_style,
    front_style,
    places_held_style,
    places_style,
)
from output.qgis_symbols import PAPER, rgba
from output.writers import write_results
from tests.builders import make_results
from tests.output.samples import make_sample

ARMY, REBELS = Holder("army", "Army", "#cc2222"), Holder("o-neill", "O'Neill's men", "#2244cc")
STYLES = {
    "control": places_held_style([ARMY, REBELS], [(ARMY, REBELS)]),
    "areas": areas_style([ARMY, REBELS], [(ARMY, REBELS)]),
    "front": front_style(),
    "claims": claims_style(),
    "places": places_style(),
    "base": base_style(),
}
OPTIONS = ProjectOptions(
    "Who held what",
    "made of 3 articles",
    "GeoNames",
    date(2017, 1, 1),
    date(2017, 12, 31),
    (38.0, 34.0, 42.0, 37.0),
)
LAYERS = (
    ProjectLayer("control", "Who held each town", "Point", STYLES["control"]),
    ProjectLayer("articles", "Articles", "No geometry", None, is_shown=False),
)


def parsed(document: str) -> Element:
    return fromstring(document.partition("\n")[2])  # noqa: S314 (our own)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_every_rule_has_its_own_symbol(style: Style) -> None:
    root = parsed(style.qml())
    wanted = [rule.get("symbol") for rule in root.iter("rule")]
    there = [symbol.get("name") for symbol in root.findall("renderer-v2/symbols/symbol")]
    assert wanted == there
    assert len(set(there)) == len(there) > 0


@pytest.mark.parametrize("name", ["control", "areas", "front", "claims"])
def test_layers_with_days_have_time_switched_on(name: str) -> None:
    temporal = parsed(STYLES[name].qml()).find("temporal")
    assert temporal is not None
    assert (temporal.get("mode"), temporal.get("enabled"), temporal.get("limitMode")) == ("4", "1", "0")
    assert 'to_datetime("start_date")' in (temporal.get("startExpression") or "")
    assert 'to_datetime("end_date")' in (temporal.get("endExpression") or "")


def test_every_holder_is_in_the_legend_in_its_colour() -> None:
    root = parsed(STYLES["control"].qml())
    labels = [rule.get("label") for rule in root.iter("rule")]
    assert labels[:4] == ["Army", "Army, no recent report", "Army, besieged", "O'Neill's men"]
    assert "Army and O'Neill's men, contested" in labels
    colours = {option.get("value") for option in root.iter("Option") if option.get("name") == "color"}
    assert {rgba("#cc2222"), rgba("#2244cc")} <= colours


def test_a_besieged_place_has_a_ring_that_shows_around_any_colour() -> None:
    root = parsed(STYLES["control"].qml())
    (name,) = [rule.get("symbol") for rule in root.iter("rule") if rule.get("label") == "Army, besieged"]
    layers = root.findall(f"renderer-v2/symbols/symbol[@name='{name}']/layer")
    told = [{option.get("name"): option.get("value") for option in layer.iter("Option")} for layer in layers]
    ring, dot = told
    assert (ring["color"], dot["color"]) == (rgba(PAPER), rgba("#cc2222"))
    assert float(ring["size"] or 0) > float(dot["size"] or 0)


def test_texts_are_quoted_as_expressions_want_it() -> None:
    assert equals("actor", "O'Neill \\ men") == "\"actor\" = 'O''Neill \\\\ men'"


def test_styles_lie_in_the_geopackage_where_qgis_looks(tmp_path: Path) -> None:
    path = tmp_path / "control.gpkg"
    write_results(make_sample(), path)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE layer_styles")
        connection.execute("DELETE FROM gpkg_contents WHERE table_name = 'layer_styles'")
    add_styles(path, {name: STYLES[name] for name in ("claims", "front")} | {"nowhere": STYLES["base"]})
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles ORDER BY id"
        ).fetchall()
        listed = connection.execute(
            "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'"
        ).fetchall()
    assert [(table, column, default) for table, column, default, _ in rows] == [
        ("claims", "geom", 1),
        ("front", "geom", 1),
    ]
    assert rows[0][3] == STYLES["claims"].qml()
    assert listed == [("attributes",)]


def test_styles_cannot_be_added_to_what_is_no_geopackage(tmp_path: Path) -> None:
    (tmp_path / "a.gpkg").write_bytes(b"nothing of the kind, and long enough to be no database" * 20)
    with pytest.raises(UnwritableError, match="cannot add styles"):
        add_styles(tmp_path / "a.gpkg", STYLES)


def test_a_project_names_its_layers_by_relative_paths() -> None:
    root = parsed(project_document("control.gpkg", LAYERS, OPTIONS))
    sources = [source.text for source in root.iter("datasource")]
    assert sources == ["./control.gpkg|layername=control", "./control.gpkg|layername=articles"]
    ticked = [layer.get("checked") for layer in root.iter("layer-tree-layer")]
    assert ticked == ["Qt::Checked", "Qt::Unchecked"]
    assert root.findtext("properties/Paths/Absolute") == "false"
    assert root.findtext("projectMetadata/rights") == "GeoNames"


def test_the_time_controller_spans_all_days() -> None:
    root = parsed(project_document("control.gpkg", LAYERS, OPTIONS))
    time = root.find("ProjectTimeSettings")
    assert time is not None
    assert time.get("timeStepUnit") == "d"
    assert time.findtext("TemporalRange/start") == "2017-01-01T00:00:00Z"
    assert time.findtext("TemporalRange/end") == "2018-01-01T00:00:00Z"


def test_without_days_there_is_no_time_controller() -> None:
    undated = ProjectOptions("a", "b", "c", None, None, (0.0, 0.0, 0.0, 0.0))
    root = parsed(project_document("control.gpkg", LAYERS, undated))
    assert root.find("ProjectTimeSettings") is None
    assert float(root.findtext("mapcanvas/extent/xmax") or 0) > 0


@pytest.mark.parametrize("suffix", [".qgz", ".qgs"])
def test_the_same_project_has_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_project(tmp_path / name / f"map{suffix}", "control.gpkg", LAYERS, OPTIONS)
    first, second = ((tmp_path / name / f"map{suffix}").read_bytes() for name in ("a", "b"))
    assert first == second


def test_a_zipped_project_holds_one_of_its_name(tmp_path: Path) -> None:
    write_project(tmp_path / "map.qgz", "control.gpkg", LAYERS, OPTIONS)
    with zipfile.ZipFile(tmp_path / "map.qgz") as archive:
        assert archive.namelist() == ["map.qgs"]
        assert archive.read("map.qgs").decode() == project_document("control.gpkg", LAYERS, OPTIONS)


def test_what_is_of_one_day_ends_on_it() -> None:
    temporal = parsed(changes_style([ARMY]).qml()).find("temporal")
    assert temporal is not None
    assert temporal.get("endExpression") == "to_datetime(\"date\") + to_interval('1 day')"


def test_a_project_lies_beside_its_geopackage(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made = write_geopackage_and_project(make_sample(), tmp_path / name / "x.gpkg")
        assert made == tmp_path / name / "x.qgz"
    for suffix in ("gpkg", "qgz"):
        first, second = ((tmp_path / name / f"x.{suffix}").read_bytes() for name in ("a", "b"))
        assert first == second
    with sqlite3.connect(tmp_path / "a" / "x.gpkg") as connection:
        countries = [name for (name,) in connection.execute("SELECT name FROM base_countries")]
    assert "Iraq" in countries
    assert "Brazil" not in countries


@pytest.mark.parametrize("name", ["x.geojson", "x.kml", "x"])
def test_other_formats_have_no_project(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"goes with a \.gpkg"):
        project_path(tmp_path / name)


def test_a_project_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "x.qgz").mkdir()
    with pytest.raises(UnwritableError, match="is a folder"):
        project_path(tmp_path / "x.gpkg")


def test_an_empty_run_has_a_project_of_the_world(tmp_path: Path) -> None:
    empty = make_results(claims=[], intervals=[], mentions=[])
    with zipfile.ZipFile(write_geopackage_and_project(empty, tmp_path / "x.gpkg")) as archive:
        root = parsed(archive.read("x.qgs").decode())
    assert root.find("ProjectTimeSettings") is None
    assert float(root.findtext("mapcanvas/extent/xmin") or 0) < -100
