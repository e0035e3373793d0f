"""GeoParquet, through pyarrow: typed columns, real days, small and quick to read."""

from pathlib import Path

from output.atomic import replace_file
from output.errors import MissingExtraError
from output.frames import layer_frame
from output.models import Results
from output.schema import LAYERS


def write_parquet(results: Results, path: Path, *, layer: str = "control") -> None:
    """Write a layer as GeoParquet (WKB, EPSG:4326), days as dates without a time.

    Args:
        results: Of one run.
        path: Target.
        layer: Key of `output.schema.LAYERS`.

    Raises:
        MissingExtraError: If pyarrow is not installed.
        UnknownFormatError: If there is no such layer.
        UnwritableError: If the file cannot be written.
    """
    require_pyarrow()
    frame = layer_frame(results, layer=layer)
    for column in LAYERS[layer]:
        if column.type == "date":
            frame[column.name] = frame[column.name].dt.date
    with replace_file(path) as draft:
        frame.to_parquet(draft, index=True, compression="zstd")


def require_pyarrow() -> None:
    """Make sure that GeoParquet can be written.

    Raises:
        MissingExtraError: If pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401, ICN001, PLC0415
    except ImportError as error:
        raise MissingExtraError(
            "GeoParquet needs pyarrow: install whoheld with its extra 'parquet'"
        ) from error
