"""What changed: town by town on its day, or between two days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from geo.models import Place
from layers.errors import BadDaysError
from layers.models import Change, ControlInterval, State, Turn
from layers.spells import Spell, find_spells


def find_changes(
    intervals: Iterable[ControlInterval], *, since: date | None = None, until: date | None = None
) -> tuple[Change, ...]:
    """Return every change of state or sides.

    Where intervals leave a gap or end with nothing after them, the place becomes unknown.

    Args:
        intervals: Of any places.
        since: First day of changes; None = the beginning.
        until: Last day of changes; None = the end.

    Returns:
        Sorted by day and place id.

    Raises:
        BadDaysError: If `until` is before `since`.
    """
    check_days(since, until)
    first, last = since or date.min, until or date.max
    found = [
        change
        for place, spells in find_spells(intervals).items()
        for change in _changes(place, spells)
        if first <= change.day <= last
    ]
    return tuple(sorted(found, key=lambda change: (change.day, change.place.id)))


def compare_days(intervals: Iterable[ControlInterval], *, days: Sequence[date]) -> tuple[Change, ...]:
    """Return where each place stood otherwise on one day than on the day before it in the list.

    What changed and changed back in between is no change. The day of a change is the first one of the state
    that the later day found.

    Args:
        intervals: Of any places.
        days: At least two; they are taken in order.

    Returns:
        Sorted by day and place id; a change that two pairs of days share is there once.

    Raises:
        BadDaysError: If there are fewer than two days.
    """
    ordered = sorted(set(days))
    if len(ordered) < 2:
        raise BadDaysError("changes between days need two of them, such as 2024-01-01,2024-02-01")
    spells = find_spells(intervals)
    found = [
        change
        for first, second in pairwise(ordered)
        for place, history in spells.items()
        if (change := _difference(place, history, first, second)) is not None
    ]
    return tuple(sorted(found, key=lambda change: (change.day, change.place.id)))


def check_days(since: date | None, until: date | None) -> None:
    """Refuse days that run backwards.

    Raises:
        BadDaysError: If `until` is before `since`.
    """
    if since is not None and until is not None and until < since:
        raise BadDaysError(f"the last day comes before the first one: {since} to {until}")


def _changes(place: Place, spells: Sequence[Spell]) -> Iterator[Change]:
    holder = ""
    for before, after in pairwise((None, *spells)):
        if after is not None:
            if before is not None:
                holder = before.holder or holder
            yield _change(place, before, after, last_holder=holder)


def _difference(place: Place, spells: Sequence[Spell], first: date, second: date) -> Change | None:
    begun = [spell for spell in spells if spell.start <= second]
    known = [spell for spell in begun if spell.start <= first]
    if not begun or (known and known[-1].is_same(begun[-1])):
        return None
    holder = next((spell.holder for spell in reversed(known) if spell.holder), "")
    return _change(place, known[-1] if known else None, begun[-1], last_holder=holder)


def _change(place: Place, before: Spell | None, after: Spell, *, last_holder: str) -> Change:
    turn = _turn(before, after, last_holder)
    return Change(
        place=place,
        day=after.start,
        turn=turn,
        before=before.standing if before else None,
        after=after.standing,
        probability=after.probability,
        evidence=after.evidence,
        taken_from=last_holder if turn is Turn.TAKEN else "",
    )


def _turn(before: Spell | None, after: Spell, last_holder: str) -> Turn:
    if before is None:
        return Turn.FIRST
    if after.holder and last_holder and after.holder != last_holder:
        return Turn.TAKEN
    by_state = {
        State.UNKNOWN: Turn.UNKNOWN,
        State.CONTESTED: Turn.CONTESTED,
        State.BESIEGED: Turn.BESIEGED,
        State.CONTROLLED: Turn.SETTLED,
    }
    return by_state[after.standing[0]]
