"""A click on a town leads to the sentences it stands on."""

from tests.browser.conftest import MapOpener
from tests.builders import make_results


def test_panel_quotes_the_reports_for_and_against(open_map: MapOpener) -> None:
    shown = open_map()
    shown.click("Palms")
    panel = shown.page.locator("#wh-drawer")
    assert panel.locator("h2").inner_text() == "Palms"
    text = panel.inner_text()
    assert "The Red Army retook Palms." in text
    assert "The Blue Front denied that Palms had fallen." in text
    assert "1 report against it" in text
    assert "Said by: a Red Army spokesman" in text
    assert "published 3 Mar 2017" in text
    assert panel.locator("a", has_text="Headline 2").get_attribute("href") == "https://example.org/2"


def test_panel_marks_the_words_of_the_sentence(open_map: MapOpener) -> None:
    shown = open_map()
    shown.click("Millbrook")
    marks = shown.page.locator("#wh-drawer blockquote mark")
    assert marks.all_inner_texts() == ["Blue Front", "Red Army", "Millbrook"]


def test_links_out_give_nothing_away(open_map: MapOpener) -> None:
    shown = open_map()
    shown.click("Palms")
    for link in shown.page.locator("#wh-drawer a").all():
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert (link.get_attribute("href") or "").startswith("https://")


def test_history_bar_moves_the_slider(open_map: MapOpener) -> None:
    shown = open_map()
    shown.click("Palms")
    pieces = shown.page.locator(".wh-piece")
    assert pieces.count() == 2
    pieces.first.click()
    shown.settle()
    assert shown.day() == "2017-01-11"
    assert shown.page.locator(".wh-span.wh-current").inner_text().startswith("Held by Blue Front")


def test_reports_that_decide_nothing_are_listed_too(open_map: MapOpener) -> None:
    shown = open_map()
    shown.click("Gate")
    assert "The Red Army plans to take Gate." in shown.page.locator(".wh-span").last.inner_text()
    assert "planned" in shown.page.locator(".wh-span").last.inner_text()


def test_hover_names_holder_and_age(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-03-14")
    shown.page.mouse.move(*shown.spot("Palms"))
    tip = shown.page.locator("#wh-tip")
    tip.wait_for(state="visible")
    text = tip.inner_text()
    assert "Held by Red Army" in text
    assert "since 2 Mar 2017 · 71 % sure" in text
    assert "last report 11 days before" in text


def test_area_statement_is_hatching_and_never_a_dot(open_map: MapOpener) -> None:
    shown = open_map()
    west = shown.place("Westland")
    assert shown.js(f"whoheld.data.places.isArea[{west}]") == 1
    assert west not in shown.js("[...whoheld.towns.visible()]")
    shown.page.mouse.click(*[n + d for n, d in zip(shown.spot("Westland"), (30, 60), strict=True)])
    shown.page.wait_for_selector(".wh-span")
    assert shown.page.inner_text("#wh-drawer-title") == "Westland"
    assert "never as a dot" in shown.page.inner_text("#wh-drawer")


def test_undated_town_is_always_shown_as_such(open_map: MapOpener) -> None:
    shown = open_map()
    for day in ("2017-01-04", "2017-04-01"):
        shown.go(day)
        assert shown.colour("Dust")[3] > 0
    shown.click("Dust")
    assert "date unknown" in shown.page.inner_text("#wh-drawer").lower()


def test_gaps_list_what_is_not_on_the_map(open_map: MapOpener) -> None:
    shown = open_map()
    shown.open("gaps")
    shown.page.wait_for_selector(".wh-group")
    text = shown.page.inner_text("#wh-drawer")
    assert "The Red Army captured Nowhere." in text
    assert "Could be: Rawa, Al Anbar, IQ; Rawa, Al Anbar, SY" in text
    shown.page.click("text=bad-json")
    assert "this line is no JSON" in shown.page.inner_text("#wh-drawer")
    shown.page.click("text=Claims without a date")
    assert "Dust is held by the Red Army." in shown.page.inner_text("#wh-drawer")


def test_about_says_what_the_map_stands_on(open_map: MapOpener) -> None:
    shown = open_map()
    shown.open("about")
    text = shown.page.inner_text("#wh-drawer")
    for words in (
        "Reported, not verified",
        "Blue Herald",
        "36,32,48,38",
        "GeoNames",
        "CC BY 4.0",
        "Natural Earth",
        "Leaflet",
        "whoheld 9.9",
    ):
        assert words in text


def test_page_says_plainly_when_nothing_is_dated(open_map: MapOpener) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from tests.mapdata import PLACES, make_town_results  # noqa: PLC0415

    full = make_town_results()
    undated = replace(
        full,
        intervals=tuple(span for span in full.intervals if span.start is None),
        claims=tuple(claim for claim in full.claims if claim.place == PLACES["Dust"]),
    )
    shown = open_map(undated)
    assert "None of the reports bears a date" in shown.page.inner_text("#wh-notice")
    assert shown.page.inner_text("#wh-date") == "Date unknown"
    assert shown.page.is_disabled("#wh-play")
    shown.click("Dust")
    assert "Dust is held by the Red Army." in shown.page.inner_text("#wh-drawer")


def test_page_says_plainly_when_nothing_was_found(open_map: MapOpener) -> None:
    shown = open_map(make_results(articles=[], claims=[], intervals=[], mentions=[]))
    assert "No claim about who holds a place was found" in shown.page.inner_text("#wh-notice")
