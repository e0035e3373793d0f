"""GeoParquet reads back as it was: types, days, points."""

import builtins
import json
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pytest

from output.errors import MissingExtraError
from output.parquet import write_parquet
from output.rows import layer_rows
from output.schema import LAYERS
from tests.builders import make_results
from tests.output.samples import make_sample


def test_a_layer_reads_back(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    results = make_sample()
    write_parquet(results, tmp_path / "control.parquet")
    frame = geopandas.read_parquet(tmp_path / "control.parquet")
    assert list(frame.columns) == [*(column.name for column in LAYERS["control"]), "geometry"]
    assert list(frame.index) == [row.id for row in layer_rows(results, "control")]
    assert frame.crs.to_epsg() == 4326
    starts = [start for start in frame["start_date"] if start is not None]
    assert starts
    assert all(type(start) is date for start in starts)


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow")
    for name in ("a", "b"):
        write_parquet(make_sample(), tmp_path / f"{name}.parquet", layer="claims")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "pyarrow":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match="extra 'parquet'"):
        write_parquet(make_sample(), tmp_path / "a.parquet")


def test_the_file_says_what_geoparquet_wants_to_know(tmp_path: Path) -> None:
    write_parquet(make_sample(), tmp_path / "x.parquet")
    pq = pytest.importorskip("pyarrow.parquet")
    geo = json.loads(pq.read_metadata(tmp_path / "x.parquet").metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert (geo["version"], geo["primary_column"], column["encoding"]) == ("1.0.0", "geometry", "WKB")
    assert column["geometry_types"] == ["Point", "Polygon"]
    assert column["bbox"] == [39.0, 0.0, 43.0, 34.5]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}


def test_the_same_results_give_the_same_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for name in ("a", "b"):
        write_parquet(make_sample(), tmp_path / f"{name}.parquet", layer="claims")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_nothing_is_read_back_as_nothing(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    write_parquet(make_results(claims=[], intervals=[], mentions=[]), tmp_path / "x.parquet")
    frame = geopandas.read_parquet(tmp_path / "x.parquet")
    assert (len(frame), frame.crs.to_epsg()) == (0, 4326)
