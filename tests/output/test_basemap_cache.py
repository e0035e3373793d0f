"""Backgrounds that were made before are read, not made anew; a damaged one is made again."""

from pathlib import Path

import pytest

from geo.boundaries import Boundaries
from output import basemap_cache
from output.basemap import encode_basemap
from output.basemap_cache import MAX_KEPT, kept_basemap
from output.frame import Frame

VIEW = Frame(38.0, 34.0, 41.0, 36.0)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHELD_CACHE", str(tmp_path))


def refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("made anew")

    monkeypatch.setattr(basemap_cache, "encode_basemap", never)


def test_a_kept_background_is_the_one_that_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    world = Boundaries.open()
    made = encode_basemap(VIEW, world)
    assert kept_basemap(VIEW, world) == made
    with monkeypatch.context() as patch:
        refuse(patch)
        assert kept_basemap(VIEW, world, places=3) == made
        with pytest.raises(AssertionError, match="made anew"):
            kept_basemap(VIEW, world, places=500)


def test_a_damaged_background_is_made_again(tmp_path: Path) -> None:
    world = Boundaries.open()
    made = kept_basemap(VIEW, world)
    (kept,) = (tmp_path / "basemaps").iterdir()
    kept.write_text("{", "utf-8")
    assert kept_basemap(VIEW, world) == made
    assert kept.stat().st_size > 1


def test_a_cache_that_cannot_be_written_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("WHOHELD_CACHE", str(tmp_path / "file"))
    world = Boundaries.open()
    assert kept_basemap(VIEW, world) == encode_basemap(VIEW, world)


def test_only_the_newest_backgrounds_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basemap_cache, "encode_basemap", lambda *_, **__: {"land": ""})
    world = Boundaries.open()
    for number in range(MAX_KEPT + 3):
        kept_basemap(Frame(number, 0.0, number + 1.0, 1.0), world)
    assert len(list((tmp_path / "basemaps").iterdir())) == MAX_KEPT
    refuse(monkeypatch)
    assert kept_basemap(Frame(MAX_KEPT + 2, 0.0, MAX_KEPT + 3.0, 1.0), world) == {"land": ""}
