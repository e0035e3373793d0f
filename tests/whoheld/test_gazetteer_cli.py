"""Places are added to the gazetteer, listed and removed by command."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from geo.compile_store import write_gazetteer
from geo.entries import Entry
from whoheld.cli import app

VILLAGES = "name,lat,lon,country\nDarvan,35.5,40.1,SY\n"


def gazetteer(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["gazetteer", *map(str, words)])


@pytest.fixture(autouse=True)
def _small_gazetteer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep cache and data in a folder of the test, and compile nothing but the added places."""
    monkeypatch.setenv("WHOHELD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("WHOHELD_DATA", str(tmp_path / "data"))

    def compile_own(path: Path, *, own: Sequence[Entry] = (), progress: object = None) -> None:  # noqa: ARG001
        write_gazetteer(path, own, meta={})

    monkeypatch.setattr("geo.compile.compile_gazetteer", compile_own)


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    path = tmp_path / "villages.csv"
    path.write_text(VILLAGES, encoding="utf-8")
    return path


def test_added_places_are_found_and_can_be_removed(villages: Path) -> None:
    added = gazetteer("add", villages, "--quiet")
    assert added.exit_code == 0, added.output
    assert "villages.csv: 1 places" in added.output
    found = gazetteer("find", "Darvan", "--quiet")
    assert found.stdout.startswith("own:darvan-35-5000-40-1000\tDarvan\ttown\tSY")
    assert "added\tvillages" in gazetteer("info", "--quiet").stdout
    assert gazetteer("remove", "villages").exit_code == 0
    assert gazetteer("find", "Darvan", "--quiet").exit_code == 1


def test_a_bad_file_changes_nothing(villages: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("name,lat,lon\nDarvan,north,1\n", encoding="utf-8")
    done = gazetteer("add", villages, bad, "--quiet")
    assert done.exit_code == 2
    assert "bad.csv:2: lat should be degrees" in done.output
    assert "added" not in gazetteer("info", "--quiet").stdout


def test_the_same_file_again_replaces_its_places(villages: Path) -> None:
    gazetteer("add", villages, "--quiet")
    villages.write_text(VILLAGES.replace("Darvan", "Mirza"), encoding="utf-8")
    gazetteer("add", villages, "--quiet")
    assert gazetteer("find", "Darvan", "--quiet").exit_code == 1
    assert gazetteer("find", "Mirza", "--quiet").exit_code == 0


def test_removing_what_is_not_there_is_explained() -> None:
    done = gazetteer("remove", "nothing")
    assert done.exit_code == 2
    assert "no table 'nothing'" in done.output


def test_a_fetch_that_fails_is_one_line() -> None:
    done = gazetteer("fetch", "S1", "--quiet")
    assert done.exit_code == 2
    assert "two-letter codes" in done.output
