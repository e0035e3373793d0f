"""Tables of events from file to map: located names, columns beside notes, languages without rules."""

import json
from pathlib import Path

import pytest

from output.models import Results
from whoheld.options import RunOptions
from whoheld.pipeline import run

COLUMNS = (
    "event_id_cnty;event_date;time_precision;event_type;sub_event_type;actor1;inter1;actor2;inter2;country;location;"
    "latitude;longitude;geo_precision;source;notes"
)
ROW = (
    "{id};03 June 2016;{time};Battles;Government regains territory;Military Forces of Syria (2000-);1;"
    "Islamic State (Syria);2;Syria;{place};{lat};{lon};{geo};Hill News;{notes}"
)
TABQA = {"place": "Ath Thawrah", "lat": "35.8367", "lon": "38.5481"}


def run_rows(folder: Path, *rows: dict[str, str], options: RunOptions | None = None) -> Results:
    usual = {"time": "1", "geo": "1", "notes": "Many were hurt.", **TABQA}
    lines = [ROW.format_map(usual | {"id": f"SYR{n}"} | row) for n, row in enumerate(rows)]
    path = folder / "events.csv"
    path.write_text("\n".join([COLUMNS, *lines]), encoding="utf-8")
    return run([str(path)], options=options)


def test_the_note_is_read_at_the_coordinates_of_the_row(tmp_path: Path) -> None:
    notes = "The army recaptured Tal Qarvand from the Islamic State."
    (claim,) = run_rows(tmp_path, {"place": "Tal Qarvand", "notes": notes}).claims
    assert claim.claim.rule != "coded-event"
    assert claim.place.id == "event:35.8367,38.5481"
    assert (claim.place.name, claim.place.country) == ("Tal Qarvand", "SY")


def test_columns_speak_where_the_note_does_not(tmp_path: Path) -> None:
    (claim,) = run_rows(tmp_path, {}).claims
    assert (claim.claim.rule, claim.place.name) == ("coded-event", "Tabqa")
    assert claim.place.id.startswith("geonames:")
    assert claim.claim.actor is not None
    assert claim.claim.actor.actor_id == "syrian-government"


@pytest.mark.parametrize("name", ["Ath Thawrah", "Tabqa"])
def test_note_and_columns_never_both(tmp_path: Path, name: str) -> None:
    results = run_rows(tmp_path, {"notes": f"The army recaptured {name} from the Islamic State."})
    assert [claim.claim.rule == "coded-event" for claim in results.claims] == [False]


def test_precision_codes_are_kept(tmp_path: Path) -> None:
    notes = "The army recaptured Tal Qarvand from the Islamic State."
    rows = [{"geo": "2", "time": "2"}, {"geo": "3", "time": "3", "place": "Tal Qarvand", "notes": notes}]
    first, second = sorted(run_rows(tmp_path, *rows).claims, key=lambda claim: claim.place_precision)
    assert (first.place_precision, second.place_precision) == (2, 3)
    days = [claim.claim.when for claim in (first, second)]
    assert [(str(when.start), str(when.end), when.precision) for when in days if when] == [
        ("2016-05-31", "2016-06-07", 2),
        ("2016-06-01", "2016-07-01", 3),
    ]


def test_pins_go_before_coordinates(tmp_path: Path) -> None:
    pins = tmp_path / "pins.csv"
    pins.write_text("name,lat,lon,why\nAth Thawrah,35.0,38.0,survey\n", encoding="utf-8")
    (claim,) = run_rows(tmp_path, {}, options=RunOptions(pins=(pins,))).claims
    assert claim.place.id == "pin:35.0000,38.0000"


def test_texts_without_rules_are_told_and_their_places_listed(tmp_path: Path) -> None:
    text = (
        "L’armée a repris Palmyre vendredi, selon un porte-parole, après une semaine de combats, et "
        "les habitants qui avaient fui vers Homs ont commencé à rentrer chez eux avec leurs enfants."
    )
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": text, "date": "2016-06-03"}), encoding="utf-8")
    results = run([str(path)])
    assert results.claims == ()
    assert "Homs" in [found.mention.surface for found in results.mentions]
    assert [issue.code for issue in results.issues] == ["language-without-rules"]
