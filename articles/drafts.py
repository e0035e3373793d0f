"""Candidates with their places, parties, stance and days settled: claims before weighing."""

from dataclasses import dataclass

from articles.dates import DatePhrase
from articles.grammar import Candidate
from articles.models import Basis, Days, Extent, Mention, Party, Relation, Stance
from articles.sentences import Sentence
from articles.stance import Reality
from articles.syntax import Syntax

FAMILY = {
    Relation.CAPTURED: "gain",
    Relation.LOST: "loss",
    Relation.HELD: "hold",
    Relation.REPELLED: "hold",
    Relation.CONTESTED: "contest",
    Relation.BESIEGED: "contest",
    Relation.ATTACKED: "contest",
}


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence with everything the rules look at; `dates` have offsets in the sentence."""

    sentence: Sentence
    words: str
    syntax: Syntax
    dates: tuple[DatePhrase, ...]


@dataclass(slots=True)
class Draft:
    """One claim in the making.

    Attributes:
        number: Number of its sentence.
        place: The mention at issue.
        coreferent: Whether the sentence only refers back to it.
        reality: As read from verbs and nouns; `stance` adds who speaks.
        trigger: Offset of the trigger word in the article.
    """

    number: int
    parsed: ParsedSentence
    candidate: Candidate
    relation: Relation
    place: Mention
    coreferent: bool
    extent: Extent
    actor: Party | None
    opponent: Party | None
    reality: Reality
    stance: Stance
    speaker: str
    when: Days | None
    basis: Basis
    trigger: int
    weight: float

    @property
    def sentence(self) -> Sentence:
        """Return the span of the sentence that makes the claim."""
        return self.parsed.sentence

    @property
    def words(self) -> str:
        """Return the words of that sentence."""
        return self.parsed.words

    @property
    def family(self) -> str:
        """Return gain, loss, hold or contest."""
        return FAMILY[self.relation]

    @property
    def realised(self) -> bool:
        """Whether it says that something is so, rather than planned or denied."""
        return self.stance not in (Stance.PLANNED, Stance.DENIED) or self.relation is Relation.REPELLED
