"""What the reader makes of sentences: relations, parties, stances, days, references back."""

import re
import time
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.explain import explain_sentence
from articles.extract import extract
from articles.models import Article, Basis, Claim, DateSource, Mention, Relation, Stance

_TOWNS = ("Darvan", "Kalmar", "Ostova", "Benrit", "Tel Hamun")
_REGIONS = ("Gamra Province", "Norland")
_NAMES = re.compile("|".join(re.escape(n) for n in sorted((*_TOWNS, *_REGIONS), key=len, reverse=True)))
PUBLISHED = date(2017, 11, 21)


class Names:
    """Finds a few made-up towns and regions."""

    def find(self, text: str) -> list[Mention]:
        return [
            Mention(f.start(), f.end(), f.group(), kind="admin1" if f.group() in _REGIONS else "town")
            for f in _NAMES.finditer(text)
        ]


@cache
def reader() -> RuleReader:
    return RuleReader(load_actors())


def article(text: str, *, published: date | None = PUBLISHED) -> Article:
    origin = DateSource.UNKNOWN if published is None else DateSource.OPTION
    return Article(id="a", text=text, published=published, published_from=origin)


def read(text: str, *, published: date | None = PUBLISHED) -> tuple[Claim, ...]:
    return extract(article(text, published=published), names=Names(), reader=reader()).claims


def told(text: str) -> set[tuple[str, str, str]]:
    """Return (place, relation, words of the actor) of every claim."""
    return {(c.place.surface, str(c.relation), c.actor.surface if c.actor else "") for c in read(text)}


@pytest.mark.parametrize(
    ("text", "place", "relation", "actor"),
    [
        (
            "The Syrian army captured Darvan from Islamic State militants.",
            "Darvan",
            "captured",
            "Syrian army",
        ),
        ("Rebels retake the town of Darvan in Gamra Province.", "Darvan", "captured", "Rebels"),
        (
            "Darvan, which government forces recaptured in May, is quiet.",
            "Darvan",
            "captured",
            "government forces",
        ),
        ("Darvan fell to the Taliban on Sunday.", "Darvan", "captured", "Taliban"),
        ("The Taliban control Darvan.", "Darvan", "held", "Taliban"),
        ("Shells hit the Taliban-held town of Darvan.", "Darvan", "held", "Taliban"),
        ("Darvan is under the control of Hamas.", "Darvan", "held", "Hamas"),
        ("Government troops withdrew from Darvan.", "Darvan", "lost", "Government troops"),
        ("The army repelled a rebel attack on Darvan.", "Darvan", "repelled", "army"),
        ("Government troops have surrounded Darvan.", "Darvan", "besieged", "Government troops"),
        ("Clashes between the army and rebels broke out in Darvan.", "Darvan", "contested", "army"),
        ("The army has captured most of Darvan.", "Darvan", "contested", "army"),
        ("The army launched an offensive on Darvan.", "Darvan", "attacked", "army"),
        ("The rebels drove the army out of Darvan.", "Darvan", "captured", "rebels"),
    ],
)
def test_one_sentence_one_claim(text: str, place: str, relation: str, actor: str) -> None:
    assert told(text) == {(place, relation, actor)}


def test_lists_give_one_claim_each_and_the_province_none() -> None:
    text = "Rebels captured the towns of Darvan, Kalmar and Ostova in Gamra Province."
    assert {place for place, _, _ in told(text)} == {"Darvan", "Kalmar", "Ostova"}


def test_conjoined_verbs_share_their_subject() -> None:
    text = "The Taliban captured Darvan and besieged Kalmar."
    assert told(text) == {("Darvan", "captured", "Taliban"), ("Kalmar", "besieged", "Taliban")}


def test_opponent_is_the_one_it_was_taken_from() -> None:
    (claim,) = read("Government forces captured Darvan from the Taliban.")
    assert claim.opponent is not None
    assert claim.opponent.surface == "Taliban"


