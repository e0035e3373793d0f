"""Geocoding services answer as they do in the world: well, busy, broken, slow, malformed, wrong."""

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest

from geo.answers import AnswerCache
from geo.asking import Asker
from geo.boundaries import Boundaries
from geo.countries import CountryFinder
from geo.errors import BadServiceError
from geo.models import LonLat, PlaceKind, Status
from geo.services import Service, ServiceOptions, open_service, parse_services, user_agent
from tests.servers import serving

QUICK = ServiceOptions(min_delay_seconds=0.0, timeout_seconds=0.3, max_retries=1, error_wait_seconds=0.0)
FOUND = {
    "place_id": 7, "osm_type": "node", "osm_id": 42, "lat": "35.5", "lon": "40.1",
    "addresstype": "village", "display_name": "Darvan, Idlib, Syria",
}  # fmt: skip


class Nominatim:
    """A server that answers like Nominatim's /search, with faults to set."""

    def __init__(self) -> None:
        self.status = 200
        self.body: object = [FOUND]
        self.wait_seconds = 0.0
        self.asked: list[dict[str, list[str]]] = []
        self.agents: set[str] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.domain = f"127.0.0.1:{self.server.server_port}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append(parse_qs(urlparse(self.path).query))
                service.agents.add(self.headers["User-Agent"])
                time.sleep(service.wait_seconds)
                body = service.body if isinstance(service.body, bytes) else json.dumps(service.body).encode()
                self.send_response(service.status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_parts: object) -> None:
                """Keep the tests quiet."""

        return Handler

    def open(self) -> Service:
        environment = {"WHOHELD_NOMINATIM_DOMAIN": self.domain, "WHOHELD_NOMINATIM_SCHEME": "http"}
        return open_service(
            "nominatim", environment={**environment, "WHOHELD_CONTACT": "desk@example.org"}, options=QUICK
        )


@pytest.fixture
def nominatim() -> Iterator[Nominatim]:
    found = Nominatim()
    with serving(found.server):
        yield found


@pytest.fixture
def asker(nominatim: Nominatim, tmp_path: Path) -> Iterator[Asker]:
    cache = AnswerCache(tmp_path / "answers.sqlite")
    yield Asker([nominatim.open()], cache, lambda _point: "SY", QUICK)
    cache.close()


def ask(asker: Asker, name: str = "Darvan", countries: tuple[str, ...] = ("SY",)) -> object:
    return asker.resolve(name, countries=countries, where=("Syria",))


def test_an_answer_becomes_a_place_with_its_reason(asker: Asker, nominatim: Nominatim) -> None:
    resolution = asker.resolve("Darvan", countries=("SY",), where=("Syria",))
    assert resolution is not None
    assert resolution.status is Status.RESOLVED
    place = resolution.place
    assert place is not None
    assert (place.id, place.name, place.kind, place.country) == (
        "nominatim:node/42",
        "Darvan",
        PlaceKind.TOWN,
        "SY",
    )
    assert place.point == LonLat(40.1, 35.5)
    assert resolution.candidates[0].reasons == ("answer of nominatim to 'Darvan'",)
    assert nominatim.asked[0]["countrycodes"] == ["SY"]
    assert all(agent.startswith("whoheld/") and "desk@example.org" in agent for agent in nominatim.agents)


def test_nothing_is_asked_twice(asker: Asker, nominatim: Nominatim, tmp_path: Path) -> None:
    first = ask(asker)
    again = Asker([nominatim.open()], AnswerCache(tmp_path / "answers.sqlite"), lambda _point: "SY", QUICK)
    assert ask(again) == first
    assert len(nominatim.asked) == 1
    again.cache.close()


def test_nothing_found_is_an_answer_too(asker: Asker, nominatim: Nominatim) -> None:
    nominatim.body = []
    assert ask(asker) is None
    assert ask(asker) is None
    assert len(nominatim.asked) == 1
    assert asker.complaints == []


def test_without_countries_nothing_is_asked(asker: Asker, nominatim: Nominatim) -> None:
    assert ask(asker, countries=()) is None
    assert nominatim.asked == []


