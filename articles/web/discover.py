"""From an address to articles: a page, the pages of a feed, of a sitemap, or of a list of addresses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from articles.documents import Document, Said
from articles.errors import WebError
from articles.formats.sitemaps import is_sitemap
from articles.formats.sniffing import suffix_of
from articles.models import Article, DateSource, Issue, article_id
from articles.readers import read_document
from articles.reading import ReadOptions, issue
from articles.web.canonical import address_key, canonical_url, site_of
from articles.web.fetching import Fetched, Fetcher
from articles.web.inflating import unpack_gzip
from articles.web.limits import NO_VALIDATORS, Validators
from articles.web.links import Link, feed_links, is_list, list_links, sitemap_links

_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "application/atom+xml": ".xml",
        "application/json": ".json",
        "application/pdf": ".pdf",
        "application/rss+xml": ".xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
        "application/x-ndjson": ".jsonl",
        "application/xhtml+xml": ".html",
        "text/csv": ".csv",
        "text/html": ".html",
        "text/markdown": ".md",
        "text/tab-separated-values": ".tsv",
    }
)
_ONE_ARTICLE = frozenset({".docx", ".html", ".md", ".pdf", ".txt"})
_MOST_NESTED = 3
_LISTS_MOST = 100  # feeds, sitemaps and lists behind one source


@dataclass(frozen=True, slots=True)
class Visit:
    """One address that was asked, and what it gave.

    Attributes:
        url: In its one spelling.
        items: Articles and issues, in order.
        validators: To be sent back when asking again; none where it was not fetched.
        is_unchanged: It is as it was, by the validators sent.
        is_fetched: It was answered; else `items` tell why not.
    """

    url: str
    items: tuple[Article | Issue, ...] = ()
    validators: Validators = NO_VALIDATORS
    is_unchanged: bool = False
    is_fetched: bool = True


@dataclass(slots=True)
class Visitor:
    """Reads what addresses lead to, each page once.

    Attributes:
        fetcher: Fetches the pages.
        options: As for files.
        known: Validators of pages that are known already, by address as `Visit` spells it.
    """

    fetcher: Fetcher
    options: ReadOptions
    known: Mapping[str, Validators] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _pages_left: int = 0
    _lists_left: int = 0
    _cut: int = 0

    def visit(self, url: str) -> Iterator[Visit]:
        """Yield what an address gives: its page, or all pages that it lists, itself first.

        What cannot be fetched is an issue in the visit of its address; the rest goes on.

        Args:
            url: As typed.
        """
        self._pages_left, self._lists_left, self._cut = self.fetcher.options.max_pages, _LISTS_MOST, 0
        yield from self._follow(Link(url), depth=0)
        if self._cut:
            most = self.fetcher.options.max_pages
            message = f"{self._cut:,} more pages are not fetched; --max-pages is {most:,}"
            yield Visit(_spelt(url), (issue("too-many", url, message),), is_fetched=False)

    def _follow(self, link: Link, *, depth: int) -> Iterator[Visit]:
        url = _spelt(link.url)
        key = address_key(url) or url
        if key in self._seen:
            return
        if not self._pages_left or not self._lists_left:
            self._cut += 1
            return
        self._seen.add(key)
        self._pages_left -= 1
        try:
            fetched = self.fetcher.fetch(url, validators=self.known.get(url, NO_VALIDATORS))
            kind = _Kind.of(fetched, self.fetcher.options.max_bytes)
        except WebError as error:
            problem = issue(error.code, url, str(error))
            yield Visit(url, (problem, *((link.entry,) if link.entry else ())), is_fetched=False)
            return
        if fetched.is_unchanged:
            yield Visit(url, (), fetched.validators, is_unchanged=True)
        elif kind.list_links is None:
            yield Visit(url, self._articles(link, fetched, kind), fetched.validators)
        else:
            self._pages_left += 1
            self._lists_left -= 1
            yield from self._list(url, fetched, kind.list_links, depth=depth)

    def _list(self, url: str, fetched: Fetched, links: "_ListLinks", *, depth: int) -> Iterator[Visit]:
        """Yield the visit of a feed, sitemap or list, then those of its pages."""
        if depth == _MOST_NESTED:
            message = f"lists inside lists are followed {_MOST_NESTED} deep"
            yield Visit(url, (issue("too-deep", url, message),), fetched.validators)
            return
        found = list(links(self.options))
        items = tuple(item for item in found if not isinstance(item, Link))
        yield Visit(url, items, fetched.validators)
        for link in found:
            if isinstance(link, Link):
                yield from self._follow(link, depth=depth + 1)

    def _articles(self, link: Link, fetched: Fetched, kind: "_Kind") -> tuple[Article | Issue, ...]:
        said = Said(
            url=fetched.url,
            title=link.title,
            source=urlsplit(fetched.url).hostname or "",
            published=link.published,
            published_from=DateSource.FEED,
            charset=fetched.charset,
        )
        document = Document.of(kind.body, label=fetched.url, name=kind.name, said=said)
        found = tuple(read_document(document, options=self.options))
        if kind.suffix in _ONE_ARTICLE:
            found = tuple(
                _at_home(item, fetched.url) if isinstance(item, Article) else item for item in found
            )
        has_text = any(isinstance(item, Article) for item in found)
        return found if has_text or link.entry is None else (*found, link.entry)


_ListLinks = Callable[[ReadOptions], Iterator[Link | Article | Issue]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What was fetched, by its type and its first bytes.

    Attributes:
        suffix: Of the reader.
        name: With that suffix.
        list_links: Gives the addresses it lists; None = it is no list of addresses.
    """

    body: bytes
    suffix: str
    name: str
    list_links: _ListLinks | None

    @classmethod
    def of(cls, fetched: Fetched, max_bytes: int) -> "_Kind":
        """Return the kind of what was fetched.

        Raises:
            WebError: If it is packed and unpacks to too much.
        """
        body = unpack_gzip(fetched.body, max_bytes=max_bytes)
        suffix = _SUFFIXES.get(fetched.content_type) or suffix_of(body[:65_536])
        stem = unquote(urlsplit(fetched.url).path).rstrip("/").rpartition("/")[2]
        name = (stem or "page").removesuffix(suffix) + suffix
        said = Said(url=fetched.url, charset=fetched.charset)
        document = Document.of(body, label=fetched.url, name=name, said=said)
        head = body[:4000].decode("utf-8", "replace")
        if suffix in (".xml", ".rss", ".atom"):
            links = sitemap_links if is_sitemap(head) else feed_links
            return cls(body, suffix, name, lambda options: links(document, options))
        text = body.decode("utf-8", "replace") if suffix in (".txt", ".md", ".csv") else ""
        if text and is_list(text):
            return cls(body, suffix, name, lambda _: iter(list_links(text)))
        return cls(body, suffix, name, None)


def _spelt(url: str) -> str:
    return canonical_url(url) or url


def _at_home(article: Article, fetched_from: str) -> Article:
    """Return the article of a page under the page's own address for itself, if that is on its site."""
    url = canonical_url(article.url)
    is_own = bool(address_key(url)) and site_of(url) == site_of(fetched_from)
    home = url if is_own else canonical_url(fetched_from)
    return replace(article, id=article_id(url=address_key(home) or home, text=""), url=home)
