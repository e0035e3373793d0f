"""The Python interface: read sources, then ask for tables, layers and maps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from output.models import Results
from output.shapefile import zip_path
from whoheld.drawing import DrawOptions, draw_layer
from whoheld.exporting import FileChoices, check_export, draw_export, write_export
from whoheld.judging import judge_layer
from whoheld.options import RunOptions
from whoheld.pipeline import run_with
from whoheld.project.adding import Asked, add_sources
from whoheld.targets import check_target

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from output.controlmap import ControlMap
    from output.mapoptions import MapOptions


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

    def map(
        self,
        path: str | PathLike[str],
        *,
        title: str = "",
        base: str | PathLike[str] | None = None,
        options: "MapOptions | None" = None,
    ) -> Path:
        """Write the HTML map and return its path.

        Args:
            path: The file to write.
            title: Heading of the page; "" takes that of the options.
            base: A map of areas you trust (GeoJSON with a property actor), drawn where no town has a report.
            options: Box, precision, days, areas, language and the rest; None takes the defaults.

        Raises:
            BadStartMapError: If the file of areas cannot be used.
            UnknownLanguageError: If there are no words for the language asked for.
            BadOptionError: If the file is a project file.
            UnwritableError: If the file cannot be written.
        """
        from output.webmap import write_map  # noqa: PLC0415
        from whoheld.mapchoices import MapChoices, map_options  # noqa: PLC0415
        from whoheld.startfile import open_base  # noqa: PLC0415

        check_target(Path(path))
        page = options or map_options(MapChoices())
        trusted = open_base(Path(base), actor_files=self.options.actors) if base else page.base
        write_map(self.results, Path(path), options=replace(page, title=title or page.title, base=trusted))
        return Path(path)

    def page(self, *, title: str = "") -> "ControlMap":
        """Return the map as a folium map, which a notebook shows in its page."""
        from output.webmap import build_map  # noqa: PLC0415
        from whoheld.mapchoices import MapChoices, map_options  # noqa: PLC0415

        return build_map(self.results, options=map_options(MapChoices(title=title)))

    def export(
        self,
        path: str | PathLike[str],
        *,
        layer: str = "control",
        days: DrawOptions | None = None,
        choices: FileChoices | None = None,
    ) -> Path:
        """Write a layer, or a picture of the map, as the path's suffix says; return the file written.

        Args:
            path: The file to write.
            layer: Key of `output.schema.LAYERS`.
            days: Which days to draw, for layers that are drawn and for pictures; the whole history unless
                given.
            choices: What belongs to the format: a QGIS project, HXL tags, the end of what lasts.

        Raises:
            UnknownFormatError: If no writer serves the suffix or the layer.
            MissingExtraError: If the format needs a package that is not installed.
            BadOptionError: If the layer has no use for these days, the format none for a choice, or the file
                is a project file.
            UnwritableError: If the file cannot be written.
        """
        target, chosen, wanted = Path(path), days or DrawOptions(), choices or FileChoices()
        check_export(target, layer, days=chosen, choices=wanted)
        check_target(zip_path(target))
        drawn = draw_export(self.results, target, layer, days=chosen, options=self.options)
        return write_export(drawn, target, layer, days=chosen, choices=wanted)

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
    """Read articles and tables of coded claims, or a project file.

    Args:
        sources: Files and folders, or one project file, whose articles come without their texts.
        options: Publication day for undated texts, actor files, theatre; a project file brings its own.

    Raises:
        NothingReadError: If not one article or coded claim could be read.
        ProjectError: If the project file cannot be read.
    """
    outcome = run_with([fspath(source) for source in sources], options=options or RunOptions())
    return Reading(outcome.results, outcome.options)


def add(
    project: str | PathLike[str],
    sources: Sequence[str | PathLike[str]] = (),
    *,
    options: RunOptions | None = None,
) -> Mapping[str, int]:
    """Put articles and tables of coded claims into a project file, made if it is missing.

    Args:
        project: The file.
        sources: Files and folders; none = only bring the project up to date.
        options: Those that differ from the usual ones are kept in the project.

    Returns:
        What was done: numbers of "new" and "known" articles, "reread" and "replaced" ones, "files",
        "unchanged" files, "coded" claims and "issues".

    Raises:
        NothingReadError: If the sources hold no file that can be read.
        ProjectError: If the project file cannot be read or written.
    """
    asked = Asked([fspath(source) for source in sources], options or RunOptions())
    return add_sources(Path(project), asked)
