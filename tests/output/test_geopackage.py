"""A GeoPackage: one kind of geometry a layer, tables that join, styles, credits."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pyogrio
import pytest

from articles.models import Actor
from geo.models import PlaceKind
from layers.models import State
from output.geopackage import BASES, GEOMETRY
from output.schema import ATTRIBUTES, BASE_COLUMNS, FILE_LAYERS, LAYERS, TITLES
from output.writers import write_results
from tests.builders import make_actor, make_interval, make_place, make_results
from tests.output.samples import make_sample

ALWAYS = [*FILE_LAYERS, "articles", "evidence", "issues", "layer_styles"]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    write_results(make_sample(), tmp_path / "x.gpkg")
    return tmp_path / "x.gpkg"


def asked(path: Path, query: str) -> list[Any]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query).fetchall()


def legend(path: Path, layer: str) -> list[str]:
    ((text,),) = asked(path, f"SELECT styleQML FROM layer_styles WHERE f_table_name = '{layer}'")
    root = fromstring(text.partition("\n")[2])  # noqa: S314 (our own)
    return [rule.get("label") or "" for rule in root.iter("rule")]


def test_it_holds_all_layers_the_asked_one_first(tmp_path: Path) -> None:
    write_results(make_sample(), tmp_path / "x.gpkg", layer="claims")
    names = [name for name, _ in pyogrio.list_layers(tmp_path / "x.gpkg")]
    drawn = ["areas", "front", "changes", "series", "sources", "views", "disagreements"]
    tables = ["articles", "evidence", "issues", "layer_styles"]
    assert names[:4] == ["claims", "control", "control_regions", "places"]
    assert sorted(names[4:]) == sorted([*drawn, *tables])


def test_it_leaves_out_what_nobody_asked_to_draw(tmp_path: Path) -> None:
    write_results(make_results(), tmp_path / "x.gpkg", layer="changes")
    names = [name for name, _ in pyogrio.list_layers(tmp_path / "x.gpkg")]
    assert names[0] == "changes"
    assert sorted(names) == sorted(["changes", *ALWAYS])


def test_every_layer_has_one_kind_of_geometry(sample: Path) -> None:
    kinds = {name: kind for name, kind in pyogrio.list_layers(sample) if name != "layer_styles"}
    assert kinds == {name: kind for name, kind in GEOMETRY.items() if name not in BASES}


def test_every_layer_has_its_columns(sample: Path) -> None:
    for name in GEOMETRY.keys() - {*BASES}:
        columns = {**LAYERS, **ATTRIBUTES}.get(name, LAYERS["control"])
        ids = [] if name in ATTRIBUTES else ["feature_id"]
        fields = list(pyogrio.read_info(sample, layer=name)["fields"])
        assert fields == [*ids, *(column.name for column in columns)], name


def test_every_layer_has_a_title_and_a_kind_of_geometry() -> None:
    assert {*LAYERS, *ATTRIBUTES, "control_regions", *BASES} == {*TITLES} == {*GEOMETRY}
    assert BASE_COLUMNS


def test_regions_lie_apart_from_towns(sample: Path) -> None:
    towns = {kind for (kind,) in asked(sample, "SELECT kind FROM control")}
    regions = {kind for (kind,) in asked(sample, "SELECT kind FROM control_regions")}
    assert (towns, regions) == ({"town"}, {"admin1"})


def test_a_region_without_an_outline_is_no_dot(tmp_path: Path) -> None:
    nowhere = make_place("Old March", kind=PlaceKind.REGION)
    write_results(make_results(intervals=[make_interval(nowhere)]), tmp_path / "x.gpkg")
    assert asked(tmp_path / "x.gpkg", "SELECT place, geom FROM control_regions") == [("Old March", None)]
    assert asked(tmp_path / "x.gpkg", "SELECT count(*) FROM control") == [(0,)]


def test_evidence_joins_states_with_claims_and_articles(sample: Path) -> None:
    query = (
        "SELECT c.place, e.side, a.title FROM control c JOIN evidence e ON e.control_id = c.feature_id"
        " JOIN claims k ON k.claim_id = e.claim_id JOIN articles a ON a.article_id = k.article_id"
        " WHERE c.feature_id = 'test:rawa@2017-01-10' ORDER BY e.fid"
    )
    assert asked(sample, query) == [("Rawa", side, "Town taken") for side in ("for", "for", "against")]
    ids = "SELECT feature_id FROM control UNION SELECT feature_id FROM control_regions"
    assert asked(sample, f"SELECT count(*) FROM evidence WHERE control_id NOT IN ({ids})") == [(0,)]


def test_issues_are_told(sample: Path) -> None:
    assert len(make_sample().issues) == 3
    assert asked(sample, "SELECT code, value FROM issues ORDER BY fid")[:2] == [
        ("no-date", None),
        ("unknown-place", "Nowhere"),
    ]


def test_it_says_credits_options_and_version(tmp_path: Path) -> None:
    results = replace(make_results(), settings={"fusion": "latest", "countries": "IQ"})
    write_results(results, tmp_path / "x.gpkg")
    ((text,),) = asked(tmp_path / "x.gpkg", "SELECT metadata FROM gpkg_metadata")
    assert "GeoNames (CC BY 4.0)" in text
    assert "countries=IQ; fusion=latest" in text
    assert '<MDI key="VERSION">whoheld' in text
    contents = dict(asked(tmp_path / "x.gpkg", "SELECT table_name, description FROM gpkg_contents"))
    assert contents["control"].startswith("Who reportedly held each town. As reported, not verified.")


def test_every_layer_on_the_map_has_its_style(sample: Path) -> None:
    styled = [name for (name,) in asked(sample, "SELECT f_table_name FROM layer_styles")]
    spatial = [name for name, kind in GEOMETRY.items() if kind is not None and name not in BASES]
    assert sorted(styled) == sorted(spatial)


def test_the_legend_names_holders_and_the_pairs_that_occur(tmp_path: Path) -> None:
    actors: list[Actor] = [make_actor("Army", colour="#cc0000"), make_actor("Rebels"), make_actor("Navy")]
    intervals = [
        make_interval(make_place("Rawa"), actors=["rebels"]),
        make_interval(make_place("Anah"), actors=["army", "rebels"], state=State.CONTESTED),
        make_interval(make_place("Hit"), actors=["army", "navy", "rebels"], state=State.CONTESTED),
    ]
    write_results(make_results(intervals=intervals, actors=actors), tmp_path / "x.gpkg")
    labels = legend(tmp_path / "x.gpkg", "control")
    assert [label for label in labels if "," not in label] == ["Army", "Rebels", "nobody knows", "contested"]
    assert [label for label in labels if " and " in label] == ["Army and Rebels, contested"]
    ((text,),) = asked(tmp_path / "x.gpkg", "SELECT styleQML FROM layer_styles WHERE f_table_name='control'")
    assert "204,0,0,255" in text


def test_it_keeps_the_rules_of_the_format(sample: Path) -> None:
    assert asked(sample, "PRAGMA application_id") == [(0x47504B47,)]
    assert asked(sample, "PRAGMA user_version") == [(10200,)]
    assert asked(sample, "PRAGMA integrity_check") == [("ok",)]
    assert asked(sample, "PRAGMA foreign_key_check") == []
    spatial = {name for name, kind in GEOMETRY.items() if kind is not None} - {*BASES}
    trees = asked(sample, "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'")
    assert {name for (name,) in trees} == spatial


def test_the_table_of_contents_is_right(sample: Path) -> None:
    contents = asked(
        sample, "SELECT table_name, data_type, srs_id, last_change, min_x, max_y FROM gpkg_contents"
    )
    spatial = {name for name, kind in GEOMETRY.items() if kind is not None} - {*BASES}
    for name, data_type, srs_id, last_change, min_x, max_y in contents:
        assert data_type == ("features" if name in spatial else "attributes")
        assert last_change == "2000-01-01T00:00:00.000Z"
        if name in spatial:
            assert srs_id == 4326
            tree = asked(sample, f"SELECT min(minx), max(maxy) FROM rtree_{name}_geom")
            assert (min_x, max_y) == pytest.approx(tree[0], abs=1e-4)
    assert {4326, -1, 0} <= {srs for (srs,) in asked(sample, "SELECT srs_id FROM gpkg_spatial_ref_sys")}


def test_every_geometry_is_in_the_index(sample: Path) -> None:
    for name, kind in GEOMETRY.items():
        if kind is None or name in BASES:
            continue
        ((filled,),) = asked(sample, f"SELECT count(*) FROM {name} WHERE geom IS NOT NULL")
        assert asked(sample, f"SELECT count(*) FROM rtree_{name}_geom") == [(filled,)]
        assert {head for (head,) in asked(sample, f"SELECT substr(geom, 1, 2) FROM {name}")} == {b"GP"}
    flat = asked(sample, "SELECT DISTINCT z, m FROM gpkg_geometry_columns")
    assert flat == [(0, 0)]


def test_every_table_has_a_primary_key(sample: Path) -> None:
    for (name,) in asked(sample, "SELECT table_name FROM gpkg_contents"):
        keys = [column for column in asked(sample, f"PRAGMA table_info({name})") if column[5]]
        assert [column[2] for column in keys] == ["INTEGER"], name


def test_days_are_of_the_type_that_qgis_takes(sample: Path) -> None:
    for name, columns in {**LAYERS, **ATTRIBUTES}.items():
        declared = {column[1]: column[2] for column in asked(sample, f"PRAGMA table_info({name})")}
        assert {declared[column.name] for column in columns if column.type == "date"} <= {"DATE"}
    ((start, end),) = asked(sample, "SELECT start_date, end_date FROM areas ORDER BY fid LIMIT 1")
    assert (start, end) == ("2017-01-01", "2017-01-10")


def test_what_lasts_ends_on_the_day_given(tmp_path: Path) -> None:
    results = replace(make_sample(), open_end=date(9999, 12, 31))
    write_results(results, tmp_path / "x.gpkg")
    for name in ("control", "control_regions", "areas", "front", "series", "views", "disagreements"):
        assert asked(tmp_path / "x.gpkg", f"SELECT count(*) FROM {name} WHERE end_date IS NULL") == [(0,)]
    undated = asked(tmp_path / "x.gpkg", "SELECT start_date, end_date FROM claims WHERE claim_id = 'c6'")
    assert undated == [(None, None)]
    ((text,),) = asked(tmp_path / "x.gpkg", "SELECT metadata FROM gpkg_metadata")
    assert '<MDI key="OPEN_END">9999-12-31</MDI>' in text


@pytest.mark.parametrize("suffix", [".gpkg", ".fgb", ".zip"])
def test_it_is_the_same_without_pyarrow(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_results(make_sample(), tmp_path / f"with{suffix}")
    (tmp_path / "none").mkdir()
    monkeypatch.setattr("output.ogr.has_arrow", lambda: False)
    write_results(make_sample(), tmp_path / "none" / f"with{suffix}")
    first, second = (
        (tmp_path / f"with{suffix}").read_bytes(),
        (tmp_path / "none" / f"with{suffix}").read_bytes(),
    )
    assert first == second


def test_every_feature_cites_its_evidence(sample: Path) -> None:
    cited = (
        "evidence_count > 0 AND first_report IS NOT NULL AND last_report IS NOT NULL AND sources IS NOT NULL"
    )
    query = f"SELECT count(*) FROM control WHERE {cited} AND place_precision = 1 AND time_precision = 1"
    assert asked(sample, query) == [(2,)]
    query = f"SELECT places, evidence_count, first_report, sources FROM areas WHERE {cited}"
    assert asked(sample, query) == [("test:rawa", 1, "2017-01-01", "Example News")]
    orphans = "SELECT count(*) FROM claims WHERE article_id NOT IN (SELECT article_id FROM articles)"
    assert asked(sample, orphans) == [(0,)]
