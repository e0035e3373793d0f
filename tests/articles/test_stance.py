"""Stances and speakers: planned, denied, claimed or asserted, and on whose word."""

import re
from functools import cache

import pytest

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.extract import extract
from articles.models import Article, Claim, DateSource, Mention, Relation

TOWN = re.compile("Darvan|Kalmar")


class Towns:
    """Finds two made-up towns."""

    def find(self, text: str) -> list[Mention]:
        return [Mention(m.start(), m.end(), m.group(), kind="town") for m in TOWN.finditer(text)]


@cache
def reader() -> RuleReader:
    return RuleReader(load_actors())


def read(text: str) -> tuple[Claim, ...]:
    article = Article(id="a", text=text, published=None, published_from=DateSource.UNKNOWN)
    return extract(article, names=Towns(), reader=reader()).claims


def stances(text: str) -> list[str]:
    return [str(claim.stance) for claim in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels demanded that the army withdraw its forces from Darvan.",
        "The proposal includes a full withdrawal of army troops from Darvan.",
        "The rebels threatened to “liberate” Darvan.",
        "The rebels threatened to capture Darvan from the army.",
        "The army vowed to recapture Darvan from rebels.",
        "The capture of Darvan by rebels would cut the road.",
        "If the army captures Darvan, the rebels will leave.",
        "Rebels came close to capturing Darvan.",
        "Rebels are expected to capture Darvan soon.",
        "He called on allies to enable the rebels to capture Darvan.",
    ],
)
def test_what_is_wanted_or_expected_is_planned(text: str) -> None:
    assert stances(text) == ["planned"]


@pytest.mark.parametrize(
    "text",
    [
        "The army has not yet captured Darvan.",
        "The army has never captured Darvan.",
        "The army denied that rebels had captured Darvan.",
        "The army did not capture Darvan.",
    ],
)
def test_what_did_not_happen_is_denied(text: str) -> None:
    assert stances(text) == ["denied"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels were forced to withdraw from Darvan after clashes.",
        "The shelling forced rebels to withdraw from Darvan.",
        "Rebels went on to capture Darvan.",
        "Rebels managed to capture Darvan.",
        "The parties met to end the fighting in Darvan between rebels and the army.",
        "The council urged the army to halt its current offensive on Darvan.",
        "The Observatory said rebels had captured Darvan.",
        "Residents said that rebels had captured Darvan.",
        "Ukraine says that Russian forces have captured Darvan.",
        "The Syrian army says it has pulled out of Darvan.",
        "Ukraine said its troops would talk in Kalmar, near Darvan, which Russian forces captured in May.",
    ],
)
def test_what_happened_is_asserted(text: str) -> None:
    assert stances(text) == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels claim control of Darvan.",
        "Rebels are reported to have captured Darvan.",
        "The rebels appear to have captured Darvan.",
        "Rebels reportedly captured Darvan.",
        "According to unconfirmed reports, rebels captured Darvan.",
        "Russia says that its forces have captured Darvan.",
        "Rebels captured Darvan, the rebels said in a statement on Monday.",
        "Ukraine said that Russian forces have withdrawn from Darvan.",
    ],
)
def test_what_rests_on_a_partys_word_or_on_hearsay_is_claimed(text: str) -> None:
    assert stances(text) == ["claimed"]


def test_a_hedge_counts_in_its_own_clause() -> None:
    text = "The army captured Darvan, while two soldiers were reportedly wounded."
    assert stances(text) == ["asserted"]


def test_what_a_statement_takes_for_granted_is_nobodys_claim() -> None:
    held = read("The Ukrainian army says that it struck a depot in Russian-held Darvan.")
    assert [(str(c.relation), str(c.stance), c.speaker) for c in held] == [("held", "asserted", "")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Rebels captured Darvan, the head of the Norland Monitor for Rights said.",
            "head of the Norland Monitor for Rights",
        ),
        ("Rebels captured Darvan killing dozens more the observatory said.", "observatory"),
        ("According to reports, rebels captured Darvan.", ""),
        ("Rebels captured Darvan; the mill is shut, the army said.", ""),
        ("Rebels claim control of Darvan.", "Rebels"),
    ],
)
def test_the_speaker_is_kept_as_written(text: str, speaker: str) -> None:
    assert {claim.speaker for claim in read(text)} == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        "The army vowed to retake the rebels' capital of Darvan.",
        "The army is preparing an offensive against the rebel enclave of Darvan.",
    ],
)
def test_what_a_place_is_to_its_holder_is_so_whatever_is_planned(text: str) -> None:
    held = [str(claim.stance) for claim in read(text) if claim.relation is Relation.HELD]
    assert held == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "Darvan is the only town that the rebels do not control.",
        "Rebels do not hold Darvan.",
        "Darvan never was taken.",
    ],
)
def test_what_nobody_says_to_be_so_is_no_claim(text: str) -> None:
    assert not stances(text)
