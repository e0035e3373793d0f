"""What the land of a cluster wears from day to day; a new day looks only at what changes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.clusters import ALWAYS, Cluster
from layers.filling import Filling
from layers.mesh import BLANK

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_NOBODY = -1


class Wearing:
    """The labels of a cluster's land on a day.

    Attributes:
        run: The run of each place on that day, -1 where there is none.
        nodes: The label of each node, filled ones included.
        pieces: The label of each piece.
        is_border: Whether the pieces on both sides of each edge wear different labels.
    """

    def __init__(self, cluster: Cluster) -> None:
        mesh, runs = cluster.mesh, cluster.runs
        self._mesh, self._runs = mesh, runs
        both = np.concatenate([runs.start, runs.end])
        order = np.argsort(both, kind="stable")[: np.count_nonzero(both < ALWAYS.toordinal())]
        self._days, self._places = both[order], np.tile(runs.place, 2)[order]
        self._seen = 0
        self.run = np.full(len(cluster.places), _NOBODY)
        self._own = np.full(len(mesh.nodes_km), BLANK)
        self._filling = Filling(mesh.spots_km, cluster.fill_km)
        self.nodes = self._own.copy()
        self.pieces = np.full(len(mesh.owners), BLANK)
        self.is_border = np.zeros(len(mesh.edge_pieces), dtype=np.bool_)

    def days(self) -> Ints:
        """Return the days on which a place changes, ordinals, ascending."""
        return np.unique(self._days)

    def move(self, day: int) -> Ints:
        """Go on to a day, not before the last one; return the pieces that wear another label now."""
        upto = int(np.searchsorted(self._days, day, side="right"))
        places = np.unique(self._places[self._seen : upto])
        self._seen = upto
        if not len(places):
            return np.empty(0, dtype=np.int64)
        self.run[places] = self._runs.at(places, day)
        before = self._own.copy()
        self._own = self._mesh.node_labels(self._labels())
        shown = self._filling.move(before, self._own)
        moved = np.flatnonzero(shown != self.nodes)
        self.nodes = shown
        touched = _gather(*self._mesh.pieces_of, moved, len(self.pieces))
        fresh = self._mesh.piece_labels(self.nodes, touched)
        changed = fresh != self.pieces[touched]
        self.pieces[touched] = fresh
        moved_pieces: Ints = touched[changed]
        around = _gather(*self._mesh.edges_of, moved_pieces, 2 * len(self.is_border)) // 2
        left, right = self.pieces[self._mesh.edge_pieces[around]].T
        self.is_border[around] = left != right
        return moved_pieces

    def _labels(self) -> Ints:
        return np.where(self.run == _NOBODY, BLANK, self._runs.label[self.run])

    def probabilities(self) -> tuple[Ints, Floats]:
        """Return the label and the probability of each place that has a report on that day; -1 elsewhere."""
        return self._labels(), np.where(self.run == _NOBODY, -1.0, self._runs.probability[self.run])


def _gather(offsets: Ints, items: Ints, groups: Ints, size: int) -> Ints:
    """Return the items (numbers below `size`) of some groups, each once, ascending."""
    begin, length = offsets[groups], offsets[groups + 1] - offsets[groups]
    at = np.repeat(begin - np.cumsum(length) + length, length) + np.arange(int(length.sum()))
    is_found = np.zeros(size, dtype=np.bool_)
    is_found[items[at]] = True
    return np.flatnonzero(is_found)


@dataclass(frozen=True, slots=True)
class Wears:
    """Ranges of days on which a thing (a piece; an edge) wears a label, by thing and first day.

    Attributes:
        thing: Its number.
        label: Number of the label; of edges, the pair of the labels on their two sides as one number.
        start: First day, as an ordinal.
        end: Day after the last one.
    """

    thing: Ints
    label: Ints
    start: Ints
    end: Ints


def wear_of_pieces(cluster: Cluster) -> Wears:
    """Return what each piece wears and when; blank times are left out."""
    wearing = Wearing(cluster)
    changes = []
    for day in wearing.days().tolist():
        pieces = wearing.move(day)
        changes.append((pieces, wearing.pieces[pieces], day))
    return _ranges(changes)


def wear_of_edges(cluster: Cluster) -> Wears:
    """Return the labels on both sides of each edge and when, as `lower * len(labels) + higher`.

    Times in which both sides are alike, or one of them is blank, are left out.
    """
    mesh, base = cluster.mesh, len(cluster.labels)
    wearing = Wearing(cluster)
    worn = np.zeros(len(mesh.edge_pieces), dtype=np.int64)
    changes = []
    for day in wearing.days().tolist():
        edges = np.unique(_gather(*mesh.edges_of, wearing.move(day), 2 * len(worn)) // 2)
        left, right = wearing.pieces[mesh.edge_pieces[edges]].T
        pair = np.minimum(left, right) * base + np.maximum(left, right)
        fresh = np.where((left == right) | (left == BLANK) | (right == BLANK), BLANK, pair)
        moved = fresh != worn[edges]
        worn[edges] = fresh
        changes.append((edges[moved], fresh[moved], day))
    return _ranges(changes)


def _ranges(changes: list[tuple[Ints, Ints, int]]) -> Wears:
    """Return ranges of days from the days on which things change their label, in order of days."""
    thing = np.concatenate([things for things, _, _ in changes] or [np.empty(0, dtype=np.int64)])
    label = np.concatenate([labels for _, labels, _ in changes] or [np.empty(0, dtype=np.int64)])
    start = np.repeat([day for _, _, day in changes], [len(things) for things, _, _ in changes]).astype(
        np.int64
    )
    order = np.lexsort((start, thing))
    thing, label, start = thing[order], label[order], start[order]
    end = np.full(len(thing), ALWAYS.toordinal())
    same = thing[1:] == thing[:-1]
    end[:-1][same] = start[1:][same]
    kept = label != BLANK
    return Wears(thing[kept], label[kept], start[kept], end[kept])
