"""Judge the sources of a run: scores, each one's view of each place, and where they disagree."""

from dataclasses import replace

from articles.actors import load_actors
from output.models import Results
from whoheld.options import RunOptions
from whoheld.weighing import known_sources, timeline_options

JUDGED_LAYERS = frozenset({"sources", "views", "disagreements"})


def judge_layer(results: Results, layer: str, *, options: RunOptions) -> Results:
    """Return the results with what a layer about sources is made of; for other layers as they are.

    Args:
        results: Of a run with these options.
        layer: Key of `output.schema.LAYERS`.
        options: Of the run.
    """
    return judge_sources(results, options=options) if layer in JUDGED_LAYERS else results


def judge_sources(results: Results, *, options: RunOptions) -> Results:
    """Return the results with what their claims tell of the sources.

    Args:
        results: Of a run with these options.
        options: Of the run.

    Raises:
        BadDataFileError: If a file of actors or of sources breaks its schema.
    """
    from layers.scorecard import score_sources  # noqa: PLC0415
    from layers.timeline import counted_claims  # noqa: PLC0415
    from layers.views import build_views, find_disagreements  # noqa: PLC0415

    book = load_actors(options.actors)
    sources = known_sources((found.claim for found in results.claims), options=options, book=book)
    timeline = timeline_options(options, sources=sources)
    views = build_views(results.claims, options=timeline)
    scores = score_sources(counted_claims(results.claims, options.as_of), sources=sources)
    known = (actor_id for score in scores for actor_id in (score.side, score.leans_to) if actor_id)
    named = {actor_id: book.actors[actor_id] for actor_id in known if actor_id in book.actors}
    return replace(
        results,
        scores=scores,
        views=views,
        disagreements=find_disagreements(views, results.claims),
        actors={**named, **results.actors},
    )
