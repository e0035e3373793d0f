"""Biome's recommended rules find nothing in the page's scripts; biome.jsonc says which are off, and why."""

import subprocess
from pathlib import Path

from tests.nodetools import find_node, find_tool

ROOT = Path(__file__).resolve().parents[2]


def test_linter_finds_nothing_in_the_scripts() -> None:
    command = [find_node(), find_tool("@biomejs", "biome", "bin", "biome"), "lint", "--error-on-warnings"]
    done = subprocess.run(
        [*map(str, command), "--colors=off", "--max-diagnostics=none"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Checked 0 files" not in done.stdout
