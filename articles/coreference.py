"""Remember which places and parties a text has named, to resolve "the city", "it", "they", "the group"."""

import re
from dataclasses import dataclass, field

from articles.models import Basis, Days, Mention, Party, Role
from articles.placewords import UNSAID

_TOWN = frozenset(
    [
        "town",
        "city",
        "village",
        "hamlet",
        "settlement",
        "capital",
        "port",
        "suburb",
        "municipality",
        "commune",
        "enclave",
        "township",
    ]
)
_AREA = frozenset(
    [
        "province",
        "governorate",
        "region",
        "oblast",
        "state",
        "island",
        "peninsula",
        "valley",
        "county",
        "territory",
        "strip",
        "enclave",
    ]
)
_DISTRICT = frozenset(
    ["district", "neighbourhood", "neighborhood", "quarter", "sector", "area", "suburb", "zone"]
)
_PRONOUNS = frozenset({"it", "there", "them", "itself", "country"})
_REGIONAL = frozenset({"admin1", "admin2", "region", "water", "physical"})
_REACH_SENTENCES = 6
_HEADS = re.compile(
    r"(?:[ ](?:city|town|area|district|region|front|direction|axis|sector|province|governorate|state|county|"
    r"oblast|territory|countryside))?(?:[ ]?(?:,|and|[–/-])[ ]?[^.:,\n]{1,40})?[ ]?[:.](?:\s|$)"
)
_AGENCY = re.compile(r"(?:,[^\n()]{1,30})?[ ]?\([A-Z][^\n()]{1,25}\)[ ]?[-–—:]")
_BYLINE = re.compile(r"(?:,[^\n()]{1,30})?[ ]?(?:[-–—]|\([A-Z][^\n()]{1,25}\))|[ ][A-Z][a-z]")


_FIGHT_REACH = 2
_CLAIMED_LEAD = 1  # a place that claims stand on is meant even if another was named that many sentences later
_UNSAID_REACH = 1
_SHORT_NAME = 3  # letters of a name that may be an abbreviation
_WORD_REACH = 30  # characters before a name that hold the word before it


@dataclass(frozen=True, slots=True)
class Fight:
    """An attack some claim tells of.

    Attributes:
        sentence: Number of its sentence.
        trigger: Offset of the word that tells of it.
    """

    sentence: int
    trigger: int
    place: Mention
    actor: Party | None
    opponent: Party | None
    when: Days | None
    basis: Basis


