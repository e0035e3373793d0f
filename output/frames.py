"""GeoDataFrames of the layers: the one place where frames exist."""

from typing import TYPE_CHECKING, Any

from output.cells import Row
from output.models import Results
from output.rows import layer_rows
from output.schema import LAYERS, ColumnType

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import Series

_DTYPES: dict[ColumnType, str] = {"date": "datetime64[ms]", "number": "float64", "count": "Int64"}


def control_frame(results: Results) -> "GeoDataFrame":
    """Return the control intervals; see `layer_frame`."""
    return layer_frame(results, layer="control")


def claims_frame(results: Results) -> "GeoDataFrame":
    """Return the claims that have a place; see `layer_frame`."""
    return layer_frame(results, layer="claims")


def places_frame(results: Results) -> "GeoDataFrame":
    """Return the places that articles name or claims speak of; see `layer_frame`."""
    return layer_frame(results, layer="places")


def layer_frame(results: Results, *, layer: str) -> "GeoDataFrame":
    """Return a layer as a frame in EPSG:4326, indexed by feature id.

    Args:
        results: Of one run.
        layer: Key of `output.schema.LAYERS`, whose columns the frame has: text as str (None = not known),
            days as datetime64 (half-open ranges, NaT = still so or not known), numbers as float64 and counts
            as Int64.

    Returns:
        A row per feature, in the layer's order; points for settlements, polygons for regions that have one,
        nothing for rows of tables.

    Raises:
        UnknownFormatError: If there is no such layer.
    """
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    rows = list(layer_rows(results, layer))
    cells = list(zip(*(row.cells for row in rows), strict=True)) or [()] * len(LAYERS[layer])
    index = pd.Index([row.id for row in rows], name="id", dtype="object")
    data = {
        column.name: _series(values, column.type, index)
        for column, values in zip(LAYERS[layer], cells, strict=True)
    }
    return gpd.GeoDataFrame(data, geometry=_geometries(rows), crs="EPSG:4326", index=index)


def _series(values: tuple[Any, ...], kind: ColumnType, index: Any) -> "Series[Any]":
    import pandas as pd  # noqa: PLC0415

    return pd.Series(list(values), index=index, dtype=_DTYPES.get(kind, "object"))


def _geometries(rows: list[Row]) -> list[Any]:
    from shapely import Point  # noqa: PLC0415

    shapes: dict[str, Any] = {}
    for row in rows:
        if row.place is not None and row.place.id not in shapes:
            point = Point(row.place.point.lon, row.place.point.lat)
            shapes[row.place.id] = row.place.geometry or point
    return [shapes[row.place.id] if row.place is not None else row.geometry for row in rows]
