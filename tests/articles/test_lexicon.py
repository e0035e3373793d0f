import pytest

from articles.errors import BadDataFileError
from articles.lexicon import BASE, GERUND, PARTICIPLE, PAST, PRESENT, build_lexicon, load_lexicon


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("captures", "capture", PRESENT),
        ("overran", "overrun", PAST),
        ("taken", "take", PARTICIPLE),
        ("controlling", "control", GERUND),
        ("repelled", "repel", PAST),
        ("besieges", "besiege", PRESENT),
        ("fled", "flee", PAST),
        ("seize", "seize", BASE),
        ("visited", "visit", PAST),
    ],
)
def test_forms_of_verbs(word: str, lemma: str, form: str) -> None:
    reading = load_lexicon().verb(word)
    assert reading is not None
    assert reading.lemma == lemma
    assert form in reading.forms


def test_all_faults_of_a_word_file_are_reported() -> None:
    with pytest.raises(BadDataFileError) as caught:
        build_lexicon({"clases": {}, "verbs": {"regular": "take"}}, where="mine.toml")
    for part in ("mine.toml", "clases", "[verbs] lacks irregular", "[nouns] lacks settlement"):
        assert part in str(caught.value)
