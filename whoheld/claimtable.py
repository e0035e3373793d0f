"""Read tables of claims that somebody already coded: CSV or JSON lines, one claim a row."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from articles.decoding import decode
from articles.models import (
    Basis,
    Claim,
    Days,
    Extent,
    Issue,
    Mention,
    Party,
    Relation,
    Stance,
    claim_id,
)
from articles.readers import CSV_SUFFIXES
from articles.reading import guessed_encoding, issue
from articles.tablelines import delimiter_of
from geo.models import LonLat, Place, PlaceKind
from layers.models import LocatedClaim
from output.escape import unguard_cell
from output.hxl import is_tag_row

_PLACE_COLUMNS = frozenset({"place", "place_id"})
_NEEDED = frozenset({"actor", "relation"})
_DATE_COLUMNS = frozenset({"date", "start_date"})
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_COUNTRY_KINDS = {kind.value: kind for kind in PlaceKind}
_CERTAIN = {Stance.ASSERTED: 0.9, Stance.CLAIMED: 0.7, Stance.DENIED: 0.7, Stance.PLANNED: 0.7}


class PartyNames(Protocol):
    """Turns an actor's name as written into a party."""

    def __call__(self, name: str) -> Party: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by lower-case column name, and where it stands.

    Attributes:
        line: Of the file; of a layer the number of the feature.
        layer: "" = the file has none.
    """

    cells: Mapping[str, str]
    path: Path
    line: int
    layer: str = ""

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return f"{self.path} {self.layer} feature {self.line}" if self.layer else f"{self.path}:{self.line}"

    @property
    def label(self) -> str:
        """File name and line, for ids: the same wherever the file lies."""
        return f"{self.path.name}:{self.line}"

    def get(self, *names: str) -> str:
        """Return the first non-empty cell among the named columns, else ""."""
        return next((value for name in names if (value := self.cells.get(name, "").strip())), "")


def is_claim_table(columns: tuple[str, ...]) -> bool:
    """Tell whether a table with these columns holds coded claims rather than articles."""
    names = {name.strip().lower() for name in columns}
    return (
        bool(names & _PLACE_COLUMNS)
        and names >= _NEEDED
        and bool(names & _DATE_COLUMNS)
        and "text" not in names
    )


def read_claim_table(path: Path, *, party: PartyNames) -> Iterator[LocatedClaim | Issue]:
    """Yield the claims of a table, and an issue for every row that cannot be used.

    Args:
        path: A .csv, .tsv, .jsonl or .ndjson file with `place` or `place_id`, `lat`, `lon`, `date`, `actor`,
            `relation`; read too, if there: opponent, stance, extent, source, claim_id, url, title, sentence,
            speaker, confidence, country, kind, start_date, end_date, published, place_precision,
            time_precision, story_id.
        party: Finds the canonical party of a name.
    """
    return read_claim_rows(_rows(path), party=party)


def read_claim_rows(rows: Iterable[Row | Issue], *, party: PartyNames) -> Iterator[LocatedClaim | Issue]:
    """Yield the claims of rows, and an issue for every row that cannot be used; see `read_claim_table`.

    Args:
        rows: Of a table; issues among them are handed on.
        party: Finds the canonical party of a name.
    """
    for row in rows:
        if isinstance(row, Issue):
            yield row
            continue
        faults = _faults(row)
        if faults:
            yield issue("bad-row", row.where, "; ".join(faults), row.get("place", "place_id"))
            continue
        yield _located(row, party)


def _rows(path: Path) -> Iterator[Row | Issue]:
    decoded = decode(path.read_bytes())
    if decoded.guessed:
        yield guessed_encoding(path, decoded.guessed)
    text = decoded.text.removeprefix("\ufeff")
    yield from _csv_rows(text, path) if path.suffix.lower() in CSV_SUFFIXES else _json_rows(text, path)


def _csv_rows(text: str, path: Path) -> Iterator[Row | Issue]:
    header = text.lstrip().split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(header))
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Issue("bad-csv", f"{path}:{reader.line_num}", f"no CSV from here on: {error}")
            return
        if None in cells:
            yield Issue("bad-row", f"{path}:{reader.line_num}", "more cells than the header has columns")
            continue
        if is_tag_row(value or "" for value in cells.values()):
            continue
        named = {key.strip().lower(): unguard_cell(value or "") for key, value in cells.items()}
        yield Row(named, path, reader.line_num)


def _json_rows(text: str, path: Path) -> Iterator[Row | Issue]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield issue("bad-json", f"{path}:{number}", f"no JSON: {error}", line)
            continue
        if not isinstance(cells, dict):
            yield issue("bad-json", f"{path}:{number}", "expected one JSON object a line", line)
            continue
        yield Row({str(key).lower(): _text(value) for key, value in cells.items()}, path, number)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _faults(row: Row) -> list[str]:
    """Return everything that is wrong with a row, in words."""
    faults = []
    if not row.get("place", "place_id"):
        faults.append("no place")
    if row.get("relation").lower() not in set(Relation):
        faults.append(f"relation is one of {', '.join(Relation)}, got {row.get('relation')!r}")
    if row.get("stance").lower() not in {"", *Stance}:
        faults.append(f"stance is one of {', '.join(Stance)}, got {row.get('stance')!r}")
    if row.get("extent").lower() not in {"", *Extent}:
        faults.append(f"extent is one of {', '.join(Extent)}, got {row.get('extent')!r}")
    if row.get("kind").lower() not in {"", *PlaceKind}:
        faults.append(f"kind is one of {', '.join(PlaceKind)}, got {row.get('kind')!r}")
    faults += [
        f"{name} is 1, 2 or 3, got {row.get(name)!r}"
        for name in ("place_precision", "time_precision")
        if row.get(name) and _code(row, name) is None
    ]
    return faults + _number_faults(row) + _date_faults(row)


def _number_faults(row: Row) -> list[str]:
    try:
        LonLat(lon=float(row.get("lon")), lat=float(row.get("lat")))
    except ValueError:
        return [
            f"lat and lon are degrees such as 34.45 and 40.92, got {row.get('lat')!r} and {row.get('lon')!r}"
        ]
    try:
        confidence = float(row.get("confidence") or 1)
    except ValueError:
        confidence = -1.0
    if not 0 <= confidence <= 1:
        return [f"confidence is between 0 and 1, got {row.get('confidence')!r}"]
    return []


def _date_faults(row: Row) -> list[str]:
    try:
        _days(row)
        _published(row)
    except ValueError as error:
        return [f"a date looks like 2017-11-17, 2017-11 or 2017: {error}"]
    return []


def _days(row: Row) -> Days | None:
    """Return the days a row is about; None where it bears no date."""
    if start := row.get("start_date"):
        first = _partial(start)
        end = date.fromisoformat(row.get("end_date")[:10]) if row.get("end_date") else first.end
        return Days(first.start, end, _code(row, "time_precision") or first.precision)
    if not (when := row.get("date")):
        return None
    lo, _, hi = when.partition("/")
    first, last = _partial(lo), _partial(hi or lo)
    return Days(first.start, last.end, _precision(first.start, last.end))


def _partial(text: str) -> Days:
    match = _PARTIAL_DATE.match(text.strip())
    if match is None:
        raise ValueError(f"got {text!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None:
        raise ValueError(f"got {text!r}")
    if month is None:
        return Days(date(year, 1, 1), date(year + 1, 1, 1), 3)
    if day is None:
        return Days(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1), 3)
    return Days.day(date(year, month, day))


def _precision(start: date, end: date) -> int:
    length = end - start
    return 1 if length <= timedelta(days=1) else 2 if length <= timedelta(days=7) else 3


def _published(row: Row) -> date | None:
    return date.fromisoformat(row.get("published")[:10]) if row.get("published") else None


def _located(row: Row, party: PartyNames) -> LocatedClaim:
    claim = _claim(row, party)
    return LocatedClaim(
        claim=claim,
        place=_place(row),
        place_precision=_code(row, "place_precision") or 1,
        source=row.get("source"),
        published=_published(row) or (claim.when.start if claim.when else None),
        url=row.get("url"),
        title=row.get("title"),
        story=row.get("story_id"),
    )


def _place(row: Row) -> Place:
    point = LonLat(lon=float(row.get("lon")), lat=float(row.get("lat")))
    name = row.get("place_name", "place", "place_id")
    place_id = row.get("place_id") or f"table:{name.lower()}@{point.lat:.4f},{point.lon:.4f}"
    kind = _COUNTRY_KINDS.get(row.get("kind").lower(), PlaceKind.TOWN)
    return Place(id=place_id, name=name, point=point, kind=kind, country=row.get("country").upper())


def _claim(row: Row, party: PartyNames) -> Claim:
    stance = Stance(row.get("stance").lower() or Stance.ASSERTED)
    days, name = _days(row), row.get("place", "place_id")
    mention, sentence_start = _mention(row, name)
    is_only_report = row.get("when_basis").lower() == Basis.REPORT
    relation = Relation(row.get("relation").lower())
    identity = (row.label, name, relation, row.get("actor"), stance, str(days))
    return Claim(
        id=row.get("claim_id") or claim_id(*identity),
        article_id=row.get("article_id") or f"table:{row.label}",
        sentence=row.get("sentence"),
        sentence_start=sentence_start,
        place=mention,
        relation=relation,
        actor=_party(row, "actor", party),
        opponent=_party(row, "opponent", party),
        stance=stance,
        extent=Extent(row.get("extent").lower() or Extent.WHOLE),
        when=days,
        when_basis=Basis.EXPLICIT if days and not is_only_report else Basis.REPORT,
        speaker=row.get("speaker"),
        rule=row.get("rule") or "coded",
        confidence=float(row.get("confidence") or _CERTAIN[stance]),
    )


def _party(row: Row, name: str, party: PartyNames) -> Party | None:
    if not row.get(name):
        return None
    found = party(row.get(name))
    return replace(found, surface=row.get(f"{name}_surface") or found.surface)


def _mention(row: Row, name: str) -> tuple[Mention, int]:
    """Return the name as it stands in the article, and the offset of the sentence there; 0 if not told."""
    start = int(row.get("start")) if row.get("start").isdecimal() else 0
    within = row.get("sentence").find(name)
    return Mention(start, start + len(name), name), max(0, start - within) if within >= 0 else 0


def _code(row: Row, name: str) -> int | None:
    """Return a code of precision, None where there is none; other programs write whole numbers as 2.0."""
    text = row.get(name).removesuffix(".0")
    return int(text) if text in ("1", "2", "3") else None
