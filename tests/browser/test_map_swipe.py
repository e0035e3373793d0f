"""Two days side by side: one line, moved by pointer, touch and keys, and each side of its own day."""

import re
from datetime import date
from typing import Any

import pytest
import shapely

from articles.models import Actor
from layers.startmap import StartArea
from output.mapoptions import BaseMap
from tests.browser.conftest import MapOpener, MapPage
from tests.mapdata import make_large_results

COMPARED = "#d=2017-03-10&b=2017-02-01&w=50&v=34.6,40.5,7"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
RED, BLUE = (180, 32, 28), (34, 87, 160)


def split(shown: MapPage) -> float:
    return float(shown.js("whoheld.state.split"))


def line_x(shown: MapPage) -> float:
    box = shown.page.locator("#wh-handle").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


def seen_colour(shown: MapPage, name: str, dy: float = 0) -> tuple[int, int, int]:
    """Return the colour on the screen where a town is, or below it, whatever canvas it comes from."""
    x, y = shown.spot(name)
    shot = shown.page.screenshot(clip={"x": x, "y": y + dy, "width": 1, "height": 1}, type="png")
    return colour_in(shown, shot, 0, 0)


def colour_in(shown: MapPage, png: bytes, x: float, y: float) -> tuple[int, int, int]:
    """Return the colour of a picture's pixel."""
    tone = shown.page.evaluate(
        """async ([png, x, y]) => { const picture = await createImageBitmap(new Blob([new Uint8Array(png)]));
            const pen = new OffscreenCanvas(1, 1).getContext('2d');
            pen.drawImage(picture, -x, -y); return [...pen.getImageData(0, 0, 1, 1).data]; }""",
        [list(png), round(x), round(y)],
    )
    return tone[0], tone[1], tone[2]


def is_reddish(tone: tuple[int, int, int]) -> bool:
    """Return whether land of this colour is the Red Army's; fail where it is not the Blue Front's either."""
    assert tone[0] - tone[2] > 25 or tone[2] - tone[0] > 10, tone  # bare ground is in between
    return tone[0] > tone[2]


def near(found: tuple[int, int, int], wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= 70 for a, b in zip(found, wanted, strict=True))


def move_to(shown: MapPage, name: str, dx: float) -> None:
    """Put the line beside a town."""
    width = shown.js("whoheld.map.getSize().x")
    shown.js(f"whoheld.store.set({{split: {100 * (shown.spot(name)[0] + dx) / width}}})")
    shown.settle()


def test_each_side_shows_its_own_day(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED)
    move_to(shown, "Palms", 40)
    assert near(seen_colour(shown, "Palms"), BLUE)
    move_to(shown, "Palms", -40)
    assert near(seen_colour(shown, "Palms"), RED)
    assert shown.page.inner_text("#wh-early") == "1 Feb 2017"
    assert shown.page.inner_text("#wh-late") == "10 Mar 2017"


def test_many_towns_are_stamped_on_both_sides(open_map: MapOpener) -> None:
    shown = open_map(
        make_large_results(towns=600, intervals=4_000), fragment="#d=2024-01-01&b=2018-06-01&w=50"
    )
    twin = "document.querySelector('.leaflet-wh-towns-other-pane canvas, [class*=towns-other] canvas')"
    painted = f"{twin}.getContext('2d').getImageData(0, 0, 800, 600).data.some(n => n > 0)"
    assert shown.js(painted)
    before = shown.js("[...whoheld.looks.keys()].join()")
    shown.go("2024-06-01")
    shown.go("2024-01-01")
    assert shown.js("[...whoheld.looks.keys()].join()") == before


def test_earlier_day_stays_left_when_the_slider_passes_it(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED)
    shown.go("2017-01-12")
    assert shown.page.inner_text("#wh-early") == "12 Jan 2017"
    assert shown.page.inner_text("#wh-late") == "1 Feb 2017"
    move_to(shown, "Gate", 40)
    assert not near(seen_colour(shown, "Gate"), BLUE)


def test_line_is_dragged_with_the_pointer(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED)
    x, box = line_x(shown), shown.page.locator("#wh-handle").bounding_box()
    assert box is not None
    shown.page.mouse.move(x, box["y"] + 20)
    shown.page.mouse.down()
    shown.page.mouse.move(x + 150, box["y"] + 60, steps=4)
    shown.page.mouse.up()
    shown.settle()
    assert abs(line_x(shown) - x - 150) < 3
    shown.page.mouse.move(x, 300)
    shown.settle()
    assert abs(line_x(shown) - x - 150) < 3


