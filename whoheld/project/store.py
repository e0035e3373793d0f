"""Open a project file: recognise it, make it, bring it up to date, write to it in short transactions.

    with open_project(path) as project:                            # to read what is there
        project.rows("SELECT id FROM articles WHERE counts = 1")

    with open_project(path, access=Access.WRITE) as project:       # Access.CREATE makes a missing file
        with project.transaction() as connection:                  # all of it, or nothing
            connection.execute("INSERT INTO decisions (kind, target, by, at) VALUES (?, ?, ?, ?)", row)

Tables: `whoheld.project.schema`. Articles and claims as records: `whoheld.project.rows`. Runs:
`whoheld.project.runs`. Every error of SQLite becomes a `whoheld.errors.ProjectError` of one line.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoheld.errors import NewerProjectError, NotAProjectError, ProjectError, SpoiltProjectError
from whoheld.project.faults import told_plainly
from whoheld.project.schema import APPLICATION_ID, MIGRATIONS, VERSION, create_statements

BUSY_SECONDS = 30.0
_MAGIC = b"SQLite format 3\x00"
_MAPPED_BYTES = 1 << 28


class Access(Enum):
    """What a project file is opened for."""

    READ = "read"
    WRITE = "write"
    CREATE = "create"


class Project:
    """An open project file.

    What is read through one object outside of transactions is the state at the time of each query; use
    `snapshot` where several queries belong together.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write: everything done inside is kept together, or, on any error, nothing of it.

        Keep it short: other writers wait up to 30 seconds. On return everything is on the disk.

        Raises:
            BusyProjectError: If another process writes for too long.
            ProjectError: If the file cannot be written.
        """
        with told_plainly(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def snapshot(self) -> None:
        """Read everything from now on as it is now, whatever others write, until the file is closed."""
        with told_plainly(self.path):
            self._connection.execute("BEGIN")
            self._connection.execute("SELECT count(*) FROM meta").fetchone()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query.

        Raises:
            SpoiltProjectError: If the file is damaged.
            ProjectError: If it cannot be read.
        """
        with told_plainly(self.path):
            return self._connection.execute(query, values).fetchall()

    def stream(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query one by one; for texts and other large ones.

        Raises:
            SpoiltProjectError: If the file is damaged.
        """
        with told_plainly(self.path):
            yield from self._connection.execute(query, values)

    def value(self, query: str, values: Sequence[object] = ()) -> Any:
        """Return the first cell of a query, None if there is no row."""
        found = self.rows(query, values)
        return found[0][0] if found else None

    def meta(self, key: str) -> str | None:
        """Return the JSON kept under a key of `meta`, None if there is none."""
        value: str | None = self.value("SELECT value FROM meta WHERE key = ?", (key,))
        return value


def is_project(path: Path) -> bool:
    """Tell by its application id, not by its name, whether a file is a project file."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return False
    return header.startswith(_MAGIC) and int.from_bytes(header[68:72], "big") == APPLICATION_ID


def open_project(path: Path, *, access: Access = Access.READ) -> Project:
    """Open a project file.

    A file of an earlier version is brought up to date, after a copy of it was made beside it
    ("war.db.v1-backup").

    Args:
        path: The file.
        access: READ a file that is there, WRITE to it, or CREATE it where it is missing.

    Raises:
        NotAProjectError: If it is missing, or something else.
        NewerProjectError: If a later whoheld made it.
        SpoiltProjectError: If it is damaged.
        ProjectError: If it cannot be read or written.
    """
    _roll_back(path)
    is_new = access is Access.CREATE and _is_vacant(path)
    if not is_new:
        _check_header(path)
    with told_plainly(path):
        connection = _connect(path, access)
    try:
        with told_plainly(path):
            _settle(connection, path, access)
    except BaseException:
        connection.close()
        raise
    return Project(path, connection)


def _is_vacant(path: Path) -> bool:
    """Whether a project may be made at a path: nothing is there, or what a killed maker left."""
    if path.is_dir():
        raise NotAProjectError(f"a project file is expected, such as war.db; {path} is a folder")
    if not path.parent.is_dir():
        raise ProjectError(f"{path} cannot be made: there is no folder {path.parent}")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return True
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}") from error
    if not header:
        return True
    is_empty = header.startswith(_MAGIC) and int.from_bytes(header[68:72], "big") == 0
    return is_empty and int.from_bytes(header[40:44], "big") == 0  # schema cookie: no table was ever made


