"""Calendar rules for phrases relative to publication: "on Friday", "last week", "two days ago"."""

import math
from datetime import date

from articles.date_arithmetic import Reference, Words, key_of, months, shift, span
from articles.date_calendar import month, year
from articles.errors import BadDateError
from articles.models import Days

_VAGUE_COUNT = (2, 7)


def part(words: Words, reference: Reference) -> Days | None:
    """Early March 2016, the end of 2014, late last year."""
    low, high = reference.words.parts[key_of(words.get("part") or words.get("nounpart"))]
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
    published, which = reference.published, key_of(words.get("which"))
    number = reference.words.weekdays[key_of(words["weekday"])]
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
    return Days.day(shift(week.start, reference.words.weekdays[key_of(words["weekday"])]))


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
    if key_of(words["which"]) in ("next", "coming"):
        saturday = shift(saturday, 7)
    elif key_of(words["which"]).endswith("last") and reference.published.weekday() >= 5:
        saturday = shift(saturday, -7)
    return span(saturday, shift(saturday, 2))


def which_unit(words: Words, reference: Reference) -> Days | None:
    """Last week, this month, next year: whole calendar units, weeks from Monday."""
    if reference.published is None:
        return None
    published, which = reference.published, key_of(words["which"])
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
    if key_of(words["direction"]) == "later":
        return span(reference.published, whole.end)
    return Days(whole.start, shift(reference.published, 1), whole.precision)


def _count(words: Words, reference: Reference) -> tuple[int, int]:
    """Return the least and the most that a number word means."""
    text = key_of(words.get("count"))
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
    if key_of(words["direction"]) != "earlier":
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
