"""The Python interface: read sources, then ask for tables, layers and maps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from output.models import Results
from whoheld.drawing import DrawOptions, draw_layer
from whoheld.judging import judge_layer
from whoheld.options import RunOptions
from whoheld.pipeline import run

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from output.controlmap import ControlMap


@dataclass(frozen=True, slots=True)
class Reading:
    """The results of reading some sources.

    Attributes:
        results: Everything that was read, found, placed and derived.
        options: Of the run.
    """

    results: Results
    options: RunOptions = field(default_factory=RunOptions)

    def control(self) -> "GeoDataFrame":
        """Return the control intervals: a row each, EPSG:4326, dates half-open.

        The columns are those of the layer `control` in docs/exports.md: text as str (None = not known), days
        as datetime64 (NaT = still so, or no date), probabilities as float64 and counts as Int64.
        """
        from output.frames import control_frame  # noqa: PLC0415

        return control_frame(self.results)

    def claims(self) -> "GeoDataFrame":
        """Return the claims that have a place: a row each, EPSG:4326."""
        from output.frames import claims_frame  # noqa: PLC0415

        return claims_frame(self.results)

    def places(self) -> "GeoDataFrame":
        """Return the places that claims speak of: a row each, EPSG:4326."""
        from output.frames import places_frame  # noqa: PLC0415

        return places_frame(self.results)

    def layer(self, name: str, *, days: DrawOptions | None = None) -> "GeoDataFrame":
        """Return any layer: front lines, changes and series, too.

        Args:
            name: Key of `output.schema.LAYERS`.
            days: Which days to draw; the whole history unless given.

        Raises:
            UnknownFormatError: If there is no such layer.
            BadOptionError: If the layer has no use for these days.
        """
        from output.frames import layer_frame  # noqa: PLC0415
        from output.rows import check_layer  # noqa: PLC0415

        check_layer(name)
        return layer_frame(self._drawn(name, days), layer=name)

    def map(self, path: str | PathLike[str], *, title: str = "") -> Path:
        """Write the HTML map and return its path.

        Raises:
            UnwritableError: If the file cannot be written.
        """
        from output.webmap import write_map  # noqa: PLC0415
        from whoheld.mapchoices import map_options  # noqa: PLC0415

        write_map(self.results, Path(path), options=map_options(title=title))
        return Path(path)

    def page(self, *, title: str = "") -> "ControlMap":
        """Return the map as a folium map, which a notebook shows in its page."""
        from output.webmap import build_map  # noqa: PLC0415
        from whoheld.mapchoices import map_options  # noqa: PLC0415

        return build_map(self.results, options=map_options(title=title))

    def export(
        self, path: str | PathLike[str], *, layer: str = "control", days: DrawOptions | None = None
    ) -> Path:
        """Write a layer, or a picture of the map, in the format of the path's suffix and return its path.

        Args:
            path: The file to write.
            layer: Key of `output.schema.LAYERS`.
            days: Which days to draw, for layers that are drawn; the whole history unless given.

        Raises:
            UnknownFormatError: If no writer serves the suffix or the layer.
            MissingExtraError: If the format needs a package that is not installed.
            BadOptionError: If the layer has no use for these days.
            UnwritableError: If the file cannot be written.
        """
        from output.pictures import PictureOptions, is_picture  # noqa: PLC0415
        from output.writers import check_target, write_results  # noqa: PLC0415
        from whoheld.picture_cli import PictureChoices  # noqa: PLC0415
        from whoheld.picturing import export_picture, picture_options  # noqa: PLC0415

        check_target(Path(path), layer=layer)
        if is_picture(Path(path)):
            chosen = days or DrawOptions()
            picture = picture_options(Path(path), PictureChoices(), chosen) or PictureOptions()
            export_picture(self.results, Path(path), layer=layer, days=chosen, options=picture)
            return Path(path)
        write_results(self._drawn(layer, days), Path(path), layer=layer)
        return Path(path)

    def explain(self, place: str, *, on: date | None = None) -> str:
        """Return in words why a place has the state it has: reports, what each counts, what each source says.

        Args:
            place: Name or id of a place.
            on: One day; None = its whole history.

        Raises:
            BadOptionError: If no report is about such a place.
        """
        from output.explained import account_lines  # noqa: PLC0415
        from whoheld.explaining_control import explain_places  # noqa: PLC0415

        accounts = explain_places(place, self.results, options=self.options, on=on)
        return "\n".join(
            line for account in accounts for line in account_lines(account, self.results.actors, on=on)
        )

    def _drawn(self, layer: str, days: DrawOptions | None) -> Results:
        return judge_layer(draw_layer(self.results, layer, options=days), layer, options=self.options)


def read(sources: Sequence[str | PathLike[str]], *, options: RunOptions | None = None) -> Reading:
    """Read articles and tables of coded claims.

    Args:
        sources: Files and folders.
        options: Publication day for undated texts, actor files, theatre.

    Raises:
        NothingReadError: If not one article or coded claim could be read.
    """
    return Reading(run([fspath(source) for source in sources], options=options), options or RunOptions())
