"""A GeoPackage: one kind of geometry a layer, tables that join, styles, credits."""

import sqlite3
from dataclasses import replace
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
