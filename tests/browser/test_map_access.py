"""The page for everybody: names for screen readers, contrast, zoom, no traps."""

import re
from typing import Any

import pytest

from tests.browser.conftest import MapOpener, MapPage

CONTROLS = frozenset(
    [
        "button",
        "checkbox",
        "slider",
        "splitter",
        "combobox",
        "searchbox",
        "link",
        "textbox",
        "listbox",
        "option",
    ],
)
PANELS = ("places", "changes", "chart", "filters", "gaps", "share", "about")
PAIRS = [
    (ink, paper) for ink in ("ink", "ink-2", "accent", "warn", "against") for paper in ("card", "card-2")
]
PAIRS += [
    ("accent-ink", "accent"),
    ("warn", "warn-paper"),
    ("map-ink", "map-land"),
    ("map-label", "map-land"),
]


def nameless(shown: MapPage) -> list[str]:
    """Return the controls that a screen reader would find without a name."""
    session = shown.page.context.new_cdp_session(shown.page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    found = []
    for node in nodes:
        role = node.get("role", {}).get("value")
        if not node.get("ignored") and role in CONTROLS and not node.get("name", {}).get("value"):
            found.append(f"{role} {node.get('backendDOMNodeId')}")
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_control_has_a_name(open_map: MapOpener) -> None:
    shown = open_map()
    assert not nameless(shown)
    shown.click("Palms")
    assert not nameless(shown)
    for panel in PANELS:
        shown.open(panel)
        shown.page.wait_for_timeout(60)
        assert not nameless(shown), panel


def test_line_between_two_days_is_reached_and_told_by_name(open_map: MapOpener) -> None:
    shown = open_map(fragment="#d=2017-03-10&b=2017-02-01&w=50")
    assert not nameless(shown)
    reached = []
    for _ in range(60):
        shown.page.keyboard.press("Tab")
        reached.append(shown.js("document.activeElement.id"))
    assert {"wh-handle", "wh-swipe-off"} <= set(reached)
    assert shown.page.get_attribute("#wh-handle", "aria-label") == "Line between the two days"
    box = shown.page.locator("#wh-handle").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44


def test_ids_are_unique_and_nothing_jumps_the_tab_order(open_map: MapOpener) -> None:
    shown = open_map()
    shown.click("Palms")
    ids = shown.js("[...document.querySelectorAll('[id]')].map(node => node.id)")
    assert len(ids) == len(set(ids))
    assert shown.js("[...document.querySelectorAll('[tabindex]')].every(node => node.tabIndex <= 0)")


def test_page_has_language_title_landmarks_and_may_be_zoomed(open_map: MapOpener) -> None:
    shown = open_map()
    assert shown.js("document.documentElement.lang") == "en"
    assert shown.page.title() == "Test map"
    assert shown.js("document.querySelectorAll('main').length") == 1
    assert shown.js("document.querySelectorAll('h1').length") == 1
    viewport = shown.page.get_attribute("meta[name=viewport]", "content") or ""
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_their_ground(open_map: MapOpener, scheme: str) -> None:
    shown = open_map(settings={"color_scheme": scheme})
    tone = "getComputedStyle(document.documentElement).getPropertyValue('--{}').trim()"
    for ink, paper in PAIRS:
        one, other = shown.js(tone.format(ink)), shown.js(tone.format(paper))
        assert re.fullmatch("#[0-9a-f]{6}", one), ink
        assert contrast(one, other) >= 4.5, f"{ink} on {paper}: {contrast(one, other):.1f}"


def test_slider_says_its_day(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-02-05")
    assert shown.page.get_attribute("#wh-day", "aria-valuetext") == "5 February 2017"


def test_focus_goes_into_the_panel_and_back(open_map: MapOpener) -> None:
    shown = open_map()
    shown.page.focus("[data-panel=about]")
    shown.page.keyboard.press("Enter")
    shown.settle()
    assert shown.js("document.activeElement.id") == "wh-drawer-title"
    shown.page.keyboard.press("Escape")
    shown.settle()
    assert shown.js("document.activeElement.dataset.panel") == "about"


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "uk"])
def test_other_languages_leave_no_english_word_behind(open_map: MapOpener, language: str) -> None:
    shown = open_map(language=language)
    assert shown.js("document.documentElement.lang") == language
    assert shown.js("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    shown.click("Palms")
    shown.page.wait_for_selector("blockquote")
    text = shown.page.inner_text("#wh-drawer") + shown.page.inner_text("#wh-legend")
    for word in ("Held by", "Legend", "asserted", "published", "Reported, not", "sure"):
        assert word not in text
    assert "The Red Army retook Palms." in text


def test_right_to_left_page_keeps_time_running_to_the_right(open_map: MapOpener) -> None:
    shown = open_map(language="ar")
    shown.go("2017-02-05")
    shown.page.keyboard.press("ArrowRight")
    shown.settle()
    assert shown.day() > "2017-02-05"
    assert shown.js("document.querySelector('.wh-left').getBoundingClientRect().right") > 1200
