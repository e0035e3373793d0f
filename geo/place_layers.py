"""Read places from GIS layers: GeoJSON, GeoPackage, shapefile."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geo.errors import BadPlaceDataError
from geo.imported import Imported
from geo.place_files import read_rows

_NAMES = ("name", "name_en", "NAME", "Name", "adm2_en", "label")


def read_layer(path: Path) -> Imported:
    """Read the first layer of a file; areas and lines give a point on them.

    Args:
        path: .geojson, .json, .gpkg or .shp with a name field, in any projection that it declares.

    Raises:
        BadPlaceDataError: If the file cannot be read, has no name field, or features cannot be used; names
            every such feature.
    """
    from pyogrio import read_dataframe  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415

    try:
        frame = read_dataframe(path)
    except (DataSourceError, DataLayerError) as error:
        reason = str(error).partition("; It might help")[0].rstrip(".")
        raise BadPlaceDataError(f"{path.name} cannot be read as a layer: {reason}") from error
    if "geometry" not in frame or not len(frame):
        raise BadPlaceDataError(f"{path.name}: no features with a geometry in it")
    if frame.crs is None:
        raise BadPlaceDataError(f"{path.name} does not say what projection it is in (.prj missing?)")
    frame = frame.to_crs(4326)
    name = next((column for column in _NAMES if column in frame), None)
    if name is None:
        raise BadPlaceDataError(f"{path.name}: no field 'name'; it has {', '.join(map(str, frame.columns))}")
    fields = [str(column) for column in frame.columns if column not in ("geometry", "lat", "lon")]
    header = ["lat", "lon", *("name" if field == name else field for field in fields)]
    return read_rows(_rows(frame, path.name, name), header, where=path.name)


def _rows(frame: Any, where: str, name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each feature as named cells."""
    columns = [column for column in frame.columns if column not in ("geometry", "lat", "lon")]
    for number, (geometry, values) in enumerate(
        zip(frame.geometry, frame[columns].itertuples(index=False), strict=True), start=1
    ):
        cells = {
            "name" if column == name else str(column): _cell(value)
            for column, value in zip(columns, values, strict=True)
        }
        usable = geometry is not None and not geometry.is_empty
        point = geometry.representative_point() if usable else None
        cells["lat"], cells["lon"] = (repr(point.y), repr(point.x)) if point is not None else ("", "")
        yield f"{where}: feature {number}", cells


def _cell(value: object) -> str:
    """Return a field's value as text; missing ones, NaN among them, as ""."""
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124
