"""Only what is new or touched by a change is worked on, and nothing is lost."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from articles.extract import Extraction
from articles.models import Article
from geo.models import Resolution
from tests.whoheld.project.articles_on_disk import TEXTS, add, record, write_lines
from whoheld.errors import BadOptionError, NothingReadError
from whoheld.finding import Finder
from whoheld.options import RunOptions
from whoheld.pipeline import run, run_with
from whoheld.project import adding
from whoheld.project.fingerprints import Fingerprint
from whoheld.project.origins import look_at
from whoheld.project.store import open_project

MINE = """[[actor]]
id = "valley-guard"
name = "Valley Guard"
aliases = ["{alias}"]
"""


SILENT = """class Silent:
    def __init__(self, book): ...
    def read(self, article, mentions):
        return ()
"""


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "news.jsonl", (record(number) for number in range(7)))


@pytest.fixture
def project(tmp_path: Path, lines: Path) -> Path:
    path = tmp_path / "war.db"
    assert add(path, lines)["new"] == 7
    return path


@contextmanager
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count what is read and placed, by id."""
    done: Counter[str] = Counter()
    read, place = Finder.read, Finder.place

    def counted_read(self: Finder, article: Article) -> Extraction:
        done[f"read {article.id}"] += 1
        return read(self, article)

    def counted_place(self: Finder, extraction: Extraction) -> tuple[Resolution, ...]:
        done[f"place {extraction.article.id}"] += 1
        return place(self, extraction)

    with monkeypatch.context() as patched:
        patched.setattr(Finder, "read", counted_read)
        patched.setattr(Finder, "place", counted_place)
        yield done


def rows(project: Path, query: str) -> list[tuple[object, ...]]:
    with open_project(project) as opened:
        return opened.rows(query)


