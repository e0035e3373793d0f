"""A project finds copies as a direct run does, without reading texts again."""

import json
from pathlib import Path

import pytest

from articles import stories
from tests.whoheld.commands import whoheld
from tests.whoheld.test_web_cli import write_copies


def states(source: Path, target: Path) -> list[dict[str, object]]:
    done = whoheld("export", source, "-o", target, "--quiet")
    assert done.exit_code == 0, done.output
    return [found["properties"] for found in json.loads(target.read_text("utf-8"))["features"]]


def test_a_project_finds_the_stories_of_a_direct_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, project = write_copies(tmp_path), tmp_path / "war.db"
    lines = texts.read_text("utf-8").splitlines(keepends=True)
    for number in (2, 0, 1):  # the copy before its original, in batches of one
        part = tmp_path / f"part{number}.jsonl"
        part.write_text(lines[number], "utf-8")
        assert whoheld("add", project, part, "--country", "IQ", "--quiet").exit_code == 0
    done = whoheld("export", texts, "--country", "IQ", "-o", tmp_path / "direct.geojson", "--quiet")
    assert done.exit_code == 0, done.output
    direct = [
        f["properties"] for f in json.loads((tmp_path / "direct.geojson").read_text("utf-8"))["features"]
    ]
    assert states(project, tmp_path / "project.geojson") == direct
    assert any(found["sources"] == "Harbour Times;Wire" for found in direct)

    def never(_articles: object) -> None:
        raise AssertionError("a project's texts are not read again")

    monkeypatch.setattr(stories, "signature_of", never)
    assert states(project, tmp_path / "again.geojson") == direct
