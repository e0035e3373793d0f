"""Pictures from the command line and from Python: options checked, layers drawn for the days shown."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from output.models import Results
from output.pictures import STILLS, PictureOptions, is_picture, write_picture
from whoheld.drawing import DrawOptions, draw_layer
from whoheld.errors import BadOptionError
from whoheld.mapchoices import parse_box
from whoheld.picture_cli import PictureChoices

_SIZE = re.compile(r"(\d{2,5})x(\d{2,5})")


def picture_options(path: Path, choices: PictureChoices, days: DrawOptions) -> PictureOptions | None:
    """Return the options of a picture; None if the target is none.

    Args:
        path: Target; stills and animations take different days.
        choices: As typed.
        days: One day for a still, a range for an animation.

    Raises:
        BadOptionError: If one of them cannot be used.
    """
    if not is_picture(path):
        if choices != PictureChoices():
            raise BadOptionError(
                f"--title, --size, --box, --dpi, --step and --frame-ms are for pictures; got {path}"
            )
        return None
    is_still = path.suffix.lower() in STILLS
    if is_still and (days.is_range or choices.step or choices.frame_ms is not None or len(days.on) > 1):
        raise BadOptionError(
            "a still shows one day, such as --on 2017-11-17; a span and its steps are for .gif and .webp"
        )
    if not is_still and days.on:
        raise BadOptionError("an animation shows a range, --since and --until; --on is for .png and .svg")
    box = parse_box(choices.box)
    try:
        return PictureOptions(
            title=choices.title,
            size_px=_size_px(choices.size),
            frame=box.within_mercator() if box else None,
            dpi=choices.dpi,
            on=days.on[0] if days.on else None,
            since=days.since,
            until=days.until,
            step=choices.step,
            frame_ms=choices.frame_ms,
        )
    except ValueError as error:
        raise BadOptionError(str(error)) from error


def export_picture(
    results: Results, path: Path, *, layer: str, days: DrawOptions, options: PictureOptions
) -> None:
    """Write a picture, with areas and front lines of its days where the layer asks for them.

    Args:
        results: Of one run.
        path: Target; its suffix is the format.
        layer: "control", "areas" (with the front lines between them) or "front".
        days: As given; of areas, a starting map too.
        options: From `picture_options`.

    Raises:
        UnknownFormatError: If no picture shows the layer.
        MissingExtraError: If matplotlib or Pillow is not installed.
        EmptyPictureError: If there is nothing to animate.
        UnwritableError: If the file cannot be written.
    """
    drawn = results
    if layer != "control":
        shown = _last_day(results) if path.suffix.lower() in STILLS and options.on is None else options.on
        chosen = replace(days, on=(shown,) if shown else ())
        if layer == "areas":
            drawn = draw_layer(drawn, "areas", options=chosen)
        drawn = draw_layer(drawn, "front", options=replace(chosen, start=None))
        options = replace(options, on=shown)
    write_picture(drawn, path, layer=layer, options=options)


def _last_day(results: Results) -> date | None:
    from output.payload_days import build_day_scale  # noqa: PLC0415

    scale = build_day_scale(results, since=None, until=None)
    return scale.last


def _size_px(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    found = _SIZE.fullmatch(text)
    if found is None:
        raise BadOptionError(f"--size takes width and height in pixels, such as 1600x1000; got {text!r}")
    return int(found[1]), int(found[2])