@dataclass(slots=True)
class Memory:
    """What a text has named so far.

    Attributes:
        places: (sentence number, mention) in text order.
        claimed: Offsets of mentions some claim stands on.
        parties: Parties in the order they were last named.
        fights: Attacks and fights in text order.
        gains: Places taken, in text order.
    """

    places: list[tuple[int, Mention]] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    parties: list[Party] = field(default_factory=list)
    fights: list[Fight] = field(default_factory=list)
    gains: list[Fight] = field(default_factory=list)

    def see_place(self, sentence: int, mention: Mention) -> None:
        """Remember a place name, unless it is a demonym or an origin."""
        if mention.kind != "demonym" and mention.role is not Role.ASSOCIATIVE:
            self.places.append((sentence, mention))

    def see_heading(self, mention: Mention) -> None:
        """Start a new topic: what was named before is out of reach, the heading's place is at issue."""
        self.places = [(number, m) for number, m in self.places if m.start >= mention.start]
        self.claimed.add(mention.start)

    def see_party(self, party: Party) -> None:
        """Remember a party as the one named last."""
        self.parties.append(party)

    def find_places(self, word: str, *, before: int, sentence: int) -> list[Mention]:
        """Return the places that `word` ("city", "it", "these towns") refers to; several only for plurals.

        Args:
            word: Head of the phrase that refers back, lower case.
            before: Offset of that phrase.
            sentence: Number of its sentence.
        """
        plural = word.endswith("s") or word == "them"
        named: list[tuple[int, Mention]] = []
        for number, mention in reversed(self.places):
            if sentence - number > (_UNSAID_REACH if word == UNSAID else _REACH_SENTENCES):
                break
            if mention.start < before and _fits(word.removesuffix("s"), mention):
                named.append((number, mention))
        named = _same_kind(word.removesuffix("s"), named)
        claimed = [(n, m) for n, m in named if m.start in self.claimed]
        beside = [m for n, m in named if n == sentence and m.role is Role.TARGET]
        if beside and not plural and not (claimed and claimed[0][0] == sentence):
            return [beside[-1]]
        latest = next((n for n, m in named if m.role is Role.TARGET), -1)
        if claimed and latest - claimed[0][0] <= _CLAIMED_LEAD:
            return [m for n, m in reversed(claimed) if n == claimed[0][0]] if plural else [claimed[0][1]]
        for roles in ((Role.TARGET,), (Role.REFERENCE, Role.ORIGIN)):
            fit = [(n, m) for n, m in named if m.role in roles]
            if fit:
                return [[m for n, m in fit if n == fit[0][0]][-1]]
        return []

    def last_fights(self, *, before: int, sentence: int) -> list[Fight]:
        """Return the fights of the last trigger that told of one, not too far back."""
        near = [f for f in self.fights if f.trigger < before and sentence - f.sentence <= _FIGHT_REACH]
        return [f for f in near if f.trigger == near[-1].trigger]

    def last_gains(self, actor: Party | None, *, before: int, sentence: int) -> list[Fight]:
        """Return what a party (None = whoever it was) took last, not too far back."""
        near = [g for g in self.gains if g.trigger < before and sentence - g.sentence <= _FIGHT_REACH]
        own = [
            g for g in near if g.actor is not None and (actor is None or g.actor.actor_id == actor.actor_id)
        ]
        last = near[-1:] if actor is None else own[-1:]
        return [g for g in own if g.trigger == last[0].trigger] if last else []

    def took_lately(self, sentence: int) -> bool:
        """Whether somebody took a place in the sentence before `sentence`."""
        return bool(self.gains) and sentence - self.gains[-1].sentence <= 1

    def last_party(self) -> Party | None:
        """Return the party named last, or None."""
        return self.parties[-1] if self.parties else None


def is_heading(text: str, mention: Mention) -> bool:
    """Whether a place name opens a line and heads what follows: "Darvan. The army", "Darvan front: ..."."""
    opens = not text[: mention.start].rsplit("\n", 1)[-1].strip()
    return opens and _HEADS.match(text, mention.end) is not None


def is_dateline(text: str, mention: Mention) -> bool:
    """Whether a name says where a report was written: "DARVAN (News) - Rebels", "DARVAN Rebels took"."""
    before = text[max(0, mention.start - _WORD_REACH) : mention.start]
    opens = not before.rsplit("\n", 1)[-1].strip()
    if opens and _AGENCY.match(text, mention.end):
        return True
    shouted = mention.surface.isupper() and len(mention.surface) > _SHORT_NAME
    return shouted and not _shouts(before) and _BYLINE.match(text, mention.end) is not None


def _shouts(before: str) -> bool:
    """Whether the word before is in capitals, too: a headline."""
    words = before.split()
    return bool(words) and words[-1].isalpha() and words[-1].isupper()


def _same_kind(word: str, named: list[tuple[int, Mention]]) -> list[tuple[int, Mention]]:
    """Of the places named, those whose name says what they are: "the airport" is "Darvan Airport"."""
    if len(word) < 3 or word in _TOWN | _AREA | _DISTRICT | _PRONOUNS:
        return named
    return [(n, m) for n, m in named if word in m.surface.lower()] or named


def _fits(word: str, mention: Mention) -> bool:
    kind = mention.kind
    if word == "country":
        return kind == "country"
    if word in _PRONOUNS:
        return kind != "country"
    last = mention.surface.rsplit(" ", 1)[-1].lower()
    if word in _TOWN:
        return kind in ("town", "unknown", "district", "admin1") and last not in _AREA
    if word in _AREA:
        return kind in _REGIONAL or kind == "unknown"
    if word in _DISTRICT:
        return kind in ("district", "admin2", "region", "unknown", "town")
    return kind != "country"
