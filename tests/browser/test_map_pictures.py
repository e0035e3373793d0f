"""The pictures of the documentation can be taken; WHOHELD_PICTURES names a folder to keep them in."""

import os
import re
from pathlib import Path

from playwright.sync_api import Browser

from tools.picture_map import PICTURES, take_pictures

PAGE = Path(__file__).resolve().parents[2] / "docs" / "map.md"
MAX_BYTES = 150_000


def test_every_picture_can_be_taken(browser: Browser, tmp_path: Path) -> None:
    kept = os.environ.get("WHOHELD_PICTURES")
    taken = take_pictures(browser, Path(kept) if kept else tmp_path)
    assert [path.stem for path in taken] == [picture.name for picture in PICTURES]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in taken)


def test_documentation_shows_pictures_that_the_command_takes() -> None:
    shown = re.findall(r"\(pictures/([a-z-]+)\.png\)", PAGE.read_text("utf-8"))
    assert sorted(shown) == sorted(picture.name for picture in PICTURES)
    for name in shown:
        assert (PAGE.parent / "pictures" / f"{name}.png").stat().st_size <= MAX_BYTES, name
