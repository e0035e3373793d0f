"""Maps of a box and maps of coarse dots, as a reader meets them."""

from output.frame import Frame
from tests.browser.conftest import MapOpener


def test_boxed_map_opens_on_its_box_and_lists_the_rest(open_map: MapOpener) -> None:
    shown = open_map(box=Frame(37, 33, 40, 36.2))
    assert shown.js("whoheld.data.places.name.slice().sort().join()") == "Gate,Palms,Westland"
    for lon, lat in ((37.1, 33.1), (39.9, 36.1)):
        x, y = shown.js(f"(({{x, y}}) => [x, y])(whoheld.map.latLngToContainerPoint([{lat}, {lon}]))")
        assert 300 < x < 1280
        assert 0 < y < 700
    shown.open("gaps")
    shown.page.click("text=Places outside the map")
    text = shown.page.inner_text("#wh-drawer")
    assert "Old Ford Al Anbar, IQ · 2 reports" in text
    assert "Millbrook" in text


def test_coarse_map_says_so_and_shows_no_sentence(open_map: MapOpener) -> None:
    shown = open_map(precision="district", fragment="#d=2017-03-10")
    assert "Coarse map" in shown.page.inner_text("#wh-notice")
    assert not shown.page.is_checked("[data-layer=labels]")
    shown.js("whoheld.goTo(whoheld.data.places.isArea.indexOf(0))")
    shown.page.wait_for_selector(".wh-report")
    text = shown.page.inner_text("#wh-drawer")
    assert "Al Anbar" in text
    assert "published" in text
    assert shown.page.locator("blockquote").count() == 0
    assert shown.page.locator("#wh-drawer-body a").count() == 0
    shown.page.fill("#wh-search", "Palms")
    assert "Nothing by that name" in shown.page.inner_text("#wh-hits")
    assert "Palms" not in shown.page.content()


def test_names_of_cells_can_be_switched_on(open_map: MapOpener) -> None:
    shown = open_map(precision="district")
    shown.page.check("[data-layer=labels]")
    shown.settle()
    assert shown.js("whoheld.state.layers.labels")
