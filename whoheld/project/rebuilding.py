"""From the rows of a project file to the results of a run: the same as a direct run of its articles gives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from articles.actors import load_actors
from layers.models import LocatedClaim
from output.models import Results
from whoheld.deriving import Material, derive_results
from whoheld.errors import NothingReadError
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.project.choices import for_this_run, kept_options
from whoheld.project.decided import TextOf, apply_decisions
from whoheld.project.decisions import Decision, active_decisions
from whoheld.project.derived import KeptIntervals
from whoheld.project.names import StoredMentions
from whoheld.project.problems import stored_issues
from whoheld.project.rows import StoredArticle, stored_articles, stored_claims, text_of
from whoheld.project.store import Project, open_project
from whoheld.project.trusting import decided_outlets
from whoheld.records import decode
from whoheld.versions import settle_coded

_DONE: Mapping[str, str] = MappingProxyType(
    {
        "accept": "claims accepted",
        "correct": "corrected",
        "distrust": "left out with their source",
        "merge": "of merged actors",
        "reject": "rejected",
    }
)


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
    stored = list(stored_articles(project))
    found = derive_picture(project, stored, active_decisions(project), options=chosen, progress=progress)
    if not found[0].articles and not found[0].claims:
        raise NothingReadError(f"{path} holds no articles: add some with `whoheld add {path} SOURCE`")
    return found


def derive_picture(
    project: Project,
    stored: Sequence[StoredArticle],
    decisions: Sequence[Decision],
    *,
    options: RunOptions,
    progress: Progress = be_quiet,
) -> tuple[Results, RunOptions]:
    """Return the results of some articles of a project as some decisions have them, and the options.

    Args:
        project: Open file.
        stored: Articles, as `stored_articles` yields them.
        decisions: Those that count.
        options: Of the run.
        progress: Told how far it has come.
    """
    chosen = replace(options, outlets=(*options.outlets, *decided_outlets(decisions)))
    book = load_actors(chosen.actors)
    coded, doubled = settle_coded(_coded(project))
    claims = list(stored_claims(project, stored))
    placed = (found.located for found in claims if found.located is not None)
    nowhere = (found.claim for found in claims if found.located is None)
    decided = apply_decisions(
        (*placed, *coded), nowhere, decisions, book=book, text_of=_texts(project, stored)
    )
    by_hand = {found.claim.id for found in coded}
    material = Material(
        articles=tuple(found.article for found in stored),
        claims=[found for found in decided.claims if found.claim.id not in by_hand],
        unplaced=decided.unplaced,
        mentions=StoredMentions(project, stored),
        coded=[found for found in decided.claims if found.claim.id in by_hand],
        issues=(*stored_issues(project, stored), *doubled, *decided.issues),
    )
    weigh = KeptIntervals(project)
    results = derive_results(material, options=chosen, book=book, weigh=weigh, progress=progress)
    if decided.counts:
        told = ", ".join(f"{count} {_DONE[kind]}" for kind, count in decided.counts.items())
        results = replace(results, settings={**results.settings, "decisions": told})
    return results, chosen


def _texts(project: Project, stored: Sequence[StoredArticle]) -> TextOf:
    """Return what finds the text of an article by its id."""
    keys = {found.article.id: found.key for found in stored}
    return lambda article_id: text_of(project, keys[article_id]) if article_id in keys else None


def _coded(project: Project) -> Iterator[LocatedClaim]:
    for (record,) in project.rows("SELECT record FROM coded"):
        yield decode(LocatedClaim, record)
