"""Texts with their places in braces, and the claims that the rules read from them."""

import re
from datetime import date
from functools import cache

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.models import Article, Claim, DateSource, Mention

_BRACES = re.compile(r"\{([^}|]*)(?:\|(\w+))?\}")


@cache
def reader() -> RuleReader:
    """Return the built-in reader; made once for all tests."""
    return RuleReader(load_actors())


def marked(text: str) -> tuple[Article, list[Mention]]:
    """Return an article of 6 May 2020 and its places: "{Darvan}", or "{Darvan|country}" with a kind."""
    plain, mentions, at = "", [], 0
    for found in _BRACES.finditer(text):
        plain += text[at : found.start()]
        name, kind = found.group(1), found.group(2) or "town"
        mentions.append(Mention(len(plain), len(plain) + len(name), name, kind=kind))
        plain += name
        at = found.end()
    plain += text[at:]
    return Article(id="x", text=plain, published=date(2020, 5, 6), published_from=DateSource.OPTION), mentions


def read_marked(text: str) -> tuple[Claim, ...]:
    """Return the claims of a text whose places stand in braces."""
    return reader().read(*marked(text))