def test_the_town_and_the_group_refer_back() -> None:
    claims = read("Fighters of the Taliban reached Darvan on Monday. The group seized the town a day later.")
    captured = [c for c in claims if c.relation is Relation.CAPTURED]
    assert [c.place.surface for c in captured] == ["Darvan"]
    assert captured[0].actor is not None
    assert "Taliban" in captured[0].actor.name


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army vowed to retake Darvan.", Stance.PLANNED),
        ("The army will retake Darvan.", Stance.PLANNED),
        ("The army launched an operation to recapture Darvan.", Stance.PLANNED),
        ("The army did not capture Darvan.", Stance.DENIED),
        ("The rebels reportedly captured Darvan.", Stance.CLAIMED),
        ("The Taliban say they have captured Darvan.", Stance.CLAIMED),
        ("The United Nations says rebels have captured Darvan.", Stance.ASSERTED),
        ("Rebels captured Darvan.", Stance.ASSERTED),
    ],
)
def test_stance(text: str, stance: Stance) -> None:
    captured = [c for c in read(text) if c.relation is Relation.CAPTURED]
    assert [c.stance for c in captured] == [stance]


def test_failed_attempt_is_beaten_off() -> None:
    (claim,) = read("The rebels failed to capture Darvan.")
    assert claim.relation is Relation.REPELLED
    assert claim.opponent is not None
    assert claim.opponent.surface == "rebels"


def test_weekday_is_resolved_and_report_day_is_the_fallback() -> None:
    (friday,) = read("Rebels captured Darvan on Friday.")
    (plain,) = read("Rebels captured Darvan.")
    assert friday.when is not None
    assert (friday.when.start, friday.when_basis) == (date(2017, 11, 17), Basis.EXPLICIT)
    assert plain.when is not None
    assert (plain.when.start, plain.when_basis) == (PUBLISHED, Basis.REPORT)


def test_without_a_day_of_publication_nothing_is_dated_and_an_issue_says_so() -> None:
    found = extract(article("Rebels captured Darvan.", published=None), names=Names(), reader=reader())
    assert [c.when for c in found.claims] == [None]
    assert [i.code for i in found.issues] == ["undated-claims"]


@pytest.mark.parametrize(
    "text",
    [
        "Police captured a rebel commander in Darvan.",
        "Troops seized weapons and vehicles near Darvan.",
        "A car bomb killed nine people in Darvan.",
        "The ruling party won control of parliament in Darvan.",
        "The team from Darvan captured gold in the final.",
        "A boy fell to his death in Darvan.",
        "Families fled from Darvan.",
        "The Darvan-based group met reporters.",
    ],
)
def test_no_claim(text: str) -> None:
    assert read(text) == ()


def test_claims_carry_sentence_rule_speaker_and_calibrated_confidence() -> None:
    text = "It rained. The Taliban say they have captured Darvan."
    (claim,) = read(text)
    assert text[claim.sentence_start :].startswith(claim.sentence)
    assert claim.sentence == "The Taliban say they have captured Darvan."
    assert claim.speaker == "Taliban"
    assert claim.rule == "capture-active"
    assert 0.5 < claim.confidence < 1.0


def test_reading_twice_gives_the_same_claims() -> None:
    text = "Rebels captured Darvan, Kalmar and Ostova and besieged Benrit."
    assert read(text) == read(text)


def test_explanation_names_tags_rules_and_reasons() -> None:
    lines = explain_sentence(article("Rebels captured Darvan."), names=Names(), reader=reader())
    assert "captured/VERB" in lines
    assert "capture-active: captured Darvan" in lines
    assert "capture-passive at 'captured': voice is active" in lines


@pytest.mark.parametrize(
    "text",
    [
        "ARMY CAPTURES DARVAN FROM REBELS",
        "The army captured \u200bDarvan\u200f from rebels \u202e.",
        "“Rebels” captured ‘Darvan’",
        "captured " * 3000 + "Darvan",
        "The army captured Darvan, Kalmar, " * 400,
        "((((" * 500 + "Darvan captured by rebels",
        "الجيش captured Darvan армия",
        "",
    ],
)
def test_odd_texts_are_read_without_fuss(text: str) -> None:
    for claim in read(text):
        assert text[claim.place.start : claim.place.end] == claim.place.surface


