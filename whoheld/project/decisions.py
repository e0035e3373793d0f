"""What people decided: kept for good, replaced only by later decisions about the same thing.

    record(project, [draft, ...], by="mk", command="reject")       all of them or none
    active_decisions(project)                                      those that count now

A decision is never changed. A later one about the same subject supersedes it; `Kind.WITHDRAW` supersedes
without deciding anything else.
"""

import getpass
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from whoheld.errors import BadDecisionError
from whoheld.project.runs import finish_run, now_utc, start_run
from whoheld.project.store import Project
from whoheld.records import to_json

_SELECT = (
    "SELECT id, kind, target, payload, by, at, why, coalesce(supersedes, 0), coalesce(run, 0) "
    "FROM decisions ORDER BY id"
)
_INSERT = (
    "INSERT INTO decisions (kind, target, payload, by, at, why, supersedes, run) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


class Kind(StrEnum):
    """What was decided.

    ACCEPT: The claim is right as read. REJECT: The text makes no such claim. CORRECT: It does, but otherwise.
    PIN: A name stands for a place, or for none. MERGE: Two names are one actor. TRUST, DISTRUST: How far a
    source can be believed. WITHDRAW: An earlier decision no longer counts.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    PIN = "pin"
    MERGE = "merge"
    TRUST = "trust"
    DISTRUST = "distrust"
    WITHDRAW = "withdraw"


CLAIM_KINDS = frozenset({Kind.ACCEPT, Kind.REJECT, Kind.CORRECT})
SOURCE_KINDS = frozenset({Kind.TRUST, Kind.DISTRUST})
_SUBJECTS: Mapping[Kind, tuple[str, ...]] = {
    **dict.fromkeys(CLAIM_KINDS, ("article", "claim")),
    **dict.fromkeys(SOURCE_KINDS, ("source",)),
    Kind.PIN: ("name", "country", "context"),
    Kind.MERGE: ("actor",),
    Kind.WITHDRAW: ("decision",),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision before it is kept.

    Attributes:
        target: What it is about, as JSON; claims with their record, so that they can be found again.
        payload: What was decided, as JSON.
        why: The person's reason, or "".
    """

    kind: Kind
    target: Mapping[str, Any]
    payload: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about, the same for all decisions that exclude each other."""
        words = (str(self.target.get(key, "")) for key in _SUBJECTS[self.kind])
        return (_SUBJECTS[self.kind][-1], *words)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it is kept.

    Attributes:
        id: Counting up.
        by: Who decided.
        at: When, UTC: 2026-11-20T17:31:20Z.
        supersedes: Id of the decision that it replaces; 0 = none.
        run: Number of the command that recorded it; 0 = not known.
    """

    id: int
    draft: Draft
    by: str
    at: str
    supersedes: int = 0
    run: int = 0

    @property
    def kind(self) -> Kind:
        """What was decided."""
        return self.draft.kind


def deciding_person(given: str = "") -> str:
    """Return who decides: the name given, else the user of the machine.

    Raises:
        BadDecisionError: If neither is known.
    """
    if given.strip():
        return given.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise BadDecisionError("nobody knows who decides: give a name with --by NAME") from error


def all_decisions(project: Project) -> tuple[Decision, ...]:
    """Return every decision ever kept, oldest first."""
    return tuple(_decision(row) for row in project.rows(_SELECT))


def active_decisions(project: Project) -> tuple[Decision, ...]:
    """Return the decisions that count now, oldest first."""
    return still_active(all_decisions(project))


def still_active(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that no other one of them supersedes, withdrawals left out."""
    kept = tuple(decisions)
    replaced = {decision.supersedes for decision in kept}
    return tuple(
        decision for decision in kept if decision.id not in replaced and decision.kind is not Kind.WITHDRAW
    )


def _decision(row: tuple[Any, ...]) -> Decision:
    number, kind, target, payload, by, at, why, supersedes, run = row
    draft = Draft(Kind(kind), json.loads(target), json.loads(payload), why)
    return Decision(number, draft, by, at, supersedes, run)


def record(project: Project, drafts: Sequence[Draft], *, by: str, command: str) -> tuple[Decision, ...]:
    """Keep decisions: all of them, or on any error none.

    Args:
        project: Open for writing.
        drafts: What was decided; what counts already is not kept twice.
        by: Who decided.
        command: What the run is called.

    Returns:
        Those that are new.

    Raises:
        BadDecisionError: If one contradicts a decision that has to be withdrawn first.
        ProjectError: If the file cannot be written.
    """
    new = _new_ones(drafts, active_decisions(project))
    if not new:
        return ()
    run = start_run(project, command)
    kept: list[Decision] = []
    with project.transaction() as connection:
        counting = {decision.draft.subject: decision for decision in active_decisions(project)}
        for draft in new:
            before = _replaced(draft, counting)
            now = now_utc()
            row = (draft.kind, to_json(draft.target), to_json(draft.payload), by, now, draft.why)
            cursor = connection.execute(_INSERT, (*row, before or None, run))
            decision = Decision(int(cursor.lastrowid or 0), draft, by, now, before, run)
            counting[draft.subject] = decision
            kept.append(decision)
    finish_run(project, run, {"decisions": len(kept)})
    return tuple(kept)


def _new_ones(drafts: Sequence[Draft], active: Sequence[Decision]) -> list[Draft]:
    """Return the drafts that do not say what counts already.

    Raises:
        BadDecisionError: If a corrected claim is accepted as it was read.
    """
    counting = {decision.draft.subject: decision for decision in active}
    new = []
    for draft in drafts:
        before = counting.get(draft.subject)
        if before is None or draft.kind is Kind.WITHDRAW:
            new.append(draft)
        elif draft.kind is Kind.ACCEPT and before.kind is Kind.CORRECT:
            raise BadDecisionError(
                f"claim {draft.target['claim']} was corrected by decision {before.id}; to accept it as it "
                f"was read, first: whoheld withdraw PROJECT {before.id}"
            )
        elif (draft.kind, draft.payload) != (before.kind, before.draft.payload):
            new.append(draft)
    return new


def _replaced(draft: Draft, counting: Mapping[tuple[str, ...], Decision]) -> int:
    """Return the id of the decision that a draft supersedes; 0 = none."""
    if draft.kind is Kind.WITHDRAW:
        return int(draft.target["decision"])
    before = counting.get(draft.subject)
    return before.id if before else 0


def withdrawal(project: Project, number: int, *, why: str = "") -> Draft:
    """Return the draft that withdraws a decision.

    Raises:
        BadDecisionError: If there is no such decision, or it no longer counts.
    """
    if number not in {decision.id for decision in all_decisions(project)}:
        raise BadDecisionError(f"there is no decision {number}; see whoheld review PROJECT --decisions")
    if number not in {decision.id for decision in active_decisions(project)}:
        raise BadDecisionError(f"decision {number} counts no longer: it was superseded or withdrawn")
    return Draft(Kind.WITHDRAW, {"decision": number}, why=why)
