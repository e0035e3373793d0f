"""Errors of SQLite said in one line, with what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoheld.errors import BusyProjectError, NotAProjectError, ProjectError, SpoiltProjectError, WhoheldError

_SPOILT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
_CLOSED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn errors that the file, the disk or another process causes into a `ProjectError` of one line.

    Raises:
        ProjectError: One of its kinds; errors of the program itself stay what they are.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        plain = _plainly(path, error)
        if plain is None:
            raise
        raise plain from error


def _plainly(path: Path, error: sqlite3.DatabaseError) -> ProjectError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _SPOILT:
        return SpoiltProjectError(f"{path} is damaged ({error}): take it from a backup")
    if code == sqlite3.SQLITE_NOTADB:
        return NotAProjectError(f"{path} is no project file of whoheld, or is damaged")
    if code in _BUSY:
        return BusyProjectError(f"{path} is being written by another process: try again when it is done")
    if code in _FULL:
        return ProjectError(
            f"{path} cannot be written ({error}): make room on the disk and repeat the command; what was "
            "finished before is kept"
        )
    if code in _CLOSED:
        return ProjectError(f"{path} cannot be written ({error}): it needs a file and folder that may be")
    return None


@contextmanager
def records_read(path: Path) -> Iterator[None]:
    """Turn records that are none into an error of one line: somebody changed them by hand.

    Raises:
        SpoiltProjectError: In place of what reading a record raises.
    """
    try:
        yield
    except (KeyError, ValueError) as error:
        if isinstance(error, WhoheldError):
            raise
        raise SpoiltProjectError(
            f"{path} holds a record that is none ({error}); it was changed by hand"
        ) from error
