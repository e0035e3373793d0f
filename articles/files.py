"""Sources named on the command line turned into files to read."""

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from articles.documents import STANDARD_INPUT
from articles.models import Issue
from articles.readers import can_read, unknown_suffix
from articles.reading import issue


def list_files(
    sources: Sequence[str], *, others: Collection[str] = ()
) -> tuple[tuple[Path, ...], tuple[Issue, ...]]:
    """Return the files of all sources, each once.

    Args:
        sources: Files, folders that are searched to the bottom, and "-" for the standard input.
        others: Suffixes, such as ".gpkg", that somebody else than the readers of articles takes.

    Returns:
        Files in the order of the sources, those of a folder sorted by path, hidden ones left out; and an
        issue for each source that is missing and each file of a kind that cannot be read.
    """
    files: dict[Path, None] = {}
    issues: list[Issue] = []
    for source in sources:
        for found in _files_of(Path(source), others):
            if isinstance(found, Issue):
                issues.append(found)
            else:
                files[found] = None
    return tuple(files), tuple(issues)


def _files_of(path: Path, others: Collection[str]) -> Iterator[Path | Issue]:
    if str(path) == STANDARD_INPUT:
        yield path
    elif path.is_dir():
        yield from _files_under(path, others)
    elif path.exists():
        yield _known(path, others)
    else:
        yield issue("missing", path, "no such file or folder")


def _files_under(folder: Path, others: Collection[str]) -> Iterator[Path | Issue]:
    """Yield the files of a folder and its folders; links to folders are not followed."""
    problems: list[OSError] = []
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    for problem in problems:
        yield issue("unreadable", str(problem.filename), f"cannot be read: {problem.strerror}")
    if not found and not problems:
        yield issue("empty", folder, "there are no files in this folder")
    for path in sorted(found, key=lambda path: path.parts):
        yield _known(path, others)


def _known(path: Path, others: Collection[str]) -> Path | Issue:
    """Return a file that somebody can read, else the issue that nobody can."""
    return path if can_read(path) or path.suffix.lower() in others else unknown_suffix(path)
