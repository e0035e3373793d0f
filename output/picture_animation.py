"""An animation: the map day by day, week by week or month by month, as .gif or .webp."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from PIL import Image

from output.atomic import replace_file
from output.errors import EmptyPictureError
from output.models import Results
from output.picture_map import (
    Atlas,
    Plate,
    drawing_rules,
    legend_rows,
    make_atlas,
    ranked_dots,
    weights_of,
)
from output.picture_marks import AGE_ALPHA
from output.picture_panel import LegendRow, Sheet, draw_time_bar
from output.picture_still import open_outlines
from output.pictures import ANIMATION_SIZE_PX, STEPS, PictureOptions

MOST_FRAMES = 200
LIMIT_FRAMES = 2_000
LAST_FRAME_MS = 3_000
_WHOLE_SHOW_MS = 24_000
_FASTEST_MS, _SLOWEST_MS = 80, 500
_COLOURS = 255  # and one for "as before"
_OWN_COLOURS, _FREQUENT_COLOURS = 120, 60
_SAMPLED_FRAMES = 7


@dataclass(frozen=True, slots=True)
class _Show:
    """The days of an animation, and the pictures of them."""

    days: tuple[date, ...]
    plate: Plate
    rows: Sequence[LegendRow]
    layer: str


def write_animation(results: Results, path: Path, *, layer: str, options: PictureOptions) -> None:
    """Write the span as moving pictures that begin anew; the same results give the same bytes.

    Args:
        results: Of one run.
        path: .gif or .webp.
        layer: "control", "areas" or "front".
        options: Choices.

    Raises:
        EmptyPictureError: If no report bears a date, or there would be too many pictures.
        UnwritableError: If the file cannot be written.
    """
    outlines = options.outlines or open_outlines()
    atlas = make_atlas(results, outlines)
    days = show_days(*_span(atlas, options), step=options.step)
    with drawing_rules():
        sheet = Sheet(*(options.size_px or ANIMATION_SIZE_PX))
        plate = Plate(atlas, sheet, outlines, options=options)
        weights = _weights(plate, days)
        rows, omitted = legend_rows(atlas, sheet, weights)
        dots = ranked_dots(plate.dots, plate.sights(days[-1]))
        plate.draw_base(options.title, rows, dots, layer=layer, omitted=omitted)
        frames = list(_frames(_Show(days, plate, rows, layer)))
    every_ms = options.frame_ms or min(_SLOWEST_MS, max(_FASTEST_MS, _WHOLE_SHOW_MS // len(days)))
    with replace_file(path) as draft:
        shown_ms = [*[every_ms] * (len(days) - 1), max(LAST_FRAME_MS, every_ms)]
        _save(frames, draft, shown_ms, tones=[atlas.colours[one] for one in _ranked(weights)])


def show_days(first: date, last: date, *, step: str = "") -> tuple[date, ...]:
    """Return the days that are shown, the first and the last among them.

    Args:
        first: Of the span.
        last: Of the span.
        step: "day", "week" or "month"; "" = the shortest with `MOST_FRAMES` pictures or fewer, else months.

    Raises:
        EmptyPictureError: If there are more than `LIMIT_FRAMES`.
    """
    length_days = (last - first).days
    chosen = step or next((name for name in STEPS if length_days // STEPS[name] < MOST_FRAMES), "month")
    if length_days // STEPS[chosen] > LIMIT_FRAMES:
        raise EmptyPictureError(
            f"an animation has {LIMIT_FRAMES} pictures at most, {first} to {last} by the {chosen} are more: "
            f"take a longer --step, or --since and --until"
        )
    if chosen == "month":
        inner = list(_month_starts(first, last))
    else:
        inner = [first + timedelta(days=n) for n in range(0, length_days, STEPS[chosen])]
    return (first, *[day for day in inner if first < day < last], *([last] if last > first else []))


def _month_starts(first: date, last: date) -> Iterator[date]:
    month = first.year * 12 + first.month
    while (day := date(month // 12, month % 12 + 1, 1)) < last:
        yield day
        month += 1


def _span(atlas: Atlas, options: PictureOptions) -> tuple[date, date]:
    scale = atlas.scale
    first = options.since or scale.first
    last = options.until or scale.last
    if first is None or last is None:
        raise EmptyPictureError("there is nothing to animate: no report bears a date")
    if last < first:
        raise EmptyPictureError(
            f"there is nothing to animate: the reports are of {scale.first} to {scale.last}, "
            f"and the range asked for begins on {first} and ends on {last}"
        )
    return first, last


def _weights(plate: Plate, days: Sequence[date]) -> Mapping[str, float]:
    """Return how much each actor counts over the whole show."""
    sums: Counter[str] = Counter()
    for day in days:
        for actor_id, weight in weights_of(plate.tally(day)).items():
            sums[actor_id] += round(2 * weight)
    return sums


def _frames(show: _Show) -> Iterator[Image.Image]:
    """Yield the picture of each day; what is the same on all of them is drawn once."""
    plate, days = show.plate, show.days
    canvas = FigureCanvasAgg(plate.figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    base = canvas.copy_from_bbox(plate.figure.bbox)  # type: ignore[no-untyped-call]
    for number, day in enumerate(days):
        canvas.restore_region(base)  # type: ignore[no-untyped-call]
        drawn = plate.draw_day(day, show.rows, layer=show.layer)
        drawn.append(draw_time_bar(plate.axes, plate.sheet, (number + 1) / len(days)))
        for artist in sorted(drawn, key=lambda artist: artist.get_zorder()):
            plate.axes.draw_artist(artist)
            artist.remove()
        pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        yield Image.fromarray(pixels[:, :, :3].copy())


def _save(
    frames: Sequence[Image.Image], draft: Path, shown_ms: Sequence[int], *, tones: Sequence[str]
) -> None:
    """Write pictures one after the other; in a .gif they share 255 colours, the actors' among them."""
    if draft.suffix.lower() == ".webp":
        frames[0].save(
            draft, save_all=True, append_images=frames[1:], duration=list(shown_ms), loop=0,
            lossless=True, method=2, quality=40, minimize_size=False,
        )  # fmt: skip
        return
    palette = _palette(frames, tones)
    few = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    few[0].save(
        draft,
        save_all=True,
        append_images=few[1:],
        duration=list(shown_ms),
        loop=0,
        optimize=True,
        disposal=1,
    )


