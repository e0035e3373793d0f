"""Words on a picture: measured, kept from being read as formulas, and never shown as empty boxes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from output.escape import clean_text
from output.picture_view import Box

PT_PER_PX = 0.72  # at 100 dots per inch
BUNDLED = "DejaVu Sans"
"""Comes with matplotlib: Latin, Cyrillic, Greek, Arabic, Hebrew, Armenian, Georgian."""
OTHERS = (
    "Noto Sans", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Myanmar", "Noto Sans Ethiopic",
    "Noto Sans Thai", "Noto Sans Tamil", "Noto Sans Khmer", "Noto Sans CJK SC", "Noto Sans CJK JP",
    "Noto Sans SC", "WenQuanYi Zen Hei", "Droid Sans Fallback", "Nirmala UI", "Microsoft YaHei", "Ebrima",
    "Myanmar Text", "Leelawadee UI", "PingFang SC", "Hiragino Sans", "Arial Unicode MS",
)  # fmt: skip
"""Used for letters that it lacks, where the computer has them."""
_UNITS = 64  # 1/64 pixel, as fonts are measured
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Lettering:
    """How words look.

    Attributes:
        size_px: Height of the letters' body.
        colour: "#rrggbb".
        is_bold: Whether they are heavy.
        halo: Colour around the letters; "" = none.
        align: "left", "center" or "right" of the given spot.
    """

    size_px: float
    colour: str
    is_bold: bool = False
    halo: str = ""
    align: str = "left"


@cache
def families() -> tuple[str, ...]:
    """Return the fonts that letters are taken from, in turn."""
    installed = set(font_manager.get_font_names())
    return (BUNDLED, *(name for name in OTHERS if name in installed))


@cache
def _letters() -> frozenset[int]:
    """Return the code points that some of the fonts has."""
    known: set[int] = set()
    for family in families():
        path = font_manager.findfont(font_manager.FontProperties(family=family))
        known.update(font_manager.get_font(path).get_charmap())
    return frozenset(known)


@cache
def _font_files(*, is_bold: bool) -> list[str]:
    weight = "bold" if is_bold else "normal"
    named = (font_manager.FontProperties(family=family, weight=weight) for family in families())
    return [font_manager.findfont(font) for font in named]


def tidy(words: str) -> str:
    """Return words as one line without characters that no file may hold."""
    return _SPACE.sub(" ", clean_text(words)).strip()


def is_legible(words: str) -> bool:
    """Tell whether some font has every letter."""
    return all(ord(letter) in _letters() for letter in words)


def legible(words: str, others: Sequence[str] = ()) -> str:
    """Return the words, else the first other way to write them, that can be drawn; "" if none can."""
    return next((tidy(name) for name in (words, *others) if name and is_legible(tidy(name))), "")


def with_marks_for_unknown(words: str) -> str:
    """Return words in which each letter that no font has is a question mark."""
    return "".join(letter if ord(letter) in _letters() else "?" for letter in tidy(words))


@cache
def measure(words: str, size_px: float, *, is_bold: bool = False) -> float:
    """Return how many pixels a line of words is wide."""
    if not words.strip():
        return 0.0
    font = font_manager.get_font(_font_files(is_bold=is_bold))
    font.set_size(size_px, _UNITS)  # a pixel for each point
    font.set_text(words, 0.0)
    return float(font.get_width_height()[0]) / _UNITS


def shorten(words: str, lettering: Lettering, room_px: float) -> str:
    """Return words cut so that they fit."""
    shown = with_marks_for_unknown(words)
    if measure(shown, lettering.size_px, is_bold=lettering.is_bold) <= room_px:
        return shown
    low, high = 0, len(shown)
    while low < high:
        middle = (low + high + 1) // 2
        cut = shown[:middle].rstrip() + "…"
        if measure(cut, lettering.size_px, is_bold=lettering.is_bold) <= room_px:
            low = middle
        else:
            high = middle - 1
    return shown[:low].rstrip() + "…"


def put(axes: Axes, spot: tuple[float, float], words: str, lettering: Lettering) -> Text:
    """Draw words whose baseline begins (or is centred, or ends) at a spot, and return them."""
    text = axes.text(
        *spot, words, fontsize=lettering.size_px * PT_PER_PX, color=lettering.colour, ha=lettering.align,
        va="baseline", fontweight="bold" if lettering.is_bold else "normal", family=list(families()),
        parse_math=False,
    )  # fmt: skip
    if lettering.halo:
        text.set_path_effects([withStroke(linewidth=3.2 * PT_PER_PX, foreground=lettering.halo)])
    return text


def box_of(spot: tuple[float, float], words: str, lettering: Lettering) -> Box:
    """Return about what words at a spot cover."""
    width = measure(words, lettering.size_px, is_bold=lettering.is_bold)
    shift = {"left": 0.0, "center": width / 2, "right": width}[lettering.align]
    left, base = spot[0] - shift, spot[1]
    return Box(left - 2, base - lettering.size_px, left + width + 2, base + 0.3 * lettering.size_px)
