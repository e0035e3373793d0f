"""Fights for a place, and what only looks like them: shootouts, bombings, raids on civil targets."""

import pytest

from tests.marked import read_marked


def told(marked: str) -> list[str]:
    """Return "relation place" of every claim."""
    return sorted(f"{c.relation} {c.place.surface}" for c in read_marked(marked))


@pytest.mark.parametrize(
    "text",
    [
        "Ten people were killed in a shootout between the police and gunmen in {Darvan}.",
        "Ethnic clashes in {Darvan} left ten dead.",
        "Fighting between the army and rebels in {Somalia|country} killed ten.",
        "Russian forces attacked {Darvan} with drones and missiles.",
        "Rebels attacked a hotel in {Darvan}.",
        "Militants attacked a police checkpoint near {Darvan}.",
        "A church near {Darvan} was attacked by militants.",
        "Militants stormed the {Darvan} mosque.",
        "Settlers stormed {Darvan}.",
        "Army jets attacked {Darvan}.",
        "The army repelled a drone attack on {Darvan}.",
    ],
)
def test_violence_that_is_no_fight_for_a_place_is_no_claim(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heavy street gunfights between rebels and the army continue in {Darvan}.", ["contested Darvan"]),
        ("Fighting between the army and rebels continues in {Darvan}.", ["contested Darvan"]),
        ("Rebels attacked a military base in {Darvan}.", ["attacked Darvan"]),
        ("Rebels attacked an army checkpoint near {Darvan}.", ["attacked Darvan"]),
        ("Clashes continue to take place in {Darvan} between soldiers and rebels.", ["contested Darvan"]),
        (
            "Heavy clashes are reported in {Kalmar|admin1} and {Darvan}.",
            ["contested Darvan", "contested Kalmar"],
        ),
        ("{Darvan} remains contested.", ["contested Darvan"]),
        ("Rebels advanced to within 40 km of {Darvan}.", ["attacked Darvan"]),
        ("The army cut the only road leading to {Darvan}.", ["besieged Darvan"]),
        ("Forces stepped up their attacks on {Darvan}.", ["attacked Darvan"]),
        ("A battle rages in the {Kalmar|admin1} province of {Somalia|country}.", ["contested Kalmar"]),
    ],
)
def test_fights_for_a_place_are_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels unsuccessfully attacked {Darvan}.", ["repelled Darvan"]),
        ("Rebels launched an unsuccessful attack on {Darvan}.", ["repelled Darvan"]),
        ("The rebel assault on {Darvan} failed.", ["repelled Darvan"]),
        ("An attempt by rebels to enter {Darvan} was foiled.", ["repelled Darvan"]),
        ("Rebels are trying to advance on {Darvan}.", ["attacked Darvan"]),
        ("Rebels halted their advance on {Darvan}.", ["attacked Darvan"]),
        ("Rebels entered {Darvan} in a bid to capture the town.", ["captured Darvan", "contested Darvan"]),
        ("Aid reached besieged towns like {Darvan} and {Kalmar}.", ["besieged Darvan", "besieged Kalmar"]),
    ],
)
def test_attempts_are_told_by_what_became_of_them(text: str, expected: list[str]) -> None:
    assert told(text) == expected
