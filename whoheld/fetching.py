"""Articles behind web addresses, fetched as the options of a run say."""

from collections.abc import Iterator, Sequence

from articles.models import Article, Issue
from articles.reading import ReadOptions
from articles.web.limits import FetchOptions
from geo.services import user_agent
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet


def fetch_options(options: RunOptions) -> FetchOptions:
    """Return how pages are fetched in a run."""
    return FetchOptions(
        user_agent=user_agent(), allows_private=options.allows_private, max_pages=options.max_pages
    )


def read_addresses(
    addresses: Sequence[str], *, options: RunOptions, progress: Progress = be_quiet
) -> Iterator[Article | Issue]:
    """Yield the articles behind addresses, and an issue for each thing that could not be fetched or read.

    Args:
        addresses: Of pages, feeds, sitemaps and lists of addresses.
        options: Of the run.
        progress: Told how far the fetching has come.
    """
    if not addresses:
        return
    from articles.web.discover import Visitor  # noqa: PLC0415
    from articles.web.fetching import Fetcher  # noqa: PLC0415

    visitor = Visitor(Fetcher(fetch_options(options)), ReadOptions(published=options.published))
    for number, address in enumerate(addresses):
        progress("fetching", number / len(addresses))
        for visit in visitor.visit(address):
            yield from visit.items
    progress("fetching", 1.0)
