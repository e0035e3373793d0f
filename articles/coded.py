"""What the columns of event tables say, as claims, wherever the note beside them does not say it itself."""

from collections.abc import Callable, Sequence

from articles.extract import ClaimReader
from articles.folded import fold_name
from articles.models import (
    Article,
    Basis,
    Claim,
    CodedEvent,
    Extent,
    Mention,
    Party,
    Relation,
    Stance,
    claim_id,
)
from articles.sentences import split_sentences

CODED = "coded-event"
"""Rule of the claims that columns made."""

_CONFIDENCE = 0.9
_TEXT_CHARACTERS_MOST = 1500
_OF_HOLDING = frozenset({Relation.CAPTURED, Relation.LOST, Relation.HELD})


def is_told(coded: Relation, *, read: Relation) -> bool:
    """Tell whether a claim read from a note makes what the columns say of the same place superfluous.

    Args:
        coded: What the columns say.
        read: What the note says: anything about fighting there, or, where the columns say who gained, lost or
            holds it, that.
    """
    return coded not in _OF_HOLDING or read in _OF_HOLDING


class CodedReader:
    """Reads claims with another reader, and adds what the columns say.

    Attributes:
        languages: Those of the other reader; None = it reads all.
    """

    def __init__(self, reader: ClaimReader, party: Callable[[str], Party]) -> None:
        """Bind the reader of notes, and what finds the party of a bare name."""
        self._reader = reader
        self._party = party
        self.languages: frozenset[str] | None = getattr(reader, "languages", None)

    def read(self, article: Article, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
        """Return the claims of an article in text order, and behind them those of its columns."""
        claims = tuple(self._reader.read(article, mentions))
        if not article.coded:
            return claims
        said = {(fold_name(claim.place.surface), claim.relation) for claim in claims}
        more = []
        for event in article.coded:
            place = fold_name(event.place)
            told = any(name == place and is_told(event.relation, read=relation) for name, relation in said)
            mention = _mention(event.place, article, mentions)
            if mention is not None and not told:
                more.append(self._claim(event, article, mention))
        return (*claims, *more)

    def _claim(self, event: CodedEvent, article: Article, place: Mention) -> Claim:
        actor = self._party(event.actor) if event.actor else None
        opponent = self._party(event.opponent) if event.opponent else None
        start, end = _sentence(article.text, place)
        parties = [party.actor_id if party else "" for party in (actor, opponent)]
        days = (str(event.when.start), str(event.when.end)) if event.when else ("", "")
        identity = (article.id, str(place.start), str(place.end), event.relation, *parties, CODED, *days)
        return Claim(
            id=claim_id(*identity),
            article_id=article.id,
            sentence=article.text[start:end],
            sentence_start=start,
            place=place,
            relation=event.relation,
            actor=actor,
            opponent=opponent,
            stance=Stance.ASSERTED,
            extent=Extent.WHOLE,
            when=event.when,
            when_basis=Basis.EXPLICIT if event.when else Basis.REPORT,
            speaker="",
            rule=CODED,
            confidence=_CONFIDENCE,
        )


def _mention(name: str, article: Article, mentions: Sequence[Mention]) -> Mention | None:
    """Return the first mention of a located name; without one, its last place in the text."""
    found = next((mention for mention in mentions if fold_name(mention.surface) == fold_name(name)), None)
    if found is not None:
        return found
    start = article.text.rfind(name)
    return Mention(start, start + len(name), name) if start >= 0 else None


def _sentence(text: str, place: Mention) -> tuple[int, int]:
    """Return the span of the words that a coded claim shows: a short note as a whole, else the sentence."""
    if len(text) <= _TEXT_CHARACTERS_MOST:
        return 0, len(text)
    spans = ((sentence.start, sentence.end) for sentence in split_sentences(text))
    return next((span for span in spans if span[0] <= place.start < span[1]), (place.start, place.end))
