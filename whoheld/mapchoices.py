"""The choices of the map page, as typed, checked."""

from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

from output.frame import Frame
from output.mapoptions import BaseMap, MapOptions, Precision
from whoheld.errors import BadOptionError
from whoheld.options import check_within, parse_day


def installed_version() -> str:
    """Return the version of the installed program."""
    return version("whoheld")


@dataclass(frozen=True, slots=True, kw_only=True)
class MapChoices:
    """The choices of the map page, as typed.

    Attributes:
        title: Heading; "" takes the default words.
        tiles: Address pattern of online tiles; "" = none.
        since: First day of the slider.
        until: Last day of the slider; nothing dated later enters the page.
        areas: Whether land between the towns is drawn.
        base: Areas of a map the user trusts; None = none.
        box: West, south, east, north in degrees, such as "36,32,48,38"; "" = everything.
        precision: "exact" or "district".
        language: ISO 639 code of the page's words.
    """

    title: str = ""
    tiles: str = ""
    since: str | None = None
    until: str | None = None
    areas: bool = True
    base: BaseMap | None = None
    box: str = ""
    precision: str = Precision.EXACT.value
    language: str = "en"


def map_options(choices: MapChoices) -> MapOptions:
    """Return the options of the page.

    Raises:
        BadOptionError: If the days, the tiles, the box, the precision or the language cannot be used, or
            areas are both given and switched off.
    """
    if choices.base and not choices.areas:
        raise BadOptionError("--base gives areas to draw, --no-areas forbids them: use one of the two")
    first, last = parse_day(choices.since), parse_day(choices.until)
    check_within(first, last)
    try:
        return MapOptions(
            title=choices.title,
            tiles=choices.tiles,
            since=first,
            until=last + timedelta(days=1) if last else None,
            areas=choices.areas,
            base=choices.base,
            box=parse_box(choices.box),
            precision=_parse_precision(choices.precision),
            language=choices.language,
            version=installed_version(),
        )
    except ValueError as error:
        raise BadOptionError(str(error)) from error


def parse_box(text: str) -> Frame | None:
    """Return the box of an option such as "36,32,48,38"; None if it was not given.

    Raises:
        BadOptionError: If the text is not four numbers.
    """
    if not text:
        return None
    try:
        west, south, east, north = (float(side) for side in text.split(","))
        return Frame(west, south, east, north)
    except ValueError as error:
        raise BadOptionError(
            f"a box is west,south,east,north in degrees, such as 36,32,48,38; got {text!r}"
        ) from error


def _parse_precision(text: str) -> Precision:
    try:
        return Precision(text)
    except ValueError as error:
        raise BadOptionError(f"--precision takes {' or '.join(Precision)}, got {text!r}") from error
