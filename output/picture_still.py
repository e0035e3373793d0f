"""A still: one day of the map as .png or .svg."""

from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG

from output.atomic import replace_file
from output.mapoptions import Outlines
from output.models import Results
from output.payload_days import EPOCH
from output.picture_map import (
    DEFAULT_TITLE,
    Plate,
    drawing_rules,
    legend_rows,
    make_atlas,
    ranked_dots,
    weights_of,
)
from output.picture_panel import Sheet, day_words
from output.picture_text import tidy
from output.pictures import STILL_SIZE_PX, PictureOptions


def write_still(results: Results, path: Path, *, layer: str, options: PictureOptions) -> None:
    """Write a picture of one day; the same results give the same bytes.

    Letters are drawn as outlines in .svg: it looks the same with any fonts.

    Args:
        results: Of one run.
        path: .png or .svg.
        layer: "control", "areas" or "front".
        options: Choices.

    Raises:
        UnwritableError: If the file cannot be written.
    """
    with drawing_rules():
        plate, words = _draw(results, layer, options)
        with replace_file(path) as draft:
            if path.suffix.lower() == ".svg":
                about: dict[str, Any] = {"Date": None, "Title": words, "Creator": "whoheld"}
                FigureCanvasSVG(plate.figure).print_svg(draft, metadata=about)  # type: ignore[no-untyped-call]
            else:
                about = {"Software": "whoheld", "Title": words}
                FigureCanvasAgg(plate.figure).print_png(draft, metadata=about)  # type: ignore[no-untyped-call]


def _draw(results: Results, layer: str, options: PictureOptions) -> tuple[Plate, str]:
    """Return the drawn picture, and its title with the day."""
    outlines = options.outlines or open_outlines()
    atlas = make_atlas(results, outlines)
    day = options.on or atlas.scale.last or EPOCH
    sheet = Sheet(*(options.size_px or STILL_SIZE_PX))
    plate = Plate(atlas, sheet, outlines, options=options)
    rows, omitted = legend_rows(atlas, sheet, weights_of(plate.tally(day)))
    dots = ranked_dots(plate.dots, plate.sights(day))
    plate.draw_base(options.title, rows, dots, layer=layer, omitted=omitted)
    plate.draw_day(day, rows, layer=layer)
    return plate, f"{tidy(options.title) or DEFAULT_TITLE}, {day_words(day)}"


def open_outlines() -> Outlines:
    """Return the shipped boundaries."""
    from geo.boundaries import Boundaries  # noqa: PLC0415 - shapes are read only when they are drawn

    return Boundaries.open()
