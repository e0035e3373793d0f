"""The choices of the map page, as typed, checked."""

from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

from output.mapoptions import BaseMap, MapOptions
from whoheld.errors import BadOptionError
from whoheld.options import parse_day


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
        language: ISO 639 code of the page's words.
    """

    title: str = ""
    tiles: str = ""
    since: str | None = None
    until: str | None = None
    areas: bool = True
    base: BaseMap | None = None
    language: str = "en"


def map_options(choices: MapChoices) -> MapOptions:
    """Return the options of the page.

    Raises:
        BadOptionError: If the days, the tiles or the language cannot be used, or areas are both given and
            switched off.
    """
    if choices.base and not choices.areas:
        raise BadOptionError("--base gives areas to draw, --no-areas forbids them: use one of the two")
    last = parse_day(choices.until)
    try:
        return MapOptions(
            title=choices.title,
            tiles=choices.tiles,
            since=parse_day(choices.since),
            until=last + timedelta(days=1) if last else None,
            areas=choices.areas,
            base=choices.base,
            language=choices.language,
            version=installed_version(),
        )
    except ValueError as error:
        raise BadOptionError(str(error)) from error
