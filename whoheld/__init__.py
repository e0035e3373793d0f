"""whoheld: from news articles to a map of who reportedly held each town, and when.

    import whoheld as wh

    reading = wh.read(["articles/"])
    reading.control()
    reading.map("map.html")

Names are loaded on first use, so that importing whoheld costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.models import Actor, Article, Claim, Issue, Mention
    from geo.models import Place, Resolution
    from layers.models import Area, Change, ControlInterval, FrontLine, Holding, LocatedClaim
    from output.models import Results
    from whoheld.api import Reading, add, read
    from whoheld.drawing import DrawOptions
    from whoheld.options import RunOptions

_HOMES = {
    "Actor": "articles.models",
    "Area": "layers.models",
    "Article": "articles.models",
    "Change": "layers.models",
    "Claim": "articles.models",
    "ControlInterval": "layers.models",
    "DrawOptions": "whoheld.drawing",
    "FrontLine": "layers.models",
    "Holding": "layers.models",
    "Issue": "articles.models",
    "LocatedClaim": "layers.models",
    "Mention": "articles.models",
    "Place": "geo.models",
    "Reading": "whoheld.api",
    "Resolution": "geo.models",
    "Results": "output.models",
    "RunOptions": "whoheld.options",
    "add": "whoheld.api",
    "read": "whoheld.api",
}

__all__ = [
    "Actor",
    "Area",
    "Article",
    "Change",
    "Claim",
    "ControlInterval",
    "DrawOptions",
    "FrontLine",
    "Holding",
    "Issue",
    "LocatedClaim",
    "Mention",
    "Place",
    "Reading",
    "Resolution",
    "Results",
    "RunOptions",
    "add",
    "read",
]


def __getattr__(name: str) -> object:
    """Load a public name from its module.

    Raises:
        AttributeError: If whoheld has no such public name.
    """
    if name not in _HOMES:
        raise AttributeError(f"module 'whoheld' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
