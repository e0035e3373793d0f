"""Explain how a sentence is read, for analysts and for whoever writes the next rule."""

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.explain import explain_sentence
from articles.models import Article, DateSource, article_id
from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.recogniser import NameFinder
from whoheld.options import RunOptions


def explain_text(text: str, *, options: RunOptions) -> str:
    """Return how a sentence is read: its places, tags, the rules that fired, why others did not, its claims.

    Args:
        text: A sentence or a short text.
        options: Publication day and actor files.

    Raises:
        BadDataFileError: If an actor file breaks its schema.
        GazetteerBuildError: If the gazetteer is missing and cannot be compiled.
    """
    origin = DateSource.OPTION if options.published else DateSource.UNKNOWN
    article = Article(
        id=article_id(url="", text=text), text=text, published=options.published, published_from=origin
    )
    names = NameFinder(Gazetteer.open(ensure_gazetteer()))
    return explain_sentence(article, names=names, reader=RuleReader(load_actors(options.actors)))
