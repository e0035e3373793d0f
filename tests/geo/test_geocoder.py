"""The gazetteer in geopy's clothes."""

import pytest
from geopy.exc import ConfigurationError, GeocoderQueryError, GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.errors import GazetteerMissingError
from geo.gazetteer import Gazetteer
from geo.geocoder import GazetteerGeocoder


@pytest.fixture(scope="module")
def geocoder(gazetteer: Gazetteer) -> GazetteerGeocoder:
    return GazetteerGeocoder(gazetteer)


def one(answer: object) -> Location:
    assert isinstance(answer, Location)
    return answer


def test_it_is_a_geopy_geocoder(geocoder: GazetteerGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)


def test_a_location_carries_point_address_and_raw(geocoder: GazetteerGeocoder) -> None:
    found = one(geocoder.geocode("Bakhmut"))
    assert (found.latitude, found.longitude) == (48.59441, 37.99989)
    assert found.address == "Bakhmut, Donetsk, Ukraine"
    assert found.raw["id"] == "geonames:713174"
    assert found.raw["kind"] == "town"


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Rawa, Iraq", "geonames:92004"),
        ("Rawa, Anbar, Iraq", "geonames:92004"),
        ("Rawa, Poland", "geonames:760778"),
        ("Raqqa, Syria", "geonames:172955"),
        ("Raqqa Governorate", "ne:SY-raqqa"),
        ("Springfield, Illinois", "geonames:4250542"),
        ("Springfield, IL", "geonames:4250542"),
        ("Springfield, Mass.", "geonames:4951788"),
        ("Leeds, England", "geonames:2644688"),
        ("Deir Ezzor, Syria", "geonames:170794"),
        ("Syria", "ne:SYR"),
        (" Bakhmut , ", "geonames:713174"),
    ],
)
def test_words_after_the_comma_decide(geocoder: GazetteerGeocoder, query: str, place_id: str) -> None:
    assert one(geocoder.geocode(query)).raw["id"] == place_id


@pytest.mark.parametrize("query", ["Raqqa, France", "Raqqa, Nowhereland", "Qwertyuiop", "Rawa, Iraq, Poland"])
def test_a_context_that_does_not_fit_gives_no_answer(geocoder: GazetteerGeocoder, query: str) -> None:
    assert geocoder.geocode(query) is None


def test_countries_can_be_demanded(geocoder: GazetteerGeocoder) -> None:
    assert one(geocoder.geocode("Rawa", country_codes="iq")).raw["country"] == "IQ"
    assert one(geocoder.geocode("Rawa", country_codes=["PL"])).raw["country"] == "PL"
    assert geocoder.geocode("Rawa", country_codes="fj") is None
    assert one(geocoder.geocode("Rawwah", country_codes="IQ")).raw["id"] == "geonames:92004"


def test_several_answers_come_as_a_list(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("Springfield", exactly_one=False)
    assert isinstance(found, list)
    assert len(found) == 2
    assert geocoder.geocode("Springfield", exactly_one=False, limit=1) == found[:1]


@pytest.mark.parametrize("query", ["", " , ", None, 5])
def test_no_name_is_a_query_error(geocoder: GazetteerGeocoder, query: str) -> None:
    with pytest.raises(GeocoderQueryError, match="Rawa, Iraq"):
        geocoder.geocode(query)


@pytest.mark.parametrize("query", [Point(35.95, 39.0), (35.95, 39.0), "35.95, 39.0"])
def test_reverse_finds_the_nearest_town(geocoder: GazetteerGeocoder, query: object) -> None:
    assert one(geocoder.reverse(query)).raw["id"] == "geonames:172955"


def test_reverse_works_at_zero_and_at_sea(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((0.0, 0.0)) is None
    found = GazetteerGeocoder(geocoder.gazetteer, reverse_radius_km=60.0).reverse((0.0, 6.7))
    assert one(found).raw["id"] == "geonames:2410763"


@pytest.mark.parametrize("query", ["here", (95.0, 0.0), None])
def test_no_point_is_a_query_error(geocoder: GazetteerGeocoder, query: object) -> None:
    with pytest.raises(GeocoderQueryError, match="latitude, longitude"):
        geocoder.reverse(query)


def test_a_rate_limiter_takes_it(geocoder: GazetteerGeocoder) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0.0)
    assert one(limited("Bakhmut", exactly_one=True)).raw["country"] == "UA"


def test_a_missing_gazetteer_is_a_configuration_error(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOHELD_CACHE", str(tmp_path_factory.mktemp("empty")))
    with pytest.raises(ConfigurationError, match="whoheld gazetteer build"):
        GazetteerGeocoder()


def test_a_broken_gazetteer_is_a_service_error(
    geocoder: GazetteerGeocoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise GazetteerMissingError("it is spoilt")

    broken = Gazetteer(geocoder.gazetteer.path)
    monkeypatch.setattr(broken, "lookup", fail)
    monkeypatch.setattr(broken, "near", fail)
    with pytest.raises(GeocoderServiceError, match="spoilt"):
        GazetteerGeocoder(broken).geocode("Bakhmut")
    with pytest.raises(GeocoderServiceError, match="spoilt"):
        GazetteerGeocoder(broken).reverse((0.0, 0.0))
    broken.close()
