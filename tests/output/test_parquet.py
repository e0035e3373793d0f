"""GeoParquet reads back as it was: types, days, points."""

import builtins
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pytest

from output.errors import MissingExtraError
from output.parquet import write_parquet
from output.rows import layer_rows
from output.schema import LAYERS
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
