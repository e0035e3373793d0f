"""The `whoheld export` command."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from whoheld.cli_options import Sources
from whoheld.picture_cli import (
    FrameMs,
    PictureBox,
    PictureChoices,
    PictureDpi,
    PictureSize,
    PictureStep,
    PictureTitle,
)
from whoheld.session import finish, one_line_errors, run_sources
from whoheld.shared_options import SharedOptions, with_shared_options

Target = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Its suffix is the format: .geojson .gpkg .kml .kmz .fgb .parquet .csv .shp .zip, or a picture: "
        ".png .svg .gif .webp (docs/exports.md).",
    ),
]
Layer = Annotated[
    str,
    typer.Option(
        metavar="LAYER",
        help="control, claims, places, areas, front, changes, series, sources, views or disagreements.",
    ),
]
OnDays = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DAYS",
        help="Draw single days instead of the whole history: 2024-07-08,2024-08-07. For changes: what the "
        "days differ in.",
    ),
]
StartFile = Annotated[
    Path | None,
    typer.Option(
        "--base",
        metavar="FILE",
        help="A map of areas you trust (GeoJSON with a property actor): areas begin with it and change only "
        "where places have changed hands.",
    ),
]
RangeStart = Annotated[
    str | None,
    typer.Option("--since", metavar="DAY", help="First day of what is drawn or listed."),
]
RangeEnd = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Last day of what is drawn or listed.")
]

QgisProject = Annotated[
    bool,
    typer.Option(
        "--qgis-project",
        help="With a .gpkg: write a QGIS project beside it, with styles, labels, a background and the time "
        "controller ready.",
    ),
]

HxlTags = Annotated[
    bool,
    typer.Option("--hxl", help="With a .csv: a second header row of HXL hashtags, such as #geo+lat."),
]
OpenEnd = Annotated[
    str | None,
    typer.Option(
        "--open-end",
        metavar="DAY",
        help="Write this day as the end of what lasts, such as 9999-12-31, for servers that drop rows "
        "without an end.",
    ),
]


@with_shared_options
def export_layer(
    sources: Sources,
    *,
    output: Target,
    layer: Layer = "control",
    on: OnDays = None,
    since: RangeStart = None,
    until: RangeEnd = None,
    base: StartFile = None,
    qgis_project: QgisProject = False,
    hxl: HxlTags = False,
    open_end: OpenEnd = None,
    title: PictureTitle = "",
    size: PictureSize = "",
    box: PictureBox = "",
    dpi: PictureDpi = 100,
    step: PictureStep = "",
    frame_ms: FrameMs = None,
    options: SharedOptions,
) -> None:
    """Write a layer for GIS software, or a picture of the map; the suffix of FILE is the format.

    Example: whoheld export articles/ -o control.geojson

    Example: whoheld export articles/ --layer areas --on 2016-01-01,2017-01-01 -o areas.geojson

    Example: whoheld export articles/ --layer front --on 2016-01-01,2017-01-01 -o front.gpkg

    Example: whoheld export articles/ --qgis-project -o control.gpkg

    Example: whoheld export articles/ --hxl -o control.csv

    Example: whoheld export articles/ --layer changes --since 2017-01-01 -o changes.csv

    Example: whoheld export articles/ --on 2016-01-01 -o day.png

    Example: whoheld export articles/ --since 2016-01-01 --step week -o year.gif
    """
    with one_line_errors():
        from output.shapefile import zip_path  # noqa: PLC0415
        from whoheld.drawing import DrawOptions, parse_days  # noqa: PLC0415
        from whoheld.exporting import (  # noqa: PLC0415
            FileChoices,
            check_export,
            draw_export,
            write_export,
        )
        from whoheld.options import parse_day  # noqa: PLC0415
        from whoheld.startfile import open_start_map  # noqa: PLC0415

        picture = PictureChoices(title, size, box, dpi, step, frame_ms)
        choices = FileChoices(qgis_project, hxl, parse_day(open_end), picture)
        start = open_start_map(base, actor_files=options.actors or ()) if base else None
        days = DrawOptions(parse_days(on), parse_day(since), parse_day(until), start)
        check_export(output, layer, days=days, choices=choices)
        outcome = run_sources(sources, options, output=zip_path(output))
        if start and outcome.options.actors != tuple(options.actors or ()):  # a project's own
            start = open_start_map(base, actor_files=outcome.options.actors) if base else None
            days = replace(days, start=start)
        drawn = draw_export(outcome.results, output, layer, days=days, options=outcome.options)
        written = write_export(drawn, output, layer, days=days, choices=choices)
        finish(drawn, options, written=written)
