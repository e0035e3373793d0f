"""Compares written files with the ones kept in tests/output/golden."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check_golden(written: Path) -> None:
    """Fail unless the file equals its golden copy; WHOHELD_UPDATE_GOLDEN=1 accepts what was written."""
    golden = FOLDER / written.name
    if os.environ.get("WHOHELD_UPDATE_GOLDEN") == "1":
        golden.write_bytes(written.read_bytes())
    assert written.read_text("utf-8") == golden.read_text("utf-8")
