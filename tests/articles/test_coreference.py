"""What "the city", "it" and the like stand for within a text."""

import pytest

from articles.coreference import is_dateline, is_heading
from articles.models import Relation
from tests.marked import marked, read_marked


def told(text: str) -> list[tuple[str, Relation]]:
    return [(claim.place.surface, claim.relation) for claim in read_marked(text)]


def test_a_heading_is_what_the_city_stands_for() -> None:
    text = "Rebels captured {Kalmar} on Monday.\n{Darvan}. The army besieged the city."
    assert ("Darvan", Relation.BESIEGED) in told(text)


def test_the_town_is_rather_one_of_its_own_sentence() -> None:
    text = "Rebels captured {Kalmar} on Monday. In {Darvan}, near {Ostova}, the army besieged the town."
    assert ("Darvan", Relation.BESIEGED) in told(text)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("{Darvan}. The army left.", True),
        ("{Darvan} front: quiet.", True),
        ("All calm.\n{Darvan} and Kalmar: no change.", True),
        ("The army left {Darvan}. It rained.", False),
        ("{Darvan} was calm.", False),
    ],
)
def test_headings(text: str, heading: bool) -> None:  # noqa: FBT001
    article, (mention,) = marked(text)
    assert is_heading(article.text, mention) is heading


def test_the_airport_is_the_place_so_named() -> None:
    text = "The army took {Darvan airport|facility} and {Kalmar}. A day later rebels retook the airport."
    assert told(text).count(("Darvan airport", Relation.CAPTURED)) == 2


def test_names_between_dashes_are_a_list() -> None:
    text = "Rebels captured three villages - {Darvan}, {Kalmar} and {Ostova} - on Monday."
    assert told(text) == [(name, Relation.CAPTURED) for name in ("Darvan", "Kalmar", "Ostova")]


def test_the_place_named_last_is_meant_if_the_one_at_issue_is_long_past() -> None:
    text = "Rebels captured {Kalmar|admin1}. Snow fell. Roads are bad. Talks were held in {Belen|admin1}. "
    assert ("Belen", Relation.HELD) in told(text + "The army controls the province.")


def test_the_place_at_issue_is_meant_rather_than_one_named_in_passing() -> None:
    text = "Rebels captured {Kalmar} on Monday. Families reached {Darvan}. The army besieged the town."
    assert ("Kalmar", Relation.BESIEGED) in told(text)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("{DARVAN} (News Agency) - Rebels took the town.", True),
        ("{Darvan}, Ostland (NWS) - Rebels took the town.", True),
        ("Updated at noon {DARVAN} At least ten were killed.", True),
        ("{DARVAN} - Rebels took the town.", True),
        ("REBELS TAKE {DARVAN} - AND MORE", False),
        ("Rebels took {Darvan} (a town) - and left.", False),
        ("{Darvan} fell to rebels.", False),
    ],
)
def test_a_dateline_is_where_a_report_was_written(text: str, *, dateline: bool) -> None:
    article, mentions = marked(text)
    assert is_dateline(article.text, mentions[0]) is dateline


def test_the_town_is_not_where_the_report_was_written() -> None:
    text = "{DARVAN} (News Agency) - Jets struck {Kalmar} on Friday, a day after rebels captured the town."
    assert told(text) == [("Kalmar", Relation.CAPTURED)]


def test_a_country_that_acts_is_not_the_country_it_speaks_of() -> None:
    text = "{Iran|country} said that the rebels had driven the militants out of the country."
    assert told(text) == []
