"""Tagged items: the words and names of a sentence as the grammar sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from articles.lexicon import VerbForm
from articles.models import Mention, Party


class Tag(StrEnum):
    """What an item does in its sentence."""

    __hash__ = str.__hash__  # the enum's own is slow, and tags are looked up all the time

    DET = "DET"
    NUM = "NUM"
    PREP = "PREP"
    CONJ = "CONJ"
    SUB = "SUB"
    REL = "REL"
    THAT = "THAT"
    PRON = "PRON"
    AUX = "AUX"
    MODAL = "MODAL"
    NEG = "NEG"
    TO = "TO"
    ADV = "ADV"
    VERB = "VERB"
    NOUN = "NOUN"
    PLACE = "PLACE"
    ACTOR = "ACTOR"
    DATE = "DATE"
    POSS = "POSS"
    HYPHEN = "HYPHEN"
    COMMA = "COMMA"
    STOP = "STOP"
    COLON = "COLON"
    QUOTE = "QUOTE"
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    SIGN = "SIGN"


class SpanOfActor(Protocol):
    """What the grammar needs of an actor phrase (see `articles.actors.PartySpan`)."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def party(self) -> Party: ...  # noqa: D102


@dataclass(slots=True)
class Item:
    """A word, or a name of several words; `text[start:end]`.

    Attributes:
        verb: The reading as a verb, if there is one (also for items tagged NOUN).
        mention: The place named, if any.
        party: The actor phrase, if any; an item may have both ("Ukraine").
    """

    start: int
    end: int
    lower: str
    tag: Tag
    capital: bool = False
    verb: VerbForm | None = None
    mention: Mention | None = None
    party: SpanOfActor | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """Names found in a sentence by others: places, actors, dates (all with offsets in the article)."""

    places: Sequence[Mention] = ()
    actors: Sequence[SpanOfActor] = ()
    dates: Sequence[tuple[int, int]] = ()
