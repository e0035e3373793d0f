"""Names the gazetteer lacks are asked for, and pins have the last word."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from articles.models import Article
from geo.services import Service
from whoheld import placing
from whoheld.options import RunOptions
from whoheld.pipeline import run

TEXT = "Syrian rebels captured the village of Qarvandil from the army in Idlib, residents of Idlib said."


class Location:
    """What geopy returns."""

    latitude, longitude, address, raw = 35.6, 36.5, "Qarvandil, Syria", {"type": "village"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Put a service in geopy's place, and list what it is asked."""
    questions: list[str] = []

    def geocode(query: str, *, country_codes: Sequence[str]) -> Location:
        questions.append(f"{query} in {','.join(country_codes)}")
        return Location()

    monkeypatch.setattr(
        placing, "open_service", lambda name: Service(name, "", geocode, takes_countries=True)
    )
    monkeypatch.setattr(placing, "cache_folder", lambda: tmp_path / "answers")
    return questions


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_service_is_asked_for_what_a_claim_is_about(article: Path, asked: list[str]) -> None:
    results = run([str(article)], options=RunOptions(geocoders=("nominatim",)))
    assert asked == ["Qarvandil in SY"]
    (claim,) = results.claims
    assert claim.place.id == "nominatim:35.6000,36.5000"
    assert claim.place.country == "SY"


def test_pins_have_the_last_word(article: Path, asked: list[str], tmp_path: Path) -> None:
    pins = tmp_path / "pins.csv"
    pins.write_text("name,lat,lon,why\nQarvandil,35.9,36.4,survey\n", encoding="utf-8")
    results = run([str(article)], options=RunOptions(geocoders=("nominatim",), pins=(pins,)))
    (claim,) = results.claims
    assert claim.place.id == "pin:35.9000,36.4000"
    assert results.settings["pins"] == "pins.csv"
    assert asked


def test_what_goes_wrong_with_a_service_is_an_issue(
    article: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def geocode(_query: str, *, country_codes: Sequence[str]) -> None:  # noqa: ARG001
        raise ValueError("no such thing")

    monkeypatch.setattr(
        placing, "open_service", lambda name: Service(name, "", geocode, takes_countries=True)
    )
    monkeypatch.setattr(placing, "cache_folder", lambda: tmp_path / "answers")
    results = run([str(article)], options=RunOptions(geocoders=("nominatim",)))
    assert [issue.code for issue in results.issues if issue.where == "geocoder"] == ["geocoder-failed"]


def test_an_article_is_unchanged_where_nobody_is_asked(article: Path) -> None:
    results = run([str(article)])
    assert isinstance(results.articles[0], Article)
    assert not [issue for issue in results.issues if issue.where == "geocoder"]
