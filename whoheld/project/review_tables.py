"""Questions as a table to be edited in a spreadsheet, and the decisions read back from it."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.decoding import decode
from articles.models import Claim, Party
from articles.tablelines import delimiter_of
from geo.folding import fold
from output.escape import clean_text, guard_cell, unguard_cell
from whoheld.errors import BadDecisionError
from whoheld.project.corrections import Corrections
from whoheld.project.decisions import Draft, Kind
from whoheld.project.questions import Question

SHOWN = (
    "subject",
    "about",
    "doubts",
    "town_days",
    "place",
    "place_id",
    "lat",
    "lon",
    "relation",
    "actor",
    "opponent",
    "stance",
    "date",
    "confidence",
    "sentence",
    "article_id",
    "candidates",
)
FILLED = (
    "decision",
    "new_place",
    "new_lat",
    "new_lon",
    "new_actor",
    "new_opponent",
    "new_relation",
    "new_stance",
    "new_date",
    "country",
    "why",
)
_NUMBERS = frozenset({"town_days", "lat", "lon", "confidence"})
_CORRECTIONS = {
    "place": "new_place",
    "lat": "new_lat",
    "lon": "new_lon",
    "actor": "new_actor",
    "opponent": "new_opponent",
    "relation": "new_relation",
    "stance": "new_stance",
    "date": "new_date",
}
_DECIDABLE = (Kind.ACCEPT, Kind.REJECT, Kind.CORRECT, Kind.PIN)


def review_csv(questions: Sequence[Question]) -> str:
    """Return questions as CSV with empty columns for the answers."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow((*SHOWN, *FILLED))
    for question in questions:
        cells = _cells(question)
        shown = (cells[name] if name in _NUMBERS else guard_cell(clean_text(cells[name])) for name in SHOWN)
        writer.writerow([*shown, *[""] * len(FILLED)])
    return stream.getvalue()


def _cells(question: Question) -> dict[str, str]:
    claim, place = question.claims[0], question.place
    return {
        "subject": question.subject,
        "about": "name" if question.is_name else "claim",
        "doubts": "; ".join(question.doubts),
        "town_days": f"{question.at_stake_days:.1f}",
        "place": place.name if place else claim.place.surface,
        "place_id": place.id if place else "",
        "lat": str(place.point.lat) if place else "",
        "lon": str(place.point.lon) if place else "",
        **claim_cells(claim),
        "candidates": "; ".join(
            f"{found.id} ({found.name}, {found.country})" for found in question.candidates
        ),
    }


def claim_cells(claim: Claim) -> dict[str, str]:
    """Return what a claim says, as texts for a table."""
    return {
        "relation": claim.relation.value,
        "actor": _name(claim.actor),
        "opponent": _name(claim.opponent),
        "stance": claim.stance.value,
        "date": claim.when.start.isoformat() if claim.when else "",
        "confidence": f"{claim.confidence:.2f}",
        "sentence": claim.sentence,
        "article_id": claim.article_id,
    }


def _name(party: Party | None) -> str:
    return party.name if party else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One row that somebody filled in.

    Attributes:
        where: File and line.
        article: Id of the claim's article; of a name "".
    """

    where: str
    kind: Kind
    subject: str
    corrections: Corrections
    country: str
    why: str


DraftOf = Callable[[Answer], Draft]


def read_answers(path: Path, *, draft_of: DraftOf) -> tuple[Draft, ...]:
    """Return the decisions of an edited table; rows without a decision are left out.

    Args:
        path: CSV as `review_csv` writes it; columns may be moved, and those that are only shown left out.
        draft_of: Makes a decision of a row.

    Raises:
        BadDecisionError: If the file cannot be read, or rows cannot be used; names every fault with its line.
    """
    faults: list[str] = []
    drafts: list[Draft] = []
    seen: dict[tuple[str, ...], str] = {}
    for answer in _answers(path, faults):
        try:
            draft = draft_of(answer)
        except BadDecisionError as error:
            faults.append(f"{answer.where}: {error}")
            continue
        if draft.subject in seen:
            faults.append(f"{answer.where}: {answer.subject!r} was decided in {seen[draft.subject]} already")
        seen[draft.subject] = answer.where
        drafts.append(draft)
    if faults:
        raise BadDecisionError("\n".join(faults))
    return tuple(drafts)


def _answers(path: Path, faults: list[str]) -> Iterator[Answer]:
    for where, cells in _rows(path):
        if not cells.get("decision"):
            filled = [name for name in FILLED if cells.get(name)]
            if filled:
                faults.append(f"{where}: {filled[0]} is filled in, but decision is empty")
            continue
        about = "pin" if cells.get("about") == "name" else ""
        word = cells["decision"].lower()
        if word not in _DECIDABLE:
            known = ", ".join(_DECIDABLE)
            faults.append(f"{where}: decision is one of {known}; got {cells['decision']!r}")
        elif (word == Kind.PIN) != bool(about):
            faults.append(f"{where}: names are pinned, claims accepted, rejected or corrected; got {word!r}")
        elif not cells.get("subject"):
            faults.append(f"{where}: subject is empty; it is the claim's id, or the name")
        else:
            yield _answer(where, Kind(word), cells)


def _answer(where: str, kind: Kind, cells: Mapping[str, str]) -> Answer:
    typed = Corrections(**{field: cells.get(column, "") for field, column in _CORRECTIONS.items()})
    return Answer(where, kind, cells["subject"], typed, cells.get("country", ""), cells.get("why", ""))


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield file and line, and the cells of each row by column.

    Raises:
        BadDecisionError: If the file cannot be read or lacks columns.
    """
    try:
        text = decode(path.read_bytes()).text.removeprefix("\ufeff")
    except OSError as error:
        raise BadDecisionError(f"{path} cannot be read: {error.strerror}") from error
    delimiter = delimiter_of(text.partition("\n")[0])
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    try:
        missing = {"subject", "about", "decision"} - set(reader.fieldnames or ())
        if missing:
            raise BadDecisionError(
                f"{path} lacks the columns {', '.join(sorted(missing))}; see whoheld review --export"
            )
        for row in reader:
            cells = {key: unguard_cell(value).strip() for key, value in row.items() if isinstance(value, str)}
            yield f"{path.name}:{reader.line_num}", cells
    except csv.Error as error:
        raise BadDecisionError(f"{path.name}:{reader.line_num}: no CSV: {error}") from error


def pin_subject(name: str, country: str = "", context: str = "") -> dict[str, str]:
    """Return what a decision about a name is about.

    Raises:
        BadDecisionError: If it is no name, or the country no code.
    """
    if not fold(name):
        raise BadDecisionError(f"a place's name is expected, got {name!r}")
    if country and not (len(country) == 2 and country.isalpha()):
        raise BadDecisionError(f"a country is two letters such as SY, got {country!r}")
    return {"name": fold(name), "country": country.upper(), "context": context}
