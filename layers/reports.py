"""Claims as arrays: what each report says of a holder, with what weight, from which kind of source."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from articles.models import Stance
from geo.models import AREA_KINDS, Place, PlaceKind
from layers.dating import closing_day, is_datable, lasting_until
from layers.models import LocatedClaim
from layers.sources import NOTHING_KNOWN_OF_SOURCES, SourceBook
from layers.statements import Says, Statement, read_statement

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

COPY_DAYS = 4  # a report that repeats one this fresh is probably taken from it
COPY_WEIGHT = 0.4
SAME_WORDS_DAYS = 30  # one wire report, printed again
WEAK_WEIGHT = 0.4  # sieges and attacks, as evidence for the one inside
DENIAL_WEIGHT = 0.5
NEAR_WEIGHT = 0.5  # reports of a place's surroundings
JUMP = 0.3  # a reported change moves this much of the belief before its evidence counts
SURPRISE = 0.7  # a reported change is evidence that it was otherwise just before
FRESH_DAYS = 30  # unless a report so recent already told of it
_SHORT_DAYS = 7
REGION_KINDS = AREA_KINDS | {PlaceKind.PHYSICAL}
_NAMES = (Says.HOLDS, Says.GAINED)


@dataclass(frozen=True, slots=True, order=True)
class SourceClass:
    """Reports that are equally reliable: of one source, stated or only claimed, for or against its own side.

    Attributes:
        source: Speaker of the claim if it names one, else the outlet; known ones by their one name.
        lean: 1 if the report suits the side of its source, -1 if it goes against it, 0 if neither is known.
    """

    source: str
    is_hedged: bool
    lean: int = 0


@dataclass(frozen=True, slots=True)
class Reports:
    """Dated claims of many places, sorted by place, day and id; arrays run parallel to `claims`.

    Attributes:
        places: Sorted by id.
        actors: Ids of all actors that reports name or exclude, sorted.
        classes: Sorted.
        place_of: Index in `places`.
        day: Proleptic ordinal of the UTC day.
        actor_of: Index in `actors`; -1 = names nobody.
        sign: 1 the actor holds the place, -1 it does not, 0 says nothing of it.
        weight: How much the report counts, 0 to 1.
        jump: Part of the belief that a reported change moves to the actor (away from him if `sign` is -1; to
            all who fight if it is 0).
        surprise: How surely a report of a change says that it was otherwise just before, 0 to 1.
        former_of: Who lost the place to the actor, or fights him for it; index in `actors`, -1 = not said.
        is_naming: Whether it plainly says who holds or gained the place.
        is_judged: Whether its source is judged by it: naming reports of settlements, not of whole regions.
        class_of: Index in `classes`.
        error_ratio: How much more often than an ordinary source each class is expected to be wrong, from what
            is known of its source beforehand.
    """

    claims: tuple[LocatedClaim, ...]
    statements: tuple[Statement, ...]
    places: tuple[Place, ...]
    actors: tuple[str, ...]
    classes: tuple[SourceClass, ...]
    place_of: Ints
    day: Ints
    actor_of: Ints
    sign: Ints
    weight: Floats
    jump: Floats
    surprise: Floats
    former_of: Ints
    is_naming: npt.NDArray[np.bool_]
    is_judged: npt.NDArray[np.bool_]
    class_of: Ints
    error_ratio: Floats


def gather_reports(
    claims: Iterable[LocatedClaim], *, sources: SourceBook = NOTHING_KNOWN_OF_SOURCES
) -> Reports:
    """Turn dated, realised or denied claims into reports; others are left out.

    Args:
        claims: Of any places, in any order; of claims with one id only one counts.
        sources: What is known of sources beforehand.
    """
    kept = _sorted_unique(claims)
    statements = tuple(read_statement(located.claim) for located in kept)
    facts = [_fact_of(statement) for statement in statements]
    places = {located.place.id: located.place for located in reversed(kept)}
    place_ids = sorted(places)
    former = [s.other if s.is_realised and s.says in (Says.GAINED, Says.FIGHTS) else "" for s in statements]
    actors = sorted({*former, *(actor for actor, _, _ in facts)} - {""})
    class_list = [class_of(located, sources) for located in kept]
    classes = sorted(set(class_list))
    place_index, actor_index = _index(place_ids), _index(actors)
    class_index = {key: number for number, key in enumerate(classes)}
    place_of = _ints(place_index[located.place.id] for located in kept)
    actor_of = _ints(actor_index[actor] if actor else -1 for actor, _, _ in facts)
    day = _ints(evidence_day(located).toordinal() for located in kept)
    sign = _ints(sign for _, sign, _ in facts)
    weight = np.array([weight for _, _, weight in facts], dtype=np.float64)
    is_naming = np.array([s.is_realised and s.says in _NAMES for s in statements], dtype=np.bool_)
    jump = _jumps(statements, place_of, actor_of, day)
    weight *= np.array([NEAR_WEIGHT if located.place_precision == 2 else 1.0 for located in kept])
    return Reports(
        claims=kept,
        statements=statements,
        places=tuple(places[place_id] for place_id in place_ids),
        actors=tuple(actors),
        classes=tuple(classes),
        place_of=place_of,
        day=day,
        actor_of=actor_of,
        sign=sign,
        weight=weight * _copy_weights(kept, place_of, actor_of, sign, day),
        jump=jump,
        surprise=jump / JUMP * SURPRISE * _freshness(statements, place_of, actor_of, day),
        former_of=_ints(actor_index[actor] if actor else -1 for actor in former),
        is_naming=is_naming,
        is_judged=is_naming & np.array([c.place.kind not in REGION_KINDS for c in kept], dtype=np.bool_),
        class_of=_ints(class_index[key] for key in class_list),
        error_ratio=np.array([sources.error_ratio_of(key.source) for key in classes], dtype=np.float64),
    )


def evidence_day(located: LocatedClaim) -> date:
    """Return the day a report counts on: its first; the middle of ranges longer than a week.

    What has lasted since a day, and still does, counts from that day.
    """
    when = located.claim.when
    if when is None:
        raise ValueError("an undated claim has no day")
    length = (when.end - when.start).days
    if length <= _SHORT_DAYS or lasting_until(located) is not None:
        return when.start
    middle = when.start + timedelta(days=length // 2)
    is_past = closing_day(located) is not None or located.published is None
    return middle if is_past else max(when.start, min(middle, located.published or middle))


def class_of(located: LocatedClaim, sources: SourceBook = NOTHING_KNOWN_OF_SOURCES) -> SourceClass:
    """Return the kind of source a claim comes from."""
    source, is_hedged = source_of(located, sources), located.claim.stance is not Stance.ASSERTED
    return SourceClass(source, is_hedged, _lean_of(located, sources))


def source_of(located: LocatedClaim, sources: SourceBook = NOTHING_KNOWN_OF_SOURCES) -> str:
    """Return who says so: the speaker if the claim names one, else the outlet, else the article.

    Speakers without a name ("residents", "two officials") are no source of their own: the outlet vouches for
    them.
    """
    return sources.name_of(_speaker_of(located) or located.source) or located.claim.article_id


def _speaker_of(located: LocatedClaim) -> str:
    """Return the speaker if it has a name, or nobody else can be named."""
    speaker = located.claim.speaker
    is_named = any(char.isalpha() and not char.islower() for char in speaker)
    return speaker if is_named or not located.source else ""


def _lean_of(located: LocatedClaim, sources: SourceBook) -> int:
    """Return whether the source is of the side that the claim flatters (1) or shames (-1).

    A denial flatters whom the denied claim would shame.
    """
    claim = located.claim
    speaker, side = claim.speaker.casefold(), sources.side_of(_speaker_of(located) or located.source)
    if not speaker and not side:
        return 0
    own = [
        party is not None
        and (
            (speaker and speaker in (party.name.casefold(), party.surface.casefold(), party.actor_id))
            or sources.is_own(side, party.actor_id)
        )
        for party in (claim.actor, claim.opponent)
    ]
    lean = int(bool(own[0])) - int(bool(own[1]))
    if read_statement(claim).says is Says.LEFT:
        lean = -lean
    return -lean if claim.stance is Stance.DENIED else lean


def _sorted_unique(claims: Iterable[LocatedClaim]) -> tuple[LocatedClaim, ...]:
    dated = [c for c in claims if is_datable(c) and c.claim.stance is not Stance.PLANNED]
    unique: dict[tuple[str, str], LocatedClaim] = {}
    for located in sorted(dated, key=_order):
        unique.setdefault((located.place.id, located.claim.id), located)
    return tuple(unique.values())


def _order(located: LocatedClaim) -> tuple[object, ...]:
    origin = located.source, located.published or date.max, located.url, located.title
    claim = located.claim
    return located.place.id, evidence_day(located), claim.id, *origin, claim.confidence, claim.extent


def _fact_of(statement: Statement) -> tuple[str, int, float]:
    """Return whom a statement is about, whether he holds the place (1) or not (-1), and its weight."""
    says = statement.says
    if not statement.is_realised:
        sign = {Says.HOLDS: -1, Says.GAINED: -1, Says.LEFT: 1}.get(says, 0)
        return (statement.actor, sign, DENIAL_WEIGHT) if sign else ("", 0, 0.0)
    if says in _NAMES:
        return statement.actor, 1, 1.0
    if says is Says.LEFT:
        return statement.actor, -1, 1.0
    if says in (Says.ATTACKS, Says.BESIEGES):
        return (statement.other, 1, WEAK_WEIGHT) if statement.other else (statement.actor, -1, WEAK_WEIGHT)
    return (statement.actor, 0, 0.0) if says is Says.FIGHTS else ("", 0, 0.0)


def _jumps(statements: Sequence[Statement], place_of: Ints, actor_of: Ints, day: Ints) -> Floats:
    """Return how much belief each reported change moves; a loss moves none where a gainer is known."""
    gains: dict[int, list[tuple[int, ...]]] = {}  # by place, in order of days
    for number, statement in enumerate(statements):
        if statement.is_realised and statement.says in _NAMES:
            gains.setdefault(int(place_of[number]), []).append((int(day[number]), int(actor_of[number])))
    jumps = np.zeros(len(statements))
    for number, statement in enumerate(statements):
        if not statement.is_realised or statement.says not in (Says.GAINED, Says.LEFT, Says.FIGHTS):
            continue
        others, when = gains.get(int(place_of[number]), []), int(day[number])
        around = slice(bisect_left(others, (when - COPY_DAYS,)), bisect_left(others, (when + COPY_DAYS + 1,)))
        is_explained = statement.says is Says.LEFT and any(
            actor != actor_of[number] for _, actor in others[around]
        )
        stated = 1.0 if statement.claim.stance is Stance.ASSERTED else 0.7
        jumps[number] = 0.0 if is_explained else JUMP * stated
    return jumps


def _freshness(statements: Sequence[Statement], place_of: Ints, actor_of: Ints, day: Ints) -> Floats:
    """Return 1 for reports of a change that no recent report told of, else 0."""
    fresh = np.zeros(len(statements))
    last: dict[tuple[int, int, bool], int] = {}
    for number, statement in enumerate(statements):
        if not statement.is_realised or statement.says not in (*_NAMES, Says.LEFT):
            continue
        key = int(place_of[number]), int(actor_of[number]), statement.says is Says.LEFT
        is_news = day[number] - last.get(key, -FRESH_DAYS) >= FRESH_DAYS
        fresh[number] = float(is_news and statement.says is not Says.HOLDS)
        last[key] = int(day[number])
    return fresh


def _copy_weights(
    claims: Sequence[LocatedClaim], place_of: Ints, actor_of: Ints, sign: Ints, day: Ints
) -> Floats:
    """Return 1 for news, 0.4 for what repeats a report of the last days, 0 for the same words again."""
    weights = np.ones(len(claims))
    last: dict[tuple[int, int, int], int] = {}
    told: dict[tuple[int, int, int, str], int] = {}
    for number, located in enumerate(claims):
        if actor_of[number] < 0:
            continue
        key = int(place_of[number]), int(actor_of[number]), int(sign[number])
        before = last.get(key)
        if before is not None and day[number] - before <= COPY_DAYS:
            weights[number] = COPY_WEIGHT
        words = (*key, " ".join(located.claim.sentence.casefold().split()))
        if words[-1] and day[number] - told.get(words, -SAME_WORDS_DAYS) < SAME_WORDS_DAYS:
            weights[number] = 0.0
        told[words] = int(day[number])
        last[key] = int(day[number])
    return weights


def _index(ids: Sequence[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(ids)}


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)
