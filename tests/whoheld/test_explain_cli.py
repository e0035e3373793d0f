"""`whoheld explain`, and the options of control that every command takes."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from whoheld.cli import app
from whoheld.sample import sample_folder

ROWS = [
    ("2017-01-01", "Wire", "North", "held", "asserted"),
    ("2017-01-10", "Radio", "South", "captured", "claimed"),
    ("2017-01-12", "Wire", "North", "held", "asserted"),
    ("2017-06-01", "Daily", "South", "captured", "asserted"),
]


def whoheld(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [*(str(word) for word in words), "--quiet"])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    lines = ["place,lat,lon,date,source,actor,relation,stance,sentence"]
    lines += [
        f"Millbridge,10,20,{day},{source},{actor},{relation},{stance},{source} says so on {day}."
        for day, source, actor, relation, stance in ROWS
    ]
    path = tmp_path / "coded.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def states(target: Path) -> list[tuple[str, str, str]]:
    rows = csv.DictReader(target.read_text(encoding="utf-8").splitlines())
    return [(row["start_date"], row["state"], row["actor"]) for row in rows]


def test_a_place_is_explained_in_words(table: Path) -> None:
    done = whoheld("explain", "millbridge", table)
    assert done.exit_code == 0, done.output
    for words in (
        "why: ", "reports for it:", "Wire: held by North", "odds on North ×",
        "“Radio says so on 2017-01-10.”",
        "What each source says by itself:", "Sources that contradict each other:",
        "2017-01-12 to 2017-04-10: North (Wire) against South (Radio)",
    ):  # fmt: skip
        assert words in done.stdout


def test_one_day_is_explained_as_json(table: Path) -> None:
    done = whoheld("explain", "Millbridge", table, "--on", "2017-01-20", "--json")
    assert done.exit_code == 0, done.output
    account = json.loads(done.stdout)
    (told,) = account["history"]
    assert (told["actors"], told["reason"], account["weighed"]) == (["north"], "weighed", True)
    by_source = {report["source"]: report for report in told["reports"] if report["date"] < "2017-01-11"}
    assert by_source["Radio"]["against"]
    assert by_source["Radio"]["weight"]["log_odds"] < 0 < by_source["Wire"]["weight"]["log_odds"]
    assert [view["source"] for view in account["views"]] == ["Daily", "Radio", "Wire"]


def test_an_account_is_written_to_a_file_and_the_same_twice(table: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    for target in (one, two):
        assert whoheld("explain", "Millbridge", table, "-o", target).exit_code == 0
    assert one.read_bytes() == two.read_bytes() != b""


def test_a_day_without_a_state_says_so(table: Path) -> None:
    assert (
        "No state is known on 2016-01-01."
        in whoheld("explain", "Millbridge", table, "--on", "2016-01-01").stdout
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Milbridge",), "did you mean 'Millbridge'?"),
        (("Qqq",), "no report is about a place called 'Qqq'"),
        (("Millbridge", "--on", "Friday"), "2017-11-21"),
        (("Millbridge", "--fusion", "magic"), "as-it-stood, latest, looking-back"),
        (("Millbridge", "--as-of", "June"), "2017-11-21"),
        (("Millbridge", "--carried-after", "0"), "--carried-after takes a number of days from 1 up"),
        (("Millbridge", "--unknown-after", "soon"), 'or "never"'),
        (("Millbridge", "--unknown-after", "0"), "--unknown-after takes a number of days from 1 up"),
        (("Millbridge", "--sources", "missing.toml"), "missing.toml"),
    ],
)
def test_wrong_use_of_explain_is_one_line(table: Path, words: tuple[str, ...], message: str) -> None:
    done = whoheld("explain", words[0], table, *words[1:])
    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_as_of_a_day_later_reports_do_not_count(table: Path, tmp_path: Path) -> None:
    target = tmp_path / "control.csv"
    assert whoheld("export", table, "-o", target, "--as-of", "2017-01-05").exit_code == 0
    assert states(target) == [("2017-01-01", "controlled", "North")]


def test_the_fusion_is_chosen(table: Path, tmp_path: Path) -> None:
    latest, weighed = tmp_path / "latest.csv", tmp_path / "weighed.csv"
    assert whoheld("export", table, "-o", latest, "--fusion", "latest").exit_code == 0
    assert whoheld("export", table, "-o", weighed).exit_code == 0
    assert ("2017-01-10", "controlled", "South") in states(latest)
    assert ("2017-01-10", "controlled", "South") not in states(weighed)


def test_silence_is_chosen(tmp_path: Path) -> None:
    table, target = tmp_path / "coded.csv", tmp_path / "control.csv"
    table.write_text(
        "place,lat,lon,date,actor,relation\nMillbridge,10,20,2017-01-01,North,held\n"
        "Farhill,50,20,2019-01-01,North,held\n", encoding="utf-8",
    )  # fmt: skip
    done = whoheld("export", table, "-o", target, "--carried-after", "10", "--unknown-after", "30")
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    found = [(row["start_date"], row["basis"], row["state"]) for row in rows if row["place"] == "Millbridge"]
    assert [(start, state) for start, _, state in found] == [
        ("2017-01-01", "controlled"), ("2017-01-11", "controlled"), ("2017-01-31", "unknown"),
    ]  # fmt: skip
    assert found[1][1] == "carried"
    assert whoheld("export", table, "-o", target, "--unknown-after", "never").exit_code == 0
    assert "unknown" not in target.read_text(encoding="utf-8")


def test_a_known_source_counts_as_its_file_says(table: Path, tmp_path: Path) -> None:
    trust, doubt = tmp_path / "trust.toml", tmp_path / "doubt.toml"
    trust.write_text('[[source]]\nname = "Daily"\nreliability = 0.99\n', encoding="utf-8")
    doubt.write_text('[[source]]\nname = "Daily"\nreliability = 0.5\n', encoding="utf-8")
    odds = []
    for path in (trust, doubt):
        done = whoheld("explain", "Millbridge", table, "--json", "--on", "2017-06-10", "--sources", path)
        reports = json.loads(done.stdout)["history"][0]["reports"]
        odds += [report["weight"]["source_right"] for report in reports if report["source"] == "Daily"]
    assert odds[0] > odds[-1] + 0.1


def test_options_of_control_are_shown_among_the_settings(table: Path) -> None:
    done = whoheld(
        "report", table, "--as-of", "2017-03-01", "--fusion", "as-it-stood", "--carried-after", "30",
        "--unknown-after", "never", "--region-priors",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    for line in (
        "as-of: 2017-03-01", "fusion: as-it-stood", "carried-after: 30 days", "unknown-after: never",
        "region-priors: yes",
    ):  # fmt: skip
        assert line in done.stdout


def test_region_reports_speak_for_silent_towns_when_asked(tmp_path: Path) -> None:
    table, target = tmp_path / "coded.csv", tmp_path / "control.csv"
    table.write_text(
        "place,lat,lon,country,kind,date,actor,relation\n"
        "Middleland,10,20,ML,country,2017-01-01,North,held\n"
        "Millbridge,10,20,ML,town,2017-02-01,South,captured\n", encoding="utf-8",
    )  # fmt: skip
    assert whoheld("export", table, "-o", target).exit_code == 0
    assert len(states(target)) == 2
    assert whoheld("export", table, "-o", target, "--region-priors").exit_code == 0
    rows = csv.DictReader(target.read_text(encoding="utf-8").splitlines())
    (added,) = [row for row in rows if row["basis"] == "inferred"]
    assert (added["place"], added["actor"], added["end_date"]) == ("Millbridge", "North", "2017-02-01")
    assert float(added["probability"]) <= 0.6
    done = whoheld("explain", "Millbridge", table, "--region-priors", "--on", "2017-01-05")
    assert "reports of its region say so" in done.stdout
    assert whoheld("map", table, "-o", tmp_path / "map.html", "--region-priors").exit_code == 0


def test_the_example_of_the_manual_comes_out_as_it_says() -> None:
    done = whoheld("explain", "Ramadi", sample_folder(), "--on", "2015-07-01", "--json")
    assert done.exit_code == 0, done.output
    account = json.loads(done.stdout)
    (told,) = account["history"]
    assert (told["start_date"], told["actors"], told["reason"]) == (
        "2015-06-16",
        ["islamic-state"],
        "weighed",
    )
    assert 0.6 < told["probability"] < 0.75
    by_source = {report["source"]: report for report in told["reports"]}
    wire, ministry = by_source["Sample Wire"], by_source["Iraqi defence ministry"]
    assert (wire["for"], wire["lean"], ministry["for"], ministry["lean"]) == (True, 0, False, 1)
    assert wire["weight"]["log_odds"] > 1
    assert -1 < ministry["weight"]["log_odds"] < 0
    assert wire["weight"]["source_right"] > ministry["weight"]["source_right"] + 0.1
    (wrangle,) = account["disagreements"]
    assert [side["actor_id"] for side in wrangle["sides"]] == ["iraqi-government", "islamic-state"]
    assert wrangle["end_date"] == "2015-08-15"


@pytest.mark.parametrize("layer", ["sources", "views", "disagreements"])
def test_what_sources_say_is_exported(table: Path, tmp_path: Path, layer: str) -> None:
    target = tmp_path / f"{layer}.csv"
    assert whoheld("export", table, "--layer", layer, "-o", target).exit_code == 0
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    told = {"sources": "source", "views": "source", "disagreements": "sources"}[layer]
    assert "Wire" in {row[told] for row in rows}


def test_the_report_has_a_scorecard(table: Path) -> None:
    done = whoheld("report", table)
    assert "Radio, hedged: 1 report, " in done.stdout
    assert "Millbridge, 2017-01-12 to 2017-04-10: North (Wire) against South (Radio)" in done.stdout
