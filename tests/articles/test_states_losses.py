"""Who holds a place and who lost it: the many ways to say so, and what only looks like it."""

import pytest

from tests.marked import read_marked


def told(marked: str) -> list[str]:
    """Return "relation place by actor" of every claim."""
    claims = read_marked(marked)
    return sorted(f"{c.relation} {c.place.surface} by {c.actor.surface if c.actor else '?'}" for c in claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "{Darvan} and {Kalmar} were abandoned by the army.",
            ["lost Darvan by army", "lost Kalmar by army"],
        ),
        (
            "{Darvan}, {Ostova} and {Kalmar} are under rebel control.",
            ["held Darvan by rebel", "held Kalmar by rebel", "held Ostova by rebel"],
        ),
    ],
)
def test_lists_as_subjects_count_in_full(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministry evacuated its embassy in {Darvan}.",
        "The ministry withdraws its staff from {Darvan}.",
        "The army orders an evacuation of all civilians from {Darvan}.",
        "The last Polish troops left {Norland|country}.",
        "A UN-run school in {Darvan} was hit.",
        "Missiles were shot down over the kingdom and its capital {Darvan}.",
    ],
)
def test_evacuations_schools_and_capitals_are_no_claims(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The president visited the former rebel bastion of {Darvan}.",
        "The president visited {Darvan}, a former rebel stronghold.",
        "The president visited the formerly rebel-held town of {Darvan}.",
    ],
)
def test_former_strongholds_are_lost(text: str) -> None:
    assert [claim.split(" by ")[0] for claim in told(text)] == ["lost Darvan"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{Darvan} is now under {Kurdish|demonym} control.", "held Darvan by Kurdish"),
        ("Pockets of rebel snipers remain in {Darvan}.", "held Darvan by "),
        ("RSF fighters are still present in {Darvan}.", "held Darvan by RSF fighters"),
        ("The militants wield power in {Darvan}.", "held Darvan by militants"),
        ("{Darvan} is under the authority of the rebels.", "held Darvan by rebels"),
        ("{Darvan} has been under the rebels for months.", "held Darvan by rebels"),
        ("{Darvan} remains rebel-held.", "held Darvan by rebel"),
        ("The army still has {Darvan}.", "held Darvan by army"),
        ("Refugees reached {Darvan}, which the army controls, on Sunday.", "held Darvan by army"),
        ("Refugees reached {Darvan} which the guards control.", "held Darvan by guards"),
        ("Tribesmen repelled a rebel attack on {Darvan} officials said.", "repelled Darvan by Tribesmen"),
        ("Refugees reached {Darvan}, which the rebels still control.", "held Darvan by rebels"),
        ("RSF said its men control {Darvan}.", "held Darvan by "),
        ("The army has controlled {Kalmar} since May, as well as {Darvan}.", "held Darvan by army"),
        ("Jets struck ISs de facto capital of {Darvan}.", "held Darvan by IS"),
        ("The road led to the group's Syrian de facto capital of {Darvan}.", "held Darvan by "),
        ("They fled the IS-bastion city of {Darvan}.", "held Darvan by IS"),
        ("Troops neared the militants last stronghold {Darvan}.", "held Darvan by "),
        ("{Darvan} is the last pocket held by the rebels.", "held Darvan by rebels"),
        ("{Darvan} is the last town in the hands of the rebels.", "held Darvan by rebels"),
        ("Jets hit {Darvan} in {Gamra|admin1}, an area controlled by the rebels.", "held Darvan by rebels"),
        ("{Darvan} was lost because of missing ammunition.", "lost Darvan by ?"),
        ("It was hit outside the Israeli-occupied {Gamra|admin1} town of {Kalmar}.", "held Gamra by Israel"),
        ("Fighting raged in {Darvan}, where the rebels hold several districts.", "held Darvan by rebels"),
        (
            "The rebels fled the bridge between territory they control in {Darvan} and Kalmar.",
            "held Darvan by rebels",
        ),
        ("The fall of {Darvan}, a key rebel bastion, came on Sunday.", "lost Darvan by rebel"),
        (
            "ISIS's last Iraqi town of {Darvan} fell on Friday, and Abadi awaits the end.",
            "lost Darvan by ISIS",
        ),
        ("The rebels gave up {Darvan}.", "lost Darvan by rebels"),
        ("The army slipped away from {Darvan} at night.", "lost Darvan by army"),
        ("Most of {Darvan} has fallen out of rebel control.", "lost Darvan by rebel"),
        ("{Darvan} and {Kalmar} are vacated of rebel fighters.", "lost Darvan by rebel fighters"),
    ],
)
def test_other_words_for_holding_and_losing(text: str, expected: str) -> None:
    assert any(claim.startswith(expected) for claim in told(text))


def test_a_gain_that_was_lost_again_counts_as_both() -> None:
    expected = ["captured Darvan by rebels", "lost Darvan by rebels"]
    assert told("The rebels took {Darvan} in May but left it some days later.") == expected


@pytest.mark.parametrize(
    "text",
    ["The rebels keep {Darvan} under siege.", "{Darvan} has been under a government siege for months."],
)
def test_places_kept_under_siege_are_not_held(text: str) -> None:
    assert not any(claim.startswith("held") for claim in told(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells hit rebel-held parts of {Darvan}.", "held Darvan by rebel"),
        ("The rebels control most of {Gamra|admin1}.", "held Gamra by rebels"),
        ("The rebels control most of {Darvan}.", "contested Darvan by rebels"),
    ],
)
def test_shares_held_are_contested_in_towns_alone(text: str, expected: str) -> None:
    assert told(text) == [expected]
