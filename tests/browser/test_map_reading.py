"""Finding things: search, legend, filters, comparison, chart, links and the keyboard."""

import json
from dataclasses import replace

import pytest

from tests.browser.conftest import MapOpener
from tests.mapdata import make_town_results


@pytest.mark.parametrize("words", ["Palms", "pal", "al nakhl", "Al-Nakhl", "النخل"])
def test_search_finds_a_town_in_any_spelling(open_map: MapOpener, words: str) -> None:
    shown = open_map()
    shown.page.fill("#wh-search", words)
    assert shown.page.locator("#wh-hits li").first.inner_text().startswith("Palms")
    shown.page.press("#wh-search", "Enter")
    shown.page.wait_for_selector(".wh-span")
    assert shown.page.inner_text("#wh-drawer-title") == "Palms"


def test_search_finds_actors_and_says_when_nothing_fits(open_map: MapOpener) -> None:
    shown = open_map()
    shown.page.fill("#wh-search", "blue")
    shown.page.press("#wh-search", "ArrowDown")
    assert shown.page.get_attribute("#wh-hits li", "aria-selected") == "true"
    shown.page.press("#wh-search", "Enter")
    assert shown.js("[...whoheld.state.hidden].map(n => whoheld.data.actors[n].name).join()") == "Red Army"
    shown.page.fill("#wh-search", "zzz")
    assert "Nothing by that name" in shown.page.inner_text("#wh-hits")


