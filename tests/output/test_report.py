"""Nothing is dropped in silence: the sums add up and are printed."""

import json
from pathlib import Path

import pytest

from output.account import Outcome, take_account
from output.errors import UnknownFormatError
from output.report import write_report
from tests.builders import make_article, make_claim, make_interval, make_results
from tests.output.golden import check_golden
from tests.output.samples import make_sample


@pytest.mark.parametrize("suffix", ["txt", "md", "json"])
def test_reports_are_as_they_were(suffix: str, tmp_path: Path) -> None:
    write_report(make_sample(), tmp_path / f"report.{suffix}")
    check_golden(tmp_path / f"report.{suffix}")


def test_every_article_has_one_outcome() -> None:
    results = make_sample()
    account = take_account(results)
    assert {outcome: ids for outcome, ids in account.articles.items() if ids} == {
        Outcome.MAPPED: ("a1", "a2"), Outcome.UNPLACED: ("a3",), Outcome.NO_CLAIM: ("a4",),
    }  # fmt: skip
    assert sum(map(len, account.articles.values())) == len(results.articles)


def test_an_article_whose_claims_bear_on_no_mark_is_silent() -> None:
    results = make_results(intervals=[make_interval(evidence=["other"])])
    assert take_account(results).articles[Outcome.SILENT] == ("a1",)


def test_claims_and_names_add_up() -> None:
    account = take_account(make_sample())
    claims, names = account.claims, account.names
    assert (
        claims["found"] == claims["placed"] + claims["unplaced"] == claims["dated"] + claims["undated"] == 7
    )
    assert names["found"] == names["resolved"] + names["ambiguous"] + names["unknown"] == 3
    assert sum(c for _, c in account.sources.values()) == claims["found"]
    assert sum(account.issue_counts.values()) == len(account.issues)


def test_an_undated_article_names_its_undated_claims(tmp_path: Path) -> None:
    write_report(make_sample(), tmp_path / "r.txt")
    assert "a3: 1 undated claims" in (tmp_path / "r.txt").read_text()


def test_every_issue_is_listed_on_one_line(tmp_path: Path) -> None:
    results = make_sample()
    write_report(results, tmp_path / "r.txt")
    lines = (tmp_path / "r.txt").read_text("utf-8").splitlines()
    for issue in results.issues:
        assert sum(issue.code in line and issue.where in line for line in lines) == 1


def test_markdown_shows_hostile_words_as_words(tmp_path: Path) -> None:
    write_report(make_sample(), tmp_path / "r.md")
    assert "<script>" not in (tmp_path / "r.md").read_text("utf-8").replace("\\<script\\>", "")


def test_long_lists_are_cut_in_text_and_complete_in_json(tmp_path: Path) -> None:
    articles = [make_article(id=f"n{number}", published=None) for number in range(60)]
    claims = [make_claim(article_id=article.id, on=None) for article in articles]
    results = make_results(articles=articles, claims=[], unplaced=claims, intervals=[])
    write_report(results, tmp_path / "r.txt")
    write_report(results, tmp_path / "r.json")
    assert "and 10 more: a .json report lists all" in (tmp_path / "r.txt").read_text()
    assert len(json.loads((tmp_path / "r.json").read_text())["articles"]["ids"]["unplaced"]) == 60


def test_an_empty_run_has_a_report(capfd: pytest.CaptureFixture[str]) -> None:
    write_report(make_results(articles=[], claims=[], intervals=[], mentions=[]), None)
    assert "0 read" in capfd.readouterr().out


def test_coded_claims_are_counted(capfd: pytest.CaptureFixture[str]) -> None:
    write_report(make_results(articles=[]), None)
    assert "1 come from tables of coded claims" in capfd.readouterr().out


def test_other_suffixes_of_reports_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"\.md"):
        write_report(make_results(), tmp_path / "r.docx")
