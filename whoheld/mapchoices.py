"""The choices of the map page, as typed, checked."""

from datetime import timedelta
from importlib.metadata import version

from output.mapoptions import MapOptions
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
) -> MapOptions:
    """Return the options of the page.

    Args:
        title: Heading; "" takes the default words.
        tiles: Address pattern of online tiles; "" = none.
        since: First day of the slider.
        until: Last day of the slider; nothing dated later enters the page.
        language: ISO 639 code of the page's words.

    Raises:
        BadOptionError: If the days, the tiles or the language cannot be used.
    """
    last = parse_day(until)
    try:
        return MapOptions(
            title=title,
            tiles=tiles,
            since=parse_day(since),
            until=last + timedelta(days=1) if last else None,
            language=language,
            version=installed_version(),
        )
    except ValueError as error:
        raise BadOptionError(str(error)) from error
