"""GeoPackage: every layer in one file, one kind of geometry each, with keys, credits and styles."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from geo.models import AREA_KINDS
from output.atomic import replace_file
from output.attribute_rows import article_rows, evidence_rows, issue_rows
from output.cells import Cell, Row
from output.edition import installed_version
from output.geojson import ATTRIBUTION
from output.geopackage_styles import add_styles
from output.layer_styles import LEGEND_COLUMNS, style_of
from output.mapoptions import NamedGeometries
from output.models import Results
from output.ogr import Target, write_features
from output.qgis_rules import Style
from output.rows import check_layer, layer_rows
from output.schema import ATTRIBUTES, BASE_COLUMNS, FILE_LAYERS, LAYERS, TITLES, Column

REGIONS = "control_regions"
BASES = ("base_admin1", "base_countries")
GEOMETRY: Mapping[str, str | None] = MappingProxyType(
    {
        "control": "Point",
        REGIONS: "MultiPolygon",
        "claims": "Point",
        "places": "Point",
        "areas": "MultiPolygon",
        "front": "MultiLineString",
        "changes": "Point",
        "views": "Point",
        "disagreements": "Point",
        "series": None,
        "sources": None,
        "articles": None,
        "evidence": None,
        "issues": None,
        "base_admin1": "MultiPolygon",
        "base_countries": "MultiPolygon",
    }
)
"""The kind of geometry of each layer; None = a table."""

_VERSION = "1.2"


@dataclass(frozen=True, slots=True)
class Table:
    """A layer or a table of the file.

    Attributes:
        name: Key of `GEOMETRY`.
        columns: What its rows hold.
        make_rows: Gives its rows anew each time, so that only those being written are held.
    """

    name: str
    columns: tuple[Column, ...]
    make_rows: Callable[[], Iterator[Row]]

    @property
    def has_ids(self) -> bool:
        """Whether its rows have ids of their own."""
        return self.name not in ATTRIBUTES and self.name not in BASES


def write_geopackage(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write all layers into one GeoPackage (version 1.2), days as real DATE fields, with styles for QGIS.

    Statements about provinces and countries are a layer of their own, so that each layer has one kind of
    geometry. Of the layers of `schema.LAYERS` that are not in `schema.FILE_LAYERS` only the asked one and
    those with features are in it.

    Args:
        results: Of one run.
        path: Target.
        layer: Key of `output.schema.LAYERS`, put first: what most programs open.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    write_tables(results, geopackage_tables(results, layer=layer), path)


def geopackage_tables(results: Results, *, layer: str = "control") -> tuple[Table, ...]:
    """Return the layers and tables of the file, the asked one first.

    Raises:
        UnknownFormatError: If there is no such layer.
    """
    check_layer(layer)
    tables: list[Table] = []
    for name in dict.fromkeys((layer, *LAYERS)):
        table = Table(name, LAYERS[name], partial(layer_rows, results, name))
        if name == "control":
            tables += split_control(results)
        elif name == layer or name in FILE_LAYERS or next(table.make_rows(), None):
            tables.append(table)
    made = (article_rows, evidence_rows, issue_rows)
    for (name, columns), make in zip(ATTRIBUTES.items(), made, strict=True):
        tables.append(Table(name, columns, partial(make, results)))
    return tuple(tables)


def write_tables(results: Results, tables: Sequence[Table], path: Path) -> Mapping[str, Style]:
    """Write layers and tables with their styles.

    Args:
        results: Of one run; for its actors and settings.
        tables: The first is what most programs open.
        path: Target.

    Returns:
        The style of each layer, by name.

    Raises:
        UnwritableError: If the file cannot be written.
    """
    styles: dict[str, Style] = {}
    with replace_file(path) as draft:
        for table in tables:
            samples: dict[tuple[Cell, ...], Row] = {}
            kind = GEOMETRY[table.name]
            rows = _sampled(table, samples) if kind else table.make_rows()
            write_features(rows, table.columns, _target(draft, table, results))
            if kind:
                styles[table.name] = style_of(
                    table.name, table.columns, list(samples.values()), results.actors
                )
        add_styles(draft, styles)
    return styles


def _target(draft: Path, table: Table, results: Results) -> Target:
    kind = GEOMETRY[table.name]
    return Target(
        draft,
        "GPKG",
        table.name,
        kind,
        id_name="feature_id" if table.has_ids else "",
        layer_options={"DESCRIPTION": f"{TITLES[table.name]}. {ATTRIBUTION}"},
        file_options={"VERSION": _VERSION},
        metadata=metadata_of(results),
    )


def _sampled(table: Table, samples: dict[tuple[Cell, ...], Row]) -> Iterator[Row]:
    """Yield a table's rows, and keep one of each kind that its legend may tell apart."""
    numbers = [n for n, column in enumerate(table.columns) if column.name in LEGEND_COLUMNS]
    for row in table.make_rows():
        cells = row.cells
        samples.setdefault(tuple([cells[number] for number in numbers]), row)
        yield row


def metadata_of(results: Results) -> Mapping[str, str]:
    """Return what a file says of itself: credits, the run's options, the version."""
    settings = "; ".join(f"{name}={value}" for name, value in sorted(results.settings.items()))
    about = {
        "CREDITS": ATTRIBUTION,
        "OPTIONS": settings or "none",
        "VERSION": f"whoheld {installed_version()}",
    }
    return about | ({"OPEN_END": results.open_end.isoformat()} if results.open_end else {})


def base_table(name: str, shapes: NamedGeometries) -> Table:
    """Return a background: countries or first-level units as names with polygons."""
    rows = [Row(title, (title,), None, shape) for title, shape in shapes]
    return Table(name, BASE_COLUMNS, lambda: iter(rows))


def split_control(results: Results) -> list[Table]:
    """Return towns and, if there are any, statements about regions as two layers of control."""
    towns = replace(results, intervals=tuple(i for i in results.intervals if i.place.kind not in AREA_KINDS))
    regions = replace(results, intervals=tuple(i for i in results.intervals if i.place.kind in AREA_KINDS))
    columns = LAYERS["control"]
    tables = [Table("control", columns, partial(layer_rows, towns, "control"))]
    if regions.intervals:
        tables.append(Table(REGIONS, columns, partial(layer_rows, regions, "control")))
    return tables
