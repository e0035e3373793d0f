"""The day an article was published: from its own date line, metadata, address, else as the user says."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files

from articles.dates import DatePhrase, find_dates
from articles.errors import BadDateError
from articles.models import DateSource

_HEADER_LINES = 25
_FOOTER_LINES = 8
_HEADER_LINE_CHARACTERS = 120
_PARAGRAPH_WORDS = 22
_OPENING_CHARACTERS = 240
_OUTLET_WORDS_MOST = 5
_HEAD_CHARACTERS = 60
_UPDATES_WITHIN = timedelta(days=7)
_URL_DAY = re.compile(r"[/_-]((?:19|20)\d\d)([/_-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.?#-]|$)")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?\b|\b\d{1,2}\s?(?:am|pm)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w.&'’/-]*")
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_MONTH = re.compile(r"((?:19|20)\d\d)-(\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RUNS_ON = re.compile(r",?\s+(?!(?:at|by|in|updated)\b)[a-z]")
_PLACE_DATELINE = re.compile(r"[^\W\d_][^\n()]{1,60}\((?P<outlet>[^\n()]{2,40})\)")


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published, how that is known, and the outlet its dateline names.

    Attributes:
        day: UTC day, or None if nothing says it.
        source: Where the day came from.
        outlet: Name in the dateline, or "".
    """

    day: date | None = None
    source: DateSource = DateSource.UNKNOWN
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A day as a field gives it.

    Attributes:
        day: The day; of a month its first.
        precision: 1 the day is given, 3 only its month.
    """

    day: date
    precision: int = 1


@dataclass(frozen=True, slots=True)
class _Words:
    published: re.Pattern[str]
    updated: re.Pattern[str]
    outlets: re.Pattern[str]
    outlet_words: frozenset[str]
    other_days: tuple[str, ...]
    times: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(files("articles").joinpath("data", "headers.toml").read_text("utf-8"))
    outlets = sorted(data["outlets"], key=lambda word: (-len(word), word))
    return _Words(
        published=_opening(data["published"]),
        updated=_opening(data["updated"]),
        outlets=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, outlets))})(?!\w)"),
        outlet_words=frozenset(data["outlet_words"]),
        other_days=tuple(data["other_days"]),
        times=frozenset(data["times"]),
    )


def _opening(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"[\W_]{{0,4}}(?:{'|'.join(longest_first)})\b\s*:?\s*", re.IGNORECASE)


def read_day(words: str) -> date:
    """Read a calendar day as tables and metadata write it: 2017-11-21, or with a time of day.

    Args:
        words: ISO 8601; a time with an offset is turned into the UTC day.

    Raises:
        BadDateError: If the words are no such day.
    """
    try:
        return utc_day(datetime.fromisoformat(words.strip()))
    except (ValueError, OverflowError) as error:
        raise BadDateError(f"expected a day like 2017-11-21, got {words!r}") from error


def utc_day(moment: datetime) -> date:
    """Return the UTC day of a moment; one without a zone is taken to be in UTC.

    Raises:
        BadDateError: If no news can be of that year.
        OverflowError: If the calendar has no such day.
    """
    day = (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadDateError(f"expected a year from {_FIRST_YEAR} to {_LAST_YEAR}, got {day.year}")
    return day


def read_partial_day(words: str) -> PartialDay:
    """Read a day, or a month such as 2017-11, as tables and tools write them.

    Args:
        words: ISO 8601, also in the compact form 20171121T101500Z.

    Raises:
        BadDateError: If the words name neither; a bare year dates nothing.
    """
    month = _MONTH.fullmatch(words.strip())
    if month is not None and 1 <= int(month[2]) <= 12:
        return PartialDay(date(int(month[1]), int(month[2]), 1), 3)
    if words.strip().isdigit() and len(words.strip()) != 8:
        raise BadDateError(f"expected a day like 2017-11-21, got {words!r}")
    return PartialDay(read_day(words))


def find_publication(
    text: str, *, metadata: date | None = None, url: str = "", option: date | None = None
) -> Publication:
    """Find the publication day of an article: the day that its "Monday" and "yesterday" refer to.

    What the text itself says at its head wins, as tables and pages often carry the day of collection or of
    the event: a "Published ..." line, a dateline that names an outlet, a day that opens the text. Then come
    metadata, the day in the address, and any other dateline in the first lines (one without an outlet is
    often that of a site which printed the text again). The user's day comes last. "Last updated ..." at the
    very start counts unless metadata gives a day in the week before. Dates inside the body are never used.

    Args:
        text: Body as read.
        metadata: Day the page's or the table's own fields give.
        url: Address, or "".
        option: Day the user gives for texts that bring none.
    """
    stamped = _published_line(text, metadata)
    dated, outlet = _dateline(_header(text), metadata)
    for day, source in (
        (stamped, DateSource.DATELINE),
        (dated if outlet else None, DateSource.DATELINE),
        (_opening_day(text, metadata), DateSource.DATELINE),
        (metadata, DateSource.METADATA),
        (url_day(url), DateSource.URL),
        (dated, DateSource.DATELINE),
        (_yearless_dateline(text, option), DateSource.DATELINE),
        (option, DateSource.OPTION),
    ):
        if day is not None:
            return Publication(day, source, outlet)
    return Publication(outlet=outlet)


def url_day(url: str) -> date | None:
    """Return the day in an address such as https://news.example/2017/11/21/town, or None."""
    for match in _URL_DAY.finditer(url):
        try:
            return date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            continue
    return None


def _header(text: str) -> list[str]:
    """Return the lines before the first paragraph of prose, and that paragraph's opening."""
    lines: list[str] = []
    for line in _lines(text):
        if len(line.split()) >= _PARAGRAPH_WORDS or len(lines) >= _HEADER_LINES:
            return [*lines, line[:_OPENING_CHARACTERS]]
        lines.append(line)
    return lines


