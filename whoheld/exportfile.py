"""Read the layers of an export, edited or not, as features with text cells: GeoPackage and GeoJSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from articles.models import Issue
from articles.reading import issue

EXPORT_SUFFIXES = frozenset({".gpkg", ".geojson"})
_PLACES, _ACTORS = frozenset({"place", "place_id"}), frozenset({"actor", "actor_id", "actors"})
_DRAWN = frozenset({"area_km2", "change", "other_actor", "length_km", "towns"})
_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "control": "control",
        "control_regions": "control",
        "claims": "claims",
        "places": "places",
        "articles": "articles",
        "issues": "issues",
    }
)
_WGS84 = "EPSG:4326"


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature as it stands in a file.

    Attributes:
        path: The file.
        layer: Its layer.
        number: Of the feature: its id in a GeoPackage, else counted from 1.
        cells: By lower-case name of the column; "" = nothing.
        geometry: In WGS 84; None = none.
    """

    path: Path
    layer: str
    number: int
    cells: Mapping[str, str]
    geometry: BaseGeometry | None

    @property
    def where(self) -> str:
        """File, layer and number, for messages."""
        return f"{self.path} {self.layer} feature {self.number}"

    def get(self, name: str) -> str:
        """Return a cell without spaces around it, "" where there is none."""
        return self.cells.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class ExportFile:
    """The layers of a file by what they are for, and what could not be read.

    Attributes:
        features: By role: "control", "claims", "places", "articles", "issues".
        options: Of the run that wrote the file, if it says so.
    """

    path: Path
    features: Mapping[str, tuple[Feature, ...]]
    issues: tuple[Issue, ...]
    options: str = ""


def is_export(path: Path) -> bool:
    """Tell whether a source may be an export, by its suffix."""
    return path.suffix.lower() in EXPORT_SUFFIXES


def read_export_file(path: Path) -> ExportFile:
    """Read every layer of a file that whoheld can use.

    A layer is known by its name as whoheld writes it, else by its columns: it may have been renamed or saved
    on its own. What is drawn from control (areas, front lines, changes) is not read: it is drawn again.
    """
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415

    features: dict[str, list[Feature]] = {}
    problems: list[Issue] = []
    options = ""
    try:
        for name in _layer_names(path):
            columns, options = _describe(path, name, options)
            role = _role(name, columns)
            if role:
                features.setdefault(role, []).extend(_read_layer(path, name, problems))
    except (DataSourceError, DataLayerError) as error:
        reason = str(error).partition("; It might help")[0].rstrip(".")
        problems.append(issue("bad-export", path, f"cannot be read as a layer file: {reason}"))
    if not problems and not features.keys() & {"control", "claims"}:
        problems.append(
            issue(
                "bad-export", path,
                "no layer to make a map of: control has the columns place, actor, state, start_date and "
                "end_date, claims those of a table of claims",
            )
        )  # fmt: skip
    return ExportFile(path, {r: tuple(found) for r, found in features.items()}, tuple(problems), options)


def _layer_names(path: Path) -> list[str]:
    import pyogrio  # noqa: PLC0415

    return [str(name) for name in pyogrio.list_layers(path)[:, 0]]


def _describe(path: Path, name: str, options: str) -> tuple[frozenset[str], str]:
    """Return the columns of a layer, and the options that the file names."""
    import pyogrio  # noqa: PLC0415

    about = pyogrio.read_info(path, layer=name)
    told = (about.get("dataset_metadata") or {}).get("OPTIONS", "")
    return frozenset(str(field).lower() for field in about["fields"]), options or told.removesuffix("none")


def _role(name: str, columns: frozenset[str]) -> str:
    if name in _ROLES:
        return _ROLES[name]
    if not columns & _PLACES or not columns & _ACTORS or columns & _DRAWN:
        return ""
    if "relation" in columns:
        return "claims"
    is_view = "source" in columns and "actors" not in columns
    return "control" if columns & {"state", "start_date"} and not is_view else ""


def _read_layer(path: Path, name: str, problems: list[Issue]) -> list[Feature]:
    from pyogrio import raw  # noqa: PLC0415

    about, numbers, shapes, columns = raw.read(path, layer=name, return_fids=True, force_2d=True)
    names = [str(field).lower() for field in about["fields"]]
    cells = [[_text(value) for value in column] for column in columns]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]
    is_numbered = path.suffix.lower() == ".gpkg"
    geometries: Sequence[BaseGeometry | None] = [None] * len(rows)
    if shapes is not None and rows:
        geometries = _geometries(path, name, shapes, about["crs"], problems)
    return [
        Feature(path, name, int(fid) if is_numbered else place + 1, row, shape)
        for place, (fid, row, shape) in enumerate(zip(numbers, rows, geometries, strict=True))
    ]


def _geometries(
    path: Path, name: str, shapes: Any, crs: str | None, problems: list[Issue]
) -> Sequence[BaseGeometry | None]:
    """Return geometries in WGS 84; none where the coordinate system is unknown to PROJ."""
    from pyproj import CRS, Transformer  # noqa: PLC0415
    from pyproj.exceptions import CRSError, ProjError  # noqa: PLC0415

    found = shapely.from_wkb(shapes, on_invalid="ignore")
    if not crs:
        problems.append(issue("bad-export", path, f"{name} names no coordinate system: taken as WGS 84"))
        return list(found)
    try:
        system = CRS.from_user_input(crs)
        if system.equals(CRS(_WGS84), ignore_axis_order=True):
            return list(found)
        turn = Transformer.from_crs(system, _WGS84, always_xy=True)
        turned = shapely.transform(found, lambda xy: np.column_stack(turn.transform(*xy.T)))
    except (CRSError, ProjError) as error:
        problems.append(issue("bad-export", path, f"{name} has coordinates that cannot be used: {error}"))
        return [None] * len(found)
    return list(turned)


def _text(value: Any) -> str:
    """Return a cell as text: "" for nothing, days as YYYY-MM-DD."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, np.datetime64):
        return "" if np.isnat(value) else str(value.astype("datetime64[D]"))
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)
