"""A project finds copies as a direct run does, without reading texts again."""

import json
from pathlib import Path

import pytest

from articles.stories import Signed, StoryIndex
from tests.whoheld.commands import whoheld
from tests.whoheld.project.articles_on_disk import add, record, write_lines
from tests.whoheld.test_web_cli import write_copies
from whoheld.project import stories
from whoheld.project.removing import Unwanted, remove
from whoheld.project.rows import stored_articles
from whoheld.project.store import open_project
from whoheld.project.stories import stored_stories


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

    def never(*_: object) -> None:
        raise AssertionError("a project's texts are not read again")

    monkeypatch.setattr(stories, "text_of", never)
    monkeypatch.setattr(stories, "StoryIndex", never)
    assert states(project, tmp_path / "again.geojson") == direct


WORDS = "The council of the valley met on market day to speak about water, roads and the school. " * 6
ENDS = ("Nobody voted.", "Everybody voted in the end.", "A few voted.")


def found_by(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the stories as the project keeps them going, and as all its articles at once give them."""
    with open_project(path) as project:
        stored = list(stored_articles(project))
        kept = dict(stored_stories(project, stored))
        return kept, dict(stories._regrouped(project, stored, {}))


@pytest.mark.usefixtures("one_gazetteer")
def test_stories_grow_and_shrink_as_if_found_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, compared = tmp_path / "war.db", list[int]()

    def add_noting(index: StoryIndex, batch: list[Signed]) -> None:
        compared.append(len(batch))
        _add(index, batch)

    _add = StoryIndex.add
    texts = {10: WORDS + ENDS[0], 11: "", 12: WORDS + ENDS[1], 13: "", 14: WORDS + ENDS[2]}
    sources = [
        write_lines(tmp_path / f"{number}.jsonl", [record(number, text=text)])
        for number, text in texts.items()
    ]
    for count, source in enumerate(sources, start=1):
        add(path, source)
        with monkeypatch.context() as patch:
            patch.setattr(StoryIndex, "add", add_noting)
            kept, at_once = found_by(path)
        assert kept == at_once
        assert compared == [1, count], "an old article was compared anew"
        compared.clear()
    assert {one for one, story in kept.items() if story == "n10"} == {"n10", "n12", "n14"}
    remove(path, Unwanted("n10", "", ""), say=print)
    kept, at_once = found_by(path)
    assert kept == at_once
    assert kept["n14"] == "n12"
