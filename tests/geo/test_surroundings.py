"""Where texts say that names lie; places of our own making."""

import pytest

from geo.models import PlaceKind, PlaceName
from geo.surroundings import (
    Surrounding,
    Tie,
    find_surrounding,
    is_named_as_party,
    kind_said,
    nearest_in_sentence,
)


def names_in(text: str, *surfaces: str) -> list[PlaceName]:
    names = []
    at = 0
    for surface in surfaces:
        at = text.index(surface, at)
        names.append(PlaceName(at, at + len(surface), surface, "unknown"))
        at += len(surface)
    return names


def said(text: str, *surfaces: str, name: str = "Zarda", area: bool = False) -> Surrounding | None:
    """Return what a text says of Zarda; of its names only Anah has a known place."""
    names = names_in(text, *surfaces)
    anchors = {i: area for i, surface in enumerate(surfaces) if surface == "Anah"}
    return find_surrounding(text, names, surfaces.index(name), anchors)


@pytest.mark.parametrize(
    "text",
    [
        "Troops took the Zarda neighbourhood of Anah.",
        "Troops took the Zarda district in Anah.",
        "Troops took Zarda, a suburb of Anah.",
        "Troops took Zarda, a rebel-held quarter in the northern city of Anah.",
        "Troops entered the Zarda military airport inside the besieged town of Anah.",
    ],
)
def test_a_name_lies_in_the_place_that_follows(text: str) -> None:
    assert said(text, "Zarda", "Anah") == Surrounding(1, Tie.IN)


@pytest.mark.parametrize(
    "text",
    ["Anah's rebel-held district of Zarda fell.", "The Anah suburb of Zarda fell.", "In Anah's Zarda."],
)
def test_a_name_lies_in_the_place_before(text: str) -> None:
    assert said(text, "Anah", "Zarda") == Surrounding(0, Tie.IN)


@pytest.mark.parametrize(
    ("text", "bearing", "km"),
    [
        ("Zarda, 20 km north of Anah, fell.", 0.0, 20.0),
        ("Zarda, about 20-25 kilometres (13 miles) south-west of the city of Anah, fell.", 225.0, 20.0),
        ("Zarda, which lies 10 miles from Anah, fell.", None, 16.09344),
        ("Zarda, a village east of Anah, fell.", 90.0, None),
        ("The village of Zarda to the northwest of Anah fell.", 315.0, None),
        ("The Zarda army base near Anah fell.", None, None),
        ("Zarda, on the outskirts of Anah, fell.", None, None),
    ],
)
def test_bearing_and_distance_are_read(text: str, bearing: float | None, km: float | None) -> None:
    found = said(text, "Zarda", "Anah")
    assert found is not None
    assert (found.tie, found.bearing) == (Tie.NEAR, bearing)
    assert found.km == (km if km is None else pytest.approx(km))


def test_what_is_said_of_a_list_holds_for_each_name() -> None:
    text = "Troops took Zarda, Mirva and Koln to the south of Anah."
    for name in ("Zarda", "Mirva", "Koln"):
        found = said(text, "Zarda", "Mirva", "Koln", "Anah", name=name)
        assert found == Surrounding(3, Tie.NEAR, bearing=180.0)
    text = "The Anah districts of Mirva, Koln and Zarda fell."
    assert said(text, "Anah", "Mirva", "Koln", "Zarda") == Surrounding(0, Tie.IN)


def test_a_comma_puts_a_name_into_an_area_only() -> None:
    assert said("Zarda, Anah, fell.", "Zarda", "Anah", area=True) == Surrounding(1, Tie.IN, is_area=True)
    assert said("Zarda, Anah and Rawa fell.", "Zarda", "Anah") is None


@pytest.mark.parametrize(
    "text",
    [
        "Zarda fell. In Anah people fled.",
        "Zarda fell to troops who had left Anah.",
        "Zarda and Anah fell.",
    ],
)
def test_other_words_say_nothing(text: str) -> None:
    assert said(text, "Zarda", "Anah") is None


def test_the_nearest_spot_of_the_sentence_comes_before_areas() -> None:
    text = "In Anbar troops took Zarda and moved on Anah. Rawa was quiet."
    names = names_in(text, "Anbar", "Zarda", "Anah", "Rawa")
    found = nearest_in_sentence(text, names, 1, {0: True, 2: False, 3: False})
    assert found == Surrounding(2, Tie.SAME_SENTENCE)
    assert nearest_in_sentence(text, names, 1, {3: False}) is None


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("the Zarda district fell", "Zarda", PlaceKind.DISTRICT),
        ("the village of Zarda fell", "Zarda", PlaceKind.TOWN),
        ("the Zarda army base fell", "Zarda army base", PlaceKind.FACILITY),
        ("University of Zarda fell", "University of Zarda", PlaceKind.FACILITY),
        ("Zarda fell", "Zarda", None),
    ],
)
def test_words_say_what_kind_of_place_it_is(text: str, surface: str, kind: PlaceKind | None) -> None:
    assert kind_said(text, names_in(text, surface)[0]) is kind


@pytest.mark.parametrize(
    ("text", "surface", "is_party"),
    [
        ("The town fell to the Zarda Front.", "Zarda Front", True),
        ("It was taken by Zarda on Friday.", "Zarda", True),
        ("Zarda fighters took it.", "Zarda", True),
        ("They took Zarda on Friday.", "Zarda", False),
        ("They fled from Zarda.", "Zarda", False),
    ],
)
def test_names_of_those_who_act_are_no_places_to_guess(text: str, surface: str, is_party: bool) -> None:  # noqa: FBT001
    assert is_named_as_party(text, names_in(text, surface)[0]) is is_party
