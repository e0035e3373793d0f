"""Land of places without a report yet: it takes the side of the nearest place that has one."""

import numpy as np
import numpy.typing as npt
import shapely

from layers.mesh import BLANK

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_NOBODY = -1
_CHUNK = 512  # places asked for their neighbours at a time, which bounds the memory of dense towns


class Filling:
    """Gives labels to places without one, and remembers who takes from whom; feed it the days in order."""

    def __init__(self, spots_km: Floats, reach_km: float) -> None:
        self._spots, self._reach = spots_km, reach_km
        self._points = np.atleast_1d(np.asarray(shapely.points(spots_km), dtype=object))
        self._tree = shapely.STRtree(self._points)
        self._giver = np.full(len(spots_km), _NOBODY)
        self._far = np.full(len(spots_km), np.inf)

    def move(self, before: Ints, after: Ints) -> Ints:
        """Return labels with blank ones filled, after labels have changed since the last call."""
        if not self._reach:
            return after
        size = len(self._spots)
        had, has = before[:size] != BLANK, after[:size] != BLANK
        gained, lost = np.flatnonzero(has & ~had), had & ~has
        orphans = (lost[self._giver] & (self._giver != _NOBODY)) | lost
        self._giver[orphans], self._far[orphans] = _NOBODY, np.inf
        self._offer(gained, ~has)
        self._ask(np.flatnonzero(orphans & ~has), has)
        self._giver[has], self._far[has] = _NOBODY, np.inf
        shown = after.copy()
        filled = np.flatnonzero(self._giver != _NOBODY)
        shown[filled] = after[self._giver[filled]]
        return shown

    def _offer(self, givers: Ints, is_blank: Bools) -> None:
        """Let blank places near new givers take from them if they are nearer."""
        for begin in range(0, len(givers), _CHUNK):
            giver, taker, far = self._near(givers[begin : begin + _CHUNK])
            self._take(taker[is_blank[taker]], giver[is_blank[taker]], far[is_blank[taker]])

    def _ask(self, takers: Ints, has: Bools) -> None:
        """Let places that lost their giver look for the nearest one."""
        for begin in range(0, len(takers), _CHUNK):
            taker, giver, far = self._near(takers[begin : begin + _CHUNK])
            self._take(taker[has[giver]], giver[has[giver]], far[has[giver]])

    def _near(self, spots: Ints) -> tuple[Ints, Ints, Floats]:
        """Return pairs of spots within reach of each other, and the squares of their distances."""
        found = self._tree.query(self._points[spots], predicate="dwithin", distance=self._reach)
        one, other = spots[found[0]], found[1]
        gap = self._spots[one] - self._spots[other]
        return one, other, (gap**2).sum(axis=1)

    def _take(self, taker: Ints, giver: Ints, far: Floats) -> None:
        """Keep the nearest giver of each taker; of equally near ones the first."""
        order = np.lexsort((giver, far, taker))
        taker, giver, far = taker[order], giver[order], far[order]
        taker, first = np.unique(taker, return_index=True)
        giver, far = giver[first], far[first]
        present = self._giver[taker]
        nearer = (far < self._far[taker]) | ((far == self._far[taker]) & (giver < present))
        self._giver[taker[nearer]], self._far[taker[nearer]] = giver[nearer], far[nearer]
