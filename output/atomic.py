"""Writes files whole or not at all: beside the target first, then in its place."""

import errno
import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from output.errors import UnwritableError

_REASONS = {
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder is a file",
    errno.EISDIR: "it is a folder; name a file",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "it is larger than the disk or its limits allow",
    errno.EBUSY: "another program has it open",
    errno.ENAMETOOLONG: "the name is too long",
}
_PROBE_BYTES = 1 << 16


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to; when the block ends well, what was written takes the target's place.

    Args:
        path: The target. Links are followed; devices and pipes are written directly.

    Yields:
        A file beside the target with the same suffix, or the target itself if it is a device or a pipe.

    Raises:
        UnwritableError: If the target cannot be written; what stood there is untouched.
    """
    target = check_writable(path)
    if target.exists() and not target.is_file():
        with _as_unwritable(path):
            yield target
        return
    with _as_unwritable(path), tempfile.TemporaryDirectory(prefix=".whoheld-", dir=target.parent) as folder:
        draft = Path(folder) / f"draft{target.suffix}"
        yield draft
        draft.chmod(_mode_for(target))
        draft.replace(target)


@contextmanager
def open_text(path: Path | None) -> Iterator[TextIO]:
    r"""Open a target for UTF-8 text with \n line ends.

    Args:
        path: A file, written whole or not at all; None or "-" is standard output.

    Yields:
        The open stream.

    Raises:
        UnwritableError: If the file cannot be written.
    """
    if path is None or str(path) == "-":
        with _standard_output() as stream:
            yield stream
        return
    with replace_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


def check_writable(path: Path) -> Path:
    """Return the file a path leads to, if it can be written as far as one can know beforehand.

    Raises:
        UnwritableError: If its folder is missing, or it is a folder or protected.
    """
    with _as_unwritable(path):
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "")
        if not os.access(target if target.exists() else target.parent, os.W_OK):
            raise PermissionError(errno.EACCES, "")
    return target


def check_room(written: Path) -> None:
    """Make sure that the end of a file that another library wrote found room on the disk.

    GDAL says nothing when the last bytes of a FlatGeobuf or a table of a shapefile did not: where there was
    none for them, there is none for a few more either.

    Raises:
        OSError: If the disk is full.
    """
    size = written.stat().st_size
    with written.open("r+b", buffering=0) as stream:
        stream.seek(size)
        try:
            count = stream.write(bytes(_PROBE_BYTES))
        finally:
            stream.truncate(size)
    if count < _PROBE_BYTES:
        raise OSError(errno.ENOSPC, "")


@contextmanager
def _as_unwritable(path: Path) -> Iterator[None]:
    try:
        yield
    except UnwritableError:
        raise
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
        raise UnwritableError(f"cannot write {path}: {reason}") from error


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        yield sys.stdout
        return
    sys.stdout.flush()
    stream = io.TextIOWrapper(buffer, encoding="utf-8", newline="\n")
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()


def _mode_for(target: Path) -> int:
    """Return the permissions of the file replaced, else those any new file would get."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
