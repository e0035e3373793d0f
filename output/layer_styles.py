"""The style of each layer of a GeoPackage, for the actors that occur in it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from articles.models import Actor
from output.cells import Row, name_of
from output.qgis_rules import Style
from output.qgis_styles import (
    Holder,
    Pair,
    areas_style,
    base_style,
    changes_style,
    claims_style,
    disagreements_style,
    front_style,
    places_held_style,
    places_style,
    regions_style,
    units_style,
    views_style,
)
from output.schema import Column
from output.style import colour_of

LEGEND_COLUMNS = frozenset({"actor_id", "other_actor_id", "state", "actors"})
"""Columns that decide which rules a style has."""

_SIDES = 2
_PLAIN: Mapping[str, Callable[[], Style]] = MappingProxyType(
    {
        "front": front_style,
        "claims": claims_style,
        "places": places_style,
        "base_countries": base_style,
        "base_admin1": units_style,
    }
)
_BY_HOLDER: Mapping[str, Callable[[Sequence[Holder]], Style]] = MappingProxyType(
    {"changes": changes_style, "views": views_style}
)
_BY_STATE: Mapping[str, Callable[[Sequence[Holder], Sequence[Pair]], Style]] = MappingProxyType(
    {"control": places_held_style, "control_regions": regions_style, "areas": areas_style}
)


def style_of(
    layer: str, columns: Sequence[Column], rows: Sequence[Row], actors: Mapping[str, Actor]
) -> Style:
    """Return the style of a layer.

    Args:
        layer: Its name in the GeoPackage.
        columns: Its columns.
        rows: Its features, or one of each kind that `LEGEND_COLUMNS` tell apart; the actors they name are in
            the legend, by name.
        actors: By id, for their names and colours.
    """
    if layer in _PLAIN:
        return _PLAIN[layer]()
    numbers = {column.name: number for number, column in enumerate(columns)}
    if layer == "disagreements":
        named = (numbers["actor_id"], numbers["other_actor_id"])
        return disagreements_style(_pairs([[str(row.cells[n]) for n in named] for row in rows], actors))
    first = (row.cells[numbers["actor_id"]] for row in rows)
    holders = _holders({str(actor_id) for actor_id in first if actor_id is not None}, actors)
    if layer in _BY_HOLDER:
        return _BY_HOLDER[layer](holders)
    contested = (row for row in rows if row.cells[numbers["state"]] == "contested")
    sides = [str(row.cells[numbers["actors"]] or "").split(";") for row in contested]
    return _BY_STATE[layer](holders, _pairs(sides, actors))


def _holder(actor_id: str, actors: Mapping[str, Actor]) -> Holder:
    known = actor_id.replace("%3B", ";")
    return Holder(actor_id, name_of(known, actors), colour_of(actors.get(known, known)))


def _holders(ids: set[str], actors: Mapping[str, Actor]) -> list[Holder]:
    return sorted((_holder(actor_id, actors) for actor_id in ids), key=lambda found: (found.name, found.id))


def _pairs(sides: Sequence[Sequence[str]], actors: Mapping[str, Actor]) -> list[Pair]:
    """Return the pairs that occur, each once, by name; three sides and more are no pair."""
    ids = {(pair[0], pair[1]) for pair in sides if len(pair) == _SIDES}
    pairs = [(_holder(one, actors), _holder(other, actors)) for one, other in ids]
    return sorted(pairs, key=lambda pair: (pair[0].name, pair[1].name, pair[0].id, pair[1].id))
