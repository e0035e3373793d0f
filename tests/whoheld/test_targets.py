"""What is read is never written over."""

import os
from pathlib import Path

import pytest

import whoheld as wh
from tests.whoheld.commands import whoheld, write_two_towns
from whoheld.errors import BadOptionError


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_two_towns(tmp_path)


@pytest.fixture
def project(table: Path) -> Path:
    path = table.with_name("war.db")
    assert whoheld("add", path, table, "--quiet").exit_code == 0
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("map", "{project}", "-o", "{project}"),
        ("map", "{table}", "-o", "{project}"),
        ("explain", "East", "{project}", "-o", "{project}"),
        ("review", "{project}", "--export", "{project}"),
        ("claims", "--explain", "Rebels took Idlib.", "-o", "{project}"),
    ],
)
def test_a_project_file_is_never_written_over(project: Path, table: Path, words: tuple[str, ...]) -> None:
    before = project.read_bytes()
    done = whoheld(*(word.format(project=project, table=table) for word in words))
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1), done.output
    assert "is a project file, over which nothing is written" in done.stderr
    assert project.read_bytes() == before


def test_python_writes_over_no_project_file_either(project: Path) -> None:
    before, reading = project.read_bytes(), wh.read([project])
    with pytest.raises(BadOptionError, match="is a project file"):
        reading.map(project)
    renamed = project.rename(project.with_suffix(".gpkg"))
    with pytest.raises(BadOptionError, match="is a project file"):
        reading.export(renamed)
    assert renamed.read_bytes() == before


def test_a_project_is_no_source_of_another(project: Path) -> None:
    for target in (project, project.with_name("other.db")):
        done = whoheld("add", target, project)
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1), done.output
        assert "is a project file itself" in done.stderr


@pytest.mark.parametrize("command", ["claims", "export", "places"])
def test_a_source_is_never_written_over(table: Path, command: str) -> None:
    before = table.read_bytes()
    other = table.with_name("link.csv")
    os.link(table, other)
    for target in (table, other):
        done = whoheld(command, table, "-o", target)
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1), done.output
        assert "is a source, over which nothing is written" in done.stderr
        assert table.read_bytes() == before


def test_a_target_may_lie_in_a_folder_that_is_read(table: Path) -> None:
    target = table.with_name("report.md")
    assert whoheld("report", table.parent, "-o", target, "--quiet").exit_code == 0
    assert target.is_file()


def test_an_explanation_goes_where_it_is_sent(tmp_path: Path) -> None:
    target = tmp_path / "told.out"
    done = whoheld("claims", "--explain", "Rebels took Idlib.", "-o", target)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Idlib" in target.read_text(encoding="utf-8")
