"""Where the bundled sample articles lie."""

from importlib.resources import files
from pathlib import Path


def sample_folder() -> Path:
    """Return the folder of the bundled sample: short articles on Syria and Iraq, 2014 to 2017."""
    return Path(str(files("whoheld") / "data" / "sample"))
