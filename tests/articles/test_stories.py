"""Copies of one text are one story; other reports, and notes that differ in a name, are not."""

import hashlib
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article, DateSource
from articles.signatures import read_signature, signature_of
from articles.stories import StoryIndex, find_stories, is_copy, sign

DAY = date(2017, 11, 17)
REPORT = (
    "Government troops entered Karlum before dawn on Friday and raised their flag over the grain silos, "
    "three residents said by telephone. The town of 14,000 people on the Adar river had been held by the "
    "Valley Front since the spring of 2015. Fighters of the front left in a convoy of about 40 cars, and "
    "drove east to the hills around Tamsa, the residents said. A spokesman for the army in Rabel said that "
    "engineers were clearing mines from the bridge and from the road that leads south to Osmar. He gave no "
    "figures for the dead. The hospital in Osmar said it had taken in 23 wounded, among them six children. "
    "Aid workers warned that the 3,500 families who fled Karlum in October would not return before the "
    "winter, because every second house has lost its roof. The Valley Front has lost four towns since "
    "August, when the army opened its offensive along the river. Talks in Lisport broke off last week "
    "without a date for another meeting, and both sides blamed each other for it."
)
OTHER_WORDS = (
    "The army says it has taken Karlum from the Valley Front. A statement read on state radio in Rabel on "
    "Friday afternoon called the fall of the river town the end of the front's rule in the district. People "
    "who left Karlum in October and live in tents near Osmar heard the news with doubt: many said that they "
    "wanted to see pictures first. The front did not comment. Its fighters still hold Tamsa and the heights "
    "above the road, according to a map that the monitoring group Clear Water published on Thursday, and "
    "they can fire at the bridge from there. Doctors in Osmar treated 23 people with wounds from shells."
)
BULLETIN = (
    "Daily bulletin of the mission in {place}. The mission counted {n} violations of the ceasefire in the "
    "period of this report, fewer than in the period before. Patrols were held up at a checkpoint near "
    "{other} and turned back. The mission went on to watch over the withdrawal of heavy weapons and visited "
    "holding areas on either side. It followed up on reports of damage to houses and to a power line in "
    "{other}. The mission stays in touch with both parties and calls on them to keep to what was agreed."
)


def article(article_id: str, text: str, *, published: date | None = DAY, url: str = "") -> Article:
    origin = DateSource.METADATA if published else DateSource.UNKNOWN
    return Article(article_id, text, published=published, published_from=origin, url=url)


def cut(text: str, share: float) -> str:
    words = text.split()
    return " ".join(words[: round(share * len(words))])


