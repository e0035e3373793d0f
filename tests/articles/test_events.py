"""Tables of events: notes with located names, and what their columns say."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from articles.errors import BadDataFileError
from articles.formats.eventtables import event_tables, find_event_table, read_event_tables
from articles.models import Article, CodedEvent, DateSource, Days, LocatedName, Relation
from articles.reading import addresses_to_fetch
from tests.articles.reading import codes, read, write

NEW = {
    "event_id_cnty": "SYR1",
    "event_date": "03 June 2016",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Government regains territory",
    "actor1": "Military Forces of Syria (2000-)",
    "inter1": "State forces",
    "actor2": "HTS: Hayat Tahrir al-Sham",
    "inter2": "Rebel group",
    "country": "Syria",
    "location": "Old Mill",
    "latitude": "35.8367",
    "longitude": "38.5481",
    "geo_precision": "1",
    "source": "Hill News",
    "notes": "Clashes left several dead.",
}
OLD = {
    "EVENT_ID_CNTY": "1SYR",
    "EVENT_DATE": "3-Jun-2016",
    "TIME_PRECISION": "1",
    "EVENT_TYPE": "Battle-Government regains territory",
    "ACTOR1": "Rebels",
    "INTER1": "2",
    "ACTOR2": "Military Forces of Syria",
    "INTER2": "1",
    "COUNTRY": "Syria",
    "LOCATION": "Old Mill",
    "LATITUDE": "35.8367",
    "LONGITUDE": "38.5481",
    "GEO_PRECISION": "1",
    "SOURCE": "Hill News",
    "NOTES": "Clashes left several dead.",
}
GED = {
    "id": "7",
    "year": "2016",
    "type_of_violence": "1",
    "side_a": "Government of Syria",
    "side_b": "IS",
    "source_headline": "Clashes at the mill",
    "source_office": "Hill News",
    "where_prec": "2",
    "where_coordinates": "Old Mill",
    "where_description": "near Old Mill",
    "latitude": "35.8367",
    "longitude": "38.5481",
    "country": "Syria",
    "date_prec": "2",
    "date_start": "2016-06-03 00:00:00.000",
    "date_end": "2016-06-06 00:00:00.000",
}
VIINA = {
    "event_id": "e1",
    "event_id_1pd": "p1",
    "date": "20160603",
    "asciiname": "Old Mill",
    "latitude": "35.8367",
    "longitude": "38.5481",
    "GEO_PRECISION": "ADM3",
    "source": "Hill News",
    "url": "https://hill.example/1",
    "text": "The mill fell.",
    "lang": "en",
    "t_control": "0.91",
    "a_rus_init": "0.8",
    "a_ukr_init": "0.1",
}


def table(row: dict[str, str], delimiter: str = ",") -> str:
    return delimiter.join(row) + "\n" + delimiter.join(row.values()) + "\n"


def read_row(folder: Path, row: dict[str, str], delimiter: str = ",") -> tuple[Article, list[str]]:
    articles, issues = read(write(folder, "x.csv", table(row, delimiter)))
    (article,) = articles
    return article, codes(issues)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_acled_of_today(tmp_path: Path, delimiter: str) -> None:
    article, issues = read_row(tmp_path, NEW, delimiter)
    assert issues == []
    assert article.id == "acled:SYR1"
    assert article.text == "Clashes left several dead.\n\nLocation: Old Mill"
    assert (article.published, article.published_from) == (date(2016, 6, 3), DateSource.EVENT)
    assert article.source == "Hill News"
    assert article.located == (LocatedName("Old Mill", 35.8367, 38.5481),)
    assert article.coded == (
        CodedEvent(
            "Old Mill",
            Relation.CAPTURED,
            "Military Forces of Syria",
            "Hayat Tahrir al-Sham",
            Days.day(date(2016, 6, 3)),
        ),
    )


def test_acled_of_old_with_the_parties_the_other_way_round(tmp_path: Path) -> None:
    article, _ = read_row(tmp_path, OLD)
    (event,) = article.coded
    assert (event.relation, event.actor, event.opponent) == (
        Relation.CAPTURED,
        "Military Forces of Syria",
        "Rebels",
    )


@pytest.mark.parametrize(
    ("changes", "relation", "actor", "opponent"),
    [
        (
            {"sub_event_type": "Non-state actor overtakes territory"},
            "captured",
            "Hayat Tahrir al-Sham",
            "Military Forces of Syria",
        ),
        ({"sub_event_type": "Armed clash"}, "contested", "Military Forces of Syria", "Hayat Tahrir al-Sham"),
        (
            {"sub_event_type": "Non-violent transfer of territory", "actor2": ""},
            "captured",
            "Military Forces of Syria",
            "",
        ),
        (
            {"sub_event_type": "Headquarters or base established", "actor1": "", "inter1": ""},
            "held",
            "Hayat Tahrir al-Sham",
            "",
        ),
        ({"inter1": "", "inter2": ""}, "captured", "Military Forces of Syria", "Hayat Tahrir al-Sham"),
    ],
)
def test_what_types_mean(
    tmp_path: Path, changes: dict[str, str], relation: str, actor: str, opponent: str
) -> None:
    (event,) = read_row(tmp_path, NEW | changes)[0].coded
    assert (event.relation, event.actor, event.opponent) == (relation, actor, opponent)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"inter2": "1"}, ["coded-without-actor"]),
        ({"inter1": "2"}, ["coded-without-actor"]),
        ({"sub_event_type": "Non-violent transfer of territory"}, ["coded-without-actor"]),
        ({"sub_event_type": "Peaceful protest"}, []),
        ({"location": ""}, ["no-place"]),
        ({"latitude": "north"}, ["bad-coordinates"]),
        ({"latitude": "95"}, ["bad-coordinates"]),
        ({"longitude": "nan"}, ["bad-coordinates"]),
    ],
)
def test_what_is_not_coded(tmp_path: Path, changes: dict[str, str], expected: list[str]) -> None:
    article, issues = read_row(tmp_path, NEW | changes)
    assert (article.coded, issues) == ((), expected)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2016-06-03", 3),
        ("3 Jun 2016", 3),
        ("03-June-2016", 3),
        ("03/06/2016", 3),
        ("3 June", None),
        ("9999-12-31", None),
        ("31 December 9999", None),
        ("", None),
    ],
)
def test_days_of_events(tmp_path: Path, words: str, day: int | None) -> None:
    article, issues = read_row(tmp_path, NEW | {"event_date": words})
    assert article.published == (date(2016, 6, day) if day else None)
    assert ("no-date" in issues) == (day is None)


@pytest.mark.parametrize(
    ("code", "precision", "days"),
    [("1", 1, 1), ("1.0", 1, 1), ("2", 2, 7), ("3", 3, 30), ("9", 3, 30), ("", 1, 1)],
)
def test_time_precision(tmp_path: Path, code: str, precision: int, days: int) -> None:
    article, _ = read_row(tmp_path, NEW | {"time_precision": code})
    when = article.coded[0].when
    assert when is not None
    assert (article.published_precision, when.precision, when.end - when.start) == (
        precision,
        precision,
        timedelta(days=days),
    )


def test_place_precision(tmp_path: Path) -> None:
    rows = [NEW | {"geo_precision": code} for code in ("1", "2", "3", "8")]
    assert [read_row(tmp_path, row)[0].located[0].precision for row in rows] == [1, 2, 3, 3]


def test_ged(tmp_path: Path) -> None:
    article, issues = read_row(tmp_path, GED)
    assert issues == []
    assert (article.id, article.source) == ("ged:7", "Hill News")
    assert article.text == "Clashes at the mill\n\nnear Old Mill\n\nLocation: Old Mill"
    assert (article.published, article.published_precision) == (date(2016, 6, 5), 2)
    assert article.located[0].precision == 2
    (event,) = article.coded
    assert (event.relation, event.actor, event.opponent) == (Relation.CONTESTED, "Government of Syria", "IS")
    assert event.when == Days(date(2016, 6, 3), date(2016, 6, 7), 2)


def test_a_row_without_note_stands_on_its_columns_or_is_told(tmp_path: Path) -> None:
    bare = {"source_headline": "", "where_description": ""}
    article, _ = read_row(tmp_path, GED | bare)
    assert article.text == "Location: Old Mill"
    articles, issues = read(write(tmp_path, "y.csv", table(GED | bare | {"type_of_violence": "3"})))
    assert (articles, codes(issues)) == ([], ["no-text"])


def test_viina(tmp_path: Path) -> None:
    article, issues = read_row(tmp_path, VIINA)
    assert issues == []
    assert (article.id, article.url, article.published) == (
        "viina:p1",
        "https://hill.example/1",
        date(2016, 6, 3),
    )
    assert [(event.relation, event.actor) for event in article.coded] == [(Relation.CAPTURED, "Russia")]
    assert read_row(tmp_path, VIINA | {"t_control": "0.2"})[0].coded == ()
    assert read_row(tmp_path, VIINA | {"a_ukr_init": "0.9"})[0].coded == ()
    _, issues = read(write(tmp_path, "y.csv", table(VIINA | {"text": "", "t_control": ""})))
    assert addresses_to_fetch(issues) == ("https://hill.example/1",)


def test_a_table_of_reports_with_coordinates(tmp_path: Path) -> None:
    row = {"date": "2016-06-03", "place": "Old Mill", "lat": "0", "lon": "0", "text": "The mill fell."}
    article, _ = read_row(tmp_path, row)
    assert article.located == (LocatedName("Old Mill", 0.0, 0.0),)


def test_events_in_json_lines(tmp_path: Path) -> None:
    row = {
        "event_date": "2016-06-03",
        "event_type": "Battles",
        "actor1": "A",
        "notes": "It fell.",
        "location": "Old Mill",
        "latitude": 35.8,
        "longitude": 38.5,
    }
    (article,), _ = read(write(tmp_path, "x.jsonl", json.dumps(row)))
    assert article.located == (LocatedName("Old Mill", 35.8, 38.5),)


def test_hashtags_under_the_header_are_passed_over(tmp_path: Path) -> None:
    header, row = table(NEW).splitlines()
    tags = ",".join(f"#{name}" for name in NEW)
    articles, issues = read(write(tmp_path, "x.csv", f"{header}\n{tags}\n{row}\n"))
    assert ([article.id for article in articles], issues) == (["acled:SYR1"], [])


def test_plain_articles_are_no_events() -> None:
    assert find_event_table(("id", "date", "text", "title")) is None
    assert [found.name for found in event_tables()] == ["acled", "ged", "viina", "events"]


SOUND = (
    '[[table]]\nname = "t"\nsource = ""\nneeds = [["a"]]\n[table.columns]\ntext = ["a"]\nplace = ["b"]\n'
    'lat = ["c"]\nlon = ["d"]\ndate = ["e"]\n'
)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SOUND + '[[table.event]]\nrelation = "captured"\nactor = "both"\n', "needs a condition"),
        (SOUND + '[[table.event]]\nis = { a = ["x"] }\nrelation = "took"\nactor = "both"\n', "relation"),
        (SOUND + '[[table.event]]\nis = { a = ["x"] }\nrelation = "held"\nactor = "me"\n', "actor"),
        (SOUND + '[[table.event]]\nis = { a = ["x"] }\nrelation = "held"\nactor = "party"\n', "party"),
        (SOUND + "[table.date_precision]\n1 = 4\n", "1, 2 or 3"),
        (SOUND + "[table.parties]\ndrop = ['(']\n", "no pattern"),
        (SOUND.replace("lat", "latitude"), "unknown column"),
        (SOUND.replace('["a"]]', '["A"]]'), "lower case"),
        ("extra = 1\n" + SOUND, "unknown key"),
    ],
)
def test_the_schema_of_tables(text: str, fault: str) -> None:
    assert read_event_tables(SOUND)
    with pytest.raises(BadDataFileError, match=fault):
        read_event_tables(text)
