"""Stills and animations: the right colours at the right spots, the same bytes each time, nothing hostile."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("matplotlib")

from PIL import Image, ImageColor
from shapely.geometry import LineString, box

from articles.models import Actor
from layers.models import Area, FrontKind, FrontLine, State
from output.errors import EmptyPictureError, MissingExtraError, UnknownFormatError
from output.frame import Frame
from output.models import Results
from output.picture_animation import MOST_FRAMES, show_days
from output.picture_map import Plate, drawing_rules, make_atlas
from output.picture_panel import HEADER_PX, PANEL_PX, Sheet
from output.picture_text import Lettering as Letters
from output.picture_text import box_of, is_legible, legible, measure, shorten
from output.picture_view import Box, fit_view
from output.pictures import PictureOptions, check_picture, write_picture
from output.writers import check_target
from tests.builders import day, make_interval, make_place, make_results
from tests.mapdata import HOSTILE, SquareWorld, make_town_results

SIZE = (900, 600)
OPTIONS = PictureOptions(outlines=SquareWorld(), size_px=SIZE)
RED, BLUE = "#b4201c", "#2257a0"


def draw(path: Path, results: Results, *, layer: str = "control", options: PictureOptions = OPTIONS) -> Path:
    write_picture(results, path, layer=layer, options=options)
    return path


def pixels(path: Path) -> Image.Image:
    with Image.open(path) as found:
        return found.convert("RGB")


def frames(path: Path) -> list[tuple[Image.Image, int]]:
    """Return the pictures of an animation with their milliseconds."""
    with Image.open(path) as found:
        shown = []
        for number in range(found.n_frames):
            found.seek(number)
            found.load()
            shown.append((found.convert("RGB"), found.info["duration"]))
        return shown


def spots(results: Results) -> dict[str, tuple[int, int]]:
    """Return the pixels of the middles of marks, by place."""
    with drawing_rules():
        atlas = make_atlas(results, SquareWorld())
        plate = Plate(atlas, Sheet(*SIZE), SquareWorld(), options=OPTIONS)
    return {atlas.histories[dot.number].place.name: (round(dot.x), round(dot.y)) for dot in plate.dots}


def is_near(pixel: Sequence[int], colour: str, slack: int = 12) -> bool:
    return max(abs(a - b) for a, b in zip(pixel[:3], ImageColor.getrgb(colour), strict=True)) <= slack


def test_towns_wear_their_holders_colours_where_they_lie(tmp_path: Path) -> None:
    results = make_town_results()
    drawn = pixels(draw(tmp_path / "x.png", results, options=replace(OPTIONS, on=day(12))))
    assert drawn.size == SIZE
    at = spots(results)
    assert is_near(drawn.getpixel(at["Palms"]), BLUE)
    assert is_near(drawn.getpixel(at["Old Ford"]), RED)
    later = pixels(draw(tmp_path / "y.png", results, options=replace(OPTIONS, on=day(62))))
    assert is_near(later.getpixel(at["Palms"]), RED)


def test_contested_towns_show_both_sides(tmp_path: Path) -> None:
    results = make_town_results()
    drawn = pixels(draw(tmp_path / "x.png", results, options=replace(OPTIONS, on=day(91))))
    x, y = spots(results)["Old Ford"]
    halves = [drawn.getpixel((x - 3, y - 2)), drawn.getpixel((x + 3, y + 2))]
    assert any(is_near(half, RED, 40) for half in halves)
    assert any(is_near(half, BLUE, 40) for half in halves)


def test_a_still_shows_the_last_day_unless_told(tmp_path: Path) -> None:
    results = make_town_results()
    last = make_atlas(results, SquareWorld()).scale.last
    told = draw(tmp_path / "told.png", results, options=replace(OPTIONS, on=last))
    assert draw(tmp_path / "usual.png", results).read_bytes() == told.read_bytes()


@pytest.mark.parametrize("suffix", [".png", ".svg", ".gif", ".webp"])
def test_the_same_results_give_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    results, options = (
        make_town_results(),
        replace(OPTIONS, step="" if suffix in (".png", ".svg") else "month"),
    )
    one = draw(tmp_path / f"one{suffix}", results, options=options)
    two = draw(tmp_path / f"two{suffix}", results, options=options)
    assert one.read_bytes() == two.read_bytes()


def test_dots_per_inch_multiply_pixels(tmp_path: Path) -> None:
    drawn = draw(tmp_path / "x.png", make_town_results(), options=replace(OPTIONS, dpi=200))
    assert pixels(drawn).size == (2 * SIZE[0], 2 * SIZE[1])


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    words = [*HOSTILE, "$\\frac{1}", "a\nb\x00c", "%s {x}"]
    places = [make_place(text, id=f"t:{n}", lon=38 + n, lat=34) for n, text in enumerate(words)]
    actors = [Actor(f"a{n}", text) for n, text in enumerate(words)]
    spans = [make_interval(place, actors=(actor.id,)) for place, actor in zip(places, actors, strict=True)]
    results = make_results(intervals=spans, actors=actors, claims=())
    path = draw(tmp_path / "x.svg", results, options=replace(OPTIONS, title=words[0] + words[1] + words[5]))
    tree = ET.parse(path)  # noqa: S314 - we wrote it
    tags = {element.tag.rsplit("}", 1)[-1] for element in tree.iter()}
    assert tags <= {
        "svg", "metadata", "RDF", "Work", "type", "title", "format", "creator", "Agent", "defs", "style", "g",
        "path", "use", "clipPath", "rect",
    }  # fmt: skip
    assert not [name for element in tree.iter() for name in element.attrib if name.lower().startswith("on")]
    draw(tmp_path / "x.png", results)


def test_an_svg_names_no_font_and_no_moment(tmp_path: Path) -> None:
    text = draw(tmp_path / "x.svg", make_town_results()).read_text(encoding="utf-8")
    assert "<text" not in text
    assert "dc:date" not in text


def test_areas_and_fronts_are_drawn_under_the_towns(tmp_path: Path) -> None:
    land = Area(State.CONTROLLED, ("red-army",), day(0), None, box(39, 33, 40, 34), 1.0, (), 0.5, "by hand")
    fought = replace(
        land, state=State.CONTESTED, actors=("red-army", "blue-front"), geometry=box(44, 33, 46, 35)
    )
    line = FrontLine(
        ("blue-front", "red-army"),
        FrontKind.CONTACT,
        day(0),
        None,
        LineString([(42.5, 33), (42.5, 34)]),
        1.0,
        "so",
    )
    results = replace(make_town_results(), areas=(land, fought), fronts=(line,))
    plain = pixels(draw(tmp_path / "plain.png", results))
    drawn = pixels(draw(tmp_path / "areas.png", results, layer="areas"))
    front = pixels(draw(tmp_path / "front.png", results, layer="front"))
    with drawing_rules():
        atlas = make_atlas(results, SquareWorld())
        view = Plate(atlas, Sheet(*SIZE), SquareWorld(), options=OPTIONS).view

    inside, at_front = view.project(np.array([[39.5, 33.3], [42.5, 33.4]])).round().astype(int).tolist()
    assert plain.getpixel(tuple(inside)) != drawn.getpixel(tuple(inside))
    assert is_near(plain.getpixel(tuple(at_front)), "#f6f3ec", 40)
    assert is_near(front.getpixel(tuple(at_front)), "#1c2329", 90)
    assert plain.getpixel(tuple(inside)) == front.getpixel(tuple(inside))


def test_names_do_not_cover_each_other() -> None:
    names = [
        make_place(f"Long Name {n}", id=f"t:{n}", lon=38 + 0.15 * (n % 20), lat=33 + 0.2 * (n // 20))
        for n in range(80)
    ]
    results = make_results(intervals=[make_interval(place) for place in names], claims=())
    with drawing_rules():
        plate = Plate(make_atlas(results, SquareWorld()), Sheet(*SIZE), SquareWorld(), options=OPTIONS)
        plate.draw_base("", [], plate.dots, layer="control", omitted=0)
    written = [
        box_of(text.get_position(), text.get_text(), Letters(11.5, "#000000", False, "", text.get_ha()))
        for text in plate.axes.texts
        if text.get_text().startswith("Long Name")
    ]
    assert len(written) > 5
    assert not any(a.meets(b) for n, a in enumerate(written) for b in written[:n])
    assert all(plate.sheet.map_box.holds(found) for found in written)


def test_letters_no_font_has_are_never_boxes(tmp_path: Path) -> None:
    strange = "\U0001f3f0\U00013000"
    assert not is_legible("\U00013000")
    assert legible("Ракка") == "Ракка"
    assert legible("الرقة") == "الرقة"
    assert legible("\U00013000", ["Raqqa"]) == "Raqqa"
    assert legible("\U00013000") == ""
    place = make_place(strange, lon=40, lat=34)
    results = make_results(intervals=[make_interval(place)], claims=(), actors=[Actor("army", strange)])
    draw(tmp_path / "x.png", results, options=replace(OPTIONS, title=strange))


def test_long_words_are_cut_to_their_room() -> None:
    letters = Letters(13, "#000000")
    assert shorten("Short", letters, 200) == "Short"
    cut = shorten("A very long name of an actor that nobody can fit", letters, 120)
    assert cut.endswith("…")
    assert measure(cut, 13) <= 120


def test_an_animation_has_a_picture_a_step_and_holds_the_last(tmp_path: Path) -> None:
    results = make_town_results()
    options = replace(OPTIONS, since=day(0), until=day(30), step="week", frame_ms=200)
    for suffix in (".gif", ".webp"):
        shown = frames(draw(tmp_path / f"x{suffix}", results, options=options))
        assert [picture.size for picture, _ in shown] == [SIZE] * 6
        assert [duration for _, duration in shown] == [200] * 5 + [3000]


def test_an_animation_shows_each_day_as_its_still(tmp_path: Path) -> None:
    results = make_town_results()
    options = replace(OPTIONS, since=day(12), until=day(62), step="month")
    shown = [picture for picture, _ in frames(draw(tmp_path / "x.webp", results, options=options))]
    at = spots(results)["Palms"]
    assert is_near(shown[0].getpixel(at), BLUE)
    assert is_near(shown[-1].getpixel(at), RED)


def test_a_gif_keeps_the_actors_colours_apart(tmp_path: Path) -> None:
    results = make_town_results()
    options = replace(OPTIONS, since=day(12), until=day(40), step="week")
    shown = frames(draw(tmp_path / "x.gif", results, options=options))
    assert is_near(shown[0][0].getpixel(spots(results)["Palms"]), BLUE, 3)


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)), st.integers(0, 6000))
def test_days_shown_go_from_first_to_last(first: date, length_days: int) -> None:
    last = first + timedelta(days=length_days)
    days = show_days(first, last)
    assert (days[0], days[-1]) == (first, last)
    assert list(days) == sorted(set(days))
    assert len(days) <= MOST_FRAMES + 2


@pytest.mark.parametrize(
    ("length_days", "step"),
    [(199, 1), (210, 7), (1390, 7), (1500, 30)],
    ids=["day", "week", "weeks", "month"],
)
def test_the_step_is_the_shortest_with_few_pictures(length_days: int, step: int) -> None:
    days = show_days(date(2015, 1, 1), date(2015, 1, 1) + timedelta(days=length_days))
    assert abs((days[2] - days[1]).days - step) <= 2


def test_nothing_to_animate_is_said() -> None:
    empty = make_results(intervals=(), claims=(), articles=())
    with pytest.raises(EmptyPictureError, match="no report bears a date"):
        write_picture(empty, Path("x.gif"), options=OPTIONS)
    with pytest.raises(EmptyPictureError, match="nothing to animate"):
        write_picture(make_town_results(), Path("x.gif"), options=replace(OPTIONS, since=date(2040, 1, 1)))
    with pytest.raises(EmptyPictureError, match="2000 pictures at most"):
        show_days(date(1900, 1, 1), date(2020, 1, 1), step="day")


def test_an_empty_still_is_a_map_of_the_world(tmp_path: Path) -> None:
    path = draw(tmp_path / "x.png", make_results(intervals=(), claims=(), articles=()))
    assert pixels(path).size == SIZE


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"matplotlib: pip install 'whoheld\[pictures\]'"):
        check_target(tmp_path / "x.png")


def test_pictures_show_towns_areas_and_fronts_only(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match="control, areas, front"):
        check_picture("changes")
    with pytest.raises(UnknownFormatError, match=r"\.png, \.svg, \.gif, \.webp"):
        write_picture(make_town_results(), tmp_path / "x.pdf")


@pytest.mark.parametrize(
    "wrong",
    [
        {"size_px": (10, 10)},
        {"size_px": (9000, 900)},
        {"dpi": 5000},
        {"dpi": 600, "size_px": (8000, 8000)},
        {"step": "year"},
        {"frame_ms": 1},
        {"since": date(2020, 1, 2), "until": date(2020, 1, 1)},
    ],
)
def test_unusable_choices_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="got"):
        replace(OPTIONS, **wrong)


@given(st.floats(-170, 170), st.floats(-75, 75), st.floats(0, 9), st.floats(0, 9))
def test_a_view_shows_its_frame(west: float, south: float, wide: float, high: float) -> None:

    room = Box(0, HEADER_PX, 1600 - PANEL_PX, 966)
    view = fit_view(Frame(west, south, west + wide, south + high), room)
    corners = view.project(np.array([[west, south], [west + wide, south + high]]))
    assert (corners[:, 0] >= room.left).all()
    assert (corners[:, 0] <= room.right).all()
    assert (corners[:, 1] >= room.top - 1).all()
    assert (corners[:, 1] <= room.bottom + 1).all()
    window = view.window()
    assert window.west <= west + 1e-6
    assert window.south <= south + 1e-6
