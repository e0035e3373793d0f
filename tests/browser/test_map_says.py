"""Who says what, side by side; shares of the people; names in any spelling."""

import pytest

from articles.models import Actor, Relation, Stance
from output.models import Results
from tests.browser.conftest import MapOpener, MapPage
from tests.builders import day, make_claim, make_interval, make_located, make_mention, make_results
from tests.mapdata import HOSTILE, PLACES

RED, BLUE = "Red Army", "Blue Front"


def make_disputed(source: str = "Third <b>Desk</b>") -> Results:
    """Return one town of which three sources say different things on different days."""
    rows = (
        ("c1", Relation.CAPTURED, BLUE, RED, 10, "Blue Herald", Stance.CLAIMED),
        ("c2", Relation.HELD, RED, None, 12, "Red Times", Stance.ASSERTED),
        ("c3", Relation.LOST, RED, BLUE, 14, source, Stance.ASSERTED),
        ("c4", Relation.HELD, BLUE, None, 20, "Red Times", Stance.ASSERTED),
        ("c5", Relation.CAPTURED, RED, None, 21, "Red Times", Stance.PLANNED),
        ("c6", Relation.CONTESTED, RED, BLUE, 30, "Blue Herald", Stance.ASSERTED),
    )
    claims = [
        make_located(
            make_claim(
                relation, actor, opponent, on=on, stance=stance, id=key,
                place=make_mention("Palms", 0), sentence=f"Palms, report {key}.",
            ),
            PLACES["Palms"], source=outlet, published=day(on + 1),
        )
        for key, relation, actor, opponent, on, outlet, stance in rows
    ]  # fmt: skip
    held = make_interval(
        PLACES["Palms"], actors=["blue-front"], start=day(10), last_report=day(30), evidence=["c1"]
    )
    actors = [
        Actor("red-army", RED, aliases=("RA", "Krasnaya"), colour="#b4201c"),
        Actor("blue-front", BLUE, colour="#2257a0"),
    ]
    return make_results(claims=claims, intervals=[held], actors=actors, mentions=[])


def columns(shown: MapPage) -> list[str]:
    shown.settle()
    return [text.replace("\n", " ") for text in shown.page.locator(".wh-side-says").all_inner_texts()]


def test_sides_stand_next_to_each_other_by_day(open_map: MapOpener) -> None:
    shown = open_map(make_disputed(), fragment="#d=2017-01-16&t=test:palms")
    shown.page.wait_for_selector(".wh-side-says")
    blue, red = columns(shown)
    assert blue.startswith("Held by Blue Front")
    assert "Third <b>Desk</b>" in blue
    assert "Blue Herald" in blue
    assert "claimed" in blue
    assert red.startswith("Held by Red Army")
    assert "Red Times" in red
    boxes = [shown.page.locator(".wh-side-says").nth(n).bounding_box() for n in (0, 1)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]


def test_last_word_of_a_source_counts_and_plans_do_not(open_map: MapOpener) -> None:
    shown = open_map(make_disputed(), fragment="#d=2017-01-16&t=test:palms")
    shown.page.wait_for_selector(".wh-side-says")
    shown.go("2017-01-23")
    (only,) = columns(shown)
    assert "Red Times" in only
    shown.go("2017-01-31")
    assert any(text.startswith("Contested: Red Army and Blue Front") for text in columns(shown))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_outlet_stays_text(open_map: MapOpener, text: str) -> None:
    shown = open_map(make_disputed(text), fragment="#d=2017-01-31&b=2017-01-05&w=50&t=test:palms")
    shown.page.wait_for_selector(".wh-side-says")
    shown.open("changes")
    shown.page.wait_for_timeout(80)
    assert shown.js("window.hacked === undefined")
    assert shown.js("document.querySelectorAll('#wh-drawer img, #wh-drawer script').length") == 0


@pytest.mark.parametrize("words", ["Red Army", "krasnaya", "RA"])
def test_actor_is_found_by_any_of_its_names(open_map: MapOpener, words: str) -> None:
    shown = open_map(make_disputed())
    shown.page.fill("#wh-search", words)
    shown.settle()
    assert shown.page.locator("#wh-hits li", has_text="Actor").first.inner_text().startswith("Red Army")


@pytest.mark.parametrize("words", ["Palmz", "Plms", "Milbrock", "old frod"])
def test_town_is_found_with_a_letter_wrong(open_map: MapOpener, words: str) -> None:
    shown = open_map()
    shown.page.fill("#wh-search", words)
    shown.settle()
    found = shown.page.locator("#wh-hits li").first.inner_text()
    assert found.startswith({"P": "Palms", "M": "Millbrook", "o": "Old Ford"}[words[0]])


def test_legend_tells_the_share_of_the_people(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-02-20")
    shown.page.wait_for_timeout(50)
    row = shown.page.locator("#wh-actors li", has_text="Red Army")
    assert row.locator(".wh-share").inner_text() == "84%"


def test_hover_names_holder_since_when_how_sure_and_how_old(open_map: MapOpener) -> None:
    shown = open_map()
    shown.go("2017-02-20")
    shown.page.mouse.move(*shown.spot("Palms"))
    shown.until("!document.getElementById('wh-tip').hidden")
    text = shown.page.inner_text("#wh-tip")
    for words in (
        "Palms",
        "Held by Blue Front",
        "since 11 Jan 2017",
        "71 % sure",
        "last report 40 days before",
    ):
        assert words in text
