"""GeoPackage: every layer in one file, one kind of geometry each, with keys, credits and styles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from output.atomic import replace_file
from output.attribute_rows import article_rows, evidence_rows, issue_rows
from output.cells import Row
from output.edition import installed_version
from output.geojson import ATTRIBUTION
from output.geopackage_styles import add_styles
from output.layer_styles import style_of
from output.mapoptions import NamedGeometries
from output.models import Results
from output.ogr import Array, Target, id_field, make_fields, object_array, write_features
from output.payload_places import AREA_KINDS
from output.qgis_rules import Style
from output.rows import check_layer, layer_rows
from output.schema import ATTRIBUTES, BASE_COLUMNS, LAYERS, READ_LAYERS, TITLES, Column

_SURFACE = 2
REGIONS = "control_regions"
BASE = "base_countries"
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
        BASE: "MultiPolygon",
    }
)
"""The kind of geometry of each layer; None = a table."""


@dataclass(frozen=True, slots=True)
class Table:
    """A layer or a table of the file."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]

    @property
    def has_ids(self) -> bool:
        """Whether its rows have ids of their own."""
        return self.name not in ATTRIBUTES and self.name != BASE


def write_geopackage(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write all layers into one GeoPackage (version 1.2), days as real DATE fields, with styles for QGIS.

    Statements about provinces and countries are a layer of their own, so that each layer has one kind of
    geometry. Of the layers that are drawn from the others only the asked one and those with features are in
    it.

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
        rows = list(layer_rows(results, name))
        if name == "control":
            tables += _split_control(rows)
        elif rows or name == layer or name in READ_LAYERS:
            tables.append(Table(name, LAYERS[name], rows))
    made = (article_rows(results), evidence_rows(results), issue_rows(results))
    for (name, columns), own in zip(ATTRIBUTES.items(), made, strict=True):
        tables.append(Table(name, columns, list(own)))
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
    styles = {t.name: style_of(t.name, t.columns, t.rows, results.actors) for t in tables if GEOMETRY[t.name]}
    with replace_file(path) as draft:
        for table in tables:
            target = Target(
                draft, "GPKG", table.name, GEOMETRY[table.name], _describe(table.name), metadata_of(results)
            )
            ids = [id_field(table.rows)] if table.has_ids else []
            write_features([*ids, *make_fields(table.columns, table.rows)], _shapes(table), target)
        add_styles(draft, styles)
    return styles


def metadata_of(results: Results) -> Mapping[str, str]:
    """Return what a file says of itself: credits, the run's options, the version."""
    settings = "; ".join(f"{name}={value}" for name, value in sorted(results.settings.items()))
    return {
        "CREDITS": ATTRIBUTION,
        "OPTIONS": settings or "none",
        "VERSION": f"whoheld {installed_version()}",
    }


def base_table(countries: NamedGeometries) -> Table:
    """Return the background: countries as names with polygons."""
    return Table(BASE, BASE_COLUMNS, [Row(name, (name,), None, shape) for name, shape in countries])


def _describe(name: str) -> str:
    return f"{TITLES[name]}. {ATTRIBUTION}"


def _split_control(rows: Sequence[Row]) -> list[Table]:
    towns = [row for row in rows if not _is_region(row)]
    regions = [row for row in rows if _is_region(row)]
    tables = [Table("control", LAYERS["control"], towns)]
    return [*tables, Table(REGIONS, LAYERS["control"], regions)] if regions else tables


def _is_region(row: Row) -> bool:
    return row.place is not None and row.place.kind in AREA_KINDS


def _shapes(table: Table) -> Array | None:
    """Return geometries as WKB of the layer's kind; regions whose outline is not known have none."""
    import shapely  # noqa: PLC0415

    kind = GEOMETRY[table.name]
    if kind is None:
        return None
    made: dict[str, bytes | None] = {}
    for row in table.rows:
        if row.place is None or row.place.id in made:
            continue
        place = row.place
        shape = shapely.Point(place.point.lon, place.point.lat) if kind == "Point" else place.geometry
        is_drawn = kind == "Point" or shapely.get_dimensions(shape) == _SURFACE  # rivers are lines
        made[place.id] = shapely.to_wkb(shape) if is_drawn else None
    return object_array([made[r.place.id] if r.place else shapely.to_wkb(r.geometry) for r in table.rows])