def test_legend_counts_and_hides_actors(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-02-20")
    row = shown.page.locator("#wh-actors li", has_text="Blue Front")
    assert row.locator(".wh-count").inner_text() == "2"
    row.locator("input").uncheck()
    shown.settle()
    red, green, blue, _ = shown.colour("Palms")
    assert max(red, green, blue) - min(red, green, blue) < 30


def test_filter_by_stance_keeps_what_stands_on_it(open_map: MapOpener) -> None:
    shown = open_map()
    shown.open("filters")
    shown.page.wait_for_selector("#wh-f-stance")
    shown.page.select_option("#wh-f-stance", "claimed")
    shown.until("whoheld.towns.shownCount() === 1")
    assert shown.colour("Gate")[2] > 100
    shown.page.click("text=Clear the filters")
    shown.until("whoheld.towns.shownCount() === 5")


def test_comparison_lists_what_changed(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-03-10")
    shown.open("changes")
    shown.page.fill("#wh-before", "2017-02-01")
    shown.page.dispatch_event("#wh-before", "change")
    shown.settle()
    rows = shown.page.locator("#wh-change-list li")
    assert shown.page.inner_text("#wh-change-count").startswith("2 changes")
    assert "Held by Blue Front" in rows.first.inner_text()
    assert "Held by Red Army" in rows.first.inner_text()
    rows.first.locator("button").click()
    shown.page.wait_for_selector(".wh-span")
    assert shown.page.inner_text("#wh-drawer-title") == "Palms"


def test_chart_counts_towns_per_actor(open_map: MapOpener) -> None:
    shown = open_map()
    shown.open("chart")
    table = shown.page.inner_text(".wh-table")
    assert "Red Army" in table
    assert "Blue Front" in table


def test_list_says_in_words_what_the_map_shows(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-01-20")
    shown.open("places")
    text = shown.page.inner_text("#wh-place-list")
    assert "Palms" in text
    assert "Held by Blue Front" in text
    assert "Gate" not in text
    shown.page.fill("#wh-drawer input[type=search]", "gat")
    assert "No report yet on this day" in shown.page.inner_text("#wh-place-list")


def test_address_keeps_and_restores_the_view(open_map: MapOpener) -> None:
    shown = open_map(
        fragment="#d=2017-02-05&v=35.5,40.5,8&t=test:palms&off=red-army&no=labels&stance=asserted"
    )
    assert shown.day() == "2017-02-05"
    assert shown.js("whoheld.map.getZoom()") == 8
    assert shown.page.inner_text("#wh-drawer-title") == "Palms"
    assert not shown.page.is_checked("[data-layer=labels]")
    kept = shown.js("whoheld.fragment.write()")
    for part in ("d=2017-02-05", "t=test:palms", "off=red-army", "no=labels", "stance=asserted", "v=35.5"):
        assert part in kept
    shown.until("location.hash.includes('d=2017-02-05')")


@pytest.mark.parametrize(
    "fragment",
    [
        "#d=2017-99-99&v=a,b,c&t=none&p=nonsense&sure=abc",
        "#%%%",
        "#d=1066-10-14&v=900,0,99",
        "#p=constructor&no=constructor",
    ],
)
def test_address_with_nonsense_opens_all_the_same(open_map: MapOpener, fragment: str) -> None:
    shown = open_map(fragment=fragment)
    assert shown.page.inner_text("#wh-title") == "Test map"


def test_keyboard_alone_moves_time_and_opens_panels(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-03-01")
    shown.js("whoheld.store.set({unit: 'day'})")
    shown.settle()
    press = shown.page.keyboard.press
    for key, day in (
        ("ArrowLeft", "2017-02-28"),
        ("ArrowRight", "2017-03-01"),
        ("Shift+ArrowRight", "2017-03-02"),
        ("PageDown", "2017-02-02"),
        ("Home", "2017-01-04"),
        ("End", "2017-04-01"),
    ):
        press(key)
        shown.settle()
        assert shown.day() == day, key
    press("Home")
    press("Space")
    shown.until("whoheld.state.playing")
    press("Space")
    press("/")
    shown.page.keyboard.type("Old Ford")
    press("Enter")
    shown.page.wait_for_selector(".wh-span")
    press("Escape")
    shown.settle()
    assert shown.page.is_hidden("#wh-drawer")


def test_tab_reaches_every_control(open_map: MapOpener) -> None:
    shown = open_map()
    reached = set()
    for _ in range(60):
        shown.page.keyboard.press("Tab")
        reached.add(
            shown.js(
                "(({id, dataset}) => id || dataset.panel || dataset.layer || '')(document.activeElement)"
            )
        )
    assert {
        "wh-search",
        "wh-play",
        "wh-back",
        "wh-on",
        "wh-unit",
        "wh-day",
        "wh-speed",
        "wh-theme",
        "places",
        "changes",
        "about",
        "undated",
    } <= reached


def test_day_as_geojson_holds_the_states_of_the_day(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-02-05")
    shown.open("share")
    with shown.page.expect_download() as caught:
        shown.page.click("[data-share=save_geojson]")
    assert caught.value.suggested_filename == "whoheld-2017-02-05.geojson"
    data = json.loads(caught.value.path().read_text("utf-8"))
    palms = next(f for f in data["features"] if f["properties"]["place"] == "Palms")
    assert palms["geometry"]["coordinates"] == [38.2, 34.5]
    assert palms["properties"]["actor"] == "blue-front"
    assert palms["properties"]["start_date"] == "2017-01-11"
    assert palms["properties"]["end_date"] == "2017-03-02"


def test_picture_of_the_day_is_a_png(open_map: MapOpener) -> None:
    shown = open_map()
    shown.open("share")
    with shown.page.expect_download() as caught:
        shown.page.click("[data-share=save_png]")
    assert caught.value.path().read_bytes().startswith(b"\x89PNG")


def test_theme_follows_the_system_and_the_switch(open_map: MapOpener) -> None:
    shown = open_map(settings={"color_scheme": "dark"})
    assert shown.js("document.documentElement.dataset.theme") == "dark"
    shown.page.click("#wh-theme")
    shown.settle()
    assert shown.js("document.documentElement.dataset.theme") == "light"


def test_phone_shows_the_town_as_a_sheet(open_map: MapOpener) -> None:
    shown = open_map(
        settings={"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    )
    assert shown.js("document.documentElement.scrollWidth") <= 390
    shown.page.touchscreen.tap(*shown.spot("Palms"))
    shown.page.wait_for_selector(".wh-span")
    box = shown.page.locator("#wh-drawer").bounding_box()
    assert box is not None
    assert box["width"] == 390


def test_copied_link_leads_back_to_the_same_view(open_map: MapOpener) -> None:
    shown = open_map(settings={"permissions": ["clipboard-read", "clipboard-write"]})
    shown.go("2017-02-05")
    shown.open("share")
    shown.page.click("[data-share=copy_link]")
    shown.until("document.getElementById('wh-toast').textContent === 'Link copied'")
    assert "#d=2017-02-05" in shown.js("navigator.clipboard.readText()")


def test_print_shows_the_map_and_its_legend_only(open_map: MapOpener) -> None:
    shown = open_map()
    shown.page.emulate_media(media="print")
    assert shown.page.is_hidden(".wh-tools")
    assert shown.page.is_hidden("#wh-play")
    assert shown.page.is_visible("#wh-date")
    assert shown.page.is_visible("#wh-actors")


def test_a_report_says_who_else_printed_it(open_map: MapOpener) -> None:
    made = make_town_results()
    first = next(located for located in made.claims if located.place.name == "Palms")
    others = ("Harbour Times", '<img src=x onerror="document.title=1">')
    copies = [
        replace(first, claim=replace(first.claim, article_id=name, id=name), source=name, story="s", url="")
        for name in others
    ]  # fmt: skip
    claims = tuple(replace(c, story="s") if c is first else c for c in made.claims)
    shown = open_map(replace(made, claims=(*claims, *copies)))
    reports = shown.js(f"whoheld.data.places.claimFrom[{shown.place('Palms')} + 1]")
    assert reports == open_map().js(f"whoheld.data.places.claimFrom[{shown.place('Palms')} + 1]")
    shown.click("Palms")
    shown.page.wait_for_selector(".wh-also")
    (line,) = shown.page.locator(".wh-also").all_inner_texts()
    assert line == f"Also in: {', '.join(sorted(others))}"
    shown.page.evaluate("whoheld.store.set({filters: {...whoheld.state.filters, source: 'Harbour Times'}})")
    assert shown.js(
        "whoheld.evidence.load().then((all) => all.sources.includes('Harbour Times') && "
        "[...Array(all.count).keys()].filter((n) => "
        "whoheld.filters.accepts(all.report(n), {source: 'Harbour Times', sure: 0})).length)"
    ) == 1  # fmt: skip
