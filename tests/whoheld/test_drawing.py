"""Layers are drawn for some days, a range or the whole history; days that make no sense are refused."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from tests.builders import day, make_interval, make_results
from tests.layers.towns import held, make_town
from tests.whoheld.commands import whoheld, write_two_towns
from whoheld.drawing import DrawOptions, check_drawing, draw_layer, draw_turnover, land_of, parse_days

LATEST = ("--fusion", "latest", "-q")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_two_towns(tmp_path)


def exported(table: Path, layer: str, *words: str) -> list[dict[str, str]]:
    target = table.parent / f"{layer}.csv"
    done = whoheld("export", table, "--layer", layer, "-o", target, *LATEST, *words)
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))


def test_changes_are_exported_by_range(table: Path) -> None:
    rows = exported(table, "changes", "--since", "2020-01-15", "--until", "2020-02-15")
    assert [(row["date"], row["place"], row["change"], row["taken_from"], row["actor"]) for row in rows] == [
        ("2020-02-01", "East", "taken", "South", "North")
    ]
    assert exported(table, "changes", "--on", "2020-01-15,2020-02-15") == rows
    assert len(exported(table, "changes")) == 3


def test_the_front_is_exported_with_its_days(table: Path) -> None:
    (line,) = exported(table, "front")
    assert (line["date"], line["start_date"], line["end_date"]) == ("", "2020-01-01", "2020-02-01")
    assert (line["front"], line["kind"]) == ("North - South", "contact")
    (shown,) = exported(table, "front", "--on", "2020-01-15")
    assert (shown["date"], shown["length_km"]) == ("2020-01-15", line["length_km"])
    assert exported(table, "front", "--on", "2020-02-15") == []
    assert exported(table, "front", "--since", "2020-02-01") == []


def test_the_series_is_a_table_of_steps(table: Path) -> None:
    rows = exported(table, "series")
    told = [(row["actor"], row["start_date"], row["end_date"], row["towns"]) for row in rows]
    assert told == [
        ("North", "2020-01-01", "2020-02-01", "1"),
        ("North", "2020-02-01", "", "2"),
        ("South", "2020-01-01", "2020-02-01", "1"),
        ("South", "2020-02-01", "", "0"),
    ]
    assert exported(table, "series", "--until", "2020-01-31") == [rows[0], rows[2]]


def test_the_report_says_what_changed(table: Path) -> None:
    text = whoheld("report", table, *LATEST).stdout
    assert "3 changes from 2020-01-01 to 2020-02-01 = 2 first report + 1 taken" in text
    assert "2020-02-01 East: taken from South: North" in text
    text = whoheld("report", table, *LATEST, "--since", "2020-01-15").stdout
    assert "1 change from 2020-01-15 to 2020-02-01 = 1 taken" in text
    assert "North: 2 towns (+1)" in text
    assert "South: 0 towns (-1)" in text
    assert "went from South to North" in text
    target = table.parent / "report.json"
    assert whoheld("report", table, *LATEST, "-o", target).exit_code == 0
    assert len(json.loads(target.read_text(encoding="utf-8"))["changes"]["list"]) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--layer", "claims", "--on", "2020-01-01"), "for the layers"),
        (("--layer", "changes", "--on", "2020-01-01"), "changes between days need two"),
        (("--layer", "front", "--on", "soon"), "a day looks like 2017-11-21, got 'soon'"),
        (("--layer", "front", "--on", ","), "--on takes days such as"),
        (("--layer", "front", "--on", "2020-01-01", "--since", "2020-01-01"), "one of the two"),
        (("--layer", "front", "--since", "2020-02-01", "--until", "2020-01-01"), "comes before --until"),
        (("--layer", "series", "--since", "0001-01-01"), "end of the calendar"),
    ],
)
def test_wrong_days_are_one_line(table: Path, words: tuple[str, ...], said: str) -> None:
    done = whoheld("export", table, "-o", table.parent / "x.csv", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (table.parent / "x.csv").exists()


def test_series_go_to_tables_only(table: Path) -> None:
    done = whoheld("export", table, "-o", table.parent / "x.kml", "--layer", "series")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert ".csv or .gpkg" in done.stderr


def test_days_are_read_sorted_and_once() -> None:
    assert parse_days("2024-08-07, 2024-07-08,2024-08-07,") == (date(2024, 7, 8), date(2024, 8, 7))
    assert parse_days(None) == ()


def test_layers_that_every_run_has_need_no_drawing() -> None:
    results = make_results()
    assert draw_layer(results, "claims") is results
    check_drawing("claims", DrawOptions())


def test_nothing_dated_changes_nothing() -> None:
    undated = make_results(intervals=[make_interval(start=None, last_report=None)])
    assert draw_turnover(undated) is undated
    assert draw_layer(undated, "series").series == ()
    assert draw_layer(undated, "front").fronts == ()
    assert land_of([]) is None


def test_turnover_compares_the_day_before_the_range_with_its_last() -> None:
    town = make_town("t", lon=20.0, lat=10.0)
    results = make_results(intervals=[held(town, "a", end=5), held(town, "b", start=5)])
    drawn = draw_turnover(results, options=DrawOptions(since=day(5), until=day(9)))
    assert drawn.days == (day(4), day(9))
    assert [change.day for change in drawn.changes] == [day(5)]
    assert [(row.actor, row.start, row.towns) for row in drawn.series] == [("a", day(4), 1), ("b", day(9), 1)]
    assert draw_turnover(results, options=DrawOptions(since=day(99))) is results
