"""Names put on the map, with places of our own making and with the gazetteer as users have it."""

from collections.abc import Collection, Sequence

import pytest

from geo.folding import fold
from geo.gazetteer import Gazetteer
from geo.labels import Label, NamedPlace
from geo.models import LonLat, Place, PlaceKind, PlaceName, Resolution, Status
from geo.placewords import load_place_words
from geo.resolver import ResolveOptions, resolve_names


class FewPlaces:
    """A gazetteer of a few places."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = places

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        return tuple(NamedPlace(place, Label.NAME) for place in self.places if fold(place.name) == fold(name))

    def lookup_key(self, name: str, *, countries: Collection[str]) -> tuple[Place, ...]:
        return tuple(
            place
            for place in self.places
            if place.country in countries and fold(place.name)[:4] == fold(name)[:4]
        )

    def suggest(self, name: str, *, countries: Collection[str], limit: int = 5) -> tuple[Place, ...]:  # noqa: ARG002
        return tuple(place for place in self.places if place.country in countries)[:limit]


def town(name: str, lon: float, lat: float, country: str, population: int = 0, admin1: str = "") -> Place:
    place_id = f"test:{fold(name)}-{country.lower()}-{lon:g}"
    return Place(place_id, name, LonLat(lon, lat), PlaceKind.TOWN, country, admin1, population)


def country(name: str, lon: float, lat: float, code: str) -> Place:
    return Place(f"test:{code}", name, LonLat(lon, lat), PlaceKind.COUNTRY, code, "", 20_000_000)


def province(name: str, lon: float, lat: float, code: str) -> Place:
    return Place(f"test:{code}-{fold(name)}", name, LonLat(lon, lat), PlaceKind.ADMIN1, code, name, 2_000_000)


PLACES = (
    town("Rawa", 41.9, 34.5, "IQ", 13_000, "Anbar"),
    town("Rawa", 20.3, 51.8, "PL", 17_000),
    town("Anah", 41.9, 34.4, "IQ", 30_000, "Anbar"),
    province("Anbar", 41.0, 33.0, "IQ"),
    country("Iraq", 44.0, 33.0, "IQ"),
    country("Poland", 19.0, 52.0, "PL"),
    town("Null Island", 0.0, 0.0, "GH", 10),
    town("Zero", 180.0, 0.0, "FJ", 10),
    town("Idlib", 36.6, 35.9, "SY", 100_000, "Idlib"),
    province("Idlib", 36.7, 35.8, "SY"),
    town("Twin", 1.0, 1.0, "AA", 5_000),
    town("Twin", 60.0, 60.0, "BB", 5_000),
    town("Twin", -60.0, -20.0, "CC", 5_000),
)
FEW = FewPlaces(PLACES)


def resolve(text: str, *surfaces: str, options: ResolveOptions | None = None) -> list[Resolution]:
    names = []
    at = 0
    for surface in surfaces:
        at = text.index(surface, at)
        names.append(PlaceName(at, at + len(surface), surface, "town"))
        at += len(surface)
    return list(resolve_names(text, names, FEW, options=options or ResolveOptions()))


def chosen(resolution: Resolution) -> str:
    return resolution.place.country if resolution.place else ""


def test_the_country_named_decides_between_namesakes() -> None:
    assert chosen(resolve("Troops took Rawa in Iraq.", "Rawa", "Iraq")[0]) == "IQ"
    assert chosen(resolve("The mayor of Rawa in Poland resigned.", "Rawa", "Poland")[0]) == "PL"


def test_the_province_and_the_neighbour_decide_between_namesakes() -> None:
    assert chosen(resolve("Rawa in Anbar province fell.", "Rawa", "Anbar")[0]) == "IQ"
    assert chosen(resolve("Rawa and Anah fell.", "Rawa", "Anah")[0]) == "IQ"


def test_the_theatre_decides_where_the_text_does_not() -> None:
    only = ResolveOptions(countries=frozenset({"PL"}))
    assert chosen(resolve("Rawa fell.", "Rawa", options=only)[0]) == "PL"
    near = ResolveOptions(near=LonLat(42.0, 34.0))
    assert chosen(resolve("Rawa fell.", "Rawa", options=near)[0]) == "IQ"


def test_all_mentions_of_a_name_have_one_sense() -> None:
    found = resolve("Rawa in Iraq fell. Later Rawa was quiet.", "Rawa", "Iraq", "Rawa")
    assert found[0].place == found[2].place


def test_a_name_that_may_be_far_apart_places_stays_ambiguous() -> None:
    (found,) = resolve("Twin fell.", "Twin")
    assert found.status is Status.AMBIGUOUS
    assert found.place is None
    assert len(found.candidates) == 3


def test_an_unknown_name_is_reported_with_suggestions_only() -> None:
    (found,) = resolve("Xanadu fell.", "Xanadu", options=ResolveOptions(countries=frozenset({"IQ"})))
    assert found.status is Status.UNKNOWN
    assert found.place is None
    assert found.candidates
    assert "not accepted" in found.candidates[0].reasons[0]


def test_another_spelling_counts_inside_the_country_only() -> None:
    first, _ = resolve("Anahh in Iraq fell.", "Anahh", "Iraq")
    assert first.place is not None
    assert first.place.name == "Anah"
    assert "another spelling" in first.candidates[0].reasons[0]
    assert resolve("Anahh fell.", "Anahh")[0].status is Status.UNKNOWN


def test_a_bare_name_is_the_town_and_a_province_only_where_it_is_called_one() -> None:
    bare, unit = resolve("Idlib was hit. In Idlib province rebels advanced.", "Idlib", "Idlib")
    assert bare.place is not None
    assert unit.place is not None
    assert bare.place.kind is PlaceKind.TOWN
    assert unit.place.kind is PlaceKind.ADMIN1


def test_districts_of_a_name_mean_the_town() -> None:
    (found,) = resolve("The besieged eastern districts of Idlib were shelled.", "Idlib")
    assert found.place is not None
    assert found.place.kind is PlaceKind.TOWN


def test_a_facility_without_a_place_of_its_own_is_not_the_town() -> None:
    (found,) = resolve("Rebels took Anah airbase.", "Anah airbase")
    assert found.place is not None
    assert found.place.kind is PlaceKind.FACILITY
    assert found.place.id.endswith("#airbase")
    assert found.place.point == PLACES[2].point
    assert found.precision == 2


def test_an_unlisted_village_lies_where_the_text_says() -> None:
    found, _, _ = resolve("Xanadu, 10 km east of Anah in Iraq, fell.", "Xanadu", "Anah", "Iraq")
    assert found.place is not None
    assert found.place.id == "test:anah-iq-41.9#xanadu"
    assert found.precision == 2


def test_latitude_zero_and_longitude_180_are_places() -> None:
    for name, point in (("Null Island", LonLat(0.0, 0.0)), ("Zero", LonLat(180.0, 0.0))):
        (found,) = resolve(f"{name} fell.", name)
        assert found.place is not None
        assert found.place.point == point


def test_reasons_are_in_words() -> None:
    found = resolve("Rawa and Anah in Iraq fell.", "Rawa", "Anah", "Iraq")[0]
    words = " | ".join(found.candidates[0].reasons)
    assert "km from Anah" in words
    assert "population 13,000" in words


def test_scores_are_probabilities_rounded_for_stable_bytes() -> None:
    for found in resolve("Rawa and Anah in Iraq fell.", "Rawa", "Anah", "Iraq"):
        assert 0.0 <= found.score <= 1.0
        assert round(found.score, 6) == found.score


@pytest.mark.parametrize(
    "wrong", [{"countries": frozenset({"sy"})}, {"near_km": 0.0}, {"rival_km": -1.0}], ids=str
)
def test_options_refuse_what_makes_no_sense(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"capital letters|above 0"):
        ResolveOptions(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "bare"),
    [
        ("idlib province", "idlib"),
        ("tabqa military airport", "tabqa"),
        ("eastern ghouta", "ghouta"),
        ("city of mosul", "mosul"),
        ("citadel of aleppo", "aleppo"),
    ],
)
def test_generic_words_are_taken_off(key: str, bare: str) -> None:
    assert bare in [name.key for name in load_place_words().bare_names(key)]


@pytest.mark.parametrize(
    ("text", "surface", "code"),
    [
        ("The army took Albu Kamal from ISIS in Syria.", "Albu Kamal", "SY"),
        ("Rawa, in Iraq, fell on Friday.", "Rawa", "IQ"),
        ("Attacks in Paris and London.", "Paris", "FR"),
        ("Russia says its men took the village of Robotyne in Zaporizhzhia Oblast.", "Robotyne", "UA"),
    ],
)
def test_news_names_land_in_their_country(
    full_gazetteer: Gazetteer, text: str, surface: str, code: str
) -> None:
    from geo.recogniser import NameFinder  # noqa: PLC0415

    names = NameFinder(full_gazetteer).find(text)
    found = dict(zip([n.surface for n in names], resolve_names(text, names, full_gazetteer), strict=True))
    assert chosen(found[surface]) == code


def test_a_bare_washington_is_the_capital_and_a_called_state_the_state(full_gazetteer: Gazetteer) -> None:
    text = "Officials in Washington agreed. Farmers in Washington state did not."
    spans = [(text.index("Washington"), ""), (text.rindex("Washington"), "state")]
    names = [PlaceName(at, at + len("Washington"), "Washington", "town") for at, _ in spans]
    bare, unit = resolve_names(text, names, full_gazetteer)
    assert bare.place is not None
    assert unit.place is not None
    assert bare.place.id == "geonames:4140963"
    assert unit.place.kind is PlaceKind.ADMIN1
