"""Project files open, or say in one line why not; nothing in them is lost."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from whoheld.errors import NewerProjectError, NotAProjectError, ProjectError, SpoiltProjectError
from whoheld.project.schema import APPLICATION_ID, MIGRATIONS, TABLES, VERSION, create_statements
from whoheld.project.store import Access, Project, is_project, open_project

DECIDE = "INSERT INTO decisions (kind, target, by, at) VALUES (?, '{}', 'me', '2026-01-01T00:00:00Z')"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "war.db"
    with open_project(made, access=Access.CREATE) as project:
        decide(project, "first")
    return made


def decide(project: Project, kind: str) -> None:
    with project.transaction() as connection:
        connection.execute(DECIDE, (kind,))


def decide_and_fail(project: Project) -> None:
    with project.transaction() as connection:
        connection.execute(DECIDE, ("second",))
        raise ZeroDivisionError


def kinds(path: Path) -> list[str]:
    with open_project(path) as project:
        return [kind for (kind,) in project.rows("SELECT kind FROM decisions ORDER BY id")]


def test_a_project_is_known_by_its_content(path: Path, tmp_path: Path) -> None:
    renamed = path.rename(tmp_path / "war.txt")
    assert is_project(renamed)
    other = tmp_path / "war.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    assert not is_project(other)
    assert not is_project(tmp_path)
    assert not is_project(tmp_path / "nowhere.db")


def test_a_transaction_is_all_or_nothing(path: Path) -> None:
    with open_project(path, access=Access.WRITE) as project:
        with pytest.raises(ZeroDivisionError):
            decide_and_fail(project)
        decide(project, "third")
    assert kinds(path) == ["first", "third"]


@pytest.mark.parametrize("change", ["UPDATE decisions SET kind = 'other'", "DELETE FROM decisions"])
def test_decisions_are_never_changed(path: Path, change: str) -> None:
    with (
        open_project(path, access=Access.WRITE) as project,
        pytest.raises(sqlite3.IntegrityError, match="only superseded"),
        project.transaction() as connection,
    ):
        connection.execute(change)
    assert kinds(path) == ["first"]


def test_a_snapshot_stays_as_it_is(path: Path) -> None:
    with open_project(path) as reader, open_project(path, access=Access.WRITE) as writer:
        reader.snapshot()
        decide(writer, "second")
        assert reader.value("SELECT count(*) FROM decisions") == 1
        assert writer.value("SELECT count(*) FROM decisions") == 2


@pytest.mark.parametrize("access", list(Access))
def test_something_else_is_no_project_and_stays_as_it_is(tmp_path: Path, access: Access) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("Not a project. " * 50, encoding="utf-8")
    with pytest.raises(NotAProjectError, match="is no project file"):
        open_project(other, access=access)
    assert other.read_text(encoding="utf-8") == "Not a project. " * 50


def test_a_foreign_database_is_no_project(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    before = other.read_bytes()
    with pytest.raises(NotAProjectError):
        open_project(other, access=Access.CREATE)
    assert other.read_bytes() == before


def test_missing_files_and_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotAProjectError, match="make one with `whoheld add"):
        open_project(tmp_path / "war.db")
    with pytest.raises(ProjectError, match="there is no folder"):
        open_project(tmp_path / "nowhere" / "war.db", access=Access.CREATE)
    with pytest.raises(NotAProjectError, match="is a folder"):
        open_project(tmp_path, access=Access.CREATE)


def test_a_newer_file_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(NewerProjectError, match="update whoheld"):
        open_project(path, access=Access.WRITE)


@pytest.mark.parametrize("kept", [0.9, 0.3])
def test_a_truncated_file_is_told(path: Path, kept: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(SpoiltProjectError, match="damaged"):
        open_project(path)


def test_a_damaged_file_is_told(path: Path) -> None:
    with open_project(path, access=Access.WRITE) as project:
        for number in range(2000):
            project.rows("SELECT 1")
            if number % 500 == 0:
                decide(project, "x" * 3000)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(SpoiltProjectError, match="take it from a backup"), open_project(path) as project:
        project.rows("SELECT * FROM decisions")


def test_logs_left_behind_are_read(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "war.db"
    copy.parent.mkdir()
    with open_project(path, access=Access.WRITE) as project:
        decide(project, "second")
        for suffix in ("", "-wal", "-shm"):
            shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    assert kinds(copy) == ["first", "second"]


def test_what_a_killed_maker_left_is_made_whole(tmp_path: Path) -> None:
    empty = tmp_path / "war.db"
    empty.touch()
    open_project(empty, access=Access.CREATE).close()
    assert is_project(empty)
    half = tmp_path / "half.db"
    with closing(sqlite3.connect(half)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    open_project(half, access=Access.CREATE).close()
    assert is_project(half)


def as_nobody(work: Callable[[], None]) -> str:
    """Run something in a child process that may not do everything; return the error it ends with."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        told = ""
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            work()
        except ProjectError as error:
            told = str(error)
        except Exception as error:  # noqa: BLE001 - told to the parent, which expects none
            told = repr(error)
        finally:
            os.write(writer, told.encode())
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


