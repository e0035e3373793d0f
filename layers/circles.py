"""Weighted circles of neighbours, laid out so that what they say of many days is summed fast."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.neighbours import Neighbours

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Circle:
    """Each place's neighbours with weights.

    Places are numbered by how many neighbours they have, most first, so that those which fill a slot come
    before those which do not.

    Attributes:
        order: The theatre's number of each place.
        slots: Neighbours in this numbering, a column per slot, nearest first.
        weights: Their weights, 0 where a place has fewer neighbours.
    """

    order: Ints
    slots: Ints
    weights: Small

    @property
    def is_alone(self) -> npt.NDArray[np.bool_]:
        """Whether each place, by the theatre's numbers, has no neighbours."""
        alone = np.empty(len(self.order), dtype=np.bool_)
        alone[self.order] = self.weights.sum(axis=1) <= 0
        return alone

    def arrange(self, beliefs: Small) -> Small:
        """Return day, place, holder as holder, place, day in this numbering: a place's days lie together."""
        return np.ascontiguousarray(beliefs.transpose(2, 1, 0)[:, self.order])

    def restore(self, rows: Small, beliefs: Small) -> None:
        """Write holder, place, day back as day, place, holder in the theatre's numbering."""
        beliefs[:, self.order] = rows.transpose(2, 1, 0)

    def gather(self, rows: Small) -> Small:
        """Return the weighted sum of what each place's neighbours say; rows are holder, place, day."""
        total = np.zeros_like(rows)
        for slot in range(self.slots.shape[1]):
            filled = int(np.count_nonzero(self.weights[:, slot]))
            voices = rows.take(self.slots[:filled, slot], axis=1)
            voices *= self.weights[:filled, slot, None]
            total[:, :filled] += voices
        return total


def weigh_circle(neighbours: Neighbours, weights: Small) -> Circle:
    """Return the circle of weighted neighbours.

    Args:
        neighbours: Of each place, unused slots last.
        weights: Of each of them, above 0; 0 in unused slots.
    """
    heard = np.count_nonzero(weights, axis=1)
    order = np.argsort(-heard, kind="stable")
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    width = int(heard.max(initial=0))
    return Circle(order, number[neighbours.index[order, :width]], weights[order, :width])
