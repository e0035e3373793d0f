"""Notes in the style of event databases and daily war reports: who gained, lost and beat off what."""

import re
from datetime import date
from functools import cache

import pytest

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.extract import extract
from articles.models import Article, DateSource, Mention

_TOWNS = ("Darvan", "Kalmar", "Ostova", "Benrit", "Lumeta", "Sarnik")
_NAMES = re.compile("|".join(_TOWNS))


class Names:
    """Finds a few made-up towns."""

    def find(self, text: str) -> list[Mention]:
        return [Mention(f.start(), f.end(), f.group(), kind="town") for f in _NAMES.finditer(text)]


@cache
def reader() -> RuleReader:
    return RuleReader(load_actors())


def read(text: str) -> list[tuple[str, str, str, str]]:
    """Return (place, relation, id of the actor, id of the opponent) of every claim, in text order."""
    day = date(2021, 6, 15)
    article = Article(id="n", text=text, published=day, published_from=DateSource.METADATA)
    return [
        (
            c.place.surface,
            str(c.relation),
            c.actor.actor_id if c.actor else "",
            c.opponent.actor_id if c.opponent else "",
        )
        for c in extract(article, names=Names(), reader=reader()).claims
    ]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Rebels captured Darvan. Kalmar was captured hours later, Ostova fell.",
            [
                ("Darvan", "captured", "rebels", ""),
                ("Kalmar", "captured", "rebels", ""),
                ("Ostova", "captured", "rebels", ""),
            ],
        ),
        (
            "Ukrainian monitors: enemy captured Darvan, Kalmar.",
            [("Darvan", "captured", "russia", ""), ("Kalmar", "captured", "russia", "")],
        ),
        (
            "Georgian army loses town of Darvan. Abkhaz forces took villages (Ostova, Benrit and Lumeta).",
            [
                ("Darvan", "lost", "georgia", ""),
                ("Ostova", "captured", "abkhazia", "georgia"),
                ("Benrit", "captured", "abkhazia", "georgia"),
                ("Lumeta", "captured", "abkhazia", "georgia"),
            ],
        ),
        (
            "Darvan: Sudanese army regained control 20 April 2012.",
            [("Darvan", "captured", "sudanese-government", "")],
        ),
        (
            "Taliban entered Darvan late on 9 June. Afghan army retreated through Ostova to Kalmar.",
            [("Darvan", "captured", "taliban", "afghan-government")],
        ),
        (
            "Darvan fell into the hands of the Islamic State.",
            [("Darvan", "captured", "islamic-state", "")],
        ),
        (
            "Al Shabaab took control of Darvan after SNA forces vacated their positions there.",
            [("Darvan", "captured", "al-shabaab", "somali-government")],
        ),
        (
            "SNA soldiers withdrew from Darvan. Al Shabaab fighters entered the town without resistance.",
            [("Darvan", "captured", "al-shabaab", "somali-government")],
        ),
        (
            "SNA captured Darvan. Al Shabaab had vacated the town hours before.",
            [("Darvan", "captured", "somali-government", "al-shabaab")],
        ),
        (
            (
                "Islamic State fighters attacked SDF positions in Darvan; SDF repelled the attack. "
                "No information on casualties."
            ),
            [("Darvan", "repelled", "sdf", "islamic-state")],
        ),
        (
            "JNIM militants attacked FAMa positions in Darvan. The attack was repelled.",
            [("Darvan", "repelled", "malian-government", "jnim")],
        ),
        (
            "Opposition fighters gained control over the villages of Darvan and Kalmar from HTS.",
            [("Darvan", "captured", "rebels", "hts"), ("Kalmar", "captured", "rebels", "hts")],
        ),
        ("SAF troops ejected RSF from Darvan.", [("Darvan", "captured", "sudanese-government", "rsf")]),
        (
            "Control of Darvan changed from SDF to the Houthis.",
            [("Darvan", "captured", "houthis", "sdf")],
        ),
        (
            "Chadian soldiers drove Boko Haram from Darvan.",
            [("Darvan", "captured", "chadian-government", "boko-haram")],
        ),
        (
            "Islamic State gained control over Ostova, between Darvan and Kalmar.",
            [("Ostova", "captured", "islamic-state", "")],
        ),
        (
            "Houthi forces surrounded Ostova, where the garrison is based, and seized Benrit.",
            [("Ostova", "besieged", "houthis", ""), ("Benrit", "captured", "houthis", "")],
        ),
        (
            "Russian troops attacked northwest of Darvan near Kalmar.",
            [("Kalmar", "attacked", "russia", "")],
        ),
        (
            "Ukrainian forces repelled Russian ground attacks southeast of Darvan near Ostova.",
            [("Ostova", "repelled", "ukraine", "russia")],
        ),
        (
            (
                "Russian forces captured Darvan. The General Staff reported that Ukrainian forces repelled "
                "Russian attacks near Kalmar, Ostova and Benrit."
            ),
            [
                ("Darvan", "captured", "russia", "ukraine"),
                ("Kalmar", "repelled", "ukraine", "russia"),
                ("Ostova", "repelled", "ukraine", "russia"),
                ("Benrit", "repelled", "ukraine", "russia"),
            ],
        ),
        (
            "The Taliban captured three districts in Lumeta: Darvan, Kalmar and Ostova.",
            [
                ("Darvan", "captured", "taliban", ""),
                ("Kalmar", "captured", "taliban", ""),
                ("Ostova", "captured", "taliban", ""),
            ],
        ),
        (
            "SPLM-IO fighters left Darvan. Government forces repelled the rebels.",
            [("Darvan", "lost", "splm-io", "")],
        ),
    ],
)
def test_event_notes_say_who_gained_what_from_whom(
    text: str, claims: list[tuple[str, str, str, str]]
) -> None:
    assert read(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Regime warplanes bombed the town of Darvan. Six civilians were killed.",
        "An explosive device went off near a convoy of soldiers between Darvan and Kalmar.",
        "Al Shabaab militants ambushed a military vehicle travelling from Darvan towards Kalmar.",
        "Unidentified gunmen abducted three aid workers in Darvan.",
        "A convoy of reinforcements moved from Darvan towards Kalmar.",
        "Two soldiers were captured near Darvan.",
        "Estonia closes the consulates in Darvan and Kalmar.",
        "A soldier fighting against the army in Darvan died.",
        "Rebels and the government signed a ceasefire in Darvan.",
        'The president declares a "state of siege" in Darvan.',
    ],
)
def test_violence_and_moves_alone_are_no_claims(text: str) -> None:
    assert read(text) == []


def test_the_day_of_a_statement_dates_what_it_tells() -> None:
    day = date(2017, 11, 12)
    text = "The Syrian army said on Thursday that it had captured Darvan."
    article = Article(id="n", text=text, published=day, published_from=DateSource.METADATA)
    (claim,) = extract(article, names=Names(), reader=reader()).claims
    assert claim.when is not None
    assert claim.when.start == date(2017, 11, 9)


def test_each_of_two_verbs_has_its_own_day() -> None:
    day = date(2017, 11, 12)
    text = "The SDF captured Darvan on 10 May and entered Kalmar in June."
    article = Article(id="n", text=text, published=day, published_from=DateSource.METADATA)
    first, second = extract(article, names=Names(), reader=reader()).claims
    assert first.when is not None
    assert second.when is not None
    assert (first.when.start, second.when.start) == (date(2017, 5, 10), date(2017, 6, 1))
