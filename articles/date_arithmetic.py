"""Days, months and spans: the arithmetic that all calendar rules share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from articles.date_patterns import DateWords
from articles.errors import BadDateError
from articles.models import Days

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative words are relative to.

    Attributes:
        words: Word lists of the calendar.
        published: Day the text was published, or None.
        anchor: Day the text spoke of last ("the following day"), or None.
        year: Year of a date that names none, or None.
        offset_days: Fixed offset of the phrase ("yesterday": -1).
    """

    words: DateWords
    published: date | None
    anchor: date | None = None
    year: int | None = None
    offset_days: int = 0


def number_of(text: str | None) -> int:
    """Return a number in digits; 0 where there is none."""
    return int(text or 0)


def key_of(text: str | None) -> str:
    """Return words as the word lists hold them: lower case, no dots, single blanks."""
    return " ".join((text or "").lower().replace(".", "").split())


def make_day(year: int, month: int, day: int) -> date:
    """Return the day.

    Raises:
        BadDateError: If the calendar has no such day.
    """
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadDateError(f"no such day: {year}-{month}-{day}") from error


def month_start(year: int, month: int) -> date:
    """Return the first day of a month; months below 1 and above 12 run into the years beside."""
    return make_day(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def months(year: int, month: int, count: int = 1) -> Days:
    """Return `count` whole months from the given one."""
    return Days(month_start(year, month), month_start(year, month + count), 3)


def span(start: date, end: date) -> Days:
    """Return the days from `start` to before `end`, with the precision that fits the length."""
    length_days = (end - start).days
    return Days(start, end, 1 if length_days == 1 else 2 if length_days <= 8 else 3)


def shift(day: date, days: int) -> date:
    """Return the day so many days later.

    Raises:
        BadDateError: If that day is outside the calendar.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise BadDateError(f"no day {days} days from {day}") from error
