"""Calendar rules: from the words of a date phrase, and the day they were written, to days."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from articles.date_patterns import DateWords
from articles.errors import BadDateError
from articles.models import Days

# A date without a year lies in the year that puts it at most so far ahead of its publication.
AHEAD_DAYS = 60
_VAGUE_COUNT = (2, 7)

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


def _number(text: str | None) -> int:
    return int(text or 0)


def _key(text: str | None) -> str:
    return " ".join((text or "").lower().replace(".", "").split())


def _day(year: int, month: int, day: int) -> date:
    """Return the day.

    Raises:
        BadDateError: If the calendar has no such day.
    """
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadDateError(f"no such day: {year}-{month}-{day}") from error


def _month_start(year: int, month: int) -> date:
    """Return the first day of a month; months below 1 and above 12 run into the years beside."""
    return _day(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def months(year: int, month: int, count: int = 1) -> Days:
    """Return `count` whole months from the given one."""
    return Days(_month_start(year, month), _month_start(year, month + count), 3)


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
    return int(number) if number else reference.words.months[_key(words.get("month"))]


def day(words: Words, reference: Reference) -> Days | None:
    """17 November 2017, 2017-11-17; without a year the nearest such day that is hardly ahead."""
    month, number = _month_of(words, reference), _number(words["day"])
    if words.get("year"):
        return Days.day(_day(_number(words["year"]), month, number))
    if not 1 <= number <= 31:
        raise BadDateError(f"no day {number}")
    year = reference.year
    if year is None:
        if reference.published is None:
            return None
        year = _nearest_year(month, number, reference.published, ahead_days=AHEAD_DAYS)
    return Days.day(_day(year, month, number))


def slashed(words: Words, reference: Reference) -> Days | None:
    """3/4/2016: day first or month first, whichever exists and lies closest before publication."""
    first, second, year = (_number(words[name]) for name in ("first", "second", "year"))
    readings = [
        _day(year, month, number) for month, number in {(second, first), (first, second)} if 1 <= month <= 12
    ]
    if not readings:
        raise BadDateError(f"no such day: {first}/{second}/{year}")
    if len(set(readings)) == 1:
        return Days.day(readings[0])
    if reference.published is None:
        return None
    published = reference.published
    return Days.day(min(readings, key=lambda reading: (reading > published, abs((reading - published).days))))


def nth(words: Words, reference: Reference) -> Days | None:
    """The 17th: the latest one on or before publication."""
    number = _number(words["day"])
    if reference.published is None or not 1 <= number <= 31:
        return None
    start = reference.published.replace(day=1)
    for back in range(4):
        first = _month_start(start.year, start.month - back)
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
    which = _key(words.get("which"))
    if words.get("year"):
        return months(_number(words["year"]), number)
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
    return months(_number(words["year"]), 1, 12)


def years(words: Words, reference: Reference) -> Days | None:  # noqa: ARG001
    """2012-2014, 2014-15."""
    first, text = _number(words["year"]), words["year2"]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    if last <= first:
        raise BadDateError(f"the range ends before it starts: {first} to {last}")
    return months(first, 1, 12 * (last - first + 1))


def decade(words: Words, reference: Reference) -> Days | None:  # noqa: ARG001
    """The 1990s."""
    return months(_number(words["decade"]) * 10, 1, 120)


def season(words: Words, reference: Reference) -> Days | None:
    """The summer of 2014, last summer; winter begins in the December of the year named."""
    first_month = reference.words.seasons[_key(words["season"])]
    if words.get("year"):
        return months(_number(words["year"]), first_month, 3)
    if reference.published is None:
        return None
    which, published = _key(words["which"]), reference.published
    current = months(published.year, first_month, 3)
    if which in ("next", "coming"):
        return current if current.start > published else months(published.year + 1, first_month, 3)
    if which in ("this", "the"):
        return current
    return current if current.end <= published else months(published.year - 1, first_month, 3)


def part(words: Words, reference: Reference) -> Days | None:
    """Early March 2016, the end of 2014, late last year."""
    low, high = reference.words.parts[_key(words.get("part") or words.get("nounpart"))]
    if words.get("unit"):
        whole = which_unit(words, reference)
    elif words.get("month"):
        whole = month({"month": words["month"], "year": words.get("year", "")}, reference)
    else:
        whole = year(words, reference)
    if whole is None:
        return None
    length_days = (whole.end - whole.start).days
    start = shift(whole.start, math.floor(low * length_days))
    end = shift(whole.start, math.ceil(high * length_days))
    return Days(start, min(end, whole.end), 2 if length_days <= 31 else 3)


def _latest_weekday(weekday: int, last: date) -> date:
    return shift(last, -((last.weekday() - weekday) % 7))


def weekday(words: Words, reference: Reference) -> Days | None:
    """On Friday: the latest one on or before publication; "last" is before it, "next" after it."""
    if reference.published is None:
        return None
    published, which = reference.published, _key(words.get("which"))
    number = reference.words.weekdays[_key(words["weekday"])]
    if which in ("next", "coming"):
        return Days.day(shift(_latest_weekday(number, published), 7))
    if which in ("last", "previous", "past", "this past"):
        return Days.day(_latest_weekday(number, shift(published, -1)))
    return Days.day(_latest_weekday(number, published))


def weekday_of_week(words: Words, reference: Reference) -> Days | None:
    """Friday last week: counted in weeks that begin on Monday."""
    week = which_unit({**words, "unit": "week"}, reference)
    if week is None:
        return None
    return Days.day(shift(week.start, reference.words.weekdays[_key(words["weekday"])]))


def day_offset(words: Words, reference: Reference) -> Days | None:  # noqa: ARG001
    """Yesterday, today, tomorrow."""
    if reference.published is None:
        return None
    return Days.day(shift(reference.published, reference.offset_days))


def overnight(words: Words, reference: Reference) -> Days | None:  # noqa: ARG001
    """The night before publication, which belongs to two days."""
    if reference.published is None:
        return None
    return Days(shift(reference.published, -1), shift(reference.published, 1), 1)


def weekend(words: Words, reference: Reference) -> Days | None:
    """The latest Saturday and Sunday that began on or before publication."""
    if reference.published is None:
        return None
    saturday = _latest_weekday(5, reference.published)
    if _key(words["which"]) in ("next", "coming"):
        saturday = shift(saturday, 7)
    elif _key(words["which"]).endswith("last") and reference.published.weekday() >= 5:
        saturday = shift(saturday, -7)
    return span(saturday, shift(saturday, 2))


def which_unit(words: Words, reference: Reference) -> Days | None:
    """Last week, this month, next year: whole calendar units, weeks from Monday."""
    if reference.published is None:
        return None
    published, which = reference.published, _key(words["which"])
    step = {"this": 0, "the": 0, "next": 1, "coming": 1}.get(which, -1)
    unit = words["unit"]
    if unit == "week":
        monday = shift(published, 7 * step - published.weekday())
        return span(monday, shift(monday, 7))
    if unit == "month":
        return months(published.year, published.month + step)
    return months(published.year + step, 1, 12)


def rest_of(words: Words, reference: Reference) -> Days | None:
    """Earlier this month: from its first day to publication; "later" from publication to its last."""
    whole = which_unit({**words, "which": "this"}, reference)
    if whole is None or reference.published is None:
        return None
    if _key(words["direction"]) == "later":
        return span(reference.published, whole.end)
    return Days(whole.start, shift(reference.published, 1), whole.precision)


def _count(words: Words, reference: Reference) -> tuple[int, int]:
    """Return the least and the most that a number word means."""
    text = _key(words.get("count"))
    if not text:
        return _VAGUE_COUNT
    return (int(text), int(text)) if text.isdigit() else reference.words.numbers[text]


def _units_before(day_: date, count: tuple[int, int], unit: str) -> Days:
    """Return the days so many units before; months and years as whole calendar units."""
    low, high = count
    if unit == "hour":
        return span(shift(day_, -math.ceil(high / 24)), shift(day_, 1)) if high > 12 else Days.day(day_)
    if unit == "day":
        return span(shift(day_, -high), shift(day_, 1 - low))
    if unit == "week":
        return Days(shift(day_, -7 * high - 3), shift(day_, 4 - 7 * low), 2 if low == high else 3)
    if unit == "month":
        return months(day_.year, day_.month - high, high - low + 1)
    factor = 10 if unit == "decade" else 1
    return months(day_.year - high * factor, 1, 12 * ((high - low) * factor + 1))


def ago(words: Words, reference: Reference) -> Days | None:
    """Two days ago, several weeks ago."""
    if reference.published is None:
        return None
    return _units_before(reference.published, _count(words, reference), words["units"])


def after_anchor(words: Words, reference: Reference) -> Days | None:  # noqa: ARG001
    """The following day, the same day: needs the day the text spoke of before."""
    if reference.anchor is None:
        return None
    return Days.day(shift(reference.anchor, reference.offset_days))


def from_anchor(words: Words, reference: Reference) -> Days | None:
    """Two days later, a week earlier: needs the day the text spoke of before."""
    if reference.anchor is None:
        return None
    low, high = _count(words, reference)
    if _key(words["direction"]) != "earlier":
        low, high = -high, -low
    return _units_before(reference.anchor, (low, high), words["units"])


def past_span(words: Words, reference: Reference) -> Days | None:
    """The past 48 hours, the last two weeks, recent days: up to and including publication."""
    if reference.published is None:
        return None
    return span(_unit_steps(words, reference, forward=False), shift(reference.published, 1))


def coming_span(words: Words, reference: Reference) -> Days | None:
    """The coming days: from publication on."""
    if reference.published is None:
        return None
    return span(reference.published, shift(_unit_steps(words, reference, forward=True), 1))


def _unit_steps(words: Words, reference: Reference, *, forward: bool) -> date:
    """Return the far end of a span of so many units that starts or ends at publication."""
    published = reference.published
    if published is None:
        raise BadDateError("a span without an end")
    unit = words["units"]
    low_high = _count(words, reference)
    plural_only = not words.get("count") and unit not in ("day", "hour")
    count = 1 if plural_only else low_high[1]
    length_days = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.5, "year": 365.25, "decade": 3652.5}[unit]
    days = math.ceil(count * length_days)
    return shift(published, days if forward else -days)


RESOLVERS: Mapping[str, Callable[[Words, Reference], Days | None]] = {
    rule.__name__: rule
    for rule in (
        day, slashed, nth, days_of_month, month, year, years, decade, season, part,
        weekday, weekday_of_week, day_offset, overnight, weekend, which_unit, rest_of,
        ago, after_anchor, from_anchor, past_span, coming_span,
    )
}  # fmt: skip
