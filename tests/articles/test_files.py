"""Sources turned into files."""

from pathlib import Path

import pytest

from articles.files import list_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "sub/c.jsonl", "sub/deep/d.MD", ".hidden.txt", ".git/e.txt", "f.odt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The mill fell.", encoding="utf-8")
    return tmp_path


def test_a_folder_gives_its_files_sorted_and_no_hidden_ones(folder: Path) -> None:
    files, issues = list_files([str(folder)])
    assert [str(path.relative_to(folder)) for path in files] == [
        "a.html",
        "b.txt",
        "sub/c.jsonl",
        "sub/deep/d.MD",
    ]
    assert [(issue.code, issue.where, issue.value) for issue in issues] == [
        ("unknown-suffix", str(folder / "f.odt"), ".odt")
    ]
    assert ".jsonl" in issues[0].message


def test_sources_keep_their_order_and_come_once(folder: Path) -> None:
    files, _ = list_files([str(folder / "b.txt"), str(folder), str(folder / "b.txt")])
    assert [path.name for path in files] == ["b.txt", "a.html", "c.jsonl", "d.MD"]


def test_a_hidden_file_named_outright_is_read(folder: Path) -> None:
    files, issues = list_files([str(folder / ".hidden.txt")])
    assert [path.name for path in files] == [".hidden.txt"]
    assert issues == ()


def test_missing_and_empty_sources_are_issues(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    files, issues = list_files([str(tmp_path / "none.txt"), str(tmp_path / "empty")])
    assert files == ()
    assert [(issue.code, Path(issue.where).name) for issue in issues] == [
        ("missing", "none.txt"),
        ("empty", "empty"),
    ]


def test_a_link_that_runs_in_a_circle_ends(folder: Path) -> None:
    (folder / "sub" / "round").symlink_to(folder, target_is_directory=True)
    files, _ = list_files([str(folder)])
    assert len(files) == 4


def test_a_dead_link_is_an_issue_when_read(folder: Path) -> None:
    (folder / "dead.txt").symlink_to(folder / "nowhere.txt")
    files, _ = list_files([str(folder)])
    assert folder / "dead.txt" in files