def test_nothing_new_is_nothing_done(project: Path, lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(project, "SELECT * FROM runs")
    with work(monkeypatch) as done:
        assert add(project, lines) == {"unchanged": 1}
        assert add(project) == {}
    assert not done
    assert rows(project, "SELECT * FROM runs") == before


def test_only_a_new_line_is_worked_on(project: Path, lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(lines, (record(number) for number in range(8)))
    with work(monkeypatch) as done:
        assert add(project, lines) == {"files": 1, "new": 1, "known": 7}
    assert done == {"read n7": 1, "place n7": 1}


def test_a_file_is_trusted_by_size_and_time_only_when_it_is_old(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One", encoding="utf-8")
    young = look_at(path, known=None, reading="r")
    os.utime(path, (1e9, 1e9))
    old = look_at(path, known=None, reading="r")
    path.write_text("Two", encoding="utf-8")
    assert look_at(path, known=young, reading="r").sha256 != young.sha256
    os.utime(path, (1e9, 1e9))
    assert look_at(path, known=old, reading="r").sha256 == old.sha256
    os.utime(path, (2e9, 2e9))
    assert look_at(path, known=old, reading="r").sha256 != old.sha256


def test_an_article_that_its_file_no_longer_holds_is_retired(project: Path, lines: Path) -> None:
    write_lines(lines, (record(number) for number in range(1, 7)))
    assert add(project, lines) == {"files": 1, "known": 6}
    assert [article.id for article in run([str(project)]).articles] == [f"n{i}" for i in range(1, 7)]
    assert rows(project, "SELECT counts FROM articles WHERE given_id = 'n0'") == [(0,)]


def test_a_file_that_is_gone_retires_nothing_and_is_read_when_it_is_back(
    project: Path, lines: Path, tmp_path: Path
) -> None:
    away = lines.rename(tmp_path / "away.txt.kept")
    more = write_lines(tmp_path / "more.jsonl", [record(50)])
    for _ in range(2):
        add(project, lines, more)
    results = run([str(project)])
    assert len(results.articles) == 8
    assert [issue.code for issue in results.issues].count("missing") == 1
    away.rename(lines)
    add(project, lines)
    results = run([str(project)])
    assert len(results.articles) == 8
    assert "missing" not in {issue.code for issue in results.issues}


def test_another_reader_of_the_users_own_reads_everything_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*sys.path])
    silent = tmp_path / "silent_reader.py"
    silent.write_text(SILENT, encoding="utf-8")
    options = RunOptions(reader="silent_reader:Silent")
    assert add(project, options=options) == {"reread": 7}
    assert not run([str(project)]).claims
    assert add(project) == {}
    silent.write_text(f"{SILENT}\n# changed\n", encoding="utf-8")
    assert add(project) == {"reread": 7}


def test_an_article_held_by_another_file_stays(project: Path, lines: Path, tmp_path: Path) -> None:
    add(project, write_lines(tmp_path / "more.jsonl", [record(0)]))
    write_lines(lines, (record(number) for number in range(1, 7)))
    add(project, lines)
    (first, *_) = run([str(project)]).articles
    assert (first.id, first.where) == ("n0", f"{tmp_path / 'more.jsonl'}:1")


def test_a_changed_alias_reads_again_the_texts_that_hold_it(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guards = tmp_path / "guards.jsonl"
    told = "Valley Guard fighters captured Hit from Islamic State on Friday."
    write_lines(guards, [record(20, text=told), record(21, text=told.replace("Valley", "River"))])
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE.format(alias="Guardians of the Valley"), encoding="utf-8")
    add(project, guards, options=RunOptions(actors=(mine,)))
    mine.write_text(MINE.format(alias="River Guard"), encoding="utf-8")
    with work(monkeypatch) as done:
        assert add(project, options=RunOptions(actors=(mine,))) == {"reread": 2}
    assert set(done) == {"read n20", "place n20", "read n21", "place n21"}
    actors = {found.claim.actor.actor_id for found in run([str(project)]).claims if found.claim.actor}
    assert "valley-guard" in actors


def test_a_new_actor_touches_only_texts_that_name_it(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE.format(alias="Militants of the group"), encoding="utf-8")
    with work(monkeypatch) as done:
        assert add(project, options=RunOptions(actors=(mine,))) == {"reread": 1}
    assert set(done) == {"read n6", "place n6"}


def test_pins_are_placed_again_but_not_read(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pins = tmp_path / "pins.csv"
    pins.write_text("name,lat,lon\nQarvandil,35.9,36.4\n", encoding="utf-8")
    with work(monkeypatch) as done:
        assert add(project, options=RunOptions(pins=(pins,))) == {"replaced": 7}
    assert not [what for what in done if what.startswith("read")]
    pins.unlink()
    places = {found.place.id for found in run([str(project)]).claims}
    assert "pin:35.9000,36.4000" in places
    assert add(project) == {}


def test_other_rules_read_everything_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "fingerprint_of", lambda *_: Fingerprint("new", "new"))
    with work(monkeypatch) as done:
        assert add(project) == {"reread": 7}
    assert len(done) == 14
    assert add(project) == {}


def test_options_given_once_are_used_ever_after(project: Path) -> None:
    add(project, options=RunOptions(countries=frozenset({"SY", "IQ"}), fusion="latest"))
    outcome = run_with([str(project)], options=RunOptions())
    assert outcome.results.settings == {"country": "IQ, SY", "fusion": "latest"}
    looking_back = run_with([str(project)], options=RunOptions(), given=frozenset({"fusion"}))
    assert looking_back.results.settings == {"country": "IQ, SY"}


def test_a_run_may_not_contradict_what_texts_were_read_with(project: Path) -> None:
    add(project, options=RunOptions(countries=frozenset({"SY"})))
    run([str(project)], options=RunOptions(countries=frozenset({"SY"})))
    with pytest.raises(BadOptionError, match="--country is kept in the project"):
        run([str(project)], options=RunOptions(countries=frozenset({"LY"})))
    with pytest.raises(BadOptionError, match="--date is for articles being added"):
        run([str(project)], options=RunOptions(published=date(2017, 1, 1)))


def test_a_day_goes_with_the_files_it_was_given_for(tmp_path: Path) -> None:
    project, text = tmp_path / "war.db", tmp_path / "a.txt"
    text.write_text(TEXTS[0], encoding="utf-8")
    add(project, text, options=RunOptions(published=date(2017, 11, 18)))
    assert add(project, text) == {"unchanged": 1}
    (article,) = run([str(project)]).articles
    assert article.published == date(2017, 11, 18)
    add(project, text, options=RunOptions(published=date(2017, 11, 25)))
    (article,) = run([str(project)]).articles
    assert article.published == date(2017, 11, 25)


def test_sources_without_a_file_make_no_project(tmp_path: Path) -> None:
    with pytest.raises(NothingReadError, match="no such file"):
        add(tmp_path / "war.db", tmp_path / "nowhere")
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("lines")
def test_a_project_in_the_folder_that_is_added_is_left_out(tmp_path: Path) -> None:
    project = tmp_path / "war.db"
    add(project, tmp_path)
    assert add(project, tmp_path) == {"unchanged": 1}
    assert not run([str(project)]).issues


def test_issues_are_told_once_and_go_with_their_cause(tmp_path: Path) -> None:
    project, folder = tmp_path / "war.db", tmp_path / "in"
    folder.mkdir()
    (folder / "odd.xyz").write_text("?", encoding="utf-8")
    (folder / "a.txt").write_text("Rebels captured Qarvandil from the army.", encoding="utf-8")
    for _ in range(2):
        add(project, folder)
    codes = [issue.code for issue in run([str(project)]).issues]
    assert sorted(codes) == sorted(issue.code for issue in run([str(folder)]).issues)
    assert codes.count("unknown-suffix") == 1
    (folder / "odd.xyz").rename(folder / "odd.txt")
    (folder / "a.txt").write_text("Nothing of note happened in a quiet week.", encoding="utf-8")
    add(project, folder)
    assert {issue.code for issue in run([str(project)]).issues} >= {"no-date"}
    assert "undated-claims" not in {issue.code for issue in run([str(project)]).issues}


def test_a_table_of_coded_claims_follows_its_actors(tmp_path: Path) -> None:
    table, project, mine = tmp_path / "claims.csv", tmp_path / "war.db", tmp_path / "mine.toml"
    table.write_text(
        "place,lat,lon,date,actor,relation\nEast,10.0,20.1,2020-01-01,Guardians,held\n", encoding="utf-8"
    )
    add(project, table)
    (claim,) = run([str(project)]).claims
    assert claim.claim.actor is not None
    assert claim.claim.actor.actor_id == "guardians"
    mine.write_text(MINE.format(alias="Guardians"), encoding="utf-8")
    add(project, options=RunOptions(actors=(mine,)))
    (claim,) = run([str(project)]).claims
    assert claim.claim.actor is not None
    assert claim.claim.actor.actor_id == "valley-guard"


def test_two_projects_at_once_are_refused(project: Path, lines: Path) -> None:
    with pytest.raises(BadOptionError, match="read alone"):
        run([str(project), str(lines)])
