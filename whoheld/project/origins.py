"""Files that were added: whether they changed since, and what they held."""

import hashlib
import sqlite3
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.models import Issue
from articles.web.canonical import canonical_url, is_address
from articles.web.limits import Validators
from layers.models import LocatedClaim
from whoheld.project.keeping import add_origin_issues
from whoheld.project.store import Project
from whoheld.records import encode

_SETTLED_NS = 2_000_000_000
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Origin:
    """A file, or another source of articles, as it is now.

    Attributes:
        address: Absolute path, or URL.
        kind: "file" or "url".
        size: Bytes.
        mtime_ns: When it was last changed; None = too recently to tell a later change by it.
        sha256: Of the contents; "" = not read.
        reading: Hash of what it is read with.
        published: Day of publication (--date) for what brings none, or "".
    """

    address: str
    kind: str = "file"
    size: int | None = None
    mtime_ns: int | None = None
    sha256: str = ""
    reading: str = ""
    published: str = ""

    def is_as(self, known: "Origin | None") -> bool:
        """Tell whether it holds what it did when it was last read to its end, and would be read likewise."""
        if known is None or not known.sha256:
            return False
        own, other = ((o.sha256, o.reading, o.published) for o in (self, known))
        return own == other


@dataclass(frozen=True, slots=True)
class Held:
    """What an origin held when it was read.

    Attributes:
        versions: Keys of the versions of its articles.
        coded: Claims that somebody coded.
    """

    versions: Collection[str] = ()
    coded: Sequence[LocatedClaim] = ()
    issues: Sequence[Issue] = ()


def address_of(path: Path | str) -> str:
    """Return the address of a file: its absolute path, however it was typed; of a page its one spelling."""
    if is_address(str(path)):
        return canonical_url(str(path)) or str(path)
    return str(Path(path).absolute().resolve())


def known_origin(project: Project, address: str) -> Origin | None:
    """Return an origin as it was when it was last read, None if it never was."""
    query = "SELECT address, kind, size, mtime_ns, sha256, reading, published FROM origins WHERE address = ?"
    found = project.rows(query, (address,))
    return Origin(*found[0]) if found else None


def look_at(path: Path, *, known: Origin | None, reading: str, published: str = "") -> Origin:
    """Return a file as it is now; contents are read only where its size or time changed.

    Args:
        path: The file.
        known: As it was when it was last read.
        reading: Hash of what it would be read with.
        published: Day for what brings none; "" = as before.

    Raises:
        OSError: If it cannot be read.
    """
    state = path.stat()
    is_old = time.time_ns() - state.st_mtime_ns > _SETTLED_NS
    mtime_ns = state.st_mtime_ns if is_old else None
    is_same = known and mtime_ns and (known.size, known.mtime_ns) == (state.st_size, mtime_ns)
    sha256 = known.sha256 if known and is_same and known.sha256 else _sha256(path)
    day = published or (known.published if known else "")
    return Origin(address_of(path), "file", state.st_size, mtime_ns, sha256, reading, day)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def begin(connection: sqlite3.Connection, origin: Origin, run: int) -> None:
    """Note that an origin is being read: until it is finished the file knows nothing of its contents."""
    connection.execute(
        "INSERT INTO origins (address, kind, run) VALUES (?, ?, ?) ON CONFLICT (address) DO UPDATE SET "
        "sha256 = '', run = excluded.run",
        (origin.address, origin.kind, run),
    )


def finish(connection: sqlite3.Connection, origin: Origin, held: Held) -> set[str]:
    """Note that an origin was read to its end; return the ids of articles that it no longer holds."""
    (key,) = connection.execute("SELECT key FROM origins WHERE address = ?", (origin.address,)).fetchone()
    connection.execute(
        "UPDATE origins SET size = ?, mtime_ns = ?, sha256 = ?, reading = ?, published = ? WHERE key = ?",
        (origin.size, origin.mtime_ns, origin.sha256, origin.reading, origin.published, key),
    )
    connection.execute("DELETE FROM issues WHERE origin = ?", (key,))
    add_origin_issues(connection, key, held.issues)
    connection.execute("DELETE FROM coded WHERE origin = ?", (key,))
    connection.executemany(
        "INSERT INTO coded (origin, number, record) VALUES (?, ?, ?)",
        [(key, number, encode(located)) for number, located in enumerate(held.coded)],
    )
    query = (
        "SELECT a.key, a.given_id, a.version FROM holdings h JOIN articles a ON a.key = h.article "
        "WHERE h.origin = ?"
    )
    gone = [row for row in connection.execute(query, (key,)) if row[2] not in held.versions]
    connection.executemany(
        "DELETE FROM holdings WHERE origin = ? AND article = ?", [(key, article) for article, *_ in gone]
    )
    return {given for _, given, _ in gone}


def complain(connection: sqlite3.Connection, origin: Origin, issue: Issue) -> None:
    """Note that an origin cannot be read now: what it held before stays, and it is read when it can be."""
    (key,) = connection.execute("SELECT key FROM origins WHERE address = ?", (origin.address,)).fetchone()
    connection.execute("DELETE FROM issues WHERE origin = ? AND code = ?", (key, issue.code))
    add_origin_issues(connection, key, [issue])


def keep_validators(connection: sqlite3.Connection, address: str, validators: Validators) -> None:
    """Keep what a server said of the version of a page it gave."""
    connection.execute(
        "UPDATE origins SET etag = ?, last_modified = ? WHERE address = ?",
        (validators.etag, validators.last_modified, address),
    )


def known_pages(project: Project, *, reading: str) -> Mapping[str, Validators]:
    """Return what servers said of the pages that were read to their end, and would be read likewise.

    Feeds and sitemaps are none of them: pages behind them may have failed before.
    """
    query = (
        "SELECT address, etag, last_modified FROM origins o WHERE kind = 'url' AND reading = ? "
        "AND sha256 <> '' AND EXISTS (SELECT 1 FROM holdings h WHERE h.origin = o.key)"
    )
    return {address: Validators(etag, changed) for address, etag, changed in project.rows(query, (reading,))}


def touch(project: Project, origins: Sequence[Origin]) -> None:
    """Note the sizes and times of files whose contents did not change: no run, for nothing is new."""
    if not origins:
        return
    with project.transaction() as connection:
        connection.executemany(
            "UPDATE origins SET size = ?, mtime_ns = ? WHERE address = ?",
            [(origin.size, origin.mtime_ns, origin.address) for origin in origins],
        )


def issues_at(project: Project, address: str) -> list[Issue]:
    """Return the issues of an origin."""
    query = (
        "SELECT i.code, i.place, i.message, i.value FROM issues i JOIN origins o ON o.key = i.origin "
        "WHERE o.address = ? ORDER BY i.key"
    )
    return [Issue(*row) for row in project.rows(query, (address,))]
