"""What stands around the map of a picture: heading, date, legend with counts, scale bar, credits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from output.dayscene import Mark, Sight, Tally
from output.picture_colours import page_colours
from output.picture_marks import collect, mark_shapes
from output.picture_text import Lettering, measure, put, shorten
from output.picture_view import Box, View

HEADER_PX, FOOTER_PX, PANEL_PX = 74, 34, 268
PAD_PX = 18
ROW_PX = 23
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_TITLE_PX, _DATE_PX, _NAME_PX, _SMALL_PX = 24, 30, 13, 11
_KEY: tuple[tuple[Mark, int, str], ...] = (
    (Mark.HELD, 0, "held, newly reported"),
    (Mark.HELD, 3, "no report for over a year"),
    (Mark.CLAIMED, 0, "only claimed by one side"),
    (Mark.CONTESTED, 0, "contested"),
    (Mark.BESIEGED, 0, "besieged"),
    (Mark.UNKNOWN, 0, "holder not known"),
    (Mark.UNDATED, 0, "reports bear no date"),
    (Mark.SILENT, 0, "no report yet, or too old"),
)
_LAYER_WORDS = {
    "region": "said of a whole region",
    "area": "land drawn between towns",
    "front": "front between two parties",
}
_KEY_TONES = ("#5a646d", "#aab2b8")
_LEAST_SCALE_PX, _MOST_SCALE_PX = 60, 150


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a picture is divided.

    Attributes:
        width: In pixels.
        height: In pixels.
    """

    width: int
    height: int

    @property
    def map_box(self) -> Box:
        """Where the map lies."""
        return Box(0, HEADER_PX, self.width - PANEL_PX, self.height - FOOTER_PX)

    @property
    def panel(self) -> Box:
        """Where the legend lies."""
        return Box(self.width - PANEL_PX, HEADER_PX, self.width, self.height - FOOTER_PX)


@dataclass(frozen=True, slots=True)
class LegendRow:
    """An actor in the legend: id, name, colour."""

    actor_id: str
    name: str
    colour: str


