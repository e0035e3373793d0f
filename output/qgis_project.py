"""A QGIS project beside a GeoPackage: layers with their styles, the time controller's range, credits."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from output.archive import member
from output.atomic import replace_file
from output.qgis_rules import Style

_VERSION = "3.22.0"
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
_WEEKS_FROM_DAYS = 400
_MARGIN = 0.08


@dataclass(frozen=True, slots=True)
class ProjectLayer:
    """A layer of the project.

    Attributes:
        name: Table of the GeoPackage.
        title: What the layer panel calls it.
        geometry: "Point", "Line", "Polygon" or "No geometry".
        style: None = QGIS's own, for tables.
        group: What the layer panel puts it under; layers of a group follow each other.
        is_shown: Whether it is ticked.
    """

    name: str
    title: str
    geometry: str
    style: Style | None = None
    group: str = ""
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class ProjectOptions:
    """What a project says of itself.

    Attributes:
        title: Of the project.
        abstract: What it shows, its options and version, for the metadata.
        credits: Of gazetteer and boundaries.
        first: First day of the time controller; None = no time.
        last: Last day.
        extent: West, south, east, north of the first view, degrees.
    """

    title: str
    abstract: str
    credits: str
    first: date | None
    last: date | None
    extent: tuple[float, float, float, float]


def write_project(
    path: Path, geopackage: str, layers: Sequence[ProjectLayer], options: ProjectOptions
) -> None:
    """Write a project as .qgz (zipped) or .qgs, by suffix.

    Args:
        path: Target, in the GeoPackage's folder.
        geopackage: Name of the GeoPackage, without its folder.
        layers: Top of the map first.
        options: What it says of itself.

    Raises:
        UnwritableError: If the file cannot be written.
    """
    text = project_document(geopackage, layers, options)
    with replace_file(path) as draft:
        draft.write_bytes(text.encode() if path.suffix.lower() == ".qgs" else _zipped(path.stem, text))


def _zipped(stem: str, text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member(f"{stem}.qgs"), text)
    return buffer.getvalue()


def project_document(geopackage: str, layers: Sequence[ProjectLayer], options: ProjectOptions) -> str:
    """Return the project's XML; the same arguments give the same text."""
    root = Element("qgis", projectname=options.title, version=_VERSION)
    SubElement(root, "homePath", path="")
    SubElement(root, "title").text = options.title
    _add_crs(SubElement(root, "projectCrs"))
    _add_tree(root, geopackage, layers)
    _add_canvas(root, options.extent)
    held = SubElement(root, "projectlayers")
    for layer in layers:
        _add_layer(held, geopackage, layer)
    order = SubElement(root, "layerorder")
    for layer in layers:
        SubElement(order, "layer", id=_id(layer))
    paths = SubElement(SubElement(root, "properties"), "Paths")
    SubElement(paths, "Absolute", type="bool").text = "false"
    _add_metadata(root, options)
    _add_time(root, options)
    text: str = tostring(root, encoding="unicode")
    return f"{_DOCTYPE}\n{text}\n"


def _add_tree(root: Element, geopackage: str, layers: Sequence[ProjectLayer]) -> None:
    """Add the layer panel: groups in the order in which their first layers come."""
    tree = SubElement(root, "layer-tree-group")
    groups = {"": tree}
    for layer in layers:
        if layer.group not in groups:
            groups[layer.group] = SubElement(
                tree, "layer-tree-group", name=layer.group, checked="Qt::Checked", expanded="1"
            )
        SubElement(
            groups[layer.group],
            "layer-tree-layer",
            id=_id(layer),
            name=layer.title,
            checked="Qt::Checked" if layer.is_shown else "Qt::Unchecked",
            expanded="0",
            providerKey="ogr",
            source=_source(geopackage, layer),
        )


def _id(layer: ProjectLayer) -> str:
    return f"whoheld_{layer.name}"


def _source(geopackage: str, layer: ProjectLayer) -> str:
    return f"./{geopackage}|layername={layer.name}"


def _add_crs(parent: Element) -> None:
    system = SubElement(parent, "spatialrefsys")
    for tag, text in (
        ("proj4", "+proj=longlat +datum=WGS84 +no_defs"),
        ("srsid", "3452"),
        ("srid", "4326"),
        ("authid", "EPSG:4326"),
        ("description", "WGS 84"),
        ("projectionacronym", "longlat"),
        ("ellipsoidacronym", "EPSG:7030"),
        ("geographicflag", "true"),
    ):
        SubElement(system, tag).text = text


def _add_canvas(root: Element, extent: tuple[float, float, float, float]) -> None:
    west, south, east, north = extent
    wide, high = max(east - west, 0.5) * _MARGIN, max(north - south, 0.5) * _MARGIN
    canvas = SubElement(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    SubElement(canvas, "units").text = "degrees"
    box = SubElement(canvas, "extent")
    for tag, value in (
        ("xmin", west - wide),
        ("ymin", south - high),
        ("xmax", east + wide),
        ("ymax", north + high),
    ):
        SubElement(box, tag).text = f"{value:.6f}"
    SubElement(canvas, "rotation").text = "0"
    _add_crs(SubElement(canvas, "destinationsrs"))


def _add_layer(parent: Element, geopackage: str, layer: ProjectLayer) -> None:
    is_table = layer.geometry == "No geometry"
    labelled = layer.style is not None and layer.style.is_labelled
    element = SubElement(
        parent,
        "maplayer",
        type="vector",
        geometry=layer.geometry,
        hasScaleBasedVisibilityFlag="0",
        labelsEnabled="1" if labelled else "0",
        styleCategories="AllStyleCategories",
    )
    SubElement(element, "id").text = _id(layer)
    SubElement(element, "datasource").text = _source(geopackage, layer)
    SubElement(element, "layername").text = layer.title
    if not is_table:
        _add_crs(SubElement(element, "srs"))
    SubElement(element, "provider", encoding="UTF-8").text = "ogr"
    if layer.style is not None:
        element.extend(layer.style.elements())
        SubElement(element, "blendMode").text = "0"
        SubElement(element, "layerOpacity").text = "1"


def _add_metadata(root: Element, options: ProjectOptions) -> None:
    metadata = SubElement(root, "projectMetadata")
    for tag, text in (
        ("identifier", ""),
        ("type", "dataset"),
        ("title", options.title),
        ("abstract", options.abstract),
        ("rights", options.credits),
        ("author", "whoheld"),
    ):
        SubElement(metadata, tag).text = text


def _add_time(root: Element, options: ProjectOptions) -> None:
    """Set the range and the step of the time controller: days, or weeks where there are many."""
    if options.first is None or options.last is None:
        return
    span_days = (options.last - options.first).days
    time = SubElement(
        root,
        "ProjectTimeSettings",
        timeStep="1",
        timeStepUnit="wk" if span_days > _WEEKS_FROM_DAYS else "d",
        frameRate="5",
        cumulativeTemporalRange="0",
    )
    span = SubElement(time, "TemporalRange")
    SubElement(span, "start").text = f"{options.first.isoformat()}T00:00:00Z"
    SubElement(span, "end").text = f"{(options.last + timedelta(days=1)).isoformat()}T00:00:00Z"
