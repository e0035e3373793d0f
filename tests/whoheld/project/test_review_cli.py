"""Decisions as a person takes them: by command and by table, kept for good, seen on the map."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import Result

from articles.actors import load_actors
from articles.outlets import fold_outlet, read_outlets
from tests.whoheld.commands import TWO_TOWNS, whoheld
from tests.whoheld.project.articles_on_disk import TEXTS, add, record, write_lines
from whoheld.options import RunOptions
from whoheld.pipeline import run, run_with
from whoheld.project import reviewing
from whoheld.project.decisions import all_decisions
from whoheld.project.store import Access, open_project
from whoheld.project.trusting import TRUSTED_RELIABILITY

LINES = tuple(range(len(TEXTS)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    add(path, write_lines(tmp_path / "news.jsonl", (record(number) for number in LINES)))
    return path


def claims(project: Path) -> dict[str, Mapping[str, object]]:
    """Return the claims of a project by the first place of each article."""
    found = whoheld("claims", project, "-q")
    assert found.exit_code == 0, found.stderr
    return {line["article_id"]: line for line in map(json.loads, found.stdout.splitlines())}


def held(project: Path) -> dict[str, tuple[str, ...]]:
    """Return who last held each place, by the name of the place."""
    return {span.place.name: span.actors for span in run([str(project)]).intervals}


def where(project: Path, name: str) -> tuple[float, float] | None:
    """Return longitude and latitude of the place that a name was put at."""
    found = {one.place.point for one in run([str(project)]).claims if one.claim.place.surface == name}
    return next(((point.lon, point.lat) for point in found), None)


def reliability_of(project: Path, source: str) -> float:
    """Return how far a project's runs trust a source at first."""
    outlets = run_with([str(project)], options=RunOptions()).options.outlets
    known = read_outlets(outlets, actor_ids=frozenset(load_actors().actors))
    return next(one.reliability for one in known if fold_outlet(one.name) == fold_outlet(source))


def ok(result: Result) -> Result:
    assert result.exit_code == 0, result.stderr
    return result


def claim_of(project: Path, article: str) -> str:
    (found,) = [one.claim.id for one in run([str(project)]).claims if one.claim.article_id == article]
    return found


def test_review_lists_and_every_answer_moves_the_map(project: Path) -> None:
    assert "of" in ok(whoheld("review", project)).stderr
    rawa = claim_of(project, "n0")
    assert "Rawa" in held(project)
    ok(whoheld("reject", project, rawa[:8], "--by", "mk", "--why", "another town"))
    assert "Rawa" not in held(project)
    ok(whoheld("withdraw", project, "1", "--by", "mk"))
    assert "Rawa" in held(project)
    ok(whoheld("correct", project, rawa, "--actor", "Syrian army", "--date", "2017-02-03", "--by", "mk"))
    assert held(project)["Rawa"] == ("syrian-government",)
    with open_project(project) as opened:
        kept = all_decisions(opened)
    assert [(one.kind.value, one.by, one.draft.why) for one in kept] == [
        ("reject", "mk", "another town"),
        ("withdraw", "mk", ""),
        ("correct", "mk", ""),
    ]


def test_corrections_add_up(project: Path) -> None:
    rawa = claim_of(project, "n0")
    ok(whoheld("correct", project, rawa, "--actor", "Syrian army"))
    ok(whoheld("correct", project, rawa, "--relation", "held"))
    (found,) = [one.claim for one in run([str(project)]).claims if one.claim.id == rawa]
    assert (found.relation.value, found.actor and found.actor.actor_id) == ("held", "syrian-government")


def test_a_decision_is_taken_once(project: Path) -> None:
    rawa = claim_of(project, "n0")
    ok(whoheld("accept", project, rawa))
    assert "already" in ok(whoheld("accept", project, rawa)).stderr
    assert len(ok(whoheld("review", project, "--decisions")).stdout.splitlines()) == 1


def test_a_corrected_claim_is_not_accepted_as_read(project: Path) -> None:
    rawa = claim_of(project, "n0")
    ok(whoheld("correct", project, rawa, "--relation", "held"))
    result = whoheld("accept", project, rawa)
    assert result.exit_code == 2
    assert "withdraw" in result.stderr


def test_a_pinned_name_is_placed_at_once(project: Path) -> None:
    before = where(project, "Qarvandil")
    ok(whoheld("pin", project, "Qarvandil", "--lat", "35.9", "--lon", "36.6", "--why", "on my own map"))
    assert where(project, "Qarvandil") == (36.6, 35.9) != before
    ok(whoheld("withdraw", project, "1"))
    assert where(project, "Qarvandil") == before


