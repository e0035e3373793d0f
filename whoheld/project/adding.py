"""Add sources to a project file: only new and changed articles are worked on."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from articles.actors import ActorBook, load_actors
from articles.extract import Extraction
from articles.files import list_files
from articles.models import Article, Issue
from articles.readers import ReadOptions
from articles.reading import issue
from articles.web.discover import Visit
from articles.web.sources import name_sources
from layers.models import LocatedClaim
from whoheld.errors import BadOptionError, NothingReadError
from whoheld.fetching import visit_addresses
from whoheld.finding import Finder, open_finder
from whoheld.gathering import nothing_read, read_path
from whoheld.options import RunOptions, parse_day
from whoheld.progress import Progress, be_quiet
from whoheld.project.batches import Batch, hold
from whoheld.project.choices import (
    given_options,
    keep_options,
    kept_files,
    kept_options,
    read_option_files,
    with_given,
)
from whoheld.project.decisions import active_decisions
from whoheld.project.fingerprints import Fingerprint, fingerprint_of, readers_fingerprint
from whoheld.project.keeping import Found, keep_complaints
from whoheld.project.locking import alone
from whoheld.project.origins import (
    Held,
    Origin,
    address_of,
    begin,
    complain,
    finish,
    issues_at,
    keep_validators,
    known_origin,
    known_pages,
    look_at,
    touch,
)
from whoheld.project.pinning import decided_pins, mark_changed_pins
from whoheld.project.refreshing import mark_changed_actors, stale_articles, stored_extraction
from whoheld.project.runs import finish_run
from whoheld.project.store import Access, Project, is_project, open_project
from whoheld.versions import version_of
from whoheld.weighing import known_sources, timeline_options

Say = Callable[[str], None]
COUNTS = ("files", "unchanged", "new", "known", "coded", "reread", "replaced", "issues")


_OF_THIS_RUN = frozenset({"published", "allows_private", "fetches_missing", "max_pages"})


def _say_nothing(_words: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a user asks of `add`.

    Attributes:
        sources: Files, folders and web addresses; none = only bring the project up to date.
        options: What the user decided.
        given: Fields of `options` that the user gave; None = those that differ from the usual.
    """

    sources: Sequence[str] = ()
    options: RunOptions = field(default_factory=RunOptions)
    given: frozenset[str] | None = None


def add_sources(
    path: Path, asked: Asked, *, say: Say = _say_nothing, progress: Progress = be_quiet
) -> Mapping[str, int]:
    """Add sources to a project file, which is made if it is missing, and bring the rest of it up to date.

    Articles that the file has already are not worked on; all others are, and those that the options or this
    version of whoheld read or place otherwise than before. Each article is kept as soon as it is done.

    Args:
        path: The project file.
        asked: The sources and options.
        say: Told when another process has to be waited for.
        progress: Told how far each stage has come.

    Returns:
        How many "files" were read and how many "unchanged", how many "new" articles, "reread" and "replaced"
        ones, and "issues" of what was read; nothing but zeros if nothing was to be done.

    Raises:
        NothingReadError: If the sources hold no file that can be read.
        ProjectError: If the project file cannot be read or written.
        WhoheldError, GeoError, ArticlesError: As `whoheld.pipeline.run`.
    """
    for source in asked.sources:
        if is_project(Path(source)):
            raise BadOptionError(f"{source} is a project file itself; add the sources that were added to it")
    named = name_sources(asked.sources)
    paths, missing = list_files(named.files)
    problems = (*named.issues, *missing)
    own = address_of(path)
    paths = tuple(found for found in paths if address_of(found) != own)
    problems = tuple(told for told in problems if not address_of(told.where).startswith(own))
    if asked.sources and not paths and not named.addresses:
        raise NothingReadError(nothing_read(asked.sources, problems))
    if asked.options.actors:
        load_actors(asked.options.actors)  # a bad file is told before a project is made
    access = Access.CREATE if asked.sources else Access.WRITE
    with alone(path, say=say), open_project(path, access=access) as project:
        adder = _Adder.start(project, asked, progress)
        try:
            adder.refresh()
            adder.note(problems)
            adder.read(paths)
            adder.visit(named.addresses)
            adder.refresh()
            return adder.finish()
        finally:
            adder.close()


