"""The map opens, its one slider moves, and towns change colour with it."""

from tests.browser.conftest import MapOpener
from tests.mapdata import make_large_results

RED = (180, 32, 28)
BLUE = (34, 87, 160)


def near(found: tuple[int, ...], wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= 40 for a, b in zip(found, wanted, strict=False))


def test_map_opens_on_the_last_day(open_map: MapOpener) -> None:
    shown = open_map()
    assert shown.page.inner_text("#wh-title") == "Test map"
    assert shown.day() == "2017-04-01"
    assert shown.page.inner_text("#wh-date") == "1 April 2017"
    assert "6 places" in shown.page.inner_text("#wh-summary")


def test_slider_changes_the_colour_of_a_town(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-01-12")
    assert near(shown.colour("Palms"), BLUE)
    shown.go("2017-03-03")
    assert near(shown.colour("Palms"), RED)


def test_contested_town_wears_two_colours(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-04-01")
    assert near(shown.colour("Old Ford", -3, -3), RED)
    assert near(shown.colour("Old Ford", 3, 3), BLUE)


def test_besieged_town_has_its_holder_inside_and_a_ring_around(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-02-01")
    assert near(shown.colour("Millbrook"), RED)
    radius = shown.js(f"whoheld.towns.spot({shown.place('Millbrook')}).r") * 1.5
    ring = [
        shown.colour("Millbrook", radius * c, radius * s)
        for c, s in ((1, 0), (0.7, 0.7), (0, 1), (-0.9, 0.4), (-1, 0))
    ]
    assert any(near(tone, BLUE) for tone in ring)


def test_town_before_its_first_report_is_no_actors(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-01-06")
    red, green, blue, _ = shown.colour("Palms")
    assert max(red, green, blue) - min(red, green, blue) < 30


def test_old_news_fades(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-01-20")
    fresh = shown.colour("Old Ford")
    shown.go("2017-03-25")
    assert sum(shown.colour("Old Ford")[:3]) > sum(fresh[:3]) + 40


def test_play_moves_the_day_and_pause_stops_it(open_map: MapOpener) -> None:
    shown = open_map()
    shown.js("whoheld.store.set({day: 0, speed: 30, unit: 'day'})")
    shown.page.click("#wh-play")
    shown.until("whoheld.state.day >= 3")
    assert shown.page.get_attribute("#wh-play", "aria-label") == "Pause"
    shown.page.click("#wh-play")
    day = shown.day()
    shown.page.wait_for_timeout(150)
    assert shown.day() == day


def test_play_ends_on_the_last_day(open_map: MapOpener) -> None:
    shown = open_map()
    shown.js("whoheld.store.set({day: whoheld.days.count() - 3, speed: 30, unit: 'day'})")
    shown.page.click("#wh-play")
    shown.until("!whoheld.state.playing")
    assert shown.day() == "2017-04-01"


def test_steps_follow_the_chosen_unit(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-03-01")
    for unit, day in (
        ("day", "2017-02-28"),
        ("week", "2017-02-21"),
        ("month", "2017-01-21"),
        ("event", "2017-01-11"),
    ):
        shown.page.select_option("#wh-unit", unit)
        shown.page.click("#wh-back")
        shown.settle()
        assert shown.day() == day


def test_since_and_until_bound_the_slider(open_map: MapOpener) -> None:
    from datetime import date  # noqa: PLC0415

    shown = open_map(since=date(2017, 2, 1), until=date(2017, 3, 1))
    assert shown.js("whoheld.days.iso(0)") == "2017-02-01"
    assert shown.day() == "2017-02-28"
    assert "retook" not in shown.page.content()


def test_large_map_opens_and_steps(open_map: MapOpener) -> None:
    shown = open_map(make_large_results(towns=3000, intervals=12_000))
    before = shown.js("whoheld.control.tally(whoheld.state.day).held.join()")
    shown.go("2019-05-05")
    assert shown.js("whoheld.control.tally(whoheld.state.day).held.join()") != before
    assert shown.js("whoheld.towns.shownCount()") > 1000
