"""Tools from the JavaScript world, found in a folder named by an environment variable."""

import os
import shutil
from pathlib import Path

import pytest

VARIABLE = "WHOHELD_NODE_MODULES"


def find_tool(*parts: str) -> Path:
    """Return a file of an installed package; skip where no folder is named, fail where it lacks it.

    Args:
        parts: Of the file's path inside the folder.
    """
    folder = os.environ.get(VARIABLE)
    if not folder:
        pytest.skip(f"{VARIABLE} names no folder of installed JavaScript packages")
    path = Path(folder, *parts)
    if not path.is_file():
        pytest.fail(f"{VARIABLE} names {folder}, which lacks {'/'.join(parts)}")
    return path


def find_node() -> str:
    """Return the path of Node; skip where it is missing."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not on the PATH")
    return found
