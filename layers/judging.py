"""Judges one day's statements about a place: the state they leave it in, and which speak for or against."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Relation
from layers.models import State
from layers.statements import Says, Statement

_HOLDING = (Says.HOLDS, Says.GAINED)


@dataclass(frozen=True, slots=True)
class Status:
    """State of a place at one time; `actors` as in `ControlInterval`."""

    state: State
    actors: tuple[str, ...] = ()

    @property
    def holder(self) -> str:
        """Who is inside alone, or ""."""
        return self.actors[0] if self.actors and self.state is not State.CONTESTED else ""


NOTHING_KNOWN = Status(State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Day:
    """The realised statements of one day, sorted by what they say."""

    holders: tuple[str, ...]
    gainers: frozenset[str]
    leavers: frozenset[str]
    fights: tuple[Statement, ...]
    sieges: tuple[Statement, ...]
    before: Status

    @property
    def sole_holder(self) -> str:
        """Who holds all of it before any fight of this day counts, or ""."""
        if self.holders:
            return self.holders[0] if len(self.holders) == 1 else ""
        return self.before.holder

    def is_decided(self, fight: Statement) -> bool:
        """Return whether a capture of the whole by one party, on the same day, was the end of a fight."""
        return (
            len(self.holders) == 1
            and self.gainers.issuperset(self.holders)
            and (self.holders[0] in fight.parties)
        )


def judge_day(statements: Sequence[Statement], before: Status | None) -> Status | None:
    """Return the state of a place after one day's statements.

    Args:
        statements: Realised statements of one day; their order does not matter.
        before: State until then; None = no report yet.

    Returns:
        The state from that day on; None while there has been no report.
    """
    if not statements:
        return before
    day = _sort_statements(statements, before or NOTHING_KNOWN)
    rules = (_judge_contested, _judge_besieged, _judge_controlled, _judge_left)
    verdicts = (rule(day) for rule in rules)
    return next((verdict for verdict in verdicts if verdict), day.before)


def _sort_statements(statements: Sequence[Statement], before: Status) -> _Day:
    return _Day(
        holders=tuple(sorted({s.actor for s in statements if s.says in _HOLDING})),
        gainers=frozenset(s.actor for s in statements if s.says is Says.GAINED),
        leavers=frozenset(s.actor for s in statements if s.says is Says.LEFT),
        fights=tuple(s for s in statements if s.says is Says.FIGHTS),
        sieges=tuple(s for s in statements if s.says is Says.BESIEGES),
        before=before,
    )


def _judge_contested(day: _Day) -> Status | None:
    fights = [s for s in day.fights if not _changes_nothing(s, day.sole_holder) and not day.is_decided(s)]
    is_disputed = len(day.holders) > 1 or bool(day.leavers.intersection(day.holders))
    if not fights and not is_disputed:
        return None
    named = {*day.holders, *(party for s in fights for party in s.parties)}
    if len(named) < 2:
        named.update(actor for actor in day.before.actors if actor not in day.leavers)
    inside_first = {s.other for s in fights if s.is_part}
    order = {actor: rank for rank, actor in enumerate(day.before.actors)}
    ranked = sorted(named, key=lambda a: (order.get(a, len(order)), a not in inside_first, a))
    return Status(State.CONTESTED, tuple(ranked))


def _changes_nothing(fight: Statement, sole_holder: str) -> bool:
    """Return whether a fight for a part leaves the holder of the whole what he is."""
    if not fight.is_part or not sole_holder:
        return False
    is_loss = fight.claim.relation is Relation.LOST
    return (fight.actor != sole_holder) if is_loss else (fight.actor == sole_holder)


def _judge_besieged(day: _Day) -> Status | None:
    was_besieged = day.before.state is State.BESIEGED
    if not day.sieges:
        is_confirmed = was_besieged and day.holders == (day.before.holder,) and not day.gainers
        return day.before if is_confirmed else None
    besiegers = {s.actor for s in day.sieges if s.actor}
    if besiegers.intersection(day.holders):
        return None
    named_inside = sorted({s.other for s in day.sieges if s.other})
    inside = next(iter([*day.holders, *named_inside, day.before.holder]))
    if was_besieged and inside == day.before.holder:
        besiegers.update(set(day.before.actors[1:]) - day.leavers)
    if not inside or inside in besiegers or inside in day.leavers:
        return Status(State.BESIEGED)
    return Status(State.BESIEGED, (inside, *sorted(besiegers)))


def _judge_controlled(day: _Day) -> Status | None:
    return Status(State.CONTROLLED, day.holders) if day.holders else None


def _judge_left(day: _Day) -> Status | None:
    before = day.before
    if not day.leavers.intersection(before.actors):
        return None
    rest = tuple(actor for actor in before.actors if actor not in day.leavers)
    if before.holder in day.leavers or not rest:
        return NOTHING_KNOWN
    if before.state is State.BESIEGED and len(rest) == 1:
        return Status(State.CONTROLLED, rest)
    return Status(before.state, rest)


def find_bearing(statement: Statement, status: Status) -> tuple[bool, bool]:
    """Return whether a statement speaks for a state, and whether it speaks against its first actor.

    Where reports disagree and the state is contested, a report may do both: the dispute stands on it, and it
    is against the actor named first.

    Args:
        statement: Of a claim about the place, planned ones excepted.
        status: State of the place after the statement's day.
    """
    if not statement.is_realised:
        return _bearing_of_denial(statement, status)
    if status.state is State.UNKNOWN:
        return True, False
    return _bearing_of_report(statement, status)


def _bearing_of_report(statement: Statement, status: Status) -> tuple[bool, bool]:
    first = status.actors[0] if status.actors else ""
    is_contested = status.state is State.CONTESTED
    is_first = bool(first) and statement.actor == first
    match statement.says:
        case Says.HOLDS | Says.GAINED:
            return (is_contested or is_first), not is_first
        case Says.LEFT:
            return (is_contested or not is_first), is_first
        case Says.FIGHTS | Says.BESIEGES:
            return True, False
        case Says.ATTACKS if status.state is State.CONTROLLED:
            return statement.other == first, is_first
        case Says.ATTACKS:
            return any(party in status.actors for party in statement.parties), False
    return False, False


def _bearing_of_denial(statement: Statement, status: Status) -> tuple[bool, bool]:
    if not status.actors or statement.says is Says.NOTHING:
        return False, False
    is_first = statement.actor == status.actors[0]
    if statement.says is Says.LEFT:
        return is_first, False
    if statement.says in _HOLDING:
        return not is_first, is_first
    if statement.says is Says.FIGHTS and status.state is State.CONTESTED:
        return False, True
    if statement.says is Says.BESIEGES and status.state is State.BESIEGED:
        return False, True
    return status.state is State.CONTROLLED and not is_first, False
