"""One build, whatever happens: two processes, a killed one, a spoilt file."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo import cache
from geo.cache import cache_folder, ensure_gazetteer, gazetteer_path, is_sound
from geo.compile_store import SCHEMA_VERSION, write_gazetteer
from geo.entries import Entry
from geo.errors import GazetteerBuildError
from tests.builders import make_place

# Stands in for the compiler in other processes: says that it started, waits, writes one place.
BUILDER = """
import sys, time
import geo.compile
from geo.cache import ensure_gazetteer
from geo.compile_store import write_gazetteer
from geo.entries import Entry
from geo.models import LonLat, Place, PlaceKind

def compile_slowly(path, *, own=(), progress=None):
    with open(sys.argv[1], "a") as log:
        log.write("built\\n")
    path.write_bytes(b"half a gazetteer")
    time.sleep(float(sys.argv[2]))
    path.unlink()
    write_gazetteer(path, [Entry(Place("x:1", "X", LonLat(0.0, 0.0), PlaceKind.TOWN))], meta={})

geo.compile.compile_gazetteer = compile_slowly
print(ensure_gazetteer(), flush=True)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the compiler by one that writes a single place, and list its calls."""
    calls: list[str] = []

    def compile_one(path: Path, *, own: object = (), progress: object = None) -> None:  # noqa: ARG001
        calls.append(path.name)
        write_gazetteer(path, [Entry(make_place("Rawa"))], meta={}, progress=progress)  # type: ignore[arg-type]

    monkeypatch.setattr("geo.compile.compile_gazetteer", compile_one)
    return calls


def start_builder(log: Path, *, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILDER, str(log), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def wait_for(path: Path, *, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path} never came"
        time.sleep(0.02)


def test_the_folder_can_be_chosen(folder: Path) -> None:
    assert cache_folder() == folder
    assert gazetteer_path().parent == folder
    assert gazetteer_path().name.startswith(f"gazetteer-{SCHEMA_VERSION}-")


def test_the_users_cache_folder_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cache.CACHE_VARIABLE)
    assert cache_folder().name == "whoheld"


def test_a_sound_gazetteer_is_built_once_and_left_alone(built: list[str]) -> None:
    path = ensure_gazetteer()
    before = path.stat()
    assert ensure_gazetteer() == path
    assert (path.stat().st_mtime_ns, len(built)) == (before.st_mtime_ns, 1)
    assert not path.with_suffix(".part").exists()


def test_progress_is_told_while_building_only(built: list[str]) -> None:
    told: list[float] = []
    ensure_gazetteer(progress=lambda _step, share: told.append(share))
    assert told[-1] == 1.0
    told.clear()
    ensure_gazetteer(progress=lambda _step, share: told.append(share))
    assert told == []
    assert len(built) == 1


def spoil_schema(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.close()


SPOILERS = {
    "empty": lambda path: path.write_bytes(b""),
    "rubbish": lambda path: path.write_bytes(b"not a database" * 400),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-4096]),
    "an older schema": spoil_schema,
    "no tables": lambda path: path.write_bytes(
        path.read_bytes()[:100] + b"\x00" * (path.stat().st_size - 100)
    ),
}


@pytest.mark.parametrize("how", SPOILERS)
def test_a_spoilt_gazetteer_is_built_anew(built: list[str], how: str) -> None:
    path = ensure_gazetteer()
    SPOILERS[how](path)
    assert not is_sound(path)
    assert ensure_gazetteer() == path
    assert is_sound(path)
    assert len(built) == 2


def test_a_thorough_look_finds_what_a_quick_one_misses(built: list[str]) -> None:
    path = ensure_gazetteer()
    spoilt = bytearray(path.read_bytes())
    pages = range(4096, len(spoilt), 4096)
    index_page = next(at for at in pages if spoilt[at] == 10)  # the first leaf of an index
    spoilt[index_page + 3 : index_page + 5] = b"\xff\xff"
    path.write_bytes(spoilt)
    assert not is_sound(path, thorough=True)
    ensure_gazetteer(thorough=True)
    assert is_sound(path, thorough=True)
    assert len(built) == 2


def test_two_processes_that_start_together_build_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    builders = [start_builder(log, seconds=0.5) for _ in range(2)]
    printed = {builder.communicate(timeout=60)[0].strip() for builder in builders}
    assert printed == {str(gazetteer_path())}
    assert [builder.returncode for builder in builders] == [0, 0]
    assert log.read_text() == "built\n"
    assert is_sound(gazetteer_path())


@pytest.mark.skipif(os.name == "nt", reason="needs a signal that cannot be caught")
def test_a_killed_builder_leaves_neither_lock_nor_half_a_file(tmp_path: Path) -> None:
    log = tmp_path / "log"
    killed = start_builder(log, seconds=60.0)
    wait_for(gazetteer_path().with_suffix(".part"))
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=60)
    assert not gazetteer_path().exists()
    second = start_builder(log, seconds=0.0)
    assert second.communicate(timeout=60)[0].strip() == str(gazetteer_path())
    assert is_sound(gazetteer_path())
    assert not gazetteer_path().with_suffix(".part").exists()


def test_a_failed_build_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, *, own: object = (), progress: object = None) -> None:  # noqa: ARG001
        path.write_bytes(b"half")
        raise sqlite3.OperationalError("disk is full")

    monkeypatch.setattr("geo.compile.compile_gazetteer", fail)
    with pytest.raises(GazetteerBuildError, match="disk is full"):
        ensure_gazetteer()
    assert [path.suffix for path in gazetteer_path().parent.iterdir()] == [".lock"]


def test_a_folder_that_cannot_be_made_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(cache.CACHE_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(GazetteerBuildError, match="cannot write the gazetteer"):
        ensure_gazetteer()


def test_one_earlier_version_is_kept(built: list[str], folder: Path) -> None:
    folder.mkdir()
    for age, name in enumerate(
        ["gazetteer-1-new.sqlite", "gazetteer-1-old.sqlite", "gazetteer-0-older.sqlite"]
    ):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (1000 - age, 1000 - age))
    (folder / "notes.txt").write_text("mine")
    (folder / "gazetteer-0-older.part").write_bytes(b"half")
    newest = ensure_gazetteer()
    assert {path.name for path in folder.iterdir()} == {
        newest.name, cache.LOCK_NAME, "gazetteer-1-new.sqlite", "notes.txt",
    }  # fmt: skip
    assert len(built) == 1