def _lines(text: str) -> Iterator[str]:
    """Yield the non-empty lines, without cutting a long text into all of them."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + 2000)].strip()
        if line:
            yield line
        start = end + 1


def _days(words: str, near: date | None) -> Iterator[tuple[DatePhrase, date]]:
    """Yield the phrases that name one day with its year; `near` settles whether 3/4/2016 is in March."""
    for phrase in find_dates(words, published=near):
        named = phrase.kind == "day" and phrase.days is not None
        if named and phrase.days is not None and _YEAR.search(words, phrase.start, phrase.end):
            yield phrase, phrase.days.start


def _opening_day(text: str, metadata: date | None) -> date | None:
    """Return the day that opens a text: "24.09.2014 Troops left.", "Last updated at Jul 26 2016 BASRA ...".

    Of a chronicle, in which several lines open with a day, it is None.
    """
    lines = _header(text)
    openings = [_leading_day(line, metadata) for line in lines]
    if not lines or openings[0] is None or len(set(openings) - {None}) > 1:
        return None
    is_update = _words().updated.match(lines[0]) is not None
    fresh = metadata is not None and timedelta(0) <= openings[0] - metadata < _UPDATES_WITHIN
    return None if is_update and fresh else openings[0]


def _leading_day(line: str, near: date | None) -> date | None:
    """Return the only day of a line's opening if no words but those of an update stand before it."""
    line = line[:_OPENING_CHARACTERS]
    update = _words().updated.match(line)
    begin = update.end() if update else 0
    found = list(_days(line, near))
    if len({day for _, day in found}) != 1 or (not update and _is_of_other_day(line)):
        return None
    phrase, day = found[0]
    apart = phrase.start > begin + _HEAD_CHARACTERS or _bare_words(line[begin : phrase.start])
    return None if apart or _RUNS_ON.match(line, phrase.end) else day


def _is_of_other_day(line: str) -> bool:
    return line.lower().lstrip("-–—•|: ").startswith(_words().other_days)


def _published_line(text: str, near: date | None) -> date | None:
    """Return the day of a line such as "Published: 3 June 2016 10:21 GMT" in the header or at the end."""
    footer = [line.strip() for line in text[-2000:].split("\n")[-_FOOTER_LINES:]]
    for line in (*_header(text), *footer):
        opening = _words().published.match(line)
        if opening is None:
            continue
        for phrase, day in _days(line[: opening.end() + 60], near):
            if not _WORD.search(line[opening.end() : phrase.start]):
                return day
    return None


def _dateline(lines: list[str], near: date | None) -> tuple[date | None, str]:
    """Return the day of the first dateline that names an outlet, else of the one line with only a day."""
    bare: set[date] = set()
    for line in lines:
        if _is_of_other_day(line):
            continue
        for phrase, day in _days(line, near):
            outlet = _outlet_beside(line, phrase)
            if outlet:
                return day, outlet
            if outlet is not None:
                bare.add(day)
    return (bare.pop() if len(bare) == 1 else None), ""


def _outlet_beside(line: str, phrase: DatePhrase) -> str | None:
    """Return the outlet beside the day of a header line; "" without one, None if it is no such line."""
    known = _known_outlet(line, phrase)
    if known or len(line) > _HEADER_LINE_CHARACTERS:
        return known or None
    before, after = _bare_words(line[: phrase.start]), _bare_words(line[phrase.end :])
    name = before or after
    if not name or (line.lower().startswith("by ") and not after):
        return ""
    is_outlet = not (before and after) and len(name) <= _OUTLET_WORDS_MOST and _is_outlet(name)
    return " ".join(name) if is_outlet else None


def _known_outlet(line: str, phrase: DatePhrase) -> str:
    """Return the outlet directly before a day ("AFP Sunday 26 Jul 2015") or in brackets behind it."""
    if phrase.start > _OPENING_CHARACTERS:
        return ""
    for match in _words().outlets.finditer(line, 0, phrase.start):
        if not _WORD.search(line[match.end() : phrase.start]):
            return match[0]
    behind = re.match(r"\s{0,2}\(([^()\n]{2,40})\)", line[phrase.end :])
    found = _words().outlets.search(behind[1]) if behind else None
    return found[0] if found else ""


def _bare_words(words: str) -> list[str]:
    """Return the words of a header line that are not about the time of day."""
    found = [match[0] for match in _WORD.finditer(_CLOCK.sub(" ", words))]
    return [word for word in found if word.lower().rstrip(".") not in _words().times]


def _is_outlet(name: list[str]) -> bool:
    """Tell whether capitalised words beside a day may be an outlet, and not a headline or a place."""
    if not all(word[0].isupper() for word in name if word.lower() not in ("of", "the", "and", "for")):
        return False
    return any(word.lower() in _words().outlet_words for word in name)


def _yearless_dateline(text: str, option: date | None) -> date | None:
    """Return the day of "BAGHDAD, Nov 17 (Reuters)" if the user's day tells the year."""
    if option is None:
        return None
    for line in _header(text):
        opening = _PLACE_DATELINE.match(line[:_OPENING_CHARACTERS])
        if opening is None or not _words().outlets.search(opening["outlet"]):
            continue
        for phrase in find_dates(opening[0], published=option):
            if phrase.kind == "day" and phrase.days is not None:
                return _on_or_before(phrase.days.start, option)
    return None


def _on_or_before(day: date, last: date) -> date:
    while day > last:
        try:
            day = day.replace(year=day.year - 1)
        except ValueError:  # 29 February
            day -= timedelta(days=365)
    return day
