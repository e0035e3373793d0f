"""Refuse targets over which nothing may be written: project files, and what is being read."""

from collections.abc import Sequence
from pathlib import Path

from whoheld.errors import BadOptionError


def check_target(target: Path, *, sources: Sequence[str] = ()) -> None:
    """Refuse a target before the work is done.

    Args:
        target: File that will be written.
        sources: What is read; a folder among them may hold the target.

    Raises:
        BadOptionError: If the target is a project file, or one of the sources itself.
        UnwritableError: If it cannot be written.
    """
    from output.atomic import check_writable  # noqa: PLC0415
    from whoheld.project.store import is_project  # noqa: PLC0415

    check_writable(target)
    if is_project(target):
        raise BadOptionError(f"{target} is a project file, over which nothing is written; name another file")
    if any(_is_same_file(target, Path(source)) for source in sources):
        raise BadOptionError(f"{target} is a source, over which nothing is written; name another file")


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.is_file() and one.samefile(other)
    except OSError:  # an address, or nothing there
        return False
