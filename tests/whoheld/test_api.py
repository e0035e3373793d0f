"""The Python interface."""

import json
from datetime import date
from pathlib import Path

import pytest

import whoheld as wh

LINE = {"id": "a", "text": "Iraqi forces captured Rawa from Islamic State on Friday.", "date": "2017-11-20"}


@pytest.fixture
def reading(tmp_path: Path) -> wh.Reading:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    return wh.read([path], options=wh.RunOptions(countries=frozenset({"IQ"})))


def test_control_is_a_typed_frame(reading: wh.Reading) -> None:
    frame = reading.control()
    assert frame.crs.to_epsg() == 4326
    assert list(frame["place"]) == ["Rawa"]
    assert list(frame["actor_id"]) == ["iraqi-government"]


def test_claims_and_places_are_frames_too(reading: wh.Reading) -> None:
    assert list(reading.claims()["relation"]) == ["captured"]
    assert len(reading.places()) >= 1


def test_results_are_written_by_suffix(reading: wh.Reading, tmp_path: Path) -> None:
    assert reading.map(tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    collection = json.loads(reading.export(tmp_path / "control.geojson").read_text(encoding="utf-8"))
    assert [feature["properties"]["place"] for feature in collection["features"]] == ["Rawa"]


def test_layers_are_drawn_for_chosen_days(reading: wh.Reading, tmp_path: Path) -> None:
    frame = reading.layer("changes")
    assert list(frame["change"]) == ["first report"]
    later = wh.DrawOptions(since=date(2017, 11, 21))
    assert len(reading.layer("changes", days=later)) == 0
    held = reading.layer("series", days=wh.DrawOptions(on=(date(2017, 11, 20),)))
    assert list(held["towns"]) == [1]
    text = reading.export(tmp_path / "series.csv", layer="series").read_text(encoding="utf-8")
    assert "iraqi-government" in text


def test_a_place_is_explained_and_sources_are_judged(reading: wh.Reading) -> None:
    told = reading.explain("rawa", on=date(2017, 11, 20))
    assert "controlled by Iraqi government" in told
    assert "reports for it:" in told
    assert list(reading.layer("sources")["report_count"]) == [1]
    assert list(reading.layer("views")["actor_id"]) == ["iraqi-government"]
    assert len(reading.layer("disagreements")) == 0
    with pytest.raises(ValueError, match="no report is about"):
        reading.explain("Atlantis")


def test_wrong_layers_and_days_are_refused(reading: wh.Reading, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a layer is one of control"):
        reading.layer("roads")
    with pytest.raises(ValueError, match="lies nowhere"):
        reading.export(tmp_path / "series.kml", layer="series")
    with pytest.raises(ValueError, match="are for the layers"):
        reading.layer("claims", days=wh.DrawOptions(since=date(2017, 1, 1)))


def test_public_names_are_all_there() -> None:
    assert all(getattr(wh, name) is not None for name in wh.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        wh.__getattr__("nothing")