@dataclass(slots=True)
class _Adder:
    """The work of one `add`; opens the gazetteer only when there is an article to work on."""

    project: Project
    options: RunOptions
    book: ActorBook
    fingerprint: Fingerprint
    batch: Batch
    progress: Progress
    published: date | None = None
    asked: RunOptions = field(default_factory=RunOptions)
    counts: Counter[str] = field(default_factory=Counter)
    _finder: Finder | None = None

    @classmethod
    def start(cls, project: Project, asked: Asked, progress: Progress) -> "_Adder":
        """Take the options over, and mark what they touch."""
        kept = kept_options(project)
        given = asked.given if asked.given is not None else given_options(asked.options)
        options = with_given(kept, asked.options, given - _OF_THIS_RUN)
        files = read_option_files(options)
        book = load_actors(options.actors)
        timeline_options(options, sources=known_sources((), options=options, book=book))
        batch = Batch(project, "add" if asked.sources else "refresh")
        adder = cls(
            project,
            options,
            book,
            fingerprint_of(options, book),
            batch,
            progress,
            asked.options.published,
            asked.options,
        )
        if files != kept_files(project) or options != kept:
            adder.finder  # noqa: B018 - pins and places named by options are checked before they are kept
            batch.add(partial(keep_options, options=options, found=files))
        mark_changed_actors(project, batch, options.actors, book)
        mark_changed_pins(project, batch, decided_pins(active_decisions(project)))
        batch.flush()
        return adder

    @property
    def finder(self) -> Finder:
        """What reads and places articles; opened when first needed."""
        if self._finder is None:
            self._finder = open_finder(
                self.options, book=self.book, answers=self.project.path, progress=self.progress
            )
            self._finder.placer.pins = (
                *self._finder.placer.pins,
                *decided_pins(active_decisions(self.project)),
            )
        return self._finder

    def refresh(self) -> None:
        """Read or place again the articles that were done with something else."""
        stale = stale_articles(self.project, self.fingerprint)
        for number, (key, is_reading) in enumerate(stale):
            self.progress("bringing up to date", number / len(stale))
            extraction = stored_extraction(self.project, key)
            if is_reading:
                extraction = self.finder.read(extraction.article)
            self.counts["reread" if is_reading else "replaced"] += 1
            self.batch.add_finding(key, self._placed(extraction))
            self.batch.flush_if_due()
        self.batch.flush()
        if stale:
            self.progress("bringing up to date", 1.0)

    def note(self, problems: Sequence[Issue]) -> None:
        """Keep what is wrong with sources that cannot be read; what they held before stays."""
        for problem in problems:
            origin = Origin(address_of(problem.where))
            if problem not in issues_at(self.project, origin.address):
                self.batch.add(partial(_begin, batch=self.batch, origin=origin))
                self.batch.add(partial(complain, origin=origin, issue=problem))
            self.counts["issues"] += 1

    def read(self, paths: Sequence[Path]) -> None:
        """Read the files that are new or changed."""
        reading, day = readers_fingerprint(), self.published
        touched: list[Origin] = []
        for number, path in enumerate(paths):
            self.progress("adding", number / len(paths))
            known = known_origin(self.project, address_of(path))
            try:
                origin = look_at(path, known=known, reading=reading, published=day.isoformat() if day else "")
            except OSError as error:
                self.note([issue("unreadable", path, f"cannot be read: {error.strerror or error}")])
                continue
            if not origin.is_as(known):
                self._read_file(path, origin)
            else:
                self.counts["unchanged"] += 1
                if known != origin and origin.mtime_ns is not None:
                    touched.append(origin)
            self.batch.flush_if_due()
        if paths:
            self.progress("adding", 1.0)
        self.batch.flush()
        touch(self.project, touched)

    def visit(self, addresses: Sequence[str]) -> None:
        """Fetch pages that are new or changed; what cannot be fetched stays as it was."""
        reading = readers_fingerprint()
        known = known_pages(self.project, reading=reading)
        for visit in visit_addresses(addresses, options=self.asked, known=known, progress=self.progress):
            if visit.is_unchanged:
                self.counts["unchanged"] += 1
            else:
                self._take_visit(visit, reading)
            self.batch.flush_if_due()
        self.batch.flush()

    def _take_visit(self, visit: Visit, reading: str) -> None:
        issues = [item for item in visit.items if isinstance(item, Issue)]
        self.counts["issues"] += len(issues)
        origin = Origin(visit.url, "url", reading=reading, published=str(self.published or ""))
        if not visit.is_fetched:
            self.batch.flush()
        if not visit.is_fetched and known_origin(self.project, visit.url) is not None:
            for problem in issues:
                self.batch.add(partial(complain, origin=origin, issue=problem))
            return
        self.counts["files"] += 1
        self.batch.add(partial(_begin, batch=self.batch, origin=origin))
        articles = [item for item in visit.items if isinstance(item, Article)]
        versions = {self._take(article, origin) for article in articles}
        whole = replace(origin, sha256="".join(sorted(versions)) or "-" if visit.is_fetched else "")
        self.batch.add(partial(finish, origin=whole, held=Held(versions, (), issues)))
        self.batch.add(partial(keep_validators, address=visit.url, validators=visit.validators))

    def _read_file(self, path: Path, origin: Origin) -> None:
        versions: set[str] = set()
        coded: list[LocatedClaim] = []
        issues: list[Issue] = []
        self.counts["files"] += 1
        self.batch.add(partial(_begin, batch=self.batch, origin=origin))
        options = ReadOptions(published=parse_day(origin.published))
        for item in read_path(path, options=options, book=self.book):
            match item:
                case Article():
                    versions.add(self._take(item, origin))
                    self.batch.flush_if_due()
                case LocatedClaim():
                    coded.append(item)
                case Issue():
                    issues.append(item)
        self.counts["issues"] += len(issues)
        self.counts["coded"] += len(coded)
        self.batch.add(partial(finish, origin=origin, held=Held(versions, coded, issues)))

    def _take(self, article: Article, origin: Origin) -> str:
        """Work on an article unless the file has it; return the key of its version."""
        version = version_of(article)
        if self.batch.has(version):
            self.counts["known"] += 1
        else:
            self.counts["new"] += 1
            self.batch.add_article(article, version, self._placed(self.finder.read(article)))
        held = partial(hold, origin=origin.address, version=version, place=article.where)
        self.batch.add(held, ids=[article.id])
        return version.key

    def finish(self) -> Mapping[str, int]:
        """Note what services complained about, and what was done."""
        asker = self._finder.placer.asker if self._finder else None
        if self._finder and asker:
            complaints = self._finder.placer.issues()
            self.batch.add(partial(keep_complaints, issues=complaints))
        self.batch.flush()
        counts = {name: self.counts[name] for name in COUNTS}
        if self.batch.run:
            finish_run(self.project, self.batch.run, counts)
        return counts

    def close(self) -> None:
        """Close the file of answers."""
        if self._finder is not None:
            self._finder.close()

    def _placed(self, extraction: Extraction) -> Found:
        resolutions = self.finder.place(extraction)
        located = self.finder.locate(extraction, resolutions)
        return Found(extraction, resolutions, located, self.fingerprint)


def _begin(connection: sqlite3.Connection, *, batch: Batch, origin: Origin) -> None:
    begin(connection, origin, batch.run)
