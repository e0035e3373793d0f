"""Read TOML files of entries that users may write: one kind of table, told by name, faults collected."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read_entry_file(path: Path, faults: list[str]) -> str:
    """Return the text of a file, "" where it cannot be read; faults are added to the list."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        faults.append(f"{path}: cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        faults.append(f"{path}: cannot be read as UTF-8 text ({error})")
    return ""


def entry_rows(text: str, where: str, *, key: str, called: str, faults: list[str]) -> list[Mapping[str, Any]]:
    """Return the entries of a file, unchecked in themselves; faults of its frame are added to the list.

    Args:
        text: TOML.
        where: Name of the file, for messages.
        key: The table that holds an entry: "actor".
        called: What entries are, for messages: "parties".
        faults: What is wrong so far.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{where}: {error}")
        return []
    stand = f"{called} stand under [[{key}]]"
    faults += [f'{where}: unknown table "{other}"; {stand}' for other in data if other != key]
    rows = data.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(f"{where}: {stand}, one table each")
        return []
    return rows
