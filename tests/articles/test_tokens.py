import itertools

from hypothesis import given
from hypothesis import strategies as st

from articles.tokens import cut_tokens


def words(text: str) -> list[str]:
    return [text[t.start : t.end] for t in cut_tokens(text)]


def test_possessives_and_tails_are_cut_off() -> None:
    assert words("Syria’s U.S.-backed rebels") == ["Syria", "’s", "U.S.", "-", "backed", "rebels"]
    assert words("Russian-occupied Al-Bab–based") == ["Russian", "-", "occupied", "Al-Bab", "–", "based"]


def test_names_with_inner_signs_stay_whole() -> None:
    assert words("Deir ez-Zor and al-Jaʿar, N'Djamena") == [
        "Deir",
        "ez-Zor",
        "and",
        "al-Jaʿar",
        ",",
        "N'Djamena",
    ]


def test_numbers_keep_their_signs() -> None:
    assert words("40% of 1,500") == ["40%", "of", "1,500"]


@given(st.text(max_size=200), st.integers(0, 50))
def test_offsets_are_ordered_and_slice_to_no_white_space(text: str, offset: int) -> None:
    tokens = cut_tokens(text, offset=offset)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
    for token in tokens:
        word = text[token.start - offset : token.end - offset]
        assert word
        assert not any(c.isspace() for c in word)
