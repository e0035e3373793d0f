"""The gazetteer as users have it."""

import pytest

from geo.gazetteer import Gazetteer, Label
from geo.models import PlaceKind

# Names as news writes them, with the country they should be found in.
NEWS = {
    "SY": (
        "Raqqa|Deir ez-Zor|Palmyra|Kobani|Ayn al-Arab|Manbij|Al-Bab|Jarabulus|Azaz|Afrin|Albu Kamal"
        "|Abu Kamal|Mayadin|Douma|Darayya|Khan Shaykhun|Saraqib|Jisr al-Shughur|Tabqa|Hasakah"
        "|Qamishli|Ras al-Ayn|Tell Abyad|Dabiq|Baghouz|Hajin|Eastern Ghouta|Yarmouk Camp|T4 Airbase"
        "|Al-Tanf|Idlib|Daraa|Sweida|Latakia|Hama|Homs"
    ),
    "IQ": (
        "Mosul|Fallujah|Ramadi|Rawa|Qaim|Hawija|Tal Afar|Sinjar|Baiji|Tikrit|Kirkuk|Shirqat|Qayyarah"
        "|Bashiqa|Qaraqosh|Makhmur|Jalawla|Haditha|Hit|Rutba|Anah"
    ),
    "UA": (
        "Bakhmut|Artemivsk|Sievierodonetsk|Severodonetsk|Izium|Izyum|Mariupol|Avdiivka|Robotyne"
        "|Kherson|Kyiv|Kiev|Kharkov|Soledar|Vuhledar|Azovstal|Snake Island|Lyman|Kupiansk|Debaltseve"
        "|Ilovaisk|Donetsk Airport|Chasiv Yar|Pokrovsk"
    ),
    "LY": "Sirte|Misrata|Benghazi|Derna|Ajdabiya|Brega|Ras Lanuf|Tarhuna|Tripoli|Sabha",
    "YE": "Sanaa|Hodeidah|Hudaydah|Taiz|Marib|Aden|Mocha|Zinjibar|Al-Durayhimi|Nihm",
    "SD": "El Fasher|El Geneina|Nyala|Omdurman|Wad Madani|Khartoum|Zamzam Camp|Kadugli",
    "SS": "Malakal|Bentiu|Bor|Juba|Nasir",
    "SO": "Mogadishu|Kismayo|Beledweyne|Barawe|Merca",
    "AF": "Kunduz|Lashkargah|Sangin|Ghazni|Kabul|Mazar-i-Sharif|Musa Qala|Bagram",
    "ML": "Kidal|Gao|Timbuktu|Tessalit|Ménaka",
    "NG": "Maiduguri|Gwoza|Baga|Chibok",
    "ET": "Mekelle|Humera|Lalibela|Adigrat",
    "MM": "Lashio|Laukkai|Myawaddy|Paletwa",
    "CD": "Goma|Bukavu|Bunagana|Sake|Masisi",
    "AZ": "Shusha|Stepanakert|Lachin|Khankendi",
    "PS": "Khan Younis|Rafah|Jabalia|Shuja'iyya|Gaza City|Jenin",
    "BF": "Djibo|Dori|Arbinda",
    "LB": "Arsal|Bint Jbeil|Khiam|Beirut",
    "PH": "Marawi",
    "MZ": "Palma|Mocímboa da Praia",
}


@pytest.mark.parametrize("country", NEWS)
def test_names_in_the_news_are_found(full_gazetteer: Gazetteer, country: str) -> None:
    missing = [
        name
        for name in NEWS[country].split("|")
        if country not in {found.place.country for found in full_gazetteer.lookup(name)}
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("name", "country", "place_id"),
    [
        ("Deir Ezzor", "SY", "geonames:170794"),
        ("Hodeidah", "YE", "geonames:79415"),
        ("Hawija", "IQ", "geonames:390188"),
        ("Qaim", "IQ", "geonames:92138"),
        ("Ain al Arab", "SY", "geonames:172256"),
    ],
)
def test_spellings_fall_together_inside_a_country(
    full_gazetteer: Gazetteer, name: str, country: str, place_id: str
) -> None:
    assert place_id in [place.id for place in full_gazetteer.lookup_key(name, countries=[country])]


def test_a_misspelt_name_is_suggested_not_found(full_gazetteer: Gazetteer) -> None:
    assert full_gazetteer.lookup("Avdivvka") == ()
    assert "geonames:713122" in [place.id for place in full_gazetteer.suggest("Avdivvka", countries=["UA"])]


def test_nearly_every_town_knows_its_province(full_gazetteer: Gazetteer) -> None:
    names = [
        "Aleppo",
        "Mosul",
        "Kharkiv",
        "Derna",
        "Taiz",
        "Nyala",
        "Malakal",
        "Kidal",
        "Maiduguri",
        "Lashio",
        "Goma",
    ]
    for name in names:
        towns = [found.place for found in full_gazetteer.lookup(name) if found.place.kind is PlaceKind.TOWN]
        assert towns[0].admin1


def test_counts_are_those_of_a_whole_gazetteer(full_gazetteer: Gazetteer) -> None:
    info = full_gazetteer.info()
    assert int(info["places"]) > 240_000
    assert int(info["names"]) > 1_000_000
    assert "CC BY 4.0" in info["credits"]
    assert "de-facto" in info["credits"]


def test_codes_of_airports_are_not_among_the_names(full_gazetteer: Gazetteer) -> None:
    for word in ("for", "was", "the", "said of"):
        assert full_gazetteer.lookup(word) == ()


def test_country_names_lead_to_the_country_first(full_gazetteer: Gazetteer) -> None:
    for name, country in (
        ("Syria", "SY"),
        ("Iraq", "IQ"),
        ("Ukraine", "UA"),
        ("Georgia", "GE"),
        ("Jordan", "JO"),
    ):
        first = full_gazetteer.lookup(name)[0]
        assert (first.place.kind, first.place.country, first.label) == (
            PlaceKind.COUNTRY,
            country,
            Label.NAME,
        )
