"""Whatever goes wrong with a target: one line, and what stood there stays."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest

from output.atomic import check_room
from output.errors import UnwritableError
from output.models import Results
from output.pictures import PICTURES
from output.qgis_export import write_geopackage_and_project
from output.shapefile import zip_path
from output.writers import WRITERS, write_results
from tests.builders import make_interval, make_place, make_results
from tests.output.samples import make_sample

SHARES = (0.3, 0.9, 1.0)


@contextmanager
def full_disk(limit_bytes: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(scope="module")
def results() -> Results:
    intervals = [make_interval(make_place(f"Town {n}", lon=n / 100)) for n in range(300)]
    return replace(make_sample(), intervals=tuple(intervals))


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # GDAL's words, which the error repeats
def test_a_full_disk_is_one_line_and_the_old_file_stays(
    suffix: str, results: Results, tmp_path: Path
) -> None:
    path = tmp_path / f"x{suffix}"
    write_results(results, path)
    target = zip_path(path)
    size = target.stat().st_size
    target.write_text("old")
    for share in SHARES:
        with full_disk(int(size * share) - 1), pytest.raises(UnwritableError) as caught:
            write_results(results, path)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 400
        assert target.read_text() == "old"
        assert [found.name for found in tmp_path.iterdir()] == [target.name]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_full_disk_leaves_both_files_of_a_project(results: Results, tmp_path: Path) -> None:
    for name in ("x.gpkg", "x.qgz"):
        (tmp_path / name).write_text("old")
    with full_disk(50_000), pytest.raises(UnwritableError):
        write_geopackage_and_project(results, tmp_path / "x.gpkg")
    assert [(tmp_path / name).read_text() for name in ("x.gpkg", "x.qgz")] == ["old", "old"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_missing_folder_is_named_by_every_format(suffix: str, tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="its folder does not exist"):
        write_results(make_results(), tmp_path / "no" / f"x{suffix}")


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_folder_of_that_name_is_named_by_every_format(suffix: str, tmp_path: Path) -> None:
    zip_path(tmp_path / f"x{suffix}").mkdir()
    with pytest.raises(UnwritableError, match="it is a folder"):
        write_results(make_results(), tmp_path / f"x{suffix}")


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix not in PICTURES])
def test_an_empty_result_is_an_empty_layer(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    write_results(make_results(articles=[], claims=[], intervals=[], mentions=[]), path)
    if suffix in (".csv", ".parquet"):
        assert path.stat().st_size > 0
    else:
        assert (
            pyogrio.read_info(zip_path(path), layer=None if suffix == ".fgb" else "control")["features"] <= 0
        )


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".csv"])
def test_a_file_that_another_program_reads_is_replaced_whole(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    write_results(make_results(), path)
    with path.open("rb") as reader:
        write_results(make_sample(), path)
        before = reader.read()
    assert before
    assert path.read_bytes() != before


def test_room_is_looked_for_and_given_back(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    check_room(tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b"abc"
    with full_disk(100), pytest.raises(OSError, match="Errno 28"):
        check_room(tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b"abc"
