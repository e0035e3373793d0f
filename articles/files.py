"""Sources named on the command line turned into files to read."""

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from articles.models import Issue
from articles.readers import READERS, unknown_suffix
from articles.reading import issue


def list_files(
    sources: Sequence[str], *, others: Collection[str] = ()
) -> tuple[tuple[Path, ...], tuple[Issue, ...]]:
    """Return the files of all sources, each once.

    Args:
        sources: Files, and folders that are searched to the bottom.
        others: Suffixes, such as ".gpkg", that somebody else than the readers of articles takes.

    Returns:
        Files in the order of the sources, those of a folder sorted by path, hidden ones left out; and an
        issue for each source that is missing and each file of a kind that cannot be read.
    """
    files: dict[Path, None] = {}
    issues: list[Issue] = []
    known = frozenset((*READERS, *others))
    for source in sources:
        for found in _files_of(Path(source), known):
            if isinstance(found, Issue):
                issues.append(found)
            else:
                files[found] = None
    return tuple(files), tuple(issues)


def _files_of(path: Path, known: Collection[str]) -> Iterator[Path | Issue]:
    if path.is_dir():
        yield from _files_under(path, known)
    elif path.exists():
        yield path if path.suffix.lower() in known else unknown_suffix(path)
    else:
        yield issue("missing", path, "no such file or folder")


def _files_under(folder: Path, known: Collection[str]) -> Iterator[Path | Issue]:
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
        yield path if path.suffix.lower() in known else unknown_suffix(path)
