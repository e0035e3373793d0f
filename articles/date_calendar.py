"""Calendar rules for phrases that name days, months, seasons and years: "17 November", "in 2014"."""

from datetime import date

from articles.date_arithmetic import (
    Reference,
    Words,
    key_of,
    make_day,
    month_start,
    months,
    number_of,
    shift,
    span,
)
from articles.errors import BadDateError
from articles.models import Days

# A date without a year lies in the year that puts it at most so far ahead of its publication.
AHEAD_DAYS = 60


def _nearest_year(month: int, day: int, published: date, *, ahead_days: int) -> int:
    """Return the latest year in which the day is not more than `ahead_days` after `published`."""
    for year in range(published.year + 1, published.year - 4, -1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate <= shift(published, ahead_days):
            return year
    raise BadDateError(f"no such day: {month}-{day}")


def _month_of(words: Words, reference: Reference) -> int:
    number = words.get("number")
    return int(number) if number else reference.words.months[key_of(words.get("month"))]


def day(words: Words, reference: Reference) -> Days | None:
    """17 November 2017, 2017-11-17; without a year the nearest such day that is hardly ahead."""
    month, number = _month_of(words, reference), number_of(words["day"])
    if words.get("year"):
        return Days.day(make_day(number_of(words["year"]), month, number))
    if not 1 <= number <= 31:
        raise BadDateError(f"no day {number}")
    year = reference.year
    if year is None:
        if reference.published is None:
            return None
        year = _nearest_year(month, number, reference.published, ahead_days=AHEAD_DAYS)
    return Days.day(make_day(year, month, number))


def no_day(words: Words, reference: Reference) -> Days | None:  # noqa: ARG001  every rule has the same shape
    """Refuse a name that holds a day: the March 23 Movement."""
    raise BadDateError("a name, not a day")


def slashed(words: Words, reference: Reference) -> Days | None:
    """3/4/2016: day first or month first, whichever exists and lies closest before publication."""
    first, second, in_year = (number_of(words[name]) for name in ("first", "second", "year"))
    orders = ((second, first), (first, second))
    readings = [make_day(in_year, which, number) for which, number in orders if 1 <= which <= 12]
    if not readings:
        raise BadDateError(f"no such day: {first}/{second}/{in_year}")
    if len(set(readings)) == 1:
        return Days.day(readings[0])
    if reference.published is None:
        return None
    published = reference.published
    return Days.day(min(readings, key=lambda reading: (reading > published, abs((reading - published).days))))


def nth(words: Words, reference: Reference) -> Days | None:
    """The 17th: the latest one on or before publication."""
    number = number_of(words["day"])
    if reference.published is None or not 1 <= number <= 31:
        return None
    start = reference.published.replace(day=1)
    for back in range(4):
        first = month_start(start.year, start.month - back)
        candidate = shift(first, number - 1)
        if candidate.month == first.month and candidate <= reference.published:
            return Days.day(candidate)
    return None


def days_of_month(words: Words, reference: Reference) -> Days | None:
    """3-5 May 2016."""
    first = day(words, reference)
    last = day({**words, "day": words["day2"]}, reference)
    if first is None or last is None:
        return None
    if last.start < first.start:
        raise BadDateError(f"the range ends before it starts: {first.start} to {last.start}")
    return span(first.start, last.end)


def month(words: Words, reference: Reference) -> Days | None:
    """March 2016; without a year the latest March that began on or before publication."""
    number = _month_of(words, reference)
    which = key_of(words.get("which"))
    if words.get("year"):
        return months(number_of(words["year"]), number)
    if reference.year is not None:
        return months(reference.year, number)
    if reference.published is None:
        return None
    published = reference.published
    year = _nearest_year(number, 1, published, ahead_days=0)
    if which in ("next", "coming"):
        year += 1
    elif which == "this":
        year = published.year
    elif which in ("last", "past", "previous") and (year, number) == (published.year, published.month):
        year -= 1
    return months(year, number)


def year(words: Words, reference: Reference) -> Days | None:  # noqa: ARG001  every rule has the same shape
    """In 2014."""
    return months(number_of(words["year"]), 1, 12)


def years(words: Words, reference: Reference) -> Days | None:  # noqa: ARG001
    """2012-2014, 2014-15."""
    first, text = number_of(words["year"]), words["year2"]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    if last <= first:
        raise BadDateError(f"the range ends before it starts: {first} to {last}")
    return months(first, 1, 12 * (last - first + 1))


def decade(words: Words, reference: Reference) -> Days | None:  # noqa: ARG001
    """The 1990s."""
    return months(number_of(words["decade"]) * 10, 1, 120)


def season(words: Words, reference: Reference) -> Days | None:
    """The summer of 2014, last summer; winter begins in the December of the year named."""
    first_month = reference.words.seasons[key_of(words["season"])]
    if words.get("year"):
        return months(number_of(words["year"]), first_month, 3)
    if reference.published is None:
        return None
    which, published = key_of(words["which"]), reference.published
    current = months(published.year, first_month, 3)
    if which in ("next", "coming"):
        return current if current.start > published else months(published.year + 1, first_month, 3)
    if which in ("this", "the"):
        return current
    return current if current.end <= published else months(published.year - 1, first_month, 3)
