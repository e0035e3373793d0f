"""Answers of geocoding services lie in the project file: nothing is asked twice."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from geo.services import Service
from tests.whoheld.project.articles_on_disk import add, record, write_lines
from whoheld import placing
from whoheld.options import RunOptions
from whoheld.pipeline import run
from whoheld.project.store import open_project

TEXT = "Syrian rebels captured the village of Qarvandil from the army in Idlib, residents of Idlib said."


class Location:
    """What geopy returns."""

    latitude, longitude, address, raw = 35.6, 36.5, "Qarvandil, Syria", {"type": "village"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put a service in geopy's place, and list what it is asked."""
    questions: list[str] = []

    def geocode(query: str, *, country_codes: Sequence[str]) -> Location:
        questions.append(f"{query} in {','.join(country_codes)}")
        return Location()

    service = Service("nominatim", "", geocode, takes_countries=True)
    monkeypatch.setattr(placing, "open_service", lambda _name: service)
    return questions


def test_a_project_keeps_its_answers(tmp_path: Path, asked: list[str]) -> None:
    project, options = tmp_path / "war.db", RunOptions(geocoders=("nominatim",))
    add(project, write_lines(tmp_path / "a.jsonl", [record(1, text=TEXT)]), options=options)
    add(project, write_lines(tmp_path / "b.jsonl", [record(2, text=TEXT.replace("residents", "people"))]))
    assert asked == ["Qarvandil in SY"]
    assert {found.place.id for found in run([str(project)]).claims} == {"nominatim:35.6000,36.5000"}
    with open_project(project) as opened:
        assert opened.value("SELECT count(*) FROM answer") == 1