def day_words(day: date) -> str:
    """Return a day as people write it: "17 November 2017"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def draw_frame(axes: Axes, sheet: Sheet, heading: tuple[str, str], credit: str) -> None:
    """Draw the paper around the map, title and subtitle, and the credits."""
    colours, box = page_colours(), sheet.map_box
    for left, top, width, height in (
        (0, 0, sheet.width, HEADER_PX),
        (0, box.bottom, sheet.width, FOOTER_PX),
        (box.right, 0, PANEL_PX, sheet.height),
    ):
        axes.add_patch(
            Rectangle((left, top), width, height, facecolor=colours["card"], edgecolor="none", zorder=8)
        )
    axes.plot([0, box.right], [box.bottom] * 2, color=colours["line"], linewidth=0.8, zorder=8)
    axes.plot([0, box.right], [box.top] * 2, color=colours["line"], linewidth=0.8, zorder=8)
    axes.plot([box.right] * 2, [box.top, box.bottom], color=colours["line"], linewidth=0.8, zorder=8)
    title, subtitle = heading
    large = Lettering(_TITLE_PX, colours["ink"], is_bold=True)
    small = Lettering(13, colours["ink-2"])
    room = sheet.width - 2 * PAD_PX - 330
    _write(axes, (PAD_PX, 36), shorten(title, large, room), large)
    _write(axes, (PAD_PX, 58), shorten(subtitle, small, room), small)
    fine = Lettering(_SMALL_PX, colours["ink-2"])
    _write(axes, (PAD_PX, sheet.height - 12), shorten(credit, fine, sheet.width - 2 * PAD_PX), fine)


def draw_date(axes: Axes, sheet: Sheet, day: date) -> Text:
    """Write the day, large, at the upper right, and return it."""
    lettering = Lettering(_DATE_PX, page_colours()["ink"], is_bold=True, align="right")
    return _write(axes, (sheet.width - PAD_PX, 46), day_words(day), lettering)


def draw_legend(
    axes: Axes, sheet: Sheet, rows: Sequence[LegendRow], *, omitted: int, has_layers: Mapping[str, bool]
) -> None:
    """Draw the names of actors with their colours, and what the shapes mean; counts are drawn apart."""
    colours, left = page_colours(), sheet.panel.left + PAD_PX
    top = sheet.panel.top + 26
    _write(axes, (left, top), "Towns held on this map", Lettering(_NAME_PX, colours["ink"], is_bold=True))
    plain = Lettering(_NAME_PX, colours["ink"])
    room = PANEL_PX - 2 * PAD_PX - 20 - 62
    shapes = []
    for number, row in enumerate(rows):
        base = row_baseline(sheet, number)
        shapes += mark_shapes(
            Sight(0, Mark.HELD, (row.actor_id,)), (left + 6, base - 4.5), 6.4, {row.actor_id: row.colour}
        )
        _write(axes, (left + 20, base), shorten(row.name, plain, room), plain)
    if omitted:
        more = f"and {omitted} more who hold less"
        _write(
            axes, (left + 20, row_baseline(sheet, len(rows))), more, Lettering(_SMALL_PX, colours["ink-2"])
        )
    axes.add_collection(collect(shapes, order=9), autolim=False)
    _draw_key(axes, sheet, has_layers)


def rows_that_fit(sheet: Sheet) -> int:
    """Return for how many actors the legend has room, with a line for those left out."""
    key = 30 + ROW_PX * (len(_KEY) + 3)
    return max(3, int((sheet.panel.height - 40 - key) // ROW_PX) - 1)


def row_baseline(sheet: Sheet, number: int) -> float:
    """Return the baseline of a row of the legend."""
    return sheet.panel.top + 26 + (number + 1.1) * ROW_PX


def draw_counts(axes: Axes, sheet: Sheet, rows: Sequence[LegendRow], tally: Tally) -> list[Artist]:
    """Write how many towns each actor holds, and contests in a lighter tone, and return the words."""
    colours, right = page_colours(), sheet.panel.right - PAD_PX
    made: list[Artist] = []
    for number, row in enumerate(rows):
        base = row_baseline(sheet, number)
        held, fought = tally.held[row.actor_id], tally.contested[row.actor_id]
        tone = colours["ink"] if held else colours["label"]
        made.append(
            _write(axes, (right, base), f"{held:,}", Lettering(_NAME_PX, tone, bool(held), align="right"))
        )
        if fought:
            note = Lettering(_SMALL_PX, colours["ink-2"], align="right")
            gap = measure(f"{held:,}", _NAME_PX, is_bold=bool(held)) + 7
            made.append(_write(axes, (right - gap, base), f"½ {fought:,}", note))
    return made


def _draw_key(axes: Axes, sheet: Sheet, has_layers: Mapping[str, bool]) -> None:
    """Say what the shapes mean, from the bottom of the panel upwards."""
    colours, left = page_colours(), sheet.panel.left + PAD_PX
    layers = [name for name, is_shown in has_layers.items() if is_shown]
    plain = Lettering(_SMALL_PX, colours["ink-2"])
    height = (len(_KEY) + len(layers) + 1) * (ROW_PX - 3)
    base = sheet.panel.bottom - height
    _write(axes, (left, base), "Marks", Lettering(_NAME_PX, colours["ink"], is_bold=True))
    tones = dict(zip(("one", "other"), _KEY_TONES, strict=True))
    shapes = []
    for mark, age, words in _KEY:
        base += ROW_PX - 3
        sides = ("one", "other") if mark in (Mark.CONTESTED, Mark.BESIEGED) else ("one",)
        sight = Sight(0, mark, () if mark is Mark.UNKNOWN else sides, age)
        shapes += mark_shapes(sight, (left + 6, base - 4), 4.6, tones)
        note = words + (" (½: how many)" if mark is Mark.CONTESTED else "")
        _write(axes, (left + 20, base), note, plain)
    axes.add_collection(collect(shapes, order=9), autolim=False)
    for name in layers:
        base += ROW_PX - 3
        _draw_swatch(axes, name, (left, base))
        _write(axes, (left + 20, base), _LAYER_WORDS[name], plain)


def _draw_swatch(axes: Axes, name: str, spot: tuple[float, float]) -> None:
    """Draw what a layer looks like, small, before its words."""
    (left, base), (tone, _) = spot, _KEY_TONES
    if name == "front":
        axes.plot([left, left + 12], [base - 4] * 2, color=page_colours()["ink"], linewidth=1.5, zorder=9)
        return
    fill = {"facecolor": tone, "alpha": 0.3} if name == "area" else {"facecolor": "none"}
    axes.add_patch(Rectangle((left, base - 9), 12, 10, edgecolor=tone, linewidth=0.6, zorder=9, **fill))
    for shift in (2, 7, 12) if name == "region" else ():
        low, high = max(0, shift - 10), min(12, shift)
        axes.plot(
            [left + low, left + high], [base - 9 + shift - low, base - 9 + shift - high],
            color=tone, linewidth=0.8, zorder=9,
        )  # fmt: skip


def draw_scale(axes: Axes, view: View) -> None:
    """Draw a scale bar of a round number of kilometres, true in the middle of the map."""
    colours, km_per_px = page_colours(), view.km_per_px()
    lengths = [step * 10**power for power in range(5) for step in (1, 2, 5)]
    fitting = [km for km in lengths if _LEAST_SCALE_PX <= km / km_per_px <= _MOST_SCALE_PX]
    km = fitting[-1] if fitting else lengths[-1]
    width, left, base = km / km_per_px, PAD_PX, view.box.bottom - 18
    for colour, thick in ((colours["land"], 4.0), (colours["ink"], 1.4)):
        axes.plot(
            [left, left, left + width, left + width], [base - 6, base, base, base - 6],
            color=colour, linewidth=thick, solid_capstyle="butt", zorder=7,
        )  # fmt: skip
    words = Lettering(_SMALL_PX, colours["ink"], halo=colours["land"])
    put(axes, (left + width + 7, base), f"{km:,} km", words).set_zorder(7)


def draw_time_bar(axes: Axes, sheet: Sheet, share: float) -> Artist:
    """Draw how much of the span has passed as a thin bar under the map, and return it."""
    box = sheet.map_box
    bar = Rectangle(
        (0, box.bottom), share * box.right, 4, facecolor=page_colours()["accent"], edgecolor="none", zorder=9
    )
    axes.add_patch(bar)
    return bar


def _write(axes: Axes, spot: tuple[float, float], words: str, lettering: Lettering) -> Text:
    text = put(axes, spot, words, lettering)
    text.set_zorder(9)
    return text
