"""A place's history explained in words: its states, who said so, what each report counted, and why."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from articles.models import Actor
from layers.account import Belief, Counted, IntervalAccount, Neighbour, PlaceAccount, Weight
from layers.models import ControlInterval, State
from layers.reasons import Reason
from layers.views import Disagreement, View
from output.cells import name_of
from output.copies import name_outlets
from output.escape import clean_text

REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.WEIGHED: "all reports weighed together make this holder the likeliest",
        Reason.LATEST: "the latest report that says who holds it wins",
        Reason.FIGHTING: "reports tell of fighting inside, and none since says who holds all of it",
        Reason.SAME_DAY: "reports of one day name different holders",
        Reason.UNSETTLED: "reports of one week name different holders, and nobody is likely enough yet",
        Reason.SIEGE: "reports tell of a siege, and none since of its end",
        Reason.CARRIED: "no report for some time; the last known state is carried forward",
        Reason.NEIGHBOURS: "no report of its own; its neighbours say so",
        Reason.REGION: "no report of its own; reports of its region say so, which is weak",
        Reason.SILENT: "no report for so long that nobody knows",
        Reason.LOST: "its holder reportedly lost it, and nobody is named who gained it",
        Reason.UNSURE: "no holder is likelier than not",
        Reason.UNDATED: "no report bears a date",
    }
)
_LEANS = {1: "for its own side", -1: "against its own side"}
_SHOWN_REPORTS = 12
_WORDS_SHOWN = 160


def account_lines(account: PlaceAccount, actors: Mapping[str, Actor], *, on: date | None) -> Iterator[str]:
    """Yield the account of a place as lines of plain text.

    Args:
        account: From `layers.account.explain_place`.
        actors: Of the run, by id.
        on: The day asked about; None = the whole history.
    """
    for line in _Writer(actors).lines(account, on):
        yield "".join(" " if char.isspace() else char for char in clean_text(line))


class _Writer:
    """Renders an account in words."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors
        self._quoted: set[str] = set()

    def lines(self, account: PlaceAccount, on: date | None) -> Iterator[str]:
        place = account.place
        area = ", ".join(part for part in (place.admin1, place.country) if part)
        yield f"{place.name} ({area or place.kind.value})  {place.id}"
        yield (
            "Its reports are weighed together with those of its neighbours."
            if account.is_weighed
            else "Its latest report wins: there are too few to weigh, or it was asked for."
        )
        if not account.intervals:
            yield ""
            yield f"No state is known{f' on {on}' if on else ''}."
        for told in account.intervals:
            yield ""
            yield from self._interval(told)
        yield from self._uncounted(account.uncounted)
        yield from self._views(account, on)

    def _interval(self, told: IntervalAccount) -> Iterator[str]:
        interval = told.interval
        yield f"{_span(interval)}  {self._state(interval)}"
        yield f"  why: {REASONS[told.reason]}"
        last = f"; last report {interval.last_report}" if interval.last_report else ""
        yield f"  basis: {interval.basis.value}{last}"
        if told.belief is not None:
            yield f"  {self._belief(told.belief, interval, has_neighbours=bool(told.neighbours))}"
        for title, reports in _sorted_reports(told.reports, interval.start):
            yield f"  {title}:"
            for report in _strongest(reports):
                yield from self._report(report, self._name(interval.actors[0]) if interval.actors else "")
            if len(reports) > _SHOWN_REPORTS:
                yield f"    and {len(reports) - _SHOWN_REPORTS} more: --json lists all"
        if told.neighbours:
            yield "  neighbours that day:"
            yield from (f"    {self._neighbour(neighbour)}" for neighbour in told.neighbours)

    def _belief(self, belief: Belief, interval: ControlInterval, *, has_neighbours: bool) -> str:
        holder = self._name(interval.actors[0])
        change = f"; {belief.settled:.2f} with its neighbours" if has_neighbours else "; it has no neighbours"
        return f"belief in {holder} on {belief.day}: {belief.own:.2f} from its own reports{change}"

    def _report(self, report: Counted, holder: str = "") -> Iterator[str]:
        claim = report.located.claim
        parties = self._parties(report)
        stance = "" if claim.stance.value == "asserted" else f", {claim.stance.value}"
        yield f"    {report.day or 'undated'}  {report.source}: {parties}{stance}  [{claim.id}]"
        if report.weight is not None:
            yield f"      counts: {_weight(report.weight, report.lean, holder)}"
        others = name_outlets(report.copies, besides=report.located.source)
        if others:
            yield f"      also in: {others}"
        if claim.sentence and claim.id not in self._quoted:
            self._quoted.add(claim.id)
            yield f"      “{_shortened(claim.sentence)}”"

    def _parties(self, report: Counted) -> str:
        claim = report.located.claim
        actor = self._name(claim.actor.actor_id) if claim.actor else "somebody"
        opponent = f" ({self._name(claim.opponent.actor_id)})" if claim.opponent else ""
        extent = "" if claim.extent.value == "whole" else f", {claim.extent.value}"
        return f"{claim.relation.value} by {actor}{opponent}{extent}"

    def _neighbour(self, neighbour: Neighbour) -> str:
        state = self._state(neighbour.interval) if neighbour.interval else "no report yet"
        return f"{neighbour.place.name}, {neighbour.distance_km:.0f} km: {state}"

    def _state(self, interval: ControlInterval) -> str:
        names = [self._name(actor) for actor in interval.actors]
        if interval.state is State.CONTROLLED:
            return f"controlled by {names[0]}, {interval.probability:.2f}"
        if interval.state is State.CONTESTED:
            return f"contested: {' / '.join(names) or 'sides not named'}"
        if interval.state is State.BESIEGED and names:
            by = f" by {', '.join(names[1:])}" if names[1:] else ""
            return f"besieged{by}, {names[0]} inside, {interval.probability:.2f}"
        return interval.state.value

    def _uncounted(self, reports: Sequence[Counted]) -> Iterator[str]:
        if reports:
            yield ""
            yield "Never counted (planned, undated, or dated wrongly):"
            for report in reports:
                yield from self._report(report)

    def _views(self, account: PlaceAccount, on: date | None) -> Iterator[str]:
        shown = [view for view in account.views if on is None or view.on(on)]
        if shown:
            yield ""
            yield f"What each source says by itself{f' of {on}' if on else ''}:"
        for view in shown:
            yield f"  {view.source}: {'; '.join(self._view(view, on))}"
        wrangles = [d for d in account.disagreements if on is None or _is_on(d, on)]
        if wrangles:
            yield ""
            yield "Sources that contradict each other:"
        for found in wrangles:
            sides = " against ".join(
                f"{self._name(side.actor)} ({', '.join(side.sources)})" for side in found.sides
            )
            yield f"  {found.start} to {found.end or 'now'}: {sides}"

    def _view(self, view: View, on: date | None) -> Iterator[str]:
        for interval in view.intervals:
            if on is None or interval is view.on(on):
                carried = ", carried forward" if interval.basis.value == "carried" else ""
                yield f"{_span(interval)} {self._state(interval)}{carried}"

    def _name(self, actor_id: str) -> str:
        return name_of(actor_id, self._actors)


