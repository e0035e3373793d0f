"""One gazetteer and one book of actors for all tests that open many small projects."""

from functools import cache

import pytest

from articles.actors import load_actors
from whoheld import pipeline
from whoheld.finding import Finder, open_finder
from whoheld.options import RunOptions
from whoheld.project import adding, picture


@cache
def _finder() -> Finder:
    return open_finder(RunOptions(), book=_book())


@cache
def _book() -> object:
    return load_actors()


@pytest.fixture(scope="module")
def one_gazetteer() -> object:
    """Open the gazetteer and load the actors once for all runs of a module with the usual options."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(adding, "open_finder", lambda *_, **__: _finder())
        for module in (adding, picture, pipeline):
            patched.setattr(module, "load_actors", lambda _paths=(): _book())
        yield
