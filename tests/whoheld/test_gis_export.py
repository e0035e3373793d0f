"""Exports for GIS from the command line: a QGIS project beside a GeoPackage, GeoParquet."""

import zipfile
from pathlib import Path

import geopandas
import pyogrio
import pytest
from typer.testing import CliRunner, Result

from whoheld.cli import app

TABLE = """claim_id,place_id,place,lat,lon,date,actor,relation,source
1,x:west,West,10.0,20.0,2020-01-01,North,held,Wire
2,x:east,East,10.0,20.1,2020-01-01,South,held,Wire
3,x:east,East,10.0,20.1,2020-02-01,North,captured,Wire
"""


def export(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["export", *(str(word) for word in words), "-q"])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "claims.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_project_and_its_geopackage_lie_side_by_side(table: Path, tmp_path: Path) -> None:
    done = export(table, "--layer", "areas", "--qgis-project", "-o", tmp_path / "x.gpkg")
    assert (done.exit_code, done.stderr) == (0, "")
    names = [name for name, _ in pyogrio.list_layers(tmp_path / "x.gpkg")]
    assert names[0] == "areas"
    assert {"control", "claims", "evidence", "base_countries"} <= {*names}
    with zipfile.ZipFile(tmp_path / "x.qgz") as archive:
        text = archive.read("x.qgs").decode()
    assert "./x.gpkg|layername=areas" in text
    assert "<start>2020-01-01T00:00:00Z</start>" in text


@pytest.mark.parametrize("name", ["x.geojson", "x.csv"])
def test_a_project_with_another_format_is_one_line(name: str, table: Path, tmp_path: Path) -> None:
    done = export(table, "--qgis-project", "-o", tmp_path / name)
    assert done.exit_code == 2
    assert done.stderr.startswith("whoheld: a QGIS project goes with a .gpkg")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]


def test_a_geopackage_of_ours_has_no_project_unless_asked(table: Path, tmp_path: Path) -> None:
    assert export(table, "-o", tmp_path / "x.gpkg").exit_code == 0
    assert not (tmp_path / "x.qgz").exists()


def test_parquet_is_a_format(table: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert export(table, "--fusion", "latest", "-o", tmp_path / "x.parquet").exit_code == 0
    frame = geopandas.read_parquet(tmp_path / "x.parquet")
    assert sorted(set(frame["actor"])) == ["North", "South"]


def test_a_geopackage_holds_land_changes_and_sources_unasked(table: Path, tmp_path: Path) -> None:
    assert export(table, "-o", tmp_path / "x.gpkg").exit_code == 0
    names = [name for name, _ in pyogrio.list_layers(tmp_path / "x.gpkg")]
    assert names[0] == "control"
    assert {"areas", "front", "changes", "sources", "claims", "places", "articles", "issues"} <= {*names}
    for name in ("areas", "changes", "sources"):
        assert pyogrio.read_info(tmp_path / "x.gpkg", layer=name)["features"] > 0, name


def test_single_days_are_drawn_in_every_layer_of_a_file(table: Path, tmp_path: Path) -> None:
    assert export(table, "--fusion", "latest", "--on", "2020-01-15", "-o", tmp_path / "x.gpkg").exit_code == 0
    for name in ("control", "areas"):
        frame = pyogrio.read_dataframe(tmp_path / "x.gpkg", layer=name)
        assert sorted(frame["actor"]) == ["North", "South"], name


def test_a_kml_holds_the_land_with_control_only(table: Path, tmp_path: Path) -> None:
    for layer, expected in (("control", {"control", "areas"}), ("claims", {"claims"})):
        assert export(table, "--layer", layer, "-o", tmp_path / "x.kmz").exit_code == 0
        assert {name for name, _ in pyogrio.list_layers(tmp_path / "x.kmz")} == expected


def test_a_shapefile_is_named_as_written(table: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", str(table), "-o", str(tmp_path / "x.shp")])
    assert (done.exit_code, (tmp_path / "x.shp").exists()) == (0, False)
    assert done.stderr.rstrip().endswith("x.shp.zip")


def test_tagged_tables_of_claims_are_sources(table: Path, tmp_path: Path) -> None:
    assert export(table, "--layer", "claims", "--hxl", "-o", tmp_path / "t.csv").exit_code == 0
    assert (tmp_path / "t.csv").read_text("utf-8").splitlines()[1].startswith("#meta+article+id,#loc+name,")
    for name, source in (("a.geojson", table), ("b.geojson", tmp_path / "t.csv")):
        done = CliRunner().invoke(app, ["export", str(source), "-o", str(tmp_path / name)])
        assert (done.exit_code, "3 claims" in done.stderr, "0 issues" in done.stderr) == (0, True, True)
    first, second = (geopandas.read_file(tmp_path / name) for name in ("a.geojson", "b.geojson"))
    same = ["place_id", "start_date", "end_date", "state", "actor", "evidence"]
    assert first[same].equals(second[same])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--hxl", "-o", "x.geojson"), "--hxl goes with a .csv; got "),
        (
            ("--open-end", "2020-01-31", "-o", "x.csv"),
            "--open-end lies behind the last known day, 2020-02-01",
        ),
        (("--open-end", "soon", "-o", "x.csv"), ""),
        (("-o", "x.doc"), "a layer is written to .geojson"),
    ],
)
def test_wrong_choices_are_one_line(
    words: tuple[str, ...], told: str, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = export(table, *words)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"whoheld: {told}")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".gpkg", ".fgb", ".shp", ".kml", ".parquet"])
def test_what_lasts_may_end_far_away(suffix: str, table: Path, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    assert export(table, "--open-end", "9999-12-31", "-o", path).exit_code == 0
    if suffix == ".parquet":
        ends = geopandas.read_parquet(path)["end_date"]
    elif suffix in (".csv", ".geojson", ".kml"):
        assert path.read_text("utf-8").count("9999-12-31") > 0
        return
    else:
        layer = "control" if suffix == ".gpkg" else None
        ends = pyogrio.read_dataframe(path if suffix != ".shp" else f"{path}.zip", layer=layer)["end_date"]
    assert ends.notna().all()
    assert "9999-12-31" in {str(end)[:10] for end in ends}
