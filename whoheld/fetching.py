"""Articles behind web addresses, fetched as the options of a run say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.models import Article, Issue
from articles.reading import MISSING_TEXT, ReadOptions, addresses_to_fetch
from articles.web.limits import FetchOptions, Validators
from geo.services import user_agent
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet

if TYPE_CHECKING:
    from articles.web.discover import Visit


@dataclass(frozen=True, slots=True)
class WebReading:
    """What was read from the web.

    Attributes:
        articles: In the order of their addresses.
        issues: What could not be fetched or read.
        others: The issues of files that are still so: all but those of pages that were asked for.
    """

    articles: tuple[Article, ...]
    issues: tuple[Issue, ...]
    others: tuple[Issue, ...]


def fetch_options(options: RunOptions) -> FetchOptions:
    """Return how pages are fetched in a run."""
    return FetchOptions(
        user_agent=user_agent(), allows_private=options.allows_private, max_pages=options.max_pages
    )


def read_web(
    addresses: Sequence[str],
    problems: Sequence[Issue],
    *,
    options: RunOptions,
    progress: Progress = be_quiet,
) -> WebReading:
    """Read the articles behind addresses.

    Args:
        addresses: Of pages, feeds, sitemaps and lists of addresses, as the user named them.
        problems: Of files read before; those that give only the address of a page are fetched if asked for.
        options: Of the run.
        progress: Told how far the fetching has come.
    """
    wanted = addresses_to_fetch(problems) if options.fetches_missing else ()
    others = tuple(found for found in problems if found.code != MISSING_TEXT or not options.fetches_missing)
    found = _visit(tuple(dict.fromkeys((*addresses, *wanted))), options, progress)
    articles = tuple(item for item in found if isinstance(item, Article))
    return WebReading(articles, tuple(item for item in found if isinstance(item, Issue)), others)


def _visit(addresses: Sequence[str], options: RunOptions, progress: Progress) -> list[Article | Issue]:
    visits = visit_addresses(addresses, options=options, known={}, progress=progress)
    return [item for visit in visits for item in visit.items]


def visit_addresses(
    addresses: Sequence[str],
    *,
    options: RunOptions,
    known: Mapping[str, Validators],
    progress: Progress = be_quiet,
) -> "Iterator[Visit]":
    """Yield what addresses give, each page by itself.

    Args:
        addresses: Of pages, feeds, sitemaps and lists of addresses.
        options: Of the run.
        known: Validators of pages that are known already, by address as `Visit` spells it.
        progress: Told how far the fetching has come.
    """
    if not addresses:
        return
    from articles.web.discover import Visitor  # noqa: PLC0415
    from articles.web.fetching import Fetcher  # noqa: PLC0415

    visitor = Visitor(Fetcher(fetch_options(options)), ReadOptions(published=options.published), known)
    for number, address in enumerate(addresses):
        progress("fetching", number / len(addresses))
        yield from visitor.visit(address)
    progress("fetching", 1.0)
