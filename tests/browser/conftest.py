"""A real Chromium without a network, and the map pages it opens."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from output.models import Results
from output.webmap import MapOptions, write_map
from tests.mapdata import SquareWorld, make_town_results

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
)  # fmt: skip
NOT_LOCAL = re.compile("^(?!file:|data:|about:|blob:)")
STANDARD = MapOptions(title="Test map", outlines=SquareWorld(), version="9.9")
READY = "document.body.classList.contains('wh-ready')"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of an installed Chromium; skip, or fail where one is required."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and os.environ.get("WHOHELD_REQUIRE_BROWSER") == "1":
        pytest.fail("no Chromium is installed, and WHOHELD_REQUIRE_BROWSER=1 asks for one")
    if found is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on the PATH")
    return found


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """Run one Playwright for all tests."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright, chromium: str) -> Iterator[Browser]:
    """Run one browser for all tests."""
    running = playwright_driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
    yield running
    running.close()


@dataclass
class MapPage:
    """An open map: the page, and what went wrong on it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def js(self, expression: str) -> Any:
        """Return the value of an expression on the page."""
        return self.page.evaluate(expression)

    def place(self, name: str) -> int:
        """Return the number of a place."""
        return int(self.js(f"whoheld.data.places.name.indexOf({name!r})"))

    def day(self) -> str:
        """Return the day shown, as YYYY-MM-DD."""
        return str(self.js("whoheld.days.iso(whoheld.state.day)"))

    def go(self, day: str) -> None:
        """Move the slider to a day, as a hand on the slider does."""
        self.page.evaluate(
            """day => { const slider = document.getElementById('wh-day');
                slider.value = String(whoheld.days.parse(day));
                slider.dispatchEvent(new Event('input', {bubbles: true})); }""",
            day,
        )
        self.settle()

    def until(self, expression: str) -> None:
        """Wait until an expression is true; the page's policy forbids Playwright's own way of waiting."""
        for _ in range(400):
            if self.js(expression):
                return
            self.page.wait_for_timeout(20)
        pytest.fail(f"never came true: {expression}")

    def settle(self) -> None:
        """Wait until the next frame is drawn."""
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def spot(self, name: str) -> tuple[float, float]:
        """Return where a town is in the window."""
        x, y = self.js(
            f"""(() => {{ const n = {self.place(name)}; const p = whoheld.data.places;
                const at = whoheld.map.latLngToContainerPoint([p.lat[n], p.lon[n]]);
                return [at.x, at.y]; }})()"""
        )
        return float(x), float(y)

    def colour(self, name: str, dx: float = 0, dy: float = 0) -> tuple[int, ...]:
        """Return red, green, blue, alpha of the towns' canvas where a town is."""
        x, y = self.spot(name)
        return tuple(
            self.page.evaluate(
                """([x, y]) => { const canvas = whoheld.layers.towns._container;
                    const box = canvas.getBoundingClientRect(); const ratio = canvas.width / box.width;
                    const board = document.createElement('canvas');
                    const probe = board.getContext('2d', {willReadFrequently: true});
                    const [left, top] = [x - box.left, y - box.top].map((n) => Math.round(n * ratio));
                    probe.drawImage(canvas, left, top, 1, 1, 0, 0, 1, 1);
                    return [...probe.getImageData(0, 0, 1, 1).data]; }""",
                [x + dx, y + dy],
            )
        )

    def open(self, panel: str) -> None:
        """Open a side panel by its button and wait until it is drawn."""
        self.page.click(f"[data-panel={panel}]")
        self.settle()

    def click(self, name: str) -> None:
        """Click a town on the map and wait for its reports."""
        self.page.mouse.click(*self.spot(name))
        self.page.wait_for_selector(".wh-span, .wh-now")
        self.settle()


MapOpener = Callable[..., MapPage]


@pytest.fixture(scope="session")
def standard_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the map most tests look at, once."""
    path = tmp_path_factory.mktemp("map") / "map.html"
    write_map(make_town_results(), path, options=STANDARD)
    return path


@pytest.fixture
def open_map(browser: Browser, tmp_path: Path, standard_map: Path) -> Iterator[MapOpener]:
    """Return a function that writes results as a map, opens it, and checks the page at the end."""
    contexts: list[BrowserContext] = []
    opened: list[MapPage] = []

    def watch(page: Page) -> MapPage:
        made = MapPage(page)
        page.on(
            "console",
            lambda line: made.errors.append(line.text) if line.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: made.errors.append(str(error)))
        page.on("request", lambda request: made.requests.append(request.url))
        opened.append(made)
        return made

    def opener(
        results: Results | None = None,
        *,
        fragment: str = "",
        settings: dict[str, Any] | None = None,
        **options: Any,
    ) -> MapPage:
        path = standard_map
        if results is not None or options:
            path = tmp_path / f"map{len(opened)}.html"
            write_map(results or make_town_results(), path, options=replace(STANDARD, **options))
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **(settings or {})})
        contexts.append(context)
        context.route(NOT_LOCAL, lambda route: route.abort())
        made = watch(context.new_page())
        made.page.goto(path.as_uri() + fragment)
        made.until(READY)
        made.settle()
        return made

    yield opener
    for context in contexts:
        context.close()
    for made in opened:
        outside = [url for url in made.requests if NOT_LOCAL.match(url)]
        assert not outside, f"the page asked for {outside}"
        assert not made.errors, made.errors