def _span(interval: ControlInterval) -> str:
    if interval.start is None:
        return "undated"
    return f"{interval.start} to {interval.end or 'now'}"


def _is_on(found: Disagreement, day: date) -> bool:
    return found.start <= day and (found.end is None or day < found.end)


def _sorted_reports(reports: Sequence[Counted], start: date | None) -> Iterator[tuple[str, list[Counted]]]:
    cited = [report for report in reports if report.is_for or report.is_against]
    others = [report for report in reports if not (report.is_for or report.is_against)]
    earlier = [report for report in others if start and report.day and report.day < start]
    kinds = (
        ("reports for it", [r for r in cited if not r.is_against]),
        ("reports on both sides of it", [r for r in cited if r.is_for and r.is_against]),
        ("reports against it", [r for r in cited if not r.is_for]),
        ("other reports of these days", [r for r in others if r not in earlier]),
        ("earlier reports, which still count", earlier),
    )
    yield from ((title, found) for title, found in kinds if found)


def _strongest(reports: Sequence[Counted]) -> list[Counted]:
    """Return the reports that count most, in the given order."""

    def strength(number: int) -> tuple[float, int]:
        weight = reports[number].weight
        if weight is None:
            return 0.0, number
        return -abs(weight.total if weight.log_odds is None else weight.log_odds), number

    shown = sorted(range(len(reports)), key=strength)[:_SHOWN_REPORTS]
    return [reports[number] for number in sorted(shown)]


def _weight(weight: Weight, lean: int, holder: str) -> str:
    """Return a weight with its factors: "odds on A ×7.1 (source right 0.90, read rightly 0.95)"."""
    parts = [] if weight.trust is None else [f"source right {weight.trust:.2f}"]
    parts += [_LEANS[lean]] if lean in _LEANS else []
    factors = (
        ("only claimed", weight.stance),
        ("near the place", weight.precision),
        ("indirect", weight.relation),
        ("repeats another", weight.copy),
    )
    parts += [f"{name} ×{value:g}" for name, value in factors if value not in (1.0, 0.0)]
    parts.append(f"read rightly {weight.confidence:.2f}")
    if weight.total == 0:
        return f"nothing for a holder ({', '.join(parts)})"
    return f"{_odds(weight, holder)} ({', '.join(parts)})"


def _odds(weight: Weight, holder: str) -> str:
    """Return what a report does to the odds on a holder against the next best, or its plain weight."""
    if weight.log_odds is None:
        return f"{weight.total:.2f}"
    factor = math.exp(abs(weight.log_odds))
    if factor < 1.05:
        return f"odds on {holder} unchanged"
    return f"odds on {holder} {'×' if weight.log_odds > 0 else '÷'}{factor:.1f}"


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WORDS_SHOWN else f"{line[: _WORDS_SHOWN - 1]}…"