def _check_header(path: Path) -> None:
    """Refuse what is missing, no project, or shorter than it says.

    Raises:
        NotAProjectError: If it is missing, or something else.
        SpoiltProjectError: If a part of it is gone.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
        size = path.stat().st_size
    except FileNotFoundError as error:
        message = f"there is no project file {path}; make one with `whoheld add {path} SOURCE`"
        raise NotAProjectError(message) from error
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}") from error
    if not is_project(path):
        raise NotAProjectError(f"{path} is no project file of whoheld; none was changed")
    page_bytes = int.from_bytes(header[16:18], "big")
    whole = int.from_bytes(header[28:32], "big") * (65536 if page_bytes == 1 else page_bytes)
    if size < whole and not _has_log(path):
        raise SpoiltProjectError(
            f"{path} is damaged: it has {size} of its {whole} bytes; take it from a backup"
        )


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _roll_back(path: Path) -> None:
    """Undo what a killed process began when it made the file: who only reads it cannot."""
    journal = path.with_name(f"{path.name}-journal")
    try:
        is_unfinished = path.is_file() and journal.stat().st_size > 0
    except OSError:  # there is none, or nobody may look: the file itself is looked at next
        return
    if not is_unfinished:
        return
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with told_plainly(path), contextlib.closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as own:
        own.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _connect(path: Path, access: Access) -> sqlite3.Connection:
    """Return a connection without implicit transactions."""
    mode = {Access.READ: "ro", Access.WRITE: "rw", Access.CREATE: "rwc"}[access]
    is_still = access is Access.READ and not os.access(path.parent, os.W_OK) and not _has_log(path)
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if is_still else ''}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _settle(connection: sqlite3.Connection, path: Path, access: Access) -> None:
    """Set a fresh connection up; make the tables of a new file, bring an old one up to date."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    if access is Access.CREATE:
        _make(connection)
    version = _number(connection, "user_version")
    if version == 0:
        raise NotAProjectError(f"{path} was never finished: `whoheld add {path} SOURCE` makes it anew")
    if version > VERSION:
        raise NewerProjectError(
            f"{path} was made by a later whoheld (file version {version}, this one reads up to {VERSION}): "
            "update whoheld"
        )
    if version < VERSION:
        _bring_up_to_date(path, version)
    if access is not Access.READ:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _make(connection: sqlite3.Connection) -> None:
    """Make the tables, unless they are there.

    The log is switched on only afterwards: what tells a project from other files has to be in the file
    itself.
    """
    if _number(connection, "application_id") == APPLICATION_ID:
        return
    connection.execute("BEGIN IMMEDIATE")
    if _number(connection, "application_id") == 0:
        for statement in create_statements():
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("COMMIT")


def _bring_up_to_date(path: Path, version: int) -> None:
    """Bring a file of an earlier version up to date, after copying it.

    Raises:
        ProjectError: If it cannot be copied or written.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with contextlib.closing(
        sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    ) as own:
        back_up(own, path.with_name(f"{path.name}.v{version}-backup"))
        own.execute("PRAGMA synchronous = FULL")
        own.execute("BEGIN IMMEDIATE")
        for step in range(_number(own, "user_version"), VERSION):
            for statement in MIGRATIONS[step]:
                own.execute(statement)
            own.execute(f"PRAGMA user_version = {step + 1}")
        own.execute("COMMIT")


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open database to a file; a copy that is there already stays as it is.

    Raises:
        ProjectError: If the copy cannot be written.
    """
    if target.exists():
        return
    unfinished = target.with_name(f"{target.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(f"no backup {target} can be made, so nothing was changed: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
