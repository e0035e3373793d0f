"""Rows of event tables: the note as an article, its coordinates and what its columns say of the place."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from articles.documents import Document
from articles.errors import BadDateError
from articles.formats.eventtables import EventTable, EventType, find_event_table
from articles.formats.markup import plain_text
from articles.models import Article, CodedEvent, DateSource, Days, Issue, LocatedName
from articles.published import read_day, utc_day
from articles.reading import (
    Draft,
    ReadOptions,
    completed,
    dated,
    finish,
    issue,
    missing_text,
    without_surrogates,
)

__all__ = ["find_event_table", "read_event"]

_DATE_FORMATS = ("%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%d-%b-%Y", "%d/%m/%Y")
_COARSEST = 3
_NAME_CHARACTERS_MOST = 120


def read_event(
    cells: Mapping[str, str], where: str, document: Document, options: ReadOptions, *, table: EventTable
) -> Iterator[Article | Issue]:
    """Yield the article of one event.

    Its text is the note and, in a last line, the name that the table locates; its day is that of the event.

    Args:
        cells: Values by column, in lower case.
        where: File and line.
        document: What the row stands in.
        options: How to read.
        table: What is known of the columns.
    """
    row = _Row(cells, table)
    days, problems = _days(row, where)
    located, more = _located(row, where)
    coded, still_more = _coded(row, located, days, where)
    yield from (*problems, *more, *still_more)
    note = "\n\n".join(dict.fromkeys(plain_text(words) for words in row.all("text")))
    url = row.get("url") if row.get("url").startswith(("http://", "https://")) else ""
    if not note and not coded:
        yield (
            missing_text(where, url) if url else issue("no-text", where, "no note in this row", row.get("id"))
        )
        return
    lines = [note, f"Location: {located.name}" if located else ""]
    draft = Draft(
        text="\n\n".join(line for line in lines if line),
        where=where,
        fallback_source=table.source or document.name or document.label,
        id=f"{table.name}:{row.get('id')}" if row.get("id") else "",
        title=row.get("title"),
        published=_middle(days) if days else None,
        published_from=DateSource.EVENT,
        published_precision=days.precision if days else 1,
        source=row.get("source"),
        language=row.get("language"),
        url=url,
        located=(located,) if located else (),
        coded=coded,
    )
    yield from dated(finish(completed(draft, document.said), options))


class _Row:
    """The cells of a row by field."""

    def __init__(self, cells: Mapping[str, str], table: EventTable) -> None:
        self.cells = cells
        self.table = table

    def all(self, field: str) -> list[str]:
        """Return the filled cells of a field."""
        found = (self.cells.get(name, "").strip() for name in self.table.columns.get(field, ()))
        return [without_surrogates(words) for words in found if words]

    def get(self, field: str) -> str:
        """Return the first filled cell of a field, else ""."""
        return next(iter(self.all(field)), "")

    def cell(self, field: str, index: int) -> str:
        """Return the cell of the field's column of that number, else ""."""
        names = self.table.columns.get(field, ())
        return self.cells.get(names[index], "").strip() if index < len(names) else ""


def _days(row: _Row, where: str) -> tuple[Days | None, list[Issue]]:
    """Return the days of an event with their precision; an unknown code counts as the coarsest."""
    code = _whole(row.get("date_precision"))
    precision = row.table.date_precision.get(code, _COARSEST) if code else 1
    words = row.get("date")
    if not words:
        return None, []
    try:
        start = _day(words)
        end = _day(row.get("end_date")) if row.get("end_date") else start
    except BadDateError as error:
        return None, [issue("bad-date", where, str(error), words)]
    if end <= start:
        return Days.about(start, precision), []
    length = (end - start).days + 1
    return Days(start, end + timedelta(days=1), max(precision, 2 if length <= 7 else 3)), []


def _day(words: str) -> date:
    """Return a day as tables of events write it.

    Raises:
        BadDateError: If it is none.
    """
    try:
        return read_day(words)
    except BadDateError:
        pass
    for pattern in _DATE_FORMATS:
        try:
            return utc_day(datetime.strptime(words, pattern))  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise BadDateError(f"expected a day like 2017-11-21 or 21 November 2017, got {words!r}")


def _middle(days: Days) -> date:
    return days.start + (days.end - days.start) // 2 if days.precision < _COARSEST else days.start


def _whole(code: str) -> str:
    """Return a code without the ".0" of programs that make numbers of it, in lower case."""
    return code.lower().removesuffix(".0")


def _located(row: _Row, where: str) -> tuple[LocatedName | None, list[Issue]]:
    name = " ".join(row.get("place").split())[:_NAME_CHARACTERS_MOST].strip()
    if not name:
        return None, [issue("no-place", where, "the row names no place")]
    code = _whole(row.get("place_precision"))
    precision = row.table.place_precision.get(code, _COARSEST) if code else 1
    try:
        return LocatedName(name, float(row.get("lat")), float(row.get("lon")), precision), []
    except ValueError:
        message = "expected degrees such as 35.95 and 39.01"
        return None, [issue("bad-coordinates", where, message, f"{row.get('lat')} {row.get('lon')}")]


def _coded(
    row: _Row, located: LocatedName | None, days: Days | None, where: str
) -> tuple[tuple[CodedEvent, ...], list[Issue]]:
    """Return what the columns say of the place, and an issue if they do not tell who acts."""
    meaning = next((found for found in row.table.types if _applies(found, row)), None)
    if meaning is None or located is None:
        return (), []
    parties = _parties(meaning, row)
    if parties is None:
        message = f"coded as {meaning.relation}, but the columns do not tell by whom; only the note is read"
        return (), [issue("coded-without-actor", where, message, " | ".join(row.all("sides")))]
    return (CodedEvent(located.name, meaning.relation, *parties, days),), []


def _applies(meaning: EventType, row: _Row) -> bool:
    cells = row.cells
    return (
        all(_whole(cells.get(name, "").strip()) in values for name, values in meaning.equals.items())
        and all(_number(cells.get(name, "")) >= least for name, least in meaning.least.items())
        and all(_number(cells.get(name, "")) < most for name, most in meaning.below.items())
    )


def _number(words: str) -> float:
    """Return a number; 0 where there is none."""
    try:
        number = float(words)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _parties(meaning: EventType, row: _Row) -> tuple[str, str] | None:
    """Return actor and opponent, or None if the columns do not tell them apart."""
    if meaning.actor == "party":
        return meaning.party, meaning.opponent
    sides = [(_party(row.cell("sides", n), row.table), _is_state(row, n)) for n in (0, 1)]
    named = [(name, is_state) for name, is_state in sides if name]
    if meaning.actor in ("first", "both"):
        return (sides[0][0], sides[1][0]) if sides[0][0] else None
    if meaning.actor == "only":
        return (named[0][0], "") if len(named) == 1 else None
    wanted = [name for name, is_state in named if is_state == (meaning.actor == "state")]
    others = [name for name, is_state in named if is_state != (meaning.actor == "state")]
    return (wanted[0], others[0] if others else "") if len(wanted) == 1 else None


def _party(name: str, table: EventTable) -> str:
    """Return a party's name without what the table adds to it; "" if it stands for nobody."""
    for pattern in table.drop:
        name = pattern.sub("", name).strip()
    return "" if name.lower() in table.nobody else re.sub(r"\s+", " ", name)


def _is_state(row: _Row, number: int) -> bool:
    kind = _whole(row.cell("kinds", number))
    if kind:
        return kind in row.table.state_kinds
    return row.cell("sides", number).startswith(row.table.state_names)
