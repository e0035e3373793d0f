"""Rows of what moves: front lines, changes, and what each actor held over time."""

from collections.abc import Iterator, Mapping

from articles.models import Actor
from layers.models import Change, FrontLine, Holding
from output.cells import Cell, Row, join_words, name_of, place_cells
from output.copies import find_outlets
from output.models import Results
from output.style import colour_of, colour_of_state

FIGURE_DECIMALS = 3


def front_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each front line, in their order; cells as `schema.FRONT_COLUMNS`."""
    for line in results.fronts:
        end = line.end.isoformat() if line.end else ""
        yield Row(
            f"{'|'.join(line.actors)}:{line.kind.value}@{line.start.isoformat()}/{end}",
            _front_cells(line, results),
            None,
            line.geometry,
        )


def _front_cells(line: FrontLine, results: Results) -> tuple[Cell, ...]:
    one, other = (name_of(actor, results.actors) for actor in line.actors)
    return (
        line.start if results.days else None,
        line.start,
        line.end,
        f"{one} - {other}",
        one,
        line.actors[0],
        other,
        line.actors[1],
        line.kind.value,
        round(line.length_km, FIGURE_DECIMALS),
        line.method,
        *(colour_of_id(actor, results.actors) for actor in line.actors),
    )


def change_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each change, in their order; cells as `schema.CHANGE_COLUMNS`."""
    outlets = find_outlets(results)
    for change in results.changes:
        cells = (*place_cells(change.place), *_change_cells(change, results.actors, outlets))
        yield Row(f"{change.place.id}@{change.day.isoformat()}", cells, change.place)


def _change_cells(
    change: Change, actors: Mapping[str, Actor], outlets: Mapping[str, tuple[str, ...]]
) -> tuple[Cell, ...]:
    state, sides = change.after
    old_state, old_sides = change.before or (None, ())
    return (
        change.day,
        change.turn.value,
        name_of(change.taken_from, actors) or None,
        change.taken_from or None,
        old_state.value if old_state else None,
        join_words([name_of(actor, actors) for actor in old_sides[:1]]),
        join_words(old_sides),
        state.value,
        join_words([name_of(actor, actors) for actor in sides[:1]]),
        join_words(sides[:1]),
        join_words([name_of(actor, actors) for actor in sides[1:]]),
        join_words(sides),
        change.probability,
        len(change.evidence),
        join_words(sorted({name for claim in change.evidence for name in outlets.get(claim, ())})),
        join_words(change.evidence),
        colour_of_id(sides[0], actors) if sides else colour_of_state(state),
    )


def series_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each actor and range of days, in their order; cells as `schema.SERIES_COLUMNS`."""
    for held in results.series:
        yield Row(f"{held.actor}@{held.start.isoformat()}", _series_cells(held, results.actors), None)


def _series_cells(held: Holding, actors: Mapping[str, Actor]) -> tuple[Cell, ...]:
    return (
        held.start,
        held.end,
        name_of(held.actor, actors),
        held.actor,
        held.towns,
        held.population,
        held.counted_towns,
        round(held.area_km2, FIGURE_DECIMALS),
        held.contested_towns,
        round(held.contested_km2, FIGURE_DECIMALS),
        colour_of_id(held.actor, actors),
    )


def colour_of_id(actor_id: str, actors: Mapping[str, Actor]) -> str:
    """Return the colour of an actor by its id."""
    return colour_of(actors.get(actor_id, actor_id))
