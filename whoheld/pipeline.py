"""From sources to results: gather, find, derive; or a project file, where the first two are done already."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from articles.actors import load_actors
from articles.stories import find_stories
from output.models import Results
from whoheld.deriving import Material, derive_results
from whoheld.errors import BadOptionError
from whoheld.finding import find_claims
from whoheld.gathering import read_sources
from whoheld.holdback import as_of_then, held_back_note, hold_back, without_later
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.project.choices import given_options
from whoheld.project.store import is_project
from whoheld.weighing import known_sources, timeline_options


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gives.

    Attributes:
        results: Everything it read, found, placed and derived.
        options: What it was made with: a project file brings its own.
        note: What the user should know beside it, in one line, or "".
    """

    results: Results
    options: RunOptions
    note: str = ""


def run(
    sources: Sequence[str], *, options: RunOptions | None = None, progress: Progress = be_quiet
) -> Results:
    """Read the sources and derive who reportedly held what; see `run_with`."""
    return run_with(sources, options=options or RunOptions(), progress=progress).results


def run_with(
    sources: Sequence[str],
    *,
    options: RunOptions,
    given: frozenset[str] | None = None,
    progress: Progress = be_quiet,
) -> Outcome:
    """Read the sources and derive who reportedly held what.

    Args:
        sources: Files, folders and web addresses: texts, or tables of coded claims; or one project file.
        options: What the user decided.
        given: Fields of `options` that the user gave, all others are a project's own; None = those that
            differ from the usual.
        progress: Told how far each stage has come.

    Raises:
        NothingReadError: If not one article or coded claim could be read, or is old enough for the delay.
        BadOptionError: If the place to look near is not in the gazetteer, the reader cannot be used, a delay
            has no day to count from, or a project file is given with other sources, or with options that its
            texts were not read with.
        BadReaderError: If a reader of the user's own returns what is no claim.
        BadPinError: If a table of pins breaks its schema.
        BadServiceError: If a geocoding service lacks its key, or its answers cannot be kept.
        BadDataFileError: If a file of actors or of sources breaks its schema.
        UnknownFusionError: If the fusion does not exist.
        GazetteerBuildError: If the gazetteer is missing and cannot be compiled.
        ProjectError: If a project file cannot be read.
    """
    project = _project_of(sources)
    if project is None:
        return _run_directly(sources, options, progress)
    from whoheld.project.rebuilding import rebuild  # noqa: PLC0415

    chosen = given_options(options) if given is None else given
    rebuilt = rebuild(project, options=options, given=chosen, progress=progress)
    notes = []
    if rebuilt.stale:
        notes.append(
            f"{rebuilt.stale} articles were read or placed by other rules or names than today's: "
            f"`whoheld add {project} --refresh` brings them up to date"
        )
    if rebuilt.options.delay_days is not None and rebuilt.options.as_of is not None:
        notes.append(held_back_note(rebuilt.options.as_of))
    return Outcome(rebuilt.results, rebuilt.options, "; ".join(notes))


def _project_of(sources: Sequence[str]) -> Path | None:
    """Return the project file among the sources, if there is one.

    Raises:
        BadOptionError: If there are other sources beside it.
    """
    found = [source for source in sources if is_project(Path(source))]
    if found and len(sources) > 1:
        raise BadOptionError(
            f"a project file is read alone; put the other sources into it: whoheld add {found[0]} SOURCE"
        )
    return Path(found[0]) if found else None


def _run_directly(sources: Sequence[str], options: RunOptions, progress: Progress) -> Outcome:
    book = load_actors(options.actors)
    timeline_options(options, sources=known_sources((), options=options, book=book))
    reading = read_sources(sources, options=options, book=book, progress=progress)
    chosen, note = options, ""
    if options.delay_days is not None:
        if reading.exports:
            raise BadOptionError(
                f"--delay is for articles and claims, not for exports: {reading.exports[0].path}"
            )
        left = hold_back(reading.articles, reading.coded, reading.issues, options=options)
        reading = replace(reading, articles=left.articles, coded=left.coded, issues=left.issues)
        chosen, note = as_of_then(options, left.last_day), held_back_note(left.last_day)
    found = find_claims(reading.articles, options=chosen, book=book, given=reading.given, progress=progress)
    issues = (*reading.issues, *found.issues)
    material = Material(
        reading.articles,
        found.claims,
        found.unplaced,
        found.mentions,
        reading.coded,
        issues,
        find_stories(reading.articles),
        reading.exports,
    )
    if chosen is not options:
        material = without_later(material, chosen.as_of)
    results = derive_results(material, options=chosen, book=book, progress=progress)
    return Outcome(results, chosen, note)
