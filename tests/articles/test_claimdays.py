"""The days of claims: a date belongs to the clause it stands in."""

from datetime import date
from functools import cache

import pytest

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.extract import extract
from articles.models import Article, Basis, Claim, DateSource, Mention

PUBLISHED = date(2017, 11, 21)
TOWNS = ("Darvan", "Kalmar", "Ostova")
REPORT = "2017-11-21"


class Towns:
    """Finds three made-up towns."""

    def find(self, text: str) -> list[Mention]:
        found = ((text.find(name), name) for name in TOWNS if name in text)
        return [Mention(at, at + len(name), name, kind="town") for at, name in sorted(found)]


@cache
def reader() -> RuleReader:
    return RuleReader(load_actors())


def read(text: str) -> tuple[Claim, ...]:
    article = Article(id="a", text=text, published=PUBLISHED, published_from=DateSource.OPTION)
    return extract(article, names=Towns(), reader=reader()).claims


def days(text: str) -> list[tuple[str, str, str]]:
    """Return (relation, place, first day) of every claim, in text order."""
    return [(str(c.relation), c.place.surface, str(c.when.start) if c.when else "") for c in read(text)]


CLAUSES = [
    (
        "Rebels captured Darvan, which the army had recaptured in July 2016.",
        [("captured", REPORT), ("captured", "2016-07-01")],
    ),
    ("Founded in October the alliance has seized Darvan from the army.", [("captured", REPORT)]),
    (
        "Islamic State, who seized Darvan in 2014, was driven out of Kalmar by the army.",
        [("captured", "2014-01-01"), ("captured", REPORT)],
    ),
    (
        "On 5 November the army captured Darvan and drove the rebels out of Kalmar, seizing Ostova.",
        [("captured", "2017-11-05"), ("captured", "2017-11-05"), ("captured", "2017-11-05")],
    ),
    ("On Monday, rebels said that the army had captured Darvan.", [("captured", "2017-11-20")]),
    ("Rebels captured Darvan, the army said on Monday.", [("captured", "2017-11-20")]),
    (
        "In the second phase, launched on 3 May, rebels captured Darvan on 9 May from the army.",
        [("captured", "2017-05-09")],
    ),
    (
        "The line has not moved since September, when the army captured Darvan.",
        [("captured", "2017-09-01")],
    ),
    ("Fighting had begun on Friday when the rebels captured Darvan.", [("captured", "2017-11-17")]),
    (
        "The army captured Darvan in 2014 and lost Kalmar in 2016.",
        [("captured", "2014-01-01"), ("lost", "2016-01-01")],
    ),
    (
        "The rebels besieged Darvan on June 10. The army captured Kalmar.",
        [("besieged", "2017-06-10"), ("captured", REPORT)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_a_date_belongs_to_its_clause(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(relation, day) for relation, _, day in days(text)] == expected


def test_so_long_after_an_event_dates_the_event() -> None:
    text = "Rebels seized Darvan on Monday, two days after it was captured by the army."
    assert [day for _, _, day in days(text)] == ["2017-11-20", "2017-11-19"]
    assert days("The visit comes a day after soldiers captured Darvan.")[0][2] == "2017-11-20"
    assert days("The talks open a day after the fall of Darvan to the army.")[0][2] == "2017-11-20"


FOLLOWING = [
    "On 3 May rebels captured Darvan. They seized Kalmar the following day.",
    "On 3 May rebels captured Darvan. A day later they seized Kalmar.",
    "Rebels captured Darvan on 3 May and, a day later, seized Kalmar.",
    "Rebels captured Darvan on 3 May. Kalmar was taken one day after.",
]


@pytest.mark.parametrize("text", FOLLOWING)
def test_the_following_day_follows_the_day_named_before(text: str) -> None:
    assert [day for _, _, day in days(text)] == ["2017-05-03", "2017-05-04"]


def test_the_year_before_a_noun_is_that_nouns_own() -> None:
    text = "Some prisoners had been held since the 2014 siege of Darvan by the army."
    assert days(text) == [("besieged", "Darvan", "2014-01-01")]


@pytest.mark.parametrize(
    "text",
    [
        "The army captured Darvan for the first time since 2012.",
        "March 23 Movement rebels captured Darvan.",
        "Rebels made gains in the 2017 Norland Civil War, capturing Darvan.",
    ],
)
def test_dates_of_other_things_leave_the_day_of_the_report(text: str) -> None:
    found = read(text)
    assert [(c.when_basis, str(c.when.start)) for c in found if c.when] == [(Basis.REPORT, REPORT)]


def test_a_span_dates_no_standing_description() -> None:
    text = "Strikes hit rebel-held Darvan last month."
    assert days(text) == [("held", "Darvan", REPORT)]
    assert days("Rebels have held Darvan since 2013.") == [("held", "Darvan", "2013-01-01")]
