"""Who took which place: lists, ellipsis, relative clauses, headlines, denials, and what is no gain."""

import pytest

from tests.marked import read_marked


def gains(marked: str) -> list[str]:
    """Return "place by actor, stance" of every gain."""
    return [
        f"{c.place.surface} by {c.actor.actor_id if c.actor else '?'}, {c.stance}"
        for c in read_marked(marked)
        if c.relation == "captured"
    ]


def held(marked: str) -> list[str]:
    return [claim.place.surface for claim in read_marked(marked) if claim.relation == "held"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday rebels captured {Darvan}.", ["Darvan by rebels"]),
        ("In early 2014 militants seized {Darvan}.", ["Darvan by militants"]),
        ("{Darvan} is back under Taliban control.", ["Darvan by taliban"]),
        ("{Darvan}'s fall to the Taliban stunned many.", ["Darvan by taliban"]),
        ("The Taliban captured five garrisons around {Darvan}.", ["Darvan by taliban"]),
        ("The Taliban seized several fortifications near {Darvan}.", ["Darvan by taliban"]),
        ('The Taliban vowed to "liberate" {Darvan}.', ["Darvan by taliban"]),
        ("The Taliban announced the 'liberation' of {Darvan}.", ["Darvan by taliban"]),
        ("The Taliban got control of {Darvan} and {Kalmar}.", ["Darvan by taliban", "Kalmar by taliban"]),
        ("{Darvan} was the only city that the Taliban had captured.", ["Darvan by taliban"]),
        ("{Darvan}, the only northern city captured by the Taliban, was quiet.", ["Darvan by taliban"]),
        (
            "Shells hit {Darvan}, {Kalmar Province|admin1}, which the Taliban had seized in May.",
            ["Darvan by taliban"],
        ),
        ("Jets hit a police station in {Darvan} that the Taliban had overrun.", ["Darvan by taliban"]),
        (
            "The Taliban took {Darvan} on 10 July, {Kalmar} on 24 July and {Ostova} on 5 August.",
            ["Darvan by taliban", "Kalmar by taliban", "Ostova by taliban"],
        ),
        (
            "{Darvan} was captured by the Taliban on 5 July and {Kalmar} on 16 July.",
            ["Darvan by taliban", "Kalmar by taliban"],
        ),
        ("The Taliban captured {Darvan} then {Kalmar}.", ["Darvan by taliban", "Kalmar by taliban"]),
        ("{Darvan}, {Kalmar} and {Ostova} liberated", ["Darvan by ?", "Kalmar by ?", "Ostova by ?"]),
        ("{Darvan}, capital of {Kalmar|admin1}, captured by the Taliban", ["Darvan by taliban"]),
        ("The Taliban captured 60 soldiers and two villages in {Darvan}.", ["Darvan by taliban"]),
        ("The Taliban overran the army/police base in {Darvan}.", ["Darvan by taliban"]),
        ("The Taliban captured the prison and the police command in {Darvan}.", ["Darvan by taliban"]),
        (
            "The Taliban captured an area southeast of {Darvan}, including the town of {Kalmar}.",
            ["Darvan by taliban", "Kalmar by taliban"],
        ),
        ("The Taliban take {Darvan} & {Kalmar}.", ["Darvan by taliban", "Kalmar by taliban"]),
        ("The Taliban militia which controls {Darvan} captured {Kalmar}.", ["Kalmar by taliban"]),
        ("Clashes hit {Darvan} the key town that the Taliban recaptured in May.", ["Darvan by taliban"]),
        (
            "Near {Darvan}, the Taliban captured large areas of territory from the army in {Kalmar}.",
            ["Kalmar by taliban"],
        ),
        ("The Taliban drove the army out of parts of {Darvan} and all of {Kalmar}.", ["Kalmar by taliban"]),
        ("The Taliban entered the centre of {Darvan} without resistance.", ["Darvan by taliban"]),
    ],
)
def test_gains_are_read_however_they_are_worded(text: str, expected: list[str]) -> None:
    assert [gain.rsplit(",", 1)[0] for gain in gains(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "A food airdrop takes place over {Darvan}.",
        "The Taliban took control of the airspace over {Darvan}.",
        "Two citizens of {Darvan} and {Kalmar} were freed by the Taliban.",
        "Coins from the Battle of {Darvan} taken in 1868 were returned.",
        "The Taliban gained no ground near {Darvan}.",
        "Bishops urged Israel to end its occupation of {Darvan}.",
        'The Taliban captured "thousands" of enemy troops near {Darvan}.',
        "The Taliban have captured nearly all of {Darvan}.",
        "The Taliban have largely captured {Darvan}.",
        "More than half of {Darvan} was captured by the Taliban.",
        "The Taliban made gains in {Darvan}.",
    ],
)
def test_what_is_no_gain_of_the_place(text: str) -> None:
    assert gains(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban said they had captured {Darvan}. The army denied the claim.",
        "The Taliban captured {Darvan} on Sunday. The army denied.",
        "The Taliban said they had captured {Darvan}, which the army denied.",
        "The Taliban took over {Darvan}. The army denied losing the town.",
        "The Taliban took over {Darvan}. Army commanders denied that Darvan is gone.",
        "A claim by the Taliban that they had taken {Darvan} was dismissed by a general.",
        "The Taliban took over {Darvan}. The army denies that {Darvan} is lost.",
    ],
)
def test_a_gain_that_its_loser_denies_is_denied(text: str) -> None:
    assert gains(text) == ["Darvan by taliban, denied"]


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban captured {Darvan} on Sunday. The Taliban denied killing civilians.",
        "The Taliban captured {Darvan} on Sunday. The army denied using gas.",
        "The Taliban captured {Darvan} on Sunday. The governor denied leaving the country.",
    ],
)
def test_denials_of_other_things_leave_gains_alone(text: str) -> None:
    assert gains(text) == ["Darvan by taliban, asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "An army spokesman denied that {Darvan} had fallen.",
        "An army spokesman dismissed reports of the fall of {Darvan}.",
    ],
)
def test_a_fall_that_is_denied_is_a_gain_that_is_denied(text: str) -> None:
    assert gains(text) == ["Darvan by ?, denied"]


def test_a_town_may_witness_clashes() -> None:
    found = read_marked("{Darvan} is witnessing fierce clashes between the army and rebels.")
    assert [claim.relation for claim in found] == ["contested"]


@pytest.mark.parametrize(
    "text",
    [
        "The army warned of mines in the oil ports of {Kalmar} and {Darvan} which the rebels hold.",
        "The towns of {Kalmar|admin1} and {Darvan|admin1}, held by rebels, are quiet.",
        "The army shells {Kalmar} and {Darvan}, rebel strongholds.",
    ],
)
def test_a_clause_behind_a_list_is_about_all_of_it(text: str) -> None:
    assert held(text) == ["Kalmar", "Darvan"]


def test_a_clause_behind_two_names_is_about_the_last() -> None:
    assert held("The army shells {Kalmar} and {Darvan}, a rebel stronghold.") == ["Darvan"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Taliban launched an assault on a town on {Ostland|country}'s border.", []),
        ("Shells hit rebel-held positions near the {Ostland|country} border.", []),
        ("The Taliban launched an assault on {Darvan} on {Ostland|country}'s border.", ["Darvan"]),
        ("The Taliban launched an assault on {Darvan}.", ["Darvan"]),
    ],
)
def test_a_border_is_not_the_country(text: str, places: list[str]) -> None:
    assert [claim.place.surface for claim in read_marked(text)] == places
