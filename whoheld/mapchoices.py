"""The choices of the map page, as typed, checked."""

from datetime import timedelta
from importlib.metadata import version

from output.mapoptions import BaseMap, MapOptions
from whoheld.errors import BadOptionError
from whoheld.options import parse_day


def installed_version() -> str:
    """Return the version of the installed program."""
    return version("whoheld")


def map_options(
    *,
    title: str = "",
    tiles: str = "",
    since: str | None = None,
    until: str | None = None,
    language: str = "en",
    areas: bool = True,
    base: BaseMap | None = None,
) -> MapOptions:
    """Return the options of the page.

    Args:
        title: Heading; "" takes the default words.
        tiles: Address pattern of online tiles; "" = none.
        since: First day of the slider.
        until: Last day of the slider; nothing dated later enters the page.
        language: ISO 639 code of the page's words.
        areas: Whether land between the towns is drawn.
        base: Areas of a map the user trusts.

    Raises:
        BadOptionError: If the days, the tiles or the language cannot be used.
    """
    if base and not areas:
        raise BadOptionError("--base gives areas to draw, --no-areas forbids them: use one of the two")
    last = parse_day(until)
    try:
        return MapOptions(
            title=title,
            tiles=tiles,
            since=parse_day(since),
            until=last + timedelta(days=1) if last else None,
            language=language,
            areas=areas,
            base=base,
            version=installed_version(),
        )
    except ValueError as error:
        raise BadOptionError(str(error)) from error
