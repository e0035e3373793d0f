"""Shapefiles in one zip: a shapefile for each kind of geometry, their columns told, what was cut told."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from output.archive import member
from output.atomic import check_room, replace_file
from output.cells import Cell, Row
from output.escape import clean_text
from output.field_names import short_names
from output.geojson import ATTRIBUTION
from output.geopackage import GEOMETRY, REGIONS, Table, geopackage_tables, metadata_of
from output.models import Results
from output.ogr import FIXED_MOMENT, Target, write_features
from output.schema import ID_COLUMN, TITLES, Column

MAX_BYTES = 254
"""What a text of a shapefile may have, in UTF-8."""

_LISTED_CUTS = 1_000
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@dataclass(slots=True)
class Cuts:
    """Texts that were too long: how many in which column, and of which features."""

    counts: dict[str, int] = field(default_factory=dict)
    listed: list[tuple[str, str]] = field(default_factory=list)

    def add(self, column: str, feature: str) -> None:
        """Count a cut."""
        self.counts[column] = self.counts.get(column, 0) + 1
        if len(self.listed) < _LISTED_CUTS:
            self.listed.append((column, feature))


def zip_path(path: Path) -> Path:
    """Return the file that is written for a shapefile: a zip, as a shapefile is five files and more."""
    return path.with_name(f"{path.name}.zip") if path.suffix.lower() == ".shp" else path


def write_shapefile(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer as a zip of shapefiles, which GDAL, QGIS and ArcGIS read; towns and regions apart.

    Beside them lie `fields.csv`, which gives the full name and meaning of every column, and `README.txt`,
    which tells credits, options, and which texts were cut at 254 bytes.

    Args:
        results: Of one run.
        path: A .zip; for a .shp the zip is called .shp.zip.
        layer: Key of `output.schema.LAYERS`, with a geometry.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    wanted = (layer, REGIONS) if layer == "control" else (layer,)
    tables = [table for table in geopackage_tables(results, layer=layer) if table.name in wanted]
    with replace_file(zip_path(path)) as draft, zipfile.ZipFile(draft, "w") as archive:
        with tempfile.TemporaryDirectory(prefix="shp-", dir=draft.parent) as folder:
            cuts = {table.name: _write_table(table, Path(folder), archive) for table in tables}
        archive.writestr(member("fields.csv"), _fields_text(tables, cuts))
        archive.writestr(member("README.txt"), _readme(results, cuts))


def _write_table(table: Table, folder: Path, archive: zipfile.ZipFile) -> Cuts:
    """Write a shapefile into the archive, and return what was cut."""
    cuts = Cuts()
    columns = (ID_COLUMN, *table.columns)
    named = [replace(column, name=name) for column, name in zip(columns, short_names(columns), strict=True)]
    target = Target(
        folder / f"{table.name}.shp",
        "ESRI Shapefile",
        table.name,
        _kind(table.name),
        layer_options={
            "ENCODING": "UTF-8",
            "DBF_DATE_LAST_UPDATE": FIXED_MOMENT[:10],
            "2GB_LIMIT": "YES",
        },
    )
    write_features(_short_rows(table, columns, cuts), named, target)
    for suffix in _PARTS:
        _pack(folder / f"{table.name}{suffix}", archive)
    return cuts


def _kind(name: str) -> str:
    """Return the kind of a shapefile; one of polygons or lines may hold single and multiple ones."""
    return {"Point": "Point", "MultiPolygon": "Polygon"}.get(str(GEOMETRY[name]), "LineString")


def _short_rows(table: Table, columns: Sequence[Column], cuts: Cuts) -> Iterator[Row]:
    for row in table.make_rows():
        cells = (row.id, *row.cells)
        short = tuple(_short(cell, column, row.id, cuts) for column, cell in zip(columns, cells, strict=True))
        yield row._replace(cells=short)


def _short(cell: Cell, column: Column, feature: str, cuts: Cuts) -> Cell:
    """Return a cell of at most 254 bytes, cut between letters."""
    if not isinstance(cell, str) or len(cell) * 4 <= MAX_BYTES:
        return cell
    coded = cell.encode("utf-8", "replace")
    if len(coded) <= MAX_BYTES:
        return cell
    cuts.add(column.name, feature)
    return coded[:MAX_BYTES].decode("utf-8", "ignore")


def _pack(part: Path, archive: zipfile.ZipFile) -> None:
    check_room(part)
    with part.open("rb") as source, archive.open(member(part.name), "w", force_zip64=True) as target:
        while block := source.read(1 << 20):
            target.write(block)


def _fields_text(tables: Sequence[Table], cuts: dict[str, Cuts]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("shapefile", "field", "column", "type", "meaning", "texts_cut"))
    for table in tables:
        columns = (ID_COLUMN, *table.columns)
        for column, name in zip(columns, short_names(columns), strict=True):
            count = cuts[table.name].counts.get(column.name, 0)
            writer.writerow((table.name, name, column.name, column.type, column.meaning, count))
    return stream.getvalue()


def _readme(results: Results, cuts: dict[str, Cuts]) -> str:
    about = metadata_of(results)
    lines = [f"{name}.shp: {TITLES[name]}" for name in cuts]
    lines += ["fields.csv: the full name and the meaning of each field", "", ATTRIBUTION]
    lines += [f"Options: {about['OPTIONS']}", f"Made by {about['VERSION']}", ""]
    lines.append(f"A text of a shapefile has {MAX_BYTES} bytes at most (UTF-8); other formats have no limit.")
    found = [(name, cut) for name, cut in cuts.items() if cut.counts]
    lines += [] if found else ["No text was cut."]
    for name, cut in found:
        lines += [f"{name}.{column}: {count} cut" for column, count in sorted(cut.counts.items())]
        lines += [f"  cut: {name} {feature} {column}" for column, feature in cut.listed]
        if sum(cut.counts.values()) > len(cut.listed):
            lines.append(f"  and more: only the first {_LISTED_CUTS} are listed")
    return clean_text("\n".join(lines)) + "\n"
