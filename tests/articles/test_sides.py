"""Who acts against whom: parties of the same sentence, of its speaker and of the sentences around."""

import re
from datetime import date
from functools import cache

import pytest

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.extract import extract
from articles.models import Article, DateSource, Mention

_NAMES = re.compile(r"Darvan|Kalmar|Syria\b")
_COUNTRIES = ("Syria",)


class Names:
    """Finds two made-up towns and a country."""

    def find(self, text: str) -> list[Mention]:
        return [
            Mention(f.start(), f.end(), f.group(), kind="country" if f.group() in _COUNTRIES else "town")
            for f in _NAMES.finditer(text)
        ]


@cache
def reader() -> RuleReader:
    return RuleReader(load_actors())


def sides(text: str, *, place: str) -> tuple[str, str]:
    """Return the ids of actor and opponent of the first claim about a place."""
    article = Article(id="n", text=text, published=date(2021, 6, 15), published_from=DateSource.METADATA)
    claims = extract(article, names=Names(), reader=reader()).claims
    claim = next(c for c in claims if c.place.surface == place)
    return (
        claim.actor.actor_id if claim.actor else "",
        claim.opponent.actor_id if claim.opponent else "",
    )


CASES = {
    "speaker who lost it": (
        "Ukraine says that Russian forces have captured Darvan.",
        ("russia", "ukraine"),
    ),
    "speaker who won it": (
        "The Ukrainian army said Darvan had been liberated.",
        ("ukraine", ""),
    ),
    "speaker of another state": (
        "The United States says that the Taliban have captured Darvan.",
        ("taliban", ""),
    ),
    "speaker who kills": (
        "M23 says that it has killed nine Congolese soldiers in clashes in Darvan.",
        ("m23", "congolese-government"),
    ),
    "defender behind by": (
        "The RSF captured Darvan after being repelled by the Sudanese army.",
        ("rsf", "sudanese-government"),
    ),
    "helper behind by": (
        "Hezbollah captured Darvan, backed by the Syrian army.",
        ("hezbollah", ""),
    ),
    "backing": (
        "Syrian rebels, with backing from the Turkish army, captured Darvan.",
        ("syrian-rebels", ""),
    ),
    "who withdrew before": (
        "Peshmerga fighters pulled back on Monday. Islamic State captured Darvan.",
        ("islamic-state", "peshmerga"),
    ),
    "who fled behind": (
        "Boko Haram captured Darvan. Nigerian soldiers ran to Kalmar.",
        ("boko-haram", "nigerian-government"),
    ),
    "other side of another claim": (
        "The LNA took Kalmar from the GNA. The LNA then captured Darvan.",
        ("lna", "gna"),
    ),
    "passive hides the winner": (
        "The RSF controls Darvan, seized in April after three days.",
        ("rsf", ""),
    ),
    "winner of a siege": (
        "Houthi forces kept Darvan surrounded for the tenth day.",
        ("houthis", ""),
    ),
    "they are who the sentence before is about": (
        "M23 fighters stand near Kalmar, a town in the hands of Wazalendo. They captured Darvan on Friday.",
        ("m23", "wazalendo"),
    ),
    "units of the speaker": (
        "The Russian army said that units liberated Darvan.",
        ("russia", ""),
    ),
    "it is bound by the nearest subject": (
        "The United States says that ISIL has killed many in areas it controls in Darvan.",
        ("islamic-state", ""),
    ),
    "its is bound by who is urged": (
        "France urges Israel to halt its offensive in Darvan.",
        ("israel", ""),
    ),
    "who claims a passive": (
        "The leader of the Wagner Group claims Darvan had been taken in its entirety.",
        ("wagner", ""),
    ),
    "bodies that look on": (
        "The United Nations is worried by heavy fighting in Darvan.",
        ("", ""),
    ),
    "who takes what is left": (
        "The Syrian army said it had withdrawn from Darvan after rebel forces advanced.",
        ("syrian-government", "rebels"),
    ),
    "three parties, two sides": (
        "Clashes between the Syrian army, its ally Hezbollah and HTS continued in Darvan.",
        ("syrian-government+hezbollah", "hts"),
    ),
    "allies named among rebels": (
        "Shells hit the Kurdish YPG near Kalmar. Rebels captured Darvan.",
        ("rebels", "ypg"),
    ),
    "who rises against a state acts": (
        "Seven Congolese soldiers and nine M23 rebels were killed in fighting in Darvan.",
        ("m23", "congolese-government"),
    ),
    "more places of a fight told of before": (
        "Taliban fighters clashed with Afghan troops in Kalmar. Heavy clashes were also reported in Darvan.",
        ("taliban", "afghan-government"),
    ),
    "backed without its hyphen": (
        "U.S. backed Syrian Democratic Forces captured Darvan.",
        ("sdf", ""),
    ),
    "an operation is nobody": (
        "Topic Operation to liberate Darvan from Daesh.",
        ("", "islamic-state"),
    ),
    "friends around": (
        "The Somali army captured Darvan. AMISOM troops entered the town later.",
        ("somali-government", ""),
    ),
    "who is called on to leave": (
        "The Ukrainian president is waiting for Russia to withdraw from Darvan.",
        ("russia", ""),
    ),
    "whose attempts are beaten off": (
        "M23 said that the Congolese army's attempts to enter Darvan had been repelled.",
        ("m23", "congolese-government"),
    ),
    "who foils the attempt of others": (
        "Congolese troops foiled an attempt by M23 rebels to enter Darvan.",
        ("congolese-government", "m23"),
    ),
    "who says that attacks were repelled": (
        "A Congolese army spokesman said that two attacks by M23 near Darvan were repelled.",
        ("congolese-government", "m23"),
    ),
    "it is no troops": (
        "ISIL overran Kalmar. Government troops shelled its men on Sunday. It now holds Darvan.",
        ("islamic-state", ""),
    ),
    "who goes on taking places": (
        "The RSF captured Kalmar on Monday. Local media reported the capture of Darvan too.",
        ("rsf", ""),
    ),
    "fighters who name themselves": (
        "The fighters who call themselves the Wagner Group captured Darvan.",
        ("wagner", ""),
    ),
    "a militia known by a name": (
        "The Shia militia known as Hezbollah captured Darvan.",
        ("hezbollah", ""),
    ),
    "rivals and their names": (
        "Clashes between rival armed groups, the RSF and the SPLM-N, continued in Darvan.",
        ("rsf", "splm-n"),
    ),
    "whose military offensive": (
        "Israeli soldiers gather for a military offensive on Darvan.",
        ("israel", ""),
    ),
    "who battles acts": (
        "Heavy fighting rages in Darvan as thousands of Iraqi troops battle militants.",
        ("iraqi-government", "militants"),
    ),
    "who breaks a siege does not besiege": (
        "Rebels shelled Kalmar. The siege of Darvan was broken by the Syrian army on Friday.",
        ("rebels", "syrian-government"),
    ),
    "whose offensive goes with a gain": (
        "Darvan was cleared of ISIS after a long offensive by the Iraqi army, Hezbollah and others.",
        ("iraqi-government+hezbollah", "islamic-state"),
    ),
    "who kills the defenders of what is seized": (
        "Nine Congolese police officers are killed by M23 in Darvan after the town is seized.",
        ("m23", "congolese-government"),
    ),
    "it is who is warned": (
        "The Syrian army warned Hezbollah to stay away if it captured Darvan.",
        ("hezbollah", ""),
    ),
    "its is bound by who is helped": (
        "Iran accuses the United States of helping Israel in its offensive on Darvan.",
        ("israel", "iran"),
    ),
    "who acts behind a bearing without a comma": (
        "To the north of the city Daesh took advantage of the raids and seized Darvan.",
        ("islamic-state", ""),
    ),
    "accused of two things": (
        "Kyiv accused Russian forces of crossing the border and of attacking Darvan.",
        ("russia", ""),
    ),
}


def test_a_country_at_issue_does_not_attack_itself() -> None:
    assert sides("Syrian civil war, Northwestern Syria offensive", place="Syria")[0] == ""


def test_who_runs_another_town_does_not_take_this_one() -> None:
    text = "Darvan was seized in April; Kalmar is run by the RSF, and its people are fed by M23."
    assert sides(text, place="Darvan")[0] == ""


def test_who_retakes_a_town_is_not_who_took_it() -> None:
    text = "Taliban fighters captured Darvan in May. An operation to liberate Darvan began on Sunday."
    article = Article(id="n", text=text, published=date(2021, 6, 15), published_from=DateSource.METADATA)
    claims = extract(article, names=Names(), reader=reader()).claims
    planned = [c for c in claims if c.sentence_start > 0]
    assert planned
    assert all(c.actor is None or c.actor.actor_id != "taliban" for c in planned)


@pytest.mark.parametrize("case", CASES)
def test_sides_of_a_claim(case: str) -> None:
    text, expected = CASES[case]
    assert sides(text, place="Darvan") == expected
