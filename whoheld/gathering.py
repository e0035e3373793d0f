"""Everything that the sources hold: articles, claims coded by others, and what could not be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from articles.actors import ActorBook
from articles.files import list_files
from articles.models import Article, Issue
from articles.readers import ReadOptions, read_file, sniff_columns
from articles.web.sources import name_sources
from layers.models import LocatedClaim
from whoheld.claimtable import is_claim_table, read_claim_table
from whoheld.errors import NothingReadError
from whoheld.exportfile import EXPORT_SUFFIXES, is_export
from whoheld.exportsource import Export, read_export
from whoheld.fetching import read_web
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.versions import settle_articles, settle_coded

Item = Article | LocatedClaim | Issue


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sources hold, each article and claim once.

    Attributes:
        articles: By day of publication and id.
        coded: Claims that somebody coded.
        given: Ids that sources gave to articles that had to be called otherwise.
        exports: Files that whoheld wrote.
    """

    articles: tuple[Article, ...]
    coded: tuple[LocatedClaim, ...]
    issues: tuple[Issue, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    exports: tuple[Export, ...] = ()


def read_sources(
    sources: Sequence[str], *, options: RunOptions, book: ActorBook, progress: Progress = be_quiet
) -> Reading:
    """Read every article and every coded claim of the sources.

    Raises:
        NothingReadError: If there is not one of either.
    """
    named = name_sources(sources)
    paths, missing = list_files(named.files, others=EXPORT_SUFFIXES)
    items: list[Item] = [*named.issues, *missing]
    exports: list[Export] = []
    for number, path in enumerate(paths):
        progress("reading", number / len(paths))
        if is_export(path):
            exports.append(read_export(path, book=book))
            items += exports[-1].issues
            continue
        items += read_path(path, options=ReadOptions(published=options.published), book=book)
    fetched = read_web(
        named.addresses,
        [item for item in items if isinstance(item, Issue)],
        options=options,
        progress=progress,
    )
    progress("reading", 1.0)
    problems = [*fetched.others, *fetched.issues]
    read = [item for item in items if isinstance(item, Article)]
    settled = settle_articles([*read, *fetched.articles])
    coded, doubled = settle_coded(item for item in items if isinstance(item, LocatedClaim))
    has_exports = any(export.claims or export.intervals for export in exports)
    if not settled.articles and not coded and not has_exports:
        raise NothingReadError(nothing_read(sources, problems))
    issues = (*problems, *settled.issues, *doubled)
    return Reading(settled.articles, coded, issues, settled.given, tuple(exports))


def read_path(path: Path, *, options: ReadOptions, book: ActorBook) -> Iterator[Item]:
    """Yield what a file holds: articles, or claims if it is a table of coded claims; and issues."""
    if is_claim_table(sniff_columns(path)):
        yield from read_claim_table(path, party=cache(book.party))
    else:
        yield from read_file(path, options=options)


def nothing_read(sources: Sequence[str], problems: Sequence[Issue]) -> str:
    """Return why sources hold nothing, in one line."""
    if not problems:
        return f"nothing could be read: there is nothing in {', '.join(sources)}"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"nothing could be read: {problems[0].where}: {problems[0].message}{more}"
