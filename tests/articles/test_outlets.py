"""The list of known sources is read and checked."""

from pathlib import Path

import pytest

from articles.actors import load_actors
from articles.errors import BadDataFileError
from articles.outlets import Outlet, fold_outlet, read_outlets

IDS = frozenset(load_actors().actors)


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_sources_keep_the_schema_and_share_no_alias() -> None:
    outlets = read_outlets(actor_ids=IDS)
    names = [fold_outlet(name) for outlet in outlets for name in {outlet.name, *outlet.aliases}]
    assert sorted(names) == sorted(set(names))
    assert {outlet.name: outlet.side for outlet in outlets}["TASS"] == "russia"


def test_an_entry_of_ones_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    path = written(tmp_path, '[[source]]\nname = "tass"\nreliability = 0.6\n[[source]]\nname = "My Blog"\n')
    outlets = {outlet.name: outlet for outlet in read_outlets([path], actor_ids=IDS)}
    assert outlets["tass"] == Outlet("tass", reliability=0.6)
    assert "TASS" not in outlets
    assert outlets["My Blog"].reliability == 0.9


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[source]]\nname = "X"\nside = "martians"\n', "whoheld actors list"),
        ('[[source]]\nname = "X"\nreliability = 1\n', "0.5 to 0.99, got 1"),
        ('[[source]]\nname = "X"\nreliability = true\n', "0.5 to 0.99"),
        ('[[source]]\nname = "X"\nlean = "left"\n', 'unknown key "lean"'),
        ('[[source]]\nname = "X"\naliases = "Y"\n', "a list of names"),
        ("[[source]]\nside = 'russia'\n", '"name" is missing'),
        ('[[outlet]]\nname = "X"\n', "[[source]]"),
        ("source = 3\n", "one table each"),
        ("[[source]\n", "mine.toml"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(BadDataFileError) as told:
        read_outlets([written(tmp_path, text)], actor_ids=IDS)
    assert fault in str(told.value)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, '[[source]]\nname = ""\n[[source]]\nname = "X"\nside = "martians"\n')
    with pytest.raises(BadDataFileError) as told:
        read_outlets([path, tmp_path / "missing.toml"], actor_ids=IDS)
    assert len(str(told.value).splitlines()) == 3
