"""Tables hold every claim and name, and no spreadsheet runs them."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.errors import UnknownFormatError
from output.escape import guard_cell, unguard_cell
from output.schema import CLAIM_COLUMNS, LAYERS, MENTION_COLUMNS
from output.tables import write_claims, write_layer_csv, write_places
from tests.builders import make_claim, make_interval, make_results
from tests.output.golden import check_golden
from tests.output.samples import HOSTILE, make_sample


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines)]


def read_json_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_tables_are_as_they_were(layer: str, tmp_path: Path) -> None:
    write_layer_csv(make_sample(), tmp_path / f"{layer}.csv", layer=layer)
    check_golden(tmp_path / f"{layer}.csv")


@pytest.mark.parametrize("name", ["claim_table.jsonl", "claim_table.csv"])
def test_claim_tables_are_as_they_were(name: str, tmp_path: Path) -> None:
    write_claims(make_sample(), tmp_path / name)
    check_golden(tmp_path / name)


@pytest.mark.parametrize("name", ["place_table.jsonl", "place_table.csv"])
def test_place_tables_are_as_they_were(name: str, tmp_path: Path) -> None:
    write_places(make_sample(), tmp_path / name)
    check_golden(tmp_path / name)


def test_every_claim_is_listed_in_reading_order_with_or_without_a_place(tmp_path: Path) -> None:
    write_claims(make_sample(), tmp_path / "x.jsonl")
    rows = read_json_lines(tmp_path / "x.jsonl")
    assert [row["claim_id"] for row in rows] == ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]
    assert [*rows[0]] == [column.name for column in CLAIM_COLUMNS]
    assert (rows[-1]["place_id"], rows[-1]["lat"], rows[-1]["start_date"]) == (None, None, None)


def test_claims_of_no_article_come_last(tmp_path: Path) -> None:
    coded = make_claim(article_id="table:1", id="coded")
    write_claims(make_results(unplaced=[coded]), tmp_path / "x.jsonl")
    assert [row["claim_id"] for row in read_json_lines(tmp_path / "x.jsonl")] == ["c1", "coded"]


def test_every_name_is_listed_with_its_candidates(tmp_path: Path) -> None:
    write_places(make_sample(), tmp_path / "x.jsonl")
    rows = read_json_lines(tmp_path / "x.jsonl")
    assert [*rows[0]] == [column.name for column in MENTION_COLUMNS]
    assert [row["status"] for row in rows] == ["resolved", "unknown", "ambiguous"]
    assert [row["place_precision"] for row in rows].count(None) == [row["place_id"] for row in rows].count(
        None
    )
    assert rows[2]["candidates"] == "Rawa (Al Anbar, IQ) 0.50: near; Rawa (Al Anbar, SY) 0.50"


def test_csv_and_json_lines_say_the_same(tmp_path: Path) -> None:
    for suffix in (".csv", ".jsonl"):
        write_claims(make_sample(), tmp_path / f"x{suffix}")
    as_text = [
        {key: "" if value is None else str(value) for key, value in row.items()}
        for row in read_json_lines(tmp_path / "x.jsonl")
    ]
    from_csv = [
        {key: unguard_cell(value) for key, value in row.items()} for row in read_csv(tmp_path / "x.csv")
    ]
    assert from_csv == as_text
    assert HOSTILE in {row["sentence"] for row in from_csv}


def test_formulas_are_guarded_and_numbers_are_not(tmp_path: Path) -> None:
    place = make_interval().place
    results = make_results(intervals=[make_interval(place, actors=["=cmd"], evidence=["-1", "+2"])])
    write_layer_csv(results, tmp_path / "x.csv")
    (row,) = read_csv(tmp_path / "x.csv")
    assert (row["actor"], row["evidence"], row["probability"]) == ("'=cmd", "'-1;+2", "0.9")


@given(st.text())
def test_guarded_cells_are_no_formulas_and_come_back(text: str) -> None:
    guarded = guard_cell(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguard_cell(guarded) == text


@pytest.mark.parametrize("name", ["'Amuda", "Deir ez-Zor", ""])
def test_ordinary_names_are_left_alone(name: str) -> None:
    assert guard_cell(name) == unguard_cell(name) == name


@pytest.mark.parametrize("text", ["=1", "'=1", "''@x", "-", "\t="])
def test_guarding_is_reversible(text: str) -> None:
    assert guard_cell(text) == f"'{text}"
    assert unguard_cell(guard_cell(text)) == text


def test_without_a_file_claims_go_to_standard_output_as_json_lines(
    capfd: pytest.CaptureFixture[str],
) -> None:
    write_claims(make_results(), None)
    assert json.loads(capfd.readouterr().out)["claim_id"] == "c1"


@pytest.mark.parametrize("write", [write_claims, write_places])
def test_other_suffixes_are_refused(write: object, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"\.jsonl or \.csv"):
        write(make_results(), tmp_path / "x.xlsx")  # type: ignore[operator]


def test_tables_of_nothing_have_a_header_only(tmp_path: Path) -> None:
    write_layer_csv(make_results(intervals=[]), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text() == ",".join(c.name for c in LAYERS["control"]) + "\n"
