"""KML and KMZ: a folder a layer, days as TimeSpan, our colours, balloons with the reports.

The folders are documents inside the document: only so does GDAL find their columns in a KMZ.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from articles.models import Actor
from layers.models import LocatedClaim
from output.archive import member
from output.atomic import open_text, replace_file
from output.cells import Cell, Row
from output.errors import UnwritableError
from output.escape import escape_html
from output.geojson import ATTRIBUTION
from output.kml_balloons import balloon
from output.kml_shapes import ShapeTexts
from output.kml_styles import Look, look_of, style_text
from output.models import Results
from output.rows import layer_rows
from output.schema import ID_COLUMN, LAYERS, TITLES, Column
from output.style import colour_of

MAX_BYTES = (1 << 31) - 1
"""Of the document inside a KMZ: more takes a kind of archive that GDAL does not read."""

_LAND = ("areas", "front")
_LABELS = ("place_name", "place", "front", "actor")
_OFFSETS = ("start", "end")  # offsets in a text; GDAL takes fields of these names for days
_WIDE = ("population",)  # may be more than 32 bits hold, and KML knows no longer whole numbers
_TYPES = {"text": "string", "date": "string", "number": "double", "count": "int"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
_TAIL = "</Document>\n</kml>\n"


@dataclass(frozen=True, slots=True)
class Known:
    """What placemarks are drawn and described with: claims and colours of actors, by id."""

    reports: Mapping[str, LocatedClaim]
    colours: Mapping[str, str]


def write_kml(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer as KML or KMZ, by suffix; with `control` go `areas` and `front`, where they are drawn.

    A KMZ has its own pictures; a KML tints public ones that Google Earth fetches.

    Args:
        results: Of one run.
        path: Target.
        layer: Key of `output.schema.LAYERS`.

    Raises:
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    names = [layer]
    if layer == "control":
        names += [name for name in _LAND if next(layer_rows(results, name), None)]
    known = Known({found.claim.id: found for found in results.claims}, _colours(results.actors))
    looks = sorted({_look(row, LAYERS[name], known) for name in names for row in layer_rows(results, name)})
    is_zipped = path.suffix.lower() == ".kmz"
    styles = "".join(style_text(look, has_icons=is_zipped) for look in looks)
    document = _document(results, names, styles, known)
    if not is_zipped:
        with open_text(path) as stream:
            stream.writelines(document)
        return
    with replace_file(path) as draft, zipfile.ZipFile(draft, "w") as archive:
        with archive.open(member("doc.kml"), "w") as packed:
            _pack(document, packed, path)
        for look in looks:
            archive.writestr(member(look.icon_file), look.icon())


def _pack(document: Iterator[str], packed: IO[bytes], path: Path) -> None:
    """Write a document into an archive, and stop before it grows too large for programs to read."""
    size = 0
    for text in document:
        data = text.encode()
        size += len(data)
        if size > MAX_BYTES:
            raise UnwritableError(f"cannot write {path}: a KMZ holds 2 GB at most; take .gpkg or .kml")
        packed.write(data)


def _colours(actors: Mapping[str, Actor]) -> Mapping[str, str]:
    return {actor_id: colour_of(actor) for actor_id, actor in actors.items()}


def _look(row: Row, columns: Sequence[Column], known: Known) -> Look:
    return look_of(_by_column(row, columns), known.colours)


def _by_column(row: Row, columns: Sequence[Column]) -> Mapping[str, Cell]:
    return {column.name: cell for column, cell in zip(columns, row.cells, strict=True)}


def _document(results: Results, names: Sequence[str], styles: str, known: Known) -> Iterator[str]:
    about = f"{ATTRIBUTION} End of a TimeSpan: the day after the last one."
    yield f"{_HEAD}<name>whoheld: {names[0]}</name>\n<open>1</open>\n"
    yield f"<description>{escape_html(about)}</description>\n{styles}"
    for name in names:
        yield f"<Document><name>{name}</name><description>{escape_html(TITLES[name])}</description>\n"
        yield _schema(name)
        yield from _placemarks(results, name, known)
        yield "</Document>\n"
    yield _TAIL


def _schema(layer: str) -> str:
    columns = (ID_COLUMN, *LAYERS[layer])
    fields = "".join(
        f'<SimpleField type="{_type_of(column)}" name="{_field_name(column)}"/>' for column in columns
    )
    return f'<Schema name="{layer}" id="schema-{layer}">{fields}</Schema>\n'


def _type_of(column: Column) -> str:
    return "double" if column.name in _WIDE else _TYPES[column.type]


def _field_name(column: Column) -> str:
    return f"offset_{column.name}" if column.name in _OFFSETS else column.name


def _placemarks(results: Results, layer: str, known: Known) -> Iterator[str]:
    columns, shapes = LAYERS[layer], ShapeTexts()
    for row in layer_rows(results, layer):
        cells = _by_column(row, columns)
        title = str(next((cells[name] for name in _LABELS if cells.get(name) is not None), row.id))
        data = "".join(
            f'<SimpleData name="{_field_name(column)}">{escape_html(str(cell))}</SimpleData>'
            for column, cell in zip((ID_COLUMN, *columns), (row.id, *row.cells), strict=True)
            if cell is not None
        )
        yield (
            f'<Placemark><name>{escape_html(title)}</name><Snippet maxLines="1">{_snippet(cells)}</Snippet>'
            f"<description>{escape_html(balloon(title, cells, known.reports))}</description>"
            f"{_time(cells)}<styleUrl>#{look_of(cells, known.colours).id}</styleUrl>"
            f'<ExtendedData><SchemaData schemaUrl="#schema-{layer}">{data}</SchemaData></ExtendedData>'
            f"{shapes.of(row)}</Placemark>\n"
        )


def _snippet(cells: Mapping[str, Cell]) -> str:
    words = [cells.get(name) for name in ("actor", "relation", "state", "change")]
    return escape_html(", ".join(str(word) for word in words if word is not None))


def _time(cells: Mapping[str, Cell]) -> str:
    """Return the row's days as a TimeSpan of moments, or as a TimeStamp where it is of one day."""
    start, end = cells.get("start_date"), cells.get("end_date")
    if isinstance(day := cells.get("date"), date) and "start_date" not in cells:
        return f"<TimeStamp><when>{day.isoformat()}</when></TimeStamp>"
    begin = f"<begin>{start.isoformat()}T00:00:00Z</begin>" if isinstance(start, date) else ""
    until = f"<end>{end.isoformat()}T00:00:00Z</end>" if isinstance(end, date) else ""
    return f"<TimeSpan>{begin}{until}</TimeSpan>" if begin or until else ""