def test_a_pin_that_a_kill_left_without_effect_is_told_and_made_good(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = ("pin", project, "Qarvandil", "--lat", "35.9", "--lon", "36.6")
    with monkeypatch.context() as patch:
        patch.setattr(reviewing, "add_sources", lambda *_: None)
        ok(whoheld(*pin))
    assert where(project, "Qarvandil") != (36.6, 35.9)
    assert run_with([str(project)], options=RunOptions()).note.startswith("1 articles")
    assert "already" in ok(whoheld(*pin)).stderr
    assert where(project, "Qarvandil") == (36.6, 35.9)
    assert run_with([str(project)], options=RunOptions()).note == ""


def test_a_name_pinned_to_nothing_is_no_place(project: Path) -> None:
    ok(whoheld("pin", project, "Rawa"))
    assert "Rawa" not in held(project)


def test_a_pin_stays_for_articles_that_come_later(project: Path, tmp_path: Path) -> None:
    ok(whoheld("pin", project, "Ouzrandil", "--lat", "35.9", "--lon", "36.6"))
    text = "Syrian rebels captured Ouzrandil from Islamic State on Monday."
    add(project, write_lines(tmp_path / "more.jsonl", [record(50, text=text)]))
    assert "Ouzrandil" in held(project)


def test_merged_actors_hold_together(project: Path) -> None:
    ok(whoheld("merge", project, "Syrian rebels", "Turkey"))
    assert held(project)["Azaz"] == ("turkey",)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("merge", "Nobody At All", "Turkey"), "no claim names an actor"),
        (("merge", "Turkey", "turkey"), "same actor"),
        (("reject", "ffff0000"), "no claim 'ffff0000'"),
        (("reject", "x"), "first 4 characters"),
        (("withdraw", "7"), "no decision 7"),
        (("distrust", "Outlet 1", "--reliability", "0.2"), "0.5 to 0.99"),
        (("pin", "Rawa", "--place", "geonames:0"), "no one place"),
        (("pin", "Rawa", "--lat", "12"), "lat and lon go together"),
        (("pin", "Rawa", "--lat", "95", "--lon", "0"), "should be degrees"),
        (("pin", "..."), "name is expected"),
        (("changes", "--since", "soon"), "run's number or a day"),
        (("changes", "--since", "99"), "no run 99"),
        (("changes", "--since", "0", "-o", "x.docx"), ".md or .json"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(project: Path, words: tuple[str, ...], told: str) -> None:
    result = whoheld(words[0], project, *words[1:])
    assert result.exit_code == 2
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    with open_project(project) as opened:
        assert all_decisions(opened) == ()


def test_all_faults_of_a_correction_are_told(project: Path) -> None:
    words = ("--relation", "eaten", "--stance", "sung", "--date", "2017-13-01")
    told = whoheld("correct", project, claim_of(project, "n0"), *words).stderr
    assert all(word in told for word in ("eaten", "2017-13-01"))


def test_distrust_leaves_out_and_reliability_weighs(project: Path) -> None:
    ok(whoheld("distrust", project, "Outlet 0"))
    assert "Rawa" not in held(project)
    ok(whoheld("distrust", project, "Outlet 0", "--reliability", "0.6"))
    assert "Rawa" in held(project)
    assert reliability_of(project, "Outlet 0") == 0.6
    ok(whoheld("trust", project, "Outlet 0"))
    assert reliability_of(project, "outlet 0") == TRUSTED_RELIABILITY


def table_of(project: Path, path: Path) -> list[dict[str, str]]:
    ok(whoheld("review", project, "--export", path, "--limit", "100"))
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def write_table(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_table_is_edited_and_read_back(project: Path, tmp_path: Path) -> None:
    rows = table_of(project, tmp_path / "review.csv")
    names = [row for row in rows if row["about"] == "name"]
    sentences = {row["article_id"]: row for row in rows if row["about"] == "claim"}
    village = next(row for row in names if row["subject"] == "Qarvandil")
    village |= {"decision": "pin", "new_lat": "35.9", "new_lon": "36.6"}
    sentences["n0"] |= {"decision": "Reject", "why": "=1+1"}
    sentences["n1"] |= {"decision": "correct", "new_actor": "Turkey"}
    edited = write_table(tmp_path / "review.csv", rows)
    assert "3 new" in ok(whoheld("review", project, "--import", edited, "--by", "mk")).stderr
    after = held(project)
    assert where(project, "Qarvandil") == (36.6, 35.9)
    assert "Rawa" not in after
    assert after["Azaz"] == ("turkey",)
    assert "0 new" in ok(whoheld("review", project, "--import", edited, "--by", "mk")).stderr
    left = {row["article_id"] for row in table_of(project, tmp_path / "next.csv")}
    assert not left & {"n0", "n1"}


def test_all_faults_of_a_table_are_told_and_nothing_is_kept(project: Path, tmp_path: Path) -> None:
    rows = table_of(project, tmp_path / "review.csv")
    claim = next(row for row in rows if row["about"] == "claim")
    name = next(row for row in rows if row["about"] == "name")
    broken = [
        claim | {"decision": "accept"},
        claim | {"decision": "reject"},
        claim | {"decision": "perhaps"},
        claim | {"decision": "pin"},
        claim | {"decision": "accept", "new_actor": "Turkey"},
        claim | {"why": "because"},
        name | {"decision": "accept"},
        name | {"decision": "pin", "new_lat": "1"},
        claim | {"decision": "accept", "subject": "ffff0000"},
    ]
    result = whoheld("review", project, "--import", write_table(tmp_path / "broken.csv", broken))
    assert result.exit_code == 2
    assert all(f"broken.csv:{number}:" in result.stderr for number in range(3, 11))
    with open_project(project) as opened:
        assert all_decisions(opened) == ()


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "subject,about\n"])
def test_other_tables_are_refused(project: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(content, encoding="utf-8")
    result = whoheld("review", project, "--import", path)
    assert (result.exit_code, "lacks the columns" in result.stderr) == (2, True)


def test_coded_claims_are_decided_too(tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    table.write_text(TWO_TOWNS, encoding="utf-8")
    project = tmp_path / "war.db"
    add(project, table)
    before = held(project)
    (captured,) = [
        one.claim.id for one in run([str(project)]).claims if one.claim.relation.value == "captured"
    ]
    ok(whoheld("reject", project, captured))
    assert held(project) != before


def test_what_changed_since_names_towns_reports_and_decisions(project: Path, tmp_path: Path) -> None:
    text = "Islamic State recaptured Rawa from Iraqi forces on Sunday, officials said."
    add(project, write_lines(tmp_path / "more.jsonl", [record(21, text=text, day=28)]))
    ok(whoheld("reject", project, claim_of(project, "n1"), "--by", "mk", "--why", "hearsay"))
    words = ok(whoheld("changes", project, "--since", "1", "-q")).stdout
    assert "Rawa" in words
    assert "recaptured Rawa" in words
    assert "Azaz" in words
    assert "hearsay" in words
    assert "Palmyra" not in words
    path = tmp_path / "changes.json"
    ok(whoheld("changes", project, "--since", "1", "-o", path, "-q"))
    found = json.loads(path.read_text("utf-8"))
    assert {place["place"] for place in found["places"]} == {"Rawa", "Azaz"}
    assert found["new_articles"] == 1
    rawa = next(place for place in found["places"] if place["place"] == "Rawa")
    assert [report["article_id"] for report in rawa["reports"]] == ["n21"]


def test_nothing_changed_since_the_last_run(project: Path) -> None:
    assert "0 places drawn otherwise" in ok(whoheld("changes", project, "--since", "1", "-q")).stdout


def test_since_the_beginning_everything_is_new(project: Path) -> None:
    words = ok(whoheld("changes", project, "--since", "2000-01-01", "-q")).stdout
    assert "since the beginning" in words
    assert "Palmyra" in words


def test_hostile_words_stay_words_in_markdown(project: Path, tmp_path: Path) -> None:
    text = "Rebels <script>alert(1)</script> captured Rawa from Iraqi forces on Monday."
    add(project, write_lines(tmp_path / "more.jsonl", [record(42, text=text, day=28)]))
    assert "<script>" not in ok(whoheld("changes", project, "--since", "1", "-q")).stdout


def test_decisions_cannot_be_edited(project: Path) -> None:
    ok(whoheld("accept", project, claim_of(project, "n0")))
    for statement in ("UPDATE decisions SET by = 'x'", "DELETE FROM decisions"):
        with (
            pytest.raises(Exception, match="never changed"),
            open_project(project, access=Access.WRITE) as opened,
            opened.transaction() as connection,
        ):
            connection.execute(statement)


def test_decisions_survive_reading_all_again(project: Path) -> None:
    ok(whoheld("reject", project, claim_of(project, "n0")))
    ok(whoheld("correct", project, claim_of(project, "n1"), "--actor", "Turkey"))
    before = held(project)
    with open_project(project, access=Access.WRITE) as opened, opened.transaction() as connection:
        connection.execute("UPDATE extractions SET reading = ''")
    assert add(project)["reread"] == len(LINES)
    assert held(project) == before


def test_a_decision_about_a_changed_article_is_told(project: Path, tmp_path: Path) -> None:
    ok(whoheld("accept", project, claim_of(project, "n0"), "--by", "mk"))
    text = "Nothing happened in Rawa, officials said in a correction."
    lines = (record(number, text=text if number == 0 else "") for number in LINES)
    add(project, write_lines(tmp_path / "news.jsonl", lines))
    told = [issue for issue in run([str(project)]).issues if issue.code == "decision-no-longer-fits"]
    assert [issue.where for issue in told] == ["n0"]
    assert "mk" in told[0].message
