"""Who else printed a report is named wherever the report is."""

import csv
import json
from dataclasses import replace
from pathlib import Path

from articles.models import Article
from layers.account import explain_place
from layers.models import LocatedClaim
from layers.timeline import TimelineOptions
from output.account import Outcome, take_account
from output.attribute_rows import article_rows, evidence_rows
from output.columns import decode_counts
from output.copies import name_outlets
from output.explained import account_lines
from output.explained_json import account_json
from output.mapoptions import MapOptions
from output.models import Results
from output.payload import build_payload
from output.payload_places import gather_histories
from output.report import write_report
from output.tables import write_claims, write_layer_csv
from tests.builders import (
    day,
    make_actor,
    make_article,
    make_claim,
    make_interval,
    make_located,
    make_results,
)
from tests.mapdata import SquareWorld

OUTLETS = ("Wire", "Harbour Times", "=1+1 <img onerror=x>")


def printed(number: int) -> LocatedClaim:
    claim = make_claim(id=f"c{number}", article_id=f"a{number}")
    url = f"https://news.example/{number}"
    return make_located(claim, source=OUTLETS[number], published=day(number), url=url, story="a0")


def results() -> Results:
    articles: list[Article] = [
        make_article(id=f"a{n}", source=OUTLETS[n], published=day(n)) for n in range(len(OUTLETS))
    ]
    made = make_results(
        articles=articles,
        claims=[printed(n) for n in reversed(range(3))],
        intervals=[make_interval(evidence=["c0"])],
    )
    return replace(made, stories={"a0": "a0", "a1": "a0", "a2": "a0"})


def test_the_evidence_of_a_state_names_all_outlets(tmp_path: Path) -> None:
    write_layer_csv(results(), tmp_path / "control.csv")
    (row,) = csv.DictReader((tmp_path / "control.csv").read_text("utf-8").splitlines())
    assert (row["evidence"], row["evidence_count"]) == ("c0", "1")
    assert row["sources"] == "'=1+1 <img onerror=x>;Harbour Times;Wire"


def test_every_claim_is_listed_with_its_story(tmp_path: Path) -> None:
    write_claims(results(), tmp_path / "claims.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text("utf-8").splitlines()]
    assert [(line["claim_id"], line["story_id"]) for line in lines] == [
        ("c0", "a0"),
        ("c1", "a0"),
        ("c2", "a0"),
    ]


def test_claims_without_a_place_have_their_story(tmp_path: Path) -> None:
    unplaced = replace(results(), claims=(), intervals=(), unplaced=(make_claim(article_id="a1"),))
    write_claims(unplaced, tmp_path / "claims.jsonl")
    assert json.loads((tmp_path / "claims.jsonl").read_text("utf-8"))["story_id"] == "a0"


def test_a_geopackage_lists_copies_beside_what_they_repeat() -> None:
    rows = [row.cells[1:] for row in evidence_rows(results())]
    assert rows == [("c0", "for", None), ("c1", "for", "c0"), ("c2", "for", "c0")]
    assert [row.cells[-1] for row in article_rows(results())] == ["a0"] * 3


def test_articles_of_copies_are_mapped_and_stories_counted(tmp_path: Path) -> None:
    account = take_account(results())
    assert account.articles[Outcome.MAPPED] == ("a0", "a1", "a2")
    assert (account.stories, account.repeated) == (1, {"c1", "c2"})
    write_report(results(), tmp_path / "r.txt")
    text = (tmp_path / "r.txt").read_text("utf-8")
    assert "3 read in 1 story (published 2017-01-01 to 2017-01-03)" in text
    assert "2 repeat another one in a copy of its article, and count once with it" in text
    write_report(results(), tmp_path / "r.json")
    told = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert (told["articles"]["stories"], told["claims"]["repeated"]) == (1, 2)


def test_without_stories_nothing_is_said_of_them(tmp_path: Path) -> None:
    write_report(make_results(), tmp_path / "r.txt")
    assert "stor" not in (tmp_path / "r.txt").read_text("utf-8").split("Claims")[0]


def test_the_map_has_each_report_once_with_its_other_outlets() -> None:
    made = results()
    histories = gather_histories(made.intervals, made.claims, until=None)
    payload = build_payload(made, histories, (), options=MapOptions(outlines=SquareWorld()))
    evidence = payload.evidence
    names = [evidence["articles"]["sources"][n] for n in decode_counts(evidence["articles"]["source"])]
    assert [names[n] for n in decode_counts(evidence["claims"]["article"])] == ["Wire"]
    count, *others = decode_counts(evidence["claims"]["also"])
    assert (count, [names[n] for n in others]) == (2, list(OUTLETS[1:]))
    assert decode_counts(payload.core["places"]["reports"]) == [1]
    assert (payload.core["about"]["articles"], payload.core["about"]["stories"]) == (3, 1)


def test_a_report_cited_by_another_copy_stays_on_the_map() -> None:
    made = replace(results(), intervals=(make_interval(evidence=["c2"]),))
    (history,) = gather_histories(made.intervals, made.claims, until=None)
    assert [located.claim.id for located in history.claims] == ["c2"]


def test_an_explained_report_names_its_other_outlets() -> None:
    made = results()
    options = TimelineOptions(min_reports_per_place_year=1000)
    account = explain_place("test:rawa", made.claims, made.intervals, options=options)
    assert account is not None
    lines = "\n".join(account_lines(account, {"army": make_actor()}, on=None))
    assert "also in: Harbour Times, =1+1 <img onerror=x>" in lines
    (report,) = account_json(account)["history"][0]["reports"]
    assert [copy["claim_id"] for copy in report["copies"]] == ["c1", "c2"]


def test_long_lists_of_outlets_are_cut() -> None:
    copies = [make_located(source=f"Outlet {n}") for n in range(12)]
    assert name_outlets(copies, besides="Outlet 0").endswith("Outlet 8 and 3 more")
    assert name_outlets(copies[:1], besides="Outlet 0") == ""
