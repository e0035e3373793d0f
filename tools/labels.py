"""Read documents labelled with control claims, and labels that are kept apart from their texts."""

import csv
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_COLUMNS = (
    "item", "start", "end", "relation", "modality", "extent",
    "actor_start", "actor_end", "opponent_start", "opponent_end", "when",
)  # fmt: skip


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_portal(items: Path, labels: Path) -> list[dict[str, Any]]:
    """Return labelled documents from texts and labels in two files.

    Args:
        items: JSON lines with id, date and text.
        labels: CSV with one row per claim, places and parties as offsets in the text; an item without claims
            has one row with nothing but its id.

    Raises:
        ValueError: If a label names an item that is not there, or columns are missing.
    """
    texts = {row["id"]: row for row in read_jsonl(items)}
    documents: dict[str, dict[str, Any]] = {}
    with labels.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != _COLUMNS:
            raise ValueError(f"{labels}: expected the columns {', '.join(_COLUMNS)}")
        for number, row in enumerate(reader, start=2):
            item = texts.get(row["item"])
            if item is None:
                raise ValueError(f"{labels}:{number}: no item {row['item']} in {items}")
            document = documents.setdefault(row["item"], {**item, "claims": []})
            if row["start"]:
                document["claims"].append(_claim(row, item))
    return list(documents.values())


def is_held_out(document: dict[str, Any]) -> bool:
    """Whether a document is of the third that no weight is learnt from."""
    return int(hashlib.md5(document["id"].encode()).hexdigest(), 16) % 3 == 0  # noqa: S324


def training_part(documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the documents that are not held out."""
    return [d for d in documents if not is_held_out(d)]


def _claim(row: dict[str, str], item: dict[str, Any]) -> dict[str, Any]:
    start, end = int(row["start"]), int(row["end"])
    return {
        "place": item["text"][start:end],
        "start": start,
        "end": end,
        "relation": row["relation"],
        "modality": row["modality"],
        "extent": row["extent"],
        "actor": _words(row, "actor", item["text"]),
        "opponent": _words(row, "opponent", item["text"]),
        "when": row["when"] or item["date"],
    }


def _words(row: dict[str, str], party: str, text: str) -> str | None:
    return text[int(row[f"{party}_start"]) : int(row[f"{party}_end"])] if row[f"{party}_start"] else None
