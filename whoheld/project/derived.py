"""Intervals that were worked out before, kept in the project file under a hash of all they depend on."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence

from geo.models import Place
from layers.models import ControlInterval, LocatedClaim
from layers.timeline import TimelineOptions, build_intervals
from whoheld.errors import ProjectError
from whoheld.project.fingerprints import layers_fingerprint
from whoheld.project.store import Access, Project, open_project
from whoheld.records import as_plain, from_plain, to_json

KIND = "intervals"
MAX_KEPT = 4


class KeptIntervals:
    """Makes intervals of claims as `build_intervals` does, unless the project file has them."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def __call__(
        self, claims: Sequence[LocatedClaim], options: TimelineOptions
    ) -> tuple[ControlInterval, ...]:
        """Return the intervals of claims; those that had to be made are kept, if the file can be written."""
        key = _key_of(claims, options)
        value = self._project.value("SELECT value FROM derived WHERE key = ?", (key,))
        if value is not None:
            return _unpacked(value, {found.place.id: found.place for found in claims})
        intervals = build_intervals(claims, options=options)
        try:
            _keep(self._project, key, _packed(intervals))
        except ProjectError:  # the results are as good where they cannot be kept
            return intervals
        return intervals


def _key_of(claims: Sequence[LocatedClaim], options: TimelineOptions) -> str:
    digest = hashlib.sha256(layers_fingerprint().encode())
    digest.update(repr(options).encode("utf-8", "surrogatepass"))
    for located in claims:
        digest.update(repr(located).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _packed(intervals: Sequence[ControlInterval]) -> bytes:
    rows = [{**as_plain(found, without=("place",)), "place": found.place.id} for found in intervals]
    return zlib.compress(to_json(rows).encode("utf-8", "surrogatepass"))


def _unpacked(value: bytes, places: Mapping[str, Place]) -> tuple[ControlInterval, ...]:
    rows = json.loads(zlib.decompress(value))
    return tuple(from_plain(ControlInterval, row, extra={"place": places[row.pop("place")]}) for row in rows)


def _keep(project: Project, key: str, value: bytes) -> None:
    """Keep a value and the few newest ones of its kind."""
    with open_project(project.path, access=Access.WRITE) as own, own.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO derived (key, kind, value, run) VALUES (?, ?, ?, "
            "(SELECT max(id) FROM runs))",
            (key, KIND, value),
        )
        connection.execute(
            "DELETE FROM derived WHERE kind = ? AND key NOT IN "
            "(SELECT key FROM derived WHERE kind = ? ORDER BY rowid DESC LIMIT ?)",
            (KIND, KIND, MAX_KEPT),
        )
