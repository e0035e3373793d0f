"""RSS and Atom feeds, and sitemaps."""

from datetime import date
from pathlib import Path

from articles.models import DateSource
from articles.reading import addresses_to_fetch
from tests.articles.formats_made import BODY, RSS_ITEM, make_rss
from tests.articles.reading import codes, read, write


def test_entry_of_a_feed(tmp_path: Path) -> None:
    (article,), issues = read(write(tmp_path, "x.rss", make_rss(RSS_ITEM)))
    assert issues == []
    assert (article.text, article.title, article.source) == (BODY, "Mill falls", "Hill News")
    assert (article.published, article.published_from) == (date(2016, 6, 3), DateSource.FEED)
    assert (article.url, article.language) == ("https://hill.example/mill", "en")


def test_atom(tmp_path: Path) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Hill News</title><entry><title>Mill</title>'
        '<link href="https://hill.example/1"/><author><name>Hill Desk</name></author>'
        "<updated>2016-06-03T23:30:00-04:00</updated>"
        f'<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    (article,), issues = read(write(tmp_path, "x.atom", atom))
    assert (article.text, article.author, article.published) == (BODY, "Hill Desk", date(2016, 6, 4))
    assert issues == []


def test_entries_that_give_only_a_summary_or_an_address(tmp_path: Path) -> None:
    items = (
        "<item><link>https://hill.example/1</link><description>The mill fell.</description></item>"
        "<item><link>https://hill.example/2</link></item><item><title>No link</title></item>"
    )
    (article,), issues = read(write(tmp_path, "x.xml", make_rss(items)))
    assert article.text == "The mill fell."
    assert [(found.code, found.value) for found in issues] == [
        ("summary-only", "https://hill.example/1"),
        ("no-date", ""),
        ("text-missing", "https://hill.example/2"),
        ("empty", "No link"),
    ]
    assert addresses_to_fetch(issues) == ("https://hill.example/2",)


def test_sitemaps_give_addresses(tmp_path: Path) -> None:
    site = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>https://hill.example/1</loc></url><url><loc> https://hill.example/1 </loc></url></urlset>"
    )
    articles, issues = read(write(tmp_path, "x.xml", site))
    assert (articles, addresses_to_fetch(issues)) == ([], ("https://hill.example/1",))


def test_addresses_of_sitemaps_are_unescaped(tmp_path: Path) -> None:
    site = (
        '<?xml version="1.0" encoding="iso-8859-1"?><sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sm:url><sm:loc>https://hill.example/caf\xe9?a=1&amp;b=2</sm:loc></sm:url></sm:urlset>"
    )
    _, issues = read(write(tmp_path, "x.xml", site.encode("iso-8859-1")))
    assert addresses_to_fetch(issues) == ("https://hill.example/caf\xe9?a=1&b=2",)


def test_what_is_no_sitemap_is_told(tmp_path: Path) -> None:
    assert codes(read(write(tmp_path, "a.xml", "<urlset></urlset>"))[1]) == ["empty"]


def test_the_encoding_in_the_prolog(tmp_path: Path) -> None:
    feed = make_rss(RSS_ITEM.replace("the old mill", "the café")).decode().replace("utf-8", "iso-8859-1")
    (article,), issues = read(write(tmp_path, "x.rss", feed.encode("iso-8859-1")))
    assert "the café" in article.text
    assert issues == []


def test_other_xml_and_bombs(tmp_path: Path) -> None:
    assert codes(read(write(tmp_path, "a.xml", "<a><b/></a>"))[1]) == ["no-feed"]
    assert codes(read(write(tmp_path, "b.xml", make_rss("")))[1]) == ["empty"]
    assert codes(read(write(tmp_path, "c.xml", "<a>" * 500_001))[1]) == ["too-large"]
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    feed = make_rss("<item><title>&e11;</title></item>").decode()
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "lol">{entities}]>{feed}'
    articles, issues = read(write(tmp_path, "d.xml", bomb))
    assert articles == []
    assert len(issues) == 1
