"""axe-core finds nothing moderate or worse: light, dark, phone, right to left; panels; side by side."""

from typing import Any

import pytest

from tests.browser.conftest import MapOpener, MapPage
from tests.nodetools import find_tool

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"settings": {"color_scheme": "dark"}},
    "phone": {"settings": PHONE},
    "right to left": {"language": "ar"},
}
PANELS = ("places", "changes", "chart", "filters", "gaps", "share", "about")
GRAVE = ("moderate", "serious", "critical")


@pytest.fixture(scope="module")
def axe() -> str:
    return find_tool("axe-core", "axe.min.js").read_text("utf-8")


def findings(shown: MapPage, axe: str) -> list[str]:
    """Return what axe-core finds, with its weight and the elements."""
    shown.page.evaluate(axe)
    found = shown.js("axe.run(document, {resultTypes: ['violations']}).then(done => done.violations)")
    return [
        f"{rule['impact']}: {rule['id']}: {[node['html'][:160] for node in rule['nodes'][:4]]}"
        for rule in found
        if rule["impact"] in GRAVE
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_grave(open_map: MapOpener, axe: str, look: str) -> None:
    shown = open_map(**LOOKS[look])
    found = {"map": findings(shown, axe)}
    for panel in PANELS:
        shown.js(f"whoheld.store.set({{panel: {panel!r}}})")
        shown.page.wait_for_timeout(120)
        found[panel] = findings(shown, axe)
    shown.js(f"whoheld.store.set({{panel: 'town', place: {shown.place('Palms')}}})")
    shown.page.wait_for_selector("blockquote")
    found["town"] = findings(shown, axe)
    assert not {part: faults for part, faults in found.items() if faults}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_grave_side_by_side(open_map: MapOpener, axe: str, look: str) -> None:
    shown = open_map(fragment="#d=2017-03-10&b=2017-02-01&w=50&p=changes", **LOOKS[look])
    shown.page.wait_for_selector("#wh-handle")
    compared = findings(shown, axe)
    shown.page.fill("#wh-search", "pal")
    shown.settle()
    assert not compared + findings(shown, axe)
