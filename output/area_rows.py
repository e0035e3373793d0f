"""Rows of areas: land that parties held or contested."""

from collections.abc import Iterator, Mapping

from articles.models import Actor
from layers.models import Area, State
from output.cells import Cell, Row, join_words, name_of
from output.models import Results
from output.style import colour_of, colour_of_state

FIGURE_DECIMALS = 3


def area_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each area, in their order; cells as `schema.AREA_COLUMNS`."""
    for area in results.areas:
        end = area.end.isoformat() if area.end else ""
        name = f"{area.state.value}:{'|'.join(area.actors)}@{area.start.isoformat()}/{end}"
        day = area.start if results.days else None
        yield Row(name, (day, *_area_cells(area, results.actors)), None, area.geometry)


def _area_cells(area: Area, actors: Mapping[str, Actor]) -> tuple[Cell, ...]:
    first, others = area.actors[:1], area.actors[1:]
    is_held = area.state is State.CONTROLLED
    return (
        area.start,
        area.end,
        area.state.value,
        join_words([name_of(actor, actors) for actor in first]),
        join_words(first),
        join_words([name_of(actor, actors) for actor in others]),
        join_words(area.actors),
        round(area.area_km2, FIGURE_DECIMALS),
        len(area.places),
        round(area.probability, FIGURE_DECIMALS),
        area.method,
        colour_of(actors.get(first[0], first[0])) if is_held else colour_of_state(area.state),
    )
