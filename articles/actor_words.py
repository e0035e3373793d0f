"""Lexicon phrases of one text, each with the one meaning that the text leaves it."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from articles.actor_lexicon import Candidate, Lexeme, Lexicon, Tokens
from articles.models import Actor

# Words of their own in lower case: not read as names inside an all-capitals headline.
_WORDLIKE = frozenset({"IS", "US", "AA", "AU", "FACT", "MODEL", "ISM", "NAS", "SAS", "MEND"})
_NATIONS = ("country", "adjective")


class Word(NamedTuple):
    """A phrase of the lexicon in a text: tokens `first` to before `last`.

    Attributes:
        key: The phrase in lower case, as written.
        name: The party it names, if it names one by itself.
        nation: The state or land it names, if it does.
        head: "state", "open" or "group" for nouns of forces, else "".
        generic: Id of the unnamed kind of party it can stand for, or "".
        cause: Party that its people or cause makes with a noun of forces, or "".
        qualifier: Whether it may stand in front of a noun of forces.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    name: Candidate | None
    nation: Candidate | None
    head: str
    generic: str
    cause: str
    qualifier: bool
    possessive: bool


def find_words(tokens: Tokens, lexicon: Lexicon, actors: Mapping[str, Actor]) -> dict[int, Word]:
    """Return the longest phrases of the lexicon in a text, by the token they begin with."""
    lexemes = list(lexicon.lexemes(tokens))
    evidence = _evidence(lexemes, actors)
    words = (_word(lexeme, tokens, _choose(lexeme, tokens, actors, evidence)) for lexeme in lexemes)
    return {word.first: word for word in words if word is not None}


def _evidence(lexemes: list[Lexeme], actors: Mapping[str, Actor]) -> Counter[str]:
    """Count the countries that phrases of one meaning speak of."""
    countries: Counter[str] = Counter()
    for lexeme in lexemes:
        if not lexeme.candidates or _is_common(lexeme):
            continue
        owners = {candidate.actor_id for candidate in lexeme.candidates}
        if len(owners) == 1:
            countries[actors[owners.pop()].country] += 1
    del countries[""]
    return countries


def _is_common(lexeme: Lexeme) -> bool:
    """Tell whether a phrase is one of common words, which names a party only in its country."""
    common = lexeme.entry.head or lexeme.entry.generic or lexeme.last - lexeme.first > 1
    return bool(common) and not any(
        word[0].isupper() for candidate in lexeme.candidates for word in candidate.words
    )


def _choose(
    lexeme: Lexeme, tokens: Tokens, actors: Mapping[str, Actor], evidence: Counter[str]
) -> Candidate | None:
    """Return the candidate that the countries of the text favour, else the first."""
    if not lexeme.candidates or _is_shouted(lexeme, tokens):
        return None
    most = max(evidence.values(), default=0)
    for candidate in lexeme.candidates:
        country = actors[candidate.actor_id].country
        if country and most and evidence[country] == most:
            return candidate
    if _is_common(lexeme) and all(actors[candidate.actor_id].country for candidate in lexeme.candidates):
        return None
    return next((candidate for candidate in lexeme.candidates if candidate.is_name), lexeme.candidates[0])


def _word(lexeme: Lexeme, tokens: Tokens, chosen: Candidate | None) -> Word | None:
    entry = lexeme.entry
    if chosen is None and not entry.is_plain:
        return None
    is_nation = chosen is not None and chosen.kind in _NATIONS
    return Word(
        first=lexeme.first,
        last=lexeme.last,
        start=_start_with_article(lexeme, tokens) if chosen else lexeme.start,
        end=lexeme.end,
        key=tokens.text[lexeme.start : lexeme.end].lower(),
        name=None if is_nation else chosen,
        nation=chosen if is_nation else None,
        head=entry.head,
        generic=entry.generic,
        cause=entry.cause,
        qualifier=entry.qualifier,
        possessive=lexeme.possessive,
    )


def _start_with_article(lexeme: Lexeme, tokens: Tokens) -> int:
    """Return where a name begins with the "al-" in front of it."""
    before = lexeme.first - 1
    if before >= 0 and tokens.is_article(before) and tokens.joined(lexeme.first):
        return tokens.starts[before]
    return lexeme.start


def _is_shouted(lexeme: Lexeme, tokens: Tokens) -> bool:
    """Tell whether "IS" or "US" is an ordinary word among capitals."""
    if lexeme.last - lexeme.first > 1 or tokens.words[lexeme.first] not in _WORDLIKE:
        return False
    beside = (tokens.words[i] for i in (lexeme.first - 1, lexeme.last) if 0 <= i < len(tokens))
    return any(len(word) > 3 and word.isalpha() and word.isupper() for word in beside)
