"""The formats of `export`: file suffix to writer."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from output.atomic import check_writable
from output.collection import paused_collection
from output.errors import UnknownFormatError
from output.geojson import write_geojson
from output.geopackage import write_geopackage
from output.kml import write_kml
from output.models import Results
from output.ogr import write_flatgeobuf
from output.parquet import require_pyarrow, write_parquet
from output.pictures import check_picture, is_picture, write_picture
from output.rows import check_layer
from output.schema import TABLES
from output.shapefile import write_shapefile, zip_path
from output.tables import write_layer_csv


class Writer(Protocol):
    """Writes one layer of the results to a file."""

    def __call__(self, results: Results, path: Path, *, layer: str) -> None: ...  # noqa: D102


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        ".geojson": write_geojson,
        ".json": write_geojson,
        ".csv": write_layer_csv,
        ".gpkg": write_geopackage,
        ".fgb": write_flatgeobuf,
        ".parquet": write_parquet,
        ".kml": write_kml,
        ".kmz": write_kml,
        ".shp": write_shapefile,
        ".zip": write_shapefile,
        ".png": write_picture,
        ".svg": write_picture,
        ".gif": write_picture,
        ".webp": write_picture,
    }
)

FLAT_SUFFIXES = (".csv", ".gpkg")
"""Formats of layers that lie nowhere."""


def check_target(path: Path, *, layer: str = "control") -> None:
    """Refuse a target before the work is done.

    Args:
        path: The file to write; its suffix is the format.
        layer: Key of `output.schema.LAYERS`.

    Raises:
        UnknownFormatError: If no writer serves the suffix or the layer; names those that exist.
        MissingExtraError: If the format needs a package that is not installed.
        UnwritableError: If the file cannot be written.
    """
    if path.suffix.lower() not in WRITERS:
        raise UnknownFormatError(f"a layer is written to {', '.join(WRITERS)}; got {path}")
    check_layer(layer)
    if layer in TABLES and path.suffix.lower() not in FLAT_SUFFIXES:
        raise UnknownFormatError(
            f"{layer} lies nowhere: write it to {' or '.join(FLAT_SUFFIXES)}; got {path}"
        )
    if is_picture(path):
        check_picture(layer)
    if path.suffix.lower() == ".parquet":
        require_pyarrow()
    check_writable(zip_path(path))


def write_results(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer of the results in the format of the file's suffix.

    Args:
        results: Of one run.
        path: The file to write; what stood there is replaced when all went well.
        layer: Key of `output.schema.LAYERS`.

    Raises:
        UnknownFormatError: If no writer serves the suffix or the layer; names those that exist.
        UnwritableError: If the file cannot be written.
    """
    check_target(path, layer=layer)
    with paused_collection():
        WRITERS[path.suffix.lower()](results, path, layer=layer)
