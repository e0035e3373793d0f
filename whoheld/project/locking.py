"""One `whoheld add` at a time works on a project file; others wait, and say so."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from whoheld.errors import BusyProjectError, ProjectError

PATIENCE_SECONDS = 600.0
_PAUSE_SECONDS = 0.2


@contextmanager
def alone(
    path: Path, *, say: Callable[[str], None], patience_seconds: float = PATIENCE_SECONDS
) -> Iterator[None]:
    """Hold the lock of a project file ("war.db-lock"); the operating system frees it if the process dies.

    Args:
        path: The project file.
        say: Told once that another process has to be waited for.
        patience_seconds: How long to wait.

    Raises:
        BusyProjectError: If the other process is not done in time.
        ProjectError: If the folder cannot be written.
    """
    lock = path.with_name(f"{path.name}-lock")
    held = _take(lock, path, say, time.monotonic() + patience_seconds)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        held.close()


def _take(lock: Path, path: Path, say: Callable[[str], None], until: float) -> IO[bytes]:
    is_told = False
    while True:
        try:
            file = lock.open("a+b")
        except OSError as error:
            raise ProjectError(f"{path} cannot be written: {error.strerror}") from error
        if _try_lock(file) and _is_still(file, lock):
            return file
        file.close()
        if time.monotonic() >= until:
            raise BusyProjectError(f"{path} is being added to by another process: try again when it is done")
        if not is_told:
            say(f"waiting: another process adds to {path}")
            is_told = True
        time.sleep(_PAUSE_SECONDS)


def _is_still(file: IO[bytes], lock: Path) -> bool:
    """Whether the locked file is the one that lies there: its last holder removes it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), lock.stat())
    except FileNotFoundError:
        return False


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
