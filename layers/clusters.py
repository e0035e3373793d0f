"""Places near each other, their mesh, and their histories as label numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.models import Place
from layers.mesh import GHOSTS_TO, Mesh, build_mesh
from layers.models import ControlInterval, State
from layers.neighbours import find_clusters
from layers.plane import Plane
from layers.reports import REGION_KINDS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Label = tuple[State, tuple[str, ...]]

ALWAYS = date.max
_WINDOW_STEP_KM = 50.0
_PLAIN_LAT_DEG, _PLAIN_WIDTH_DEG, _MARGIN_DEG = 80.0, 120.0, 1.0
ISLET_KM = 3.0
SEAM_KM = 0.05  # outlines that meet on the 180th meridian leave slivers between them


@dataclass(frozen=True, slots=True)
class AreaOptions:
    """How areas are drawn.

    Attributes:
        reach_km: Land farther than about this from every place with a report is blank.
        fill_km: A place without a report yet (or of which nothing is known) takes the label of the nearest
            place that has one, up to this far away; 0 = it stays blank.
        contested_below: A place whose holder is less probable than this is drawn as contested.
        is_cells: Whether the land between places is divided by Voronoi cells, not by Delaunay midpoints.
    """

    reach_km: float = 15.0
    fill_km: float = 20.0
    contested_below: float = 0.6
    is_cells: bool = False

    def __post_init__(self) -> None:
        """Refuse reaches that are none."""
        if not self.reach_km > 0:
            raise ValueError(f"a reach is above 0 km, got {self.reach_km}")
        if not self.fill_km >= 0:
            raise ValueError(f"places are filled from 0 km or more, got {self.fill_km}")

    def method(self) -> str:
        """Return in words how areas are drawn."""
        shape = "Voronoi cells" if self.is_cells else "Delaunay midpoints"
        filled = (
            f"; land of places without a report yet takes the side of the nearest place with one within "
            f"{self.fill_km:g} km (inferred)"
            if self.fill_km
            else ""
        )
        return (
            f"{shape} between places with reports, up to about {self.reach_km:g} km from each{filled}; "
            f"contested where both sides hold ground or the holder's probability is under "
            f"{self.contested_below:g}"
        )


DEFAULT_OPTIONS = AreaOptions()


@dataclass(frozen=True, slots=True)
class Runs:
    """Ranges of days on which places wear a label, by place and first day; arrays run parallel.

    Attributes:
        place: Number of the place in its cluster.
        start: First day, as a proleptic ordinal.
        end: Day after the last one.
        label: Number of the label.
        probability: Of the interval.
    """

    place: Ints
    start: Ints
    end: Ints
    label: Ints
    probability: Floats

    def at(self, places: Ints, day: int) -> Ints:
        """Return the number of the run of each place that holds a day, -1 where there is none."""
        key = self.place * _DAYS + self.start
        found = np.searchsorted(key, places * _DAYS + day, side="right") - 1
        held = (found >= 0) & (self.place[found] == places) & (self.end[found] > day)
        chosen: Ints = np.where(held, found, -1)
        return chosen


_DAYS = 1 << 22  # more than any ordinal


@dataclass(frozen=True)
class Cluster:
    """Places near each other with their histories as labels.

    Attributes:
        places: In the order of their ids.
        mesh: Around them; its nodes are numbered by `mesh.node_of`.
        labels: What a label number stands for; number 0 is blank.
        runs: The history of each place.
        land: Land of the cluster's plane, in kilometres; None = there is no water.
        fill_km: See `AreaOptions`.
    """

    places: Sequence[Place]
    mesh: Mesh
    labels: Sequence[Label | None]
    runs: Runs
    land: BaseGeometry | None
    fill_km: float

    @cached_property
    def place_ids(self) -> npt.NDArray[np.object_]:
        """Return the ids of the places."""
        return np.array([place.id for place in self.places], dtype=object)

    @cached_property
    def water(self) -> BaseGeometry | None:
        """Return what of the cluster's plane is not land, None where there is no water."""
        if self.land is None:
            return None
        water = shapely.difference(_frame(self.mesh), self.land)
        shapely.prepare(water)
        return water


def build_clusters(
    intervals: Iterable[ControlInterval],
    *,
    land: BaseGeometry | None = None,
    options: AreaOptions = DEFAULT_OPTIONS,
) -> tuple[Cluster, ...]:
    """Gather the places that areas are drawn from, with their meshes.

    Places that are regions themselves, and intervals without a date or of an unknown state, draw nothing;
    nor do clusters of such places alone.

    Args:
        intervals: Of any places.
        land: In WGS 84, what is no water; None = everywhere.
        options: How areas are drawn.
    """
    by_place: dict[str, list[ControlInterval]] = {}
    for interval in intervals:
        if interval.place.kind not in REGION_KINDS and interval.start is not None:
            by_place.setdefault(interval.place.id, []).append(interval)
    places = [by_place[place_id][0].place for place_id in sorted(by_place)]
    if not places:
        return ()
    groups = find_clusters([place.point for place in places], gap_km=2 * GHOSTS_TO * options.reach_km)
    found = (_cluster([places[n] for n in group.tolist()], by_place, land, options) for group in groups)
    return tuple(cluster for cluster in found if len(cluster.runs.place))