COPIES = {
    "as it is": REPORT,
    "in capitals": REPORT.upper(),
    "other quotation marks and spaces": REPORT.replace("front's", "front’s").replace(" ", "  "),
    "dateline": f"RABEL (River Wire) - {REPORT}",
    "headline and footer": f"Army takes river town\n\n{REPORT}\n\nRiver Wire 2017. All rights reserved.",
    "cut end": cut(REPORT, 0.65),
    "cut end, dateline and footer": f"RABEL, Nov 17 (River Wire) - {cut(REPORT, 0.7)}\n(c) Harbour Times",
    "house style": REPORT.replace("3,500", "3500")
    .replace("dawn", "daybreak")
    .replace("since August", "from August"),
    "a paragraph less": REPORT.replace("He gave no figures for the dead. ", ""),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_copies_are_one_story(copy: str) -> None:
    stories = find_stories([article("b", REPORT), article("a", copy, published=DAY + timedelta(days=1))])
    assert stories == {"a": "a", "b": "a"}


OTHERS = {
    "another report of the event": (REPORT, OTHER_WORDS),
    "bulletins that differ in names and numbers": (
        BULLETIN.format(place="Karlum", other="Tamsa", n=120),
        BULLETIN.format(place="Osmar", other="Rabel", n=87),
    ),
    "notes that differ in the place": (
        "Army captured Karlum from the front.",
        "Army captured Tamsa from the front.",
    ),
    "notes that differ in a number": (
        "The front shelled Karlum, 12 dead.",
        "The front shelled Karlum, 13 dead.",
    ),
    "a note and its report": (REPORT.split(". ", maxsplit=1)[0], REPORT),
    "half a text": (cut(REPORT, 0.4), REPORT),
}


@pytest.mark.parametrize("texts", OTHERS.values(), ids=OTHERS)
def test_other_texts_are_stories_of_their_own(texts: tuple[str, str]) -> None:
    one, other = texts
    assert find_stories([article("a", one), article("b", other)]) == {"a": "a", "b": "b"}


def test_the_same_note_of_another_day_is_another_story() -> None:
    note = "The front shelled Karlum again."
    later = article("b", note, published=DAY + timedelta(days=1))
    assert len(set(find_stories([article("a", note), later]).values())) == 2
    assert len(set(find_stories([article("a", note), article("b", f"RABEL (Wire) - {note}")]).values())) == 1


@pytest.mark.parametrize(
    ("other", "days", "is_one"),
    [
        ("http://www.news.example/karlum-falls/?utm_source=x#top", 0, True),
        ("https://m.news.example/karlum-falls", 7, True),
        ("https://news.example/karlum-falls", 8, False),
        ("https://news.example/karlum-falls?page=2", 0, False),
    ],
)
def test_versions_of_one_page_are_one_story(other: str, days: int, is_one: bool) -> None:  # noqa: FBT001
    first = article("a", REPORT, url="https://news.example/karlum-falls")
    second = article("b", OTHER_WORDS, url=other, published=DAY + timedelta(days=days))
    assert (len(set(find_stories([first, second]).values())) == 1) is is_one


def test_texts_that_share_a_front_page_are_not_one_story() -> None:
    first = article("a", REPORT, url="https://news.example/")
    assert (
        len(set(find_stories([first, article("b", OTHER_WORDS, url="https://news.example")]).values())) == 2
    )


def test_copies_of_copies_are_one_story() -> None:
    chain = [
        article("c", cut(REPORT, 0.65)),
        article("b", REPORT),
        article("a", f"{REPORT} {OTHER_WORDS[:200]}"),
    ]
    assert set(find_stories(chain).values()) == {"a"}


POOL = [
    article("r1", REPORT),
    article("r2", cut(REPORT, 0.7)),
    article("r3", f"KARLUM (Wire) - {REPORT}"),
    article("o1", OTHER_WORDS),
    article("o2", OTHER_WORDS.upper()),
    article("n1", "Army captured Karlum."),
    article("n2", "Army captured Karlum!"),
    article("n3", "Army captured Tamsa."),
]


@settings(deadline=None)
@given(
    order=st.permutations(POOL), cuts=st.lists(st.integers(0, len(POOL)), max_size=3), restores=st.booleans()
)
def test_order_and_batches_do_not_matter(order: list[Article], cuts: list[int], *, restores: bool) -> None:
    index, done = StoryIndex(), 0
    for end in [*sorted(cuts), len(order)]:
        index.add([sign(found) for found in order[done:end]])
        done = max(done, end)
        if restores:
            stories, index = index.stories(), StoryIndex()
            index.restore([(sign(found), stories[found.id]) for found in order[:done]])
    expected = {
        "n1": "n1",
        "n2": "n1",
        "n3": "n3",
        "o1": "o1",
        "o2": "o1",
        "r1": "r1",
        "r2": "r1",
        "r3": "r1",
    }
    assert index.stories() == expected


def test_an_article_is_added_once() -> None:
    index = StoryIndex()
    index.add([sign(POOL[0])])
    with pytest.raises(ValueError, match="'r1' is known already"):
        index.add([sign(POOL[0])])


def test_no_articles_have_no_stories() -> None:
    index = StoryIndex()
    index.add([])
    assert index.stories() == {}


def test_being_a_copy_has_no_direction() -> None:
    signatures = [read_signature(signature_of(found.text)) for found in POOL]
    for one, other in permutations(signatures, 2):
        assert is_copy(one, other) == is_copy(other, one)


def test_signatures_are_small_and_stay_the_same() -> None:
    signature = signature_of(REPORT)
    assert len(signature) < 500
    # stored in project files: a change here asks for another LAYOUT and for signatures made afresh
    assert hashlib.sha256(signature).hexdigest()[:16] == "e98b56fbc6adb67f"


@pytest.mark.parametrize(
    "spoilt", [b"", b"\x00" * 30, signature_of(REPORT)[:-1], b"\xff" + signature_of(REPORT)[1:]]
)
def test_what_is_no_signature_is_refused(spoilt: bytes) -> None:
    with pytest.raises(ValueError, match="signature"):
        read_signature(spoilt)


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_signature(text: str) -> None:
    assert read_signature(signature_of(text)).words >= 0
