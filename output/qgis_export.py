"""A GeoPackage with its background and, beside it, the QGIS project that shows it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from output.atomic import check_writable
from output.collection import paused_collection
from output.errors import UnknownFormatError
from output.frame import Frame
from output.geojson import ATTRIBUTION
from output.geopackage import GEOMETRY, Table, base_table, geopackage_tables, metadata_of, write_tables
from output.mapoptions import Outlines
from output.models import Results
from output.payload_areas import find_regions
from output.payload_places import gather_histories
from output.qgis_project import ProjectLayer, ProjectOptions, write_project
from output.qgis_rules import Style
from output.schema import TITLES
from output.viewframe import find_frame

_MARGIN_SHARE = 0.7
_DAY = timedelta(days=1)
_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Control": ("control", "changes", "front", "control_regions", "areas", "series"),
        "Evidence": (
            "disagreements",
            "views",
            "claims",
            "places",
            "sources",
            "evidence",
            "articles",
            "issues",
        ),
        "Base": ("base_admin1", "base_countries"),
    }
)
_SHOWN = frozenset({"control", "front", "control_regions", "areas", *_GROUPS["Base"]})
_KINDS: Mapping[str | None, str] = MappingProxyType(
    {"Point": "Point", "MultiLineString": "Line", "MultiPolygon": "Polygon", None: "No geometry"}
)


def project_path(path: Path) -> Path:
    """Return the project that goes with a GeoPackage, once both can be written.

    Raises:
        UnknownFormatError: If the target is no GeoPackage.
        UnwritableError: If the project cannot be written.
    """
    if path.suffix.lower() != ".gpkg":
        raise UnknownFormatError(f"a QGIS project goes with a .gpkg; got {path}")
    project = path.with_suffix(".qgz")
    check_writable(project)
    return project


def write_geopackage_and_project(
    results: Results, path: Path, *, layer: str = "control", outlines: Outlines | None = None
) -> Path:
    """Write a GeoPackage with a background of borders, and a project of the same name beside it.

    Args:
        results: Of one run.
        path: The GeoPackage.
        layer: Key of `output.schema.LAYERS`, put first in the GeoPackage and shown in the project.
        outlines: Boundaries of the background; None opens the shipped ones.

    Returns:
        The project.

    Raises:
        UnknownFormatError: If the target is no GeoPackage, or there is no such layer.
        UnwritableError: If one of the two cannot be written.
    """
    project = project_path(path)
    frame, *backgrounds = _background(results, outlines or _open_outlines())
    tables = (*geopackage_tables(results, layer=layer), *backgrounds)
    with paused_collection():
        styles = write_tables(results, tables, path)
    write_project(project, path.name, _project_layers(tables, styles, layer), _options(results, frame))
    return project


def _open_outlines() -> Outlines:
    from geo.boundaries import Boundaries  # noqa: PLC0415 - shapes are read only when they are drawn

    return Boundaries.open()


def _background(results: Results, outlines: Outlines) -> tuple[Frame, Table, Table]:
    """Return the box the project opens on, and the first-level units and countries in it and around it."""
    histories = gather_histories(results.intervals, results.claims, until=None)
    frame = find_frame(histories, find_regions(histories, outlines))
    wide = frame.padded(_MARGIN_SHARE)
    land = outlines.clip(wide.west, wide.south, wide.east, wide.north)
    return frame, base_table("base_admin1", land.admin1), base_table("base_countries", land.countries)


def _project_layers(
    tables: Sequence[Table], styles: Mapping[str, Style], asked: str
) -> tuple[ProjectLayer, ...]:
    names = {table.name for table in tables}
    return tuple(
        ProjectLayer(
            name,
            TITLES[name],
            _KINDS[GEOMETRY[name]],
            styles.get(name),
            group=group,
            is_shown=name in _SHOWN or name == asked,
        )
        for group, members in _GROUPS.items()
        for name in members
        if name in names
    )


def _options(results: Results, frame: Frame) -> ProjectOptions:
    days = list(_days(results))
    about = metadata_of(results)
    return ProjectOptions(
        title=TITLES["control"],
        abstract=f"{len(results.articles)} articles, {len(results.claims)} claims. "
        f"Options: {about['OPTIONS']}. Made by {about['VERSION']}. {ATTRIBUTION}",
        credits=ATTRIBUTION,
        first=min(days, default=None),
        last=max(days, default=None),
        extent=(frame.west, frame.south, frame.east, frame.north),
    )


def _days(results: Results) -> Iterable[date]:
    """Yield the first and the last day of everything that has days."""
    for interval in results.intervals:
        yield from (day for day in (interval.start, interval.last_report) if day is not None)
    spans = [(interval.start, interval.end) for interval in results.intervals]
    spans += [(area.start, area.end) for area in results.areas]
    spans += [(front.start, front.end) for front in results.fronts]
    for start, end in spans:
        yield from (day for day in (start, end and end - _DAY) if day is not None)
