"""The reports behind every interval, as columns and shared texts, for the map page."""

from collections.abc import Iterable, Sequence
from typing import Any

from articles.models import Basis, Claim, Extent, Relation, Stance
from layers.models import LocatedClaim
from output.columns import encode_counts, encode_optional, encode_signed
from output.escape import safe_url
from output.payload_days import DayScale
from output.payload_places import PlaceHistory

RELATIONS = tuple(Relation)
STANCES = tuple(Stance)
EXTENTS = tuple(Extent)
_RELATION_NUMBERS = {relation: number for number, relation in enumerate(RELATIONS)}
_STANCE_NUMBERS = {stance: number for number, stance in enumerate(STANCES)}
_EXTENT_NUMBERS = {extent: number for number, extent in enumerate(EXTENTS)}
MARK_PLACE, MARK_ACTOR, MARK_OPPONENT = range(3)


class TextTable:
    """Texts that occur once however often they are used."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the place of a text in the table, adding it if it is new."""
        return self._numbers.setdefault(text, len(self._numbers))

    def texts(self) -> list[str]:
        """Return the texts in order of their numbers."""
        return list(self._numbers)


def encode_evidence(
    histories: Sequence[PlaceHistory], *, scale: DayScale, actors: Sequence[str]
) -> dict[str, Any]:
    """Return claims in order of place, their sentences and articles, and what each interval cites.

    Args:
        histories: Places with intervals and claims.
        scale: The map's days.
        actors: Ids in the order of the map's table of actors.

    Returns:
        Tables of texts and columns of numbers; days count from the scale's first day, and a length of
        0 days means undated; `also` counts and numbers the other articles that print a report.
    """
    sentences, speakers, rules = TextTable(), TextTable(), TextTable()
    articles: dict[tuple[str, str, str, int | None], int] = {}
    numbers = {actor: index + 1 for index, actor in enumerate(actors)}
    rows = []
    also: list[int] = []
    for located, copies in _all_reports(histories):
        claim = located.claim
        article = articles.setdefault(_article_key(located, scale), len(articles))
        others = {_article_key(copy, scale): None for copy in copies}
        also += [len(others), *(articles.setdefault(key, len(articles)) for key in others)]
        texts = (sentences.number(claim.sentence), speakers.number(claim.speaker), rules.number(claim.rule))
        rows.append((article, *texts, *_codes(located), *_parties(claim, numbers)))
    names = ("article", "sentence", "speaker", "rule", "code", "sure", "actor", "opponent")
    columns = {name: encode_counts(row[i] for row in rows) for i, name in enumerate(names)}
    return {
        "articles": _encode_articles(list(articles)),
        "sentences": sentences.texts(),
        "speakers": speakers.texts(),
        "rules": rules.texts(),
        "claims": {
            **columns,
            "start": encode_signed(_start(located.claim, scale) for located in _all_claims(histories)),
            "days": encode_counts(_length(located.claim) for located in _all_claims(histories)),
            "marks": encode_counts(
                n for located in _all_claims(histories) for n in mark_words(located.claim)
            ),
            "also": encode_counts(also),
        },
        "cited": encode_counts(n for history in histories for n in _citations(history)),
    }


def mark_words(claim: Claim) -> list[int]:
    """Return which words of the sentence to mark: how many, then start, length and kind of each.

    Args:
        claim: Its place's span refers to the article; names outside the sentence are left out.

    Returns:
        Offsets in UTF-16 units, as scripts count, sorted and without overlap.
    """
    sentence = claim.sentence
    spans = [(claim.place.start - claim.sentence_start, claim.place.surface, MARK_PLACE)]
    for party, kind in ((claim.actor, MARK_ACTOR), (claim.opponent, MARK_OPPONENT)):
        if party is not None and party.surface:
            spans.append((sentence.find(party.surface), party.surface, kind))
    marks: list[int] = []
    reached = count = 0
    for start, surface, kind in sorted(spans):
        if start < reached or sentence[start : start + len(surface)] != surface:
            continue
        marks += [utf16_length(sentence[:start]), utf16_length(surface), kind]
        reached, count = start + len(surface), count + 1
    return [count, *marks]


def utf16_length(text: str) -> int:
    """Return how many UTF-16 code units a text takes."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def _all_claims(histories: Iterable[PlaceHistory]) -> Iterable[LocatedClaim]:
    for history in histories:
        yield from history.claims


def _all_reports(
    histories: Iterable[PlaceHistory],
) -> Iterable[tuple[LocatedClaim, tuple[LocatedClaim, ...]]]:
    for history in histories:
        yield from ((located, history.copies.get(located.claim.id, ())) for located in history.claims)


def _article_key(located: LocatedClaim, scale: DayScale) -> tuple[str, str, str, int | None]:
    published = located.published
    day = None if published is None else scale.number(published)
    return (located.source, safe_url(located.url), located.title, day)


def _codes(located: LocatedClaim) -> tuple[int, int]:
    claim = located.claim
    code = _RELATION_NUMBERS[claim.relation]
    code = code * len(STANCES) + _STANCE_NUMBERS[claim.stance]
    code = code * len(EXTENTS) + _EXTENT_NUMBERS[claim.extent]
    code = code * 2 + (claim.when_basis is Basis.EXPLICIT)
    code = code * 3 + (claim.when.precision if claim.when is not None else 1) - 1
    code = code * 3 + located.place_precision - 1
    return code, round(100 * claim.confidence)


def _parties(claim: Claim, numbers: dict[str, int]) -> tuple[int, int]:
    actor, opponent = claim.actor, claim.opponent
    return (
        0 if actor is None else numbers[actor.actor_id],
        0 if opponent is None else numbers[opponent.actor_id],
    )


def _start(claim: Claim, scale: DayScale) -> int:
    return 0 if claim.when is None else scale.number(claim.when.start)


def _length(claim: Claim) -> int:
    return 0 if claim.when is None else (claim.when.end - claim.when.start).days


def _citations(history: PlaceHistory) -> Iterable[int]:
    numbers = {located.claim.id: index for index, located in enumerate(history.claims)}
    for interval in history.intervals:
        for cited in (interval.evidence, interval.against):
            known = [numbers[claim] for claim in cited if claim in numbers]
            yield len(known)
            yield from known


def _encode_articles(keys: Sequence[tuple[str, str, str, int | None]]) -> dict[str, Any]:
    sources = TextTable()
    return {
        "source": encode_counts([sources.number(key[0]) for key in keys]),
        "sources": sources.texts(),
        "url": [key[1] for key in keys],
        "title": [key[2] for key in keys],
        "published": encode_optional(key[3] for key in keys),
    }
