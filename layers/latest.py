"""The simplest honest fusion: the latest realised claim about a place says who holds it.

How claims move the state of a place, day by day (claims known by the week or month count from their first
day):

- captured, held, repelled: the actor controls it. Two actors on one day: contested by both.
- lost: unknown from then on, if the loser held it; nobody is crowned. Of two who contested it the other
  remains, still contested. A besieger who leaves ends the siege.
- contested, or a part captured, held or lost: contested by those named and by who held it, unless the only
  one named already holds all of it.
- besieged: besieged; the first actor is the one inside if known, else there is none. Reports that the one
  inside still holds it do not end a siege.
- Fighting nobody reported for 60 days is over: those who fight later are named by later reports alone.
- A capture of the whole by one party decides what was fought with it on the same day.
- attacked: changes nothing; confirms the defender it names. Does not revive fighting that is over.
- planned: never counts. Denied: never moves the state, but stands for or against it.

A state known only for a past range of days ("held it from 2014 to 2016") ends with that range.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from articles.models import Stance
from layers.dating import closing_day, is_datable, lasting_until
from layers.errors import MixedPlacesError
from layers.judging import NOTHING_KNOWN, Status, find_bearing, judge_day
from layers.marks import CONTESTED_DAYS
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State
from layers.statements import Says, Statement, read_statement

MAX_PROBABILITY = 0.99
CLAIMED_WEIGHT = 0.7  # a belligerent's or unconfirmed word, against one stated as fact
INDIRECT_WEIGHT = 0.5  # what merely fits a holder, against a report that names him
_DECIDING = frozenset({Says.HOLDS, Says.GAINED, Says.FIGHTS, Says.BESIEGES})


def fuse_place(claims: Sequence[LocatedClaim]) -> tuple[ControlInterval, ...]:
    """Derive who held one place when from the claims about it.

    Args:
        claims: Located claims of a single place, any order; planned and undated ones included.

    Returns:
        Disjoint half-open intervals in date order, each citing its claims. A place with realised claims none
        of which is dated has one interval without days; one without realised claims has none.

    Raises:
        MixedPlacesError: If the claims speak of more than one place.
    """
    if len({located.place.id for located in claims}) > 1:
        raise MixedPlacesError("the claims speak of more than one place")
    unique: dict[str, LocatedClaim] = {}
    for located in sorted(claims, key=_order):
        unique.setdefault(located.claim.id, located)
    relevant = [located for located in unique.values() if located.claim.stance is not Stance.PLANNED]
    dated = [located for located in relevant if is_datable(located)]
    if any(located.claim.stance is not Stance.DENIED for located in dated):
        return _follow(dated)
    undated = [located for located in relevant if not is_datable(located)]
    return _undated(undated)


def _order(located: LocatedClaim) -> tuple[object, ...]:
    claim = located.claim
    origin = located.source, located.published or date.max, located.url, located.title
    return _first_day(located), claim.id, *origin, claim.confidence, claim.sentence, claim.extent


@dataclass(slots=True)
class _Draft:
    """An interval under construction."""

    status: Status
    start: date | None
    evidence: list[LocatedClaim] = field(default_factory=list)
    against: list[LocatedClaim] = field(default_factory=list)
    last_report: date | None = None
    expires: date | None = None

    @property
    def is_contested(self) -> bool:
        """Whether there is fighting inside."""
        return self.status.state is State.CONTESTED

    def is_over(self, day: date) -> bool:
        """Return whether the fighting is so old on a day that it says nothing of those who fight then."""
        return (
            self.is_contested
            and self.last_report is not None
            and (day - self.last_report).days > CONTESTED_DAYS
        )

    def add(self, statements: Iterable[tuple[LocatedClaim, Statement]], day: date | None) -> None:
        """File the claims of one day for or against the drafted status."""
        for located, statement in statements:
            speaks_for, speaks_against = find_bearing(statement, self.status)
            is_late = statement.says is Says.ATTACKS and day is not None and self.is_over(day)
            if speaks_for and not is_late:
                self._support(located, statement.says, day)
            if speaks_against:
                self.against.append(located)

    def _support(self, located: LocatedClaim, says: Says, day: date | None) -> None:
        end = closing_day(located)
        if not self.evidence:
            self.expires = end
        elif says in _DECIDING and self.expires:
            self.expires = max(end, self.expires) if end else None
        self.evidence.append(located)
        last_day = end - timedelta(days=1) if end else lasting_until(located) or day
        if last_day is not None:
            self.last_report = max(last_day, self.last_report or last_day)


def _follow(claims: Sequence[LocatedClaim]) -> tuple[ControlInterval, ...]:
    intervals: list[ControlInterval] = []
    draft: _Draft | None = None
    held: Status | None = None
    for day, group in groupby(claims, key=_first_day):
        statements = [(located, read_statement(located.claim)) for located in group]
        realised = [statement for _, statement in statements if statement.is_realised]
        if draft and draft.expires and draft.expires < day:
            intervals.append(_finish(draft, draft.expires))
            held = held if draft.is_contested else None
            draft = None
        before = draft.status if draft else None
        after = judge_day(realised, before)
        if after != before and (draft is None or draft.is_over(day)):
            after = _judge_afresh(realised, held) or after
        if after is None:
            continue
        if draft is None or after != draft.status:
            if draft is not None:
                intervals.append(_finish(draft, day))
            draft = _Draft(after, day)
        held = held if draft.is_contested else draft.status
        draft.add(statements, day)
    if draft is not None:
        intervals.append(_finish(draft, draft.expires))
    return tuple(intervals)


def _judge_afresh(realised: Sequence[Statement], held: Status | None) -> Status | None:
    """Return the state after fighting that was over: as if whoever held the place before still did.

    None where the day's statements do not speak for that state.
    """
    after = judge_day(realised, held or NOTHING_KNOWN)
    is_told = after is not None and any(find_bearing(statement, after)[0] for statement in realised)
    return after if is_told else None


def _undated(claims: Sequence[LocatedClaim]) -> tuple[ControlInterval, ...]:
    statements = [(located, read_statement(located.claim)) for located in claims]
    status = judge_day([statement for _, statement in statements if statement.is_realised], None)
    if status is None:
        return ()
    draft = _Draft(status, None)
    draft.add(statements, None)
    draft.last_report = None
    return (_finish(draft, None),)


def _first_day(located: LocatedClaim) -> date:
    when = located.claim.when
    return when.start if when else date.max


def _finish(draft: _Draft, end: date | None) -> ControlInterval:
    return ControlInterval(
        place=draft.evidence[0].place,
        state=draft.status.state,
        actors=draft.status.actors,
        basis=_basis_of(draft.evidence),
        start=draft.start,
        end=end,
        last_report=_last_report(draft, end),
        probability=_probability_of(draft),
        evidence=tuple(located.claim.id for located in draft.evidence),
        against=tuple(located.claim.id for located in draft.against),
    )


def _last_report(draft: _Draft, end: date | None) -> date | None:
    if draft.last_report is None or end is None:
        return draft.last_report
    return min(draft.last_report, end - timedelta(days=1))


def _basis_of(evidence: Iterable[LocatedClaim]) -> ControlBasis:
    if any(located.claim.stance is Stance.ASSERTED for located in evidence):
        return ControlBasis.ASSESSED
    return ControlBasis.CLAIMED


def _probability_of(draft: _Draft) -> float:
    """Return P(first actor holds it): 1 - prod(1 - w) over sources, less half of what speaks against it.

    A source weighs as much as its weightiest claim: the claim's confidence, times 0.7 if it is only claimed,
    times 0.5 if it merely fits (a siege, an attack on the holder, another's loss, a denial of the holder's
    loss).
    """
    if draft.status.state is State.CONTESTED:
        return 0.5
    if not draft.status.actors:
        return 0.0
    supported = _pool(draft.evidence) * (1 - _pool(draft.against) / 2)
    return round(min(supported, MAX_PROBABILITY), 4)


def _pool(claims: Iterable[LocatedClaim]) -> float:
    by_source: dict[str, float] = {}
    for located in claims:
        source = located.source or located.claim.article_id
        by_source[source] = max(by_source.get(source, 0.0), _weight_of(located))
    return 1.0 - math.prod(1.0 - weight for weight in by_source.values())


def _weight_of(located: LocatedClaim) -> float:
    claim = located.claim
    weight = claim.confidence * (1.0 if claim.stance is Stance.ASSERTED else CLAIMED_WEIGHT)
    says = read_statement(claim).says
    return weight if says in (Says.HOLDS, Says.GAINED) else weight * INDIRECT_WEIGHT
