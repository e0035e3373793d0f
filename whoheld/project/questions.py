"""What needs a person most: doubtful claims and names, in the order of how much of the map hangs on them.

The measure is the town-day: a claim that alone decides who held a town for 100 days, and is as likely wrong
as right, puts 50 town-days at stake.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from articles.models import Claim
from geo.folding import fold
from geo.models import Place, Resolution, Status
from layers.models import ControlInterval, State
from layers.reports import source_of
from output.models import Results

SURE_CONFIDENCE = 0.8
SURE_PLACE_SCORE = 0.8
USUAL_DAYS = 30.0


class Doubt(StrEnum):
    """Why a person should look."""

    UNSURE = "low confidence"
    DISPUTED = "sources disagree"
    ONE_SOURCE = "one source only"
    AMBIGUOUS = "ambiguous place"
    UNKNOWN = "unknown place"


@dataclass(frozen=True, slots=True)
class Question:
    """A claim, or a name, that a person should look at.

    Attributes:
        subject: Id of the claim, or the name as written.
        is_name: Whether it is a name, to be pinned; else a claim, to be accepted, rejected or corrected.
        doubts: Why, the weightiest first.
        at_stake_days: Town-days of the map that could be drawn otherwise.
        claims: The claim; of a name those about it, at most `MOST_CLAIMS` of them.
        candidates: Places that the name may stand for.
        count: How many claims it is about.
    """

    subject: str
    is_name: bool
    doubts: tuple[Doubt, ...]
    at_stake_days: float
    claims: tuple[Claim, ...]
    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    count: int = 1


MOST_CLAIMS = 5
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Settled:
    """What people decided already: nobody is asked again.

    Attributes:
        claims: Ids.
        names: Folded.
    """

    claims: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def list_questions(results: Results, settled: Settled) -> tuple[Question, ...]:
    """Return what needs a person, most of the map at stake first.

    Args:
        results: Of a project.
        settled: What was decided already.
    """
    found = [*_claim_questions(results, settled), *_name_questions(results, settled)]
    return tuple(sorted(found, key=lambda question: (-question.at_stake_days, question.subject)))


def _claim_questions(results: Results, settled: Settled) -> Iterator[Question]:
    stakes = claim_stakes(results)
    for located in results.claims:
        doubts = stakes.get(located.claim.id)
        if not doubts or located.claim.id in settled.claims:
            continue
        ranked = sorted(doubts, key=lambda doubt: (-doubts[doubt], doubt))
        yield Question(
            subject=located.claim.id,
            is_name=False,
            doubts=tuple(ranked),
            at_stake_days=max(doubts.values()),
            claims=(located.claim,),
            place=located.place,
        )


def claim_stakes(results: Results) -> Mapping[str, Mapping[Doubt, float]]:
    """Return how many town-days hang on each doubt about each claim.

    A claim shares the days of an interval with the others it stands on. Low confidence puts the part at
    stake that it lacks; disagreement and a single source the part that the interval's probability lacks.
    """
    claims = {located.claim.id: located for located in results.claims}
    last = last_day(results)
    stakes: dict[str, dict[Doubt, float]] = defaultdict(lambda: defaultdict(float))
    for interval in results.intervals:
        evidence = [claims[number] for number in interval.evidence if number in claims]
        against = [claims[number] for number in interval.against if number in claims]
        if interval.state is State.UNKNOWN or not evidence:
            continue
        days = days_of(interval, last)
        for located in evidence:
            lacking = 1.0 - located.claim.confidence
            if located.claim.confidence < SURE_CONFIDENCE:
                stakes[located.claim.id][Doubt.UNSURE] += days * lacking / len(evidence)
        open_days = days * (1.0 - interval.probability)
        doubt = Doubt.DISPUTED if against else Doubt.ONE_SOURCE
        is_lone = len({source_of(located) for located in evidence}) == 1
        if open_days and (against or is_lone):
            for located in (*evidence, *against):
                stakes[located.claim.id][doubt] += open_days / len(evidence)
    return {number: dict(doubts) for number, doubts in stakes.items()}


def last_day(results: Results) -> date:
    """Return the last day that anything is known of."""
    known = [day for span in results.intervals for day in (span.start, span.end, span.last_report) if day]
    return max(known, default=date.min)


def days_of(interval: ControlInterval, last: date) -> float:
    """Return how many days of the map an interval colours; undated ones count as the usual length."""
    if interval.start is None:
        return USUAL_DAYS
    end = min(interval.end or last + timedelta(days=1), last + timedelta(days=1))
    return float(max(1, (end - interval.start).days))


def _name_questions(results: Results, settled: Settled) -> Iterator[Question]:
    usual = _usual_days(results)
    where = {(m.article_id, m.mention.start, m.mention.end): m.resolution for m in results.mentions}
    groups: dict[str, list[tuple[Claim, Resolution | None, float]]] = defaultdict(list)
    for claim in results.unplaced:
        resolution = _resolution(claim, where)
        if claim.place.kind != "demonym" and (resolution is None or resolution.place is None):
            groups[fold(claim.place.surface)].append((claim, resolution, usual))
    for located in results.claims:
        resolution = _resolution(located.claim, where)
        if resolution is not None and _is_doubtful(resolution):
            stake = usual * (1.0 - resolution.score)
            groups[fold(located.claim.place.surface)].append((located.claim, resolution, stake))
    for key in sorted(groups.keys() - settled.names):
        yield _name_question(groups[key])


def _is_doubtful(resolution: Resolution) -> bool:
    """Whether a name is put near a place only, or may well stand for another one."""
    is_rivalled = resolution.score < SURE_PLACE_SCORE and len(resolution.candidates) > 1
    return resolution.precision > 1 or is_rivalled


def _usual_days(results: Results) -> float:
    last = last_day(results)
    lengths = [days_of(span, last) for span in results.intervals if span.start is not None]
    return median(lengths) if lengths else USUAL_DAYS


def _resolution(claim: Claim, where: Mapping[tuple[str, int, int], Resolution]) -> Resolution | None:
    return where.get((claim.article_id, claim.place.start, claim.place.end))


def _name_question(about: Sequence[tuple[Claim, Resolution | None, float]]) -> Question:
    candidates: dict[str, Place] = {}
    for _, resolution, _ in about:
        for candidate in resolution.candidates if resolution else ():
            candidates.setdefault(candidate.place.id, candidate.place)
    told = [resolution for _, resolution, _ in about if resolution is not None]
    is_known = any(one.status is not Status.UNKNOWN and one.precision == 1 for one in told)
    claims = tuple(claim for claim, _, _ in about)
    return Question(
        subject=claims[0].place.surface,
        is_name=True,
        doubts=(Doubt.AMBIGUOUS if is_known else Doubt.UNKNOWN,),
        at_stake_days=sum(stake for _, _, stake in about),
        claims=claims[:MOST_CLAIMS],
        candidates=tuple(candidates.values())[:_MOST_CANDIDATES],
        count=len(claims),
    )