def _ranked(weights: Mapping[str, float]) -> list[str]:
    return sorted(weights, key=lambda one: (-weights[one], one))


def _palette(frames: Sequence[Image.Image], tones: Sequence[str]) -> Image.Image:
    """Return a picture whose palette has the colours of marks as they are, then those frames show most."""
    numbers = np.linspace(0, len(frames) - 1, num=min(len(frames), _SAMPLED_FRAMES)).round().astype(int)
    sampled = [frames[number] for number in numbers.tolist()]
    width, height = sampled[0].size
    strip = Image.new("RGB", (width, height * len(sampled)))
    for number, frame in enumerate(sampled):
        strip.paste(frame, (0, number * height))
    faded = [_on_paper(tone, alpha) for alpha in AGE_ALPHA for tone in dict.fromkeys(tones)]
    own = list(dict.fromkeys(faded))[:_OWN_COLOURS]
    counted = sorted(strip.getcolors(width * strip.height) or [], reverse=True)
    often = [colour for _, colour in counted[:_FREQUENT_COLOURS] if isinstance(colour, tuple)]
    exact = list(dict.fromkeys([*own, *often]))
    rest = strip.quantize(_COLOURS - len(exact), method=Image.Quantize.MEDIANCUT).getpalette() or []
    made = Image.new("P", (1, 1))
    made.putpalette([part for colour in exact for part in colour] + rest[: 3 * (_COLOURS - len(exact))])
    return made


def _on_paper(tone: str, alpha: float) -> tuple[int, ...]:
    """Return red, green and blue of a colour on white."""
    return tuple(round(255 * (1 - alpha + alpha * part)) for part in to_rgb(tone))
