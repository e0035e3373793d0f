"""From a project file to the results of a run: the same as a direct run of its articles gives."""

from dataclasses import dataclass
from pathlib import Path

from output.collection import paused_collection
from output.models import Results
from whoheld.errors import NothingReadError
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.project.choices import for_this_run, kept_options
from whoheld.project.decisions import active_decisions
from whoheld.project.faults import records_read
from whoheld.project.fingerprints import fingerprint_of
from whoheld.project.picture import derive_picture
from whoheld.project.pinning import articles_to_place, decided_pins
from whoheld.project.refreshing import stale_articles
from whoheld.project.rows import stored_articles
from whoheld.project.store import Project, open_project


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The results of a project.

    Attributes:
        options: The project's, and those of this run.
        stale: How many articles were read or placed with something else than would be used today, such as
            other rules, names or pins.
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
    with paused_collection():
        with records_read(project.path):
            stored = list(stored_articles(project))
        decisions = active_decisions(project)
        picture = derive_picture(project, stored, decisions, options=chosen, progress=progress)
    if not stored and not picture.results.claims:
        path = project.path
        raise NothingReadError(f"{path} holds no articles: add some with `whoheld add {path} SOURCE`")
    stale = {key for key, _ in stale_articles(project, fingerprint_of(chosen, picture.book))}
    stale |= {found.key for found in stored} & set(articles_to_place(project, decided_pins(decisions)))
    return Rebuilt(picture.results, picture.options, len(stale))
