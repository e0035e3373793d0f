"""What an export writes: every layer that its file holds, drawn, and the choices of the format."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from output.models import Results
from output.pictures import is_picture
from whoheld.drawing import DrawOptions, check_drawing, draw_layer
from whoheld.errors import BadOptionError
from whoheld.judging import judge_layer, judge_sources
from whoheld.options import RunOptions
from whoheld.picture_cli import PictureChoices

_LAND = ("areas", "front")
_DRAWN_TOO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {".gpkg": (*_LAND, "changes", "sources"), ".kml": _LAND, ".kmz": _LAND}
)
"""Layers that a file of many layers holds, whichever is asked for; KML only with `control`."""


@dataclass(frozen=True, slots=True)
class FileChoices:
    """What a user may choose about the file.

    Attributes:
        has_project: Whether a QGIS project goes with the GeoPackage.
        has_tags: Whether a row of HXL hashtags follows the header of the table.
        open_end: The day that ends what lasts; None = such ends stay empty.
        picture: What was typed about a picture.
    """

    has_project: bool = False
    has_tags: bool = False
    open_end: date | None = None
    picture: PictureChoices = field(default_factory=PictureChoices)


def check_export(path: Path, layer: str, *, days: DrawOptions, choices: FileChoices) -> None:
    """Refuse what cannot be written or drawn, before the work is done.

    Raises:
        UnknownFormatError: If no writer serves the suffix or the layer, or no project goes with it.
        MissingExtraError: If the format needs a package that is not installed.
        UnwritableError: If a file cannot be written.
        BadOptionError: If the layer has no use for these days, or the format none for a choice.
    """
    from output.qgis_export import project_path  # noqa: PLC0415
    from output.writers import check_target  # noqa: PLC0415
    from whoheld.picturing import picture_options  # noqa: PLC0415

    check_target(path, layer=layer)
    if choices.has_project:
        project_path(path)
    if choices.has_tags and path.suffix.lower() != ".csv":
        raise BadOptionError(f"--hxl goes with a .csv; got {path}")
    if choices.open_end and is_picture(path):
        raise BadOptionError(f"--open-end is for layers, a picture shows no ends; got {path}")
    check_drawing(layer, days)
    picture_options(path, choices.picture, days)


def draw_export(
    results: Results, path: Path, layer: str, *, days: DrawOptions, options: RunOptions
) -> Results:
    """Return the results with every layer drawn that the file holds.

    Args:
        results: Of a run with these options.
        path: The file; one of many layers holds the land, what changed and the sources, too. A picture is
            drawn when it is written.
        layer: Key of `output.schema.LAYERS`.
        days: Which days to draw; the whole history unless given.
        options: Of the run.

    Raises:
        BadOptionError: If the layer has no use for these days.
    """
    suffix = path.suffix.lower()
    if is_picture(path):
        return results
    others = _DRAWN_TOO.get(suffix, ()) if suffix == ".gpkg" or layer == "control" else ()
    drawn = results
    for other in others:
        if other == "sources":
            drawn = judge_sources(drawn, options=options)
        elif other != layer and not (other == "changes" and len(days.on) == 1):
            drawn = draw_layer(drawn, other, options=replace(days, start=None))
    drawn = draw_layer(drawn, layer, options=days)
    return drawn if "sources" in others else judge_layer(drawn, layer, options=options)


def write_export(
    results: Results, path: Path, layer: str, *, days: DrawOptions, choices: FileChoices
) -> Path:
    """Write a layer in the format of the file's suffix.

    Args:
        results: With every layer drawn that the file holds.
        path: The file.
        layer: Key of `output.schema.LAYERS`.
        days: Which days a picture shows.
        choices: What the user chose about the file.

    Returns:
        The file written: the zip where a shapefile was asked for.

    Raises:
        BadOptionError: If what lasts would end before it began.
        UnwritableError: If a file cannot be written.
    """
    from output.qgis_export import write_geopackage_and_project  # noqa: PLC0415
    from output.shapefile import zip_path  # noqa: PLC0415
    from output.tables import write_layer_csv  # noqa: PLC0415
    from output.writers import write_results  # noqa: PLC0415
    from whoheld.picturing import export_picture, picture_options  # noqa: PLC0415

    picture = picture_options(path, choices.picture, days)
    if picture:
        export_picture(results, path, layer=layer, days=days, options=picture)
        return path
    ended = replace(results, open_end=_checked_end(results, choices.open_end))
    if choices.has_project:
        write_geopackage_and_project(ended, path, layer=layer)
    elif choices.has_tags:
        write_layer_csv(ended, path, layer=layer, has_tags=True)
    else:
        write_results(ended, path, layer=layer)
    return zip_path(path)


def _checked_end(results: Results, open_end: date | None) -> date | None:
    """Return the end of what lasts, if it lies behind every day that is known."""
    days = [day for found in results.intervals for day in (found.start, found.end, found.last_report) if day]
    if open_end is not None and days and open_end <= max(days):
        raise BadOptionError(
            f"--open-end lies behind the last known day, {max(days)}: 9999-12-31 for example; got {open_end}"
        )
    return open_end
