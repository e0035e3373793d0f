"""Styles of the layers for QGIS: a rule for each actor, signs for contested ones, time switched on."""

from collections.abc import Sequence
from dataclasses import dataclass

from output.qgis_rules import Style, all_of, equals
from output.qgis_symbols import INK, PAPER, UNKNOWN, Options, circle, fill, half_circle, hatching, line

_LABELS_BELOW_SCALE = 2_500_000
_RING_MM = 4.6
_OLD = 0.45
_AREA_OPACITY = 0.45
_REGION_OPACITY = 0.5
_RELATIONS = {
    "captured": "#1b7837",
    "held": "#5aae61",
    "repelled": "#a6dba0",
    "lost": "#762a83",
    "contested": "#e08214",
    "besieged": "#b35806",
    "attacked": "#d73027",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """An actor as a layer shows it: id, name and "#rrggbb"."""

    id: str
    name: str
    colour: str


Pair = tuple[Holder, Holder]


def places_held_style(holders: Sequence[Holder], pairs: Sequence[Pair]) -> Style:
    """Return the style of places with a holder: a circle in the holder's colour.

    Contested places are half one side's, half the other's; besieged ones lie in a ring; where nobody
    knows the circle is hollow. What no fresh report speaks of is paler.

    Args:
        holders: Every actor that the layer names as holder, in the order of the legend.
        pairs: First and second side of every contested place.
    """
    style = Style("marker")
    for holder in holders:
        own = equals("actor_id", holder.id)
        held, carried = equals("state", "controlled"), equals("basis", "carried")
        style.add(holder.name, all_of(own, held, f"NOT ({carried})"), [circle(holder.colour)])
        old = [circle(holder.colour)]
        style.add(f"{holder.name}, no recent report", all_of(own, held, carried), old, opacity=_OLD)
        ringed = [circle(PAPER, size_mm=_RING_MM, ring_mm=0.5), circle(holder.colour)]
        style.add(f"{holder.name}, besieged", all_of(own, equals("state", "besieged")), ringed)
    for one, other in pairs:
        style.add(
            f"{one.name} and {other.name}, contested",
            all_of(equals("state", "contested"), equals("actors", f"{one.id};{other.id}")),
            [circle(one.colour), half_circle(other.colour)],
        )
    style.add("nobody knows", equals("state", "unknown"), [circle(PAPER, ring=UNKNOWN)])
    style.add("contested", "ELSE", [circle(PAPER), half_circle(INK)])
    style.label("place", below_scale=_LABELS_BELOW_SCALE)
    style.switch_time_on(start="start_date", end="end_date")
    return style


def areas_style(holders: Sequence[Holder], pairs: Sequence[Pair]) -> Style:
    """Return the style of areas: the holder's colour, hatched in the other side's where contested.

    Args:
        holders: Every actor that the layer names as holder, in the order of the legend.
        pairs: First and second side of contested land.
    """
    style = Style("fill")
    for holder in holders:
        own = equals("actor_id", holder.id)
        plain = [fill(holder.colour, opacity=_AREA_OPACITY)]
        style.add(holder.name, all_of(own, f"NOT ({equals('state', 'contested')})"), plain)
    for one, other in pairs:
        style.add(
            f"{one.name} and {other.name}, contested",
            all_of(equals("state", "contested"), equals("actors", f"{one.id};{other.id}")),
            [fill(one.colour, opacity=_AREA_OPACITY), hatching(other.colour)],
        )
    style.add("contested", "ELSE", [fill(PAPER, opacity=_AREA_OPACITY), hatching(INK)])
    style.switch_time_on(start="start_date", end="end_date")
    return style


def regions_style(holders: Sequence[Holder], pairs: Sequence[Pair]) -> Style:
    """Return the style of statements about provinces and countries: light hatching, no fill.

    Args:
        holders: Every actor that the layer names as holder, in the order of the legend.
        pairs: First and second side of every contested region.
    """
    style = Style("fill")
    for holder in holders:
        own = all_of(equals("actor_id", holder.id), f"NOT ({equals('state', 'contested')})")
        style.add(holder.name, own, [_edge(), hatching(holder.colour)], opacity=_REGION_OPACITY)
    for one, other in pairs:
        style.add(
            f"{one.name} and {other.name}, contested",
            all_of(equals("state", "contested"), equals("actors", f"{one.id};{other.id}")),
            [_edge(), hatching(one.colour), hatching(other.colour, angle=135)],
            opacity=_REGION_OPACITY,
        )
    style.add("contested", equals("state", "contested"), [_edge(), hatching(INK)], opacity=_REGION_OPACITY)
    style.add("nobody knows", "ELSE", [_edge()], opacity=_REGION_OPACITY)
    style.switch_time_on(start="start_date", end="end_date")
    return style


def _edge() -> tuple[str, Options]:
    return fill(PAPER, opacity=0.0, outline=UNKNOWN)


def changes_style(holders: Sequence[Holder]) -> Style:
    """Return the style of changes: on its day a place in the colour of who holds it from then on."""
    style = Style("marker")
    for holder in holders:
        style.add(holder.name, equals("actor_id", holder.id), [circle(holder.colour, size_mm=3.4)])
    style.add("nobody knows", "ELSE", [circle(PAPER, ring=UNKNOWN)])
    style.label("place", below_scale=_LABELS_BELOW_SCALE)
    style.switch_time_on(start="date", end="")
    return style


def views_style(holders: Sequence[Holder]) -> Style:
    """Return the style of what single sources say: small circles in the holders' colours."""
    style = Style("marker")
    for holder in holders:
        style.add(holder.name, equals("actor_id", holder.id), [circle(holder.colour, size_mm=2.0)])
    style.add("nobody knows", "ELSE", [circle(PAPER, size_mm=2.0, ring=UNKNOWN)])
    style.switch_time_on(start="start_date", end="end_date")
    return style


def disagreements_style(pairs: Sequence[Pair]) -> Style:
    """Return the style of places where sources contradict each other: half one holder's, half the other's.

    Args:
        pairs: First and second holder of every disagreement.
    """
    style = Style("marker")
    for one, other in pairs:
        style.add(
            f"{one.name} or {other.name}",
            all_of(equals("actor_id", one.id), equals("other_actor_id", other.id)),
            [circle(one.colour), half_circle(other.colour)],
        )
    style.add("others", "ELSE", [circle(PAPER), half_circle(INK)])
    style.switch_time_on(start="start_date", end="end_date")
    return style


def front_style() -> Style:
    """Return the style of front lines: a dark line with a light middle."""
    style = Style("line")
    style.add("front line", "ELSE", [line(INK, width_mm=1.0), line(PAPER, width_mm=0.4, dashes="2;1.5")])
    style.switch_time_on(start="start_date", end="end_date")
    return style


def claims_style() -> Style:
    """Return the style of claims: a small circle for each, coloured by what it says."""
    style = Style("marker")
    for relation, colour in _RELATIONS.items():
        style.add(relation, equals("relation", relation), [circle(colour, size_mm=1.8, ring=PAPER)])
    style.switch_time_on(start="start_date", end="end_date")
    return style


def places_style() -> Style:
    """Return the style of places as such: small grey dots with their names."""
    style = Style("marker")
    style.add("place", "ELSE", [circle(UNKNOWN, size_mm=1.4, ring=PAPER)])
    style.label("place", below_scale=_LABELS_BELOW_SCALE)
    return style


def base_style() -> Style:
    """Return the style of the base map's borders."""
    style = Style("fill")
    style.add("borders", "ELSE", [fill("#f4f1ea", opacity=1.0, outline="#8f8672", outline_mm=0.45)])
    return style


def units_style() -> Style:
    """Return the style of the base map's first-level units: thin dashed borders, no fill."""
    style = Style("fill")
    style.add("borders", "ELSE", [fill(PAPER, opacity=0.0, outline="#cfc8b8", is_dashed=True)])
    return style
