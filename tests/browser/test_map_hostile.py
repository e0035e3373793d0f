"""Hostile text stays text, wherever it comes from."""

from dataclasses import replace

import pytest

from articles.models import Actor, Issue, Relation
from geo.models import LonLat, Place, PlaceKind
from output.models import Results
from tests.browser.conftest import MapOpener
from tests.builders import (
    day,
    make_article,
    make_claim,
    make_interval,
    make_located,
    make_mention,
    make_results,
)
from tests.mapdata import HOSTILE


def make_hostile_results(text: str) -> Results:
    place = Place(
        id=f"test:{text}", name=text, point=LonLat(lon=38.0, lat=34.0), kind=PlaceKind.TOWN,
        aliases=(text, f"{text}2"), admin1=text, country="SY",
    )  # fmt: skip
    claim = replace(
        make_claim(
            Relation.CAPTURED,
            text,
            "Other",
            sentence=f"{text} {text}",
            place=make_mention(text, 0),
            id="c1",
            speaker=text,
        ),
        rule=text,
    )
    undated = make_claim(Relation.HELD, text, on=None, sentence=text, place=make_mention(text, 0), id="c2")
    actor = make_claim(actor=text).actor
    assert actor is not None
    results = make_results(
        articles=[make_article(text, source=text, url=text, title=text, published=day(0))],
        claims=[make_located(one, place, source=text, url=text, title=text) for one in (claim, undated)],
        unplaced=[make_claim(sentence=text, place=make_mention(text, 0), id="u1")],
        intervals=[make_interval(place, actors=[actor.actor_id, "other"], evidence=["c1"], against=["c2"])],
        actors=[Actor(actor.actor_id, text, colour=text), Actor("other", text)],
        issues=[Issue(text, text, text, text)],
    )
    return replace(results, settings={text: text})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_in_every_panel(open_map: MapOpener, text: str) -> None:
    shown = open_map(make_hostile_results(text), title=text)
    assert shown.page.title().strip() == text.replace("\u2028", "\u2028").strip()
    shown.page.mouse.move(*shown.spot(text))
    shown.page.locator("#wh-tip").wait_for(state="visible")
    shown.click(text)
    shown.page.wait_for_selector("blockquote")
    for panel in ("places", "changes", "chart", "filters", "gaps", "about", "share"):
        shown.open(panel)
        shown.settle()
        shown.page.wait_for_timeout(30)
    shown.page.fill("#wh-search", text[:8])
    shown.settle()
    assert shown.js("window.hacked === undefined")
    assert (
        shown.js("document.querySelectorAll('#wh img, #wh script, #wh [onload], #wh [onerror]').length") == 0
    )
    hrefs = shown.js("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
    assert all(href.startswith(("https://", "http://", "#")) for href in hrefs)


def test_page_forbids_scripts_that_are_not_its_own(open_map: MapOpener) -> None:
    shown = open_map()
    shown.js(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"data:x\" onerror=\"window.hacked=1\">')"
    )
    shown.page.wait_for_timeout(100)
    assert shown.js("window.hacked === undefined")
    shown.errors.clear()
