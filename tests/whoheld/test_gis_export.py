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
