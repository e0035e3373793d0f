"""Areas from a starting map that is trusted: it changes only where places have changed hands since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.models import LonLat, Place
from layers.areas import Painted, join_areas
from layers.clusters import ALWAYS, DEFAULT_OPTIONS, AreaOptions, Cluster, Label, build_clusters
from layers.models import Area, ControlInterval, State
from layers.plane import Plane
from layers.rings import polygons_of
from layers.slivers import clean_slivers, polygonal
from layers.wearing import Wearing

Ints = npt.NDArray[np.int64]
Shapes = Mapping[Label, BaseGeometry]

METHOD = (
    "starting map, changed by the Voronoi cells of places that changed hands since; slivers narrower than "
    "3 km beside them go to the neighbour"
)


@dataclass(frozen=True, slots=True)
class StartArea:
    """Land that an actor held, by a map somebody trusts.

    Attributes:
        actor: Its id.
        geometry: Polygon or multipolygon in WGS 84, valid; areas of different actors do not overlap.
        day: The day of the map: states of places that held on this very day are in it already; None = every
            state that differs from the map counts as a change.
    """

    actor: str
    geometry: BaseGeometry
    day: date | None = None


def build_from_start(
    intervals: Iterable[ControlInterval],
    start: Sequence[StartArea],
    *,
    on: Sequence[date] | None = None,
    land: BaseGeometry | None = None,
    options: AreaOptions = DEFAULT_OPTIONS,
) -> tuple[Area, ...]:
    """Draw the areas of a starting map, moved on by what has changed at places.

    Args:
        intervals: Control intervals of any places.
        start: The map, at least one area.
        on: Days of snapshots; None = every range of days on which nothing changes.
        land: In WGS 84, what is no water; None = everywhere. It cuts what is added, never the map.
        options: How far a place speaks for the land around it.
    """
    chosen = replace(options, is_cells=True, fill_km=0.0)
    clusters = build_clusters(intervals, land=land, options=chosen)
    seeded = _Seeded(start, clusters)
    painted: list[Painted] = []
    for day, end in _spans(seeded, on):
        painted += seeded.paint(day, end)
    return join_areas(painted, METHOD)


def _spans(seeded: "_Seeded", on: Sequence[date] | None) -> list[tuple[date, date]]:
    if on is not None:
        return [(day, day + timedelta(days=1)) for day in sorted(set(on))]
    days = seeded.days()
    return [*zip(days, [*days[1:], ALWAYS], strict=True)]


class _Seeded:
    """A starting map with the places on it, moved on from day to day."""

    def __init__(self, start: Sequence[StartArea], clusters: Sequence[Cluster]) -> None:
        middles = [shapely.point_on_surface(area.geometry) for area in start]
        self._plane = Plane.around([LonLat(point.x, point.y) for point in middles])
        self._start = self._flattened(start)
        self._followers = [_Follower(cluster, start) for cluster in clusters]
        self._mapped = shapely.union_all([*self._start.values()])
        self._first = min((area.day for area in start if area.day), default=None)
        self._drawn: dict[Label, tuple[BaseGeometry, float]] = {}

    def _flattened(self, start: Sequence[StartArea]) -> dict[Label, BaseGeometry]:
        shapes: dict[Label, list[BaseGeometry]] = {}
        for area in start:
            flat = shapely.make_valid(
                self._plane.flatten(area.geometry), method="structure", keep_collapsed=False
            )
            shapes.setdefault((State.CONTROLLED, (area.actor,)), []).append(flat)
        return {label: shapely.union_all(shapes[label]) for label in sorted(shapes)}

    def days(self) -> list[date]:
        """Return the day of the map, and those on which a place changes, ascending."""
        ordinals = {day for follower in self._followers for day in follower.wearing.days().tolist()}
        days = {date.fromordinal(day) for day in ordinals}
        return sorted(days | ({self._first} if self._first else set()))

    def paint(self, day: date, end: date) -> Iterator[Painted]:
        """Yield the areas of a day; days come in order."""
        if any([follower.move(day) for follower in self._followers]) or not self._drawn:  # noqa: C419
            self._drawn = {label: self._sized(shape) for label, shape in self._shapes().items()}
        for label, (geometry, area_km2) in self._drawn.items():
            if area_km2 > 0:
                found = [follower.members(label) for follower in self._followers]
                places = sorted(place for ids, _ in found for place in ids)
                chances = np.array([chance for _, own in found for chance in own], dtype=np.float64)
                yield Painted(label, day, end, geometry, area_km2, places, chances)

    def _sized(self, shape: BaseGeometry) -> tuple[BaseGeometry, float]:
        globe = self._plane.unflatten(shape)
        if not globe.is_valid:  # what is thinner than the last digit
            globe = shapely.make_valid(globe, method="structure", keep_collapsed=False)
        return shapely.normalize(globe), float(shape.area)

    def _shapes(self) -> Shapes:
        """Return the land of each label in kilometres."""
        taken: dict[Label, list[BaseGeometry]] = {}
        filled: dict[Label, list[BaseGeometry]] = {}
        mapped = self._mapped
        for follower in self._followers:
            for label, is_from_map, zone in follower.zones():
                flat = shapely.make_valid(self._plane.flatten(zone), method="structure", keep_collapsed=False)
                (taken if is_from_map else filled).setdefault(label, []).append(flat)
        lost = shapely.union_all([zone for zones in taken.values() for zone in zones])
        shapes = {label: shapely.difference(shape, lost) for label, shape in self._start.items()}
        for label in sorted({*taken, *filled}):
            blank = shapely.difference(shapely.union_all(filled.get(label, [])), shapely.union(mapped, lost))
            own = [shapes.get(label, shapely.Polygon()), *taken.get(label, []), blank]
            shapes[label] = polygonal(shapely.union_all(own))
        towns = {label: self._towns(label) for label in shapes}
        return clean_slivers(shapes, lost, towns)

    def _towns(self, label: Label) -> BaseGeometry:
        points = [place.point for follower in self._followers for place in follower.places(label)]
        return shapely.MultiPoint(self._plane.forward(points)) if points else shapely.MultiPoint()


class _Follower:
    """The places of a cluster, and which of them differ from the map."""

    def __init__(self, cluster: Cluster, start: Sequence[StartArea]) -> None:
        self.cluster = cluster
        self.wearing = Wearing(cluster)
        points = shapely.points([(place.point.lon, place.point.lat) for place in cluster.places])
        self._actor: dict[int, StartArea] = {}
        for area in start:
            shapely.prepare(area.geometry)
            for number in np.flatnonzero(shapely.intersects(area.geometry, points)).tolist():
                self._actor.setdefault(number, area)
        self._labels: list[Label | None] = [None] * len(cluster.places)

    def move(self, day: date) -> bool:
        """Go on to a day; return whether a place has changed."""
        self.wearing.move(day.toordinal())
        labels, _ = self.wearing.probabilities()
        now = [self._label(place, number) for place, number in enumerate(labels.tolist())]
        has_changed = now != self._labels
        self._labels = now
        return has_changed

    def _label(self, place: int, number: int) -> Label | None:
        """Return the label of a place on the day: that of the map if its state is in the map already."""
        area = self._actor.get(place)
        mapped: Label | None = (State.CONTROLLED, (area.actor,)) if area else None
        own = self.cluster.labels[number]
        if own is None:
            return mapped
        run = int(self.wearing.run[place])
        runs = self.cluster.runs
        if area and area.day and runs.start[run] <= area.day.toordinal() < runs.end[run]:
            return mapped
        return own

    def zones(self) -> Iterator[tuple[Label, bool, BaseGeometry]]:
        """Yield land in degrees that has another label than on the map, and whether the map had one."""
        groups: dict[tuple[Label, bool], list[int]] = {}
        node_of = self.cluster.mesh.node_of
        taken: set[int] = set()
        for place, label in enumerate(self._labels):
            area = self._actor.get(place)
            node = int(node_of[place])
            if label is None or node in taken or (area and label == (State.CONTROLLED, (area.actor,))):
                continue
            taken.add(node)
            groups.setdefault((label, area is not None), []).append(node)
        for (label, is_from_map), nodes in sorted(groups.items()):
            yield label, is_from_map, self._draw(nodes)

    def _draw(self, nodes: Sequence[int]) -> BaseGeometry:
        mesh = self.cluster.mesh
        inside = np.zeros(len(mesh.owners), dtype=np.bool_)
        inside[list(nodes)] = True
        zone, _ = polygons_of(mesh.outline(inside), mesh.vertices_km)
        zone = shapely.make_valid(zone, method="structure", keep_collapsed=False)
        if self.cluster.land is not None:
            zone = polygonal(shapely.intersection(zone, self.cluster.land))
        return mesh.plane.unflatten(zone)

    def places(self, label: Label) -> list[Place]:
        """Return the places that wear a label."""
        return [place for place, own in zip(self.cluster.places, self._labels, strict=True) if own == label]

    def members(self, label: Label) -> tuple[list[str], list[float]]:
        """Return the ids of places that wear a label by their own reports, and their probabilities."""
        numbers, chance = self.wearing.probabilities()
        own = [n for n, number in enumerate(numbers.tolist()) if number and self._labels[n] == label]
        return [self.cluster.places[n].id for n in own], [float(chance[n]) for n in own]
