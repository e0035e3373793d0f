"""Take the pictures of the map page that docs/map.md shows: the bundled sample in an installed Chromium.

    python -m tools.picture_map [FOLDER]

FOLDER is docs/pictures unless given. A view of the page is an address, so each picture is one.
"""

import argparse
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from output.mapoptions import MapOptions, Precision
from output.models import Results
from output.webmap import write_map
from whoheld.pipeline import run
from whoheld.sample import sample_folder

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
TITLE = "Syria and Iraq, 2014 to 2017"
COLOURS = 256
DESK = {"viewport": {"width": 1180, "height": 740}}
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--hide-scrollbars")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
READY = "document.body.classList.contains('wh-ready')"
WAIT_MS = 20
TRIES = 500
SETTLE_MS = 500


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: which page, which view of it, on what screen.

    Attributes:
        name: Of the file.
        view: What stands behind the # of the address.
        screen: Options of the browser's window.
        options: Of the map.
    """

    name: str
    view: str
    screen: Mapping[str, Any] = field(default_factory=lambda: DESK)
    options: MapOptions = field(default_factory=lambda: MapOptions(title=TITLE))


_DAY = "d=2017-11-17"
_COMPARED = "d=2017-11-17&b=2015-06-05&p=changes"
PICTURES = (
    Picture("light", _DAY),
    Picture("dark", _DAY, {**DESK, "color_scheme": "dark"}),
    Picture("areas", f"{_DAY}&v=36.15,37.1,8.5"),
    Picture("town", "d=2015-06-05&t=geonames:98717&v=33.6,43.4,7.75"),
    Picture("compare", f"{_COMPARED}&w=47&v=34.7,41.2,6.75"),
    Picture("coarse", "d=2017-11-17", options=MapOptions(title=TITLE, precision=Precision.DISTRICT)),
    Picture("phone", f"{_DAY}&v=34.9,41.0,5.75", PHONE),
    Picture("phone-compare", f"{_COMPARED}&w=52&v=33.4,41.0,5.75", PHONE),
    Picture("right-to-left", f"{_DAY}&p=places", options=MapOptions(language="ar")),
)


def take_pictures(browser: Browser, folder: Path) -> tuple[Path, ...]:
    """Write every picture into a folder and return their paths.

    Args:
        browser: A running Chromium.
        folder: Where to write; made if it is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    results = run([str(sample_folder())])
    with tempfile.TemporaryDirectory() as scratch:
        pages = _write_pages(results, Path(scratch))
        return tuple(_take(browser, picture, pages[picture.options], folder) for picture in PICTURES)


def _write_pages(results: Results, folder: Path) -> Mapping[MapOptions, Path]:
    pages: dict[MapOptions, Path] = {}
    for picture in PICTURES:
        if picture.options not in pages:
            pages[picture.options] = folder / f"{picture.name}.html"
            write_map(results, pages[picture.options], options=picture.options)
    return pages


def _take(browser: Browser, picture: Picture, source: Path, folder: Path) -> Path:
    target = folder / f"{picture.name}.png"
    context = browser.new_context(**{**picture.screen, "reduced_motion": "reduce", "locale": "en-GB"})
    page = context.new_page()
    page.goto(f"{source.as_uri()}#{picture.view}")
    for _ in range(TRIES):
        if page.evaluate(READY):
            break
        page.wait_for_timeout(WAIT_MS)
    else:
        raise TimeoutError(f"the page of {picture.name} was never ready")
    page.wait_for_timeout(SETTLE_MS)
    target.write_bytes(shrink(page.screenshot(type="png")))
    context.close()
    return target


def shrink(png: bytes) -> bytes:
    """Return a picture with few colours, a third of the size; as it is where Pillow is not installed."""
    try:
        from PIL import Image  # noqa: PLC0415 - not a requirement of the tests
    except ImportError:
        return png
    made = io.BytesIO()
    reduced = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE)
    reduced.save(made, "PNG", optimize=True)
    return made.getvalue()


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Run an installed Chromium.

    Raises:
        FileNotFoundError: If there is none.
    """
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        raise FileNotFoundError(f"none of {', '.join(CHROMIUMS)} is on the PATH")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


def main() -> None:
    """Take the pictures and say how large they are."""
    parser = argparse.ArgumentParser(prog="python -m tools.picture_map", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    folder = parser.parse_args().folder
    try:
        with open_chromium() as browser:
            for path in take_pictures(browser, folder):
                print(f"{path}  {path.stat().st_size / 1000:.0f} kB")
    except FileNotFoundError as error:
        sys.exit(f"picture_map: {error}")


if __name__ == "__main__":
    main()
