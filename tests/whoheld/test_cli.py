"""The commands, as a user types them."""

import csv
import json
from pathlib import Path

import pytest

from tests.whoheld.commands import whoheld

TEXT = "Iraqi forces captured Rawa from Islamic State on Friday, officials said."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    line = {"id": "a1", "text": TEXT, "date": "2017-11-20", "source": "Wire", "url": "https://example.org/a1"}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def test_claims_come_out_as_json_lines(article: Path) -> None:
    done = whoheld("claims", article, "--country", "IQ", "--quiet")
    assert done.exit_code == 0, done.output
    (claim,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (claim["article_id"], claim["place"], claim["relation"]) == ("a1", "Rawa", "captured")
    assert (claim["actor_id"], claim["opponent_id"]) == ("iraqi-government", "islamic-state")
    assert (claim["start_date"], claim["end_date"]) == ("2017-11-17", "2017-11-18")
    assert TEXT[claim["start"] : claim["end"]] == "Rawa"


def test_a_sentence_is_explained() -> None:
    done = whoheld("claims", "--explain", TEXT, "--date", "2017-11-20")
    assert done.exit_code == 0, done.output
    assert "fired    capture-active: captured Rawa" in done.stdout
    assert "claim    Rawa captured by Iraqi government" in done.stdout


def test_export_by_suffix(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "control.csv"
    done = whoheld("export", article, "--country", "IQ", "-o", target)
    assert done.exit_code == 0, done.output
    assert "1 articles, 1 claims at 1 places" in done.stderr
    (row,) = csv.DictReader(target.read_text(encoding="utf-8").splitlines())
    assert (row["place"], row["start_date"], row["end_date"]) == ("Rawa", "2017-11-17", "")


def test_map_is_one_file_and_the_same_twice(article: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one.html", tmp_path / "two.html"
    for target in (first, second):
        assert whoheld("map", article, "-o", target, "--quiet").exit_code == 0
    assert first.read_bytes() == second.read_bytes()


def test_report_says_what_was_read(article: Path) -> None:
    done = whoheld("report", article, "--quiet")
    assert done.exit_code == 0, done.output
    assert "articles" in done.stdout


def test_strict_turns_issues_into_exit_code_1(article: Path) -> None:
    (article.parent / "broken.jsonl").write_text("{no json\n", encoding="utf-8")
    assert whoheld("report", article.parent, "--quiet").exit_code == 0
    assert whoheld("report", article.parent, "--quiet", "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("map", "nowhere.txt"), "nothing could be read: nowhere.txt: "),
        (("map", "{article}", "-o", "missing/folder/map.html"), "missing/folder"),
        (("map", "{article}", "--since", "2017-02-01", "--until", "2017-01-01"), "until > since"),
        (("map", "{article}", "--until", "9999-12-31"), "end of the calendar can be used, got 9999-12-31"),
        (("claims", "{article}", "--date", "9999-12-31"), "end of the calendar can be used, got 9999-12-31"),
        (("map", "{article}", "--since", "0001-01-01"), "end of the calendar can be used, got 0001-01-01"),
        (("map", "{article}", "--reader", "os:getcwd"), "it cannot be called with an actor book"),
        (("map", "{article}", "--actors", "missing.toml"), "missing.toml: cannot be read: No such file"),
        (("report", "nowhere.txt", "-o", "report.xyz"), "a report is a .txt, .md, .json file"),
        (("claims", "nowhere.txt", "-o", "claims.xyz"), "a table is a .jsonl or .csv file"),
        (("places", "nowhere.txt", "-o", "places.xyz"), "a table is a .jsonl or .csv file"),
        (("export", "{article}", "-o", "day.png", "--open-end", "9999-12-31"), "a picture shows no ends"),
        (("map", "{article}", "--tiles", "nowhere"), "https://host/"),
        (("map", "{article}", "--lang", "xx"), "no words for 'xx'"),
        (("claims",), "--explain"),
        (("claims", "{article}", "--explain", "Words."), "--explain"),
        (("claims", "{article}", "--date", "Friday"), "a day looks like 2017-11-21"),
        (("claims", "{article}", "--country", "Iraq"), "two-letter codes"),
        (("claims", "{article}", "--near", "Qqqqq"), "the gazetteer has no 'Qqqqq'"),
        (("export", "{article}", "-o", "control.xyz"), ".geojson"),
        (("export", "{article}", "-o", "missing/folder/control.csv"), "missing/folder"),
        (("export", "{article}", "-o", "control.csv", "--layer", "roads"), "control"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(article: Path, words: tuple[str, ...], message: str) -> None:
    done = whoheld(*(word.format(article=article) for word in words))
    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_coded_table_is_a_source_too(tmp_path: Path) -> None:
    table = tmp_path / "coded.csv"
    table.write_text(
        "place,lat,lon,date,actor,relation\nKamenka,48.5,37.2,2024-05-09,Russia,captured\n", encoding="utf-8"
    )
    done = whoheld("export", table, "-o", tmp_path / "control.csv")
    assert done.exit_code == 0, done.output
    (row,) = csv.DictReader((tmp_path / "control.csv").read_text(encoding="utf-8").splitlines())
    assert (row["place"], row["actor"], row["start_date"]) == ("Kamenka", "Russia", "2024-05-09")


def test_two_tables_may_number_their_claims_alike(tmp_path: Path) -> None:
    for name, place in (("one", "Kamenka"), ("two", "Olenivka")):
        row = f"1,{place},48.5,37.2,2024-05-09,Russia,captured"
        header = "claim_id,place,lat,lon,date,actor,relation"
        (tmp_path / f"{name}.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    done = whoheld("claims", tmp_path / "one.csv", tmp_path / "two.csv")
    assert [json.loads(line)["claim_id"] for line in done.stdout.splitlines()] == ["1", "1#2"]
    assert "1 issues" in done.stderr


def test_written_claims_are_a_source_that_gives_the_same_picture(tmp_path: Path) -> None:
    text = "Islamic State controls territory in Libya. The Syrian army captured Palmyra from Islamic State."
    line = {"id": "a", "text": text, "date": "2017-03-03", "source": "Wire"}
    (tmp_path / "news.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert whoheld("claims", tmp_path / "news.jsonl", "-q", "-o", tmp_path / "claims.csv").exit_code == 0
    for source, target in (("news.jsonl", "one.geojson"), ("claims.csv", "two.geojson")):
        done = whoheld("export", tmp_path / source, "-q", "-o", tmp_path / target)
        assert done.exit_code == 0, done.output
    first, second = ((tmp_path / name).read_text(encoding="utf-8") for name in ("one.geojson", "two.geojson"))
    assert "Polygon" in first
    assert first == second


def test_the_choice_of_a_place_is_explained() -> None:
    alone = whoheld("gazetteer", "find", "Rawa", "--explain", "--quiet")
    assert alone.stdout.startswith("Rawa: ")
    words = "Iraqi forces entered Rawa, close to Anah in Anbar."
    done = whoheld("gazetteer", "find", "Rawa", "--explain", "--in", words, "--quiet")
    assert done.stdout.startswith("Rawa: resolved to Rawa, Anbar, IQ, score ")
    assert "km from Anah" in done.stdout
    assert "other names of the text lie in IQ" in done.stdout


def test_an_explanation_needs_the_name_in_its_text() -> None:
    done = whoheld("gazetteer", "find", "Rawa", "--explain", "--in", "Nothing here.", "--quiet")
    assert done.exit_code == 2
    assert "does not contain 'Rawa'" in done.output
    assert whoheld("gazetteer", "find", "Rawa", "--in", "Rawa.", "--quiet").exit_code == 2


def test_the_gazetteer_answers() -> None:
    done = whoheld("gazetteer", "find", "Rawa", "--country", "IQ", "--quiet")
    assert done.exit_code == 0, done.output
    assert "\tIQ\t" in done.stdout
    assert whoheld("gazetteer", "find", "Qqqqqqq", "--quiet").exit_code == 1


def test_actors_are_listed_and_checked(tmp_path: Path) -> None:
    assert "islamic-state\tIslamic State" in whoheld("actors", "list").stdout
    broken = tmp_path / "actors.toml"
    broken.write_text('[[actor]]\nname = "No id"\n', encoding="utf-8")
    done = whoheld("actors", "check", broken)
    assert done.exit_code == 2
    assert "actors.toml" in done.stderr


def test_of_two_texts_with_one_id_that_published_last_counts(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": TEXT, "date": "2017-11-21"},
        {"id": "a", "text": TEXT + " ", "date": "2017-11-20"},
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = whoheld("export", path, "--country", "IQ", "--layer", "claims", "-o", tmp_path / "claims.csv")
    (row,) = csv.DictReader((tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines())
    assert (row["article_id"], row["published"]) == ("a", "2017-11-21")
    assert "1 issues" in done.stderr


def test_articles_of_two_outlets_with_one_id_are_both_read(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": TEXT, "date": "2017-11-20", "source": "Wire"},
        {"id": "a", "text": TEXT + " ", "date": "2017-11-21", "source": "Post"},
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = whoheld("claims", path, "--country", "IQ", "--quiet")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["article_id"] == "a"
    assert second["article_id"].startswith("a#")
    assert first["claim_id"] != second["claim_id"]


def test_the_version_is_told() -> None:
    assert whoheld("--version").stdout.startswith("whoheld ")
