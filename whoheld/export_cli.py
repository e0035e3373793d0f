"""The `whoheld export` command."""

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
        help="Its suffix is the format: .geojson .gpkg .kml .kmz .fgb .parquet .csv, or a picture: .png .svg "
        ".gif .webp (docs/exports.md).",
    ),
]
Layer = Annotated[
    str,
    typer.Option(
        help="control, claims, places, areas, front, changes, series, sources, views or disagreements."
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

    Example: whoheld export articles/ --layer changes --since 2017-01-01 -o changes.csv

    Example: whoheld export articles/ --on 2016-01-01 -o day.png

    Example: whoheld export articles/ --since 2016-01-01 --step week -o year.gif
    """
    with one_line_errors():
        from output.qgis_export import project_path, write_geopackage_and_project  # noqa: PLC0415
        from output.writers import check_target, write_results  # noqa: PLC0415
        from whoheld.drawing import DrawOptions, check_drawing, draw_layer, parse_days  # noqa: PLC0415
        from whoheld.judging import judge_layer  # noqa: PLC0415
        from whoheld.options import parse_day  # noqa: PLC0415
        from whoheld.picturing import export_picture, picture_options  # noqa: PLC0415
        from whoheld.startfile import open_start_map  # noqa: PLC0415

        check_target(output, layer=layer)
        if qgis_project:
            project_path(output)
        choices = PictureChoices(title, size, box, dpi, step, frame_ms)
        start = open_start_map(base, actor_files=options.actors or ()) if base else None
        days = DrawOptions(parse_days(on), parse_day(since), parse_day(until), start)
        check_drawing(layer, days)
        picture = picture_options(output, choices, days)
        if picture:
            results = run_sources(sources, options)
            export_picture(results, output, layer=layer, days=days, options=picture)
            finish(results, options, written=output)
            return
        results = draw_layer(run_sources(sources, options), layer, options=days)
        results = judge_layer(results, layer, options=options.checked())
        if qgis_project:
            write_geopackage_and_project(results, output, layer=layer)
        else:
            write_results(results, output, layer=layer)
        finish(results, options, written=output)
