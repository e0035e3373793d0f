"""The sources, for people: how often each was right, whom it favours, where they contradict each other."""

from collections.abc import Iterator
from typing import Any

from layers.scorecard import SourceScore
from layers.views import Disagreement
from output.cells import name_of
from output.models import Results

Line = tuple[int, str]
"""Depth in the list, and text."""

_SHOWN_DISAGREEMENTS = 25


def score_lines(results: Results) -> Iterator[Line]:
    """Yield a line for each source: its reports, how many of them were right, and its lean."""
    if not results.scores:
        yield 0, "no dated report to judge a source by"
    for score in results.scores:
        yield (
            0,
            f"{score.source or 'unknown'}{', hedged' if score.is_hedged else ''}: {_score(score, results)}",
        )


def _score(score: SourceScore, results: Results) -> str:
    if score.hit_rate is None:
        judged = "none names a holder plainly"
    else:
        judged = f"{score.hit_rate:.0%} of {score.judged_count} judged right"
    parts = [f"{score.report_count} report{'' if score.report_count == 1 else 's'}", judged]
    if score.side:
        parts.append(f"speaks for {name_of(score.side, results.actors)}")
    if score.against_side_count:
        parts.append(f"{score.against_side_count} against its own side")
    if score.leans_to:
        lean = name_of(score.leans_to, results.actors)
        parts.append(f"errs towards {lean} {score.lean_ratio:.1f} times more often than towards others")
    return ", ".join(parts)


def disagreement_lines(results: Results) -> Iterator[Line]:
    """Yield where sources name different holders of one place, the longest lists cut."""
    count = len(results.disagreements)
    yield 0, f"{count} disagreement{'' if count == 1 else 's'} of sources about who holds a place"
    latest = sorted(results.disagreements, key=lambda found: found.start, reverse=True)
    for found in latest[:_SHOWN_DISAGREEMENTS]:
        yield 1, _disagreement(found, results)
    if count > _SHOWN_DISAGREEMENTS:
        yield 1, f"and {count - _SHOWN_DISAGREEMENTS} more: a .json report lists all"


def _disagreement(found: Disagreement, results: Results) -> str:
    sides = " against ".join(
        f"{name_of(side.actor, results.actors)} ({', '.join(side.sources)})" for side in found.sides
    )
    return f"{found.place.name}, {found.start} to {found.end or 'now'}: {sides}"


def scores_json(results: Results) -> list[dict[str, Any]]:
    """Return the scorecard as plain values."""
    return [
        {
            "source": score.source,
            "hedged": score.is_hedged,
            "side": score.side,
            "reports": score.report_count,
            "judged": score.judged_count,
            "hit_rate": score.hit_rate,
            "error_ratio": score.error_ratio,
            "leans_to": score.leans_to,
            "lean_ratio": score.lean_ratio,
            "against_side": score.against_side_count,
        }
        for score in results.scores
    ]


def disagreements_json(results: Results) -> list[dict[str, Any]]:
    """Return every disagreement as plain values."""
    return [
        {
            "place_id": found.place.id,
            "place": found.place.name,
            "start_date": found.start.isoformat(),
            "end_date": found.end.isoformat() if found.end else None,
            "sides": [{"actor_id": side.actor, "sources": list(side.sources)} for side in found.sides],
        }
        for found in results.disagreements
    ]
