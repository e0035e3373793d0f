"""Accounts for a place's history: reports and what each counts, neighbours, and the reason for each state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from articles.models import Stance
from geo.models import Place
from layers.dating import is_datable
from layers.fusion import Weighed, weigh_place
from layers.latest import CLAIMED_WEIGHT, INDIRECT_WEIGHT
from layers.marks import Report
from layers.models import ControlInterval, LocatedClaim
from layers.reasons import Reason, find_reason
from layers.reports import DENIAL_WEIGHT, NEAR_WEIGHT, WEAK_WEIGHT, evidence_day, source_of
from layers.statements import Says, Statement, read_statement
from layers.syndication import Syndicated, count_once, group_copies
from layers.timeline import TimelineOptions, known_claims, silence_of
from layers.views import Disagreement, View, build_views, covers, find_disagreements
from layers.weigh import ERROR_RATE, MAX_ERROR

_NAMING = (Says.HOLDS, Says.GAINED)
_SHOWN_NEIGHBOURS = 6
_EARLIER_REPORTS = 3


@dataclass(frozen=True, slots=True)
class Weight:
    """What one report counts, factor by factor.

    Attributes:
        trust: Expected share of such reports of its source that are right; None where sources are not
            weighed against each other.
        stance: Factor for what is only claimed (weighed reports have it in `trust`).
        precision: Factor for reports of the surroundings.
        relation: Factor for what says only indirectly who holds a place.
        copy: Factor for what repeats a recent report.
        confidence: That the text was read rightly, 0 to 1.
        log_odds: What it adds to the log-odds that the interval's first actor holds the place; None where
            reports are not weighed, or nobody is named.
        total: Product of the factors; 0 = it does not count.
    """

    trust: float | None
    stance: float
    precision: float
    relation: float
    copy: float
    confidence: float
    log_odds: float | None
    total: float


@dataclass(frozen=True, slots=True)
class Counted:
    """One report of a place, and what it counts in one interval.

    Attributes:
        day: It counts on; None = undated.
        is_for: It speaks for the interval's state.
        is_against: It speaks against its first actor.
        lean: 1 if it suits its source's own side, -1 if it goes against it.
        weight: None = it never counts.
        copies: The same statement in copies of its article, which count once with it.
    """

    located: LocatedClaim
    source: str
    day: date | None
    is_for: bool
    is_against: bool
    lean: int
    weight: Weight | None
    copies: tuple[LocatedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A place nearby, and its state on the day asked about; None = no report."""

    place: Place
    distance_km: float
    interval: ControlInterval | None


@dataclass(frozen=True, slots=True)
class Belief:
    """How likely the first actor holds the place on a day: by its own reports, and with its neighbours."""

    day: date
    own: float
    settled: float


@dataclass(frozen=True, slots=True)
class IntervalAccount:
    """Why a place has one state for some time."""

    interval: ControlInterval
    reason: Reason
    reports: tuple[Counted, ...]
    belief: Belief | None
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class PlaceAccount:
    """Everything that is known of one place, and why.

    Attributes:
        is_weighed: Its reports are weighed together with those of its neighbours; else the latest one wins.
        intervals: Its history.
        uncounted: Planned and undated reports, and those dated wrongly: they never move a map.
        views: What each source says by itself.
        disagreements: Who contradicts whom.
    """

    place: Place
    is_weighed: bool
    intervals: tuple[IntervalAccount, ...]
    uncounted: tuple[Counted, ...]
    views: tuple[View, ...]
    disagreements: tuple[Disagreement, ...]


