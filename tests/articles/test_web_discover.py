"""From addresses to articles: pages, feeds, sitemaps and lists, on a site on this machine."""

import gzip
from collections.abc import Iterator
from datetime import date

import pytest

from articles.models import Article, DateSource, Issue
from articles.reading import ReadOptions
from articles.web.discover import Visit, Visitor
from articles.web.fetching import Clock, Fetcher
from articles.web.limits import FetchOptions, Validators
from tests.servers import Reply, Site, serving

TEXT = (
    "Government troops entered {place} before dawn on Friday and raised their flag over the silos, three "
    "residents said by telephone. The town had been held by the Valley Front since the spring of 2015."
)
XML = "application/xml"


def page(place: str, *, head: str = "", encoding: str = "utf-8") -> bytes:
    text = TEXT.format(place=place)
    top = f"<html><head><title>Army takes {place}</title>{head}</head>"
    body = f"<body><article><h1>Army takes {place}</h1><p>{text}</p><p>{text}</p></article></body></html>"
    return f"{top}{body}".encode(encoding)


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    with serving(found.server):
        yield found


def visitor(*, max_pages: int = 200, known: dict[str, Validators] | None = None) -> Visitor:
    options = FetchOptions(allows_private=True, max_pages=max_pages, tries=1, pause_seconds=0)
    return Visitor(Fetcher(options, clock=Clock(sleep=lambda _: None)), ReadOptions(), known or {})


def visits(url: str, **options: int) -> list[Visit]:
    return list(visitor(**options).visit(url))


def articles(found: list[Visit]) -> list[Article]:
    return [item for visit in found for item in visit.items if isinstance(item, Article)]


def issues(found: list[Visit]) -> list[Issue]:
    return [item for visit in found for item in visit.items if isinstance(item, Issue)]


def test_a_page_becomes_an_article_under_its_own_address(site: Site) -> None:
    head = f'<link rel="canonical" href="{site.address}/karlum">'
    head += '<meta property="article:published_time" content="2017-11-17">'
    url = site.put("/x/1", Reply(page("Karlum", head=head))) + "?utm_source=a"
    (article,) = articles(visits(url))
    assert article.url == f"{site.address}/karlum"
    assert article.published == date(2017, 11, 17)
    assert "Karlum before dawn" in article.text
    assert article.id == articles(visits(site.put("/karlum", Reply(page("Karlum")))))[0].id


def test_a_page_that_claims_to_be_of_another_site_keeps_its_address(site: Site) -> None:
    url = site.put("/a", Reply(page("Karlum", head='<link rel="canonical" href="https://other.example/b">')))
    assert articles(visits(url))[0].url == url


def test_a_page_in_another_encoding_is_read(site: Site) -> None:
    url = site.put("/a", Reply(page("Żółkiew", encoding="iso-8859-2"), kind="text/html; charset=ISO-8859-2"))
    found = visits(url)
    assert "Żółkiew before dawn" in articles(found)[0].text
    assert [problem.code for problem in issues(found)] == ["no-date"]


def test_a_plain_text_is_read_under_its_address(site: Site) -> None:
    url = site.put("/a.txt", Reply(TEXT.format(place="Karlum").encode(), kind="text/plain"))
    (article,) = articles(visits(url))
    assert (article.url, article.source) == (url, "127.0.0.1")


def test_what_is_no_text_is_an_issue(site: Site) -> None:
    url = site.put("/a", Reply(bytes(range(256)) * 20, kind="application/octet-stream"))
    (problem,) = issues(visits(url))
    assert (problem.code, problem.where) == ("binary", url)


RSS = """<rss version="2.0"><channel><title>Valley News</title>
<item><title>Army takes Karlum</title><link>{address}/karlum</link>
<pubDate>Fri, 17 Nov 2017 08:00:00 GMT</pubDate><description>Short.</description></item>
<item><title>Army takes Tamsa</title><link>{address}/tamsa</link>
<pubDate>Sat, 18 Nov 2017 08:00:00 GMT</pubDate>
<description>Army takes Tamsa, says the ministry.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Valley News</title>
<entry><title>Army takes Karlum</title><link href="{address}/karlum"/>
<updated>2017-11-17T08:00:00Z</updated></entry></feed>"""


@pytest.mark.parametrize(
    "kind", ["application/rss+xml", "text/xml", "text/plain", "application/octet-stream"]
)
def test_the_pages_of_a_feed_are_read(site: Site, kind: str) -> None:
    url = site.put("/feed", Reply(RSS.format(address=site.address).encode(), kind=kind))
    site.put("/karlum", Reply(page("Karlum")))
    site.put("/tamsa", Reply(page("Tamsa")))
    found = visits(url)
    assert [(a.url, a.published, a.published_from) for a in articles(found)] == [
        (f"{site.address}/karlum", date(2017, 11, 17), DateSource.FEED),
        (f"{site.address}/tamsa", date(2017, 11, 18), DateSource.FEED),
    ]
    assert issues(found) == []


def test_a_feed_of_atom_is_read(site: Site) -> None:
    url = site.put("/feed", Reply(ATOM.format(address=site.address).encode(), kind="application/atom+xml"))
    site.put("/karlum", Reply(page("Karlum")))
    assert [a.title for a in articles(visits(url))] == ["Army takes Karlum"]


