"""Choose what reads the claims: the built-in rules, or a reader of the user's own."""

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path

from articles.actors import ActorBook
from articles.claims import RuleReader
from articles.coded import CodedReader
from articles.extract import ClaimReader
from articles.models import Article, Claim, Mention
from whoheld.errors import BadOptionError, BadReaderError

_EXAMPLE = "--reader takes MODULE:NAME, such as my_model:MyReader"


def claim_reader(chosen: str, book: ActorBook) -> ClaimReader:
    """Return the reader of claims, which also takes what the columns of event tables say.

    Args:
        chosen: "" for the built-in one, else "module:name" of something that is called with an actor book and
            returns an object with `read(article, mentions) -> tuple of Claim`. The current folder is searched
            for the module last.
        book: The actors, built-in and the user's.

    Raises:
        BadOptionError: If there is no such module or name, or what it returns cannot read.
    """
    if not chosen:
        return CodedReader(RuleReader(book), cache(book.party))
    factory = _factory(chosen)
    try:
        signature(factory).bind(book)
    except (TypeError, ValueError) as error:
        raise BadOptionError(f"{chosen} makes no reader: it cannot be called with an actor book") from error
    made = factory(book)
    if not callable(getattr(made, "read", None)):
        raise BadOptionError(f"{chosen} makes no reader: it needs a method read(article, mentions)")
    return CodedReader(CheckedReader(made, name=chosen), cache(book.party))


class CheckedReader:
    """A reader of the user's own, with every claim checked before it enters the results."""

    def __init__(self, reader: ClaimReader, *, name: str) -> None:
        """Wrap a reader; `name` is for messages."""
        self._reader = reader
        self._name = name
        self.languages: frozenset[str] | None = getattr(reader, "languages", None)

    def read(self, article: Article, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
        """Return the claims of an article, in the order the reader gave them.

        Raises:
            BadReaderError: If one is no claim of this article; lists every fault.
        """
        claims = tuple(self._reader.read(article, mentions))
        faults = [fault for claim in claims if (fault := _fault(claim, article))]
        if faults:
            raise BadReaderError(f"{self._name}: {article.where or article.id}: {'; '.join(faults)}")
        return claims


def _factory(chosen: str) -> Callable[[ActorBook], ClaimReader]:
    module_name, colon, name = chosen.partition(":")
    if not (module_name and colon and name):
        raise BadOptionError(f"{_EXAMPLE}; got {chosen!r}")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.append(here)
    try:
        module = import_module(module_name)
    except ImportError as error:
        raise BadOptionError(f"{_EXAMPLE}; {module_name} cannot be imported: {error}") from error
    factory: object = getattr(module, name, None)
    if not callable(factory):
        raise BadOptionError(f"{_EXAMPLE}; {module_name} has nothing to call by the name {name!r}")
    return factory


def _fault(claim: object, article: Article) -> str:
    if not isinstance(claim, Claim):
        return f"expected articles.models.Claim, got {type(claim).__name__}"
    if claim.article_id != article.id:
        return f"claim {claim.id} is of article {claim.article_id!r}"
    place = claim.place
    if article.text[place.start : place.end] != place.surface:
        return f"claim {claim.id}: the text has no {place.surface!r} at {place.start}:{place.end}"
    end = claim.sentence_start + len(claim.sentence)
    if article.text[claim.sentence_start : end] != claim.sentence:
        return f"claim {claim.id}: its sentence does not stand at {claim.sentence_start}"
    return ""
