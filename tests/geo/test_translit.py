"""Spellings that fall together, and those that must not."""

from itertools import combinations

import pytest

from geo.folding import fold
from geo.translit import Tradition, mild_key, mild_keys

SAME = [
    ("Deir ez-Zor", "Deir Ezzor", "Dayr az-Zawr", "Deir al-Zour"),
    ("Hodeidah", "Al Hudaydah", "Hudaida", "Al-Hudeidah"),
    ("Hawija", "Al Hawijah", "Haweeja"),
    ("Qaim", "Al-Qa'im", "Al Kaim", "Qaem"),
    ("Ain al-Arab", "\u2018Ayn al \u2018Arab"),
    ("Tell Abyad", "Tal Abyad", "Tall Abyad"),
    ("Kafr Kila", "Kfar Kila"),
    ("Raqqa", "Ar-Raqqah", "Rakka"),
    ("Taiz", "Ta'izz"),
]

CYRILLIC = [
    ("Izyum", "Izium"),
    ("Mykolaiv", "Mykolayiv"),
    ("Hulyaypole", "Gulyaypole", "Huliaipole"),
    ("Kharkiv", "Kharkov"),
    ("Horlivka", "Gorlovka"),
    ("Zaporizhzhia", "Zaporizhzhya"),
    ("Chasiv Yar", "Czasiv Jar"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({mild_key(fold(name), country="SY") for name in spellings}) == 1


@pytest.mark.parametrize("spellings", CYRILLIC, ids=lambda names: names[0])
def test_ways_to_write_cyrillic_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({mild_key(fold(name), country="UA") for name in spellings}) == 1


def test_different_names_keep_different_keys() -> None:
    names = [
        "Raqqa",
        "Mosul",
        "Homs",
        "Hama",
        "Idlib",
        "Aleppo",
        "Palmyra",
        "Tartus",
        "Daraa",
        "Qaim",
        "Rawa",
    ]
    keys = {name: mild_key(fold(name)) for name in names}
    assert all(keys[one] != keys[other] for one, other in combinations(keys, 2))


@pytest.mark.parametrize("name", ["دير الزور", "Бахмут", "", "Al", "Ib"])
def test_other_alphabets_and_stumps_have_no_key(name: str) -> None:
    assert mild_key(fold(name)) == ""


def test_many_keys_at_once_are_the_keys_one_by_one() -> None:
    names = [fold(name) for group in SAME for name in group] + ["бахмут", "", "al", "el"]
    for tradition, country in ((Tradition.GENERAL, "SY"), (Tradition.CYRILLIC, "UA")):
        assert mild_keys(names, tradition=tradition) == [mild_key(name, country=country) for name in names]
