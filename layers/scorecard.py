"""The scorecard of the sources: how often each was right, and whom it favours when it is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.learning import learn_sources
from layers.models import LocatedClaim
from layers.sources import NOTHING_KNOWN_OF_SOURCES, SourceBook
from layers.weigh import Reliability

Floats = npt.NDArray[np.float64]

NOTABLE_LEAN = 1.5  # wrong namings of one actor against those of the others, from which on it is a lean


@dataclass(frozen=True, slots=True)
class SourceScore:
    """How far the reports of one source can be trusted, plain and hedged ones apart.

    Attributes:
        is_hedged: Reports that are only claimed or denied, rather than stated.
        side: Id of the actor it is known to speak for, or "".
        report_count: Dated reports.
        judged_count: Those of them that plainly name the holder of a settlement, copies left out.
        hit_rate: Expected share of the judged ones that was right; None = none to judge.
        error_ratio: How many times more often than an ordinary source it is wrong, as learned.
        leans_to: Id of the actor it names wrongly most, or "".
        lean_ratio: How many times more often than other actors.
        against_side_count: Reports that go against its own side, which count more.
    """

    source: str
    is_hedged: bool
    side: str
    report_count: int
    judged_count: int
    hit_rate: float | None
    error_ratio: float
    leans_to: str
    lean_ratio: float
    against_side_count: int


def score_sources(
    claims: Iterable[LocatedClaim], *, sources: SourceBook = NOTHING_KNOWN_OF_SOURCES
) -> tuple[SourceScore, ...]:
    """Judge every source by its agreement with the rest.

    Args:
        claims: Of all places.
        sources: What is known of sources beforehand.

    Returns:
        A score for each source and kind of report, sorted by name, plain reports first.
    """
    learned = learn_sources(claims, sources=sources)
    if learned is None:
        return ()
    counts = np.bincount(learned.reports.class_of, minlength=len(learned.reports.classes))
    classes: Mapping[tuple[str, bool], list[int]] = defaultdict(list)
    for row, key in enumerate(learned.reliability.classes):
        classes[key.source, key.is_hedged].append(row)
    return tuple(
        _score(name, rows, learned.reliability, counts, (learned.reports.actors, sources))
        for name, rows in sorted(classes.items())
    )


def _score(
    name: tuple[str, bool],
    rows: Sequence[int],
    reliability: Reliability,
    counts: npt.NDArray[np.int64],
    known: tuple[Sequence[str], SourceBook],
) -> SourceScore:
    """Return the score of some classes of one source, which differ in whom their reports suit."""
    actors, sources = known
    judged = reliability.report_count[rows]
    weights = (judged if judged.sum() else counts[rows]) / max(int(judged.sum() or counts[rows].sum()), 1)
    hits = float(weights @ reliability.accuracy[rows])
    leans_to, lean_ratio = _lean(weights @ reliability.bias[rows], actors)
    against = sum(int(counts[row]) for row in rows if reliability.classes[row].lean < 0)
    return SourceScore(
        source=name[0],
        is_hedged=name[1],
        side=sources.side_of(name[0]),
        report_count=int(counts[rows].sum()),
        judged_count=int(judged.sum()),
        hit_rate=round(hits, 4) if judged.sum() else None,
        error_ratio=round(float(weights @ reliability.overall[rows]), 4),
        leans_to=leans_to,
        lean_ratio=lean_ratio,
        against_side_count=against,
    )


def _lean(bias: Floats, actors: Sequence[str]) -> tuple[str, float]:
    """Return the actor that is named wrongly most and how much more often than the others; "" for no lean."""
    if len(actors) < 2:
        return "", 1.0
    most = int(bias.argmax())
    others = float(np.delete(bias, most).mean())
    ratio = round(float(bias[most]) / max(others, 1e-6), 4)
    return (actors[most], ratio) if ratio >= NOTABLE_LEAN else ("", 1.0)
