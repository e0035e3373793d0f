"""The options of a project: given once to `whoheld add`, kept with the files they name, used ever after."""

import hashlib
import json
import os
import sqlite3
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from whoheld.errors import BadOptionError
from whoheld.options import RunOptions
from whoheld.project.store import Project
from whoheld.records import to_json

FILES = ("actors", "pins", "outlets")
_LISTS = ("countries", "geocoders")
_OF_TEXTS = {
    "actors": "--actors",
    "countries": "--country",
    "near": "--near",
    "geocoders": "--geocoder",
    "pins": "--pins",
    "reader": "--reader",
}
_DEFAULTS = RunOptions()


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file given as an option: what it is for, its name and contents."""

    role: str
    number: int
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Hash of the contents."""
        return hashlib.sha256(self.content).hexdigest()

    def unpacked(self) -> Path:
        """Return a path at which the contents can be read, in the cache folder.

        Raises:
            BadOptionError: If the cache folder cannot be written.
        """
        from geo.cache import cache_folder  # noqa: PLC0415 - slow to import, and few projects keep files

        path = cache_folder() / "files" / self.sha256[:16] / self.name
        try:
            if not path.exists() or path.read_bytes() != self.content:
                path.parent.mkdir(parents=True, exist_ok=True)
                unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
                unfinished.write_bytes(self.content)
                unfinished.replace(path)
        except OSError as error:
            raise BadOptionError(f"the project's file {self.name} cannot be unpacked: {error}") from error
        return path


def given_options(options: RunOptions) -> frozenset[str]:
    """Return the options that differ from the usual ones."""
    names = (field.name for field in fields(RunOptions))
    return frozenset(name for name in names if getattr(options, name) != getattr(_DEFAULTS, name))


def kept_options(project: Project) -> RunOptions:
    """Return the options of a project; its files are unpacked where they can be read.

    Raises:
        BadOptionError: If the cache folder cannot be written.
    """
    plain: dict[str, Any] = json.loads(project.meta("options") or "{}")
    plain |= {name: tuple(plain[name]) for name in _LISTS if name in plain}
    if "countries" in plain:
        plain["countries"] = frozenset(plain["countries"])
    if plain.get("as_of"):
        plain["as_of"] = date.fromisoformat(plain["as_of"])
    found = kept_files(project)
    unpacked: dict[str, Any] = {
        role: tuple(file.unpacked() for file in found if file.role == role) for role in FILES
    }
    return RunOptions(**plain, **unpacked)


def kept_files(project: Project) -> tuple[KeptFile, ...]:
    """Return the files given as options, in their order."""
    query = "SELECT role, number, name, content FROM files ORDER BY role, number"
    return tuple(KeptFile(*row) for row in project.rows(query))


def with_given(kept: RunOptions, asked: RunOptions, given: frozenset[str]) -> RunOptions:
    """Return a project's options, those given now in place of the kept ones.

    The day for undated articles (--date) belongs to what is being added and is never kept.
    """
    return replace(kept, **{name: getattr(asked, name) for name in given})


def for_this_run(kept: RunOptions, asked: RunOptions, given: frozenset[str]) -> RunOptions:
    """Return the options of a run that only reads the project.

    Raises:
        BadOptionError: If one is given that its texts were read with, and it differs.
    """
    if "published" in given:
        raise BadOptionError("--date is for articles being added: whoheld add PROJECT --date DAY SOURCE")
    for name in sorted(given & _OF_TEXTS.keys()):
        if _content(getattr(kept, name)) != _content(getattr(asked, name)):
            option = _OF_TEXTS[name]
            raise BadOptionError(
                f"{option} is kept in the project, whose texts were read with it; change it there: "
                f"whoheld add PROJECT {option} ..."
            )
    return with_given(kept, asked, given)


def _content(value: object) -> object:
    """Return what makes two values the same; for files what is in them.

    Raises:
        BadOptionError: If a file cannot be read.
    """
    if isinstance(value, tuple):
        return [_bytes(item) if isinstance(item, Path) else item for item in value]
    return value


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadOptionError(f"{path} cannot be read: {error.strerror}") from error


def read_option_files(options: RunOptions) -> tuple[KeptFile, ...]:
    """Return the files that options name, with their contents.

    Raises:
        BadOptionError: If one cannot be read.
    """
    return tuple(
        KeptFile(role, number, path.name, _bytes(path))
        for role in FILES
        for number, path in enumerate(getattr(options, role))
    )


def keep_options(connection: sqlite3.Connection, options: RunOptions, found: tuple[KeptFile, ...]) -> None:
    """Keep the options of a project and the files they name, in a transaction."""
    plain = {
        name: _as_plain(getattr(options, name))
        for name in sorted(given_options(options) - {*FILES, "published"})
    }
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('options', ?)", (to_json(plain),))
    connection.execute("DELETE FROM files")
    connection.executemany(
        "INSERT INTO files (role, number, name, sha256, content) VALUES (?, ?, ?, ?, ?)",
        [(file.role, file.number, file.name, file.sha256, file.content) for file in found],
    )


def _as_plain(value: object) -> object:
    if isinstance(value, frozenset | tuple):
        return sorted(value) if isinstance(value, frozenset) else list(value)
    return value.isoformat() if isinstance(value, date) else value
