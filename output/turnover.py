"""What changed, for people: counts, what each actor gained and lost, and every change of hands."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from layers.models import Change, Holding, State, Turn
from output.cells import name_of
from output.models import Results

Line = tuple[int, str]
"""Depth in the list, and text."""

_SHOWN_CHANGES = 50
_SHOWN_SHIFTS = 10
_UNTOLD = (Turn.FIRST, Turn.UNKNOWN)


def turnover_lines(results: Results) -> Iterator[Line]:
    """Yield what changed: counts, holdings, land that went from one to another, then changes, newest first.

    First reports and places of which the last report is too old are counted, not listed.
    """
    yield 0, f"{_count(len(results.changes), 'change')}{_range(results)}{_counts(results)}"
    for actor in _actors(results):
        yield 1, _balance(actor, results)
    for shift in results.shifts[:_SHOWN_SHIFTS]:
        before, after = _side(shift.before, results), _side(shift.after, results)
        yield 1, f"{shift.area_km2:,.0f} km2 went from {before} to {after}"
    told = [change for change in reversed(results.changes) if change.turn not in _UNTOLD]
    for change in told[:_SHOWN_CHANGES]:
        yield 1, _describe(change, results)
    if len(told) > _SHOWN_CHANGES:
        yield 1, f"and {len(told) - _SHOWN_CHANGES} more: a .json report lists all"


def turnover_json(results: Results) -> dict[str, Any]:
    """Return what changed as plain values, with every change."""
    days = [day.isoformat() for day in results.days]
    return {
        "days": days,
        "by_change": {turn.value: count for turn, count in _turns(results).items()},
        "holdings": [
            {"date": held.start.isoformat(), "actor": held.actor, **_figures(held)} for held in results.series
        ],
        "land": [
            {"before": _label(shift.before), "after": _label(shift.after), "km2": round(shift.area_km2, 3)}
            for shift in results.shifts
        ],
        "list": [
            {
                "date": change.day.isoformat(),
                "place_id": change.place.id,
                "place": change.place.name,
                "change": change.turn.value,
                "taken_from": change.taken_from or None,
                "before": _label(change.before),
                "after": _label(change.after),
                "probability": change.probability,
                "evidence": list(change.evidence),
            }
            for change in results.changes
        ],
    }


def _range(results: Results) -> str:
    if len(results.days) < 2:
        return ""
    return f" from {results.days[0] + timedelta(days=1)} to {results.days[-1]}"


def _turns(results: Results) -> dict[Turn, int]:
    counts = Counter(change.turn for change in results.changes)
    return {turn: counts[turn] for turn in Turn if counts[turn]}


def _counts(results: Results) -> str:
    parts = " + ".join(f"{count} {turn.value}" for turn, count in _turns(results).items())
    return f" = {parts}" if parts else ""


def _actors(results: Results) -> list[str]:
    """Return the actors of the series, who holds most in the end first; none where no days are compared."""
    if len(results.days) < 2:
        return []
    last = {held.actor: held for held in results.series if held.start == results.days[-1]}
    actors = {held.actor for held in results.series}
    return sorted(actors, key=lambda actor: (-last[actor].towns if actor in last else 0, actor))


def _balance(actor: str, results: Results) -> str:
    """Return what an actor holds in the end, and by how much that is more or less than before."""
    before, after = (_held(actor, day, results) for day in (results.days[0], results.days[-1]))
    text = (
        f"{name_of(actor, results.actors)}: {_count(after.towns, 'town')} ({after.towns - before.towns:+d}), "
        f"{after.area_km2:,.0f} km2 ({after.area_km2 - before.area_km2:+,.0f})"
    )
    return f"{text}, {after.contested_towns} contested" if after.contested_towns else text


def _held(actor: str, day: date, results: Results) -> Holding:
    found = (held for held in results.series if held.actor == actor and held.start == day)
    return next(found, Holding(actor, day, None, 0, 0, 0, 0.0, 0, 0.0))


def _describe(change: Change, results: Results) -> str:
    place = change.place
    area = ", ".join(part for part in (place.admin1, place.country) if part)
    where = f"{place.name} ({area})" if area else place.name
    after = _side(change.after, results)
    told = f"{change.turn.value}: {_side(change.before, results)} -> {after}"
    if change.taken_from:
        told = f"taken from {name_of(change.taken_from, results.actors)}: {after}"
    reports = _count(len(change.evidence), "report") if change.evidence else "inferred"
    return f"{change.day} {where}: {told} ({change.probability:.2f}, {reports})"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _side(label: tuple[State, tuple[str, ...]] | None, results: Results) -> str:
    """Return a state in words: "Army", "Army besieged by Rebels", "contested by Army and Rebels"."""
    if label is None:
        return "no report"
    state, actors = label
    names = [name_of(actor, results.actors) for actor in actors]
    others = " and ".join(names[1:])
    if state is State.CONTESTED:
        return f"contested by {' and '.join(names)}" if len(names) > 1 else f"contested, maybe {names[0]}"
    if state is State.BESIEGED and others:
        return f"{names[0]} besieged by {others}"
    return names[0] if names else state.value


def _label(label: tuple[State, tuple[str, ...]] | None) -> dict[str, Any] | None:
    return None if label is None else {"state": label[0].value, "actors": list(label[1])}


def _figures(held: Holding) -> dict[str, float]:
    return {
        "towns": held.towns,
        "population": held.population,
        "counted_towns": held.counted_towns,
        "km2": round(held.area_km2, 3),
        "contested_towns": held.contested_towns,
        "contested_km2": round(held.contested_km2, 3),
    }
