"""Symbols as QGIS writes them: markers, fills and lines as XML elements."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

Options = Mapping[str, str]

INK = "#333333"
PAPER = "#ffffff"
UNKNOWN = "#8a8a8a"


def circle(
    colour: str, *, size_mm: float = 2.8, ring: str = INK, ring_mm: float = 0.25
) -> tuple[str, Options]:
    """Return a filled circle with a ring around it."""
    return "SimpleMarker", {
        "name": "circle",
        "color": rgba(colour),
        "outline_color": rgba(ring),
        "outline_width": f"{ring_mm:g}",
        "outline_style": "solid",
        "size": f"{size_mm:g}",
        "size_unit": "MM",
    }


def half_circle(colour: str, *, size_mm: float = 2.8) -> tuple[str, Options]:
    """Return the right half of a circle, to lie over one of the other side's colour."""
    name, options = circle(colour, size_mm=size_mm)
    return name, {**options, "name": "semi_circle", "angle": "90"}


def fill(
    colour: str,
    *,
    opacity: float,
    outline: str | None = None,
    outline_mm: float = 0.2,
    is_dashed: bool = False,
) -> tuple[str, Options]:
    """Return a plain fill; without an outline neighbouring areas of one holder show no seam."""
    return "SimpleFill", {
        "color": rgba(colour, opacity),
        "style": "solid",
        "outline_style": ("dash" if is_dashed else "solid") if outline else "no",
        "outline_color": rgba(outline or INK),
        "outline_width": f"{outline_mm:g}",
    }


def hatching(colour: str, *, angle: int = 45) -> tuple[str, Options]:
    """Return parallel lines, the sign for contested land."""
    return "LinePatternFill", {
        "angle": str(angle),
        "color": rgba(colour),
        "distance": "1.8",
        "distance_unit": "MM",
        "line_width": "0.5",
        "line_width_unit": "MM",
    }


def line(colour: str, *, width_mm: float, dashes: str = "") -> tuple[str, Options]:
    """Return a line, dashed if dashes are given as "on;off" in millimetres."""
    options = {
        "line_color": rgba(colour),
        "line_width": f"{width_mm:g}",
        "line_width_unit": "MM",
        "line_style": "solid",
        "capstyle": "round",
        "joinstyle": "round",
    }
    if dashes:
        options |= {"use_custom_dash": "1", "customdash": dashes, "customdash_unit": "MM"}
    return "SimpleLine", options


def add_symbol(
    parent: Element, name: str, kind: str, layers: Sequence[tuple[str, Options]], *, opacity: float = 1.0
) -> None:
    """Add a symbol of one or more layers, the lowest first.

    Args:
        parent: The element "symbols".
        name: What rules call it by.
        kind: "marker", "line" or "fill".
        layers: Class and options of each layer.
        opacity: Of the whole symbol, 0 to 1.
    """
    symbol = SubElement(
        parent, "symbol", name=name, type=kind, alpha=f"{opacity:g}", clip_to_extent="1", force_rhr="0"
    )
    for number, (layer_class, options) in enumerate(layers):
        marks = {"class": layer_class, "enabled": "1", "locked": "0", "pass": "0"}
        layer = SubElement(symbol, "layer", marks)
        table = SubElement(layer, "Option", type="Map")
        for key, value in sorted(options.items()):
            SubElement(table, "Option", type="QString", name=key, value=value)
            SubElement(layer, "prop", k=key, v=value)
        if layer_class == "LinePatternFill":
            stroke = {**line(INK, width_mm=0.5)[1], "line_color": options["color"]}
            add_symbol(layer, f"@{name}@{number}", "line", [("SimpleLine", stroke)])


def rgba(colour: str, opacity: float = 1.0) -> str:
    """Return "#rrggbb" as QGIS writes it: red, green, blue and opacity from 0 to 255."""
    parts = [int(colour[first : first + 2], 16) for first in (1, 3, 5)]
    return ",".join(str(part) for part in (*parts, round(255 * opacity)))
