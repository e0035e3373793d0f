"""The suffix chooses the format."""

from pathlib import Path

import pytest

from output.errors import UnknownFormatError, UnwritableError
from output.pictures import LAYERS_SHOWN, PICTURES
from output.schema import LAYERS, TABLES
from output.shapefile import zip_path
from output.writers import FLAT_SUFFIXES, WRITERS, check_target, write_results
from tests.builders import make_results


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_writes_every_layer(suffix: str, tmp_path: Path) -> None:
    if suffix in PICTURES:
        pytest.importorskip("matplotlib")
    for layer in LAYERS_SHOWN if suffix in PICTURES else LAYERS:
        if layer in TABLES and suffix not in FLAT_SUFFIXES:
            continue
        path = tmp_path / f"{layer}{suffix.upper()}"
        write_results(make_results(), path, layer=layer)
        assert zip_path(path).stat().st_size > 0


@pytest.mark.parametrize("name", ["x.doc", "x", ".geojson"])
def test_unknown_formats_are_refused_with_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"\.geojson, .*\.csv, \.gpkg"):
        write_results(make_results(), tmp_path / name)


def test_unknown_layers_are_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match="control, claims, places"):
        check_target(tmp_path / "x.csv", layer="roads")


@pytest.mark.parametrize("suffix", sorted({*WRITERS} - {*FLAT_SUFFIXES}))
def test_tables_that_lie_nowhere_are_refused_by_maps(suffix: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"series lies nowhere: write it to \.csv or \.gpkg"):
        check_target(tmp_path / f"x{suffix}", layer="series")


def test_bad_folders_are_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError):
        check_target(tmp_path / "no" / "x.csv")


def test_an_old_export_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("old")
    write_results(make_results(), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text().startswith("place_id,")