def _cluster(
    places: Sequence[Place],
    by_place: Mapping[str, Sequence[ControlInterval]],
    land: BaseGeometry | None,
    options: AreaOptions,
) -> Cluster:
    numbers: dict[Label, int] = {}
    rows = []
    for number, place in enumerate(places):
        for interval in sorted(by_place[place.id], key=lambda found: found.start or ALWAYS):
            label = label_of(interval, options)
            if label is not None and interval.start is not None:
                end = (interval.end or ALWAYS).toordinal()
                rows.append((number, interval.start.toordinal(), end, label, interval.probability))
    for label in sorted({row[3] for row in rows}):
        numbers[label] = len(numbers) + 1
    columns = np.array([(*row[:3], numbers[row[3]]) for row in rows], dtype=np.int64).reshape(-1, 4)
    runs = Runs(
        place=columns[:, 0],
        start=columns[:, 1],
        end=columns[:, 2],
        label=columns[:, 3],
        probability=np.array([row[4] for row in rows], dtype=np.float64),
    )
    mesh = build_mesh([place.point for place in places], reach_km=options.reach_km, is_cells=options.is_cells)
    return Cluster(places, mesh, [None, *numbers], runs, _land_of(mesh, land), options.fill_km)


def label_of(interval: ControlInterval, options: AreaOptions) -> Label | None:
    """Return what an interval paints its land with; None = nothing."""
    if interval.state is State.UNKNOWN or not interval.actors:
        return None
    if interval.state is State.CONTESTED:
        return State.CONTESTED, tuple(sorted(interval.actors))
    is_doubtful = interval.probability < options.contested_below
    return (State.CONTESTED if is_doubtful else State.CONTROLLED), interval.actors[:1]


def _land_of(mesh: Mesh, land: BaseGeometry | None) -> BaseGeometry | None:
    """Return the land under a mesh in its kilometres, None where there is no water.

    Places that lie in the water of a coarse coastline keep an islet.
    """
    if land is None:
        return None
    frame = _frame(mesh)
    near = _clipped(mesh.plane, land, frame)
    inside: BaseGeometry = shapely.intersection(_flattened(mesh.plane, near), frame)
    spots = np.atleast_1d(np.asarray(shapely.points(mesh.spots_km), dtype=object))
    wet = spots[~np.asarray(shapely.intersects(inside, spots))]
    inside = shapely.union_all([inside, *shapely.buffer(wet, ISLET_KM)])
    if shapely.contains(inside, frame):
        return None
    shapely.prepare(inside)
    return inside


def _clipped(plane: Plane, land: BaseGeometry, frame: BaseGeometry) -> BaseGeometry:
    """Return the land in a window around a frame: all of it near the poles and the 180th meridian."""
    around = plane.unflatten(shapely.segmentize(frame.boundary, _WINDOW_STEP_KM))
    west, south, east, north = around.bounds
    if max(abs(south), abs(north)) > _PLAIN_LAT_DEG or east - west > _PLAIN_WIDTH_DEG:
        return land
    box = (west - _MARGIN_DEG, south - _MARGIN_DEG, east + _MARGIN_DEG, north + _MARGIN_DEG)
    return shapely.clip_by_rect(land, *box)


def _flattened(plane: Plane, land: BaseGeometry) -> BaseGeometry:
    """Return land in a plane's kilometres; what lies at the other end of the world is dropped."""
    lon = plane.centre.lon + (180.0 if plane.centre.lon <= 0 else -180.0)
    land = shapely.difference(land, shapely.buffer(shapely.Point(lon, -plane.centre.lat), 1.0, quad_segs=1))
    flat = shapely.make_valid(plane.flatten(land), method="structure", keep_collapsed=False)
    west, _, east, _ = land.bounds
    if west > -180.0 or east < 180.0:
        return flat
    seam: BaseGeometry = shapely.buffer(shapely.buffer(flat, SEAM_KM), -SEAM_KM)
    return seam


def _frame(mesh: Mesh) -> BaseGeometry:
    west, south = mesh.nodes_km.min(axis=0).tolist()
    east, north = mesh.nodes_km.max(axis=0).tolist()
    frame: BaseGeometry = shapely.box(west, south, east, north)
    return frame
