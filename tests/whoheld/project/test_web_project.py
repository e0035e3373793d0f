"""Pages put into a project are asked for again only if they changed, and stay when they are gone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Reply, Site, serving
from tests.whoheld.commands import whoheld

DAY = '<meta property="article:published_time" content="2017-11-20">'


def page(place: str) -> bytes:
    text = f"Iraqi forces captured {place} from Islamic State on Friday, officials said. " * 2
    return f"<html><head><title>News</title>{DAY}</head><body><p>{text}</p></body></html>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    with serving(found.server):
        yield found


def add(project: Path, *sources: str) -> str:
    done = whoheld("add", project, *sources, "--country", "IQ", "--allow-private")
    assert done.exit_code == 0, done.output
    return done.stderr


def places(project: Path) -> set[str]:
    done = whoheld("claims", project, "--quiet")
    assert done.exit_code == 0, done.output
    return {json.loads(line)["place"] for line in done.stdout.splitlines()}


def test_pages_of_a_project_are_kept_up_to_date(site: Site, tmp_path: Path) -> None:
    project = tmp_path / "war.db"
    site.put("/robots.txt", Reply(status=404))
    item = f"<item><link>{site.address}/a</link></item>"
    feed = f"<rss version='2.0'><channel><title>News</title>{item}</channel></rss>"
    url = site.put("/feed", Reply(feed.encode(), kind="application/rss+xml"))
    site.put(
        "/a",
        Reply(page("Rawa"), headers={"ETag": '"1"'}),
        Reply(status=304),
        Reply(page("Anah")),
        Reply(status=410),
    )
    assert "1 new" in add(project, url)
    assert places(project) == {"Rawa"}
    add(project, url)
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert places(project) == {"Rawa"}
    add(project, f"{site.address}/a")
    assert places(project) == {"Anah"}
    add(project, f"{site.address}/a")
    assert places(project) == {"Anah"}  # a page that is gone leaves what it said
    assert "http-410" in whoheld("report", project, "--quiet").stdout


def test_other_private_hosts_stay_refused_in_a_project(site: Site, tmp_path: Path) -> None:
    project = tmp_path / "war.db"
    site.put("/robots.txt", Reply(status=404))
    add(project, site.put("/a", Reply(page("Rawa"))))
    asked = len(site.asked)
    whoheld("add", project, site.put("/b", Reply(page("Anah"))), "--quiet")
    assert len(site.asked) == asked  # --allow-private holds for one command


def test_a_page_is_removed_by_its_address(site: Site, tmp_path: Path) -> None:
    project = tmp_path / "war.db"
    site.put("/robots.txt", Reply(status=404))
    urls = [site.put("/a", Reply(page("Rawa"))), site.put("/b", Reply(page("Anah")))]
    add(project, *urls)
    done = whoheld("remove", project, "--origin", f"{urls[0]}?utm_source=x")
    assert done.exit_code == 0, done.output
    assert places(project) == {"Anah"}
