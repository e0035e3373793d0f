"""Pictures from the command line and from Python."""

import json
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

from PIL import Image

import whoheld as wh
from tests.whoheld.commands import whoheld, write_two_towns

SMALL = ("--size", "640x420", "-q")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_two_towns(tmp_path)


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as found:
        return found.size


def test_a_still_of_a_day(table: Path, tmp_path: Path) -> None:
    path = tmp_path / "day.png"
    done = whoheld("export", table, "--on", "2020-01-15", "--box", "19,9,21,11", "-o", path, *SMALL)
    assert (done.exit_code, done.stderr) == (0, "")
    assert size_of(path) == (640, 420)


def test_areas_of_the_last_day_and_of_a_span(table: Path, tmp_path: Path) -> None:
    still, moving = tmp_path / "day.svg", tmp_path / "span.webp"
    assert whoheld("export", table, "--layer", "areas", "-o", still, *SMALL).exit_code == 0
    assert "</svg>" in still.read_text(encoding="utf-8")
    done = whoheld("export", table, "--layer", "front", "--step", "week", "-o", moving, *SMALL)
    assert done.exit_code == 0
    with Image.open(moving) as found:
        assert found.n_frames == 6


@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        ("x.png", ("--on", "2020-01-01,2020-02-01"), "a still shows one day"),
        ("x.png", ("--since", "2020-01-01"), "a still shows one day"),
        ("x.svg", ("--step", "week"), "a still shows one day"),
        ("x.gif", ("--on", "2020-01-01"), "an animation shows a range"),
        ("x.gif", ("--step", "year"), "a step is day, week, month"),
        ("x.gif", ("--since", "2031-01-01"), "nothing to animate"),
        ("x.png", ("--size", "large"), "--size takes width and height"),
        ("x.png", ("--size", "100x100"), "a picture has from"),
        ("x.png", ("--box", "1,2,3"), "a box is west,south,east,north"),
        ("x.png", ("--box", "20,9,10,11"), "a box is west,south,east,north"),
        ("x.png", ("--layer", "changes"), "pictures show control, areas, front"),
        ("x.geojson", ("--title", "Map"), "are for pictures"),
        ("missing/x.png", (), "cannot write"),
    ],
)
def test_wrong_use_is_one_line(
    name: str, words: tuple[str, ...], message: str, table: Path, tmp_path: Path
) -> None:
    done = whoheld("export", table, *words, "-o", tmp_path / name, "-q")
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / name).exists()


def test_a_starting_map_is_for_areas_alone(table: Path, tmp_path: Path) -> None:
    start = tmp_path / "start.geojson"
    ring = [[19, 9], [22, 9], [22, 11], [19, 11], [19, 9]]
    land = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"actor": "South"}, "geometry": land}
    start.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    done = whoheld("export", table, "--base", start, "-o", tmp_path / "x.png", *SMALL)
    assert (done.exit_code, "--base is for --layer areas" in done.stderr) == (2, True)
    done = whoheld("export", table, "--base", start, "--layer", "areas", "-o", tmp_path / "x.png", *SMALL)
    assert (done.exit_code, done.stderr) == (0, "")


def test_python_writes_pictures_too(table: Path, tmp_path: Path) -> None:
    reading = wh.read([table])
    day = wh.DrawOptions(on=(reading.control()["start_date"].min().date(),))
    assert size_of(reading.export(tmp_path / "x.png", layer="areas", days=day)) == (1600, 1000)
