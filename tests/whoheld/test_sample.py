"""The bundled sample, through the whole chain."""

import json
from collections import defaultdict
from datetime import date

import pytest

from articles.models import Relation, Stance
from layers.models import ControlInterval, State
from output.models import Results
from whoheld.pipeline import run
from whoheld.sample import sample_folder


@pytest.fixture(scope="session")
def results() -> Results:
    return run([str(sample_folder())])


def holders(results: Results, place: str) -> list[tuple[date | None, State, tuple[str, ...]]]:
    return [
        (interval.start, interval.state, interval.actors)
        for interval in results.intervals
        if interval.place.name == place
    ]


def on_day(results: Results, place: str, day: date) -> ControlInterval | None:
    for interval in results.intervals:
        if interval.place.name != place or interval.start is None or interval.start > day:
            continue
        if interval.end is None or day < interval.end:
            return interval
    return None


def test_every_article_is_read(results: Results) -> None:
    lines = (sample_folder() / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    ids = {json.loads(line)["id"] for line in lines}
    assert {article.id for article in results.articles} >= ids
    assert len(results.articles) == len(ids) + 1


def test_at_least_fifteen_towns_change_hands(results: Results) -> None:
    gained = defaultdict(set)
    for found in results.claims:
        if found.claim.relation is Relation.CAPTURED and found.claim.stance is Stance.ASSERTED:
            gained[found.place.id].add(found.claim.actor)
    assert len(gained) >= 15


@pytest.mark.parametrize(
    ("place", "day", "actor"),
    [
        ("Mosul", date(2014, 6, 11), "islamic-state"),
        ("Mosul", date(2016, 12, 1), "islamic-state"),
        ("Mosul", date(2017, 7, 11), "iraqi-government"),
        ("Tikrit", date(2014, 6, 12), "islamic-state"),
        ("Raqqa", date(2017, 10, 18), "sdf"),
        ("Manbij", date(2016, 9, 1), "sdf"),
    ],
)
def test_towns_are_held_by_whom_the_texts_say(results: Results, place: str, day: date, actor: str) -> None:
    interval = on_day(results, place, day)
    assert interval is not None
    assert interval.actors[:1] == (actor,)


def test_conflicting_reports_of_one_day_show_as_contested(results: Results) -> None:
    interval = on_day(results, "Ramadi", date(2015, 5, 17))
    assert interval is not None
    assert interval.state is State.CONTESTED
    assert set(interval.actors) == {"islamic-state", "iraqi-government"}


def test_a_denial_and_a_plan_move_nothing(results: Results) -> None:
    stances = {found.claim.place.surface: found.claim.stance for found in results.claims}
    assert stances["Baiji"] is Stance.DENIED
    assert on_day(results, "Baiji", date(2014, 6, 22)) is None
    assert any(
        found.claim.place.surface == "Mosul" and found.claim.stance is Stance.PLANNED
        for found in results.claims
    )


def test_the_undated_text_stays_undated(results: Results) -> None:
    undated = [found for found in results.claims if found.claim.when is None]
    assert {found.claim.place.surface for found in undated} == {"Hajin"}
    assert any(issue.code == "no-date" for issue in results.issues)
    (only,) = [interval for interval in results.intervals if interval.place == undated[0].place]
    assert (only.start, only.end) == (None, None)


def test_every_interval_cites_claims_that_exist(results: Results) -> None:
    ids = {found.claim.id for found in results.claims}
    assert all(set(interval.evidence) <= ids for interval in results.intervals)
