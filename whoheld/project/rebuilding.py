"""From the rows of a project file to the results of a run: the same as a direct run of its articles gives."""

from collections.abc import Iterator
from pathlib import Path

from articles.actors import load_actors
from layers.models import LocatedClaim
from output.models import Results
from whoheld.deriving import Material, derive_results
from whoheld.errors import NothingReadError
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.project.choices import for_this_run, kept_options
from whoheld.project.derived import KeptIntervals
from whoheld.project.names import StoredMentions
from whoheld.project.problems import stored_issues
from whoheld.project.rows import stored_articles, stored_claims
from whoheld.project.store import Project, open_project
from whoheld.records import decode
from whoheld.versions import settle_coded


def rebuild(
    path: Path, *, options: RunOptions, given: frozenset[str], progress: Progress = be_quiet
) -> tuple[Results, RunOptions]:
    """Return the results that a project file holds, and the options they were made with.

    Texts are not read. Names are read when they are asked for; the file stays open for that, and shows what it
    held when it was opened.

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
    chosen = for_this_run(kept_options(project), options, given)
    book = load_actors(chosen.actors)
    stored = list(stored_articles(project))
    coded, doubled = settle_coded(_coded(project))
    if not stored and not coded:
        raise NothingReadError(f"{path} holds no articles: add some with `whoheld add {path} SOURCE`")
    claims = list(stored_claims(project, stored))
    material = Material(
        articles=tuple(found.article for found in stored),
        claims=[found.located for found in claims if found.located is not None],
        unplaced=[found.claim for found in claims if found.located is None],
        mentions=StoredMentions(project, stored),
        coded=coded,
        issues=(*stored_issues(project, stored), *doubled),
    )
    weigh = KeptIntervals(project)
    return derive_results(material, options=chosen, book=book, weigh=weigh, progress=progress), chosen


def _coded(project: Project) -> Iterator[LocatedClaim]:
    for (record,) in project.rows("SELECT record FROM coded"):
        yield decode(LocatedClaim, record)
