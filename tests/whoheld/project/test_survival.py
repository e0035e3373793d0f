"""Kills, two writers at once and a full disk: every finished article and decision is there afterwards."""

import os
import random
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from articles.extract import Extraction
from articles.models import Article
from layers.locate import Located
from tests.whoheld.project.articles_on_disk import add, record, write_lines
from whoheld.errors import BusyProjectError, NotAProjectError, ProjectError
from whoheld.finding import Finder
from whoheld.options import RunOptions
from whoheld.project import adding, batches, decisions, reviewing
from whoheld.project.adding import Asked, add_sources
from whoheld.project.decisions import Decision
from whoheld.project.locking import alone
from whoheld.project.reviewing import Signed, take_answers
from whoheld.project.store import Access, is_project, open_project

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and signals"),
    pytest.mark.usefixtures("one_gazetteer"),
]

KILLS = 200
DECIDE = "INSERT INTO decisions (kind, target, by, at) VALUES ('accept', ?, 'me', '2026-01-01T00:00:00Z')"


class QuickFinder(Finder):
    """Finds nothing, quickly: what is tested is the file."""

    def read(self, article: Article) -> Extraction:
        time.sleep(0.0005)
        return Extraction(article, (), ())


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    found = adding.open_finder(RunOptions(), book=adding.load_actors())
    quick = QuickFinder(found.names, found.reader, found.placer, found.book)
    monkeypatch.setattr(adding, "open_finder", lambda *_, **__: quick)
    monkeypatch.setattr(batches, "MAX_ARTICLES", 7)
    monkeypatch.setattr(QuickFinder, "locate", lambda *_: Located((), (), ()))


