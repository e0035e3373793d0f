"""From the rows of a project file to the results of a run: the same as a direct run of its articles gives."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from articles.actors import load_actors
from layers.models import LocatedClaim
from output.models import Results
from whoheld.deriving import Material, derive_results
from whoheld.errors import NothingReadError, SpoiltProjectError
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.project.choices import for_this_run, kept_options
from whoheld.project.derived import KeptIntervals
from whoheld.project.fingerprints import fingerprint_of
from whoheld.project.names import StoredMentions
from whoheld.project.problems import stored_issues
from whoheld.project.refreshing import stale_articles
from whoheld.project.rows import stored_articles, stored_claims
from whoheld.project.store import Project, open_project
from whoheld.project.stories import stored_stories
from whoheld.records import decode
from whoheld.versions import settle_coded


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The results of a project.

    Attributes:
        options: The project's, and those of this run.
        stale: How many articles were read or placed with something else than would be used today.
    """

    results: Results
    options: RunOptions
    stale: int


def rebuild(
    path: Path, *, options: RunOptions, given: frozenset[str], progress: Progress = be_quiet
) -> Rebuilt:
    """Return the results that a project file holds, and the options they were made with.

    Texts are not read, and names only when they are asked for: the file stays open for that, and shows what
    it held when it was opened.

    Args:
        path: The project file.
        options: What the user asks for in this run.
        given: Fields of `options` that the user gave; the project's are used for all others.
        progress: Told how far it has come.

    Raises:
        ProjectError: If the file cannot be read.
        NothingReadError: If it holds no article and no coded claim.
        BadOptionError: If an option is given that the texts were read with, and it differs.
    """
    project = open_project(path)
    project.snapshot()
    try:
        return _rebuilt(project, options, given, progress)
    except BaseException:
        project.close()
        raise


def _rebuilt(project: Project, options: RunOptions, given: frozenset[str], progress: Progress) -> Rebuilt:
    chosen = for_this_run(kept_options(project), options, given)
    book = load_actors(chosen.actors)
    with _collecting_later():
        material = _sound_material(project)
        weigh = KeptIntervals(project)
        results = derive_results(material, options=chosen, book=book, weigh=weigh, progress=progress)
    return Rebuilt(results, chosen, len(stale_articles(project, fingerprint_of(chosen, book))))


def _sound_material(project: Project) -> Material:
    try:
        return _material(project)
    except NothingReadError:
        raise
    except (KeyError, ValueError) as error:
        path = project.path
        raise SpoiltProjectError(
            f"{path} holds a record that is none ({error}); it was changed by hand"
        ) from error


def _material(project: Project) -> Material:
    stored = list(stored_articles(project))
    coded, doubled = settle_coded(_coded(project))
    if not stored and not coded:
        path = project.path
        raise NothingReadError(f"{path} holds no articles: add some with `whoheld add {path} SOURCE`")
    claims = list(stored_claims(project, stored))
    return Material(
        articles=tuple(found.article for found in stored),
        claims=[found.located for found in claims if found.located is not None],
        unplaced=[found.claim for found in claims if found.located is None],
        mentions=StoredMentions(project, stored),
        coded=coded,
        issues=(*stored_issues(project, stored), *doubled),
        stories=stored_stories(project, stored),
    )


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Put garbage collection off: among so many lasting records it takes a third of the time."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


def _coded(project: Project) -> Iterator[LocatedClaim]:
    for (record,) in project.rows("SELECT record FROM coded"):
        yield decode(LocatedClaim, record)
