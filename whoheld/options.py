"""The options of a run, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from whoheld.errors import BadOptionError

FUSION = "looking-back"
CARRIED_AFTER_DAYS = 90
UNKNOWN_AFTER_DAYS = 1095
MAX_PAGES = 200
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
        outlets: Files of known sources that add to or override the built-in list.
        as_of: Day whose knowledge is asked for; None = all.
        delay_days: Nothing of so many days before the newest publication day, or before `as_of`, is used.
        fusion: "looking-back", "as-it-stood" or "latest".
        carried_after_days: After so long without a report a state is only carried forward.
        unknown_after_days: After so long without a report nobody knows; None = never.
        fetches_missing: Whether pages of which files give only the address are fetched.
        allows_private: Whether addresses of this machine and of private networks may be fetched.
        max_pages: Most pages fetched for one feed, sitemap or list of addresses.
        has_region_priors: Whether towns nobody reports of take the side that reports of their region tell.
    """

    published: date | None = None
    actors: tuple[Path, ...] = ()
    countries: frozenset[str] = frozenset()
    near: str = ""
    geocoders: tuple[str, ...] = ()
    pins: tuple[Path, ...] = ()
    reader: str = ""
    outlets: tuple[Path, ...] = ()
    as_of: date | None = None
    delay_days: int | None = None
    fusion: str = FUSION
    carried_after_days: int = CARRIED_AFTER_DAYS
    unknown_after_days: int | None = UNKNOWN_AFTER_DAYS
    has_region_priors: bool = False
    fetches_missing: bool = False
    allows_private: bool = False
    max_pages: int = MAX_PAGES

    def __post_init__(self) -> None:
        """Refuse spans of silence shorter than a day, fetching no page, and the calendar's ends."""
        check_within(self.published)
        if self.max_pages < 1:
            raise BadOptionError(f"--max-pages takes a number from 1 up, such as 200; got {self.max_pages}")
        for option, days in (("carried", self.carried_after_days), ("unknown", self.unknown_after_days)):
            if days is not None and days < 1:
                raise BadOptionError(
                    f"--{option}-after takes a number of days from 1 up, such as 90; got {days}"
                )
        if self.delay_days is not None and self.delay_days < 1:
            raise BadOptionError(
                f"--delay takes a number of days from 1 up, such as 14; got {self.delay_days}"
            )

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
            "sources": ", ".join(path.name for path in self.outlets),
            "as-of": self.as_of.isoformat() if self.as_of else "",
            "delay": "newer reports are held back" if self.delay_days is not None else "",
            "fusion": self.fusion if self.fusion != FUSION else "",
            "carried-after": _days_if_chosen(self.carried_after_days, CARRIED_AFTER_DAYS),
            "unknown-after": _days_if_chosen(self.unknown_after_days, UNKNOWN_AFTER_DAYS),
            "region-priors": "yes" if self.has_region_priors else "",
            "fetch": "yes" if self.fetches_missing else "",
            "max-pages": str(self.max_pages) if self.max_pages != MAX_PAGES else "",
        }
        return {name: value for name, value in chosen.items() if value}


def _days_if_chosen(days: int | None, usual: int) -> str:
    if days == usual:
        return ""
    return "never" if days is None else f"{days} days"


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


def check_within(*days: date | None) -> None:
    """Refuse the first and the last day of the calendar: the days beside them do not exist.

    Raises:
        BadOptionError: If one of the days is such a day.
    """
    for day in days:
        if day in (date.min, date.max):
            raise BadOptionError(f"no day at the very end of the calendar can be used, got {day}")


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


def parse_silence(text: str | None) -> int | None:
    """Return the days of an option such as "365"; None for "never", the usual ones if it was not given.

    Raises:
        BadOptionError: If the text is neither a number nor "never".
    """
    if not text:
        return UNKNOWN_AFTER_DAYS
    if text.strip().lower() == "never":
        return None
    if not text.strip().isdecimal():
        raise BadOptionError(f'--unknown-after takes a number of days such as 365, or "never"; got {text!r}')
    return int(text)
