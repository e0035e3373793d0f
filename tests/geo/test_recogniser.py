"""Names found in single sentences of our own, with the gazetteer as users have it."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.candidates import Span
from geo.decoding import choose_spans
from geo.errors import BadPlaceDataError
from geo.gazetteer import Gazetteer
from geo.recogniser import NameFinder
from geo.weights import load_weights
from geo.wordlists import load_word_lists, parse_groups, parse_lexicon
from geo.words import WordCutter


@pytest.fixture(scope="module")
def finder(full_gazetteer: Gazetteer) -> NameFinder:
    return NameFinder(full_gazetteer)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The army captured the town of Albu Kamal in eastern Syria.", ["Albu Kamal", "Syria"]),
        ("Rebels withdrew from Rawa, in western Iraq, on Friday.", ["Rawa", "Iraq"]),
        ("Fighting went on in Deir ez-Zor and near Mayadin.", ["Deir ez-Zor", "Mayadin"]),
        ("Shelling hit the village of Umm Tarkala on Monday.", ["Umm Tarkala"]),
        ("Attacks in Paris, London and Brussels shook the West.", ["Paris", "London", "Brussels"]),
    ],
)
def test_places_of_a_sentence_are_found(finder: NameFinder, text: str, names: list[str]) -> None:
    found = {name.surface for name in finder.find(text)}
    assert set(names) <= found


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("A think tank of the Tony Blair Foundation counted fighters in Syria.", "Tony Blair Foundation"),
        ("Reuters and Business Insider reported the capture of Raqqa.", "Reuters"),
        ("Donald Trump said in March that Raqqa would fall.", "Trump"),
        ("Donald Trump said in March that Raqqa would fall.", "March"),
        ("Hezbollah fighters entered Albu Kamal.", "Hezbollah"),
        ("He was there for the first time as the war began in Mosul.", "for"),
    ],
)
def test_other_names_and_words_are_left_out(finder: NameFinder, text: str, stranger: str) -> None:
    assert stranger not in {name.surface for name in finder.find(text)}


@pytest.mark.parametrize(
    "text", ["Rebels took Zarrabin Friday.", "Rebels entered Dabiq Monday after a siege."]
)
def test_weekdays_are_no_part_of_names(finder: NameFinder, text: str) -> None:
    assert not [name.surface for name in finder.find(text) if name.surface.endswith("day")]


def test_peoples_names_are_marked(finder: NameFinder) -> None:
    kinds = {name.surface: name.kind for name in finder.find("Syrian troops entered Raqqa from the south.")}
    assert kinds.get("Syrian", "demonym") == "demonym"
    assert kinds["Raqqa"] != "demonym"


def test_villages_no_list_holds_are_of_unknown_kind(finder: NameFinder) -> None:
    names = {name.surface: name.kind for name in finder.find("Troops captured the village of Khirbalosh.")}
    assert names["Khirbalosh"] == "unknown"


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_spans_fit_any_text(finder: NameFinder, text: str) -> None:
    last = 0
    for name in finder.find(text):
        assert last <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.surface
        assert 0.0 <= name.score <= 1.0
        last = name.end


def test_finding_twice_gives_the_same(finder: NameFinder) -> None:
    text = "Rebels took Saraqib, Maarat al-Numan and three villages in Idlib province."
    assert finder.find(text) == finder.find(text)


def test_the_best_set_of_spans_is_chosen() -> None:
    spans = [Span(0, 2, "a b", "G"), Span(0, 1, "a", "G"), Span(1, 2, "b", "G"), Span(3, 4, "c", "C")]
    assert choose_spans(spans, [1.5, 1.0, 1.0, -0.1]) == [1, 2]
    assert choose_spans(spans, [2.5, 1.0, 1.0, 0.2]) == [0, 3]
    assert choose_spans([], []) == []


def test_words_keep_offsets_and_know_hard_wrapped_lines() -> None:
    cutter = WordCutter(load_word_lists())
    text = "St. Louis' U.S. team met the mayor of the old town of Deir\n   ez-Zor. Next\n\nTitle Line"
    words = cutter.cut(text)
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == [w.form for w in words.words]
    forms = [word.form for word in words.words]
    assert forms[0] == "St."
    assert words.gaps[forms.index("ez")] == " "
    assert words.gaps[forms.index("Title")] == "\n"


def test_word_lists_tell_every_fault() -> None:
    with pytest.raises(BadPlaceDataError, match="no group 'title'") as caught:
        parse_groups({"colour": "red", "never": "Upper"})
    assert "unknown group 'colour'" in str(caught.value)
    assert "'Upper' is not lower case" in str(caught.value)


def test_lexicon_faults_name_their_lines() -> None:
    lines = ["word,ordinary,first_name,surname", "battle,a,,", "anna,,9,", "short,a"]
    with pytest.raises(BadPlaceDataError, match=r"line 3.*line 4"):
        parse_lexicon(lines)


def test_weights_of_other_features_are_refused(tmp_path: object) -> None:
    from pathlib import Path  # noqa: PLC0415

    file = Path(str(tmp_path)) / "old.json.gz"
    file.write_bytes(gzip.compress(json.dumps({"format": 0}).encode()))
    with pytest.raises(BadPlaceDataError, match="train the recogniser again"):
        load_weights(file)