def test_line_is_dragged_with_a_finger(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED, settings=PHONE)
    x, box = line_x(shown), shown.page.locator("#wh-handle").bounding_box()
    assert box is not None
    touch = shown.page.context.new_cdp_session(shown.page)
    for kind, at in (("touchStart", x), ("touchMove", x - 40), ("touchMove", x - 90), ("touchEnd", None)):
        points = [] if at is None else [{"x": at, "y": box["y"] + 20}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    shown.settle()
    assert abs(line_x(shown) - x + 90) < 4
    assert shown.js("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("height", [844, 600])
def test_nothing_on_a_phone_covers_the_line_of_a_coarse_map(open_map: MapOpener, height: int) -> None:
    settings = {**PHONE, "viewport": {"width": 390, "height": height}}
    shown = open_map(fragment=COMPARED + "&p=changes", settings=settings, precision="district")
    assert shown.page.is_visible("#wh-notice")
    for part in ("#wh-early", "#wh-late", "#wh-swipe-off", "#wh-handle"):
        box = shown.page.locator(part).bounding_box()
        assert box is not None
        for card in ("#wh-notice", "#wh-legend", "#wh-drawer", ".wh-head"):
            other = shown.page.locator(card).bounding_box()
            assert other is not None
            is_clear = box["y"] >= other["y"] + other["height"] or box["y"] + box["height"] <= other["y"]
            assert is_clear, (part, card)


def test_line_is_a_separator_that_keys_move(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED)
    handle = shown.page.locator("#wh-handle")
    assert handle.get_attribute("role") == "separator"
    handle.focus()
    for key, at in (("ArrowRight", 52), ("ArrowLeft", 50), ("PageUp", 60), ("Home", 4), ("End", 96)):
        shown.page.keyboard.press(key)
        shown.settle()
        assert split(shown) == at, key
        assert handle.get_attribute("aria-valuenow") == str(at)
    assert shown.day() == "2017-03-10"
    said = handle.get_attribute("aria-valuetext") or ""
    assert "1 Feb 2017" in said
    assert "10 Mar 2017" in said


def test_button_starts_it_and_the_cross_ends_it(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-03-10")
    shown.open("changes")
    shown.page.click("#wh-swipe")
    shown.settle()
    assert shown.page.get_attribute("#wh-swipe", "aria-pressed") == "true"
    assert 330 < line_x(shown) < 850
    assert "w=" in shown.js("whoheld.fragment.write()")
    shown.page.click("#wh-swipe-off")
    shown.settle()
    assert shown.page.is_hidden("#wh-handle")
    assert shown.js("document.querySelectorAll('[class*=other] canvas').length") == 0
    assert shown.js("whoheld.map.getPane('wh-towns').style.clipPath") == ""


@pytest.mark.parametrize("wrong", ["w=abc", "w=-5", "w=100", "w="])
def test_address_with_a_wrong_line_shows_one_day(open_map: MapOpener, wrong: str) -> None:
    shown = open_map(fragment=f"#d=2017-03-10&{wrong}")
    assert shown.page.is_hidden("#wh-handle")


def test_line_without_a_second_day_takes_the_month_before(open_map: MapOpener) -> None:
    shown = open_map(fragment="#d=2017-03-10&w=40")
    shown.settle()
    assert shown.page.inner_text("#wh-early") == "10 Feb 2017"


def test_sides_follow_the_map_when_it_moves(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED)
    shown.js("whoheld.map.panBy([200, 0], {animate: false})")
    shown.settle()
    clip = shown.js("whoheld.map.getPane('wh-towns').style.clipPath")
    left = float(re.findall(r"-?[\d.]+", clip)[0])
    assert abs(left + shown.js("whoheld.map.layerPointToContainerPoint([0, 0]).x") - line_x(shown)) < 2


def test_hover_tells_the_state_of_the_side(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED)
    for dx, holder in ((40, "Blue Front"), (-40, "Red Army")):
        move_to(shown, "Palms", dx)
        shown.page.mouse.move(700, 600)
        shown.page.mouse.move(*shown.spot("Palms"))
        shown.until("!document.getElementById('wh-tip').hidden")
        assert holder in shown.page.inner_text("#wh-tip")


def test_changes_name_their_sources_and_lead_back_to_the_list(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED + "&p=changes")
    shown.until("document.querySelector('.wh-says').textContent !== ''")
    row = shown.page.locator("#wh-change-list li", has_text="Palms")
    assert "According to Example News" in row.inner_text()
    row.locator("button").click()
    shown.page.wait_for_selector(".wh-span")
    assert not shown.page.is_hidden("#wh-handle")
    shown.page.click("#wh-drawer-back")
    shown.settle()
    assert shown.page.inner_text("#wh-drawer-title") == "What changed"


def test_saved_picture_holds_both_sides(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED)
    shown.open("share")
    with shown.page.expect_download() as caught:
        shown.page.click("[data-share=save_png]")
    assert caught.value.path().read_bytes().startswith(b"\x89PNG")


CLOSE = "#d=2017-03-10&b=2017-02-01&w=50&v=34.5,38,9&no=regions"
BESIDE = 32  # pixels below a town, on its land and beyond its dot at this zoom


def open_close(open_map: MapOpener, **options: Any) -> MapPage:
    shown = open_map(fragment=CLOSE, **options)
    shown.until("document.body.classList.contains('wh-complete')")
    return shown


@pytest.mark.parametrize(
    "options", [{}, {"language": "ar"}, {"settings": {"color_scheme": "dark"}}, {"precision": "district"}]
)
def test_land_of_each_side_is_of_its_own_day(open_map: MapOpener, options: dict[str, Any]) -> None:
    shown = open_close(open_map, **options)
    name = shown.js(
        """(({ name, isArea, lat, lon }) => name.find((_, n) =>
            !isArea[n] && Math.abs(lat[n] - 34.5) < 0.2 && Math.abs(lon[n] - 38.3) < 0.3)
        )(whoheld.data.places)"""
    )
    for _ in range(2):
        move_to(shown, name, 60)
        assert not is_reddish(seen_colour(shown, name, BESIDE))
        move_to(shown, name, -60)
        assert is_reddish(seen_colour(shown, name, BESIDE))
        shown.go("2017-03-12")
        shown.until("!whoheld.land.isStale()")


def test_land_under_the_pointer_is_that_of_the_side(open_map: MapOpener) -> None:
    shown = open_close(open_map)
    x, y = shown.spot("Palms")
    for dx, holder in ((60, "Blue Front"), (-60, "Red Army")):
        move_to(shown, "Palms", dx)
        shown.page.mouse.move(700, 600)
        shown.page.mouse.move(x, y + BESIDE)
        shown.until("!document.getElementById('wh-tip').hidden")
        assert f"Held by {holder}" in shown.page.inner_text("#wh-tip")
        assert "inferred from Palms" in shown.page.inner_text("#wh-tip")


def test_trusted_map_is_that_of_the_side(open_map: MapOpener) -> None:
    base = BaseMap(
        "then.geojson",
        (StartArea("blue-front", shapely.box(38.0, 34.3, 39.5, 36.2), date(2017, 2, 20)),),
        {"blue-front": Actor("blue-front", "Blue Front")},
    )
    shown = open_close(open_map, base=base)
    at = "whoheld.landInfo.at(whoheld.columns.worldX(38.9), whoheld.columns.worldY(35.2), whoheld.state.{})"
    assert shown.js(at.format("before")) is None
    assert shown.js(at.format("day"))["label"]["state"] == "controlled"


def test_saved_and_printed_pictures_hold_the_land_of_both_sides(open_map: MapOpener) -> None:
    shown = open_close(open_map)
    shown.js("whoheld.store.set({panel: 'share'})")
    shown.settle()
    for dx, is_red in ((60, False), (-60, True)):
        move_to(shown, "Palms", dx)
        with shown.page.expect_download() as caught:
            shown.page.click("[data-share=save_png]")
        x, y = shown.spot("Palms")
        saved = colour_in(shown, caught.value.path().read_bytes(), 2 * x, 2 * (y + BESIDE))
        assert is_reddish(saved) == is_red
        shown.page.emulate_media(media="print")
        assert is_reddish(seen_colour(shown, "Palms", BESIDE)) == is_red
        shown.page.emulate_media(media="screen")


def test_dark_and_right_to_left_keep_earlier_left(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED, language="ar", settings={"color_scheme": "dark"})
    early, late = (shown.page.locator(f"#wh-{side}").bounding_box() for side in ("early", "late"))
    assert early is not None
    assert late is not None
    assert early["x"] < line_x(shown) < late["x"] + late["width"]
    assert shown.page.inner_text("#wh-early") == "1 فبراير 2017"
    move_to(shown, "Palms", 40)
    assert near(seen_colour(shown, "Palms"), BLUE)


def test_play_moves_the_right_side_only(open_map: MapOpener) -> None:
    shown = open_map(fragment=COMPARED)
    shown.js("whoheld.store.set({speed: 30, unit: 'day'})")
    shown.page.click("#wh-play")
    shown.until("whoheld.days.iso(whoheld.state.day) > '2017-03-14'")
    assert shown.page.inner_text("#wh-early") == "1 Feb 2017"