def test_cost_grows_linearly_with_a_sentence_that_never_ends() -> None:
    def seconds(words: int) -> float:
        text = "the army captured Darvan and rebels besieged Kalmar near " * (words // 9)
        began = time.process_time()
        read(text)
        return time.process_time() - began

    seconds(900)
    short, long = seconds(2500), seconds(10_000)
    assert long < 12 * max(short, 0.02)


_WORDS = st.sampled_from(
    [
        "the",
        "army",
        "rebels",
        "Taliban",
        "captured",
        "besieged",
        "of",
        "in",
        "from",
        "Darvan",
        "Kalmar",
        "Ostova",
        "town",
        "and",
        ",",
        ".",
        '"',
        "(",
        ")",
        "to",
        "by",
        "which",
        "said",
        "control",
        "withdrew",
        "after",
        "clashes",
        "between",
        "it",
        "they",
        "not",
        "will",
        "Friday",
        "\n",
        "-",
        "'s",
        "offensive",
        "on",
        "near",
        "most",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=40))
def test_offsets_always_slice_to_the_surface(words: list[str]) -> None:
    text = " ".join(words)
    for claim in read(text):
        assert text[claim.place.start : claim.place.end] == claim.place.surface
        assert text[claim.sentence_start : claim.sentence_start + len(claim.sentence)] == claim.sentence
        for party in (claim.actor, claim.opponent):
            assert party is None or party.surface in text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Rebels captured Darvan on Friday.",
                "The army withdrew from Kalmar.",
                "The Taliban control Ostova.",
                "Prices rose again.",
            ]
        ),
        min_size=1,
        max_size=5,
    ),
    st.lists(st.sampled_from(["", " ", "\n", "\n\n", "  \t"]), min_size=5, max_size=5),
)
def test_white_space_between_sentences_changes_nothing(sentences: list[str], gaps: list[str]) -> None:
    def gist(text: str) -> list[tuple[str, str, str, str]]:
        return [
            (
                c.place.surface,
                str(c.relation),
                c.actor.surface if c.actor else "",
                str(c.when and c.when.start),
            )
            for c in read(text)
        ]

    spread = "".join(s + " " + gap for s, gap in zip(sentences, gaps, strict=False))
    assert gist(spread) == gist(" ".join(sentences))


def ids(text: str) -> set[tuple[str, str, str, str]]:
    """Return (place, relation, id of the actor, id of the opponent) of every claim."""
    return {
        (
            c.place.surface,
            str(c.relation),
            c.actor.actor_id if c.actor else "",
            c.opponent.actor_id if c.opponent else "",
        )
        for c in read(text)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Islamic State militants captured Darvan on Tuesday. A day later the militants seized Kalmar.",
            ("Kalmar", "captured", "islamic-state", ""),
        ),
        (
            "Islamic State had held Darvan for years. Iraqi forces retook Darvan from the group on Thursday.",
            ("Darvan", "captured", "iraqi-government", "islamic-state"),
        ),
        (
            "The Iraqi defence ministry said government forces remained in control of Darvan.",
            ("Darvan", "held", "iraqi-government", ""),
        ),
        ("The militants seized Darvan.", ("Darvan", "captured", "militants", "")),
        (
            "ISIS still controls territory in ten nations, as Darvan, Kalmar, and much of Ostova fight on.",
            ("Kalmar", "held", "islamic-state", ""),
        ),
        (
            "Calm came on Monday. The Syrian army captured Darvan on Saturday.",
            ("Darvan", "captured", "syrian-government", ""),
        ),
    ],
)
def test_common_nouns_mean_the_party_the_article_named(
    text: str, expected: tuple[str, str, str, str]
) -> None:
    assert expected in ids(text)


def test_territory_that_is_gone_is_held_no_more() -> None:
    assert "held" not in {relation for _, relation, *_ in ids("ISIS's territory in Darvan is gone.")}
