"""The list of commands that changed a project: the one place, with decisions, where the clock is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from whoheld.project.store import Project
from whoheld.records import to_json


@dataclass(frozen=True, slots=True)
class Run:
    """A command that changed the file; `finished` is "" while it runs, and if it was cut short."""

    id: int
    command: str
    program: str
    started: str
    finished: str
    counts: str


def now_utc() -> str:
    """Return the time as the file keeps it: 2026-11-20T17:31:20Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def start_run(project: Project, command: str) -> int:
    """Note that a command begins to change the file, and return the run's number."""
    with project.transaction() as connection:
        cursor = connection.execute(
            "INSERT INTO runs (command, program, started) VALUES (?, ?, ?)",
            (command, version("whoheld"), now_utc()),
        )
        return int(cursor.lastrowid or 0)


def finish_run(project: Project, run: int, counts: Mapping[str, int]) -> None:
    """Note that a command is done, and what it did."""
    with project.transaction() as connection:
        connection.execute(
            "UPDATE runs SET finished = ?, counts = ? WHERE id = ?", (now_utc(), to_json(dict(counts)), run)
        )


def list_runs(project: Project) -> tuple[Run, ...]:
    """Return all runs, oldest first."""
    query = "SELECT id, command, program, started, coalesce(finished, ''), counts FROM runs ORDER BY id"
    return tuple(Run(*row) for row in project.rows(query))
