"""Rows of what is known of the sources: their scores, what each says of a place, where they disagree."""

from collections.abc import Iterator

from layers.models import ControlInterval
from layers.scorecard import SourceScore
from layers.views import Disagreement
from output.cells import Cell, Row, join_words, name_of, place_cells
from output.models import Results
from output.style import colour_of, colour_of_state


def source_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each source and kind of report, by name; cells as `schema.SOURCE_COLUMNS`."""
    for score in results.scores:
        kind = "hedged" if score.is_hedged else "plain"
        yield Row(f"{score.source}:{kind}", (score.source, kind, *_score_cells(score, results)), None)


def _score_cells(score: SourceScore, results: Results) -> tuple[Cell, ...]:
    return (
        name_of(score.side, results.actors) if score.side else None,
        score.side or None,
        score.report_count,
        score.judged_count,
        score.hit_rate,
        score.error_ratio,
        name_of(score.leans_to, results.actors) if score.leans_to else None,
        score.leans_to or None,
        score.lean_ratio,
        score.against_side_count,
    )


def view_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each state that one source gives a place; cells as `schema.VIEW_COLUMNS`."""
    for view in results.views:
        for interval in view.intervals:
            start = interval.start.isoformat() if interval.start else "undated"
            cells = (*place_cells(view.place), view.source, *_view_cells(interval, results))
            yield Row(f"{view.place.id}:{view.source}@{start}", cells, view.place)


def _view_cells(interval: ControlInterval, results: Results) -> tuple[Cell, ...]:
    first, others = interval.actors[:1], interval.actors[1:]
    colour = colour_of(results.actors.get(first[0], first[0])) if first else colour_of_state(interval.state)
    return (
        interval.start,
        interval.end,
        interval.state.value,
        join_words([name_of(actor, results.actors) for actor in first]),
        join_words(first),
        join_words([name_of(actor, results.actors) for actor in others]),
        interval.basis.value,
        interval.last_report,
        len(interval.evidence),
        join_words(interval.evidence),
        colour,
    )


def disagreement_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each disagreement of sources; cells as `schema.DISAGREEMENT_COLUMNS`."""
    for found in results.disagreements:
        actors = "|".join(side.actor for side in found.sides)
        cells = (*place_cells(found.place), *_side_cells(found, results))
        yield Row(f"{found.place.id}:{actors}@{found.start.isoformat()}", cells, found.place)


def _side_cells(found: Disagreement, results: Results) -> tuple[Cell, ...]:
    cells: list[Cell] = [found.start, found.end]
    for side in found.sides:
        cells += (name_of(side.actor, results.actors), side.actor, join_words(side.sources))
    return tuple(cells)