def explain_place(
    place_id: str,
    claims: Iterable[LocatedClaim],
    intervals: Iterable[ControlInterval],
    *,
    options: TimelineOptions,
    on: date | None = None,
) -> PlaceAccount | None:
    """Account for the history of one place.

    Args:
        place_id: Of the place.
        claims: Of all places, as the intervals were built from.
        intervals: Of all places.
        options: As the intervals were built with.
        on: Day to account for; None = the whole history.

    Returns:
        The account; None where nothing is known of such a place.
    """
    known = known_claims(claims, options.as_of)
    counted = count_once(known)
    said = [located for located in known if located.place.id == place_id]
    told = group_copies(said)
    history = _by_place(intervals)
    shown = [i for i in history.get(place_id, ()) if on is None or i.start is None or covers(i, on)]
    place = next((found.place for found in (*history.get(place_id, ()), *said)), None)
    if place is None:
        return None
    weighed = _weigh(place_id, counted, options)
    scene = _Scene(told, weighed, options, history, {located.claim.id: located for located in counted})
    views = build_views(said, options=options)
    return PlaceAccount(
        place=place,
        is_weighed=weighed is not None,
        intervals=tuple(scene.account(interval, on) for interval in shown),
        uncounted=tuple(scene.count(located, None) for located in scene.silent),
        views=views,
        disagreements=find_disagreements(views, said),
    )


def _by_place(intervals: Iterable[ControlInterval]) -> Mapping[str, list[ControlInterval]]:
    by_place: dict[str, list[ControlInterval]] = {}
    for interval in intervals:
        by_place.setdefault(interval.place.id, []).append(interval)
    return by_place


def _weigh(place_id: str, known: Sequence[LocatedClaim], options: TimelineOptions) -> Weighed | None:
    if options.fusion == "latest" or not any(is_datable(c) for c in known if c.place.id == place_id):
        return None
    silence = silence_of(known, options, is_looking_back=options.fusion == "looking-back")
    density = options.min_reports_per_place_year
    return weigh_place(place_id, known, silence, min_density=density, sources=options.sources)


def _counts(located: LocatedClaim) -> bool:
    return is_datable(located) and located.claim.stance is not Stance.PLANNED


