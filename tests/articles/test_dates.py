"""Temporal expressions: a table of sentences, each with the days it speaks of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.date_patterns import date_patterns
from articles.date_rules import RESOLVERS
from articles.dates import DatePhrase, find_dates

PUBLISHED = date(2017, 11, 21)  # a Tuesday


def days_of(phrase: DatePhrase) -> str:
    """Write days as first/last, one day as itself."""
    if phrase.days is None:
        return "?"
    first, last = phrase.days.start, phrase.days.end - timedelta(days=1)
    return str(first) if first == last else f"{first}/{last}"


def read(sentence: str, published: date | None = PUBLISHED) -> list[tuple[str, str, str]]:
    phrases = find_dates(sentence, published=published)
    return [(sentence[phrase.start : phrase.end], phrase.kind, days_of(phrase)) for phrase in phrases]


ABSOLUTE = [
    ("The mill was lost on 17 November 2017.", "17 November 2017", "2017-11-17"),
    ("The mill was lost on November 17, 2017.", "November 17, 2017", "2017-11-17"),
    ("The mill was lost on Nov. 17, 2017, he said.", "Nov. 17, 2017", "2017-11-17"),
    ("The mill was lost on 17th of November 2017.", "17th of November 2017", "2017-11-17"),
    ("The mill was lost on the 3rd of March, 2016.", "3rd of March, 2016", "2016-03-03"),
    ("LOST ON 17 NOVEMBER 2017", "17 NOVEMBER 2017", "2017-11-17"),
    ("Lost 17.11.2017, regained later.", "17.11.2017", "2017-11-17"),
    ("Lost 7.3.2016.", "7.3.2016", "2016-03-07"),
    ("Lost on 2017-11-17.", "2017-11-17", "2017-11-17"),
    ("Lost at 2017-11-17T10:20:00Z.", "2017-11-17T10:20:00Z", "2017-11-17"),
    ("Lost on 25/12/2016.", "25/12/2016", "2016-12-25"),
    ("Lost on 12/25/2016.", "12/25/2016", "2016-12-25"),
    ("Lost on 5/5/2016.", "5/5/2016", "2016-05-05"),
    ("Lost on 25-12-2016.", "25-12-2016", "2016-12-25"),
    ("Posted on Feb 022016 by the desk.", "Feb 022016", "2016-02-02"),
    ("Lost on Friday, 17 November 2017.", "Friday, 17 November 2017", "2017-11-17"),
    ("Lost on Friday, November 17, 2017.", "Friday, November 17, 2017", "2017-11-17"),
    ("Mon 23 Oct 2017 14:10", "Mon 23 Oct 2017", "2017-10-23"),
    ("Monday 23 Oct 2017", "Monday 23 Oct 2017", "2017-10-23"),
    ("It fell on 29 February 2016.", "29 February 2016", "2016-02-29"),
]


@pytest.mark.parametrize(("sentence", "words", "days"), ABSOLUTE)
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_full_dates_need_no_publication_day(
    sentence: str, words: str, days: str, published: date | None
) -> None:
    assert read(sentence, published) == [(words, "day", days)]


RELATIVE = [
    # weekdays: the latest one on or before the day of publication
    ("Troops entered the mill on Friday.", "Friday", "weekday", "2017-11-17"),
    ("Troops entered the mill on Tuesday.", "Tuesday", "weekday", "2017-11-21"),
    ("Troops entered the mill on Wednesday.", "Wednesday", "weekday", "2017-11-15"),
    ("Troops entered the mill early on Monday.", "Monday", "weekday", "2017-11-20"),
    ("Troops entered on Sunday night.", "Sunday night", "weekday", "2017-11-19"),
    ("Friday's assault failed.", "Friday", "weekday", "2017-11-17"),
    ("FIGHTERS STORM MILL ON FRIDAY", "FRIDAY", "weekday", "2017-11-17"),
    ("They left last Friday.", "last Friday", "weekday", "2017-11-17"),
    ("They left last Tuesday.", "last Tuesday", "weekday", "2017-11-14"),
    ("They left this past Saturday.", "this past Saturday", "weekday", "2017-11-18"),
    ("They leave next Friday.", "next Friday", "weekday", "2017-11-24"),
    ("They leave next Tuesday.", "next Tuesday", "weekday", "2017-11-28"),
    ("They left on Thursday last week.", "Thursday last week", "weekday", "2017-11-16"),
    ("They left on Monday of last week.", "Monday of last week", "weekday", "2017-11-13"),
    # days counted from publication
    ("It was lost yesterday.", "yesterday", "relative", "2017-11-20"),
    ("It was lost yesterday evening.", "yesterday evening", "relative", "2017-11-20"),
    ("It was lost last night.", "last night", "relative", "2017-11-20"),
    ("Today the mill is theirs.", "Today", "relative", "2017-11-21"),
    ("Earlier today the mill fell.", "Earlier today", "relative", "2017-11-21"),
    ("Shelling goes on tonight.", "tonight", "relative", "2017-11-21"),
    ("They entered this morning.", "this morning", "relative", "2017-11-21"),
    ("Talks begin tomorrow.", "tomorrow", "relative", "2017-11-22"),
    ("It fell the day before yesterday.", "the day before yesterday", "relative", "2017-11-19"),
    ("It opens the day after tomorrow.", "the day after tomorrow", "relative", "2017-11-23"),
    ("The hill changed hands overnight.", "overnight", "relative", "2017-11-20/2017-11-21"),
    ("The hill fell two days ago.", "two days ago", "relative", "2017-11-19"),
    ("The hill fell 10 days ago.", "10 days ago", "relative", "2017-11-11"),
    ("The hill fell a few days ago.", "a few days ago", "relative", "2017-11-17/2017-11-19"),
    ("The hill fell three hours ago.", "three hours ago", "relative", "2017-11-21"),
    ("The hill fell a week ago.", "a week ago", "relative", "2017-11-11/2017-11-17"),
    ("The hill fell two months ago.", "two months ago", "relative", "2017-09-01/2017-09-30"),
    ("The hill fell more than a year ago.", "a year ago", "relative", "2016-01-01/2016-12-31"),
    ("The hill fell three years ago.", "three years ago", "relative", "2014-01-01/2014-12-31"),
    ("The hill fell a decade ago.", "a decade ago", "relative", "2007-01-01/2007-12-31"),
    # whole weeks, months and years
    ("They advanced last week.", "last week", "week", "2017-11-13/2017-11-19"),
    ("They advanced this week.", "this week", "week", "2017-11-20/2017-11-26"),
    ("They meet next week.", "next week", "week", "2017-11-27/2017-12-03"),
    ("They advanced last month.", "last month", "month", "2017-10-01/2017-10-31"),
    ("They advanced last year.", "last year", "year", "2016-01-01/2016-12-31"),
    ("They advanced earlier this month.", "earlier this month", "month", "2017-11-01/2017-11-21"),
    ("They advanced earlier this week.", "earlier this week", "week", "2017-11-20/2017-11-21"),
    ("They advanced earlier this year.", "earlier this year", "year", "2017-01-01/2017-11-21"),
    ("They vote later this year.", "later this year", "year", "2017-11-21/2017-12-31"),
    ("They advanced late last month.", "late last month", "month", "2017-10-21/2017-10-31"),
    ("They advanced over the weekend.", "the weekend", "range", "2017-11-18/2017-11-19"),
    ("They advanced last weekend.", "last weekend", "range", "2017-11-18/2017-11-19"),
    # spans that end at publication
    ("In the past 48 hours they advanced.", "the past 48 hours", "range", "2017-11-19/2017-11-21"),
    ("Over the past week they advanced.", "the past week", "range", "2017-11-14/2017-11-21"),
    ("In the last two days they advanced.", "the last two days", "range", "2017-11-19/2017-11-21"),
    ("In recent days they advanced.", "recent days", "range", "2017-11-14/2017-11-21"),
    ("It may fall in the coming days.", "the coming days", "range", "2017-11-21/2017-11-28"),
    # dates without a year: the nearest one that is hardly ahead
    ("The hill fell on 17 November.", "17 November", "day", "2017-11-17"),
    ("The hill fell on Nov. 17, he said.", "Nov. 17", "day", "2017-11-17"),
    ("The hill fell on December 28.", "December 28", "day", "2017-12-28"),
    ("The hill fell on 3 March.", "3 March", "day", "2017-03-03"),
    ("The hill fell on March 3rd after a siege.", "March 3rd", "day", "2017-03-03"),
    ("The hill fell on the 17th after a siege.", "17th", "day", "2017-11-17"),
    ("The hill fell on the 25th.", "25th", "day", "2017-10-25"),
    ("The hill fell in August.", "August", "month", "2017-08-01/2017-08-31"),
    ("The hill fell in November.", "November", "month", "2017-11-01/2017-11-30"),
    ("The hill fell in December.", "December", "month", "2016-12-01/2016-12-31"),
    ("The hill fell last December.", "last December", "month", "2016-12-01/2016-12-31"),
    ("A December raid failed.", "December", "month", "2016-12-01/2016-12-31"),
    ("The hill fell in early March.", "early March", "month", "2017-03-01/2017-03-11"),
    ("The hill fell in mid-August.", "mid-August", "month", "2017-08-11/2017-08-21"),
    ("The hill fell in late May.", "late May", "month", "2017-05-21/2017-05-31"),
    ("The hill fell last summer.", "last summer", "season", "2017-06-01/2017-08-31"),
]


@pytest.mark.parametrize(("sentence", "words", "kind", "days"), RELATIVE)
def test_relative_dates_count_from_publication(sentence: str, words: str, kind: str, days: str) -> None:
    assert read(sentence) == [(words, kind, days)]


@pytest.mark.parametrize(("sentence", "words"), [(row[0], row[1]) for row in RELATIVE])
def test_relative_dates_stay_open_without_a_publication_day(sentence: str, words: str) -> None:
    assert [(found, days) for found, _, days in read(sentence, None)] == [(words, "?")]


SPANS = [
    ("They came in 2014.", "2014", "year", "2014-01-01/2014-12-31"),
    ("They came in March 2016.", "March 2016", "month", "2016-03-01/2016-03-31"),
    ("They came in March of 2016.", "March of 2016", "month", "2016-03-01/2016-03-31"),
    ("They came in Sept. 2015.", "Sept. 2015", "month", "2015-09-01/2015-09-30"),
    ("They came in early March 2016.", "early March 2016", "month", "2016-03-01/2016-03-11"),
    ("They came in late 2015.", "late 2015", "month", "2015-08-29/2015-12-31"),
    ("They came at the end of 2014.", "the end of 2014", "month", "2014-10-20/2014-12-31"),
    (
        "They came in the first week of April 2015.",
        "the first week of April 2015",
        "month",
        "2015-04-01/2015-04-08",
    ),
    ("They came in the summer of 2014.", "the summer of 2014", "season", "2014-06-01/2014-08-31"),
    ("They came in spring 2013.", "spring 2013", "season", "2013-03-01/2013-05-31"),
    ("They came in winter 2013.", "winter 2013", "season", "2013-12-01/2014-02-28"),
    ("They fought there 7-9 July 2016.", "7-9 July 2016", "range", "2016-07-07/2016-07-09"),
    ("They fought there July 7–9, 2016.", "July 7–9, 2016", "range", "2016-07-07/2016-07-09"),
    ("It fell between 3 and 5 May 2016.", "between 3 and 5 May 2016", "range", "2016-05-03/2016-05-05"),
    ("It held from March to June 2015.", "from March to June 2015", "range", "2015-03-01/2015-06-30"),
    (
        "It held from November to February 2016.",
        "from November to February 2016",
        "range",
        "2015-11-01/2016-02-29",
    ),
    (
        "It held from 28 December 2015 to 3 January 2016.",
        "from 28 December 2015 to 3 January 2016",
        "range",
        "2015-12-28/2016-01-03",
    ),
    ("The war of 2012–2014 ruined it.", "2012–2014", "range", "2012-01-01/2014-12-31"),
    ("The war of 2014-15 ruined it.", "2014-15", "range", "2014-01-01/2015-12-31"),
    ("It was built in the 1990s.", "the 1990s", "range", "1990-01-01/1999-12-31"),
    ("The 1967 war ruined it.", "1967", "year", "1967-01-01/1967-12-31"),
    ("The siege (2016) ruined it.", "2016", "year", "2016-01-01/2016-12-31"),
    ("They left by the end of March 2016.", "by the end of March 2016", "by", "2016-03-25/2016-03-31"),
    ("They stayed until 10 September 2016.", "until 10 September 2016", "until", "2016-09-10"),
    ("They left before May 2016.", "before May 2016", "before", "2016-05-01/2016-05-31"),
]


@pytest.mark.parametrize(("sentence", "words", "kind", "days"), SPANS)
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_spans_of_known_years(
    sentence: str, words: str, kind: str, days: str, published: date | None
) -> None:
    assert read(sentence, published) == [(words, kind, days)]


@pytest.mark.parametrize(
    ("sentence", "words", "days"),
    [
        ("Held since 2014.", "since 2014", "2014-01-01/2017-11-21"),
        ("Held since the summer of 2014.", "since the summer of 2014", "2014-06-01/2017-11-21"),
        ("Held since early 2015.", "since early 2015", "2015-01-01/2017-11-21"),
        ("Held since Friday.", "since Friday", "2017-11-17/2017-11-21"),
        ("Held since last Friday.", "since last Friday", "2017-11-17/2017-11-21"),
        ("Held since 3 May.", "since 3 May", "2017-05-03/2017-11-21"),
    ],
)
def test_since_runs_to_publication(sentence: str, words: str, days: str) -> None:
    assert read(sentence) == [(words, "since", days)]


def test_since_a_year_without_publication_day_is_that_year() -> None:
    assert read("Held since 2014.", None) == [("since 2014", "since", "2014-01-01/2014-12-31")]


@pytest.mark.parametrize(
    ("sentence", "words", "days"),
    [
        ("It fell from Friday to Sunday.", "from Friday to Sunday", "2017-11-17/2017-11-19"),
        ("It fell between Nov. 14 and Nov. 17.", "between Nov. 14 and Nov. 17", "2017-11-14/2017-11-17"),
        ("It fell July 30 to August 2.", "July 30 to August 2", "2017-07-30/2017-08-02"),
    ],
)
def test_ranges_relative_to_publication(sentence: str, words: str, days: str) -> None:
    assert read(sentence) == [(words, "range", days)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The rebels may have left the mill.",
        "Theresa May spoke of the mill.",
        "They began to march on the mill.",
        "They took part in the march on the mill.",
        "A second assault failed.",
        "Sun City stayed calm.",
        "He sat in Sat Kabul.",
        "The Sunday Times reported it.",
        "Bloody Sunday was remembered.",
        "Some 2000 fighters left.",
        "A force of 2000 fighters left.",
        "It cost $2015 and 20,150 lives.",
        "Feb 452015 is no day.",
        "On 31 February 2016 nothing happened.",
        "The March 23 Movement left.",
        "The 17 February Martyrs Brigade left.",
        "They met on 6 October Bridge.",
        "Battle of Basra (2008): shelling goes on.",
        "Siege of Sarajevo (April 1992): shelling goes on.",
        "The code 99/99/2016 means nothing.",
        "Version 2016-13-45 means nothing.",
        "Resolution 2254 calls for calm.",
        "They hid on the 17th floor.",
        "The 4th brigade left.",
        "He had 12.30 in cash.",
        "Decorated in a fall from the wall.",
        "",
        "Augustus marched.",
        "Mayors marched.",
        "It is in Decatur.",
    ],
)
def test_no_date_here(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("In March 200 fighters came.", "March"),
        ("In May 20 people died.", "May"),
        ("In November 17,000 troops left.", "November"),
    ],
)
def test_a_number_behind_a_month_may_count_something_else(sentence: str, words: str) -> None:
    assert [(found, kind) for found, kind, _ in read(sentence)] == [(words, "month")]


def test_a_day_within_two_months_ahead_is_a_plan() -> None:
    assert read("Talks are planned for 6 December.")[0][2] == "2017-12-06"
    assert read("The hill fell on 6 February.")[0][2] == "2017-02-06"


def test_ambiguous_slashes_take_the_day_before_publication() -> None:
    assert read("Lost on 11/10/2017.")[0][2] == "2017-11-10"
    assert read("Lost on 10/12/2017.")[0][2] == "2017-10-12"
    assert read("Lost on 11/10/2017.", None)[0][2] == "?"


def test_anchored_days_need_an_anchor() -> None:
    sentence = "They entered the following day and left two days later."
    assert [days for _, _, days in read(sentence)] == ["?", "?"]
    anchored = find_dates(sentence, published=PUBLISHED, anchor=date(2016, 5, 3))
    assert [days_of(phrase) for phrase in anchored] == ["2016-05-04", "2016-05-05"]
    assert {phrase.kind for phrase in anchored} == {"anchored"}


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("On that day they left.", "2016-05-03"),
        ("The same day they left.", "2016-05-03"),
        ("They left the previous day.", "2016-05-02"),
        ("They left a day earlier.", "2016-05-02"),
        ("They left the day before.", "2016-05-02"),
        ("They left a week later.", "2016-05-07/2016-05-13"),
    ],
)
def test_anchored_days(sentence: str, days: str) -> None:
    found = find_dates(sentence, published=None, anchor=date(2016, 5, 3))
    assert [days_of(phrase) for phrase in found] == [days]


@pytest.mark.parametrize(
    ("sentence", "precision"),
    [
        ("On 3 May 2016.", 1),
        ("It fell overnight.", 1),
        ("It fell last week.", 2),
        ("It fell in early March 2016.", 2),
        ("It fell a week ago.", 2),
        ("It fell in March 2016.", 3),
        ("It fell in 2014.", 3),
        ("It is held since 2014.", 3),
        ("In the past 48 hours.", 2),
    ],
)
def test_precision_codes(sentence: str, precision: int) -> None:
    (phrase,) = find_dates(sentence, published=PUBLISHED)
    assert phrase.days is not None
    assert phrase.days.precision == precision


def test_several_dates_keep_their_order() -> None:
    sentence = "Lost in 2014, besieged since March 2016, it fell on Friday and was empty yesterday."
    assert [words for words, _, _ in read(sentence)] == ["2014", "since March 2016", "Friday", "yesterday"]


def test_blanks_of_any_kind_join_a_date() -> None:
    assert read("Lost on 17\u00a0November\n2017.") == [("17\u00a0November\n2017", "day", "2017-11-17")]


def test_every_phrase_names_a_rule_and_every_rule_is_used() -> None:
    used = {phrase.resolve for phrase in date_patterns().phrases.values()}
    assert used == set(RESOLVERS)


VOCABULARY = (
    "on in since until by between from to and the last next this early late mid- 17 3 5 31 2014 2017 99 0 "
    "March May Nov. Friday Sun week month year days hours ago later yesterday weekend th of , . - – / "
    "after its 1/2/2016 a few several 17.11.2017 summer the\u00a0following day \u0130 ( for siege"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=80), st.none() | st.dates())
def test_any_text_gives_disjoint_phrases_in_order(text: str, published: date | None) -> None:
    end = 0
    for phrase in find_dates(text, published=published, anchor=published):
        assert end <= phrase.start < phrase.end <= len(text)
        assert text[phrase.start : phrase.end].strip() == text[phrase.start : phrase.end]
        end = phrase.end


@pytest.mark.parametrize(
    ("sentence", "words", "kind", "days"),
    [
        ("They retook it four days after its capture.", "four days after", "offset", "2017-11-17"),
        ("They retook it the day after it was lost.", "the day after", "offset", "2017-11-20"),
        ("They retook it days after it was lost.", "days after", "offset", "2017-11-14/2017-11-19"),
        ("It was besieged for three years.", "for three years", "duration", "2014-11-21/2017-11-21"),
        ("It fell after a two-day battle.", "two-day", "duration", "2017-11-19/2017-11-21"),
        ("It fell after a month-long siege.", "a month-long", "duration", "2017-10-21/2017-11-21"),
    ],
)
def test_words_about_another_event_date_no_sentence(sentence: str, words: str, kind: str, days: str) -> None:
    (phrase,) = find_dates(sentence, published=PUBLISHED)
    assert (sentence[phrase.start : phrase.end], phrase.kind, phrase.days) == (words, kind, None)
    assert phrase.named is not None
    assert days_of(DatePhrase(0, 1, phrase.named, kind)) == days


def test_since_keeps_the_days_it_names() -> None:
    (phrase,) = find_dates("The worst defeat since July 2015.", published=PUBLISHED)
    assert phrase.named is not None
    assert (phrase.named.start, phrase.named.end) == (date(2015, 7, 1), date(2015, 8, 1))


def test_a_weekday_that_lost_its_apostrophe_is_read() -> None:
    assert read("Mondays blasts shook the mill.") == [("Mondays", "weekday", "2017-11-20")]


@pytest.mark.parametrize(
    "sentence", ["The fall of the mill was quick.", "It lasted the week.", "The year was hard."]
)
def test_words_of_the_calendar_without_a_date(sentence: str) -> None:
    assert read(sentence) == []