def fork(work: Callable[[], object]) -> int:
    """Do something in a child process; it ends with 0, or with 3 on one of whoheld's errors."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except ProjectError:
            code = 3
        finally:
            os._exit(code)
    return child


def kill_after(child: int, seconds: float) -> bool:
    """Kill a child after a while; return whether it was still at work."""
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def check(path: Path) -> tuple[int, int]:
    """Return how many whole articles and decisions a file holds; fail on any damage."""
    with open_project(path) as project:
        assert project.rows("PRAGMA integrity_check") == [("ok",)]
        assert project.rows("PRAGMA foreign_key_check") == []
        counts = project.rows(
            "SELECT (SELECT count(*) FROM articles WHERE counts = 1), (SELECT count(*) FROM texts), "
            "(SELECT count(*) FROM extractions), (SELECT count(DISTINCT article) FROM holdings)"
        )
        assert len(set(counts[0])) == 1, counts
        return counts[0][0], project.value("SELECT count(*) FROM decisions")


def decide_all(path: Path, done: int) -> None:
    """Record decisions one by one, and tell a pipe of each after it was kept."""
    with open_project(path, access=Access.WRITE) as project:
        for number in range(400):
            with project.transaction() as connection:
                connection.execute(DECIDE, (f"{number}",))
            os.write(done, b".")


@pytest.mark.usefixtures("_quick")
def test_killed_at_any_moment_a_project_keeps_what_was_finished(tmp_path: Path) -> None:
    chance = random.Random(8)  # noqa: S311 - no secret
    lines = write_lines(tmp_path / "news.jsonl", (record(number) for number in range(60)))
    path, kills, fewest = tmp_path / "war.db", 0, 0
    for attempt in range(20 * KILLS):
        if kills >= KILLS:
            break
        if attempt % 8 == 7:
            if not is_project(path):
                continue
            before = check(path)[1]
            reader, writer = os.pipe()
            child = fork(partial(decide_all, path, writer))
            os.close(writer)
            kills += kill_after(child, chance.uniform(0, 0.05))
            with os.fdopen(reader, "rb") as pipe:
                told = len(pipe.read())
            assert check(path)[1] >= before + told
            continue
        child = fork(partial(add, path, lines))
        kills += kill_after(child, chance.uniform(0, 0.12))
        if is_project(path):
            try:
                articles, _ = check(path)
            except NotAProjectError:  # killed while the file was made
                articles = 0
            assert articles >= fewest, "a finished article is gone"
            fewest = articles
        if fewest == 60:
            path, fewest = tmp_path / f"war-{attempt}.db", 0
    assert kills >= KILLS
    add(path, lines)
    assert check(path)[0] == 60


def answer_slowly(path: Path, table: Path, begun: int) -> None:
    """Take a table of answers, and tell a pipe when they begin to be kept; each takes a while."""
    keep = decisions.record

    def record_slowly(*arguments: Any, by: str, command: str) -> tuple[Decision, ...]:
        os.write(begun, b".")
        return keep(*arguments, by=by, command=command)

    def now_slowly() -> str:
        time.sleep(0.003)
        return "2026-01-01T00:00:00Z"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reviewing, "record", record_slowly)
        patch.setattr(decisions, "now_utc", now_slowly)
        take_answers(path, table, signed=Signed("me"))


@pytest.mark.usefixtures("one_gazetteer")
def test_killed_at_any_moment_a_table_of_answers_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    chance = random.Random(4)  # noqa: S311 - no secret
    path, table = tmp_path / "war.db", tmp_path / "review.csv"
    add(path, write_lines(tmp_path / "news.jsonl", (record(number) for number in range(14))))
    with open_project(path) as project:
        found = [claim for (claim,) in project.rows("SELECT id FROM claims ORDER BY id")]
    assert len(found) >= 8
    rows = (f"{claim},claim,reject\n" for claim in found)
    table.write_text("subject,about,decision\n" + "".join(rows), "utf-8")
    kept = []
    for attempt in range(24):
        copy = tmp_path / f"{attempt}.db"
        shutil.copy(path, copy)
        reader, writer = os.pipe()
        child = fork(partial(answer_slowly, copy, table, writer))
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            assert pipe.read(1) == b"."
            kill_after(child, chance.uniform(0, 0.005 * len(found)))
        kept.append(check(copy)[1])
    assert set(kept) <= {0, len(found)}, "a part of the answers was kept"
    take_answers(copy, table, signed=Signed("me"))
    assert check(copy)[1] == len(found)


@pytest.mark.usefixtures("_quick")
def test_two_adds_at_once_both_complete(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    first = write_lines(tmp_path / "a.jsonl", (record(number) for number in range(40)))
    second = write_lines(tmp_path / "b.jsonl", (record(number) for number in range(20, 60)))
    children = [fork(partial(add, path, source)) for source in (first, second)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert check(path)[0] == 60


def test_who_has_to_wait_says_so_and_gives_up_in_time(tmp_path: Path) -> None:
    path, said = tmp_path / "war.db", list[str]()
    with (
        alone(path, say=said.append),
        pytest.raises(BusyProjectError, match="try again"),
        alone(path, say=said.append, patience_seconds=0.3),
    ):
        pytest.fail("two hold the lock")
    assert said == [f"waiting: another process adds to {path}"]
    with alone(path, say=said.append):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("_quick")
def test_decisions_can_be_made_while_articles_are_added(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    lines = write_lines(tmp_path / "a.jsonl", (record(number) for number in range(60)))
    add(path, write_lines(tmp_path / "b.jsonl", [record(99)]))
    reader, writer = os.pipe()
    children = [fork(partial(add, path, lines)), fork(partial(decide_all, path, writer))]
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        assert len(pipe.read()) == 400
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert check(path) == (61, 400)


def limited(path: Path, lines: Path, most: int) -> None:
    """Add with a limit on the size of files, as a full disk sets one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    with pytest.raises(ProjectError, match=r"^[^\n]*make room on the disk[^\n]*$"):
        add(path, lines)


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("more", [20_000, 60_000, 200_000])
def test_on_a_full_disk_what_was_finished_stays(tmp_path: Path, more: int) -> None:
    path = tmp_path / "war.db"
    long = "Nothing of note happened in a quiet week. " * 100
    add(path, write_lines(tmp_path / "a.jsonl", (record(number) for number in range(3))))
    lines = write_lines(tmp_path / "b.jsonl", (record(number, text=long) for number in range(10, 90)))
    child = fork(lambda: limited(path, lines, path.stat().st_size + more))
    assert os.waitpid(child, 0)[1] == 0
    assert check(path)[0] >= 3
    add(path, lines)
    assert check(path)[0] == 83


def test_a_closed_pipe_of_words_is_no_reason_to_lose_anything(tmp_path: Path) -> None:
    """The words for a waiting user come from outside: an error there leaves no lock behind."""
    path = tmp_path / "war.db"

    def say(_words: str) -> None:
        raise BrokenPipeError

    with alone(path, say=say), pytest.raises(BrokenPipeError):
        add_sources(path, Asked([str(write_lines(tmp_path / "a.jsonl", [record(1)]))]), say=say)
    add(path, tmp_path / "a.jsonl")
    assert check(path)[0] == 1