class _Scene:
    """One place with all that bears on it.

    Attributes:
        silent: Its reports that never count.
    """

    def __init__(
        self,
        told: Sequence[Syndicated],
        weighed: Weighed | None,
        options: TimelineOptions,
        history: Mapping[str, Sequence[ControlInterval]],
        by_id: Mapping[str, LocatedClaim],
    ) -> None:
        self._copies = {found.first.claim.id: found.copies for found in told}
        self.silent = [found.first for found in told if not _counts(found.first)]
        counted = [found.first for found in told if _counts(found.first)]
        self._told: list[Report] = sorted(
            ((located, read_statement(located.claim)) for located in counted),
            key=lambda report: (evidence_day(report[0]), report[0].claim.id),
        )
        self._weighed = weighed
        self._options = options
        self._history = history
        self._by_id = by_id
        self._places = {place_id: found[0].place for place_id, found in history.items()}
        reports = weighed.learned.reports if weighed else None
        rows = weighed.rows if weighed else ()
        self._row_of = {reports.claims[row].claim.id: n for n, row in enumerate(rows)} if reports else {}

    def account(self, interval: ControlInterval, on: date | None) -> IntervalAccount:
        """Account for one interval of the place."""
        cited = {*interval.evidence, *interval.against}
        day = on or interval.start
        earlier = self._earlier(interval)
        reports = [
            self.count(located, interval)
            for located, _ in self._told
            if located.claim.id in cited | earlier or covers(interval, evidence_day(located))
        ]
        told = {report.located.claim.id for report in reports}
        others = [self._by_id[claim] for claim in sorted(cited - told) if claim in self._by_id]
        return IntervalAccount(
            interval=interval,
            reason=find_reason(interval, self._told, is_weighed=self._weighed is not None),
            reports=(*reports, *(self.count(located, interval) for located in others)),
            belief=self._belief(interval, day) if day else None,
            neighbours=self._neighbours(day) if day else (),
        )

    def _earlier(self, interval: ControlInterval) -> set[str]:
        """Return the ids of the last reports before an interval, which still count where all are weighed."""
        if self._weighed is None or interval.start is None:
            return set()
        before = [located for located, _ in self._told if evidence_day(located) < interval.start]
        return {located.claim.id for located in before[-_EARLIER_REPORTS:]}

    def count(self, located: LocatedClaim, interval: ControlInterval | None) -> Counted:
        """Return what a report counts in an interval."""
        claim = located.claim
        is_for = interval is not None and claim.id in interval.evidence
        is_against = interval is not None and claim.id in interval.against
        return Counted(
            located=located,
            source=source_of(located, self._options.sources),
            day=evidence_day(located) if is_datable(located) else None,
            is_for=is_for,
            is_against=is_against,
            lean=self._lean(claim.id),
            weight=self._weight(located, interval) if _counts(located) else None,
            copies=self._copies.get(claim.id, ()),
        )

    def _lean(self, claim_id: str) -> int:
        if self._weighed is None or claim_id not in self._row_of:
            return 0
        reports = self._weighed.learned.reports
        row = self._weighed.rows[self._row_of[claim_id]]
        return reports.classes[int(reports.class_of[row])].lean

    def _weight(self, located: LocatedClaim, interval: ControlInterval | None) -> Weight:
        number = self._row_of.get(located.claim.id)
        if self._weighed is None or number is None:
            return _plain_weight(located)
        learned = self._weighed.learned
        reports, row = learned.reports, self._weighed.rows[number]
        relation = _relation_factor(reports.statements[row])
        precision = NEAR_WEIGHT if located.place_precision == 2 else 1.0
        total = float(reports.weight[row]) if reports.sign[row] else 0.0
        copy = float(reports.weight[row]) / (relation * precision) if relation else 1.0
        error = ERROR_RATE * float(learned.reliability.overall[reports.class_of[row]])
        return Weight(
            trust=round(1 - min(error, MAX_ERROR), 4),
            stance=1.0,
            precision=precision,
            relation=relation,
            copy=round(copy, 4),
            confidence=located.claim.confidence,
            log_odds=self._log_odds(number, interval),
            total=round(total, 4),
        )

    def _log_odds(self, number: int, interval: ControlInterval | None) -> float | None:
        weighed = self._weighed
        if (
            weighed is None
            or interval is None
            or not interval.actors
            or interval.actors[0] not in weighed.actors
        ):
            return None
        row = weighed.evidence[number]
        slot = weighed.actors.index(interval.actors[0])
        rivals = np.delete(row[:-1], slot) if len(row) > 2 else row[-1:]
        return round(float(row[slot] - rivals.max()), 4)

    def _belief(self, interval: ControlInterval, day: date) -> Belief | None:
        weighed = self._weighed
        if weighed is None or not interval.actors or interval.actors[0] not in weighed.actors:
            return None
        step = max(int(np.searchsorted(weighed.days, day.toordinal(), side="right")) - 1, 0)
        slot = weighed.actors.index(interval.actors[0])
        return Belief(
            day, round(float(weighed.own[step, slot]), 4), round(float(weighed.settled[step, slot]), 4)
        )

    def _neighbours(self, day: date) -> tuple[Neighbour, ...]:
        if self._weighed is None:
            return ()
        return tuple(
            Neighbour(
                self._places[place_id],
                round(distance_km, 1),
                next((i for i in self._history[place_id] if covers(i, day)), None),
            )
            for place_id, distance_km in self._weighed.neighbours[:_SHOWN_NEIGHBOURS]
            if place_id in self._places
        )


def _relation_factor(statement: Statement) -> float:
    """Return how directly a statement says who holds the place, as weighed."""
    if not statement.is_realised:
        return DENIAL_WEIGHT
    if statement.says in (*_NAMING, Says.LEFT):
        return 1.0
    return WEAK_WEIGHT if statement.says in (Says.ATTACKS, Says.BESIEGES) else 0.0


def _plain_weight(located: LocatedClaim) -> Weight:
    """Return what a report counts where the latest one wins."""
    statement = read_statement(located.claim)
    stance = 1.0 if located.claim.stance is Stance.ASSERTED else CLAIMED_WEIGHT
    relation = 1.0 if statement.says in _NAMING else INDIRECT_WEIGHT
    total = round(located.claim.confidence * stance * relation, 4)
    return Weight(None, stance, 1.0, relation, 1.0, located.claim.confidence, None, total)
