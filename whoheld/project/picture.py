"""The picture that a project's articles give, as people's decisions have them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from articles.actors import ActorBook, load_actors
from articles.models import Issue
from layers.locate import Located
from layers.models import LocatedClaim
from output.models import Results
from whoheld.deriving import Material, derive_results
from whoheld.holdback import as_of_then, hold_back, without_later
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.project.decided import TextOf, apply_decisions
from whoheld.project.decisions import Decision
from whoheld.project.derived import KeptIntervals
from whoheld.project.faults import records_read
from whoheld.project.names import StoredMentions
from whoheld.project.problems import stored_issues
from whoheld.project.rows import StoredArticle, stored_claims, text_of
from whoheld.project.store import Project
from whoheld.project.stories import stored_stories
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
_AS_KEPT: Mapping[int, Located] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Picture:
    """Results, and what they were made with: what people think of sources is among the options."""

    results: Results
    options: RunOptions
    book: ActorBook


def derive_picture(
    project: Project,
    stored: Sequence[StoredArticle],
    decisions: Sequence[Decision],
    *,
    options: RunOptions,
    otherwise: Mapping[int, Located] = _AS_KEPT,
    progress: Progress = be_quiet,
) -> Picture:
    """Return the picture of some articles of a project as some decisions have them.

    Args:
        project: Open file.
        stored: Articles, as `stored_articles` yields them.
        decisions: Those that count.
        options: Of the run.
        otherwise: Claims of articles, by key, that are not to be taken as the file has them.
        progress: Told how far it has come.
    """
    with records_read(project.path):
        coded, doubled = settle_coded(stored_coded(project))
    issues = (*stored_issues(project, stored), *doubled)
    held = _Held(tuple(stored), coded, issues, tuple(decisions), options)
    if options.delay_days is not None:
        held = _released(held)
    chosen = replace(held.options, outlets=(*options.outlets, *decided_outlets(held.decisions)))
    book = load_actors(chosen.actors)
    material, counts = _decided_material(project, held, book, otherwise)
    if options.delay_days is not None:
        material = without_later(material, chosen.as_of)
    weigh = KeptIntervals(project)
    results = derive_results(material, options=chosen, book=book, weigh=weigh, progress=progress)
    if counts:
        told = ", ".join(f"{count} {_DONE[kind]}" for kind, count in counts.items())
        results = replace(results, settings={**results.settings, "decisions": told})
    return Picture(results, chosen, book)


@dataclass(frozen=True, slots=True)
class _Held:
    """What of a project's file enters a picture."""

    stored: tuple[StoredArticle, ...]
    coded: tuple[LocatedClaim, ...]
    issues: tuple[Issue, ...]
    decisions: tuple[Decision, ...]
    options: RunOptions


def _released(held: _Held) -> _Held:
    """Return what a delay leaves; decisions about what it holds back are held back too."""
    articles = [found.article for found in held.stored]
    left = hold_back(articles, held.coded, held.issues, options=held.options)
    known = {article.id for article in left.articles} | {found.claim.article_id for found in left.coded}
    return _Held(
        tuple(found for found in held.stored if found.article.id in known),
        left.coded,
        left.issues,
        tuple(one for one in held.decisions if one.draft.target.get("article") in (None, *known)),
        as_of_then(held.options, left.last_day),
    )


def _decided_material(
    project: Project, held: _Held, book: ActorBook, otherwise: Mapping[int, Located]
) -> tuple[Material, Mapping[str, int]]:
    """Return the claims as people decided, and how many each kind of decision touched."""
    as_kept = [found for found in held.stored if found.key not in otherwise]
    with records_read(project.path):
        claims = list(stored_claims(project, as_kept))
    placed = [found.located for found in claims if found.located is not None]
    nowhere = [found.claim for found in claims if found.located is None]
    for located in otherwise.values():
        placed += located.claims
        nowhere += located.unplaced
    told = (*placed, *held.coded)
    texts = _texts(project, held.stored)
    decided = apply_decisions(told, nowhere, held.decisions, book=book, text_of=texts)
    by_hand = {found.claim.id for found in held.coded}
    material = Material(
        articles=tuple(found.article for found in held.stored),
        claims=[found for found in decided.claims if found.claim.id not in by_hand],
        unplaced=decided.unplaced,
        mentions=StoredMentions(project, held.stored),
        coded=[found for found in decided.claims if found.claim.id in by_hand],
        issues=(*held.issues, *decided.issues),
        stories=stored_stories(project, held.stored),
    )
    return material, decided.counts


def _texts(project: Project, stored: Sequence[StoredArticle]) -> TextOf:
    """Return what finds the text of an article by its id."""
    keys = {found.article.id: found.key for found in stored}
    return lambda article_id: text_of(project, keys[article_id]) if article_id in keys else None


def stored_coded(project: Project) -> Iterator[LocatedClaim]:
    """Yield the claims that somebody coded."""
    for (record,) in project.rows("SELECT record FROM coded"):
        yield decode(LocatedClaim, record)
