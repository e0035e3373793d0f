"""Claims from columns, only where the note does not make them."""

from datetime import date

import pytest

from articles.coded import CODED, CodedReader, is_told
from articles.mentions import find_mentions
from articles.models import (
    Article,
    Claim,
    CodedEvent,
    DateSource,
    Days,
    LocatedName,
    Mention,
    Party,
    Relation,
)
from tests.builders import make_claim

DAY = Days.day(date(2016, 6, 3))


class Fixed:
    def __init__(self, *claims: Claim) -> None:
        self._claims = claims

    def read(self, _article: Article, _mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
        return self._claims


class NoNames:
    def __init__(self, *found: Mention) -> None:
        self._found = found

    def find(self, _text: str) -> tuple[Mention, ...]:
        return self._found


def event_article(relation: Relation = Relation.CAPTURED) -> Article:
    return Article(
        id="acled:1",
        text="It fell at Old Mill.\n\nLocation: Old Mill",
        published=date(2016, 6, 3),
        published_from=DateSource.EVENT,
        located=(LocatedName("Old Mill", 35.8, 38.5),),
        coded=(CodedEvent("Old Mill", relation, "Army", "Rebels", DAY),),
    )


def party(name: str) -> Party:
    return Party(name.lower(), name, name)


def test_columns_make_a_claim_where_the_note_makes_none() -> None:
    article = event_article()
    mentions = find_mentions(article, NoNames())
    (claim,) = CodedReader(Fixed(), party).read(article, mentions)
    assert (claim.rule, claim.relation, claim.when) == (CODED, Relation.CAPTURED, DAY)
    assert (claim.actor, claim.opponent) == (party("Army"), party("Rebels"))
    assert claim.place == mentions[0]
    assert claim.sentence == article.text[claim.sentence_start :]


@pytest.mark.parametrize(
    ("coded", "read", "told"),
    [
        (Relation.CAPTURED, Relation.CAPTURED, True),
        (Relation.CAPTURED, Relation.LOST, True),
        (Relation.CAPTURED, Relation.ATTACKED, False),
        (Relation.CONTESTED, Relation.ATTACKED, True),
        (Relation.CONTESTED, Relation.CAPTURED, True),
    ],
)
def test_never_both(coded: Relation, read: Relation, *, told: bool) -> None:
    assert is_told(coded, read=read) is told
    article = event_article(coded)
    said = make_claim(relation=read, place=Mention(11, 19, "Old Mill"))
    claims = CodedReader(Fixed(said), party).read(article, find_mentions(article, NoNames()))
    assert [claim.rule for claim in claims if claim is not said] == ([] if told else [CODED])


def test_claims_about_other_places_do_not_count() -> None:
    article = event_article()
    claims = CodedReader(Fixed(make_claim(place=Mention(0, 4, "Rawa"))), party).read(article, ())
    assert [claim.rule == CODED for claim in claims] == [False, True]
    assert claims[1].place.surface == "Old Mill"


def test_located_names_are_mentions_unless_a_longer_name_holds_them() -> None:
    article = event_article()
    longer = Mention(3, 19, article.text[3:19])
    found = find_mentions(article, NoNames(longer))
    assert [(mention.start, mention.surface) for mention in found] == [(3, longer.surface), (32, "Old Mill")]
    shorter = Mention(15, 19, "Mill")
    found = find_mentions(article, NoNames(shorter))
    assert [mention.surface for mention in found] == ["Old Mill", "Old Mill"]


def test_events_need_located_places() -> None:
    with pytest.raises(ValueError, match="located"):
        Article(id="a", text="x", coded=(CodedEvent("Rawa", Relation.HELD),))
