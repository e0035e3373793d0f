"""Addresses and copies, from the command line to the picture."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Reply, Site, serving
from tests.whoheld.commands import whoheld

TEXT = "Iraqi forces captured Rawa from Islamic State on Friday, officials said."
REST = (
    " Residents said by telephone that the last fighters had left before dawn in a convoy of forty cars, "
    "and that engineers were clearing mines from the bridge. The hospital took in 23 wounded, six children "
    "among them. Aid workers warned that the families who fled in October would not come back before the "
    "winter, because every second house had lost its roof. The fighters have lost four towns since August."
)


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    with serving(found.server):
        found.put("/robots.txt", Reply(b"User-agent: *\nDisallow: /closed\n"))
        day = '<meta property="article:published_time" content="2017-11-20">'
        head = f"<html><head><title>Rawa falls</title>{day}</head>"
        page = f"{head}<body><article><p>{TEXT}{REST}</p></article></body></html>"
        found.put("/rawa", Reply(page.encode()))
        yield found


def claims(*words: str | Path) -> list[dict[str, object]]:
    done = whoheld("claims", *words, "--country", "IQ", "--quiet")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_address_is_read(site: Site) -> None:
    (claim,) = claims(f"{site.address}/rawa?utm_source=x", "--allow-private")
    assert (claim["relation"], claim["place"], claim["start_date"]) == ("captured", "Rawa", "2017-11-17")
    assert (claim["url"], claim["title"], claim["published"]) == (
        f"{site.address}/rawa",
        "Rawa falls",
        "2017-11-20",
    )
    assert site.asked[-1][1]["user-agent"].startswith("whoheld/")


def test_this_machine_is_not_asked_unless_allowed(site: Site) -> None:
    done = whoheld("claims", f"{site.address}/rawa", "--quiet")
    assert done.exit_code == 2
    assert (
        "127.0.0.1 is 127.0.0.1, of this machine or a private network; --allow-private asks it" in done.stderr
    )
    assert len(done.stderr.splitlines()) == 1
    assert site.asked == []


def test_what_cannot_be_fetched_is_reported_and_the_rest_goes_on(site: Site, tmp_path: Path) -> None:
    listed = tmp_path / "week.urls"
    listed.write_text(f"{site.address}/rawa\n{site.address}/closed\n{site.address}/none\n", "utf-8")
    done = whoheld("report", listed, "ftp://news.example/a", "--allow-private", "--country", "IQ", "--quiet")
    assert done.exit_code == 0, done.output
    assert "1 read (published" in done.stdout
    for line in (
        f"{site.address}/closed: robots: the robots.txt of 127.0.0.1:{site.port} does not allow it",
        f"{site.address}/none: http-404: the server answers 404 Not Found",
        "sources: refused-address: only http and https addresses are fetched [ftp://news.example/a]",
    ):
        assert line in done.stdout


def test_no_page_at_all_is_no_number_of_pages() -> None:
    done = whoheld("claims", "https://news.example/a", "--max-pages", "0")
    assert done.exit_code == 2
    assert "--max-pages takes a number from 1 up" in done.stderr


def write_copies(folder: Path) -> Path:
    lines = [
        {"id": "a", "text": TEXT + REST, "date": "2017-11-20", "source": "Wire"},
        {"id": "b", "text": f"BAGHDAD (Wire) - {TEXT}{REST[:330]}", "date": "2017-11-21",
         "source": "Harbour Times"},
        {"id": "c", "text": "Islamic State still holds Anah.", "date": "2017-11-21", "source": "Radio"},
    ]  # fmt: skip
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_copies_of_one_text_count_once(tmp_path: Path) -> None:
    path = write_copies(tmp_path)
    found = claims(path)
    assert [(claim["article_id"], claim["story_id"]) for claim in found] == [
        ("a", "a"),
        ("b", "a"),
        ("c", "c"),
    ]
    done = whoheld("export", path, "--country", "IQ", "-o", tmp_path / "control.csv", "--quiet")
    assert done.exit_code == 0, done.output
    text = (tmp_path / "control.csv").read_text("utf-8")
    assert "Harbour Times;Wire" in text
    report = whoheld("report", path, "--country", "IQ", "--quiet").stdout
    assert "3 read in 2 stories" in report


def test_a_table_of_claims_keeps_its_stories(tmp_path: Path) -> None:
    path, table = write_copies(tmp_path), tmp_path / "claims.csv"
    assert whoheld("claims", path, "--country", "IQ", "-o", table, "--quiet").exit_code == 0
    for source in (path, table):
        target = tmp_path / f"{source.stem}.geojson"
        assert whoheld("export", source, "--country", "IQ", "-o", target, "--quiet").exit_code == 0
    again, first = (
        json.loads((tmp_path / f"{stem}.geojson").read_text("utf-8")) for stem in ("claims", "news")
    )
    counts = [[f["properties"]["evidence_count"] for f in found["features"]] for found in (first, again)]
    assert counts[0] == counts[1]


def test_pages_that_a_table_only_names_are_fetched_if_asked_for(site: Site, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text(f"url,title\n{site.address}/rawa,Rawa falls\n{site.address}/none,Gone\n", "utf-8")
    assert whoheld("claims", table, "--allow-private", "--quiet").exit_code == 2
    assert site.asked == []
    (claim,) = claims(table, "--fetch", "--allow-private")
    assert claim["url"] == f"{site.address}/rawa"
    report = whoheld("report", table, "--fetch", "--allow-private", "--country", "IQ", "--quiet").stdout
    assert "text-missing" not in report
    assert f"{site.address}/none: http-404" in report
