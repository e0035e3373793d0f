"""Rows of areas: land that parties held or contested."""

from collections.abc import Iterator, Mapping, Sequence

from articles.models import Actor
from layers.models import Area, ControlInterval, State
from output.cells import Cell, Row, join_words, name_of
from output.models import Results
from output.report_cells import Report, reports_of, sum_reports
from output.style import colour_of, colour_of_state

FIGURE_DECIMALS = 3


def area_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each area, in their order; cells as `schema.AREA_COLUMNS`."""
    reports = reports_of(results)
    spells: dict[str, list[ControlInterval]] = {}
    for interval in results.intervals:
        spells.setdefault(interval.place.id, []).append(interval)
    for area in results.areas:
        end = area.end.isoformat() if area.end else ""
        name = f"{area.state.value}:{'|'.join(area.actors)}@{area.start.isoformat()}/{end}"
        day = area.start if results.days else None
        told = _evidence_cells(area, spells, reports)
        yield Row(name, (day, *_area_cells(area, results.actors, told)), None, area.geometry)


def _evidence_cells(
    area: Area, spells: Mapping[str, Sequence[ControlInterval]], reports: Mapping[str, Report]
) -> tuple[Cell, ...]:
    """Return what the states of an area's places stand on while it lasts."""
    found = [spell for place in area.places for spell in spells.get(place, ()) if _overlap(spell, area)]
    evidence = tuple(dict.fromkeys(claim for spell in found for claim in spell.evidence))
    against = {claim for spell in found for claim in spell.against}
    first_report, _, _, outlets = sum_reports(evidence, reports)
    last_report = max((spell.last_report for spell in found if spell.last_report), default=None)
    return join_words(area.places), len(evidence), len(against), first_report, last_report, outlets


def _overlap(spell: ControlInterval, area: Area) -> bool:
    starts_in_time = spell.start is None or area.end is None or spell.start < area.end
    return starts_in_time and (spell.end is None or area.start < spell.end)


def _area_cells(area: Area, actors: Mapping[str, Actor], told: tuple[Cell, ...]) -> tuple[Cell, ...]:
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
        *told,
        round(area.probability, FIGURE_DECIMALS),
        area.method,
        colour_of(actors.get(first[0], first[0])) if is_held else colour_of_state(area.state),
    )
