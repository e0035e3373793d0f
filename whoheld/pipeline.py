"""From sources to results: gather, find, derive; or a project file, where the first two are done already."""

from collections.abc import Sequence

from articles.actors import load_actors
from output.models import Results
from whoheld.deriving import Material, derive_results
from whoheld.finding import find_claims
from whoheld.gathering import read_sources
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.weighing import known_sources, timeline_options


def run(
    sources: Sequence[str], *, options: RunOptions | None = None, progress: Progress = be_quiet
) -> Results:
    """Read the sources and derive who reportedly held what.

    Args:
        sources: Files and folders: texts, or tables of coded claims.
        options: What the user decided.
        progress: Told how far each stage has come.

    Raises:
        NothingReadError: If not one article or coded claim could be read.
        BadOptionError: If the place to look near is not in the gazetteer, or the reader cannot be used.
        BadReaderError: If a reader of the user's own returns what is no claim.
        BadPinError: If a table of pins breaks its schema.
        BadServiceError: If a geocoding service lacks its key, or its answers cannot be kept.
        BadDataFileError: If a file of actors or of sources breaks its schema.
        UnknownFusionError: If the fusion does not exist.
        GazetteerBuildError: If the gazetteer is missing and cannot be compiled.
    """
    chosen = options or RunOptions()
    book = load_actors(chosen.actors)
    timeline_options(chosen, sources=known_sources((), options=chosen, book=book))
    reading = read_sources(sources, options=chosen, book=book, progress=progress)
    found = find_claims(reading.articles, options=chosen, book=book, given=reading.given, progress=progress)
    issues = (*reading.issues, *found.issues)
    material = Material(reading.articles, found.claims, found.unplaced, found.mentions, reading.coded, issues)
    return derive_results(material, options=chosen, book=book, progress=progress)