def test_an_answer_outside_the_theatre_is_refused(asker: Asker) -> None:
    asker.country_at = lambda _point: "BR"
    assert ask(asker) is None
    (complaint,) = asker.complaints
    assert complaint.code == "outside-theatre"
    assert "'Darvan' in BR" in complaint.message


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_or_broken_service_is_asked_again_then_complained_of(
    asker: Asker, nominatim: Nominatim, status: int
) -> None:
    nominatim.status = status
    assert ask(asker) is None
    assert len(nominatim.asked) == 1 + QUICK.max_retries
    assert [complaint.code for complaint in asker.complaints] == ["geocoder-failed"]
    nominatim.status = 200
    assert ask(asker) is not None


def test_a_slow_answer_is_none(asker: Asker, nominatim: Nominatim) -> None:
    nominatim.wait_seconds = 0.6
    assert ask(asker) is None
    assert "timed out" in asker.complaints[0].message.lower()


@pytest.mark.parametrize(
    "body", [b"<html>sorry</html>", b"", [{"lat": "north", "lon": "1"}], [{"lat": "95", "lon": "1"}], [{}]]
)
def test_a_malformed_answer_is_complained_of(asker: Asker, nominatim: Nominatim, body: object) -> None:
    nominatim.body = body
    assert ask(asker) is None
    assert [complaint.code for complaint in asker.complaints] == ["geocoder-failed"]


def test_a_service_that_keeps_failing_is_left_alone(asker: Asker, nominatim: Nominatim) -> None:
    nominatim.status = 500
    for number in range(6):
        ask(asker, name=f"Darvan {number}")
    assert len(nominatim.asked) == QUICK.max_failures * (1 + QUICK.max_retries)
    assert "not asked any more" in asker.complaints[-1].message


def test_the_next_service_is_asked_where_one_knows_nothing(nominatim: Nominatim, tmp_path: Path) -> None:
    silent = Service("silent", "", lambda _query: None, takes_countries=False)
    cache = AnswerCache(tmp_path / "answers.sqlite")
    asker = Asker([silent, nominatim.open()], cache, lambda _point: "SY", QUICK)
    assert ask(asker) is not None
    cache.close()


def test_a_service_that_takes_no_codes_is_told_the_country_in_words(tmp_path: Path) -> None:
    asked: list[str] = []

    def geocode(query: str) -> None:
        asked.append(query)

    cache = AnswerCache(tmp_path / "answers.sqlite")
    ask(Asker([Service("plain", "", geocode, takes_countries=False)], cache, lambda _point: "SY", QUICK))
    cache.close()
    assert asked == ["Darvan, Syria"]


def test_services_are_named_as_geopy_names_them() -> None:
    assert parse_services("gazetteer, Nominatim,photon") == ("nominatim", "photon")
    assert parse_services("gazetteer") == ()
    with pytest.raises(BadServiceError, match=r"no geocoding service nomnatim; geopy knows .*nominatim"):
        parse_services("nomnatim")
    with pytest.raises(BadServiceError, match="always asked first"):
        parse_services("nominatim,gazetteer")


def test_a_missing_key_is_named_with_its_variable() -> None:
    with pytest.raises(BadServiceError, match="set WHOHELD_GEONAMES_USERNAME"):
        open_service("geonames", environment={})
    opened = open_service("geonames", environment={"WHOHELD_GEONAMES_USERNAME": "desk"})
    assert opened.name == "geonames"


def test_the_user_agent_is_our_own() -> None:
    assert user_agent({}).startswith("whoheld/")
    assert user_agent({"WHOHELD_CONTACT": "desk@example.org"}).endswith("(desk@example.org)")


def test_answers_that_cannot_be_kept_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"nothing of the kind, and long enough to be no database" * 20)
    with pytest.raises(BadServiceError, match="cannot be kept"):
        AnswerCache(tmp_path / "answers.sqlite")


@pytest.mark.parametrize(
    ("lon", "lat", "country"), [(40.1, 35.5, "SY"), (0.0, 0.0, ""), (179.0, -16.8, "FJ"), (-90.0, 0.0, "")]
)
def test_the_country_of_a_point_is_found(lon: float, lat: float, country: str) -> None:
    finder = CountryFinder(Boundaries.open())
    assert finder(LonLat(lon, lat)) == country