@pytest.fixture
def closed(path: Path) -> Iterator[Path]:
    """Return a project whose file and folder may only be read."""
    folders = [path.parent, *(parent for parent in path.parents if "pytest-of" in str(parent))]
    modes = {folder: folder.stat().st_mode for folder in folders}
    for folder in folders:
        folder.chmod(0o555)
    path.chmod(0o444)
    yield path
    for folder, mode in modes.items():
        folder.chmod(mode)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and file modes")
def test_a_file_that_may_only_be_read_is_read(closed: Path) -> None:
    def read() -> None:
        if kinds(closed) != ["first"]:
            raise ProjectError("not read")

    assert as_nobody(read) == ""
    told = as_nobody(lambda: open_project(closed, access=Access.WRITE).close())
    assert "cannot be written" in told
    assert "\n" not in told
    assert kinds(closed) == ["first"]


def make_version_1(path: Path) -> None:
    """Make a file as version 1 had it: no stories, nothing derived, no run that ended or decided."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in create_statements():
            connection.execute(statement)
        connection.execute("DROP TABLE stories")
        connection.execute("DROP TABLE derived")
        connection.execute("ALTER TABLE decisions DROP COLUMN run")
        connection.execute("DROP TRIGGER articles_left")
        connection.execute("ALTER TABLE articles DROP COLUMN left_run")
        connection.execute(DECIDE, ("old",))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")


def columns(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {name: connection.execute(f"PRAGMA table_xinfo({name})").fetchall() for name in sorted(TABLES)}


@pytest.mark.parametrize("access", [Access.READ, Access.WRITE, Access.CREATE])
def test_an_older_file_is_brought_up_to_date_after_a_backup(
    path: Path, tmp_path: Path, access: Access
) -> None:
    old = tmp_path / "old.db"
    make_version_1(old)
    before = old.read_bytes()
    open_project(old, access=access).close()
    assert kinds(old) == ["old"]
    assert columns(old) == columns(path)
    backup = tmp_path / "old.db.v1-backup"
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT kind FROM decisions").fetchall() == [("old",)]
    assert len(before) == backup.stat().st_size


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "old.db"
    make_version_1(old)
    broken = {1: (*MIGRATIONS[1], "CREATE TABLE stories (twice)")}
    monkeypatch.setattr("whoheld.project.store.MIGRATIONS", broken)
    with pytest.raises(sqlite3.OperationalError):
        open_project(old, access=Access.WRITE)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert "derived" not in {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}


def test_every_migration_leads_to_the_next_version() -> None:
    assert list(MIGRATIONS) == list(range(1, VERSION))


def test_the_description_of_the_tables_is_that_of_the_file(path: Path) -> None:
    found = {name: [str(row[1]) for row in rows] for name, rows in columns(path).items()}
    assert found == {name: [column.name for column in table.columns] for name, table in TABLES.items()}
    with closing(sqlite3.connect(path)) as connection:
        named = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert named == set(TABLES)


def test_a_file_whose_making_was_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "half.db"
    child = os.fork()
    if child == 0:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        for statement in create_statements():
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for number in range(400):
            connection.execute(DECIDE, (f"{number}" * 100,))
        os._exit(0)
    os.waitpid(child, 0)
    assert (tmp_path / "half.db-journal").stat().st_size > 0
    with pytest.raises(NotAProjectError):
        open_project(path)
    open_project(path, access=Access.CREATE).close()
    assert kinds(path) == []
