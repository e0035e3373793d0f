"""The account of a place, in words and as JSON."""

import json
from datetime import date

import pytest

from layers.account import PlaceAccount, explain_place
from layers.timeline import TimelineOptions, build_intervals
from output.explained import REASONS, account_lines
from output.explained_json import account_json
from tests.builders import day, make_actor, make_claim, make_located, make_place
from tests.output.samples import HOSTILE

ACTORS = {actor.id: actor for actor in (make_actor("North"), make_actor("South"))}


def account(*, sentence: str = "North holds it.", source: str = "Wire", reports: int = 1) -> PlaceAccount:
    place = make_place("Millbridge")
    claims = [
        make_located(
            make_claim("held", "North", on=n * 5, article_id=f"a{n}", sentence=sentence), place,
            source=source, published=None,
        )
        for n in range(reports)
    ]  # fmt: skip
    claims.append(
        make_located(make_claim("captured", "South", "North", on=3, stance="planned"), place, published=None)
    )
    options = TimelineOptions(min_reports_per_place_year=1000)
    found = explain_place(place.id, claims, build_intervals(claims, options=options), options=options)
    assert found is not None
    return found


def lines(told: PlaceAccount, on: date | None = None) -> list[str]:
    return [*account_lines(told, ACTORS, on=on)]


def test_an_account_says_what_who_and_why() -> None:
    claim = account().intervals[0].reports[0].located.claim.id
    plan = account().uncounted[0].located.claim.id
    assert lines(account()) == [
        "Millbridge (Al Anbar, IQ)  test:millbridge",
        "Its latest report wins: there are too few to weigh, or it was asked for.",
        "",
        "2017-01-01 to now  controlled by North, 0.90",
        "  why: the latest report that says who holds it wins",
        "  basis: assessed; last report 2017-01-01",
        "  reports for it:",
        f"    2017-01-01  Wire: held by North  [{claim}]",
        "      counts: 0.90 (read rightly 0.90)",
        "      “North holds it.”",
        "",
        "Never counted (planned, undated, or dated wrongly):",
        f"    2017-01-04  Example News: captured by South (North), planned  [{plan}]",
        "      “The army took Rawa on Friday.”",
        "",
        "What each source says by itself:",
        "  Wire: 2017-01-01 to now controlled by North, 0.90",
    ]


def test_hostile_words_stay_on_their_line() -> None:
    told = lines(account(sentence=HOSTILE * 9, source=HOSTILE))
    assert all(len(line.splitlines()) <= 1 for line in told)
    assert len(told) == len(lines(account()))
    assert all(len(line) < 260 for line in told if "“" in line)


def test_many_reports_are_cut_in_words_and_complete_as_json() -> None:
    told = account(reports=30)
    assert "    and 18 more: --json lists all" in lines(told)
    assert sum(len(i["reports"]) for i in json.loads(json.dumps(account_json(told)))["history"]) == 30


def test_json_holds_every_part() -> None:
    told = account_json(account())
    assert (told["place"], told["weighed"], told["lat"]) == ("Millbridge", False, 34.5)
    (state,) = told["history"]
    assert (state["start_date"], state["reason"], state["belief"]) == ("2017-01-01", "latest", None)
    assert state["reports"][0]["weight"]["total"] == pytest.approx(0.9)
    assert told["not_counted"][0]["weight"] is None
    assert told["views"][0]["source"] == "Wire"


def test_every_reason_has_words() -> None:
    assert all(REASONS[reason].strip() for reason in REASONS)
    assert {reason.value for reason in REASONS} == {reason.value for reason in type(next(iter(REASONS)))}


def test_a_quote_stands_once() -> None:
    told = account()
    doubled = PlaceAccount(
        told.place, told.is_weighed, (*told.intervals, *told.intervals), told.uncounted, told.views, ()
    )
    assert sum("North holds it" in line for line in lines(doubled)) == 1
    assert day(0).isoformat() in lines(doubled)[3]
