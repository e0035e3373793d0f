"""Lexicon phrases of one text, each with the one meaning that the text leaves it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from articles.actor_lexicon import Candidate, Lexeme, Lexicon, Tokens
from articles.models import Actor

# Words of their own in lower case: not read as names inside an all-capitals headline.
_WORDLIKE = frozenset({"IS", "US", "AS", "AA", "AU", "FACT", "MODEL", "ISM", "NAS", "SAS", "MEND"})
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


def find_words(
    tokens: Tokens, lexicon: Lexicon, actors: Mapping[str, Actor]
) -> tuple[dict[int, Word], frozenset[str]]:
    """Return the longest phrases of the lexicon in a text, and the countries it mostly speaks of.

    Returns:
        The words by the token they begin with, and ISO 3166 codes (more than one where they are named
        equally often).
    """
    lexemes = list(lexicon.lexemes(tokens))
    named = _countries(lexemes, actors)
    countries = _most_named(named) if named else _shared_countries(lexemes, actors)
    found: dict[int, Word] = {}
    waiting = lexemes[::-1]
    while waiting:
        lexeme = waiting.pop()
        candidates = () if _is_shouted(lexeme, tokens) else lexeme.candidates
        candidates = tuple(c for c in candidates if not c.is_local or actors[c.actor_id].country in named)
        word = _word(lexeme, tokens, choose(candidates, actors, countries, is_plain=lexeme.entry.is_plain))
        if word is not None:
            found[word.first] = word
        elif lexeme.last - lexeme.first > 1:
            waiting += reversed(list(lexicon.shorter(tokens, lexeme)))
    return found, countries


def _countries(lexemes: list[Lexeme], actors: Mapping[str, Actor]) -> Counter[str]:
    """Return how often phrases of one meaning name each country."""
    countries: Counter[str] = Counter()
    for lexeme in lexemes:
        sure = [candidate for candidate in lexeme.candidates if not candidate.is_local]
        if not sure or _is_common(lexeme.candidates, is_plain=lexeme.entry.is_plain):
            continue
        owners = {candidate.actor_id for candidate in lexeme.candidates}
        if len(owners) == 1:
            countries[actors[owners.pop()].country] += 1
    del countries[""]
    return countries


def _most_named(countries: Counter[str]) -> frozenset[str]:
    most = max(countries.values())
    return frozenset(country for country, count in countries.items() if count == most)


def _shared_countries(lexemes: list[Lexeme], actors: Mapping[str, Actor]) -> frozenset[str]:
    """Return the country in which most of several ambiguous names have a meaning: "SNA" and "al-Shabaab"."""
    phrases = {
        tuple(sorted({c.actor_id for c in lexeme.candidates}))
        for lexeme in lexemes
        if lexeme.candidates and not _is_common(lexeme.candidates, is_plain=lexeme.entry.is_plain)
    }
    shared = Counter(
        country for owners in phrases for country in {actors[owner].country for owner in owners} if country
    )
    most = max(shared.values(), default=0)
    best = [country for country, count in shared.items() if count == most]
    return frozenset(best) if most > 1 and len(best) == 1 else frozenset()


def _is_common(candidates: Sequence[Candidate], *, is_plain: bool) -> bool:
    """Tell whether a phrase is one of common words, which names a party only in its own country."""
    return all(
        "backed" in candidate.words
        or ((is_plain or len(candidate.words) > 1) and not any(word[0].isupper() for word in candidate.words))
        for candidate in candidates
    )


def choose(
    candidates: Sequence[Candidate], actors: Mapping[str, Actor], countries: frozenset[str], *, is_plain: bool
) -> Candidate | None:
    """Return the candidate that the countries of the text favour, else the first.

    Args:
        candidates: Parties of one name.
        actors: All parties by id.
        countries: Countries that the text mostly speaks of.
        is_plain: Whether the phrase has a meaning besides naming parties.

    Returns:
        None if there is no candidate, or only ones of another country for a phrase of common words.
    """
    if not candidates:
        return None
    for candidate in candidates:
        if actors[candidate.actor_id].country in countries:
            return candidate
    own = [candidate for candidate in candidates if not actors[candidate.actor_id].country]
    if _is_common(candidates, is_plain=is_plain):
        return own[0] if own else None
    return next((candidate for candidate in candidates if candidate.is_name), candidates[0])


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
