"""What a project file holds, counted."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoheld.project.choices import FILES
from whoheld.project.runs import Run, list_runs
from whoheld.project.schema import VERSION
from whoheld.project.store import Project, open_project

_COUNTS = {
    "articles": "SELECT count(*) FROM articles WHERE counts = 1",
    "superseded": (
        "SELECT count(*) FROM articles WHERE counts = 0 AND EXISTS "
        "(SELECT 1 FROM holdings WHERE article = key)"
    ),
    "retired": (
        "SELECT count(*) FROM articles WHERE counts = 0 AND NOT EXISTS "
        "(SELECT 1 FROM holdings WHERE article = key)"
    ),
    "claims": "SELECT count(*) FROM claims c JOIN articles a ON a.key = c.article WHERE a.counts = 1",
    "unplaced": (
        "SELECT count(*) FROM claims c JOIN articles a ON a.key = c.article "
        "WHERE a.counts = 1 AND c.place IS NULL"
    ),
    "coded_claims": "SELECT count(*) FROM coded",
    "issues": (
        "SELECT count(*) FROM issues WHERE article IS NULL OR article IN "
        "(SELECT key FROM articles WHERE counts = 1)"
    ),
    "origins": "SELECT count(*) FROM origins",
    "decisions": "SELECT count(*) FROM decisions",
}
_SHOWN_RUNS = 5


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """What a project file holds.

    Attributes:
        size: Bytes on the disk.
        version: Of the file's tables.
        counts: Numbers of rows of each kind.
        options: Kept by `whoheld add`; of files their names.
        runs: Newest first, a few.
        damage: What a thorough check found; () = nothing, or it was not asked for.
    """

    path: Path
    size: int
    version: int
    counts: Mapping[str, int]
    options: Mapping[str, Any]
    runs: tuple[Run, ...]
    damage: tuple[str, ...] = ()


def tell_info(path: Path, *, is_thorough: bool = False) -> ProjectInfo:
    """Return what a project file holds.

    Args:
        path: The file.
        is_thorough: Whether to read all of it and look for damage.

    Raises:
        ProjectError: If it cannot be read.
    """
    with open_project(path) as project:
        return ProjectInfo(
            path,
            sum(file.stat().st_size for file in (path, path.with_name(f"{path.name}-wal")) if file.exists()),
            VERSION,
            {name: int(project.value(query)) for name, query in _COUNTS.items()},
            _options(project),
            tuple(reversed(list_runs(project)[-_SHOWN_RUNS:])),
            _damage(project) if is_thorough else (),
        )


def _options(project: Project) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(project.meta("options") or "{}")
    for role in FILES:
        names = project.rows("SELECT name FROM files WHERE role = ? ORDER BY number", (role,))
        if names:
            kept[role] = [name for (name,) in names]
    return kept


def _damage(project: Project) -> tuple[str, ...]:
    found = [row[0] for row in project.rows("PRAGMA integrity_check(20)")]
    broken = [
        f"{table}: row {row} points nowhere" for table, row, *_ in project.rows("PRAGMA foreign_key_check")
    ]
    return tuple([line for line in found if line != "ok"] + broken)


def info_lines(info: ProjectInfo) -> Iterator[str]:
    """Yield what a project file holds, for people."""
    counts = info.counts
    yield f"{info.path}: project file, version {info.version}, {info.size / 1e6:.1f} MB"
    yield (
        f"articles   {counts['articles']} ({counts['superseded']} superseded, {counts['retired']} retired) "
        f"from {counts['origins']} files and addresses"
    )
    yield f"claims     {counts['claims']} ({counts['unplaced']} unplaced)"
    yield f"coded      {counts['coded_claims']} claims of tables"
    yield f"issues     {counts['issues']}"
    yield f"decisions  {counts['decisions']}"
    for name, value in sorted(info.options.items()):
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        yield f"option     {name}: {shown}"
    for run in info.runs:
        told = ", ".join(f"{count} {name}" for name, count in json.loads(run.counts).items() if count)
        end = told or ("nothing" if run.finished else "cut short")
        yield f"run {run.id:<6} {run.started} {run.command}: {end}"
    yield from (f"damaged    {line}" for line in info.damage)


def info_json(info: ProjectInfo) -> dict[str, Any]:
    """Return what a project file holds, for programs."""
    return {
        "path": str(info.path),
        "size": info.size,
        "version": info.version,
        **info.counts,
        "options": dict(info.options),
        "runs": [
            {
                "id": run.id,
                "command": run.command,
                "program": run.program,
                "started": run.started,
                "finished": run.finished or None,
                "counts": json.loads(run.counts),
            }
            for run in info.runs
        ],
        "damage": list(info.damage),
    }
