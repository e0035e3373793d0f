"""Styles of KML placemarks: our colours by holder and state, larger under the pointer."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from layers.models import State
from output import kml_icons
from output.cells import Cell
from output.style import colour_of_state

_SHAPES = "http://maps.google.com/mapfiles/kml/shapes"
_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "unknown": f"{_SHAPES}/donut.png",
        "besieged": f"{_SHAPES}/target.png",
        "contested": f"{_SHAPES}/placemark_square.png",
    }
)
_PLAIN_ICON = f"{_SHAPES}/placemark_circle.png"
_FADED = 0.5
_LAND = 0.45
_SIZES = (("normal", 0.55, 0.0, 1.5), ("highlight", 0.8, 0.9, 3.0))


@dataclass(frozen=True, slots=True, order=True)
class Look:
    """What tells placemarks apart.

    Attributes:
        colour: "#rrggbb".
        other: Colour of the second side; "" = none.
        state: "controlled", "contested", "besieged", "unknown", or "" for what has none.
        is_faded: Whether no recent report speaks of it.
    """

    colour: str
    other: str = ""
    state: str = ""
    is_faded: bool = False

    @property
    def id(self) -> str:
        """Name of the style."""
        parts = (self.state or "plain", self.colour[1:], self.other[1:], "old" if self.is_faded else "")
        return "-".join(part for part in parts if part)

    @property
    def icon_file(self) -> str:
        """Name of its picture inside a KMZ."""
        return f"icons/{self.id}.png"

    def icon(self) -> bytes:
        """Return its picture as PNG."""
        if self.state == State.UNKNOWN.value:
            return kml_icons.hollow(self.colour)
        if self.state == State.CONTESTED.value:
            return kml_icons.halves(self.colour, self.other or colour_of_state(State.UNKNOWN))
        return kml_icons.disc(self.colour, ring_px=5.0 if self.state == State.BESIEGED.value else 2.0)


def look_of(cells: Mapping[str, Cell], colours: Mapping[str, str]) -> Look:
    """Return how a row looks.

    Args:
        cells: Of the row, by column.
        colours: Of actors, by id.
    """
    state = str(cells.get("state") or "")
    sides = [side.replace("%3B", ";") for side in str(cells.get("actors") or "").split(";") if side]
    if cells.get("other_actor_id"):
        state = State.CONTESTED.value
        sides = [str(cells["actor_id"]), str(cells["other_actor_id"])]
    first = colours.get(sides[0], "") if sides and state == State.CONTESTED.value else ""
    second = sides[1] if len(sides) > 1 and state == State.CONTESTED.value else ""
    colour = first or cells.get("colour") or colours.get(str(cells.get("actor_id")))
    is_faded = cells.get("basis") == "carried"
    return Look(str(colour or colour_of_state(State.UNKNOWN)), colours.get(second, ""), state, is_faded)


def style_text(look: Look, *, has_icons: bool) -> str:
    """Return a look as two styles and the map that chooses between them.

    Args:
        look: What it is for.
        has_icons: Whether its picture lies in the same archive; else a public one is tinted.
    """
    opacity = _FADED if look.is_faded else 1.0
    href = look.icon_file if has_icons else _ICONS.get(look.state, _PLAIN_ICON)
    tint = _kml_colour("#ffffff" if has_icons else look.colour, opacity)
    edge = _kml_colour(look.other or look.colour, opacity)
    parts = []
    for name, size, label, width_px in _SIZES:
        parts.append(
            f'<Style id="{look.id}-{name}"><IconStyle><color>{tint}</color><scale>{size}</scale>'
            f"<Icon><href>{href}</href></Icon></IconStyle><LabelStyle><scale>{label}</scale></LabelStyle>"
            f"<LineStyle><color>{edge}</color><width>{width_px}</width></LineStyle>"
            f"<PolyStyle><color>{_kml_colour(look.colour, _LAND * opacity)}</color></PolyStyle>"
            "<BalloonStyle><text>$[description]</text></BalloonStyle></Style>\n"
        )
    pairs = "".join(
        f"<Pair><key>{name}</key><styleUrl>#{look.id}-{name}</styleUrl></Pair>" for name, *_ in _SIZES
    )
    return "".join(parts) + f'<StyleMap id="{look.id}">{pairs}</StyleMap>\n'


def _kml_colour(colour: str, opacity: float) -> str:
    """Return "#rrggbb" as KML writes it: opacity, blue, green, red."""
    return f"{round(255 * opacity):02x}{colour[5:7]}{colour[3:5]}{colour[1:3]}"
