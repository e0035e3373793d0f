"""Backgrounds of maps, kept in the cache folder: they hang on the view alone, and take most of a second."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import shapely

from geo.boundaries import Boundaries
from geo.cache import cache_folder
from output.atomic import open_text
from output.basemap import MANY_PLACES, encode_basemap
from output.errors import UnwritableError
from output.frame import Frame
from output.mapoptions import Outlines

MAX_KEPT = 16
_CODE = ("basemap.py", "columns.py", "frame.py", "payload_areas.py")


def kept_basemap(view: Frame, outlines: Outlines, *, places: int = 0) -> dict[str, Any]:
    """Return the background of a padded view as `encode_basemap` does, unless the cache folder has it.

    Args:
        view: The box of what the map shows.
        outlines: Boundaries to clip; backgrounds of others than files are made anew.
        places: How many places the map shows.
    """
    if not isinstance(outlines, Boundaries):
        return encode_basemap(view, outlines, places=places)
    folder = cache_folder() / "basemaps"
    path = folder / f"{_key_of(view, outlines.path, places)}.json"
    try:
        kept: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):  # there is none, or it is damaged
        made = encode_basemap(view, outlines, places=places)
        _keep(path, made)
        return made
    return kept


def _key_of(view: Frame, outlines: Path, places: int) -> str:
    found = outlines.stat()
    told = (view, places >= MANY_PLACES, str(outlines), found.st_size, found.st_mtime_ns)
    digest = hashlib.sha256(repr((told, shapely.__version__, shapely.geos_version)).encode())
    for name in _CODE:
        digest.update(files("output").joinpath(name).read_bytes())
    return digest.hexdigest()[:32]


def _keep(path: Path, made: dict[str, Any]) -> None:
    """Keep a background and the newest ones beside it, if the cache folder can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_text(path) as stream:
            json.dump(made, stream, separators=(",", ":"))
        others = sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        for old in others[:-MAX_KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, UnwritableError):
        return
