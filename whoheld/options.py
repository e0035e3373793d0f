"""The options of a run, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from whoheld.errors import BadOptionError

_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a user may decide about a run.

    Attributes:
        published: Day of publication for articles that bear none.
        actors: Actor files that add to or override the built-in list.
        countries: ISO 3166 alpha-2 codes of the theatre; empty = the whole world.
        near: Name of a place the theatre lies around, or "".
        geocoders: Services to ask for names that the gazetteer lacks, in turn.
        pins: Tables of names that a person settled.
        reader: "module:name" of the user's own reader of claims, or "" for the built-in rules.
    """

    published: date | None = None
    actors: tuple[Path, ...] = ()
    countries: frozenset[str] = frozenset()
    near: str = ""
    geocoders: tuple[str, ...] = ()
    pins: tuple[Path, ...] = ()
    reader: str = ""

    def settings(self) -> Mapping[str, str]:
        """Return the options that change results, as text for reports and maps."""
        chosen = {
            "date": self.published.isoformat() if self.published else "",
            "actors": ", ".join(path.name for path in self.actors),
            "country": ", ".join(sorted(self.countries)),
            "near": self.near,
            "geocoder": ", ".join(self.geocoders),
            "pins": ", ".join(path.name for path in self.pins),
            "reader": self.reader,
        }
        return {name: value for name, value in chosen.items() if value}


def parse_day(text: str | None) -> date | None:
    """Return the calendar day of an option, None if it was not given.

    Raises:
        BadOptionError: If the text is not a day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadOptionError(f"a day looks like 2017-11-21, got {text!r}") from error


def parse_countries(text: str | None) -> frozenset[str]:
    """Return the country codes of an option such as "SY,IQ".

    Raises:
        BadOptionError: If a part is not a two-letter code.
    """
    codes = [part.strip().upper() for part in (text or "").split(",") if part.strip()]
    for code in codes:
        if not _COUNTRY.fullmatch(code):
            raise BadOptionError(f"countries are two-letter codes such as SY,IQ, got {code!r}")
    return frozenset(codes)
