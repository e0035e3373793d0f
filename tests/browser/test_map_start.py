"""How the page starts: code that comes out of its packing, one first picture, and a word to old browsers."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from layers.models import State
from output.columns import encode_counts, encode_signed
from output.models import Results
from tests.browser.conftest import MapOpener
from tests.builders import day, make_interval, make_place, make_results
from tests.mapdata import make_large_results

NEEDS = "This map needs a browser of 2023 or later"


def test_code_leaves_no_elements_behind(open_map: MapOpener) -> None:
    shown = open_map()
    shown.until("document.body.classList.contains('wh-complete')")
    plain = "[...document.scripts].filter((one) => !one.type).length"
    assert shown.js(plain) == 1
    assert shown.js("L.version").startswith("1.9")


def test_browser_that_cannot_unpack_is_told_so(browser: Browser, standard_map: Path) -> None:
    context = browser.new_context()
    context.add_init_script("delete window.DecompressionStream")
    page = context.new_page()
    page.goto(standard_map.as_uri())
    assert NEEDS in page.inner_text("#wh-needs")
    context.close()


def test_browser_without_scripts_is_told_so(browser: Browser, standard_map: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(standard_map.as_uri())
    assert NEEDS in page.inner_text("noscript")
    context.close()


def test_first_picture_is_painted_once(open_map: MapOpener) -> None:
    shown = open_map(make_large_results(towns=400, intervals=2_000))
    shown.page.context.add_init_script(
        """const put = CanvasRenderingContext2D.prototype.putImageData; window.puts = 0;
        CanvasRenderingContext2D.prototype.putImageData = function (...all) {
          window.puts++; return put.apply(this, all); };"""
    )
    shown.page.reload()
    shown.until("document.body.classList.contains('wh-complete')")
    assert shown.js("window.puts") == 1


@pytest.mark.parametrize("numbers", [[], [0, 1, 31, 32, 1_000_000, 2**31 - 1, 2**32 - 1]])
def test_long_columns_read_as_they_were_written(open_map: MapOpener, numbers: list[int]) -> None:
    shown = open_map()
    assert shown.js(f"Array.from(whoheld.columns.naturals('{encode_counts(numbers)}'))") == numbers
    signed = [n - 2**31 if n % 2 else n // 2 for n in numbers]
    assert shown.js(f"Array.from(whoheld.columns.integers('{encode_signed(signed)}'))") == signed


def test_tally_counts_every_town_once(open_map: MapOpener) -> None:
    shown = open_map(make_large_results(towns=500, intervals=3_000))
    for number in (0, 700, 2_900):
        slow, fast = shown.js(
            f"""(() => {{ const {{ intervals, places, actors }} = whoheld.data;
                const slow = {{ held: actors.map(() => 0), contested: actors.map(() => 0), other: 0 }};
                for (let p = 0; p < places.n; p++) {{
                  const i = [...intervals.start.keys()].find((k) => k >= intervals.from[p]
                    && k < intervals.from[p + 1] && intervals.start[k] <= {number}
                    && {number} < intervals.end[k]);
                  const look = i === undefined ? null : intervals.looks[intervals.look[i]];
                  if (!look || look.state === 'unknown') slow.other++;
                  else if (look.state === 'contested') for (const a of look.actors) slow.contested[a]++;
                  else slow.held[look.actors[0]]++;
                }}
                const fast = whoheld.control.tally({number});
                return [[...slow.held, ...slow.contested, slow.other],
                  [...fast.held, ...fast.contested, fast.unknown + fast.silent + fast.undated]]; }})()"""
        )
        assert slow == fast


def test_stamped_towns_wear_their_holders_colour(open_map: MapOpener) -> None:
    shown = open_map(make_large_results(towns=400, intervals=8_000))
    shown.js("whoheld.store.set({day: 1500})")
    shown.settle()
    wrong = shown.js(
        """(() => { const { data, towns, looks, layers } = whoheld; const { ratio } = layers.towns.view;
            const canvas = layers.towns._container; const board = document.createElement('canvas');
            board.width = canvas.width; board.height = canvas.height;
            const pen = board.getContext('2d', {willReadFrequently: true}); pen.drawImage(canvas, 0, 0);
            const tone = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
            const wrong = []; let seen = 0;
            const list = [...towns.visible()];
            for (const place of list) {
              const key = looks.keys()[place]; const { look, age } = looks.lookOf(key);
              const { x, y } = towns.spot(place);
              const crowd = list.some((o) => o !== place
                && Math.hypot(towns.spot(o).x - x, towns.spot(o).y - y) < 12);
              const off = x < 5 || y < 5 || x > canvas.width / ratio - 5 || y > canvas.height / ratio - 5;
              if (!look || look.state !== 'controlled' || look.basis === 'claimed') continue;
              if (age || crowd || off) continue;
              seen++;
              const found = pen.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
              const wanted = tone(data.actors[look.actors[0]].colour);
              if (wanted.some((n, i) => Math.abs(n - found[i]) > 12)) wrong.push([place, [...found], wanted]);
            }
            return [seen, wrong]; })()"""
    )
    assert wrong[0] > 10
    assert wrong[1] == []


def test_maps_of_very_many_looks_keep_them_apart(open_map: MapOpener) -> None:
    shown = open_map(make_many_looks(actors=170, towns=300))
    assert shown.js("whoheld.data.intervals.looks.length") > 65_535 / 5
    wrong = shown.js(
        """(() => { const { data, towns, looks, control, state } = whoheld; let wrong = 0;
            for (const place of towns.visible()) {
              const wanted = data.intervals.looks[data.intervals.look[control.at(place, state.day)]];
              if (looks.lookOf(looks.keys()[place]).look !== wanted) wrong++;
            }
            return [wrong, towns.visible().length]; })()"""
    )
    assert wrong == [0, 300]


def make_many_looks(*, actors: int, towns: int) -> Results:
    """Return towns fought over by another pair of actors every few days."""
    pairs = list(permutations(range(actors), 2))
    spans = []
    for number, (one, other) in enumerate(pairs):
        turn, town = divmod(number, towns)
        place = make_place(f"Town {town}", lon=36 + town % 20 / 2, lat=32 + town // 20 / 4)
        end = day(turn * 10 + 10) if number + towns < len(pairs) else None
        made = make_interval(place, actors=[f"a{one}", f"a{other}"], start=day(turn * 10), end=end)
        spans.append(replace(made, state=State.CONTESTED))
    return make_results(claims=[], intervals=spans, mentions=[])
