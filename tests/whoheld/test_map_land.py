"""`whoheld map --no-areas` and `--base`, and the same from Python."""

import json
from datetime import date
from pathlib import Path

import pytest
import shapely

import whoheld as wh
from output.mapoptions import MapOptions
from output.models import Results
from tests.whoheld.commands import whoheld, write_two_towns


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_two_towns(tmp_path)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[MapOptions]:
    """Return the options of the pages that are asked for."""
    asked: list[MapOptions] = []

    def write_map(_results: Results, path: Path, *, options: MapOptions) -> None:
        path.write_text("a page", encoding="utf-8")
        asked.append(options)

    monkeypatch.setattr("output.webmap.write_map", write_map)
    return asked


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "then.geojson"
    square = shapely.box(19.5, 9.5, 20.5, 10.5).__geo_interface__
    feature = {"type": "Feature", "properties": {"actor": "North", "date": "2020-01-15"}, "geometry": square}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path


def test_areas_are_drawn_unless_switched_off(table: Path, drawn: list[MapOptions]) -> None:
    for words in ((), ("--no-areas",)):
        assert whoheld("map", table, "-o", table.parent / "map.html", "-q", *words).exit_code == 0
    assert [options.areas for options in drawn] == [True, False]


def test_a_trusted_map_comes_with_its_name_day_and_actors(
    table: Path, base: Path, drawn: list[MapOptions]
) -> None:
    assert whoheld("map", table, "--base", base, "-o", table.parent / "map.html", "-q").exit_code == 0
    found = drawn[0].base
    assert found is not None
    assert (found.name, found.areas[0].day) == ("then.geojson", date(2020, 1, 15))
    assert found.actors[found.areas[0].actor].name == "North"


def test_a_trusted_map_without_areas_is_refused(table: Path, base: Path) -> None:
    done = whoheld("map", table, "--base", base, "--no-areas", "-o", table.parent / "map.html")
    assert done.exit_code == 2
    assert "use one of the two" in done.output


def test_a_trusted_map_that_is_none_is_one_line(table: Path) -> None:
    done = whoheld("map", table, "--base", table, "-o", table.parent / "map.html")
    assert done.exit_code == 2
    assert "not JSON" in done.output


def test_python_has_the_same_choices(table: Path, base: Path, drawn: list[MapOptions]) -> None:
    reading = wh.read([table])
    reading.map(table.parent / "map.html", options=wh.MapOptions(areas=False))
    reading.map(table.parent / "map.html", base=base)
    assert [(options.areas, options.base is not None) for options in drawn] == [(False, False), (True, True)]
