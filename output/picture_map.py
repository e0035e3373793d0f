"""A map as a picture: everything but the day is made once, then drawn for any day."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from matplotlib import rc_context, rcdefaults, rcParams
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from output.dayscene import Mark, Sight, Tally, Watch, count_sights
from output.edition import installed_version
from output.mapoptions import Outlines
from output.models import Results
from output.payload_areas import Region, find_regions
from output.payload_colours import choose_colours
from output.payload_days import DayScale, build_day_scale
from output.payload_places import PlaceHistory, find_actors, gather_histories
from output.picture_ground import draw_ground
from output.picture_labels import Dot, draw_labels
from output.picture_layers import Outlined, area_artists, front_artists, holds_on, region_artists
from output.picture_marks import REACH, Shape, collect, mark_shapes, radius_px
from output.picture_panel import (
    LegendRow,
    Sheet,
    draw_counts,
    draw_date,
    draw_frame,
    draw_legend,
    draw_scale,
    rows_that_fit,
)
from output.picture_text import families
from output.picture_view import View, fit_view
from output.pictures import PictureOptions
from output.style import colour_of
from output.viewframe import find_frame

DEFAULT_TITLE = "Who reportedly held each town"
CREDIT = (
    "Reported, not verified. Boundaries: Natural Earth, as they are held, not as they are recognised. "
    "Places: GeoNames (CC BY 4.0)."
)
SALT = "whoheld"
DOTS_PER_INCH = 100


@contextmanager
def drawing_rules() -> Iterator[None]:
    """Draw with fixed settings, whatever matplotlib is told elsewhere, and the same way each time."""
    with rc_context():
        rcdefaults()
        rcParams["font.family"] = list(families())
        rcParams["lines.scale_dashes"] = False
        rcParams["path.simplify"] = False
        rcParams["svg.fonttype"] = "path"
        rcParams["svg.hashsalt"] = SALT
        yield


@dataclass(frozen=True, slots=True)
class Atlas:
    """What pictures of one run share.

    Attributes:
        histories: The places, by number.
        towns: Numbers of those drawn as marks, small ones first.
        regions: Those that are areas.
        colours: "#rrggbb" of actors by id, as on the map page.
        names: Of actors by id.
        watch: Knows how each place looks on a day.
        scale: The days of the reports.
    """

    results: Results
    histories: tuple[PlaceHistory, ...]
    towns: tuple[int, ...]
    regions: tuple[Region, ...]
    colours: Mapping[str, str]
    names: Mapping[str, str]
    watch: Watch
    scale: DayScale


def make_atlas(results: Results, outlines: Outlines) -> Atlas:
    """Gather what pictures of a run show."""
    histories = gather_histories(results.intervals, results.claims, until=None)
    regions = find_regions(histories, outlines)
    ids = find_actors(histories)
    drawn = {actor for area in results.areas for actor in area.actors} - set(ids)
    colours = choose_colours(histories, ids, results.actors)
    colours |= {actor: colour_of(results.actors.get(actor, actor)) for actor in sorted(drawn)}
    names = {one: results.actors[one].name if one in results.actors else one for one in colours}
    areas = {region.number for region in regions}
    towns = [number for number in range(len(histories)) if number not in areas]
    towns.sort(key=lambda number: (histories[number].place.population, number))
    scale = build_day_scale(results, since=None, until=None)
    return Atlas(results, histories, tuple(towns), regions, colours, names, Watch(histories), scale)


class Plate:
    """One figure: a map on its sheet, drawn in parts so that an animation keeps what does not change."""

    def __init__(self, atlas: Atlas, sheet: Sheet, outlines: Outlines, *, options: PictureOptions) -> None:
        self.atlas, self.sheet = atlas, sheet
        inches = (sheet.width / DOTS_PER_INCH, sheet.height / DOTS_PER_INCH)
        self.figure = Figure(figsize=inches, dpi=options.dpi)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set(xlim=(0, sheet.width), ylim=(sheet.height, 0))
        frame = options.frame or find_frame(atlas.histories, atlas.regions)
        self.view: View = fit_view(frame, sheet.map_box)
        self.outlined = Outlined(self.view)
        self.dots = _dots(atlas, self.view)
        self._outlines = outlines
        self._marks: dict[Sight, list[Shape]] = {}

    def tally(self, day: date) -> Tally:
        """Return what each actor holds of the towns on the map."""
        return count_sights(self.sights(day))

    def sights(self, day: date) -> list[Sight]:
        """Return how the towns on the map look on a day."""
        return self.atlas.watch.sights([dot.number for dot in self.dots], day)

    def draw_base(
        self, title: str, rows: Sequence[LegendRow], dots: Sequence[Dot], *, layer: str, omitted: int
    ) -> None:
        """Draw everything that is the same on every day."""
        results = self.atlas.results
        countries = draw_ground(self.axes, self.view, self._outlines)
        unwritten = draw_labels(self.axes, self.view, dots, self.atlas.histories, countries)
        counts = f"{len(results.articles):,} articles, {len(results.claims):,} claims"
        left_out = f" {unwritten} names are in letters that no font here has." if unwritten else ""
        credit = f"{CREDIT}{left_out} whoheld {installed_version()}".rstrip()
        draw_frame(self.axes, self.sheet, (title or DEFAULT_TITLE, f"As reported in {counts}"), credit)
        shown = {
            "region": bool(self.atlas.regions),
            "area": layer == "areas" and bool(results.areas),
            "front": layer != "control" and bool(results.fronts),
        }
        draw_legend(self.axes, self.sheet, rows, omitted=omitted, has_layers=shown)
        draw_scale(self.axes, self.view)

    def draw_day(self, day: date, rows: Sequence[LegendRow], *, layer: str) -> list[Artist]:
        """Draw what belongs to one day, and return it."""
        atlas, results = self.atlas, self.atlas.results
        made: list[Artist] = []
        if layer == "areas":
            areas = [area for area in results.areas if holds_on(area, day)]
            made += area_artists(self.axes, self.outlined, areas, atlas.colours)
        numbers = [region.number for region in atlas.regions]
        sights = atlas.watch.sights(numbers, day)
        made += region_artists(self.axes, self.outlined, atlas.regions, sights, atlas.colours)
        if layer != "control":
            fronts = [front for front in results.fronts if holds_on(front, day)]
            made += front_artists(self.axes, self.view, fronts)
        made.append(self._draw_towns(day))
        made += draw_counts(self.axes, self.sheet, rows, self.tally(day))
        made.append(draw_date(self.axes, self.sheet, day))
        return made

    def _draw_towns(self, day: date) -> Artist:
        pairs = sorted(zip(self.dots, self.sights(day), strict=True), key=lambda pair: _rank(pair[1]))
        marks = collect((shape for dot, sight in pairs for shape in self._shapes(dot, sight)), order=6)
        self.axes.add_collection(marks, autolim=False)
        return marks

    def _shapes(self, dot: Dot, sight: Sight) -> list[Shape]:
        if sight not in self._marks:
            self._marks[sight] = mark_shapes(sight, (dot.x, dot.y), dot.r, self.atlas.colours)
        return self._marks[sight]


def _dots(atlas: Atlas, view: View) -> list[Dot]:
    """Return the towns on the map, small ones first."""
    places = [atlas.histories[number].place for number in atlas.towns]
    spots = view.project(np.array([(p.point.lon, p.point.lat) for p in places]).reshape(-1, 2)).tolist()
    dots = []
    for number, place, (x, y) in zip(atlas.towns, places, spots, strict=True):
        r = radius_px(place.population, zoom=view.zoom, towns=len(places))
        edge = r * REACH
        if (
            view.box.left + edge < x < view.box.right - edge
            and view.box.top + edge < y < view.box.bottom - edge
        ):
            dots.append(Dot(number, x, y, r))
    return dots


def legend_rows(atlas: Atlas, sheet: Sheet, weights: Mapping[str, float]) -> tuple[list[LegendRow], int]:
    """Return the actors that the legend names, the weightiest first, and how many are left out."""
    ranked = sorted((one for one in weights if weights[one] > 0), key=lambda one: (-weights[one], one))
    most = rows_that_fit(sheet)
    kept = ranked if len(ranked) <= most + 1 else ranked[:most]
    rows = [LegendRow(one, atlas.names[one], atlas.colours[one]) for one in kept]
    return rows, len(ranked) - len(kept)


def weights_of(tally: Tally) -> Mapping[str, float]:
    """Return how much each actor counts in a legend: towns held, and half of those contested."""
    weights: Counter[str] = Counter()
    for actor_id, towns in tally.held.items():
        weights[actor_id] += 2 * towns
    for actor_id, towns in tally.contested.items():
        weights[actor_id] += towns
    return {actor_id: towns / 2 for actor_id, towns in weights.items()}


def ranked_dots(dots: Sequence[Dot], sights: Sequence[Sight]) -> list[Dot]:
    """Return towns with their rank: labels of those with a state come first."""
    return [replace(dot, rank=_rank(sight)) for dot, sight in zip(dots, sights, strict=True)]


def _rank(sight: Sight) -> int:
    """Return 0 for a town of which nothing is reported, 1 where the holder is not known, else 2."""
    return 0 if sight.mark is Mark.SILENT else 1 if sight.mark is Mark.UNKNOWN else 2
