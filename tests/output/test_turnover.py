"""What changed is told in words: counts, balances, land, and every change of hands."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from layers.changes import find_changes
from layers.models import Holding, Shift, State
from output.models import Results
from output.report import write_report
from output.turnover import turnover_json, turnover_lines
from tests.builders import day, make_actor, make_interval, make_place, make_results


def make_turnover(*, towns: int = 1) -> Results:
    """Return results in which an army lost so many towns to rebels, and besieges one."""
    places = [make_place(f"T{number}") for number in range(towns)]
    intervals = [
        interval
        for number, place in enumerate(places)
        for interval in (
            make_interval(place, end=day(2 + number)),
            make_interval(place, actors=["rebels"], start=day(2 + number), evidence=["c1", "c2"]),
        )
    ]
    siege = make_interval(make_place("Rawa"), state=State.BESIEGED, actors=["rebels", "army"], start=day(3))
    before = make_interval(make_place("Rawa"), actors=["rebels"], end=day(3))
    results = make_results(intervals=[*intervals, before, siege], actors=[make_actor(), make_actor("Rebels")])
    days = (day(0), day(5))
    return replace(
        results,
        changes=find_changes(results.intervals, since=day(1)),
        series=(
            Holding("army", days[0], days[0] + timedelta(days=1), 1, 1, 9_000, 1_234.5678, 0, 0.0),
            Holding("rebels", days[1], days[1] + timedelta(days=1), 2, 1, 9_000, 700.0, 1, 5.0),
        ),
        shifts=(
            Shift((State.CONTROLLED, ("army",)), (State.CONTROLLED, ("rebels",)), 700.4),
            Shift((State.CONTROLLED, ("army",)), (State.CONTESTED, ("army",)), 30.0),
            Shift(None, (State.CONTESTED, ("army", "rebels")), 3.0),
        ),
        days=days,
    )


def test_what_changed_is_told_in_order() -> None:
    assert list(turnover_lines(make_turnover())) == [
        (0, "2 changes from 2017-01-02 to 2017-01-06 = 1 taken + 1 besieged"),
        (1, "Rebels: 2 towns (+2), 700 km2 (+700), 1 contested"),
        (1, "Army: 0 towns (-1), 0 km2 (-1,235)"),
        (1, "700 km2 went from Army to Rebels"),
        (1, "30 km2 went from Army to contested, maybe Army"),
        (1, "3 km2 went from no report to contested by Army and Rebels"),
        (1, "2017-01-04 Rawa (Al Anbar, IQ): besieged: Rebels -> Rebels besieged by Army (0.90, 1 report)"),
        (1, "2017-01-03 T0 (Al Anbar, IQ): taken from Army: Rebels (0.90, 2 reports)"),
    ]


def test_only_the_newest_changes_are_listed_and_all_are_in_json() -> None:
    results = make_turnover(towns=60)
    lines = [text for _, text in turnover_lines(results)]
    assert lines[-1] == "and 11 more: a .json report lists all"
    assert sum("taken from" in line for line in lines) + sum("besieged:" in line for line in lines) == 50
    assert len(turnover_json(results)["list"]) == 61


def test_first_reports_are_counted_not_listed() -> None:
    results = make_results()
    told = replace(results, changes=find_changes(results.intervals))
    assert list(turnover_lines(told)) == [(0, "1 change = 1 first report")]


def test_inferred_changes_say_so() -> None:
    results = make_turnover()
    inferred = [replace(change, evidence=()) for change in results.changes]
    lines = [text for _, text in turnover_lines(replace(results, changes=tuple(inferred)))]
    assert lines[-1].endswith("(0.90, inferred)")


def test_the_report_shows_it_in_every_format(tmp_path: Path) -> None:
    for suffix in ("txt", "md", "json"):
        write_report(make_turnover(), tmp_path / f"r.{suffix}")
        assert "1,235" in (text := (tmp_path / f"r.{suffix}").read_text("utf-8")) or "1234.568" in text
        assert "T0" in text