def test_an_entry_whose_page_is_gone_is_read_from_the_feed(site: Site) -> None:
    url = site.put("/feed", Reply(RSS.format(address=site.address).encode(), kind="application/rss+xml"))
    site.put("/karlum", Reply(page("Karlum")))
    found = visits(url)
    assert [a.text[:16] for a in articles(found)][1] == "Army takes Tamsa"
    assert [(i.code, i.where) for i in issues(found)] == [("http-404", f"{site.address}/tamsa")]


def sitemap(*entries: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</urlset>'.encode()


def test_sitemaps_behind_an_index_are_read_the_latest_first(site: Site) -> None:
    at = site.address
    index = (
        f"<sitemapindex><sitemap><loc>{at}/old.xml</loc><lastmod>2016-01-01</lastmod></sitemap>"
        f"<sitemap><loc>{at}/new.xml.gz</loc><lastmod>2017-11-19</lastmod></sitemap></sitemapindex>"
    )
    news = (
        f"<url><loc>{at}/tamsa</loc><n:news xmlns:n='urn:n'><n:publication_date>2017-11-18T06:00:00+02:00"
        f"</n:publication_date><n:title>Army takes Tamsa</n:title></n:news></url>"
    )
    url = site.put("/sitemap.xml", Reply(index.encode(), kind=XML))
    site.put("/old.xml", Reply(sitemap(f"<url><loc>{at}/osmar</loc></url>"), kind=XML))
    new = sitemap(f"<url><loc>{at}/karlum</loc><lastmod>2017-11-17</lastmod></url>", news)
    site.put("/new.xml.gz", Reply(gzip.compress(new), kind="application/x-gzip"))
    for place in ("karlum", "tamsa", "osmar"):
        site.put(f"/{place}", Reply(page(place.title())))
    found = articles(visits(url))
    assert [a.url.rpartition("/")[2] for a in found] == ["tamsa", "karlum", "osmar"]
    assert [a.published for a in found] == [date(2017, 11, 18), None, None]  # a last change is no publication


def test_a_list_of_addresses_is_followed(site: Site) -> None:
    site.put("/karlum", Reply(page("Karlum")))
    url = site.put(
        "/list.txt", Reply(f"{site.address}/karlum\n{site.address}/none\n".encode(), kind="text/plain")
    )
    found = visits(url)
    assert len(articles(found)) == 1
    assert [i.code for i in issues(found) if i.code != "no-date"] == ["http-404"]


def test_a_page_is_read_once_and_lists_that_list_themselves_end(site: Site) -> None:
    at = site.address
    index = "".join(f"<sitemap><loc>{at}/{name}.xml</loc></sitemap>" for name in "ab")
    url = site.put("/a.xml", Reply(f"<sitemapindex>{index}</sitemapindex>".encode(), kind=XML))
    site.put(
        "/b.xml",
        Reply(
            sitemap(f"<url><loc>{at}/karlum?utm_id=1</loc></url><url><loc>{at}/karlum/</loc></url>"), kind=XML
        ),
    )
    site.put("/karlum", Reply(page("Karlum")))
    assert len(articles(visits(url))) == 1
    assert site.paths() == ["/a.xml", "/b.xml", "/karlum"]


def test_lists_are_followed_only_so_deep(site: Site) -> None:
    for n in range(9):
        inner = f"<sitemapindex><sitemap><loc>{site.address}/{n + 1}.xml</loc></sitemap></sitemapindex>"
        site.put(f"/{n}.xml", Reply(inner.encode(), kind=XML))
    assert [i.code for i in issues(visits(f"{site.address}/0.xml"))] == ["too-deep"]
    assert len(site.paths()) == 4


def test_no_more_pages_are_fetched_than_wanted(site: Site) -> None:
    urls = [site.put(f"/{n}", Reply(page("Karlum"))) for n in range(7)]
    url = site.put(
        "/sitemap.xml", Reply(sitemap(*(f"<url><loc>{found}</loc></url>" for found in urls)), kind=XML)
    )
    found = visits(url, max_pages=3)
    assert len(articles(found)) == 3
    assert issues(found)[-1].message == "4 more pages are not fetched; --max-pages is 3"


def test_what_is_unchanged_is_not_read_again(site: Site) -> None:
    url = site.put("/a", Reply(page("Karlum"), headers={"ETag": '"1"'}), Reply(status=304))
    (first,) = visits(url)
    (again,) = visitor(known={first.url: first.validators}).visit(url)
    assert (again.is_unchanged, again.items, again.validators) == (True, (), first.validators)


@pytest.mark.parametrize(
    "body", [b"<urlset><url><loc>", b"<urlset></urlset>", b"<urlset/>", b"<rss", b"<rss><channel></rss>"]
)
def test_broken_lists_are_issues(site: Site, body: bytes) -> None:
    found = visits(site.put("/a", Reply(body, kind=XML)))
    assert articles(found) == []
    assert issues(found)


def test_entities_of_a_sitemap_are_not_looked_up(site: Site) -> None:
    bomb = b'<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "' + b"x" * 999 + b'">]>'
    body = (
        bomb
        + b"<urlset><url><loc>&a;</loc></url><url><loc>https://news.example/"
        + b"&b;" * 99
        + b"</loc></url></urlset>"
    )
    found = visits(site.put("/a.xml", Reply(body, kind=XML)))
    assert articles(found) == []
    assert site.paths() == ["/a.xml"]
