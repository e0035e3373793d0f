"""add, info and remove, and the commands that take a project file, as a user types them."""

import json
import shutil
from pathlib import Path

import pytest

import whoheld as wh
from tests.whoheld.commands import whoheld, write_two_towns
from tests.whoheld.project.articles_on_disk import record, write_lines
from whoheld.project.store import Access, open_project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    lines = write_lines(folder / "news.jsonl", [*(record(number) for number in range(6)), {"title": "empty"}])
    done = whoheld("add", folder / "war.db", lines, write_two_towns(folder), "--country", "SY,IQ")
    assert done.exit_code == 0, done.output
    assert done.stderr == "6 new articles, 0 known ones, 3 coded claims, 1 issues\n"
    return folder / "war.db"


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "war.db"))


def test_info_counts(project: Path) -> None:
    done = whoheld("info", project)
    assert done.exit_code == 0, done.output
    assert "articles   6 (0 superseded, 0 retired) from 2 files" in done.stdout
    assert "option     countries: IQ, SY" in done.stdout
    assert "run 1 " in done.stdout
    told = json.loads(whoheld("info", project, "--json", "--check").stdout)
    assert (told["articles"], told["coded_claims"], told["decisions"], told["damage"]) == (6, 3, 0, [])
    assert told["runs"][0]["counts"]["new"] == 6


def test_info_of_no_project_is_one_line(tmp_path: Path) -> None:
    done = whoheld("info", tmp_path / "war.db")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "there is no project file" in done.stderr


def test_add_wants_sources_or_refresh(project: Path) -> None:
    done = whoheld("add", project)
    assert done.exit_code == 2
    assert "add takes sources, or --refresh" in done.stderr
    done = whoheld("add", project, "--refresh")
    assert done.stderr == "0 new articles, 0 known ones, 0 coded claims\n"


def test_add_is_strict_if_asked(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "news.jsonl", [record(0), {"title": "empty"}])
    assert whoheld("add", tmp_path / "war.db", lines, "--strict").exit_code == 1


def test_commands_take_a_project_and_its_options(project: Path, tmp_path: Path) -> None:
    claims = whoheld("claims", project, "--quiet")
    assert len(claims.stdout.splitlines()) >= 5
    report = tmp_path / "report.json"
    assert whoheld("report", project, "-o", report, "--fusion", "latest", "--quiet").exit_code == 0
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["settings"] == {"country": "IQ, SY", "fusion": "latest"}
    assert told["articles"]["read"] == 6
    explained = whoheld("explain", "Rawa", project, "--quiet")
    assert "Rawa" in explained.stdout
    assert whoheld("places", project, "--quiet").exit_code == 0
    page = tmp_path / "map.html"
    assert "6 articles" in whoheld("map", project, "-o", page).stderr
    assert whoheld("export", project, "--layer", "sources", "-o", tmp_path / "s.csv").exit_code == 0


def test_an_option_of_the_texts_is_refused_where_it_differs(project: Path, tmp_path: Path) -> None:
    done = whoheld("map", project, "--country", "LY", "-o", tmp_path / "map.html")
    assert done.exit_code == 2
    assert "whoheld add PROJECT --country" in done.stderr


def test_removing_an_article_says_what_goes(project: Path) -> None:
    done = whoheld("remove", project, "--article", "n0", "--dry-run")
    assert done.stdout == "n0  Report 0\n1 articles, 1 claims, 0 coded claims\n"
    assert done.stderr == "nothing was removed (--dry-run)\n"
    assert len(wh.read([project]).results.articles) == 6
    assert whoheld("remove", project, "--article", "n0").stderr == "removed\n"
    assert [article.id for article in wh.read([project]).results.articles] == [f"n{i}" for i in range(1, 6)]
    assert json.loads(whoheld("info", project, "--json", "--check").stdout)["damage"] == []


def test_removing_an_outlet_takes_its_coded_claims_too(project: Path) -> None:
    assert "0 articles, 0 claims, 3 coded claims" in whoheld("remove", project, "--source", "Wire").stdout
    left = wh.read([project]).results
    assert all(found.source != "Wire" for found in left.claims)
    assert "2 articles" in whoheld("remove", project, "--source", "Outlet 1").stdout


def test_removing_an_origin_leaves_what_others_hold(project: Path, made: Path, tmp_path: Path) -> None:
    more = write_lines(tmp_path / "more.jsonl", [record(0), record(50)])
    assert whoheld("add", project, more).exit_code == 0
    done = whoheld("remove", project, "--origin", made.parent / "news.jsonl")
    assert "5 articles" in done.stdout
    results = wh.read([project]).results
    assert {article.id for article in results.articles} == {"n0", "n50"}
    assert not results.issues
    done = whoheld("remove", project, "--origin", tmp_path)
    assert "2 articles" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--article", "nothing"], "holds nothing of 'nothing'"),
        (["--origin", "nowhere.txt"], "holds nothing of 'nowhere.txt'"),
        ([], "remove takes one of"),
        (["--article", "n0", "--source", "Wire"], "remove takes one of"),
    ],
)
def test_a_removal_that_makes_no_sense_is_told(project: Path, words: list[str], told: str) -> None:
    done = whoheld("remove", project, *words)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_removed_article_stays_away_while_its_file_is_as_it_was(project: Path, made: Path) -> None:
    whoheld("remove", project, "--article", "n0")
    lines = made.parent / "news.jsonl"
    whoheld("add", project, lines)
    assert len(wh.read([project]).results.articles) == 5


def test_a_project_from_python(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "news.jsonl", [record(0)])
    assert wh.add(tmp_path / "war.db", [lines], options=wh.RunOptions(fusion="latest"))["new"] == 1
    reading = wh.read([tmp_path / "war.db"])
    assert reading.options.fusion == "latest"
    assert "Rawa" in reading.explain("Rawa")


def test_a_record_spoilt_by_hand_is_told_in_one_line(project: Path) -> None:
    with open_project(project, access=Access.WRITE) as opened, opened.transaction() as connection:
        connection.execute("UPDATE claims SET record = '{}' WHERE number = 0")
    done = whoheld("claims", project)
    assert done.exit_code == 2
    assert "holds a record that is none" in done.stderr
    assert done.stderr.count("\n") == 1


def test_rules_that_changed_are_told(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from whoheld.project import rebuilding  # noqa: PLC0415
    from whoheld.project.fingerprints import Fingerprint  # noqa: PLC0415

    monkeypatch.setattr(rebuilding, "fingerprint_of", lambda *_: Fingerprint("new", "new"))
    done = whoheld("claims", project, "-o", tmp_path / "claims.csv")
    assert done.exit_code == 0
    assert f"`whoheld add {project} --refresh` brings them up to date" in done.stderr
