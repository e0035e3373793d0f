"""Answers of geocoding services, kept so that nothing is asked twice."""

import json
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.errors import BadServiceError

_TABLE = (
    "CREATE TABLE IF NOT EXISTS answer (service TEXT, address TEXT, query TEXT, countries TEXT, found TEXT,"
    " PRIMARY KEY (service, address, query, countries)) WITHOUT ROWID"
)
_SELECT = "SELECT found FROM answer WHERE service = ? AND address = ? AND query = ? AND countries = ?"
_INSERT = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)"

Key = tuple[str, str, str, str]
Found = Mapping[str, Any]


class AnswerCache:
    """A file of answers, "nothing found" among them; processes may share it."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            BadServiceError: If it cannot be opened or is no such file.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(os.fspath(path), isolation_level=None, timeout=30.0)
            self._connection.execute(_TABLE)
        except (OSError, sqlite3.Error) as error:
            raise BadServiceError(f"answers of services cannot be kept in {path}: {error}") from error

    def get(self, key: Key) -> tuple[bool, Found | None]:
        """Return whether the question was ever answered, and what was found: None = nothing."""
        row = self._connection.execute(_SELECT, key).fetchone()
        if row is None:
            return False, None
        found: Found | None = json.loads(row[0])
        return True, found

    def keep(self, key: Key, found: Found | None) -> None:
        """Keep an answer."""
        text = json.dumps(found, ensure_ascii=False, sort_keys=True)
        self._connection.execute(_INSERT, (*key, text))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
